"""Files that were broken on purpose: no import crashes or hangs, none is half recorded, every refusal
says where."""

import concurrent.futures
import json
import os
import random
import re

from harness import Figures, Outcome, Registry, day, options, workspace

SECONDS = 20
PLACE = re.compile(r"\b(line|lines|row|rows|column) [0-9A-Z]")
# What is wrong with a file as a whole has no place.
WHOLE = ("the file is empty", "not a sheet", "cannot read", "larger than", "the workbook", "no sheet", "is missing",
         "the file is what '")
SEEDS = {
    "customer": "code,name,status,since,until,domains,handles_phi\n"
                "acme,Acme Inc.,customer,2025-01-01,,acme.example acme.test,yes\n"
                'bell,"Bell, Book & ""Co""",former,2020-01-01,2024-12-31,,no\nzoë,Ünïcode 猫,prospect,,,,x\n',
    "contact": "customer;name;email;role\nfirst;J. Doe;j.doe@acme.example;user\nfirst;B. Ell;b@bell.example;partner\n",
    "agreement": "sep=|\ncustomer|kind|code|renewal|effective_on|ends_on|term_months|executed_on|signed_by\n"
                 "first|NDA||fixed|1/2/2026|31/12/2026||20/12/2025|J. Doe\n"
                 "first|dpa|x|auto|2020-01-01||12|2020-01-01|B. Ell\n",
    "distribution": "evidence\tversion\tcustomer\tcontact\treleased_on\tchannel\tpurpose\n"
                    f"soc2\t1\tfirst\t\t{day(-3)}\temail\tvendor review\nsoc2\t1\tfirst\t\t{day(-2)}\tportal\tN/A\n",
    "certificate": "Our certificates,,,,,\nCode,Scheme,Edition,Number,Issued on,identifiers.role\n"
                   "iso,iso27001,2022,IS-2,2024-03-01,\npriv,iso27701,2019,P-1,2024-04-01,processor\n",
    "report": "code,scheme,edition,auditor,period,issued_on,opinion,criteria\n"
              'r,soc2-type2,2017,"Example\r\nCPA",2024-10-01..2025-09-30,2025-11-15,unqualified,security availability\n',
}
TOKENS = [b'"', b'""', b",", b";", b"\t", b"|", b"\r", b"\n", b"\r\n", b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf",
          b"sep=;\n", b"'", b"=1+1", b"#REF!", b"31/2/2024", b"3/4/2024", b"45292", b"9" * 40, b"-", b"N/A", b"\xe2\x80\xae",
          b"\xc2\xa0", b"\xf0\x9f\x90\x88", b"\xed\xa0\x80", b"x" * 11000, b"," * 300, b"--set", b"../", b"%s%n", b"yes", b"2026-02-30"]
ENCODINGS = ["utf-8-sig", "utf-16", "utf-16-be", "cp1252"]


def mutated(random_numbers, text):
    """A file with some things wrong."""
    if random_numbers.random() < 0.15:
        text = text.encode(random_numbers.choice(ENCODINGS), "replace")
    else:
        text = text.encode()
    data = bytearray(text)
    for _ in range(random_numbers.choice((1, 1, 1, 2, 3, 8))):
        place = random_numbers.randrange(len(data) + 1)
        end = min(len(data), place + random_numbers.choice((1, 2, 8, 40)))
        match random_numbers.randrange(7):
            case 0:
                data[place:place] = random_numbers.choice(TOKENS)
            case 1:
                data[place:end] = random_numbers.choice(TOKENS)
            case 2:
                del data[place:end]
            case 3:
                data[place:place] = data[place:end] * random_numbers.choice((1, 2, 50))
            case 4:
                del data[place:]
            case 5 if place < len(data):
                data[place] ^= 1 << random_numbers.randrange(8)
            case 6:
                lines = data.split(b"\n")
                random_numbers.shuffle(lines)
                data = bytearray(b"\n".join(lines))
    return bytes(data)


def explained(outcome):
    """Whether a refusal says what is wrong and where."""
    return outcome.code == 1 and "error: " in outcome.err and (
        PLACE.search(outcome.err) is not None or any(words in outcome.err for words in WHOLE))


