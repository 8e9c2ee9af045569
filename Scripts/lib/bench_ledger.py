"""Times the ledger in a small and a large registry beside the sqlite3 shell; prints figures and exits
1 below a bar. Arguments: BINARY [--rows N] [--import-rows N] [--small-only] [--keep FOLDER]."""

import argparse
import collections
import csv
import datetime
import itertools
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

TODAY = datetime.datetime.now(datetime.timezone.utc).date()
ROUNDS = 30
SMALL_ROWS = 10_000
EACH = 10
BATCH = 100_000
KEPT = 200

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

# What each customer is given: evidence, version, and the first and last day of release before today.
# 200 customers, spread over all, were given soc3@1; soc3@2 went to everybody but 150 of these.
SLOTS = [
    ("soc2", 1, 430, 140, lambda spot: True), ("soc2", 2, 79, 1, lambda spot: True),
    ("soc1", 1, 79, 1, lambda spot: True), ("iso27001", 1, 500, 1, lambda spot: True),
    ("iso9001", 1, 500, 1, lambda spot: True), ("iso20000", 1, 500, 1, lambda spot: True),
    ("pci", 1, 90, 1, lambda spot: True), ("star", 1, 90, 1, lambda spot: True),
    ("soc3", 2, 79, 1, lambda spot: spot is None or spot % 4 == 0),
    ("hipaa", 1, 500, 1, lambda spot: spot is not None and spot % 4 != 0),
    ("gdpr", 1, 500, 1, lambda spot: spot is None), ("soc3", 1, 430, 140, lambda spot: spot is not None),
]

# The plain SQL for the same answers: every query reads through an index what the rules look at.
SETTINGS = "SELECT * FROM registry;"
CUSTOMER = """
SELECT * FROM customer WHERE code = '{customer}';
SELECT contract.* FROM contract JOIN customer ON customer.id = customer_id WHERE customer.code = '{customer}';
SELECT * FROM agreement_kind ORDER BY code;
SELECT agreement.*, agreement_kind.code FROM agreement JOIN customer ON customer.id = customer_id
    JOIN agreement_kind ON agreement_kind.id = kind_id WHERE customer.code = '{customer}' ORDER BY agreement.code;
SELECT agreement_event.*, successor.code FROM agreement_event JOIN agreement ON agreement.id = agreement_id
    JOIN customer ON customer.id = agreement.customer_id LEFT JOIN agreement AS successor ON successor.id = successor_id
    WHERE customer.code = '{customer}' ORDER BY agreement_event.id;
"""
FAMILY = """
SELECT evidence.*, scheme.code FROM evidence JOIN scheme ON scheme.id = scheme_id WHERE evidence.id IN {family};
SELECT version.*, edition.code, parent.code FROM version LEFT JOIN edition ON edition.id = edition_id
    LEFT JOIN evidence AS parent ON parent.id = parent_id WHERE evidence_id IN {family} ORDER BY evidence_id, version;
SELECT event.* FROM version JOIN event ON version_id = version.id WHERE evidence_id IN {family};
SELECT milestone.* FROM version JOIN milestone ON version_id = version.id WHERE evidence_id IN {family};
SELECT bridge_letter.* FROM version JOIN bridge_letter ON version_id = version.id WHERE evidence_id IN {family};
SELECT * FROM scheme WHERE id IN (SELECT scheme_id FROM evidence WHERE id IN {family});
SELECT * FROM edition WHERE scheme_id IN (SELECT scheme_id FROM evidence WHERE id IN {family});
SELECT * FROM fact WHERE scheme_id IN (SELECT scheme_id FROM evidence WHERE id IN {family}) ORDER BY name, origin;
"""
ONE = """(WITH RECURSIVE family (id) AS (SELECT id FROM evidence WHERE code = '{code}'
    UNION SELECT parent_id FROM family JOIN version ON version.evidence_id = family.id
    WHERE parent_id IS NOT NULL) SELECT id FROM family)"""
