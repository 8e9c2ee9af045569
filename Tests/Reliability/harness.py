"""What the reliability tests share: the binary, a registry full of rows, figures with bars."""

import argparse
import contextlib
import datetime
import hashlib
import json
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile

from pdf import Page, make_pdf

PROMISED_CODES = {0, 1, 2, 3, 4, 64, 74, 75}
MIB = 1 << 20
INIT = ("init", "--organization", "Ä\ufffd", "--time-zone", "UTC", "--owner", "a@example.com")
# The columns that carry the time of day, are drawn from it, or are drawn at random.
TIMED = {"distribution": ("recorded_at", "copy_id"), "message": ("queued_at",), "epoch": ("name", "began_at"),
         "log_key": ("verifier_key",)}
# The clock that run.py gives to every program under test, see clocks.py: the catalogue's facts have
# dates, and a test that took the machine's day would pass in one year and fail in another.
CLOCK = json.loads(os.environ.get("ATTESTRY_TEST_CLOCK", "{}"))
AHEAD = datetime.timedelta(seconds=float(CLOCK.get("FAKETIME", "0")))


def now():
    """The instant that the programs under test believe in."""
    return datetime.datetime.now(datetime.timezone.utc) + AHEAD


TODAY = now().date()


def day(offset):
    """The day so many days from today, as the command line takes it."""
    return (TODAY + datetime.timedelta(offset)).isoformat()


def row_key(connection, table):
    """What tells a row of a table from the others, in SQL: not every table has a rowid."""
    has_none = connection.execute(
        "SELECT wr FROM pragma_table_list(?) WHERE schema = 'main'", (table,)).fetchone()[0]
    keys = connection.execute("SELECT name FROM pragma_table_info(?) WHERE pk ORDER BY pk", (table,))
    return " || '/' || ".join(name for (name,) in keys) if has_none else "rowid"


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
            "ATTESTRY_REGISTRY": str(self.path), "PATH": os.environ["PATH"], "LANG": "C.UTF-8",
            **CLOCK}

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

    def do(self, *words, code=0):
        """Runs one command that must succeed, or end with that code; returns what it printed."""
        if (outcome := self.run(*words, timeout=600)).code != code:
            raise SystemExit(f"set-up failed: {' '.join(words)}: {outcome}")
        return outcome.out.strip()

    def verify(self, files=False):
        """Runs audit verify, with files over the bytes of the documents as well."""
        return self.run("audit", "verify", *["--files"] * files, timeout=600)

    def init(self):
        """Creates it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.do(*INIT)
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

    def columns(self, table):
        """The names of a table's columns."""
        return [row[1] for row in self.query(f"PRAGMA table_info({table})")]

    def key(self, table):
        """What tells a row of a table from the others, in SQL."""
        with contextlib.closing(self.connect()) as connection:
            return row_key(connection, table)

    def rows(self, table, without=()):
        """All rows of a table, bytes by their hash."""
        columns, key = [name for name in self.columns(table) if name not in without], self.key(table)
        with contextlib.closing(self.connect()) as connection:
            return [tuple(hashlib.sha256(field).hexdigest() if isinstance(field, bytes) else field
                          for field in row) for row in connection.execute(
                              f"SELECT {', '.join(columns)} FROM {table} ORDER BY {key}")]

    def content(self):
        """Everything in it, to compare two states."""
        return {name: self.rows(name) for name in self.tables()}

    def state(self):
        """Its content without the time of day and what is drawn from it, to compare two runs."""
        found = {}
        for name in self.tables():
            rows = self.rows(name, TIMED.get(name, ()))
            found[name] = len(rows) if name in ("entry", "alert_run", "delivery") else rows
        return found


class Hand:
    """A connection that may change anything, and puts the triggers back as they were."""

    def __init__(self, path):
        self.connection = sqlite3.connect(path, isolation_level=None)

    def __enter__(self):
        for setting in ("foreign_keys = OFF", "ignore_check_constraints = ON"):
            self.connection.execute(f"PRAGMA {setting}")
        self.triggers = self.connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid").fetchall()
        self.connection.execute("BEGIN IMMEDIATE")
        for name, _ in self.triggers:
            self.connection.execute(f"DROP TRIGGER {name}")
        return self.connection

    def __exit__(self, kind, error, trace):
        if kind:
            self.connection.execute("ROLLBACK")
        else:
            for _, sql in self.triggers:
                self.connection.execute(sql)
            self.connection.execute("COMMIT")
        self.connection.close()


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
            file.write(f"{prefix}{index},iso9001,2015,N {prefix}{index},Bödy,{day(-200)},{day(end)}\n")
    return str(path)


