"""What the reliability tests share: the binary, a registry full of rows, figures with bars."""

import argparse
import contextlib
import datetime
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile

PROMISED_CODES = {0, 1, 2, 3, 4, 64, 74, 75}
TODAY = datetime.datetime.now(datetime.timezone.utc).date()


def day(offset):
    """The day so many days from today, as the command line takes it."""
    return (TODAY + datetime.timedelta(offset)).isoformat()


class Outcome:
    """How one command ended."""

    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    @property
    def crashed(self):
        """Whether it died by a signal, hung, or left with a code that is not promised."""
        return self.code not in PROMISED_CODES

    @property
    def explained(self):
        """Whether it failed with a message as promised."""
        return not self.crashed and self.code != 0 and "error: " in self.err

    def keeps_promise(self, before, after, complete):
        """Whether 0 (or 74, its output lost) means done and all else that nothing changed."""
        return not self.crashed and after == (complete if self.code in (0, 74) else before)

    def __str__(self):
        return f"exit {self.code}: {(self.err or self.out).strip()[:300]}"


class Registry:
    """One registry and the binary that serves it."""

    def __init__(self, binary, path):
        self.binary, self.path = str(binary), pathlib.Path(path)
        self.environment = {
            "ATTESTRY_REGISTRY": str(self.path), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}

    def run(self, *words, prefix=(), timeout=60, **options):
        """Runs one command; a hang ends with the code 'hang'."""
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        try:
            done = subprocess.run(
                [*prefix, self.binary, *words], stdin=subprocess.DEVNULL, env=self.environment,
                timeout=timeout, **options)
        except subprocess.TimeoutExpired:
            return Outcome("hang", "", "")
        out, err = ((text or b"").decode("utf-8", "replace") for text in (done.stdout, done.stderr))
        return Outcome(done.returncode, out, err)

    def start(self, *words):
        """Starts one command and does not wait."""
        return subprocess.Popen(
            [self.binary, *words], stdin=subprocess.DEVNULL, env=self.environment,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def do(self, *words):
        """Runs one command that must succeed; returns what it printed."""
        if (outcome := self.run(*words)).code != 0:
            raise SystemExit(f"set-up failed: {' '.join(words)}: {outcome}")
        return outcome.out.strip()

    def verify(self):
        """Runs audit verify."""
        return self.run("audit", "verify")

    def init(self):
        """Creates it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.do("init", "--organization", "Ä\ufffd", "--time-zone", "UTC", "--owner", "a@example.com")
        return self

    def copy(self, path):
        """A copy of the file that this one has now."""
        path = pathlib.Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        remove_database(path)
        shutil.copyfile(self.path, path)
        return Registry(self.binary, path)

    def connect(self):
        """A plain SQLite connection; the caller closes it."""
        return sqlite3.connect(self.path, isolation_level=None)

    def query(self, sql, *values):
        """All rows of one query, by plain SQLite."""
        with contextlib.closing(self.connect()) as connection:
            return connection.execute(sql, values).fetchall()

    def tables(self):
        """The names of its tables."""
        return [name for (name,) in self.query(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            " ORDER BY name")]

    def content(self):
        """Everything in it, to compare two states."""
        return {name: self.query(f"SELECT * FROM {name} ORDER BY 1") for name in self.tables()}

    def state(self):
        """Its content; of the tables that carry the time of day only the number of rows."""
        return {name: len(rows) if name in ("entry", "alert_run") else rows
                for name, rows in self.content().items()}


def remove_database(path):
    """Removes a database and its journal."""
    for ending in ("", "-journal"):
        pathlib.Path(f"{path}{ending}").unlink(missing_ok=True)


def add_words(code, *more):
    """The words that record a certificate with two milestones: four rows in one transaction."""
    return ("certificate", "add", code, "--scheme", "iso9001", "--edition", "2015", "--number",
            f"N-{code}", "--issuer", "Body", "--issued", day(-100),
            "--expires", day(995), "--milestones", *more)


def write_csv(path, prefix, count):
    """Writes certificates for import; one in seven lapses soon, so alerts have something to say."""
    with open(path, "w", encoding="utf-8") as file:
        file.write("code,scheme,edition,number,issuer,issued_on,expires_on\n")
        for index in range(count):
            end = 5 + index % 20 if index % 7 == 0 else 500 + index % 400
            file.write(f"{prefix}{index},iso9001,2015,N {index},Bödy,{day(-200)},{day(end)}\n")
    return str(path)


def fill(registry, rows):
    """Records something in every table by commands, with texts that are easily mistaken."""
    do, who = registry.do, ("--on-behalf-of", "José \ufffd", "--reason", "café \ufffd")
    do("settings", "edit", "--escalation", "b@example.com", *who)
    do("product", "add", "cloud", "--name", "Prodúct \ufffd", *who)
    do("scheme", "add", "c5", "--kind", "report", "--title", "Schéme \ufffd", "--set",
       "coverage=period", "--set", "freshness_months=12", "--set", "release_class=nda")
    do("scheme", "edit", "soc2-type2", "--set", "freshness_basis=issued_on", "--source",
       "lettér \ufffd", "--checked-on", day(-3), "--note", "nóte \ufffd")
    do("edition", "add", "tisax", "7.0", "--title", "Editión \ufffd", "--set",
       "published_on=2027-03")
    do("alert", "ladder", "set", "milestone:book-auditor", "30 7", "--kind", "certificate")
    do("certificate", "add", "iso27001", "--scheme", "iso27001", "--edition", "2022", "--number",
       "IS é \ufffd", "--issuer", "Bödy \ufffd", "--issued", day(-1090), "--expires", day(5),
       "--scope", "Scopé \ufffd", "--covers", "cloud", "--owner", "c@example.com",
       "--title", "Títle \ufffd", *who)
    do("certificate", "add", "iso27017", "--scheme", "iso27017", "--edition", "2015",
       "--number", "7", "--issuer", "Body", "--issued", day(-60), "--expires", day(800),
       "--parent", "iso27001", "--milestones")
    do("certificate", "add", "tisax", "--scheme", "tisax", "--edition", "6.0", "--issuer", "Body",
       "--issued", day(-30), "--valid-from", day(-29), "--expires", day(900),
       "--set", "participant_id=P0XYZ1", "--set", "scope_id=S1AB2C", "--set",
       "assessment_id=A1AB2C-1", "--set", "assessment_level=AL2", "--set", "labels=Confidential")
    do("certificate", "milestone", "add", "iso27001", "book-auditor", "--due", day(20))
    do("certificate", "milestone", "add", "tisax", "book-auditor", "--due", day(-2))
    do("certificate", "milestone", "done", "tisax", "book-auditor", "--on", day(-1))
    do("certificate", "suspend", "tisax", "--on", day(-20), "--reason", "fée \ufffd unpaid")
    do("certificate", "restore", "tisax", "--on", day(-18), "--reason", "paid")
    do("report", "add", "soc2", "--scheme", "soc2-type2", "--auditor", "Exämple \ufffd CPA",
       "--period", f"{day(-460)}..{day(-96)}", "--issued", day(-60), "--opinion", "qualified",
       "--criteria", "security,availability", "--exceptions", "2", "--edition", "2017")
    do("report", "bridge", "soc2", "--from", day(-95), "--to", day(-40), "--signed", day(-39),
       "--signer", "Á. Éxample \ufffd, CISO")
    do("report", "add", "soc1", "--scheme", "soc1-type1", "--auditor", "CPA", "--as-of-date",
       day(-99), "--issued", day(-50), "--opinion", "unqualified")
    do("import", "certificate", write_csv(registry.path.parent / "rows.csv", "r", rows))
    do("alert", "run")
    do("certificate", "renew", "iso27001", "--issued", day(-3), "--valid-from", day(4), "--expires",
       day(1095), "--milestones")
    do("certificate", "edit", "iso27017", "--number", "corrected")
    do("certificate", "discontinue", "r1", "--on", day(0))
    do("alert", "run")
    return registry


class Figures:
    """Prints figures with their bars, and remembers whether one was missed."""

    def __init__(self):
        self.missed, self.defects = False, 0

    def exactly(self, name, value, bar):
        """A figure that must equal its bar."""
        self._print(name, value, f"{bar}", value == bar)

    def at_least(self, name, value, bar):
        """A figure that must reach its bar."""
        self._print(name, value, f">={bar}", value >= bar)

    def control(self, name, caught):
        """A planted defect, which must be caught."""
        self._print(f"control_{name}", "caught" if caught else "missed", "caught", caught)

    def fail(self, text):
        """A defect in words; the first twenty are printed."""
        self.missed, self.defects = True, self.defects + 1
        if self.defects <= 20:
            print(f"DEFECT {text}", flush=True)

    def _print(self, name, value, bar, reached):
        self.missed |= not reached
        print(f"figure {name}={value} bar={bar}{'' if reached else '  MISSED'}", flush=True)

    def close(self):
        """Ends the script with the status that the figures deserve."""
        sys.exit(1 if self.missed else 0)


def options(description, **numbers):
    """The command line: --binary, --seed, and each number with its small default."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--binary", required=True, type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    for name, value in numbers.items():
        parser.add_argument(f"--{name}", type=int, default=value)
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}")
    return chosen


@contextlib.contextmanager
def workspace():
    """A temporary directory that is removed at the end."""
    directory = pathlib.Path(tempfile.mkdtemp(prefix="attestry-reliability-"))
    try:
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def skip(reason):
    """Leaves a test that cannot run here; on CI that is a failure."""
    print(f"skipped: {reason}", flush=True)
    sys.exit(1 if os.environ.get("CI") else 0)
