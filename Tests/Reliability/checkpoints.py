"""Signed checkpoints and proofs: what an outsider can check without Attestry, and what is found with a checkpoint
that nothing finds without."""

import contextlib
import hashlib
import json
import pathlib
import random
import shutil
import sys

from harness import Figures, Hand, Registry, add_words, fill, options, workspace

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Oracle"))
import tlog  # noqa: E402

ORIGIN = "registry.example.com/a"
BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="


def mutants(text, count, draw):
    """So many texts that are not quite this one: a bit, a letter, a line, a part."""
    for number in range(count):
        data = bytearray(text.encode())
        place = draw.randrange(len(data))
        kind = number % 5
        if kind == 0:
            data[place] ^= 1 << draw.randrange(8)
        elif kind == 1:
            data[place] = ord(draw.choice(BASE64))
        elif kind == 2:
            del data[place:place + draw.randint(1, 3)]
        elif kind == 3:
            lines = bytes(data).split(b"\n")
            first, second = draw.randrange(len(lines)), draw.randrange(len(lines))
            lines[first], lines[second] = lines[second], lines[first]
            data = bytearray(b"\n".join(lines))
        else:
            data[place:place] = bytes(data[place:place + draw.randint(1, 4)])
        changed = bytes(data).decode("utf-8", "replace")
        if changed != text:
            yield changed


def accepts(check, *values):
    """Whether a check passes."""
    try:
        check(*values)
    except tlog.Wrong:
        return False
    return True


def rewrite(path):
    """Gives the first entry another author and every entry the hash that follows: a whole log with a valid chain."""
    with Hand(path) as connection:
        columns = ("sequence, command, recorded_at, actor, on_behalf_of, action, subject, table_name, row_id, image,"
                   " reason, clock_accepted, salt")
        connection.execute("UPDATE entry SET actor = 'nobody' WHERE sequence = 1")
        previous = bytes(32)
        for row in connection.execute(f"SELECT {columns} FROM entry ORDER BY sequence").fetchall():
            entry = dict(zip(tlog.FIELDS, row)) | {"salt": row[-1].hex(), "previous_hash": previous.hex()}
            previous = tlog.entry_hash(entry)
            connection.execute("UPDATE entry SET hash = ? WHERE sequence = ?", (previous, row[0]))


def cut(path, commands):
    """Takes the entries of the last commands away, and the rows that they recorded."""
    with Hand(path) as connection:
        first, = connection.execute("SELECT max(command) - ? FROM entry", (commands - 1,)).fetchone()
        for table, row in connection.execute(
                "SELECT DISTINCT table_name, row_id FROM entry WHERE command >= ?", (first,)).fetchall():
            connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (row,))
        connection.execute("DELETE FROM entry WHERE command >= ?", (first,))


class Trial:
    """A registry with a key, a checkpoint of it, and what was recorded since."""

    def __init__(self, binary, folder):
        self.folder = folder
        self.registry = fill(Registry(binary, folder / "registry.db").init(), 20)
        self.key = folder / "k"
        self.vkey = self.registry.do("audit", "key", "list", "--quiet")
        self.head = self.sign("head.txt")
        self.yesterday = self.registry.copy(folder / "yesterday.db").path
        for number in range(5):
            self.registry.do(*add_words(f"later{number}"))
        self.later = self.sign("later.txt")

    def sign(self, name):
        """Signs the head of the log into a file."""
        self.registry.do("audit", "checkpoint", "--key", str(self.key), "--output", str(self.folder / name))
        return (self.folder / name).read_text()

    def verify(self, registry, *more):
        """What audit verify says, with the later checkpoint or with other options."""
        return registry.run("audit", "verify", *(more or (
            "--checkpoint", str(self.folder / "later.txt"), "--vkey", self.vkey)))


