"""Has others check what `audit checkpoint`, `audit prove` and `audit package` hand out: Go's sumdb, metamorphic-log,
openssl alone, the verifier of the package; and the program itself. Each accepts what is right, and no mutant of it."""

import argparse
import base64
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "Tests/Reliability"), str(ROOT / "Tests/Oracle")]
from harness import Figures, Registry, day, write_csv  # noqa: E402
from proof_mutants import Case, key_parts, leaf, opened, tlog  # noqa: E402
from proof_outsiders import Go, Metamorphic, OpenSSL, Validator  # noqa: E402
from proof_own import Attestry, Package  # noqa: E402
import proof_vectors  # noqa: E402

# Around what is whole in a tree: a new registry has its catalogue, some 1450 entries.
SIZES = (1470, 1471, 1472, 1473, 1535, 1536, 1537, 1700, 1791, 1792, 1793, 2000, 2047, 2048, 2049)
ROTATED = 1536


class Believer(Validator):
    """Who looks at the form of what they are shown and believes the rest: what each mutant is held against."""

    name, kinds = "believer", ("checkpoint", "key", "proof", "entry", "growth")

    def wrong(self, kind, case):
        text, marks = opened(case.note)
        return "" if len(text.split(b"\n")) == 3 and marks and all(map(key_parts, case.keys)) else "no note"


