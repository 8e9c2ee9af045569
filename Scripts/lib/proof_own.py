"""The two of our own who are asked as well: the verifier that lies in every package, and the program itself."""

import base64
import contextlib
import dataclasses
import hashlib
import importlib.util
import io
import json
import re
import shutil
import sqlite3
import sys

from harness import Hand, Registry
from proof_mutants import Case, bent, is_same, leaf, mutant, tlog
from proof_outsiders import Validator

COLUMNS = ", ".join({"table": "table_name", "row": "row_id"}.get(name, name) for name in tlog.FIELDS)


class Package(Validator):
    """verify.py as it lies in a package, over the package itself; its manifests are made to fit each time."""

    name, kinds = "verify_py", ("checkpoint", "key", "proof", "entry", "file")
    is_slow = True

    def __init__(self, folder):
        self.folder = folder
        # A cache beside the verifier would be one file too many in its package.
        sys.dont_write_bytecode = True
        specification = importlib.util.spec_from_file_location("verify", folder / "verify.py")
        self.module = importlib.util.module_from_spec(specification)
        specification.loader.exec_module(self.module)
        self.manifests = [folder / name for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt")]
        self.kept = {path: path.read_bytes() for path in [*self.manifests, *(folder / "data").iterdir()] if path.is_file()}
        self.note, self.lines, self.proofs = (
            folder / "data" / name for name in ("checkpoint.txt", "entries.jsonl", "proofs.txt"))

    def cases(self, keys):
        """One case for each entry of the package."""
        lines, proofs = (self.kept[path].decode().split("\n")[:-1] for path in (self.lines, self.proofs))
        for place, (line, proof) in enumerate(zip(lines, proofs)):
            number, *path = proof.split(" ")
            yield Case(self.kept[self.note], keys, int(number) - 1,
                       tuple(base64.b64decode(step) for step in path), json.loads(line), place=place)

    def mutant(self, kind, case, draw, pool):
        if kind != "file":
            return mutant(kind, case, draw, pool)
        path = draw.choice([self.lines, self.proofs])
        data = self.kept[path]
        return dataclasses.replace(case, file=(path, data + b"x" if draw.randrange(8) == 0 else bent(data, draw)))

    def is_same(self, case, changed):
        if changed.file:
            return self.kept[changed.file[0]] == changed.file[1]
        return case.entry == changed.entry and is_same(case, changed)

    def line(self, kind, case):
        """The entry as a line of the package, in the place of the one with its number; a forger's hash fits it."""
        entry = case.entry
        if kind == "entry" and (found := leaf(case)):
            entry = entry | {"hash": found.hex()}
        return json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    def files(self, kind, case):
        """The files of the package that a case changes."""
        if case.file:
            return dict([case.file])
        proof = b" ".join([str(case.index + 1).encode(), *map(base64.b64encode, case.path)])
        found = {self.note: case.note}
        for path, line in (self.lines, self.line(kind, case)), (self.proofs, proof):
            lines = self.kept[path].split(b"\n")
            lines[case.place] = line
            found[path] = b"\n".join(lines)
        return found

    def seal(self, found):
        """The manifests as they are with these files."""
        for manifest in self.manifests:
            text = (found.get(manifest) or self.kept[manifest]).decode()
            for path, data in found.items():
                name = path.relative_to(self.folder).as_posix()
                text = re.sub(f"^.{{64}}  {re.escape(name)}$", f"{hashlib.sha256(data).hexdigest()}  {name}", text,
                              flags=re.MULTILINE)
            found = found | {manifest: text.encode()}
        return found

    def wrong(self, kind, case):
        found = self.seal(self.files(kind, case))
        for path, data in found.items():
            path.write_bytes(data)
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                return "" if self.module.check(self.folder, case.keys[0]) else "no signature was checked"
        except Exception as error:  # pylint: disable=broad-except
            return repr(error)
        finally:
            for path in found:
                path.write_bytes(self.kept[path])


class Attestry(Validator):
    """The program itself: a checkpoint or a key that was changed, an entry of the log that was changed, and the same
    with every later hash made to fit, as who has the file can."""

    name, kinds = "attestry", ("checkpoint", "key", "entry", "chain")
    is_slow = True

    def __init__(self, registry, folder):
        self.registry, self.note, self.place = registry, folder / "asked.txt", folder / "changed.db"
        self.before = self.rows(registry.path)

    def cases(self, note, keys):
        """One case for each entry of the log under a checkpoint."""
        size = int(note.split(b"\n")[1])
        for place, entry in enumerate(json.loads(self.registry.do("audit", "log", "--format", "json"))[:size]):
            yield Case(note, keys, place, entry={name: entry[name] for name in (*tlog.FIELDS, "previous_hash")}, place=place)

    def rows(self, path):
        """The rows of the log, as they lie in a file."""
        with contextlib.closing(sqlite3.connect(path)) as connection:
            return connection.execute(f"SELECT {COLUMNS}, hash FROM entry ORDER BY sequence").fetchall()

    def store(self, case, entry, fits):
        """Puts an entry into a copy of the file in the place of another; with hashes that fit from there on."""
        values = [bytes.fromhex(entry[name]) if name == "salt" else entry[name] for name in tlog.FIELDS]
        shutil.copyfile(self.registry.path, self.place)
        with Hand(self.place) as connection:
            connection.execute(f"UPDATE entry SET ({COLUMNS}) = ({', '.join('?' * len(values))}) WHERE sequence = ?",
                               (*values, case.place + 1))
            if not fits:
                return
            previous = self.before[case.place - 1][-1] if case.place else bytes(32)
            for row in connection.execute(
                    f"SELECT {COLUMNS} FROM entry WHERE sequence > ? ORDER BY sequence", (case.place,)).fetchall():
                found = dict(zip(tlog.FIELDS, row)) | {"salt": row[-1].hex(), "previous_hash": previous.hex()}
                previous = tlog.entry_hash(found)
                connection.execute("UPDATE entry SET hash = ? WHERE sequence = ?", (previous, row[0]))

    def mutant(self, kind, case, draw, pool):
        if kind in ("checkpoint", "key"):
            return mutant(kind, case, draw, pool)
        while True:
            changed = mutant("entry", case, draw, pool)
            # What the table itself does not take is no change.
            with contextlib.suppress(sqlite3.Error, tlog.Wrong, ValueError, TypeError, AttributeError):
                self.store(case, changed.entry, kind == "chain")
                if self.rows(self.place) != self.before:
                    return dataclasses.replace(changed, file=(self.place,))

    def is_same(self, case, changed):
        return not changed.file and is_same(case, changed)

    def wrong(self, kind, case):
        self.note.write_bytes(case.note)
        asked = Registry(self.registry.binary, case.file[0] if case.file else self.registry.path)
        said = asked.run("audit", "verify", "--checkpoint", str(self.note), *(f"--vkey={key}" for key in case.keys))
        if said.code not in (0, 1, 2, 64):
            sys.exit(f"audit verify of {case.note!r} with {case.keys}: {said}")
        return "" if said.code == 0 else str(said)