def proofs(trial, figures, draw, count):
    """Every proof holds by the specifications alone, and no mutant of one does."""
    _, size, root = tlog.checkpoint(trial.later, trial.vkey)
    hashes = [data for (data,) in trial.registry.query("SELECT hash FROM entry ORDER BY sequence")]
    figures.exactly("checkpoint_is_of_the_log", (size, root == tree(hashes[:size])), (len(hashes), True))
    chosen = sorted({1, size, *draw.sample(range(1, size + 1), 12)})
    names = [str(number) for number in chosen] + ["iso27001@1", trial.registry.query(
        "SELECT copy_id FROM distribution ORDER BY id LIMIT 1")[0][0]]
    texts = [trial.registry.do("audit", "prove", name, "--checkpoint", str(trial.folder / "later.txt")) + "\n"
             for name in names]
    held = [tlog.proof(text, trial.vkey) for text in texts]
    figures.exactly("proofs_held", [entry["sequence"] for entry in held[:-2]], chosen)
    figures.exactly("proof_of_a_version", held[-2]["subject"], "iso27001@1")
    figures.exactly("proof_of_a_copy", names[-1] in held[-1]["image"], True)
    accepted = sum(accepts(tlog.proof, text, trial.vkey)
                   for base in texts for text in mutants(base, count // len(texts), draw))
    figures.exactly("proof_mutants_accepted", accepted, 0)
    figures.exactly("checkpoint_mutants_accepted", sum(
        accepts(tlog.checkpoint, text, trial.vkey) for text in mutants(trial.later, count, draw)), 0)
    path = trial.registry.do("audit", "prove", "--since", str(trial.folder / "head.txt"), "--checkpoint",
                             str(trial.folder / "later.txt"))
    _, old_size, old_root = tlog.checkpoint(trial.head, trial.vkey)

    def grew(text):
        tlog.consistent(old_size, old_root, size, root, [tlog.strict(line) for line in text.split("\n")])
    figures.exactly("growth_proven", accepts(grew, path), True)
    figures.exactly("growth_mutants_accepted", sum(
        accepts(grew, text) for text in mutants(path, count, draw)), 0)
    figures.control("a_proof_of_another_entry", not accepts(
        tlog.proof, texts[0].replace("index 0", "index 1"), trial.vkey))
    # A path holds hashes alone; that nothing is found behind them: neighbours.py.
    entry = held[3]
    shown = json.dumps(entry)
    others = [image for (image,) in trial.registry.query(
        "SELECT image FROM entry WHERE row_id <> ? OR table_name <> ?", entry["row"], entry["table"])]
    figures.exactly("neighbours_shown", sum(len(image) > 40 and image in shown for image in others), 0)


def tree(hashes):
    """The root as RFC 6962 §2.1 defines it."""
    if len(hashes) == 1:
        return tlog.leaf(hashes[0])
    power = 1
    while power * 2 < len(hashes):
        power *= 2
    return tlog.node(tree(hashes[:power]), tree(hashes[power:])) if hashes else hashlib.sha256().digest()


def signed_fork(trial, older, figures):
    """Another log that began as this one, signed by a thief of the key with the head of that day beside it: each of the
    two is right by its own checkpoint, and neither by the other's."""
    fork = older.copy(trial.folder / "fork.db")
    for number in range(5):
        fork.do(*add_words(f"other{number}"))
    stolen, head = trial.folder / "stolen", trial.folder / "fork.txt"
    shutil.copy(trial.key, stolen)
    pathlib.Path(f"{stolen}.last").write_text(trial.head)
    fork.do("audit", "checkpoint", "--key", str(stolen), "--output", str(head))
    (_, size, root), (_, other_size, other_root) = (tlog.checkpoint(text, trial.vkey) for text in (trial.later, head.read_text()))
    figures.exactly("two_signed_heads_of_one_size", (size == other_size, root == other_root), (True, False))
    own = ("--checkpoint", str(head), "--vkey", trial.vkey)
    figures.exactly("fork_by_its_own_checkpoint", trial.verify(fork, *own).code, 0)
    found = trial.verify(trial.registry, *own)
    figures.exactly("log_by_the_checkpoint_of_the_fork", (found.code, "are not those that were signed" in found.out), (2, True))
    both = trial.verify(fork, *own, "--checkpoint", str(trial.folder / "later.txt"))
    figures.exactly("fork_by_both", (both.code, both.out.count("are not those that were signed")), (2, 1))
    for registry in fork, trial.registry:
        joined = registry.run("audit", "prove", "--since", str(trial.folder / "later.txt"), "--checkpoint", str(head))
        figures.exactly("no_proof_from_one_to_the_other", (joined.code, joined.out), (1, ""))
    return fork


def attacks(trial, figures):
    """What the file alone cannot show is found with the checkpoint, and said to be."""
    figures.exactly("the_log_itself", trial.verify(trial.registry).code, 0)
    rewritten = trial.registry.copy(trial.folder / "rewritten.db")
    rewrite(rewritten.path)
    tail = trial.registry.copy(trial.folder / "cut.db")
    cut(tail.path, 2)
    older = Registry(trial.registry.binary, trial.yesterday)
    fork = signed_fork(trial, older, figures)
    for name, registry, words in (
            ("rewritten", rewritten, "are not those that were signed"),
            ("cut", tail, "its end was cut off, or an older copy was put back"),
            ("older_copy", older, "its end was cut off, or an older copy was put back"),
            ("fork", fork, "are not those that were signed")):
        alone = trial.verify(registry, "--format", "json")
        figures.exactly(f"{name}_without_a_checkpoint", (alone.code, "cannot be seen from the file" in alone.out),
                        (0, True))
        found = trial.verify(registry)
        figures.exactly(f"{name}_with_a_checkpoint", (found.code, words in found.out), (2, True))
        refused = registry.run("audit", "checkpoint", "--key", str(trial.key))
        figures.exactly(f"{name}_is_not_signed", (refused.code, "nothing is signed" in refused.err, refused.out),
                        (1, True, ""))
    forged = trial.folder / "forged.txt"
    forged.write_text(trial.later.replace("\n", "\n1", 1))
    outcome = trial.verify(trial.registry, "--checkpoint", str(forged), "--vkey", trial.vkey)
    figures.exactly("forged_checkpoint", (outcome.code, "was changed" in outcome.out), (2, True))
    other = Registry(trial.registry.binary, trial.folder / "other.db").init()
    key = other.do("audit", "key", "new", "--origin", ORIGIN, "--key", str(trial.folder / "other.key"))
    outcome = trial.verify(trial.registry, "--checkpoint", str(trial.folder / "later.txt"), "--vkey", key)
    figures.exactly("unknown_key", (outcome.code, "cannot be checked" in outcome.err), (1, True))


def keys(trial, figures):
    """A key that is not as it should be signs nothing; two sign together."""
    sign = ("audit", "checkpoint", "--key")
    run, last = trial.registry.run, pathlib.Path(f"{trial.key}.last")
    shutil.move(last, f"{last}.kept")
    figures.exactly("without_the_last_one", "is gone" in run(*sign, str(trial.key)).err, True)
    shutil.move(f"{last}.kept", last)
    trial.key.chmod(0o644)
    figures.exactly("a_key_that_others_read", "chmod 600" in run(*sign, str(trial.key)).err, True)
    trial.key.chmod(0o600)
    for name, data in ("empty", b""), ("bytes", bytes(range(256))), ("large", b"PRIVATE+KEY+" * 1_000_000):
        bad = trial.folder / name
        bad.write_bytes(data)
        bad.chmod(0o600)
        (trial.folder / f"{name}.last").write_text(trial.later)
        outcome = run(*sign, str(bad))
        figures.exactly(f"{name}_key", (outcome.code, outcome.explained), (1, True))
    second = trial.key.parent / "second.key"
    vkey = trial.registry.do("audit", "key", "new", "--key", str(second))
    both = trial.registry.do(*sign, str(trial.key), "--key", str(second)) + "\n"
    figures.exactly("two_keys", [tlog.checkpoint(both, key)[0] for key in (trial.vkey, vkey)], [ORIGIN] * 2)
    outcome = run("audit", "key", "new", "--origin", "other.example.com", "--key", str(trial.folder / "third"))
    figures.exactly("another_origin", (outcome.code, (trial.folder / "third").exists()), (1, False))
    with contextlib.ExitStack() as stack:
        signing = [stack.enter_context(trial.registry.start(*sign, str(trial.key))) for _ in range(6)]
        codes = {process.wait() for process in signing}
    figures.exactly("signed_at_once", codes <= {0, 75, 1}, True)
    figures.exactly("the_last_one_is_whole", accepts(tlog.checkpoint, last.read_text(), trial.vkey), True)


def main():
    """Signs, proves, attacks."""
    chosen = options(__doc__, mutants=300)
    figures, draw = Figures(), random.Random(chosen.seed)
    with workspace() as folder:
        trial = Trial(chosen.binary, folder)
        proofs(trial, figures, draw, chosen.mutants)
        attacks(trial, figures)
        keys(trial, figures)
    figures.close()


main()
