"""Makes the registries that are measured, through the program's own imports."""

import csv
import datetime
import hashlib
import itertools
import pathlib
import shutil
import subprocess
from typing import NamedTuple

import bench_sql

TODAY = datetime.datetime.now(datetime.timezone.utc).date()
# Rows of one import, and distributions of one customer.
BATCH, EACH = 100_000, 10


class Size(NamedTuple):
    """How much there is; `few` distributions stand in the registry that flatness is held against.

    `budget` are the seconds spent on the rounds of one row; `limit` those after which what should take three
    is given up, and larger ones with it.
    """

    evidence: int
    activities: int
    customers: int
    few: int
    recalled: list
    document: int  # MiB
    budget: float
    limit: float


SIZES = {
    "small": Size(100, 100, 1_000, 1_000, [100, 200, 400, 800, 1_000], 32, 1.5, 8),
    "medium": Size(1_000, 1_000, 10_000, 10_000, [250, 500, 1_000, 2_000, 2_500], 100, 6, 30),
    "full": Size(10_000, 10_000, 100_000, 10_000, [1_000, 2_000, 4_000, 8_000, 10_000], 500, 12, 60),
}

# Evidence: code, noun, words, and for each version days before today: of a report the period's start
# and end and the issue, of a certificate the issue and the expiry.
REPORT = ["--auditor", "Example CPA", "--opinion", "unqualified", "--criteria", "security,availability"]
ISO = ["--number", "N-1", "--issuer", "Example Cert", "--milestones"]
EVIDENCE = [
    ("soc2", "report", ["--scheme", "soc2-type2", "--edition", "2017"] + REPORT,
     [(850, 486, 440), (485, 120, 80)]),
    ("soc1", "report", ["--scheme", "soc1-type2", "--edition", "ssae18"] + REPORT, [(485, 120, 80)]),
    ("soc3", "report", ["--scheme", "soc3", "--edition", "2017"] + REPORT,
     [(850, 486, 440), (485, 120, 80)]),
    ("iso27001", "certificate", ["--scheme", "iso27001", "--edition", "2022"] + ISO, [(510, -585)]),
    ("iso9001", "certificate", ["--scheme", "iso9001", "--edition", "2015"] + ISO, [(510, -585)]),
    ("iso20000", "certificate", ["--scheme", "iso20000-1", "--edition", "2018"] + ISO, [(510, -585)]),
    ("pci", "certificate", ["--scheme", "pci-dss", "--edition", "4.0.1", "--issuer", "Example QSA",
                            "--set", "lead_qsa=A. Assessor", "--set", "services=hosting"], [(100, -265)]),
    ("star", "certificate", ["--scheme", "csa-star-1", "--edition", "4.0", "--issuer", "Example",
                             "--set", "registry_url=https://star.example/1"], [(100, -265)]),
    ("gdpr", "certificate", ["--scheme", "gdpr", "--issuer", "Example"], [(510, None)]),
    ("hipaa", "certificate", ["--scheme", "hipaa", "--issuer", "Example"], [(510, None)]),
]

# What each customer is given: evidence, version, the first and the last day of release before today, and to
# whom: `old` are those who were given soc3@1; every fourth of them has the new one as well.
SLOTS = [
    *((evidence, version, first, last, lambda old, fourth: True) for evidence, version, first, last in (
        ("soc2", 1, 430, 140), ("soc2", 2, 79, 1), ("soc1", 1, 79, 1), ("iso27001", 1, 500, 1),
        ("iso9001", 1, 500, 1), ("iso20000", 1, 500, 1), ("pci", 1, 90, 1), ("star", 1, 90, 1))),
    ("soc3", 1, 430, 140, lambda old, fourth: old), ("soc3", 2, 79, 1, lambda old, fourth: not old or fourth),
    ("gdpr", 1, 500, 1, lambda old, fourth: not old), ("hipaa", 1, 500, 1, lambda old, fourth: old and not fourth),
]
CERTIFICATE = ["code", "scheme", "edition", "number", "issuer", "issued_on", "expires_on"]
RELEASE = ["evidence", "version", "customer", "contact", "released_on", "channel", "purpose", "basis"]


def ago(days):
    """The day so many days before today."""
    return (TODAY - datetime.timedelta(days=days)).isoformat()


