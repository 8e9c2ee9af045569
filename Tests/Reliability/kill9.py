"""Kills commands with signal 9 at random moments; each is there whole or not at all."""

import random
import shutil
import signal
import statistics
import time

from harness import (
    INIT, Figures, Registry, add_words, day, options, workspace, write_csv, write_distributions,
    write_document)

LIFE, ROWS, RELEASES, PAPER = 50, 60, 300, 200_000
KINDS = ["add", "add", "renew", "milestone", "alert", "import",
         "customer", "agreement", "distribution", "distributions"]


class World:
    """A registry under fire, and everything that was acknowledged about it."""

    def __init__(self, binary, directory, draw):
        self.registry = Registry(binary, directory / "registry.db").init()
        self.directory, self.draw, self.count = directory, draw, 0
        self.versions, self.milestones = {}, set()
        self.customers, self.agreements, self.released, self.imported = set(), set(), {}, {}
        self.paper = write_document(directory / "paper.pdf", PAPER, 1)
        self.registry.do("customer", "add", "acme", "--name", "Acme")
        self.registry.do("customer", "contact", "add", "acme", "--name", "J. Doe", "--email",
                         "j@acme.example", "--role", "user")
        for words in [add_words(f"base{index}") for index in range(5)]:
            self.acknowledge(words, self.registry.do(*words))
        self.early = self.registry.copy(directory / "early.db")

    def words(self, kind):
        """The words of a fresh command of that kind."""
        self.count += 1
        code = self.draw.choice(sorted(self.versions))
        if kind == "add":
            return add_words(f"c{self.count}")
        if kind == "renew":
            return ("certificate", "renew", code, "--issued", day(-50), "--expires",
                    day(1000 + self.count), "--milestones")
        if kind == "milestone":
            return ("certificate", "milestone", "add", code, "transition", "--due", day(self.count))
        if kind == "customer":
            return ("customer", "add", f"k{self.count}", "--name", f"Kündin {self.count}",
                    "--status", "customer", "--since", day(-self.count), "--phi")
        if kind == "agreement":
            # Every second one with a document: four kinds of rows in one transaction.
            return ("agreement", "add", "acme", "nda", f"n{self.count}", "--signed", day(-self.count),
                    "--evergreen", *["--file", self.paper] * (self.count % 2))
        if kind == "distribution":
            return ("distribution", "log", code, "--to", "acme", "--contact", "j@acme.example",
                    "--channel", "email", "--purpose", f"tender {self.count}")
        if kind == "distributions":
            return ("import", "distribution", write_distributions(
                self.directory / f"{self.count}.csv", f"{self.count}-", RELEASES, "base0", "acme",
                "j@acme.example"), "--quiet")
        due = write_csv(self.directory / f"{self.count}.csv", f"i{self.count}-", ROWS)
        if kind == "alert":
            self.registry.do("import", "certificate", due)
            return ("alert", "run")
        return ("import", "certificate", due)

    def acknowledge(self, words, printed):
        """Remembers what a command said it did."""
        if words[:2] in (("certificate", "add"), ("certificate", "renew")):
            code, _, number = printed.strip().partition("@")
            self.versions[code] = int(number or 1)
        elif words[:2] == ("certificate", "milestone"):
            self.milestones.add((words[3].partition("@")[0], words[6]))
        elif words[:2] == ("customer", "add"):
            self.customers.add(words[2])
        elif words[:2] == ("agreement", "add"):
            self.agreements.add(words[4])
        elif words[:2] == ("distribution", "log"):
            self.released[int(printed)] = words[-1]
        elif words[:2] == ("import", "distribution"):
            self.imported[f"révïew {self.count}-%"] = int(printed)

    def lost(self, registry):
        """What was acknowledged and is not there."""
        there = dict(registry.query(
            "SELECT code, max(version) FROM version JOIN evidence ON evidence.id = evidence_id"
            " GROUP BY code"))
        marks = set(registry.query(
            "SELECT code, due_on FROM milestone JOIN version ON version.id = version_id"
            " JOIN evidence ON evidence.id = evidence_id WHERE milestone.kind = 'transition'"))
        lost = [code for code, number in self.versions.items() if there.get(code, 0) < number]
        lost += [mark for mark in self.milestones if mark not in marks]
        for table, codes in (("customer", self.customers), ("agreement", self.agreements)):
            lost += codes - {code for (code,) in registry.query(f"SELECT code FROM {table}")}
        rows = dict(registry.query("SELECT id, purpose FROM distribution"))
        lost += [key for key, purpose in self.released.items() if rows.get(key) != purpose]
        return lost + [purpose for purpose, count in self.imported.items() if registry.query(
            "SELECT count(*) FROM distribution WHERE purpose LIKE ?", purpose) != [(count,)]]


def state(registry):
    """What the registry holds, but for the products that this test adds in between, and for how far
    the messages of a run got, each of which is sent and marked on its own (see delivery_kills.py)."""
    rows = registry.state()
    added = len(rows.pop("product"))
    marks = registry.query("SELECT count(*) FROM entry WHERE action = 'alert.deliver'")[0][0]
    return {**rows, "entry": rows["entry"] - added - marks}


def is_hot(registry):
    """Whether a journal was left that the next command has to roll back."""
    try:
        with open(f"{registry.path}-journal", "rb") as journal:
            return journal.read(1) not in (b"", b"\0")
    except FileNotFoundError:
        return False


def medians(world):
    """How long each kind of command takes undisturbed, in seconds."""
    found = {}
    for kind in dict.fromkeys(KINDS):
        taken = []
        for _ in range(5):
            copy, words = world.registry.copy(world.directory / "timed.db"), world.words(kind)
            began = time.perf_counter()
            copy.do(*words)
            taken.append(time.perf_counter() - began)
        found[kind] = statistics.median(taken)
    return found


