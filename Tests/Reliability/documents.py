"""Documents: in and out byte by byte in little memory, whole or not at all when killed, and no
flipped byte goes unseen."""

import contextlib
import mmap
import os
import random
import shutil
import signal
import subprocess
import sys
import time

from harness import (
    MIB, Figures, Hand, Registry, day, digest, options, workspace, write_document)

MEMORY = 64
# The last chunk is a short one.
ODD = 12_345
PERSON = ("--to", "acme", "--contact", "j@acme.example", "--basis", "reviews vendors",
          "--channel", "email", "--purpose", "vendor review")
REPORT = ("--scheme", "soc2-type2", "--edition", "2017", "--auditor", "CPA", "--period",
          f"{day(-400)}..{day(-36)}", "--issued", day(-30), "--opinion", "unqualified",
          "--criteria", "security")


class Measured:
    """How one process ended, how long it took, and the most memory it had."""

    def __init__(self, words, environment=None):
        began = time.perf_counter()
        process = subprocess.Popen(words, stdin=subprocess.DEVNULL, env=environment,
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.out = process.stdout.read().decode("utf-8", "replace").strip()
        process.stdout.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.seconds, self.code = time.perf_counter() - began, process.returncode
        # In KiB; never less than what this very script had when it started the process.
        self.memory = round(usage.ru_maxrss / 1024, 1)


def digits(column):
    """The hash in a column, in hexadecimal digits."""
    return f"nullif(lower(hex({column})), '')"


def measure(registry, *words):
    """One command, which must succeed, with what it took."""
    done = Measured([registry.binary, *words], registry.environment)
    if done.code != 0:
        raise SystemExit(f"{' '.join(words)}: exit {done.code}: {done.out}")
    return done


def add(code, path):
    """The words that record a report with its document."""
    return ("report", "add", code, *REPORT, "--scope", f"scope {code}", "--file", str(path))


def log(path, *more):
    """The words that release it and write its document."""
    return ("distribution", "log", "soc2", *PERSON, "--output", str(path), *more)


def beside(registry):
    """The names in the registry's directory other than its own."""
    return sorted(path.name for path in registry.path.parent.iterdir()
                  if path.name != registry.path.name)


def base(binary, directory):
    """A registry with a customer who may have the report."""
    registry = Registry(binary, directory / "registry.db").init()
    registry.do("customer", "add", "acme", "--name", "Acme", "--status", "customer", "--since",
                day(-800))
    registry.do("customer", "contact", "add", "acme", "--name", "J. Doe", "--email",
                "j@acme.example", "--role", "user")
    registry.do("agreement", "add", "acme", "nda", "--signed", day(-700), "--evergreen")
    return registry


def round_trip(registry, path, directory, figures):
    """Stores a document and takes it out again by both ways; then all that reads it."""
    expected, memory = digest(path), {}
    memory["nothing"] = measure(registry, "--version").memory
    memory["store"] = measure(registry, *add("soc2", path)).memory
    memory["file"] = measure(
        registry, "report", "file", "soc2", "--output", str(directory / "file.bin")).memory
    memory["log"] = measure(registry, *log(directory / "log.bin")).memory
    memory["verify"] = measure(registry, "audit", "verify", "--files").memory
    identical = [digest(directory / name) == expected for name in ("file.bin", "log.bin")]
    ledger = registry.query(f"SELECT {digits('sha256')}, copy_sha256, outcome FROM distribution")
    print("peak memory in MiB: " + ", ".join(f"{what} {size}" for what, size in memory.items()))
    figures.exactly("copies_identical", sum(identical), 2)
    figures.exactly("ledger_says_so", ledger == [(expected, None, "released")], True)
    figures.exactly("document_says_so", registry.query(f"SELECT {digits('sha256')}, size FROM document"),
                    [(expected, os.path.getsize(path))])
    for what in ("store", "file", "log", "verify"):
        figures.at_most(f"peak_MiB_{what}", memory[what], MEMORY)
    greedy = Measured([sys.executable, "-c", f"bytes(map(int, b'1')) * {100 * MIB}"])
    figures.control("peak_of_a_greedy_program", greedy.memory > MEMORY)
    modes = {oct((directory / name).stat().st_mode & 0o777) for name in ("file.bin", "log.bin")}
    figures.exactly("copies_for_the_owner_only", sorted(modes), ["0o600"])
    with open(directory / "log.bin", "r+b") as file:
        file.seek(os.path.getsize(path) // 2)
        byte = file.read(1)[0]
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte ^ 1]))
    figures.control("one_bit_of_a_copy", digest(directory / "log.bin") != expected)
    (directory / "log.bin").unlink()
    (directory / "file.bin").unlink()


