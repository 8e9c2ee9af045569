"""What is asked about checkpoints and proofs, what it looks like with one thing changed, and by which rule a change
is none."""

import base64
import dataclasses
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Tests/Oracle"))
import tlog  # noqa: E402

BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
# A line that C2SP lets anybody add under a note, and has everybody pass over who does not know its key.
STRANGER = "\u2014 witness.example.org " + base64.b64encode(bytes(range(68))).decode() + "\n"


@dataclasses.dataclass(frozen=True)
class Case:
    """A note with the keys that are trusted; and for a proof the entry with its place and path, or the older note
    with the path from it; or a file as it lies in a package."""

    note: bytes
    keys: tuple
    index: int = 0
    path: tuple = ()
    entry: dict | None = None
    old: bytes | None = None
    file: tuple | None = None
    place: int = 0


def bent(data, draw):
    """Bytes that are not quite these: a bit, a letter, a part, a line."""
    place, kind = draw.randrange(len(data)), draw.randrange(8)
    behind = place + draw.randint(1, 4)
    if kind < 2:
        return data[:place] + bytes([data[place] ^ 1 << draw.randrange(8)]) + data[place + 1:]
    if kind == 2:
        return data[:place] + bytes([draw.choice(BASE64)]) + data[place + 1:]
    if kind == 3:
        return data[:place] + data[behind:]
    if kind == 4:
        return data[:behind] + data[place:]
    if kind == 5:
        return data[:place]
    return b"\n".join(shuffled(data.split(b"\n"), draw))


def shuffled(parts, draw):
    """Parts of which one is gone or there twice, or two changed their places."""
    parts = list(parts)
    first, second, kind = draw.randrange(len(parts)), draw.randrange(len(parts)), draw.randrange(3)
    if kind == 0:
        del parts[first]
    elif kind == 1:
        parts.insert(second, parts[first])
    else:
        parts[first], parts[second] = parts[second], parts[first]
    return parts


def bent_note(note, draw, others):
    """A note with something changed: any byte, its size, a signature more, or the signatures of another note."""
    kind = draw.randrange(8)
    text, _, signatures = note.rpartition(b"\n\n")
    origin, size, root = text.split(b"\n")[:3]
    if kind == 0:
        size = str(max(0, int(size) + draw.choice([-100, -2, -1, 1, 2, 100, 1 << 32]))).encode()
        return b"\n".join([origin, size, root]) + b"\n\n" + signatures
    if kind == 1:
        return note + draw.choice([STRANGER.encode(), signatures, signatures.split(b"\n")[0] + b"\n"])
    if kind == 2:
        return text + b"\n\n" + draw.choice(others).rpartition(b"\n\n")[2]
    return bent(note, draw)


def bent_path(path, draw, paths):
    """A path with a bit flipped, a step cut short, gone, twice or elsewhere, or the path of something else."""
    kind, path = draw.randrange(5), list(path)
    if kind == 0 or not path:
        return tuple(draw.choice(paths))
    place = draw.randrange(len(path))
    if kind == 1:
        return tuple(shuffled(path, draw))
    if kind == 2:
        path[place] = path[place][:draw.randrange(32)]
    else:
        path[place] = bent_bits(path[place], draw)
    return tuple(path)


def bent_bits(data, draw):
    """Bytes with one bit flipped."""
    place = draw.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << draw.randrange(8)]) + data[place + 1:]


def bent_entry(entry, draw, entries):
    """An entry in which one field says something else, or two have changed their texts; or another entry."""
    name, other = draw.choice([*tlog.FIELDS, "previous_hash"]), draw.choice(tlog.FIELDS)
    value = entry[name]
    if draw.randrange(8) == 0:
        return draw.choice(entries)
    if draw.randrange(8) == 0:
        return entry | {name: entry.get(other), other: value}
    if isinstance(value, bool):
        return entry | {name: not value}
    if isinstance(value, int):
        return entry | {name: max(0, value + draw.choice([-1, 1, 256]))}
    if name in ("salt", "previous_hash"):
        return entry | {name: bent_bits(bytes.fromhex(value), draw).hex()}
    if value is None or draw.randrange(8) == 0:
        return entry | {name: "" if value is None else None}
    return entry | {name: bent(value.encode() or b"-", draw).decode("utf-8", "replace")}