class Tally:
    """What the kills came to."""

    def __init__(self, figures):
        self.figures, self.duration = figures, {}
        self.kinds = dict.fromkeys(KINDS, 0)
        self.rounds = self.hits = self.nothing = self.whole = self.journals = 0
        self.acknowledged = self.lost = self.half = self.failed = 0

    def shoot(self, world, kind):
        """Starts a command, kills it, and compares the file with what it may be."""
        words = world.words(kind)
        before = state(world.registry)
        reference = world.registry.copy(world.directory / "reference.db")
        printed = reference.do(*words)
        complete = state(reference)
        process = world.registry.start(*words)
        time.sleep(world.draw.uniform(0, 1.25 * self.duration[kind]))
        process.send_signal(signal.SIGKILL)
        out = process.communicate()[0].decode()
        self.journals += is_hot(world.registry)
        following = [("certificate", "list", "--quiet"), ("product", "add", f"p{world.count}")]
        world.draw.shuffle(following)
        then = [world.registry.run(*words).code for words in following]
        verified, after = world.registry.verify(files=True), state(world.registry)
        what = f"{' '.join(words)} (ended with {process.returncode})"
        self.rounds += 1
        self.hits += process.returncode == -signal.SIGKILL
        self.kinds[kind] += process.returncode == -signal.SIGKILL
        if process.returncode not in (0, -signal.SIGKILL):
            self.figures.fail(f"{what}: not killed, yet it failed")
        if then != [0, 0] or verified.code != 0:
            self.failed += 1
            self.figures.fail(f"{what}, then {following} ended with {then}, verify: {verified}")
        if after not in (before, complete):
            self.half += 1
            self.figures.fail(f"{what}: neither there nor absent")
        if process.returncode == 0 or (printed and out.strip() == printed):
            self.acknowledged += 1
            world.acknowledge(words, out)
            if after != complete:
                self.lost += 1
                self.figures.fail(f"{what}: it said {out.strip()!r} and is not there")
        elif after == complete:
            self.whole += 1
            world.acknowledge(words, printed)
        else:
            self.nothing += 1

    def shoot_init(self, binary, directory, draw, median):
        """Kills the making of a registry: it exists complete or not at all."""
        registry = Registry(binary, directory / "registry.db")
        directory.mkdir(parents=True)
        process = registry.start("init", "--organization", "X", "--owner", "a@example.com")
        time.sleep(draw.uniform(0, 1.25 * median))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        existed = registry.path.exists()
        if not existed:
            registry.init()
        verified = registry.verify()
        if verified.code != 0 or process.returncode == 0 and not existed:
            self.half += 1
            self.figures.fail(f"init (ended with {process.returncode}): {verified}")
        shutil.rmtree(directory)


def after_stale_draft(binary, directory):
    """How init ends where a killed one of the same process number left its draft, as happens in a
    container, where the number is always the same."""
    directory.mkdir()
    registry = Registry(binary, directory / "registry.db")
    script = 'echo half > "$0.new-$$"; exec "$@"'
    outcome = registry.run(*INIT, prefix=("sh", "-c", script, str(registry.path)))
    return str(outcome) if outcome.code else outcome.code


def controls(world, figures):
    """An older copy put back must count as lost, a row taken away as half."""
    kinds = ("add", "milestone", "customer", "agreement", "distribution", "distributions")
    for kind in kinds:
        words = world.words(kind)
        world.acknowledge(words, world.registry.do(*words))
    figures.control("older_copy_put_back", len(world.lost(world.early)) >= len(kinds))
    whole = state(world.registry)
    broken = world.registry.copy(world.directory / "broken.db")
    broken.query("DELETE FROM milestone WHERE id = (SELECT max(id) FROM milestone)")
    figures.control("half_a_write", state(broken) != whole and broken.verify().code == 2)


def main():
    """Shoots until enough kills hit a running command."""
    chosen = options(__doc__, kills=60, inits=10)
    draw, figures = random.Random(chosen.seed), Figures()
    tally, world = Tally(figures), None
    with workspace() as directory:
        while tally.hits < chosen.kills and tally.rounds < 4 * chosen.kills:
            if tally.rounds % LIFE == 0:
                if world:
                    tally.lost += len(world.lost(world.registry))
                world = World(chosen.binary, directory / f"world{tally.rounds}", draw)
                tally.duration = tally.duration or medians(world)
            tally.shoot(world, KINDS[tally.rounds % len(KINDS)])
        tally.lost += len(world.lost(world.registry))
        for index in range(chosen.inits):
            tally.shoot_init(chosen.binary, directory / f"init{index}", draw, 0.06)
        shown = ", ".join(f"{kind} {1000 * value:.0f}" for kind, value in tally.duration.items())
        print(f"milliseconds undisturbed: {shown}")
        print(f"killed: {tally.nothing} before and {tally.whole} after the commit;"
              f" {tally.journals} left a hot journal")
        print("killed while running: " + ", ".join(
            f"{kind} {count}" for kind, count in tally.kinds.items()))
        figures.at_least("kills_while_running", tally.hits, chosen.kills)
        figures.at_least("acknowledged", tally.acknowledged, 1)
        figures.exactly("lost", tally.lost, 0)
        figures.exactly("half", tally.half, 0)
        figures.exactly("next_command_failed", tally.failed, 0)
        figures.exactly("init_after_a_draft_of_the_same_process_number",
                        after_stale_draft(chosen.binary, directory / "stale"), 0)
        controls(world, figures)
    figures.close()


main()
