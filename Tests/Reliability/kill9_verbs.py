"""Kills every verb that changes something with signal 9 at random moments, by the program's own list of
its verbs: what it records is there whole or not at all."""

import collections
import random
import re
import shutil
import signal
import time

from harness import Figures, Registry, options, workspace
from verbs import World

# What commits more than once: a run that is cut off has recorded a part of it.
SEVERAL = {"alert run"}
TRIES = 12


class Range:
    """Copies of the world in one place, and a verb killed in each."""

    def __init__(self, world, directory, draw, figures):
        self.world, self.draw, self.figures = world, draw, figures
        self.folder, self.counts = directory / "range", collections.Counter()
        self.kills = collections.Counter()

    def fresh(self, verb):
        """A copy in which the verb has something to do, in a folder of its own."""
        shutil.rmtree(self.folder, ignore_errors=True)
        return self.world.copy(verb, self.folder / "registry.db")

    def target(self, verb, registry):
        """The registry that the verb changes: the one that `init` makes, else the copy."""
        return Registry(registry.binary, self.folder / "out") if verb == "init" else registry

    def state(self, verb, registry):
        """What there is; None where there is no registry."""
        target = self.target(verb, registry)
        return target.state() if target.path.exists() else None

    def undisturbed(self, verb):
        """What there is before and after the verb, and how long it takes, in seconds."""
        registry = self.fresh(verb)
        before, began = self.state(verb, registry), time.perf_counter()
        outcome = registry.run(*self.world.words(verb, self.folder / "out"))
        taken = time.perf_counter() - began
        if outcome.code != 0:
            self.figures.fail(f"{verb} does not do what it should: {outcome}")
        return before, self.state(verb, registry), taken

    def shoot(self, verb, before, complete, taken):
        """Kills the verb once, within so many seconds; whether that hit it while it ran."""
        registry = self.fresh(verb)
        process = registry.start(*self.world.words(verb, self.folder / "out"))
        time.sleep(self.draw.uniform(0, taken))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        target, what = self.target(verb, registry), f"{verb} (ended with {process.returncode})"
        if target.path.exists():
            if (verified := target.verify(files=True)).code != 0:
                self.counts["damaged"] += 1
                self.figures.fail(f"{what}: verify: {verified}")
        after = self.state(verb, registry)
        self.counts[process.returncode] += 1
        if is_half(verb, before, complete, after):
            self.counts["half"] += 1
            self.figures.fail(f"{what}: neither there nor absent")
        if process.returncode == 0 and after != complete:
            self.counts["lost"] += 1
            self.figures.fail(f"{what}: it ended well and is not there")
        self.counts["whole" if after == complete else "nothing"] += 1
        following = target if target.path.exists() else target.init()
        if (outcome := following.run("product", "add", "after-the-kill")).code != 0:
            self.counts["failed"] += 1
            self.figures.fail(f"{what}: the next command: {outcome}")
        return process.returncode == -signal.SIGKILL


def is_half(verb, before, complete, after):
    """Whether a state is neither that before the verb nor that after it."""
    if verb in SEVERAL and after:
        return not before["entry"] <= after["entry"] <= complete["entry"]
    return after not in (before, complete)


def controls(field, figures):
    """A row that is missing counts as half, an older copy put back as lost."""
    before, complete, _ = field.undisturbed("activity add")
    broken = field.fresh("activity add")
    broken.do(*field.world.words("activity add", field.folder / "out"))
    figures.control("the_whole", not is_half("activity add", before, complete, broken.state()))
    broken.query("DELETE FROM activity_cadence WHERE id = (SELECT max(id) FROM activity_cadence)")
    figures.control("half_a_write", is_half("activity add", before, complete, broken.state()))
    figures.control("an_older_copy", field.fresh("activity add").state() != complete)


def main():
    """Kills each verb as often as was chosen."""
    chosen = options(__doc__, each=1, verbs="")
    draw, figures = random.Random(chosen.seed), Figures()
    with workspace() as directory:
        world = World(chosen.binary, directory)
        field = Range(world, directory, draw, figures)
        verbs = [verb for verb, changes in world.verbs.items() if changes and re.search(chosen.verbs, verb)]
        for verb in verbs:
            before, complete, taken = field.undisturbed(verb)
            for _ in range(TRIES * chosen.each):
                if field.kills[verb] >= chosen.each:
                    break
                is_hit = field.shoot(verb, before, complete, taken)
                field.kills[verb] += is_hit
                # What was measured on a busy machine is too long on an idle one.
                taken *= 1 if is_hit else 0.8
        print(f"killed: {field.counts['nothing']} before and {field.counts['whole']} after the commit")
        print("killed while running: " + ", ".join(f"{verb} {field.kills[verb]}" for verb in verbs))
        figures.at_least("verbs_that_change_something", len(verbs), 1 if chosen.verbs else 80)
        figures.exactly("verbs_never_hit", [verb for verb in verbs if not field.kills[verb]], [])
        figures.at_least("kills_while_running", sum(field.kills.values()), chosen.each * len(verbs) * 9 // 10)
        for what in ("damaged", "half", "lost", "failed"):
            figures.exactly(what, field.counts[what], 0)
        controls(field, figures)
    figures.close()


main()
