"""Measures an alert run with nothing due over 10 000 pieces of evidence and 100 000 agreements.

Beside it the sqlite3 shell reads the same rows of the same file, by turns. Prints figures with
their bars and exits 1 where one is missed. Usage: bench_alerts.py [--keep FILE] BINARY
"""

import argparse
import csv
import datetime
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

EVIDENCE, CUSTOMERS, EACH, ROUNDS = 10_000, 20_000, 5, 7
TABLES = (
    "scheme edition fact product evidence version version_product version_identifier event milestone "
    "bridge_letter customer contract agreement_kind agreement agreement_event ladder alert alert_response "
    "alert_reminder alert_escalation"
)


def ahead(days):
    """The day so many days from today."""
    return (datetime.date.today() + datetime.timedelta(days)).isoformat()


class Bench:
    """One registry and both programs over it."""

    def __init__(self, binary, path):
        self.binary, self.path = binary, path
        self.environment = dict(os.environ, ATTESTRY_REGISTRY=str(path))

    def run(self, *words):
        """Runs a command of ours."""
        subprocess.run([self.binary, *words], env=self.environment, check=True, stdout=subprocess.DEVNULL)

    def load(self, kind, header, rows):
        """Imports rows."""
        file = self.path.with_suffix(".csv")
        with open(file, "w", newline="") as target:
            csv.writer(target).writerows([header, *rows])
        self.run("import", kind, str(file))
        file.unlink()

    def fill(self):
        """Evidence and agreements of which nothing is due for a year."""
        self.run("init", "--organization", "Bench", "--time-zone", "UTC", "--owner", "owner@example.com")
        self.load(
            "certificate", ["code", "scheme", "edition", "number", "issuer", "issued_on", "expires_on"],
            ([f"c{n:05d}", "iso27001", "2022", f"N{n}", "Example Cert", ahead(-200), ahead(800 + n % 90)]
             for n in range(EVIDENCE)))
        self.load(
            "customer", ["code", "name", "status", "since", "handles_phi", "handles_personal_data"],
            ([f"k{n:05d}", f"Customer {n} Ltd", "customer", ahead(-1500), "no", "no"] for n in range(CUSTOMERS)))
        self.load(
            "agreement",
            ["customer", "kind", "code", "effective_on", "renewal", "ends_on", "executed_on", "signed_by"],
            ([f"k{n % CUSTOMERS:05d}", ("nda", "dpa", "msa")[n // CUSTOMERS % 3], f"a{n:06d}", ahead(-1200), "fixed",
              ahead(400 + n % 400), ahead(-1201), "Somebody"] for n in range(CUSTOMERS * EACH)))

    def shell(self):
        """What the shell reads: every row that decides what is due."""
        present = subprocess.run(["sqlite3", str(self.path), "SELECT name FROM sqlite_schema WHERE type = 'table'"],
                                 capture_output=True, text=True, check=True).stdout.split()
        return " ".join(f"SELECT * FROM {name};" for name in TABLES.split() if name in present)


def timed(words, environment):
    """Seconds that a command takes."""
    began = time.perf_counter()
    subprocess.run(words, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def main():
    """Fills, measures by turns, judges."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary")
    parser.add_argument("--keep", type=pathlib.Path, help="use this registry, or leave it there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(options.binary, options.keep or pathlib.Path(folder) / "registry.db")
        if not bench.path.exists():
            bench.fill()
        run, shell = [options.binary, "alert", "run"], ["sqlite3", "-batch", str(bench.path), bench.shell()]
        bench.run("alert", "run")
        said = subprocess.run(run, env=bench.environment, capture_output=True, check=True).stdout
        if said:
            sys.exit("something is due: " + said.decode()[:200])
        pairs = [(timed(run, bench.environment), timed(shell, bench.environment)) for _ in range(ROUNDS)]
        ours, theirs = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
        peak = int(subprocess.run(
            [sys.executable, "-c", "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True); "
             "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)", *run],
            env=bench.environment, capture_output=True, text=True, check=True).stdout) / 1024
    print(f"alert run with nothing due {ours:.2f} s, sqlite3 shell reading the same rows {theirs:.2f} s, "
          f"median of {ROUNDS} each, taken in turn")
    missed = 0
    for name, value, bar, holds in (
        ("alert_run_ratio", f"{ours / theirs:.2f}", "<=2", ours <= 2 * theirs),
        ("alert_run_peak_MiB", f"{peak:.0f}", "<=200", peak <= 200),
    ):
        missed += not holds
        print(f"figure {name}={value} bar={bar}{'' if holds else ' MISSED'}")
    sys.exit(1 if missed else 0)


main()