def stored_once(registry, path, directory, figures, seed):
    """Attaches the same bytes again: to a report, a letter, an agreement; then other bytes."""
    before = os.path.getsize(registry.path)
    registry.do(*add("again", path))
    registry.do("report", "bridge", "soc2", "--from", day(-35), "--to", day(-10), "--signed",
                day(-9), "--signer", "CISO", "--file", str(path))
    registry.do("agreement", "edit", "acme-nda", "--file", str(path))
    grown = os.path.getsize(registry.path) - before
    figures.at_most("growth_KiB_by_three_further_uses", grown // 1024, 64)
    figures.exactly("uses_and_documents", registry.query(
        "SELECT (SELECT count(*) FROM attachment), (SELECT count(*) FROM document)"), [(4, 1)])
    size = os.path.getsize(path)
    other = write_document(directory / "other.bin", size, seed + 1)
    copy = registry.copy(directory / "other" / "registry.db")
    copy.do(*add("other", other))
    figures.control("growth_by_other_bytes", os.path.getsize(copy.path) - before > size)
    copy.path.unlink()
    os.unlink(other)


class Shots:
    """What killed commands left, counted."""

    def __init__(self, figures, draw, wanted):
        self.figures, self.draw, self.wanted = figures, draw, wanted
        self.rounds = self.hits = self.nothing = self.whole = self.failed = self.half = 0

    @property
    def is_over(self):
        """Whether enough kills hit a running command, or nothing ever hits."""
        return self.hits >= self.wanted or self.rounds >= 4 * self.wanted

    def shoot(self, registry, words, seconds):
        """Starts a command and kills it at some moment; returns how it ended."""
        process = registry.start(*words)
        # Every second one late, where it commits and publishes.
        time.sleep(self.draw.uniform(self.rounds % 2 * 0.8, 1.05) * seconds)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        self.rounds += 1
        self.hits += process.returncode == -signal.SIGKILL
        if process.returncode not in (0, -signal.SIGKILL):
            self.figures.fail(f"{words[:2]}: not killed, yet it ended with {process.returncode}")
        return process.returncode

    def follow(self, registry, what):
        """The next command must just work, and nothing be found."""
        then = registry.run("product", "add", f"p{self.rounds}", timeout=600)
        verified = registry.verify(files=True)
        if (then.code, verified.code) != (0, 0):
            self.failed += 1
            self.figures.fail(f"{what}, then {then}, verify: {verified}")

    def close(self, name):
        """Prints the figures."""
        print(f"{name}: {self.rounds} shots, {self.nothing} left nothing, {self.whole} everything")
        self.figures.at_least(f"{name}_kills_while_running", self.hits, self.wanted)
        self.figures.exactly(f"{name}_half", self.half, 0)
        self.figures.exactly(f"{name}_next_command_failed", self.failed, 0)


def without_products(registry):
    """What the registry holds, but for the products that this test adds in between."""
    rows = registry.state()
    added = len(rows.pop("product"))
    return {**rows, "entry": rows["entry"] - added}


def kill_storing(source, path, directory, draw, kills, figures):
    """Kills the storing of a document: it is there whole or not at all."""
    words, place = add("soc2", path), directory / "shot" / "registry.db"
    taken = []
    for _ in range(3):
        reference = source.copy(directory / "reference" / "registry.db")
        taken.append(measure(reference, *words).seconds)
    seconds = min(taken)
    before, complete = without_products(source), without_products(reference)
    small, shots, left, large = os.path.getsize(source.path), Shots(figures, draw, kills), 0, 0
    while not shots.is_over:
        registry = source.copy(place)
        code = shots.shoot(registry, words, seconds)
        what = f"storing (ended with {code}), shot {shots.rounds}"
        shots.follow(registry, what)
        after = without_products(registry)
        if after not in (before, complete) or code == 0 and after != complete:
            shots.half += 1
            figures.fail(f"{what}: neither there nor absent")
        shots.whole += after == complete
        shots.nothing += after == before
        if beside(registry):
            left += 1
            figures.fail(f"{what}: left {beside(registry)}")
        large += after == before and os.path.getsize(place) > small + 64 * 1024
    shots.close("store")
    figures.exactly("store_files_left", left, 0)
    figures.exactly("store_space_left_behind", large, 0)
    with Hand(reference.path) as connection:
        connection.execute("DELETE FROM document_chunk WHERE position ="
                           " (SELECT max(position) FROM document_chunk)")
    figures.control("half_a_document", reference.verify().code == 2
                    and without_products(reference) not in (before, complete))
    shutil.rmtree(directory / "shot")
    shutil.rmtree(directory / "reference")


def kill_releasing(registry, path, directory, draw, kills, figures):
    """Kills the release of a document: the copy is whole or absent, and never there unlogged."""
    expected, folder, shots = digest(path), directory / "out", Shots(figures, draw, kills)
    folder.mkdir()
    taken = []
    for _ in range(3):
        taken.append(measure(registry, *log(folder / "first.bin")).seconds)
        (folder / "first.bin").unlink()
    seconds = min(taken)
    released = f"SELECT count(*) FROM distribution WHERE outcome = 'released' AND {digits('sha256')} = ?"
    logged = registry.query(released, expected)[0][0]
    unlogged = unsent = drafts = exposed = 0
    while not shots.is_over:
        target = folder / "copy.bin"
        code = shots.shoot(registry, log(target), seconds)
        what = f"releasing (ended with {code}), shot {shots.rounds}"
        shots.follow(registry, what)
        now = registry.query(released, expected)[0][0]
        grown, logged = now - logged, now
        is_there = target.exists()
        if is_there and digest(target) != expected or grown not in (0, 1):
            shots.half += 1
            figures.fail(f"{what}: the copy is not whole, or {grown} rows were added")
        if is_there and grown != 1 or code == 0 and not (is_there and grown == 1):
            unlogged += 1
            figures.fail(f"{what}: copy {is_there}, rows {grown}")
        unsent += grown == 1 and not is_there
        shots.whole += is_there
        shots.nothing += grown == 0
        target.unlink(missing_ok=True)
        for draft in folder.iterdir():
            drafts += 1
            exposed += draft.stat().st_mode & 0o077 != 0
            draft.unlink()
    shots.close("release")
    print(f"logged but without its copy: {unsent}; hidden drafts that were left: {drafts}")
    figures.exactly("release_copies_unlogged", unlogged, 0)
    figures.exactly("release_drafts_for_others_to_read", exposed, 0)
    figures.exactly("release_after_a_draft_of_the_same_process_number",
                    after_stale_draft(registry, folder, expected), "released")


def after_stale_draft(registry, folder, expected):
    """What a release comes to where a killed one of the same number left its draft, as happens in
    a container, where the number is always the same."""
    target = folder / "stale.bin"
    script = 'echo half > "$0/.stale.bin.$$"; exec "$@"'
    outcome = registry.run(*log(target), prefix=("sh", "-c", script, str(folder)), timeout=600)
    if outcome.code == 0 and digest(target) == expected:
        return "released"
    return str(outcome)


def meanwhile(registry, words, statements=(), action=None):
    """Starts a command while another writer holds the file, lets that one commit when the command
    waits for it, and returns how the command ended."""
    with contextlib.closing(registry.connect()) as connection:
        connection.execute("BEGIN IMMEDIATE")
        process = registry.start(*words)
        time.sleep(1)
        for sql in statements:
            connection.execute(sql)
        if action:
            action()
        connection.execute("COMMIT")
    out, err = process.communicate(timeout=60)
    return process.returncode, (err or out).decode().strip()[:200]


def gate_moves(source, directory, figures):
    """The gate opens or shuts between the copy and the ledger: what was recorded as released is
    what was written, and nothing else is written."""
    registry = source.copy(directory / "gate" / "registry.db")
    registry.do(*add("soc2", write_document(directory / "small.bin", 5000, 1)))
    shut = ("INSERT INTO agreement_event (agreement_id, kind, occurred_on, recorded_on) VALUES"
            f" (1, 'voided', '{day(-600)}', '{day(0)}')")
    opened = "DELETE FROM agreement_event WHERE kind = 'voided'"
    agreeing = 0
    for number, (before, meantime) in enumerate([([], [shut]), ([shut], [opened])]):
        copy = registry.copy(directory / f"gate{number}" / "registry.db")
        for sql in before:
            copy.query(sql)
        target = copy.path.parent / "copy.bin"
        ended = meanwhile(copy, log(target), meantime)
        rows = copy.query(
            f"SELECT outcome, {digits('sha256')} FROM distribution ORDER BY id DESC LIMIT 1")
        outcome, sha256 = rows[0] if rows else ("nothing", None)
        written = digest(target) if target.exists() else None
        agreeing += written == (sha256 if outcome == "released" else None)
        if written != sha256:
            figures.fail(f"the gate {'opened' if before else 'shut'} meanwhile ({ended}): the"
                         f" ledger says {outcome} {sha256}, the copy is {written}"
                         f" of {os.path.getsize(target) if written else 0} bytes")
    figures.exactly("gate_moves_ledger_agrees_with_copy", agreeing, 2)
    place_is_taken(registry, directory, figures)


def place_is_taken(registry, directory, figures):
    """Somebody else writes a file of the copy's name meanwhile: either the release is recorded and
    the exit says so, or nothing is."""
    copy = registry.copy(directory / "taken" / "registry.db")
    target, rows = copy.path.parent / "copy.bin", "SELECT count(*) FROM distribution"
    before = copy.query(rows)[0][0]
    code, said = meanwhile(copy, log(target), action=lambda: target.write_text("mine"))
    added = copy.query(rows)[0][0] - before
    if target.read_text() != "mine" or added != (code in (0, 74)):
        figures.fail(f"the copy's name was taken meanwhile: exit {code}, {added} rows: {said}")
    figures.exactly("rows_added_by_a_release_without_its_copy", added, int(code in (0, 74)))
    figures.exactly("a_file_in_its_place_is_left_alone", target.read_text(), "mine")


def flip_in_chunk(registry, number, byte):
    """Flips one bit of a stored chunk through SQL, with the triggers dropped and put back."""
    with Hand(registry.path) as connection:
        chunk = bytearray(connection.execute(
            "SELECT bytes FROM document_chunk WHERE position = ?", (number,)).fetchone()[0])
        chunk[byte % len(chunk)] ^= 4
        connection.execute("UPDATE document_chunk SET bytes = ? WHERE position = ?",
                           (bytes(chunk), number))


def flip_in_file(registry, path, place):
    """Flips one bit of the document right in the file; the place is found by what surrounds it."""
    with open(path, "rb") as document:
        document.seek(place)
        wanted = document.read(24)
    with open(registry.path, "r+b") as file, mmap.mmap(file.fileno(), 0) as view:
        found = view.find(wanted)
        if found < 0:
            return False
        view[found + 12] ^= 4
        view.flush()
    return True


def flipped(registry, path, directory, draw, flips, figures):
    """Flips bits of the document; only --files may find them, and no copy may go out."""
    size, tried, found, unseen, stopped = os.path.getsize(path), 0, 0, 0, 0
    rows = registry.query("SELECT count(*) FROM distribution")[0][0]
    while tried < 2 * flips:
        copy, place = registry.copy(directory / "flip" / "registry.db"), draw.randrange(size - 24)
        if tried % 2 == 0:
            flip_in_chunk(copy, place // MIB, place % MIB)
        elif not flip_in_file(copy, path, place):
            # The place lies across two pages.
            continue
        tried += 1
        plain, files = copy.verify(), copy.verify(files=True)
        unseen += plain.code == 0
        found += files.code == 2 and "hash" in files.out
        if files.code != 2:
            figures.fail(f"byte {place} flipped: {files}")
        target = directory / "flip" / "copy.bin"
        outcome = copy.run(*log(target), timeout=600)
        after = copy.query("SELECT count(*) FROM distribution")[0][0]
        stopped += (outcome.explained and "have changed" in outcome.err and after == rows
                    and beside(copy) == [])
        if outcome.code == 0:
            figures.fail(f"byte {place} flipped: the copy went out: {outcome}")
    figures.exactly("flips_found_with_files", found, tried)
    figures.exactly("flipped_documents_not_released", stopped, tried)
    figures.control("flips_without_files", unseen == tried)
    shutil.rmtree(directory / "flip")


def speed(source, path, directory, rounds, has_bar, figures):
    """Stores a document beside what sha256sum and cp take for the same bytes."""
    ours, theirs, synced = [], [], []
    for number in range(rounds):
        registry = source.copy(directory / "speed" / "registry.db")
        ours.append(measure(registry, *add(f"s{number}", path)).seconds)
        target = str(directory / "speed" / "copy.bin")
        hashed = Measured(["sha256sum", str(path)]).seconds
        copied = Measured(["cp", str(path), target]).seconds
        theirs.append(hashed + copied)
        synced.append(hashed + copied + Measured(["sync", target]).seconds)
        os.unlink(target)
    shutil.rmtree(directory / "speed")
    # Not the medians: what else the machine does slows some of them, by chance.
    store, plain = min(ours), min(theirs)
    size = os.path.getsize(path) / MIB
    print(f"storing {size:.0f} MiB: {store:.2f} s ({size / store:.0f} MiB/s); sha256sum + cp"
          f" {plain:.2f} s, and on disk {min(synced):.2f} s")
    ratio = round(store / plain, 2)
    if has_bar:
        figures.at_most("store_to_sha256sum_and_cp", ratio, 2)
    else:
        print(f"store_to_sha256sum_and_cp={ratio} (the bar is for the full size)")


def main():
    """Goes through it all with one document."""
    chosen = options(__doc__, size=24, kills=8, flips=2)
    draw, figures = random.Random(chosen.seed), Figures()
    with workspace() as directory:
        path = write_document(directory / "report.bin", chosen.size * MIB + ODD, chosen.seed)
        source = base(chosen.binary, directory / "source")
        speed(source, path, directory, 3, chosen.size >= 500, figures)
        registry = source.copy(directory / "registry" / "registry.db")
        round_trip(registry, path, directory, figures)
        flipped(registry, path, directory, draw, chosen.flips, figures)
        stored_once(registry, path, directory, figures, chosen.seed)
        figures.exactly("files_left", beside(registry), [])
        figures.exactly("verify_status", registry.verify(files=True).code, 0)
        gate_moves(source, directory, figures)
        kill_releasing(registry, path, directory, draw, chosen.kills, figures)
        kill_storing(source, path, directory, draw, chosen.kills, figures)
    figures.close()


main()