def customer(number):
    """The code of a customer."""
    return "cust-%06d" % number


def email(number):
    """The address of a customer's one contact."""
    return "reviewer@%s.example" % customer(number)


def certificates(count):
    """Certificates that end in two years or later, one of a hundred in 40 days."""
    return (["c%05d" % n, "iso27001", "2022", "N-%d" % n, "Example Cert", ago(200),
             ago(-40 if n % 100 == 99 else -800 - n % 90)] for n in range(count))


def activities(count):
    """Activities of five years: of ten one each month, six each quarter, one each half-year, year and event."""
    periods = ["month"] + ["quarter"] * 6 + ["half-year", "year", ""]
    return (["code", "title", "from_on", "each_period", "on_occasion"],
            (["a%05d" % n, "Control %d" % n, "%d-01-01" % (TODAY.year - 5), periods[n % 10],
              "" if periods[n % 10] else "event"] for n in range(count)))


def records(count):
    """What was done of each activity: every period on its first day, the one that runs now as well, and two events
    a year."""
    months = [1] + [3] * 6 + [6, 12, 0]
    header = ["activity", "kind", "occurred_on", "occurrence", "due_on", "result", "reference"]

    def of(number):
        for month in range(60 + TODAY.month):
            first = "%d-%02d-01" % (TODAY.year - 5 + month // 12, month % 12 + 1)
            step, code = months[number % 10], "a%05d" % number
            if step and month % step == 0:
                yield [code, "done", first, "", "", "pass", "T-%d-%d" % (number, month)]
            elif not step and month % 6 == 0:
                name = "CHG-%d" % month
                yield [code, "opened", first, name, first, "", ""]
                yield [code, "done", first, name, "", "pass", "T-%d-%d" % (number, month)]

    return header, (row for number in range(count) for row in of(number))


def customers(count):
    """Customers with one domain each."""
    return (["code", "name", "domains", "status", "since", "handles_phi", "handles_personal_data"],
            ([customer(n), "Customer %d Ltd" % n, customer(n) + ".example", "customer",
              ago(1500 + n % 400), "no", "no"] for n in range(count)))


def agreements(count):
    """One NDA with each customer, of which nothing is due for two years."""
    return (["customer", "kind", "code", "effective_on", "renewal", "ends_on", "executed_on", "signed_by"],
            ([customer(n), "nda", "nda-%06d" % n, ago(1200), "fixed", ago(-800 - n % 400), ago(1201),
              "Reviewer %d" % n] for n in range(count)))


def release(evidence, version, number, day):
    """One row of an import of distributions."""
    return [evidence, version, customer(number), email(number), ago(day), "portal", "vendor review",
            "runs their vendor reviews"]


def releases(numbers, old_holders=0, times=1):
    """What these customers are given, those of one customer far apart; the first hold an old soc3@1."""
    for evidence, version, first, last, wanted in SLOTS:
        for number, turn in itertools.product(numbers, range(times)):
            if wanted(number < old_holders, number % 4 == 0):
                yield release(evidence, version, number, first - (number * 7 + turn * 13) % (first - last + 1))


class Registry:
    """One file and both programs over it."""

    def __init__(self, binary, path):
        self.binary, self.path = binary, pathlib.Path(path)

    def ours(self, *words):
        """The command line of ours."""
        return [self.binary, *words, "--registry", str(self.path)]

    def shell(self, sql, *modes):
        """The command line of the sqlite3 shell."""
        return ["sqlite3", "-batch", *modes, str(self.path), sql]

    def run(self, *words, limit=None):
        """Runs ours and returns what it prints; throws TimeoutExpired after so many seconds."""
        done = subprocess.run(self.ours(*words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              timeout=limit)
        if done.returncode != 0:
            raise SystemExit("exit %d: %s: %s" % (done.returncode, " ".join(words)[:200], done.stderr[:500]))
        return done.stdout

    def ask(self, sql):
        """The lines that the shell prints."""
        return subprocess.run(self.shell(sql), check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()

    def load(self, kind, header, rows, limit=None):
        """Imports rows in batches; throws TimeoutExpired where one takes longer."""
        rows, file = iter(rows), self.path.with_suffix(".csv")
        while write_csv(file, header, itertools.islice(rows, BATCH)):
            self.run("import", kind, str(file), limit=limit)
        file.unlink()

    def copy(self, path):
        """A copy of the file."""
        shutil.copy(self.path, path)
        return Registry(self.binary, path)

    def deciding(self):
        """The SQL for every row that decides, of the tables that there are."""
        present = self.ask("SELECT name FROM sqlite_schema WHERE type = 'table'")
        return " ".join("SELECT * FROM %s;" % name for name in bench_sql.DECIDING if name in present)

    def log(self, with_image):
        """The SQL for the log, without its hashes."""
        columns = self.ask("SELECT name FROM pragma_table_info('entry') WHERE name NOT LIKE '%hash' AND name <> 'salt'")
        return "SELECT %s FROM entry ORDER BY sequence" % ", ".join(c for c in columns if with_image or c != "image")


def write_csv(path, header, rows):
    """Writes a CSV file and returns how many rows it has; none is kept, for a large process counts as the peak of
    those it starts."""
    count = 0
    with open(path, "w", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(header)
        for row in rows:
            writer.writerow(row)
            count += 1
    return count


def empty(binary, path):
    """A registry with the catalogue and nothing else."""
    registry = Registry(binary, path)
    registry.run("init", "--organization", "Bench", "--time-zone", "UTC", "--owner", "owner@example.com")
    return registry


def add_evidence(registry):
    """Records the ten pieces of evidence that customers are given."""
    for code, noun, words, versions in EVIDENCE:
        for number, days in enumerate(versions):
            if noun == "report":
                dated = ["--period", "%s..%s" % (ago(days[0]), ago(days[1])), "--issued", ago(days[2])]
            else:
                dated = ["--issued", ago(days[0])] + ([] if days[1] is None else ["--expires", ago(days[1])])
            if number == 0:
                registry.run(noun, "add", code, *words, *dated)
            else:
                registry.run(noun, "renew", code, *dated, "--opinion", "unqualified")


def add_people(registry, count):
    """Records customers, and a contact of each."""
    registry.load("customer", *customers(count))
    registry.load("contact", ["customer", "name", "email", "role"],
                  ([customer(n), "Reviewer %d" % n, email(n), "user"] for n in range(count)))


def home(binary, folder, size):
    """Where the registries of this size lie: another schema, generator or day has another place."""
    probe = folder / "probe.db"
    probe.unlink(missing_ok=True)
    schema = empty(binary, probe).ask("SELECT sql FROM sqlite_schema ORDER BY name")
    probe.unlink()
    made_by = "\n".join(schema) + pathlib.Path(__file__).read_text() + TODAY.isoformat()
    return folder / ("%s-%s" % (size, hashlib.sha256(made_by.encode()).hexdigest()[:8]))


def build(binary, folder, size):
    """The registries of M+ by name, made where they are not there: `people` has no agreements yet, `agreed` no
    distributions, `few` the first of them, `many` all; `kept` has activities alone, which would not show beside
    all that."""
    stages = {name: Registry(binary, folder / (name + ".db")) for name in ("people", "agreed", "few", "many", "kept")}
    if (folder / "complete").exists():
        return stages
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    kept = empty(binary, folder / "kept.db")
    kept.load("activity", *activities(size.activities))
    kept.load("activity-event", *records(size.activities))
    many = empty(binary, folder / "many.db")
    add_evidence(many)
    many.load("certificate", CERTIFICATE, certificates(size.evidence * 4 // 5))
    many.load("report", ["code", "scheme", "edition", "auditor", "issued_on", "period_start", "period_end",
                         "opinion", "criteria"],
              (["r%05d" % n, "soc2-type2", "2017", "Example CPA %d" % n, ago(10), ago(395), ago(31),
                "unqualified", "security"] for n in range(size.evidence // 5)))
    add_people(many, size.customers)
    many.copy(stages["people"].path)
    many.load("agreement", *agreements(size.customers))
    many.copy(stages["agreed"].path)
    first = size.few // EACH
    many.load("distribution", RELEASE, releases(range(first), old_holders=first // 5))
    many.run("alert", "run")
    many.copy(stages["few"].path)
    many.load("distribution", RELEASE, releases(range(first, size.customers)))
    (folder / "complete").touch()
    return stages
