"""What changes registries: imports, recalls, documents, stamped copies; and a long line of parents."""

import functools
import os
import pathlib
import shutil
import subprocess
import sys

import bench_sql
import bench_world
from bench_tools import Pair, in_turn

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Tests/Reliability"))
from pdf import Page, make_pdf  # noqa: E402

LEVELS = 50


def spell(script, *words):
    """A shell command line with arguments, quoted by the shell itself."""
    return ["sh", "-c", script, *map(str, words)]


class Writes:
    """The measurements that need registries of their own, in a folder that goes afterwards."""

    def __init__(self, binary, folder, stages, size):
        self.binary, self.folder, self.stages, self.size = binary, folder, stages, size

    # Imports

    def speed(self, base, kind, header, rows):
        """Rows a second of one import into a copy of a registry."""
        file = self.folder / "rows.csv"
        count = bench_world.write_csv(file, header, rows)
        target = bench_world.Registry(self.binary, self.folder / "import.db")
        run, = in_turn([target.ours("import", kind, str(file))], self.size.budget,
                       prepare=lambda: shutil.copy(base.path, target.path))
        for left in (file, target.path):
            left.unlink()
        print("import of %d rows (%s): %s" % (count, kind, run), flush=True)
        return count / run.seconds

    @functools.cached_property
    def empty(self):
        """A registry with the catalogue alone."""
        return bench_world.empty(self.binary, self.folder / "empty.db")

    def import_certificates(self):
        """Rows a second; at least 1 000 certificates."""
        count = max(1_000, self.size.evidence)
        return self.speed(self.empty, "certificate", bench_world.CERTIFICATE, bench_world.certificates(count))

    def import_customers(self):
        """Rows a second."""
        return self.speed(self.empty, "customer", *bench_world.customers(max(10_000, self.size.customers)))

    def import_agreements(self):
        """Rows a second, one agreement with each customer."""
        return self.speed(self.stages["people"], "agreement", *bench_world.agreements(self.size.customers))

    def import_distributions(self):
        """Rows a second, a hundred to each customer; gated and logged, as every import is."""
        numbers = range(max(100, self.size.customers // 100))
        rows = bench_world.releases(numbers, times=10)
        return self.speed(self.stages["agreed"], "distribution", bench_world.RELEASE, rows)

    def import_distributions_apart(self):
        """Rows a second, one to each customer."""
        rows = (bench_world.release("soc2", 2, n, 1 + n % 79) for n in range(self.size.customers))
        return self.speed(self.stages["agreed"], "distribution", bench_world.RELEASE, rows)

    # Recalls

    @functools.cached_property
    def holders(self):
        """A registry of as many customers as rows are ever recalled."""
        registry = bench_world.empty(self.binary, self.folder / "holders.db")
        bench_world.add_evidence(registry)
        bench_world.add_people(registry, self.size.recalled[-1])
        registry.run("alert", "run")
        return registry

    @functools.cache
    def recalled(self, verb, place):
        """The seconds that a verb takes where so many rows are recalled for eight days."""
        count = self.size.recalled[place]
        if place and self.recalled(verb, place - 1) > self.size.limit:
            print("%s with %d recalled: not tried" % (verb, count))
            return float("inf")
        base = self.holders.copy(self.folder / "recalled.db")
        base.load("distribution", bench_world.RELEASE,
                  (bench_world.release("soc3", 1, n, 140 + n % 290) for n in range(count)))
        base.run("distribution", "recall", "soc3@1", "--on", bench_world.ago(8), "--reason", "replaced")
        target = bench_world.Registry(self.binary, self.folder / "run.db")
        run, = in_turn([target.ours(*verb.split())], self.size.budget, limit=self.size.limit,
                       prepare=lambda: shutil.copy(base.path, target.path))
        print("%s with %d recalled: %s" % (verb, count, run), flush=True)
        return run.seconds

    def recalled_growth(self, verb):
        """How many times as long the most rows take as the fewest, for each time that they are more."""
        times = [self.recalled(verb, place) for place in range(len(self.size.recalled))]
        return times[-1] / times[0] / (self.size.recalled[-1] / self.size.recalled[0])

    # One of a hundred, and a line of parents

    @functools.cached_property
    def hundred(self):
        """A registry of a hundred certificates, a customer, and an evidence that anybody may have."""
        registry = bench_world.empty(self.binary, self.folder / "hundred.db")
        registry.load("certificate", bench_world.CERTIFICATE, bench_world.certificates(100))
        registry.run("certificate", "add", "gdpr", "--scheme", "gdpr", "--issuer", "Example",
                     "--issued", bench_world.ago(500))
        bench_world.add_people(registry, 1)
        return registry

    def show_of_100(self):
        """`certificate show` against the shell."""
        ours, theirs = in_turn([self.hundred.ours("certificate", "show", "c00050"),
                                self.hundred.shell(bench_sql.family("c00050"))], self.size.budget)
        print("certificate show of 100: %s; sqlite3 shell %s" % (ours, theirs))
        return Pair(ours, theirs).ratio

    def parents(self):
        """The milliseconds of a verdict under so many levels of parents."""
        registry = self.hundred.copy(self.folder / "parents.db")
        for own in ("even", "odd"):
            registry.run("scheme", "add", own, "--kind", "certificate", "--set", "validity_months=36")
        registry.run("edition", "add", "even", "root")
        for own, other in (("even", "odd"), ("odd", "even")):
            registry.run("edition", "add", own, "rides", "--set", "parent_scheme=" + other)
        levels = (["level%d" % n, "odd" if n % 2 else "even", "rides" if n else "root", "N-%d" % n, "Example Cert",
                   bench_world.ago(200), bench_world.ago(-800), "level%d" % (n - 1) if n else ""]
                  for n in range(LEVELS + 1))
        try:
            registry.load("certificate", bench_world.CERTIFICATE + ["parent"], levels, self.size.limit)
        except subprocess.TimeoutExpired:
            print("recording %d levels of parents: given up after %d s" % (LEVELS, self.size.limit))
            return float("inf")
        ask = registry.ours("certificate", "show", "level%d" % LEVELS)
        run, = in_turn([ask], self.size.budget, limit=self.size.limit)
        return run.seconds * 1000

    # Documents

    def with_document(self, file):
        """A copy of the registry of a hundred whose evidence for anybody has this document."""
        registry = self.hundred.copy(self.folder / "document.db")
        registry.run("certificate", "edit", "gdpr@1", "--file", str(file))
        return registry

    def stamped(self, pages):
        """A stamped copy of so many pages, against qpdf that lays one page over each."""
        plain, stamp, copy = (self.folder / name for name in ("plain.pdf", "stamp.pdf", "copy.pdf"))
        plain.write_bytes(make_pdf([Page()] * pages))
        stamp.write_bytes(make_pdf([Page()]))
        registry = self.with_document(plain)
        ours = registry.ours("distribution", "log", "gdpr", "--to", bench_world.customer(0), "--channel", "email",
                             "--purpose", "review", "--output", str(copy), "--watermark")
        theirs = ["qpdf", str(plain), "--overlay", str(stamp), "--repeat=1", "--", str(copy)]
        pair = Pair(*in_turn([ours, theirs], self.size.budget, prepare=lambda: copy.unlink(missing_ok=True)))
        print("watermark of %d pages: %s; qpdf %s" % (pages, *pair), flush=True)
        return pair

    @functools.cached_property
    def document(self):
        """In, out and verified, each against `sha256sum` and `cp` of the same bytes onto the disk."""
        big, copy = self.folder / "big.bin", self.folder / "copy.bin"
        with open(big, "wb") as target:
            for _ in range(self.size.document):
                target.write(os.urandom(2**20))
        plain = spell('sha256sum "$0" && cp "$0" "$1" && sync "$1"', big, copy)
        loaded, fresh = self.with_document(big), bench_world.Registry(self.binary, self.folder / "fresh.db")
        works = {
            "in": fresh.ours("certificate", "edit", "gdpr@1", "--file", str(big)),
            "out": loaded.ours("certificate", "file", "gdpr@1", "--output", str(copy)),
            "verified": loaded.ours("audit", "verify", "--files"),
        }

        def prepare():
            copy.unlink(missing_ok=True)
            shutil.copy(self.hundred.path, fresh.path)

        found = {}
        for name, words in works.items():
            found[name] = Pair(*in_turn([words, plain], self.size.budget, prepare))
            print("document of %d MiB %s: %s; sha256sum and cp %s" % (self.size.document, name, *found[name]),
                  flush=True)
        for left in (big, copy, loaded.path, fresh.path):
            left.unlink(missing_ok=True)
        return found
