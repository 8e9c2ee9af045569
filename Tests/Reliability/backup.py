"""Copies a registry while eight others write, kills the copying and the restoring, and restores in made-up histories:
a copy reported good is good, nobody waits long, what is lost is named, and nothing is told twice unmarked."""

import contextlib
import fcntl
import json
import os
import random
import re
import signal
import sqlite3
import statistics
import struct
import subprocess
import threading
import time

from harness import Figures, Hand, Registry, add_words, day, options, workspace, write_document

WRITERS, PATIENCE = 8, 100
UNTOLD = {"epoch", "entry"}


class Writers:
    """Others who add products until they are told to stop, and remember what was acknowledged."""

    def __init__(self, registry):
        self.registry, self.over, self.done, self.flaws = registry, threading.Event(), [], []
        self.threads = [threading.Thread(target=self.write, args=(number,)) for number in range(WRITERS)]

    def write(self, number):
        """Adds one after the other."""
        count = 0
        while not self.over.is_set():
            code, count = f"w{number}-{count}", count + 1
            outcome = self.registry.run("product", "add", code, "--name", code)
            if outcome.code == 0:
                self.done.append(code)
            else:
                self.flaws.append(str(outcome))

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        for thread in self.threads:
            thread.join()


class Waits:
    """How long a writer would wait to commit, measured by plain SQLite again and again: in milliseconds."""

    def __init__(self, path):
        self.path, self.over, self.times = path, threading.Event(), []
        self.thread = threading.Thread(target=self.measure)

    def measure(self):
        """Takes the lock that a commit needs, and lets it go."""
        with contextlib.closing(sqlite3.connect(self.path, isolation_level=None, timeout=0)) as connection:
            while not self.over.is_set():
                began = time.monotonic()
                while True:
                    try:
                        connection.execute("BEGIN EXCLUSIVE")
                        break
                    except sqlite3.OperationalError:
                        time.sleep(0.0005)
                connection.execute("ROLLBACK")
                self.times.append((time.monotonic() - began) * 1000)
                time.sleep(0.002)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()

    def worst(self):
        """The 99th of a hundred."""
        return round(statistics.quantiles(self.times, n=100)[98], 1)


def prefix_of(copy, source):
    """Whether the log of the copy is how the source's begins."""
    own = copy.query("SELECT hash FROM entry ORDER BY sequence")
    return own == source.query("SELECT hash FROM entry ORDER BY sequence LIMIT ?", len(own))