class House:
    """A log that grew, with a checkpoint at each of the sizes; from one of them on two keys sign."""

    def __init__(self, program, folder):
        self.folder, self.registry, self.notes = folder, Registry(program, folder / "registry.db").init(), {}
        self.keys, self.words = [], []
        self.add_key("--origin", "registry.example.com/attestry")
        self.registry.do("customer", "add", "acme", "--name", "Acmé \ufffd GmbH", "--domain", "acme.example")
        self.registry.do("agreement", "add", "acme", "nda", "nda-1", "--signed", day(-9), "--ends", day(700))
        for number in range(5):
            self.registry.do("customer", "contact", "add", "acme", "--name", f"Persön {number}", "--role", "user",
                             "--email", f"p{number}@acme.example")
        for size in SIZES:
            self.grow(size)
            self.notes[size] = (self.registry.do("audit", "checkpoint", *self.words) + "\n").encode()
            if size == ROTATED:
                self.add_key()
        self.last = SIZES[-1]

    def grow(self, size):
        """Records until the log has so many entries."""
        while missing := size - self.registry.query("SELECT count(*) FROM entry")[0][0]:
            name = f"{size}-{missing}-"
            if missing > 40:
                self.registry.do("import", "certificate", write_csv(self.folder / "rows.csv", name, missing // 4))
            else:
                self.registry.do("product", "add", f"{name}p", "--name", f"Prodúct {name} \ufffd")

    def add_key(self, *words):
        """Makes a key that signs from now on."""
        path = self.folder / f"key{len(self.keys)}"
        self.keys.append(self.registry.do("audit", "key", "new", "--key", str(path), *words))
        self.words += ["--key", str(path)]

    def package(self):
        """The package for the customer, checked by the verifier in it."""
        self.registry.do("audit", "package", str(self.folder / "package"), "--customer", "acme", *self.words)
        return Package(self.folder / "package")

    def file(self, size):
        """The file of a checkpoint."""
        path = self.folder / f"{size}.txt"
        path.write_bytes(self.notes[size])
        return str(path)

    def proofs(self, count):
        """Entries with their proofs under the last checkpoint: the first, the last, and as many between as are fair."""
        for number in sorted({1, 2, 3, 1024, 1025, 2047, 2048, self.last, *range(5, self.last, self.last // count)}):
            text = self.registry.do("audit", "prove", str(number), "--checkpoint", self.file(self.last))
            lines = text.split("\n")
            blank = lines.index("")
            yield Case(self.notes[self.last], tuple(self.keys), int(lines[2][6:]),
                       tuple(base64.b64decode(line) for line in lines[3:blank]),
                       json.loads(base64.b64decode(lines[1][6:])), place=number - 1)

    def growths(self):
        """Each pair of checkpoints with the path from one to the other."""
        for new in self.notes:
            for old in self.notes:
                if old < new:
                    text = self.registry.do("audit", "prove", "--since", self.file(old), "--checkpoint", self.file(new))
                    yield Case(self.notes[new], tuple(self.keys), old=self.notes[old],
                               path=tuple(map(base64.b64decode, text.split())))

    def heads(self):
        """Each checkpoint, with the keys that may be trusted to have signed it."""
        for size, note in self.notes.items():
            keys = self.keys if size > ROTATED else self.keys[:1]
            yield from (Case(note, tuple(trusted)) for trusted in {tuple(keys[:1]), tuple(keys[-1:]), tuple(keys)})


def proven_by_go(go, house, proofs, growths, figures):
    """The paths are byte for byte those that Go makes of the same leaves."""
    leaves = [data for (data,) in house.registry.query("SELECT hash FROM entry ORDER BY sequence")]
    figures.exactly("entries_as_the_log_has_them", [leaf(case) for case in proofs] == [
        leaves[case.place] for case in proofs], True)

    def made(case):
        size, older = (int(note.split(b"\n")[1]) if note else 0 for note in (case.note, case.old))
        return go.path(leaves, size, case.index, older) == list(case.path)
    figures.exactly("paths_as_go_makes_them", sum(map(made, proofs)), len(proofs))
    figures.exactly("growths_as_go_makes_them", sum(map(made, growths)), len(growths))


def held(validator, kind, pool, count, draw, figures):
    """What is right is accepted, and no mutant of it; what is no mutant by the rule is counted apart."""
    name = f"{validator.name}_{kind}"
    right = pool[:20] if validator.is_slow else pool
    figures.exactly(f"{name}_right_accepted", sum(not validator.wrong(kind, case) for case in right), len(right))
    accepted, tried, same, taken, shown = [], 0, 0, 0, ""
    while tried < count:
        case = draw.choice(pool)
        changed = validator.mutant(kind, case, draw, pool)
        if changed == case:
            continue
        is_same, why = validator.is_same(case, changed), validator.wrong(kind, changed)
        if is_same:
            same, taken = same + 1, taken + (not why)
            continue
        tried += 1
        if not why:
            accepted.append(changed)
        shown = shown or why and f"{described(case, changed)}: {' '.join(why.split())[:120]}"
    print(f"{name}: {tried} mutants; and {same} that say the same by the rule, of which {taken} were accepted")
    print(f"{name}: caught: {shown}")
    for changed in accepted[:3]:
        print(f"{name}: ACCEPTED: {changed}")
    return len(accepted)


def described(case, changed):
    """What is other in a mutant, in few words."""
    other = [name for name in vars(case) if getattr(case, name) != getattr(changed, name)]
    return ", ".join(f"{name} {getattr(case, name)!r:.60} -> {getattr(changed, name)!r:.60}" for name in other)


def recipe(house, figures):
    """The lines of Docs/proofs.md for who has openssl alone do what they say."""
    text = (ROOT / "Docs/proofs.md").read_text()
    lines = re.search(r"openssl alone.*?\n\n((?:    [^\n]*\n)+)", text, re.DOTALL)[1]
    words = []
    for note in house.notes[house.last], house.notes[house.last].replace(b"\n", b"\n1", 1):
        (house.folder / "head.txt").write_bytes(note)
        done = subprocess.run(["sh", "-c", lines], cwd=house.folder, env={"VKEY": house.keys[0], "PATH": "/usr/bin:/bin"},
                              capture_output=True, text=True)
        words.append((done.returncode, done.stdout.strip()))
    figures.exactly("recipe_of_the_manual", words[0], (0, "Signature Verified Successfully"))
    figures.control("recipe_of_the_manual", words[1][0] != 0)


def main():
    """Makes a log, and asks everybody."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("sumdb", type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--size", choices=["small", "full"], default="small")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--mutants", type=int, help="so many, whatever the size")
    parser.add_argument("--only", help="ask this one alone: go, metamorphic, openssl, verify_py or attestry")
    chosen = parser.parse_args()
    if chosen.seed is None:
        chosen.seed = random.SystemRandom().randrange(1 << 32) if chosen.size == "full" else 1
    count = chosen.mutants or (10_000 if chosen.size == "full" else 100)
    draw, figures = random.Random(chosen.seed), Figures()
    # The head and the end are those that the page of all tests knows a script by.
    began = time.monotonic()
    print(f"== validate_proofs.py\nseed {chosen.seed}, {count} mutants", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        house, go = House(chosen.program, pathlib.Path(folder)), Go(chosen.sumdb)
        proofs, growths, heads = list(house.proofs(40 if count < 1000 else 400)), list(house.growths()), list(house.heads())
        proven_by_go(go, house, proofs, growths, figures)
        package, attestry = house.package(), Attestry(house.registry, house.folder)
        pools = {"checkpoint": heads, "key": heads, "proof": proofs, "entry": proofs, "growth": growths}
        single = [case for case in heads if len(case.keys) == 1]
        of_package = list(package.cases(tuple(house.keys[:1])))
        of_log = list(attestry.cases(house.notes[house.last], tuple(house.keys)))
        for validator, own in ((go, {}), (Metamorphic(), {}), (OpenSSL(house.folder), dict.fromkeys(OpenSSL.kinds, single)),
                               (package, dict.fromkeys(Package.kinds, of_package)),
                               (attestry, dict.fromkeys(("entry", "chain"), of_log))):
            for kind in validator.kinds if chosen.only in (None, validator.name) else ():
                share = -(-count // len(validator.kinds)) if validator.is_slow else count
                figures.exactly(f"{validator.name}_{kind}_accepted", held(
                    validator, kind, own.get(kind) or pools[kind], share, draw, figures), 0)
        for kind in Believer.kinds:
            figures.control(f"believer_{kind}", held(Believer(), kind, pools[kind], 100, draw, figures) > 0)
        attestry.store(of_log[7], of_log[7].entry | {"actor": "nobody"}, fits=True)
        figures.control("chain_without_a_checkpoint", Registry(chosen.program, attestry.place).verify().code == 0)
        proof_vectors.check(package.module, go, figures)
        recipe(house, figures)
    print(f"{time.monotonic() - began:.0f} s")
    figures.close()


main()