MAY = SETTINGS + CUSTOMER + FAMILY.replace("{family}", ONE.format(code="soc2")) + """
SELECT contact.* FROM contact JOIN customer ON customer.id = customer_id
    WHERE customer.code = '{customer}' AND lower(email) = lower('{email}') AND voided = 0;
SELECT document.*, attachment.name FROM attachment JOIN document ON document.id = document_id
    WHERE version_id = (SELECT version.id FROM version JOIN evidence ON evidence.id = evidence_id
    WHERE evidence.code = 'soc2' ORDER BY version DESC LIMIT 1);
"""
HELD = """
WITH asked (evidence_id, id, version) AS (SELECT evidence_id, version.id, version FROM version
    JOIN evidence ON evidence.id = evidence_id WHERE code = 'soc3' AND version = 1)
SELECT {columns} FROM distribution AS own JOIN customer ON customer.id = own.customer_id
    LEFT JOIN contact ON contact.id = own.contact_id LEFT JOIN agreement ON agreement.id = agreement_id
WHERE own.version_id = (SELECT id FROM asked) AND outcome = 'released' AND bridge_letter_id IS NULL
    AND released_on <= '{today}' AND NOT EXISTS (
        SELECT 1 FROM distribution_event WHERE distribution_id = own.id AND kind = 'acknowledged'
        AND occurred_on <= '{today}')
    AND NOT EXISTS (
        SELECT 1 FROM distribution AS newer WHERE newer.customer_id = own.customer_id AND newer.version_id IN (
            SELECT version.id FROM version, asked WHERE version.evidence_id = asked.evidence_id
            AND version.version > asked.version AND voided = 0)
        AND (own.contact_id IS NULL OR newer.contact_id = own.contact_id) AND newer.outcome = 'released'
        AND newer.bridge_letter_id IS NULL AND newer.released_on <= '{today}'
        AND (newer.released_on, newer.id) > (own.released_on, own.id))
ORDER BY own.id;
"""
EVERYTHING = "own.*, customer.code, contact.name, contact.email, agreement.code"
HOLDERS = SETTINGS + FAMILY.replace("{family}", ONE.format(code="soc3")) + HELD.replace("{columns}", EVERYTHING) + """
SELECT distribution_event.* FROM distribution_event JOIN distribution ON distribution.id = distribution_id
    WHERE version_id = (SELECT version.id FROM version JOIN evidence ON evidence.id = evidence_id
    WHERE code = 'soc3' AND version = 1);
"""
SHOW = SETTINGS + CUSTOMER + FAMILY.replace("{family}", "(SELECT id FROM evidence)") + """
SELECT contact.* FROM contact JOIN customer ON customer.id = customer_id
    WHERE customer.code = '{customer}' AND voided = 0 ORDER BY contact.name;
SELECT own.*, evidence.code, version.version, contact.name, contact.email, agreement.code
    FROM distribution AS own JOIN customer ON customer.id = own.customer_id
    JOIN version ON version.id = own.version_id JOIN evidence ON evidence.id = evidence_id
    LEFT JOIN contact ON contact.id = own.contact_id LEFT JOIN agreement ON agreement.id = agreement_id
    WHERE customer.code = '{customer}' ORDER BY own.id;
SELECT distribution_event.* FROM distribution_event JOIN distribution ON distribution.id = distribution_id
    JOIN customer ON customer.id = distribution.customer_id WHERE customer.code = '{customer}';
"""
# What `flat` must be able to see: the same question without the index.
SCAN = HELD.replace("{columns}", "count(*)").replace("own.version_id =", "+own.version_id =")


def ago(days):
    """The day so many days before today."""
    return (TODAY - datetime.timedelta(days=days)).isoformat()


class Figures:
    """Prints figures and counts those that miss their bar."""

    def __init__(self):
        self.missed = 0

    def judge(self, name, value, bar, holds):
        """One figure."""
        self.missed += not holds
        print("figure %s=%s bar=%s%s" % (name, value, bar, "" if holds else " MISSED"), flush=True)


