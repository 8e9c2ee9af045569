"""Fails the calls by which each verb that changes something reads and writes, one after the other:
by EIO once, by a disk that is full from then on, by death. The exit status tells the truth."""

import collections
import concurrent.futures
import queue
import random
import re
import shutil
import signal
import subprocess
import time

from harness import Figures, options, skip, workspace
from verbs import World, length

WRITING = ("write", "pwrite64", "ftruncate", "fsync", "fdatasync", "unlink", "rename", "link",
           "linkat", "mkdir", "fchmod")
CALLS = (*WRITING, "openat", "read", "pread64", "fcntl", "flock", "close")
FAULTS = ("EIO", "ENOSPC", "KILL")
# Verbs that commit more than once: a run that is cut off has recorded a part of it.
SEVERAL = {"alert run"}
DONE, LOST, LATER = 0, 74, 75


def unlike(verb, code, expected, before, after, complete):
    """What is untrue about an exit status, by the length of the log; nothing where it is true."""
    if code == -signal.SIGKILL:
        is_true = after in (before, complete) or verb in SEVERAL and before < after < complete
    elif code == expected:
        is_true = after == complete
    elif code == LOST:
        # What could not be handed out is voided by further entries.
        is_true = after >= complete or verb in SEVERAL and after > before
    elif code == LATER:
        is_true = after == before or verb in SEVERAL
    else:
        is_true = code in (1, 2, 3, 4, 64) and after == before
    return None if is_true else (
        f"exit {code} where {expected} is right, the log went from {before} to {after} of"
        f" {complete}")


class Bench:
    """Copies of the world, one after the other in the same place, and a verb run in each."""

    def __init__(self, world, directory, figures):
        self.world, self.figures = world, figures
        self.folder, self.trace = directory / "bench", directory / "trace"
        self.out = self.folder / "out"
        self.counts, self.original = collections.Counter(), b""

    def fresh(self, verb):
        """A copy in a folder of its own."""
        shutil.rmtree(self.folder, ignore_errors=True)
        registry = self.world.copy(verb, self.folder / "registry.db")
        self.original = registry.path.read_bytes()
        return registry

    def is_untouched(self, registry):
        """Whether the copy is what it was, byte by byte, and nothing is left to be taken back: then
        its log is as long as it was, and it verifies as it did."""
        return not self.journal.exists() and registry.path.read_bytes() == self.original

    @property
    def journal(self):
        """Where SQLite keeps what it would take back."""
        return self.folder / "registry.db-journal"

    def entries(self, verb, registry):
        """How many entries the log has: that of the new registry, where one is made."""
        if verb != "init":
            return length(registry)
        made = type(registry)(registry.binary, self.out)
        return length(made) if self.out.exists() else 0

    def undisturbed(self, verb):
        """How the verb ends, how long the log is and becomes, whether it leaves a file; and its
        calls from the first on that has to do with the registry."""
        registry = self.fresh(verb)
        before = 0 if verb == "init" else length(registry)
        outcome = registry.run(
            *self.world.words(verb, self.out),
            prefix=("strace", "-o", str(self.trace), "-e", f"trace={','.join(CALLS)}"))
        counts, calls, has_begun = collections.Counter(), [], False
        for line in self.trace.read_text(errors="replace").splitlines():
            if match := re.match(r"(\w+)\(", line):
                counts[match[1]] += 1
                has_begun |= f'"{self.folder}/' in line
                if has_begun:
                    calls.append((match[1], counts[match[1]]))
        complete = self.entries(verb, registry)
        return outcome, before, complete, self.out.exists(), calls

    def faulty(self, verb, fault, calls, place):
        """Runs the verb with a fault at one of its calls; returns the copy and how it ended."""
        name, number = calls[place]
        rules = {"EIO": [f"{name}:error=EIO:when={number}"],
                 "KILL": [f"{name}:signal=SIGKILL:when={number}"]}.get(fault)
        if not rules:
            # What writes fails for good from there on, each call counted on its own.
            first = {}
            for other, count in calls[place:]:
                first.setdefault(other, count)
            rules = [f"{other}:error=ENOSPC:when={first[other]}+" for other in WRITING
                     if other in first]
        registry = self.fresh(verb)
        outcome = registry.run(
            *self.world.words(verb, self.out), prefix=(
                "strace", "-qqq", "-o", "/dev/null", "-e", f"trace={','.join(CALLS)}",
                *(word for rule in rules for word in ("-e", f"inject={rule}"))))
        return registry, outcome

    def judge(self, verb, fault, calls, place, right):
        """Runs the verb with a fault and compares its exit status with the file."""
        expected, before, complete, has_file, _ = right
        registry, outcome = self.faulty(verb, fault, calls, place)
        self.counts[fault] += 1
        self.counts[outcome.code] += 1
        what = f"{verb}, {fault} at {' '.join(map(str, calls[place]))}"
        if verb == "init":
            registry = type(registry)(registry.binary, self.out) if self.out.exists() else None
        if verb != "init" and self.is_untouched(registry):
            self.counts["untouched"] += 1
            after, verified = before, None
        else:
            after = length(registry) if registry else 0
            verified = registry and registry.verify(files=True)
        flaws = [unlike(verb, outcome.code, expected.code, before, after, complete)]
        if verified and verified.code != 0:
            flaws.append(f"verify: {verified}")
        if outcome.code == 1 and self.out.exists():
            flaws.append("a file is left behind")
        if outcome.code == expected.code and self.out.exists() != has_file:
            flaws.append("no file is there")
        if outcome.code == DONE and bool(outcome.out) != bool(expected.out):
            flaws.append("it is done and prints nothing")
        for flaw in filter(None, flaws):
            self.counts["untrue"] += 1
            self.figures.fail(f"{what}: {flaw}: {outcome}")