class Worker:
    """One registry on which files are tried."""

    def __init__(self, registry, seed):
        self.registry, self.random = registry, random.Random(seed)
        self.before = self.counted(registry)
        self.file = registry.path.with_suffix(".csv")
        self.faults, self.taken = [], 0

    @staticmethod
    def counted(registry):
        """How many rows each table has."""
        return {table: registry.query(f"SELECT count(*) FROM {table}")[0][0] for table in registry.tables()}

    def tried(self, count):
        """Tries so many files; returns itself."""
        for _ in range(count):
            kind = self.random.choice(sorted(SEEDS))
            data = mutated(self.random, SEEDS[kind])
            self.file.write_bytes(data)
            if fault := self.fault(kind):
                self.faults.append(f"{kind} {data[:2000]!r}: {fault}")
        return self

    def fault(self, kind):
        """What a file shows to be wrong with the program; None where that is nothing."""
        words = ["import", kind, str(self.file), "--format", "json"]
        if self.random.random() < 0.3:
            words += ["--date-format", self.random.choice(("dmy", "mdy", "ymd"))]
        outcome = self.registry.run(*words, "--dry-run", timeout=SECONDS)
        if outcome.code not in (0, 1):
            return f"crash or hang: {outcome}"
        if self.counted(self.registry) != self.before:
            return "a dry run recorded something"
        if outcome.code == 1:
            return None if explained(outcome) else f"no place: {outcome.err}"
        self.taken += 1
        copy = self.registry.copy(self.registry.path.with_suffix(".copy"))
        real = copy.run(*words, timeout=SECONDS)
        if real.code != 0 or json.loads(real.out) != json.loads(outcome.out) | {"dry_run": False}:
            return f"the dry run said another thing: {outcome.out} {real}"
        table = "version" if kind in ("certificate", "report") else kind
        added = self.counted(copy)[table] - self.before[table]
        return None if added == json.loads(real.out)["rows"] else f"{added} rows were recorded: {real.out}"


def main():
    """Breaks files and imports them."""
    chosen = options(__doc__, files=400)
    figures, workers = Figures(), os.cpu_count() or 2
    with workspace() as directory:
        first = Registry(chosen.binary, directory / "registry.db").init()
        first.do("customer", "add", "first", "--name", "First")
        first.do("report", "add", "soc2", "--scheme", "soc2-type2", "--auditor", "CPA", "--period",
                 f"{day(-400)}..{day(-36)}", "--issued", day(-20), "--opinion", "unqualified", "--criteria", "security")
        crew = [Worker(first.copy(directory / f"{n}.db"), chosen.seed + n) for n in range(workers)]
        with concurrent.futures.ThreadPoolExecutor(workers) as pool:
            crew = list(pool.map(lambda worker: worker.tried(chosen.files // workers), crew))
        faults = [fault for worker in crew for fault in worker.faults]
        for fault in faults[:5]:
            figures.fail(fault)
        print(f"{chosen.files} files, {sum(worker.taken for worker in crew)} of them taken")
        figures.exactly("crashes_hangs_and_partial_imports", sum("no place" not in fault for fault in faults), 0)
        figures.exactly("refusals_without_a_place", sum("no place" in fault for fault in faults), 0)
        figures.at_least("files_taken", sum(worker.taken for worker in crew), 1)
        figures.control("refusal_without_a_place", not explained(Outcome(1, "", "error: something is wrong")))
        worker = Worker(first.copy(directory / "planted.db"), chosen.seed)
        worker.registry.do("customer", "add", "planted", "--name", "Planted")
        worker.file.write_text(SEEDS["customer"])
        figures.control("row_recorded_by_a_dry_run", worker.fault("customer") is not None)
        for seed, text in SEEDS.items():
            worker = Worker(first.copy(directory / "seed.db"), chosen.seed)
            worker.file.write_text(text)
            if fault := worker.fault(seed):
                figures.fail(f"{seed}: {fault}")
    figures.close()


main()