class Bench:
    """One registry with customers who were each given ten things."""

    def __init__(self, binary, folder, customers):
        folder.mkdir(parents=True)
        self.binary, self.folder, self.customers = binary, folder, customers
        self.path = folder / "registry.db"
        self.step = max(1, customers // KEPT)
        self.asked = customers // 2 + 1
        self.words = {"customer": self.code(self.asked), "email": self.email(self.asked), "today": TODAY.isoformat()}

    def code(self, number):
        """The code of a customer."""
        return "cust-%06d" % number

    def email(self, number):
        """The address of its one contact."""
        return "reviewer@cust-%06d.example" % number

    def ours(self, *words):
        """The command line of ours on this registry."""
        return [self.binary, *words, "--registry", str(self.path)]

    def shell(self, sql):
        """The command line of the sqlite3 shell on this registry."""
        return ["sqlite3", "-batch", str(self.path), sql.format(**self.words)]

    def run(self, *words):
        """Runs ours and returns what it prints."""
        done = subprocess.run(self.ours(*words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if done.returncode != 0:
            sys.exit("%s: exit %d: %s" % (" ".join(words), done.returncode, done.stderr.strip()))
        return done.stdout

    def load(self, kind, header, rows):
        """Imports rows in batches; returns the seconds that ours took for each batch."""
        seconds, rows, file = [], iter(rows), self.folder / "rows.csv"
        while True:
            batch = itertools.islice(rows, BATCH)
            first = next(batch, None)
            if first is None:
                file.unlink(missing_ok=True)
                return seconds
            with open(file, "w", newline="") as target:
                csv.writer(target).writerows(itertools.chain([header, first], batch))
            began = time.perf_counter()
            self.run("import", kind, str(file))
            seconds.append(time.perf_counter() - began)

    def init(self):
        """A registry with the catalogue, ten pieces of evidence, customers, contacts and agreements."""
        self.run("init", "--organization", "Bench", "--time-zone", "UTC", "--owner", "owner@example.com")
        for code, noun, words, versions in EVIDENCE:
            for number, days in enumerate(versions):
                if noun == "report":
                    dated = ["--period", "%s..%s" % (ago(days[0]), ago(days[1])), "--issued", ago(days[2])]
                else:
                    dated = ["--issued", ago(days[0])]
                    dated += [] if days[1] is None else ["--expires", ago(days[1])]
                if number == 0:
                    self.run(noun, "add", code, *words, *dated)
                else:
                    self.run(noun, "renew", code, *dated, "--opinion", "unqualified")
        numbers = range(self.customers)
        self.load("customer", ["code", "name", "domains", "status", "since", "handles_phi", "handles_personal_data"],
                  ([self.code(n), "Customer %d Ltd" % n, self.code(n) + ".example", "customer",
                    ago(1500 + n % 400), "no", "no"] for n in numbers))
        self.load("contact", ["customer", "name", "email", "role"],
                  ([self.code(n), "Reviewer %d" % n, self.email(n), "user"] for n in numbers))
        self.load("agreement", ["customer", "kind", "code", "effective_on", "renewal", "ends_on", "executed_on",
                                "signed_by"],
                  ([self.code(n), "nda", "nda-%06d" % n, ago(1200), "fixed", ago(-800 - n % 400), ago(1201),
                    "Reviewer %d" % n] for n in numbers))

    HEADER = ["evidence", "version", "customer", "contact", "released_on", "channel", "purpose", "basis"]

    def rows(self):
        """The distributions in the order of their days, so that those of a customer lie far apart."""
        for day in range(max(slot[2] for slot in SLOTS), 0, -1):
            released = ago(day)
            for evidence, version, first, last, wanted in SLOTS:
                if not last <= day <= first:
                    continue
                for number in range(first - day, self.customers, first - last + 1):
                    place, off = divmod(number, self.step)
                    if wanted(place if off == 0 and place < KEPT else None):
                        yield [evidence, version, self.code(number), self.email(number), released, "portal",
                               "vendor review", "runs their vendor reviews"]


Run = collections.namedtuple("Run", "seconds processor peak code")


def measured(words):
    """Runs a command: seconds, seconds of the processor, peak of memory in MiB, exit code.

    The peak is never below this program's own size when it started the command, which is small.
    """
    began = time.perf_counter()
    child = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return Run(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024,
               child.returncode)


def timed(words):
    """The seconds a command takes; it must exit 0."""
    run = measured(words)
    if run.code != 0:
        sys.exit("exit %d: %s" % (run.code, " ".join(words)[:200]))
    return run.seconds


def medians(commands, rounds):
    """The median seconds of each command, all taken in turn."""
    for words in commands:
        timed(words)
    rows = [[timed(words) for words in commands] for _ in range(rounds)]
    return [statistics.median(column) for column in zip(*rows)]


def import_speed(binary, folder, rows, figures):
    """The speed of one import, on the disk where registries lie."""
    base = Bench(binary, folder / "import", rows // EACH)
    base.init()
    file, fresh = folder / "distributions.csv", folder / "fresh.db"
    with open(file, "w", newline="") as target:
        csv.writer(target).writerows(itertools.chain([base.HEADER], base.rows()))
    shutil.copy(base.path, fresh)
    report = json.loads(base.run("import", "distribution", str(file), "--dry-run", "--format", "json"))
    if (report["rows"], report["would_refuse"]) != (rows, 0):
        sys.exit("import: %s rows, %s would be refused" % (report["rows"], report["would_refuse"]))
    runs = []
    for _ in range(3):
        shutil.copy(fresh, base.path)
        runs.append(measured(base.ours("import", "distribution", str(file))))
        if runs[-1].code != 0:
            sys.exit("import: exit %d" % runs[-1].code)
    seconds = statistics.median(run.seconds for run in runs)
    speed = rows / seconds
    print("import of %d distributions of %d customers: %.2f s (processor %.2f s), median of 3; peak %.0f MiB"
          % (rows, base.customers, seconds, statistics.median(run.processor for run in runs),
             max(run.peak for run in runs)))
    figures.judge("import_distribution_rows_per_second", "%.0f" % speed, ">=20000", speed >= 20_000)
    shutil.rmtree(base.folder)


def build(binary, folder, rows):
    """A registry with so many distributions."""
    began = time.perf_counter()
    bench = Bench(binary, folder, rows // EACH)
    bench.init()
    people = time.perf_counter() - began
    batches = bench.load("distribution", bench.HEADER, bench.rows())
    print("registry of %d distributions and %d customers: %.0f s (customers %.0f s; imports of %d rows: "
          "first %.1f s, last %.1f s), %.0f MiB"
          % (rows, bench.customers, time.perf_counter() - began, people, min(rows, BATCH), batches[0], batches[-1],
             bench.path.stat().st_size / 2**20), flush=True)
    return bench


def check_answers(bench):
    """Both sides must give the same answer, or their times mean nothing."""
    ours = [row["id"] for row in json.loads(bench.run("distribution", "holders", "soc3@1", "--format", "json"))]
    sql = HELD.replace("{columns}", "own.id")
    theirs = [int(line) for line in subprocess.run(
        bench.shell(sql), check=True, stdout=subprocess.PIPE, text=True).stdout.split()]
    if ours != theirs or not ours:
        sys.exit("holders: ours names %d rows, the shell %d" % (len(ours), len(theirs)))
    shown = json.loads(bench.run("customer", "show", bench.words["customer"], "--format", "json"))
    if len(shown["holds"]) != EACH - 1 or len(shown["may_have"]) != len(EVIDENCE):
        sys.exit("customer show: %d held, %d offered" % (len(shown["holds"]), len(shown["may_have"])))
    return len(ours)


def ask(benches, figures):
    """Ours beside the shell for three questions, in each registry, all taken in turn."""
    questions = [
        ("may", lambda b: ("distribution", "may", "soc2", "--to", b.words["customer"], "--contact",
                           b.words["email"], "--basis", "x"), MAY),
        ("holders", lambda b: ("distribution", "holders", "soc3@1"), HOLDERS),
        ("customer_show", lambda b: ("customer", "show", b.words["customer"]), SHOW),
    ]
    holders = [check_answers(bench) for bench in benches]
    print("holders of soc3@1: %s" % ", ".join(map(str, holders)))
    for name, words, sql in questions:
        commands = [command for b in benches for command in (b.ours(*words(b)), b.shell(sql))]
        times = medians(commands, ROUNDS)
        for bench, ours, theirs in zip(benches, times[::2], times[1::2]):
            print("%s in %d: %.2f ms, sqlite3 shell %.2f ms (%.2f)"
                  % (name, bench.customers * EACH, ours * 1000, theirs * 1000, ours / theirs))
        ratio = times[-2] / times[-1]
        figures.judge(name + "_ratio", "%.2f" % ratio, "<=3", ratio <= 3)
        if len(benches) > 1:
            flat = times[2] / times[0]
            figures.judge(name + "_flat", "%.2f" % flat, "<=1.5", flat <= 1.5)
    if benches[-1].customers >= 10 * benches[0].customers:
        small, large = medians([b.shell(SCAN) for b in benches], 5)
        figures.judge("control_flat", "%.1f" % (large / small), ">1.5", large > 1.5 * small)


def walk(bench, figures):
    """The commands that read much: their times and their memory."""
    for words in (["status"], ["alert", "run", "--dry-run"], ["audit", "verify"]):
        runs = [measured(bench.ours(*words)) for _ in range(1 if words[0] == "audit" else 3)]
        if any(run.code != 0 for run in runs):
            sys.exit("%s: exit %s" % (" ".join(words), [run.code for run in runs]))
        seconds = statistics.median(run.seconds for run in runs)
        print("%s in %d distributions: %.2f s (processor %.2f s), peak %.0f MiB"
              % (" ".join(words), bench.customers * EACH, seconds, statistics.median(run.processor for run in runs),
                 max(run.peak for run in runs)), flush=True)
    entries = int(subprocess.run(bench.shell("SELECT count(*) FROM entry"), check=True, stdout=subprocess.PIPE).stdout)
    checks = timed(bench.shell("PRAGMA integrity_check; PRAGMA foreign_key_check"))
    print("%d entries; SQLite's own two checks in the sqlite3 shell %.2f s" % (entries, checks))
    speed = entries / seconds
    figures.judge("audit_verify_entries_per_second", "%.0f" % speed, ">=100000", speed >= 100_000)


def main():
    """Measures, prints, judges."""
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--rows", type=int, default=1_000_000, help="distributions of the large registry")
    parser.add_argument("--import-rows", type=int, default=100_000, help="distributions of the import that is timed")
    parser.add_argument("--small-only", action="store_true", help="no large registry")
    parser.add_argument("--keep", help="a new folder to build in, which is left behind")
    options = parser.parse_args()
    binary, figures = os.path.abspath(options.binary), Figures()
    needed = options.rows * 4096
    in_memory = os.path.isdir("/dev/shm") and shutil.disk_usage("/dev/shm").free > needed
    with tempfile.TemporaryDirectory() as disk:
        import_speed(binary, pathlib.Path(disk), options.import_rows, figures)
    with tempfile.TemporaryDirectory(dir="/dev/shm" if in_memory else None) as name:
        folder = pathlib.Path(options.keep or name)
        benches = [build(binary, folder / "small", SMALL_ROWS)]
        if not options.small_only:
            benches.append(build(binary, folder / "large", options.rows))
        ask(benches, figures)
        walk(benches[-1], figures)
    sys.exit(1 if figures.missed else 0)


if __name__ == "__main__":
    main()