def try_all(shots, benches, right, least, seconds):
    """Tries so many faults and then as many as there is time for; returns how many that were."""
    free, end = queue.SimpleQueue(), time.monotonic() + seconds
    for bench in benches:
        free.put(bench)

    def shoot(number):
        if number >= least and seconds and time.monotonic() > end:
            return False
        if number and number % 1000 == 0:
            print(f"{number} of {len(shots)} tried", flush=True)
        bench, (verb, fault, place) = free.get(), shots[number]
        try:
            bench.judge(verb, fault, right[verb][-1], place, right[verb])
        finally:
            free.put(bench)
        return True

    with concurrent.futures.ThreadPoolExecutor(len(benches)) as pool:
        return sum(pool.map(shoot, range(len(shots))))


def main():
    """Fails a sample of all calls, or all."""
    chosen = options(__doc__, seconds=40, workers=1, verbs="")
    if not shutil.which("strace"):
        skip("needs strace")
    figures, draw = Figures(), random.Random(chosen.seed)
    with workspace() as directory:
        world = World(chosen.binary, directory)
        benches = [Bench(world, directory / str(number), figures) for number in range(chosen.workers)]
        for bench in benches:
            bench.folder.parent.mkdir()
        verbs = [verb for verb, changes in world.verbs.items() if changes and re.search(chosen.verbs, verb)]
        draw.shuffle(verbs)
        right = {verb: benches[0].undisturbed(verb) for verb in verbs}
        for verb, (outcome, *_, calls) in right.items():
            if outcome.code != 0 or not calls:
                figures.fail(f"{verb} does not do what it should: {outcome}")
        shots = [(verb, fault, place) for verb in verbs for fault in FAULTS
                 for place, (name, _) in enumerate(right[verb][-1])
                 if fault != "ENOSPC" or name in WRITING]
        print(f"{len(verbs)} verbs, {len(shots)} faults that can be tried")
        draw.shuffle(shots)
        # One of each verb comes first, so that a sample leaves none out.
        first = {shot[0]: shot for shot in reversed(shots)}
        shots = [*first.values(), *(shot for shot in shots if shot != first[shot[0]])]
        tried = try_all(shots, benches, right, len(verbs), chosen.seconds)
        counts = sum((bench.counts for bench in benches), collections.Counter())
        print(f"{tried} tried: " + ", ".join(
            f"{count} {'exit ' if isinstance(what, int) else ''}{what}"
            for what, count in sorted(counts.items(), key=str)))
        figures.at_least("verbs_that_change_something", len(verbs), 1 if chosen.verbs else 80)
        figures.exactly("verbs_not_tried", sorted(set(verbs) - {shot[0] for shot in shots[:tried]}), [])
        figures.exactly("exit_statuses_that_are_untrue", counts["untrue"], 0)
        controls(figures, benches[0])
    figures.close()


def controls(figures, bench):
    """Statuses that do not fit the log, and a copy that is not as it was, are seen."""
    registry = bench.fresh("product add")
    is_alike = bench.is_untouched(registry)
    registry.query("UPDATE product SET name = 'forged'")
    figures.control("a_changed_copy", is_alike and not bench.is_untouched(registry))
    figures.control("nothing_changed_though_it_is_recorded", unlike("x", 1, 0, 5, 7, 7))
    figures.control("done_though_it_is_not", unlike("x", 0, 0, 5, 5, 7))
    figures.control("recorded_though_it_is_not", unlike("x", 74, 0, 5, 5, 7))
    figures.control("half_of_it_after_a_kill", unlike("x", -9, 0, 5, 6, 7))
    figures.control("a_crash", unlike("x", -11, 0, 5, 5, 7))


main()
