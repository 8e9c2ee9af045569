"""Checks the package it lies in: python3 verify.py [FOLDER] [--vkey KEY]. KEY, NAME+NUMBER+BASE64, is the public key of
whoever signs the log; have it from them by another way than this package. Ends with 0 where everything holds, 1 where
something does not, 2 where nothing is wrong but no signature was checked."""
import base64, hashlib, json, pathlib, re, sys  # all of it in Python's own library

def need(condition, what):
    """Ends the check where something does not hold."""
    if not condition: raise ValueError(what)
def digest(*parts):
    """SHA-256 over bytes."""
    return hashlib.sha256(b"".join(parts)).digest()
def read(folder, name):
    """The text of a file, byte for byte."""
    return pathlib.Path(folder, name).read_bytes().decode()
def unpacked(text):
    """The bytes of a text in base 64, which can be written in one way only."""
    need(base64.b64encode(base64.b64decode(text)).decode() == text, f"{text!r} is no base 64")
    return base64.b64decode(text)

def bag(folder):
    """The files of the package with their hashes: those of its manifests (RFC 8493), each as it says, and no other."""
    files = {"tagmanifest-sha256.txt": None}
    for manifest in "tagmanifest-sha256.txt", "manifest-sha256.txt":
        *lines, rest = read(folder, manifest).split("\n")
        for line in lines:
            match = re.fullmatch(r"([0-9a-f]{64})  ([!-~]+)", line)
            need(match and match[2] not in files and not rest, f"{manifest} has the line {line!r}")
            files[match[2]] = match[1]
    found = {path.relative_to(folder).as_posix() for path in pathlib.Path(folder).rglob("*") if not path.is_dir()}
    need(found == set(files), f"not in both the folder and its manifests: {sorted(found ^ set(files))}")
    for name, expected in list(files.items())[1:]:
        hashed = hashlib.sha256()
        with open(pathlib.Path(folder, name), "rb") as file:
            for block in iter(lambda: file.read(1 << 20), b""): hashed.update(block)
        need(hashed.hexdigest() == expected, f"{name} was changed")
    return files
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493  # of Ed25519 (RFC 8032); its points are pairs
D = -121665 * pow(121666, -1, P) % P
def plus(a, b):
    """The sum of two points."""
    turn = D * a[0] * b[0] * a[1] * b[1] % P
    return ((a[0] * b[1] + a[1] * b[0]) * pow(1 + turn, -1, P) % P,
            (a[1] * b[1] + a[0] * b[0]) * pow(1 - turn, -1, P) % P)

def times(number, point):
    """A point added to itself so many times."""
    total = (0, 1)
    for bit in bin(number)[2:]: total = plus(plus(total, total), point if bit == "1" else (0, 1))
    return total

def decoded(data):
    """The point that 32 bytes stand for: y, and one bit that tells which of the two x."""
    sign, y = data[31] >> 7, int.from_bytes(data, "little") & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    need(y < P and x * x % P == square and (x or not sign), "the key or the signature is no point of the curve")
    return (x if x & 1 == sign else P - x, y)

def is_signed(message, signature, key):
    """Whether a key signed a message."""
    base, s = decoded((4 * pow(5, -1, P) % P).to_bytes(32, "little")), int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    return len(key) == 32 and s < L and times(s, base) == plus(decoded(signature[:32]), times(k, decoded(key)))

def check_signature(note, vkey):
    """The key, where it signed the checkpoint: the lines before the blank one (C2SP signed-note)."""
    name, number, coded = vkey.split("+", 2)
    key = unpacked(coded)
    own = digest(name.encode(), b"\n", key)[:4]
    need(key[:1] == b"\1" and own.hex() == number, "the key given is none of Ed25519, or not whole")
    text, _, signatures = note.rpartition("\n\n")
    need(text.split("\n")[0] == name, "the checkpoint is of another log than the key given")
    marks = [mark[4:] for line in signatures.split("\n") if line.startswith(f"\u2014 {name} ")
             and (mark := unpacked(line.split(" ", 2)[2]))[:4] == own]
    need(marks, "the key given did not sign the checkpoint: it cannot be checked with it")
    need(all(is_signed(f"{text}\n".encode(), mark, key[1:]) for mark in marks), "the checkpoint's signature is false")
    return vkey