def write_distributions(path, prefix, count, evidence, customer, contact):
    """Writes past releases for import; some were received, some have an end of access."""
    with open(path, "w", encoding="utf-8") as file:
        file.write("evidence,customer,contact,released_on,channel,purpose,access_ends_on,"
                   "received_on\n")
        for index in range(count):
            released = -2 - index % 300
            ends = day(released + 400) if index % 3 == 0 else ""
            received = day(released + 1) if index % 2 == 0 else ""
            file.write(f"{evidence},{customer},{contact},{day(released)},email,"
                       f"révïew {prefix}{index},{ends},{received}\n")
    return str(path)


def write_document(path, size, seed):
    """Writes so many bytes that no program can guess or compress; the same for the same seed."""
    draw, left = random.Random(seed), size
    with open(path, "wb") as file:
        while left:
            left -= file.write(draw.randbytes(min(left, MIB)))
    return str(path)


def digest(path):
    """SHA-256 of a file, as the product writes it."""
    found = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(MIB):
            found.update(block)
    return found.hexdigest()


WHO = ("--on-behalf-of", "José \ufffd", "--reason", "café \ufffd")


def fill(registry, rows):
    """Records something in every table by commands, with texts that are easily mistaken."""
    # Late: it needs the clock, which needs this file.
    from answers import fill_alerts

    fill_alerts(registry)
    fill_evidence(registry, rows)
    fill_agreements(registry)
    fill_ledger(registry)
    fill_activities(registry)
    registry.do("audit", "key", "new", "--origin", "registry.example.com/a", "--key", str(registry.path.parent / "k"))
    registry.do("alert", "run")
    copy = registry.path.parent / f"{registry.path.name}-copy"
    registry.do("backup", str(copy))
    registry.do("restore", str(copy))
    copy.unlink()
    return registry


def fill_evidence(registry, rows):
    """Certificates, reports, their documents, the catalogue and the first alert runs."""
    do, who, folder = registry.do, WHO, registry.path.parent
    report = write_document(folder / "Berícht \ufffd.pdf", 9000, 1)
    letter = write_document(folder / "Bríef \ufffd.pdf", 700, 2)
    certificate = folder / "Zertifikät \ufffd.pdf"
    certificate.write_bytes(make_pdf([Page()]))
    do("product", "add", "cloud", "--name", "Prodúct \ufffd", *who)
    do("scheme", "add", "c5", "--kind", "report", "--title", "Schéme \ufffd", "--set",
       "coverage=period", "--set", "freshness_months=12", "--set", "release_class=nda")
    do("scheme", "edit", "soc2-type2", "--set", "freshness_basis=issued_on", "--source",
       "lettér \ufffd", "--checked-on", day(-3), "--note", "nóte \ufffd")
    do("edition", "add", "tisax", "7.0", "--title", "Editión \ufffd", "--set",
       "published_on=2027-03")
    do("product", "add", "typo", "--name", "Typó \ufffd")
    do("product", "rename", "typo", "right")
    do("alert", "ladder", "set", "milestone:book-auditor", "30 7", "--kind", "certificate")
    do("certificate", "add", "iso27001", "--scheme", "iso27001", "--ref", "grc=ä-1", "--edition", "2022", "--number",
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
       "--criteria", "security,availability", "--exceptions", "2", "--edition", "2017",
       "--file", report)
    do("report", "bridge", "soc2", "--from", day(-95), "--to", day(-40), "--signed", day(-39),
       "--signer", "Á. Éxample \ufffd, CISO", "--file", letter)
    do("report", "add", "soc1", "--scheme", "soc1-type1", "--auditor", "CPA", "--as-of-date",
       day(-99), "--issued", day(-50), "--opinion", "unqualified")
    do("certificate", "add", "iso9001", "--scheme", "iso9001", "--edition", "2015", "--number",
       "9", "--issuer", "Body", "--issued", day(-1200), "--expires", day(-105))
    do("certificate", "edit", "iso9001", "--file", str(certificate))
    do("certificate", "renew", "iso9001", "--issued", day(-110), "--valid-from", day(-104),
       "--expires", day(900))
    do("import", "certificate", write_csv(folder / "rows.csv", "r", rows))
    do("alert", "run")
    do("certificate", "renew", "iso27001", "--issued", day(-3), "--valid-from", day(4), "--expires",
       day(1095), "--milestones")
    do("certificate", "edit", "iso27017", "--number", "corrected")
    do("certificate", "discontinue", "r1", "--on", day(0))


