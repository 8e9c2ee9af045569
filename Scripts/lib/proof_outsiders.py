"""Who is asked about checkpoints and proofs, none of whom shares code with the program: each says what is wrong, or
nothing where it accepts what it was shown."""

import base64
import dataclasses
import importlib
import json
import subprocess

from proof_mutants import bent, is_same, leaf, mutant, opened, tlog

# What stands before the 32 bytes of an Ed25519 key in the form that openssl reads (RFC 8410).
OPENSSL_KEY = bytes.fromhex("302a300506032b6570032100")


class Validator:
    """Somebody who checks; the kinds are what they can be asked about."""

    name, kinds = "", ()
    # Whether each question takes so long that the kinds share the number of mutants.
    is_slow = False

    def mutant(self, kind, case, draw, pool):
        """A case with one thing changed."""
        return mutant(kind, case, draw, pool)

    def is_same(self, case, changed):
        """Whether a changed case says what the case does."""
        return is_same(case, changed)

    def wrong(self, kind, case):
        """What is wrong with a case; nothing where it is accepted."""
        raise NotImplementedError


class Go(Validator):
    """golang.org/x/mod/sumdb: note and tlog, as Debian has them."""

    name, kinds = "go", ("checkpoint", "key", "proof", "entry", "growth")

    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, **question):
        """The answer to a question; bytes go in base 64."""
        def coded(value):
            if isinstance(value, bytes):
                return base64.b64encode(value).decode()
            return [coded(one) for one in value] if isinstance(value, (list, tuple)) else value
        self.process.stdin.write(json.dumps({name: coded(value) for name, value in question.items()}).encode() + b"\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def path(self, leaves, size, index=0, older=0):
        """The path that Go itself makes, over so many of the leaves, to one of them or from an older size."""
        said = self.ask(Leaves=leaves, Size=size, Index=index, From=older)
        return said["Wrong"] or [base64.b64decode(step) for step in said["Path"] or []]

    def wrong(self, kind, case):
        found = leaf(case)
        if kind in ("proof", "entry") and found is None:
            return "no entry"
        return self.ask(Note=case.note, Old=case.old, Keys=case.keys, Index=case.index, Leaf=found, Path=case.path)["Wrong"]


class Metamorphic(Validator):
    """metamorphic-log, written in Rust."""

    name, kinds = "metamorphic", ("checkpoint", "key", "proof", "entry", "growth")

    def __init__(self):
        self.library = importlib.import_module("metamorphic_log")

    def wrong(self, kind, case):
        note, keys, found = case.note.decode("utf-8", "replace"), list(case.keys), leaf(case)
        if kind in ("proof", "entry") and found is None:
            return "no entry"
        try:
            if kind == "growth":
                self.library.checkpoint_verify_consistency(
                    case.old.decode("utf-8", "replace"), note, keys, list(case.path))
            elif found is not None:
                self.library.checkpoint_verify_inclusion(note, keys, case.index, tlog.leaf(found), list(case.path))
            else:
                self.library.checkpoint_verify(note, keys)
        except self.library.VerifyError as error:
            return repr(error)
        return ""


class OpenSSL(Validator):
    """openssl alone: the lines before the blank one, the last 64 bytes of the signature, the last 32 of the key."""

    name, kinds = "openssl", ("body", "signature", "key")
    is_slow = True

    def __init__(self, folder):
        self.folder = folder
        self.names = [folder / name for name in ("body", "mark.sig", "key.der")]

    def parts(self, case):
        """Body, signature and key, as lines of the shell cut them out of a note and a key."""
        text, marks = opened(case.note)
        name, _, coded = case.keys[0].split("+", 2)
        key = base64.b64decode(coded)
        number = bytes.fromhex(case.keys[0].split("+")[1])
        mark, = [mark for signer, mark in marks if signer == name.encode() and mark[:4] == number]
        return [text + b"\n", mark[4:], key[1:]]

    def mutant(self, kind, case, draw, pool):
        parts = list(case.file or self.parts(case))
        place = self.kinds.index(kind)
        parts[place] = bent(parts[place], draw)
        return dataclasses.replace(case, file=tuple(parts))

    def is_same(self, case, changed):
        # The form has the length of the key in it: what stands behind its 32 bytes is not read.
        body, mark, key = changed.file
        return [body, mark, key[:32]] == self.parts(case)

    def wrong(self, kind, case):
        body, mark, key = case.file or self.parts(case)
        for path, data in zip(self.names, (body, mark, OPENSSL_KEY + key)):
            path.write_bytes(data)
        done = subprocess.run(
            ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", self.names[2], "-rawin", "-in",
             self.names[0], "-sigfile", self.names[1]], capture_output=True, text=True)
        return "" if done.returncode == 0 else (done.stderr or done.stdout).strip()
