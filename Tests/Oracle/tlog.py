"""Checks checkpoints and proofs of the log from their specifications alone: C2SP signed-note, tlog-checkpoint and
tlog-proof, RFC 6962 (trees), RFC 8032 (Ed25519), and Attestry's own hash of an entry. Nothing but Python's library."""

import base64
import hashlib
import json
import struct


class Wrong(Exception):
    """A text is not what it should be, or does not prove what it says."""


def check(condition, why):
    """Raises Wrong where the condition does not hold."""
    if not condition:
        raise Wrong(why)


def strict(text):
    """The bytes of a text in base 64, with no second way to write them."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (ValueError, UnicodeEncodeError) as error:
        raise Wrong(f"no base 64: {error}") from error
    check(base64.b64encode(data).decode() == text, "base 64 with bits left over")
    return data


# Ed25519, RFC 8032 §5.1: points in extended coordinates.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def add(a, b):
    """The sum of two points."""
    left, right = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = right - left, d - c, d + c, right + left
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, point):
    """A point added to itself so many times."""
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = add(total, point)
        point, number = add(point, point), number >> 1
    return total


def point(data):
    """The point of 32 bytes."""
    y, odd = int.from_bytes(data, "little"), data[31] >> 7
    y &= (1 << 255) - 1
    check(y < P, "no point")
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    check((x * x - square) % P == 0 and not (x == 0 and odd), "no point")
    x = P - x if x & 1 != odd else x
    return x, y, 1, x * y % P


BASE = point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def ed25519(key, text, signature):
    """Whether a key signed a text."""
    if len(signature) != 64:
        return False
    scalar = int.from_bytes(signature[32:], "little")
    if scalar >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % ORDER
    left, right = times(scalar, BASE), add(point(signature[:32]), times(challenge, point(key)))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


def checkpoint(note, vkey):
    """Origin, size and root of a signed note, where the key signed it."""
    name, number, coded = vkey.split("+", 2)
    key = strict(coded)
    check(len(key) == 33 and key[0] == 1, "no Ed25519 key")
    own = hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
    check(own.hex() == number, "the key's number is another's")
    check(all(letter >= " " or letter == "\n" for letter in note), "a control character")
    text, _, signatures = note.rpartition("\n\n")
    text += "\n"
    check(signatures.endswith("\n"), "the last line does not end")
    good = 0
    for line in signatures[:-1].split("\n"):
        parts = line.split(" ")
        check(len(parts) == 3 and parts[0] == "\u2014" and parts[1], "no signature")
        data = strict(parts[2])
        if parts[1] == name and data[:4] == own:
            check(ed25519(key[1:], text.encode(), data[4:]), "the signature does not match")
            good += 1
    check(good > 0, "not signed by this key")
    lines = text.split("\n")
    check(len(lines) >= 4 and all(lines[:-1]) and lines[-1] == "", "no checkpoint")
    check(lines[0] == name, "the origin is not the key's")
    check(lines[1].isascii() and lines[1].isdigit() and str(int(lines[1])) == lines[1], "no size")
    root = strict(lines[2])
    check(len(root) == 32, "no root")
    return name, int(lines[1]), root


def leaf(entry_hash):
    """The hash of a leaf."""
    return hashlib.sha256(b"\0" + entry_hash).digest()


def node(left, right):
    """The hash of two subtrees."""
    return hashlib.sha256(b"\1" + left + right).digest()


def included(hashed, index, size, path, root):
    """RFC 9162 §2.1.3.2, word for word."""
    check(0 <= index < size, "no such entry")
    number, last = index, size - 1
    for step in path:
        check(last > 0, "the path is too long")
        if number & 1 or number == last:
            hashed = node(step, hashed)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            hashed = node(hashed, step)
        number, last = number >> 1, last >> 1
    check(last == 0, "the path is too short")
    check(hashed == root, "the path leads to another root")


def consistent(old_size, old_root, new_size, new_root, path):
    """RFC 9162 §2.1.4.2, word for word."""
    check(0 < old_size <= new_size, "no such sizes")
    if old_size == new_size:
        check(not path and old_root == new_root, "the same size, another root")
        return
    check(path, "no path")
    if old_size & (old_size - 1) == 0:
        path = [old_root, *path]
    number, last = old_size - 1, new_size - 1
    while number & 1:
        number, last = number >> 1, last >> 1
    first = second = path[0]
    for step in path[1:]:
        check(last > 0, "the path is too long")
        if number & 1 or number == last:
            first, second = node(step, first), node(step, second)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            second = node(second, step)
        number, last = number >> 1, last >> 1
    check(first == old_root and second == new_root and last == 0, "the paths lead elsewhere")


FIELDS = ("sequence", "command", "recorded_at", "actor", "on_behalf_of", "action", "subject", "table", "row",
          "image", "reason", "clock_accepted", "salt")


def digits(text):
    """The bytes of hexadecimal digits, with no second way to write them."""
    data = bytes.fromhex(text)
    check(data.hex() == text, "digits with a second way to be written")
    return data


def entry_hash(entry):
    """The hash of an entry from what `audit log` says of it: each field behind its length, nothing as `-`."""
    message = b""
    for name in FIELDS:
        value = entry[name]
        if value is None:
            message += b"-"
            continue
        data = digits(value) if name == "salt" else str(int(value) if isinstance(value, bool) else value).encode()
        message += str(len(data)).encode() + b":" + data
    previous = digits(entry["previous_hash"])
    return hashlib.sha256(message + str(len(previous)).encode() + b":" + previous).digest()


def proof(text, vkey):
    """The entry that a proof is about, where it proves it."""
    lines = text.split("\n")
    check(lines[0] == "c2sp.org/tlog-proof@v1", "no proof")
    blank = lines.index("") if "" in lines else 0
    check(blank >= 3 and lines[1].startswith("extra ") and lines[2].startswith("index "), "no entry")
    extra, index = strict(lines[1][6:]), lines[2][6:]
    check(index.isascii() and index.isdigit() and str(int(index)) == index, "no index")
    path = [strict(line) for line in lines[3:blank]]
    check(all(len(step) == 32 for step in path), "no path")
    _, size, root = checkpoint("\n".join(lines[blank + 1:]), vkey)
    try:
        entry = json.loads(extra)
        hashed = entry_hash(entry)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Wrong(f"no entry: {error}") from error
    check(json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() == extra,
          "the entry has a second way to be written")
    check(set(entry) == {*FIELDS, "previous_hash", "hash"}, "a field that nothing vouches for")
    kinds = dict.fromkeys(("sequence", "command", "row"), int) | {"clock_accepted": bool}
    check(all(entry[name] is None or isinstance(entry[name], kinds.get(name, str)) for name in FIELDS), "another kind")
    check(hashed.hex() == entry.get("hash") and entry["sequence"] == int(index) + 1, "the entry is not what it says")
    included(leaf(hashed), int(index), size, path, root)
    return entry