def mutant(kind, case, draw, pool):
    """A case with one thing changed; the pool has the other cases."""
    notes = [other.note for other in pool]
    if kind == "checkpoint":
        return dataclasses.replace(case, note=bent_note(case.note, draw, notes))
    if kind == "key":
        keys = list(case.keys)
        place = draw.randrange(len(keys))
        # No program can be given a NUL among its words.
        keys[place] = bent(keys[place].encode(), draw).decode("utf-8", "replace").replace("\0", "?")
        return dataclasses.replace(case, keys=tuple(keys))
    if kind == "entry":
        return dataclasses.replace(case, entry=bent_entry(case.entry, draw, [other.entry for other in pool]))
    if draw.randrange(5) == 0:
        return dataclasses.replace(case, note=draw.choice(notes))
    if case.old is not None and draw.randrange(5) == 0:
        return dataclasses.replace(case, old=draw.choice(notes + [case.note]))
    if case.old is None and draw.randrange(5) == 0:
        return dataclasses.replace(case, index=draw.choice(
            [case.index + 1, max(0, case.index - 1), case.index ^ 2, case.index + 256, draw.choice(pool).index]))
    return dataclasses.replace(case, path=bent_path(case.path, draw, [other.path for other in pool]))


def opened(note):
    """The text of a note and its signatures by name, however their base 64 is written; none where it is no note."""
    text, blank, signatures = note.rpartition(b"\n\n")
    marks = set()
    for line in signatures.split(b"\n"):
        parts = line.split(b" ")
        if len(parts) == 3 and parts[0] == "\u2014".encode():
            try:
                marks.add((parts[1], base64.b64decode(parts[2], validate=True)))
            except ValueError:
                continue
    return (text, marks) if blank else (b"", set())


def key_parts(text):
    """The name, number and bytes of a key, however they are written; nothing where it is none."""
    match = re.fullmatch(r"([^+\s]+)\+([0-9A-Fa-f]{8})\+([A-Za-z0-9+/=\r\n]+)", text)
    try:
        return match and (match[1].encode(), bytes.fromhex(match[2]), base64.b64decode(match[3], validate=False))
    except ValueError:
        return None


def is_same_note(note, changed, keys):
    """Whether a note says what was signed: its text is that, byte for byte, and one of the keys signed it. Lines of
    other keys, lines that stand there twice, and a second way to write base 64 take nothing from that and add nothing
    (C2SP signed-note: whoever checks passes over signatures of keys they do not know)."""
    (text, marks), (other, left) = opened(note), opened(changed)
    trusted = {key_parts(key)[:2] for key in keys}
    return text == other and any((name, mark[:4]) in trusted for name, mark in marks & left)


def leaf(case):
    """The hash of the entry, as the log has it; nothing where it is no entry."""
    try:
        return tlog.entry_hash(case.entry)
    except (tlog.Wrong, ValueError, KeyError, TypeError, AttributeError):
        return None


def is_same(case, changed):
    """Whether a changed case says what the case does: the same notes, the same keys, the same entry at the same place
    by the same path."""
    # One key of several is enough: that a further one cannot be read takes nothing away.
    left = {key_parts(key) for key in changed.keys}
    keys = [key for key in case.keys if key_parts(key) in left]

    def same(note, other):
        return note == other and bool(keys) or None not in (note, other) and is_same_note(note, other, keys)
    return (same(case.note, changed.note) and same(case.old, changed.old) and case.file == changed.file
            and (case.index, case.path) == (changed.index, changed.path)
            and (case.entry is None or leaf(case) == leaf(changed)))