def fill_activities(registry):
    """Activities of each cadence, with records, findings, waivers and what is taken back."""
    do, who, folder = registry.do, WHO, registry.path.parent
    paper = write_document(folder / "Récord \ufffd.pdf", 400, 6)
    do("activity", "add", "dr", "--title", "Recovéry \ufffd", "--each", "quarter", "--from", day(-400),
       "--field", "scenario", "--owner", "e@example.com", "--may-be-shown", *who)
    do("activity", "done", "dr", "--on", day(-1), "--result", "partial", "--set", "scenario=Zóne \ufffd",
       "--reference", "tickét \ufffd", "--finding", "slów \ufffd", "--fix-by", day(20), "--file", paper, *who)
    do("activity", "close-finding", "dr", "1")
    do("activity", "done", "dr", "--extra", "--on", day(-2), "--result", "pass", "--set", "scenario=x",
       "--finding", "lost", "--fix-by", day(-1))
    do("activity", "add", "risk", "--title", "Risk", "--every", "12", "--from", day(-500))
    do("activity", "edit", "risk", "--each", "month", "--from", day(-70))
    do("activity", "done", "risk", "--on", day(-3), "--result", "fail", *who)
    do("activity", "void-event", "risk", "done", "--on", day(-3), "--reason", "wróng \ufffd")
    do("activity", "add", "wipe", "--title", "Wipe", "--on", "contract-end", "--within", "30", "--from", day(-900))
    do("activity", "done", "wipe", "--occurrence", "gone", "--on", day(-200), "--result", "pass", *who)
    do("activity", "add", "screening", "--title", "Screening", "--on", "event", "--from", day(-90))
    do("activity", "open", "screening", "--reference", "HR é \ufffd", "--due", day(-30), "--on", day(-40), *who)
    do("activity", "open", "screening", "--reference", "HR-2", "--due", day(9))
    do("activity", "waive", "screening", "--occurrence", "HR é \ufffd", "--approved-by", "J. Dœ \ufffd",
       "--reason", "léft \ufffd")
    do("activity", "add", "old", "--title", "Old", "--each", "year", "--from", day(-900))
    do("activity", "end", "old", "--on", day(-200))
    do("activity", "add", "typo", "--title", "Typo", "--each", "year", "--from", day(-9))
    do("activity", "void", "typo", "--reason", "twíce \ufffd")
    do("page", "publish", "dr", "--section", "Kept \ufffd", "--text", "wé \ufffd", *who)
    do("page", "publish", "iso27017")
    do("page", "publish", "soc2", "--text", "x")
    do("page", "hide", "soc2", "--reason", "wróng \ufffd")
    do("page", "set", "--title", "Trúst \ufffd")


def fill_agreements(registry):
    """Customers with contracts and contacts, and agreements with all that can happen to them."""
    do, who, folder = registry.do, WHO, registry.path.parent
    paper = write_document(folder / "Verträg \ufffd.pdf", 5000, 3)
    do("customer", "add", "acme", "--name", "Äcme \ufffd B.V.", "--domain", "acme.example", "--ref", "crm=äcme",
       "--status", "customer", "--since", day(-900), "--phi", "--personal-data", "--owner",
       "d@example.com", *who)
    do("customer", "add", "hope", "--name", "Hopé \ufffd Inc.", *who)
    do("customer", "add", "gone", "--name", "Goné \ufffd Ltd.", "--status", "former", "--since",
       day(-700), "--until", day(-300))
    do("customer", "add", "owes", "--name", "Öwes \ufffd", "--status", "customer", "--since",
       day(-20), "--phi")
    do("customer", "edit", "gone", "--status", "customer", "--since", day(-90), *who)
    do("customer", "void-contract", "gone", "--since", day(-90), "--reason", "nót signed \ufffd")
    for customer, email, role in [
            ("acme", "jö@acme.example", "user"), ("acme", "audit@cpa.example", "user_auditor"),
            ("acme", "typo@acme.example", "partner"), ("hope", "h@hope.example", "prospect"),
            ("gone", "g@gone.example", "user")]:
        do("customer", "contact", "add", customer, "--name", f"Náme \ufffd {role}", "--email",
           email, "--role", role, *who)
    do("customer", "contact", "void", "acme", "typo@acme.example", "--reason", "mistypéd \ufffd")
    do("agreement", "kind", "set", "click", "--title", "Clíck-through \ufffd", "--counts-as-nda",
       *who)
    do("agreement", "kind", "set", "nda", "--retention-months", "120", "--expiring-days", "45")
    do("alert", "ladder", "set", "agreement_end", "90 9", "--kind", "dpa")

    do("agreement", "add", "acme", "nda", "nda-1", "--template", "Vorläge \ufffd", "--ref", "clm=ä-1", "--signed",
       day(-800), "--signed-by", "J. Dœ \ufffd", "--effective", day(-799), "--ends", day(300),
       "--survival", "36", *who)
    do("agreement", "add", "acme", "nda", "nda-2", "--signed", day(-400), "--term", "12",
       "--auto-renew", "--notice-days", "60", "--survival", "24", "--survival-basis",
       "disclosure", "--file", paper, *who)
    do("agreement", "supersede", "nda-1", "--by", "nda-2", "--on", day(-400), *who)
    do("agreement", "add", "acme", "baa", "baa-1", "--signed", day(-500), "--signed-by", "X",
       "--ends", day(400))
    do("agreement", "terminate", "baa-1", "--on", day(40), "--by", "Äcme \ufffd", "--reason",
       "nótice \ufffd")
    do("agreement", "add", "acme", "dpa", "dpa-1", "--evergreen", "--survival", "indefinite")
    do("agreement", "send", "dpa-1")
    do("agreement", "negotiate", "dpa-1", *who)
    do("agreement", "decline", "dpa-1", "--by", "Léga \ufffd", *who)
    do("agreement", "add", "hope", "nda", "nda-3", "--ends", day(20), "--effective", day(-30))
    do("agreement", "send", "nda-3")
    do("agreement", "sign", "nda-3", "--by", "H. Öpe \ufffd", "--file",
       write_document(folder / "signéd.pdf", 300, 4))
    do("agreement", "add", "gone", "msa", "msa-1", "--signed", day(-690), "--ends", day(-300))
    do("agreement", "terminate", "msa-1", "--on", day(-350))
    do("agreement", "void-event", "msa-1", "terminated", "--on", day(-350), "--reason", "érror")
    do("agreement", "add", "hope", "click", "click-1", "--signed", day(-10), "--evergreen")
    do("agreement", "void", "click-1", "--reason", "anóther company \ufffd")


