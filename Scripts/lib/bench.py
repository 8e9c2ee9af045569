"""Times the program beside the sqlite3 shell; prints figures and exits 1 below a bar."""

import csv
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

BINARY = os.path.abspath(sys.argv[1])
ROUNDS = 60

# The plain SQL for what `certificate show` answers: the evidence with its parents, versions, events,
# milestones, letters, and the facts of its scheme.
SHOW = """
WITH RECURSIVE family (id) AS (
    SELECT id FROM evidence WHERE code = 'c050'
    UNION SELECT parent_id FROM family JOIN version ON version.evidence_id = family.id
    WHERE parent_id IS NOT NULL)
SELECT * FROM evidence WHERE id IN family;
SELECT * FROM registry;
SELECT version.* FROM version JOIN evidence ON evidence.id = evidence_id WHERE evidence.code = 'c050';
SELECT event.* FROM event JOIN version ON version.id = version_id
    JOIN evidence ON evidence.id = evidence_id WHERE evidence.code = 'c050';
SELECT milestone.* FROM milestone JOIN version ON version.id = version_id
    JOIN evidence ON evidence.id = evidence_id WHERE evidence.code = 'c050';
SELECT bridge_letter.* FROM bridge_letter JOIN version ON version.id = version_id
    JOIN evidence ON evidence.id = evidence_id WHERE evidence.code = 'c050';
SELECT scheme.* FROM scheme JOIN evidence ON scheme_id = scheme.id WHERE evidence.code = 'c050';
SELECT edition.* FROM edition JOIN evidence USING (scheme_id) WHERE evidence.code = 'c050';
SELECT fact.* FROM fact JOIN evidence USING (scheme_id) WHERE evidence.code = 'c050';
"""


def rows(count):
    """A header and so many certificates."""
    yield ["code", "scheme", "edition", "number", "issuer", "issued_on", "expires_on"]
    for number in range(count):
        yield ["c%03d" % number, "iso9001", "2015", "N-%d" % number, "Example Cert", "2025-01-01", "2027-12-31"]


def registry(folder, count):
    """A registry with so many certificates; returns its environment and the seconds the import took."""
    folder.mkdir()
    env = dict(os.environ, ATTESTRY_REGISTRY=str(folder / "registry.db"))
    subprocess.run([BINARY, "init", "--organization", "Bench", "--time-zone", "UTC", "--owner", "a@example.com"],
                   env=env, check=True, stdout=subprocess.DEVNULL)
    with open(folder / "rows.csv", "w", newline="") as file:
        csv.writer(file).writerows(rows(count))
    began = time.perf_counter()
    subprocess.run([BINARY, "import", "certificate", str(folder / "rows.csv")], env=env, check=True, stdout=subprocess.DEVNULL)
    return env, time.perf_counter() - began


def timed(words, env, **options):
    """The seconds one command takes."""
    began = time.perf_counter()
    subprocess.run(words, env=env, check=True, stdout=subprocess.DEVNULL, **options)
    return time.perf_counter() - began


def main():
    """Measures, prints, judges."""
    failures = 0

    def figure(name, value, bar, holds):
        nonlocal failures
        failures += not holds
        print("figure %s=%s bar=%s%s" % (name, value, bar, "" if holds else " MISSED"))

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        env, _ = registry(folder / "small", 100)
        show = [BINARY, "certificate", "show", "c050"]
        shell = ["sqlite3", "-batch", env["ATTESTRY_REGISTRY"], SHOW]
        for words in (show, shell):
            timed(words, env)
        pairs = [(timed(show, env), timed(shell, env)) for _ in range(ROUNDS)]
        ours, theirs = (statistics.median(p[i] for p in pairs) for i in (0, 1))
        print("certificate show %.2f ms, sqlite3 shell %.2f ms, median of %d each, taken in turn"
              % (ours * 1000, theirs * 1000, ROUNDS))
        figure("show_ratio", "%.2f" % (ours / theirs), "<=4", ours <= 4 * theirs)

        env, seconds = registry(folder / "large", 10_000)
        print("import of 10 000 certificates %.2f s" % seconds)
        for words in (["status"], ["alert", "run", "--dry-run"], ["audit", "verify"]):
            took = statistics.median(timed([BINARY] + words, env) for _ in range(3))
            print("%s with 10 000 certificates %.2f s" % (" ".join(words), took))
    sys.exit(1 if failures else 0)


main()
