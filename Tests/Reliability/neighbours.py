"""A proof shows nothing of the entries beside its own. Somebody who has one knows all that a neighbour says but the name
in it, has that name among a few, and tries them all against every hash of the proof: without the neighbour's salt of 128
random bits none fits, whatever salt could be made of what the proof shows; with it the name is found at once."""

import hashlib
import pathlib
import sys

from harness import Figures, Registry, options, workspace

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Oracle"))
import tlog  # noqa: E402

NAMES = [f"Company {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
COLUMNS = ("sequence, command, recorded_at, actor, on_behalf_of, action, subject, table_name, row_id, image, reason,"
           " clock_accepted, salt")


def entry(registry, number):
    """An entry as the registry has it, with the hash before its own: more than a guesser could know."""
    row, = registry.query(f"SELECT {COLUMNS} FROM entry WHERE sequence = ?", number)
    before = registry.query("SELECT hash FROM entry WHERE sequence = ?", number - 1)
    return dict(zip(tlog.FIELDS, row)) | {"salt": row[-1].hex(), "previous_hash": (before[0][0] if before else bytes(32)).hex()}


def shown(text, vkey):
    """The entry of a proof, and every hash that it shows of others: those of its path, and the one before its own."""
    own = tlog.proof(text, vkey)
    lines = text.split("\n")
    hashes = {tlog.strict(line) for line in lines[3:lines.index("")]}
    return own, hashes | {tlog.leaf(bytes.fromhex(own["previous_hash"]))}


def salts(own):
    """What a salt could be, were it made of what a proof shows, or of nothing."""
    numbers = [own["sequence"] + step for step in (-2, -1, 0, 1, 2)]
    number = int(own["salt"], 16)
    found = [b"", bytes(16), b"\xff" * 16, *((number + step) % (1 << 128) for step in range(-8, 9))]
    found += [digest(text.encode())[:16] for value in own.values() for text in (str(value), f"{value}\n")]
    found += [bytes.fromhex(own[name])[start:start + 16] for name in ("hash", "previous_hash") for start in (0, 16)]
    found += [digest(bytes.fromhex(own[name]))[:16] for name in ("hash", "previous_hash", "salt")]
    found += [value for one in numbers for value in (one, digest(str(one).encode())[:16])]
    return [(salt if isinstance(salt, bytes) else salt.to_bytes(16, "big")).hex() for salt in found]


def digest(data):
    """SHA-256."""
    return hashlib.sha256(data).digest()


def guessed(neighbour, name, tried, hashes):
    """The names with which a neighbour's entry has one of the hashes, with one of the salts."""
    def leaf(other, salt):
        return tlog.leaf(tlog.entry_hash(neighbour | {"image": neighbour["image"].replace(name, other), "salt": salt}))
    return [other for other in NAMES for salt in tried if leaf(other, salt) in hashes]


def trial(registry, figures):
    """Guesses both neighbours of entries at even and odd places."""
    key, head = str(registry.path.parent / "k"), str(registry.path.parent / "head.txt")
    vkey = registry.do("audit", "key", "new", "--origin", "registry.example.com/a", "--key", key)
    first = registry.query("SELECT max(sequence) FROM entry")[0][0] + 1
    for number, name in enumerate(NAMES):
        registry.do("customer", "add", f"c{number}", "--name", name)
    last = registry.query("SELECT max(sequence) FROM entry")[0][0]
    figures.exactly("entries_with_a_name", last - first + 1, len(NAMES))
    registry.do("audit", "checkpoint", "--key", key, "--output", head)
    tries, found, right, planted, pairs = 0, 0, 0, 0, 0
    for number in range(first + 1, last):
        own, hashes = shown(registry.do("audit", "prove", str(number), "--checkpoint", head) + "\n", vkey)
        beside = number + 1 if own["sequence"] % 2 else number - 1
        for other in {beside, number - 1}:
            neighbour, name = entry(registry, other), NAMES[other - first]
            tried = salts(own)
            tries, pairs = tries + len(tried) * len(NAMES), pairs + 1
            found += len(guessed(neighbour, name, tried, hashes))
            right += guessed(neighbour, name, [neighbour["salt"]], hashes) == [name]
            weak = tlog.leaf(tlog.entry_hash(neighbour | {"salt": bytes(16).hex()}))
            planted += guessed(neighbour, name, tried, {weak}) == [name]
    figures.at_least("guesses", tries, 50_000)
    figures.exactly("names_guessed_without_the_salt", found, 0)
    figures.control("names_guessed_with_the_salt", right == pairs)
    figures.control("names_guessed_where_the_salt_is_nothing", planted == pairs)


def twice(registry, figures):
    """The same command in the same registry at the same second draws another salt."""
    drawn = []
    for name in "one", "two":
        copy = registry.copy(registry.path.parent / f"{name}.db")
        copy.do("customer", "add", "same", "--name", "Same")
        drawn.append([salt for (salt,) in copy.query("SELECT salt FROM entry ORDER BY sequence")])
    before = registry.query("SELECT count(*) FROM entry")[0][0]
    figures.exactly("salts_before_are_the_same", drawn[0][:before] == drawn[1][:before], True)
    every = drawn[0] + drawn[1][before:]
    figures.exactly("salts_drawn_twice", len(every) - len(set(every)), 0)
    figures.exactly("bytes_of_a_salt", {len(salt) for salt in every}, {16})


def main():
    """Guesses."""
    chosen, figures = options(__doc__), Figures()
    with workspace() as folder:
        registry = Registry(chosen.binary, folder / "registry.db").init()
        trial(registry, figures)
        twice(registry, figures)
    figures.close()


main()