def fill_ledger(registry):
    """Distributions that were released, refused, overridden and historical, and what followed."""
    do, who, folder = registry.do, WHO, registry.path.parent
    how = ("--channel", "email", "--purpose", "vendor réview \ufffd", *who)
    person = ("--to", "acme", "--contact", "jö@acme.example", "--basis", "réviews \ufffd vendors")
    stamped = ("--watermark",) if shutil.which("qpdf") else ()
    do("distribution", "log", "iso9001@1", "--to", "acme", "--contact", "jö@acme.example", "--on",
       day(-300), *how)
    do("distribution", "log", "iso9001@1", *person, "--historical", "--output",
       str(folder / "copy.pdf"), *stamped, *how)
    do("distribution", "log", "iso9001", "--to", "hope", "--access-ends", day(10), "--on",
       day(-60), "--channel", "data-room", "--purpose", "ténder")
    do("distribution", "log", "soc2", *person, *how)
    do("distribution", "log", "soc2", *person, "--bridge", "--output", str(folder / "letter.pdf"),
       *how)
    do("distribution", "log", "soc2", "--to", "gone", "--channel", "other", "--purpose", "nó",
       code=2)
    do("distribution", "log", "soc2", "--to", "hope", "--contact", "h@hope.example", "--channel",
       "in-person", "--purpose", "déal \ufffd", "--override", "big déal \ufffd", "--approved-by",
       "Ceó \ufffd")
    do("import", "distribution", write_distributions(
        folder / "distributions.csv", "i", 6, "iso9001", "acme", "audit@cpa.example"))
    do("distribution", "receive", "1", "--on", day(-298), "--reason", "récéipt \ufffd")
    do("distribution", "recall", "iso9001@1", "--reason", "replaced \ufffd")
    do("distribution", "acknowledge", "1", *who)
    do("distribution", "end", "3", "--on", day(-1), "--reason", "clósed \ufffd")


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

    def at_most(self, name, value, bar):
        """A figure that may not exceed its bar."""
        self._print(name, value, f"<={bar}", value <= bar)

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


def options(description, **further):
    """The command line: --binary, --seed, and what else there is, each with its small default. The seed
    is the same each time, so that a change is not refused for what it did not touch; the soak draws one."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--binary", required=True, type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--seed", type=int, default=int(os.environ.get("ATTESTRY_SEED", "1")))
    for name, value in further.items():
        parser.add_argument(f"--{name}", type=type(value), default=value)
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


def with_debian_python():
    """Runs the script anew with Debian's own Python, to which Debian's packages belong."""
    if os.path.realpath(sys.executable) == os.path.realpath("/usr/bin/python3"):
        return
    os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])


def skip(reason):
    """Leaves a test that cannot run here; on CI that is a failure."""
    print(f"skipped: {reason}", flush=True)
    sys.exit(1 if os.environ.get("CI") else 0)