def crowded(binary, folder, figures, draw, rounds):
    """Copies made while others write, some killed."""
    registry = Registry(binary, folder / "crowd" / "registry.db").init()
    registry.do(*add_words("base", "--file", write_document(folder / "paper", 3 << 20, 1)))
    good = killed = missing = taken = 0
    with Writers(registry) as writers:
        for number in range(4 * rounds):
            # A kill may come too late; then there are more.
            if number >= rounds and killed >= rounds // 4:
                break
            path, known = folder / "crowd" / f"copy{number}.db", list(writers.done)
            process, began = registry.start("backup", str(path)), time.monotonic()
            if number % 2:
                time.sleep(draw.uniform(0, taken))
                process.send_signal(signal.SIGKILL)
            _, errors = process.communicate()
            # How long one takes hangs on the machine; a kill that comes too late kills nothing.
            taken = taken * 0.8 if number % 2 else time.monotonic() - began
            if process.returncode not in (0, -signal.SIGKILL):
                figures.fail(f"backup ended with {process.returncode}: {errors.decode()}")
            killed += process.returncode == -signal.SIGKILL
            if process.returncode == 0 and not path.exists():
                figures.fail("a copy is reported and not there")
            if not path.exists():
                continue
            good += 1
            copy = Registry(binary, path)
            if (outcome := copy.verify(files=True)).code != 0:
                figures.fail(f"a copy does not verify: {outcome}")
            if path.stat().st_mode & 0o777 != 0o600:
                figures.fail(f"a copy has mode {path.stat().st_mode & 0o777:o}")
            if not prefix_of(copy, registry):
                figures.fail("the log of a copy is not how the source's begins")
            codes = {code for (code,) in copy.query("SELECT code FROM product")}
            missing += len(set(known) - codes)
    for flaw in writers.flaws:
        figures.fail(f"a writer failed: {flaw}")
    figures.at_least("copies_while_eight_write", good, rounds // 2)
    figures.at_least("copies_killed", killed, rounds // 4)
    figures.exactly("acknowledged_changes_that_a_later_copy_lacks", missing, 0)
    figures.exactly("faults_of_copies_and_writers", figures.defects, 0)
    last, dead, alive = (folder / "crowd" / name for name in ("last.db", ".attestry-1", ".attestry-2"))
    dead.touch()
    with open(alive, "w", encoding="utf-8") as draft:
        # F_OFD_SETLK, as whoever writes it would.
        fcntl.fcntl(draft, 37, struct.pack("hhqqi", fcntl.F_WRLCK, os.SEEK_SET, (1 << 40) + 1, 1, 0))
        registry.do("backup", str(last))
        figures.control("a_draft_that_is_written", alive.exists())
    left = [path.name for path in last.parent.glob(".attestry-*") if path != alive]
    figures.exactly("drafts_that_killed_backups_left", left, [])
    alive.unlink()
    place = Registry(binary, folder / "elsewhere" / "registry.db")
    place.do("restore", str(last))
    same = {name: rows for name, rows in place.content().items() if name not in UNTOLD} == {
        name: rows for name, rows in registry.content().items() if name not in UNTOLD}
    figures.exactly("restored_elsewhere_equals_the_source", (same, place.verify(files=True).code), (True, 0))


def waiting(binary, folder, figures, mebibytes):
    """How long others wait while a large registry is copied."""
    registry = Registry(binary, folder / "large" / "registry.db").init()
    for number in range(max(1, mebibytes // 64)):
        registry.do(*add_words(f"c{number}", "--file", write_document(
            folder / "paper", min(mebibytes, 64) << 20, number)))
    with Waits(registry.path) as waits:
        registry.do("backup", str(folder / "large" / "copy.db"))
    figures.at_least("waits_measured", len(waits.times), 20)
    # A small run is a part of a check, beside whatever else the machine does: there a writer that is
    # shut out is found, and not one that is late.
    figures.at_most("wait_of_a_writer_p99_ms", waits.worst(), PATIENCE if mebibytes > 64 else 10 * PATIENCE)
    with Waits(registry.path) as waits, contextlib.closing(registry.connect()) as reader:
        for _ in range(4):
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM entry").fetchall()
            time.sleep(0.4)
            reader.execute("COMMIT")
    figures.control("a_reader_that_holds_on", max(waits.times) > PATIENCE)


def refused(binary, folder, figures):
    """What cannot be verified becomes no copy, and takes no older one away."""
    registry = Registry(binary, folder / "bad" / "registry.db").init()
    registry.do(*add_words("base"))
    kept = folder / "kept"
    for _ in range(4):
        registry.do("backup", str(kept), "--keep", "2")
        time.sleep(1.1)
    (kept / "attestry-notes.db").write_text("not ours")
    before = sorted(path.name for path in kept.iterdir())
    figures.exactly("copies_kept", len(before), 3)
    aspect, = (row for row in json.loads(registry.do("doctor", "--format", "json")) if row["aspect"] == "last_backup")
    figures.exactly("doctor_knows_the_last_copy", (aspect["value"].endswith(before[1]), aspect["ok"]), (True, True))
    with Hand(registry.path) as connection:
        connection.execute("UPDATE version SET number = 'forged'")
    outcomes = [registry.run("backup", str(kept), "--keep", "1"),
                registry.run("backup", str(folder / "bad" / "copy.db"))]
    figures.control("a_forged_row", [outcome.code for outcome in outcomes] == [1, 1])
    figures.exactly("older_copies_replaced_by_a_bad_one", sorted(path.name for path in kept.iterdir()), before)
    figures.exactly("bad_copies_left", (folder / "bad" / "copy.db").exists(), False)
    place = folder / "full"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", place], check=False).returncode == 0:
        try:
            sound = Registry(binary, kept / before[0])
            outcome = sound.run("backup", str(place / "copy.db"))
            figures.exactly("copy_on_a_full_disk", (outcome.code, "no space left" in outcome.err, list(place.iterdir())),
                            (1, True, []))
        finally:
            subprocess.run(["umount", place], check=False)
    figures.exactly("bad_copy_restored", registry.run("restore", str(registry.copy(folder / "forged.db").path),
                                                      "--accept-loss").code, 1)


def told(registry):
    """What the next run of the alerts tells, each alert in a line."""
    return [line for line in registry.do("alert", "run").splitlines() if line]


def plain(line):
    """What a line is about, without the number it has and the mark it may bear."""
    return re.sub(r"perhaps told already \(restored on [0-9-]+\): ", "", line).split("\t")[1:]


def sequences(registry):
    """The sequence of each event of the calendar."""
    text = registry.do("calendar").replace("\r\n ", "").replace("\n ", "")
    return dict(zip(re.findall(r"UID:(\S+)", text), map(int, re.findall(r"SEQUENCE:(\d+)", text))))


def history(binary, folder, figures, draw):
    """One registry whose copy is put back; counts what was named wrongly, told twice unmarked, or went back."""
    registry = Registry(binary, folder / "registry.db").init()

    def live(steps, prefix):
        for number in range(steps):
            code, ends = f"{prefix}{number}", draw.choice((3, 10, 20, 45, 400))
            registry.do("certificate", "add", code, "--scheme", "iso9001", "--edition", "2015", "--number", code,
                        "--issuer", "B", "--issued", day(-200), "--expires", day(ends))
            if draw.random() < 0.5:
                lines.extend(told(registry))
            if draw.random() < 0.3:
                registry.do("certificate", "edit", code, "--title", "T")
    lines = []
    live(draw.randrange(1, 4), "a")
    copy, head = folder / "copy.db", registry.query("SELECT max(sequence) FROM entry")[0][0]
    registry.do("backup", str(copy))
    live(draw.randrange(1, 4), "b")
    lines.extend(told(registry))
    events = sequences(registry)
    truth = [sequence for (sequence,) in registry.query("SELECT sequence FROM entry WHERE sequence > ?", head)]
    before, last = registry.content(), registry.query("SELECT max(id) FROM alert")[0][0] or 0
    asked = registry.run("restore", str(copy), "--format", "json")
    listed = [entry["sequence"] for entry in json.loads(asked.out)]
    wrong = int((asked.code, listed) != (1, truth) or registry.content() != before)
    registry.do("restore", str(copy), "--accept-loss")
    wrong += registry.verify(files=True).code != 0
    kept = next(path for path in folder.iterdir() if path.name.startswith("registry.db.before-"))
    wrong += Registry(binary, kept).content() != before
    # What was lost is typed in again.
    for number in range(4):
        if f"b{number}" in {code for (code,) in Registry(binary, kept).query("SELECT code FROM evidence")}:
            ends, = Registry(binary, kept).query(
                "SELECT expires_on FROM version JOIN evidence ON evidence.id = evidence_id WHERE code = ?", f"b{number}")
            registry.do("certificate", "add", f"b{number}", "--scheme", "iso9001", "--edition", "2015", "--number",
                        f"b{number}", "--issuer", "B", "--issued", day(-200), "--expires", ends[0])
    again = told(registry)
    unmarked = sum("perhaps told already" not in line for line in again)
    gone_back = sum(sequence < events.get(uid, 0) for uid, sequence in sequences(registry).items())
    reused = registry.query(
        "SELECT count(*) FROM alert WHERE id > (SELECT max(entries) FROM epoch) AND id <= ?", last)[0][0]
    return wrong, unmarked, gone_back, reused, len(again)


def histories(binary, folder, figures, draw, count):
    """Restores in many histories."""
    found = []
    for number in range(count):
        (folder / f"h{number}").mkdir()
        found.append(history(binary, folder / f"h{number}", figures, draw))
    wrong, unmarked, gone_back, reused, again = map(sum, zip(*found))
    figures.exactly("losses_named_wrongly", wrong, 0)
    figures.at_least("told_again_and_marked", again, count)
    figures.exactly("told_twice_unmarked", unmarked, 0)
    figures.exactly("calendar_sequences_that_went_back", gone_back, 0)
    figures.exactly("numbers_of_alerts_given_twice", reused, 0)
    # The same registry put back by hand tells the same again, without a mark.
    registry = Registry(binary, folder / "hand" / "registry.db").init()
    registry.do("certificate", "add", "a", "--scheme", "iso9001", "--edition", "2015", "--number", "1", "--issuer", "B",
                "--issued", day(-200), "--expires", day(3))
    yesterday = registry.copy(folder / "yesterday.db")
    told(registry)
    figures.control("a_copy_put_back_by_hand", any(
        "perhaps told already" not in line for line in told(yesterday)))


def restores_killed(binary, folder, figures, draw, kills):
    """A restore that is killed leaves what was there or what is put back."""
    registry = Registry(binary, folder / "fire" / "registry.db").init()
    registry.do(*add_words("base", "--file", write_document(folder / "paper", 4 << 20, 1)))
    copy, saved = folder / "fire" / "copy.db", folder / "fire" / "saved.db"
    registry.do("backup", str(copy))
    registry.do("product", "add", "late", "--name", "L")
    registry.copy(saved)
    former, killed, half, longest = registry.content(), 0, 0, 0.4

    def forget_kept():
        """What was kept has the name of its second, which the next restore may have too."""
        for kept in registry.path.parent.glob("*.before-*"):
            kept.unlink()

    for _ in range(kills):
        forget_kept()
        place = Registry(binary, saved).copy(registry.path)
        process = place.start("restore", str(copy), "--accept-loss")
        time.sleep(draw.uniform(0, longest))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if process.returncode not in (0, -signal.SIGKILL):
            figures.fail(f"a restore ended with {process.returncode}")
        killed += process.returncode == -signal.SIGKILL
        longest *= 0.8 if process.returncode == 0 else 1
        found = place.content()
        whole = found == former or ({**found, "epoch": [], "entry": []} == {
            **Registry(binary, copy).content(), "epoch": [], "entry": []} and len(found["epoch"]) == 1)
        if place.verify(files=True).code != 0 or not whole:
            half += 1
    figures.exactly("killed_restores_that_are_half", half, 0)
    figures.at_least("restores_killed", killed, kills // 3)
    forget_kept()
    # A journal of the other file must not be taken for one of the file that is put back.
    registry.path.write_bytes(b"x" * 5000)
    (folder / "fire" / "registry.db-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\0" * 600)
    registry.do("restore", str(copy), "--accept-loss")
    figures.exactly("restored_over_a_wreck", registry.verify(files=True).code, 0)


def main():
    """Copies, kills, restores."""
    chosen = options(__doc__, rounds=12, mebibytes=64, histories=4, kills=12)
    figures, draw = Figures(), random.Random(chosen.seed)
    with workspace() as folder:
        crowded(chosen.binary, folder, figures, draw, chosen.rounds)
        waiting(chosen.binary, folder, figures, chosen.mebibytes)
        refused(chosen.binary, folder, figures)
        histories(chosen.binary, folder, figures, draw, chosen.histories)
        restores_killed(chosen.binary, folder, figures, draw, chosen.kills)
    figures.close()


main()