def entry_hash(entry):
    """SHA-256 over the fields of an entry, each behind its length and a colon, a dash for what is absent."""
    names = "sequence command recorded_at actor on_behalf_of action subject table row image reason clock_accepted".split()
    salts = [bytes.fromhex(entry["salt"]), bytes.fromhex(entry["previous_hash"])]
    need(sorted(entry) == sorted([*names, "salt", "previous_hash", "hash"]) and salts[0].hex() == entry["salt"]
         and [type(entry[name]) for name in names[:2] + names[8:9] + names[11:]] == [int, int, int, bool]
         and salts[1].hex() == entry["previous_hash"], "an entry is not written as entries are")
    texts = [None if entry[name] is None else str(int(entry[name]) if name == "clock_accepted" else entry[name]).encode()
             for name in names] + salts
    return digest(*(b"-" if text is None else b"%d:%b" % (len(text), text) for text in texts))

def tree(level):
    """The root of the tree over leaves (RFC 6962): pairs become one, what is left over moves up, until one is left."""
    while len(level) > 1:
        pairs = [digest(b"\1", *level[place:place + 2]) for place in range(0, len(level) - 1, 2)]
        level = pairs + level[2 * len(pairs):]
    return level[0]

def root(leaf, index, size, path):
    """The root to which a leaf leads in a tree of so many leaves, by the hashes of its neighbours, the nearest first."""
    if size == 1 or not path:
        need(size == 1 and not path, "a proof is too long or too short")
        return leaf
    left = 1 << (size - 1).bit_length() - 1
    if index < left:
        return digest(b"\1", root(leaf, index, left, path[:-1]), path[-1])
    return digest(b"\1", path[-1], root(leaf, index - left, size - left, path[:-1]))

def check(folder, vkey):
    """Checks everything; says what was checked and what was not. Returns whether a signature vouches for it."""
    files, note, size, top = bag(folder), None, 0, None
    print(f"checked: {len(files)} files are there as the manifests say, and no others")
    entries = [json.loads(line) for line in read(folder, "data/entries.jsonl").split("\n")[:-1]]
    need("".join(json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n" for entry in entries)
         == read(folder, "data/entries.jsonl"), "an entry could be read in two ways")
    for entry in entries:
        need(entry_hash(entry).hex() == entry["hash"], f"entry {entry['sequence']} was changed")
    leaves = [digest(b"\0", bytes.fromhex(entry["hash"])) for entry in entries]
    if "data/checkpoint.txt" in files:
        note = read(folder, "data/checkpoint.txt")
        size, top = int(note.split("\n")[1]), unpacked(note.split("\n")[2])
    if "data/proofs.txt" in files:
        proofs = [line.split(" ") for line in read(folder, "data/proofs.txt").split("\n")]
        need(proofs.pop() == [""] and len(proofs) == len(entries), "there is not one proof for each entry")
        for entry, leaf, (number, *path) in zip(entries, leaves, proofs):
            need(number == str(entry["sequence"]) and 0 < int(number) <= size and top == root(
                leaf, int(number) - 1, size, [unpacked(step) for step in path]), f"no proof of entry {number}")
        print(f"checked: {len(entries)} entries, each of them one of the {size} of the log at the checkpoint")
    else:
        for place, (entry, before) in enumerate(zip(entries, [{"hash": "0" * 64}, *entries]), 1):
            need((entry["sequence"], entry["previous_hash"]) == (place, before["hash"]), f"entry {place} is missing")
        need(note is None or (len(entries), tree(leaves)) == (size, top), "the entries are not those of the checkpoint")
        print(f"checked: {len(entries)} entries, all of the log from its first on")
    recorded = {json.loads(entry["image"])["sha256"] for entry in entries if entry["table"] == "document"}
    documents = [name[15:] for name in files if name.startswith("data/documents/")]
    need(all(files[f"data/documents/{name}"] == name for name in documents)
         and ("data/proofs.txt" in files or recorded.issuperset(documents)), "a document is not as an entry recorded it")
    print(f"checked: {len(recorded.intersection(documents))} of {len(documents)} documents by entries that are here")
    print(f"checked: the checkpoint is signed by {check_signature(note, vkey)}" if note and vkey else
          "not checked: who vouches for it: " + ("give the log's public key with --vkey" if note else "nobody signed it"))
    print("not checked: the tables (.csv), which no signature covers; whether what was recorded is true, and all there is")
    return bool(note and vkey)
if __name__ == "__main__":
    words = sys.argv[1:]
    given = words.pop(words.index("--vkey") + 1) if "--vkey" in words[:-1] else None
    folders = [word for word in words if word != "--vkey"] or [pathlib.Path(__file__).resolve().parent]
    try:
        sys.exit(0 if check(folders[0], given) else 2)
    except Exception as error:  # pylint: disable=broad-except
        sys.exit(f"WRONG: {error}")
