"""Packages of evidence: an outsider checks one with the verifier in it, with sha256sum, with bagit and from the
specifications alone; whatever is changed in one is found; a customer's has nothing of another one."""

import base64
import contextlib
import importlib.util
import io
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import time

from harness import MIB, Figures, Registry, day, fill, options, remove_database, workspace, write_csv, write_document

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Oracle"))
import tlog  # noqa: E402

# What a customer's entries are, from the tables alone.
OWN = {
    "customer": "id = :own", "contract": "customer_id = :own", "contact": "customer_id = :own",
    "agreement": "customer_id = :own",
    "agreement_event": "agreement_id IN (SELECT id FROM agreement WHERE customer_id = :own)",
    "activity_event": "customer_id = :own",
    "activity_finding": "activity_event_id IN (SELECT id FROM activity_event WHERE customer_id = :own)",
    "distribution": "customer_id = :own",
    "distribution_event": "distribution_id IN (SELECT id FROM distribution WHERE customer_id = :own)",
    "attachment": "agreement_id IN (SELECT id FROM agreement WHERE customer_id = :own)"
                  " OR activity_event_id IN (SELECT id FROM activity_event WHERE customer_id = :own)",
}
# What no signature covers, as the verifier says.
UNSIGNED = re.compile(r".*\.csv|README\.txt|verify\.py|bag-info\.txt|bagit\.txt|(tag)?manifest-sha256\.txt")


def trusted():
    """The verifier as it is in the sources: one that came with a package could be changed with it."""
    path = pathlib.Path(__file__).resolve().parents[2] / "Sources/AttestryService/Audit/Verifier/verify.py"
    spec = importlib.util.spec_from_file_location("verify", path)
    module = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(module)
    return module


VERIFIER = trusted()


def says(folder, vkey):
    """What the verifier prints of a folder, and why it stops; empty where it does not."""
    said, wrong = io.StringIO(), ""
    with contextlib.redirect_stdout(said):
        try:
            VERIFIER.check(folder, vkey)
        except Exception as error:
            wrong = repr(error)
    return said.getvalue(), wrong


def files(folder):
    """The files of a package by their names."""
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}


def seal(folder):
    """Makes the manifests fit what lies there, as a forger would."""
    for manifest, chosen in ("manifest-sha256.txt", lambda name: name.startswith("data/")), (
            "tagmanifest-sha256.txt", lambda name: "/" not in name and not name.startswith("tag")):
        lines = [f"{VERIFIER.digest(path.read_bytes()).hex()}  {name}\n" for name, path in files(folder).items()
                 if chosen(name)]
        (folder / manifest).write_text("".join(lines))


@contextlib.contextmanager
def changed(folder, name, data, sealed=False):
    """A package in which one file has other bytes, for as long as it is looked at."""
    kept = {path: path.read_bytes() for path in (
        folder / name, folder / "manifest-sha256.txt", folder / "tagmanifest-sha256.txt")}
    (folder / name).write_bytes(data)
    if sealed:
        seal(folder)
    try:
        yield
    finally:
        for path, before in kept.items():
            path.write_bytes(before)


class Trial:
    """A registry with customers who have something each, and packages of it."""

    def __init__(self, binary, folder):
        self.folder, self.registry = folder, fill(Registry(binary, folder / "registry.db").init(), 20)
        self.key, do = folder / "k", self.registry.do
        self.vkey = do("audit", "key", "list", "--quiet")
        self.papers, shared = {}, write_document(folder / "terms.pdf", 2000, 49)
        for code in "zebra", "okapi", "tapir":
            paper = write_document(folder / f"{code}-paper.pdf", 3000, len(self.papers) + 50)
            self.papers[code] = pathlib.Path(paper).read_bytes()
            do("customer", "add", code, "--name", f"{code.title()} \"Q\" GmbH", "--domain", f"{code}.example",
               "--status", "customer", "--since", day(-300))
            do("customer", "contact", "add", code, "--name", f"{code.title()} Person", "--email",
               f"who@{code}.example", "--role", "user")
            do("agreement", "add", code, "nda", f"{code}-nda", "--signed", day(-200), "--ends", day(700),
               "--survival", "36", "--file", paper)
            # The same bytes at each: they were stored for the first, and its entry names that one.
            do("agreement", "add", code, "dpa", f"{code}-dpa", "--evergreen", "--signed", day(-99), "--file",
               shared)
            do("distribution", "log", "soc2", "--to", code, "--contact", f"who@{code}.example", "--basis",
               "vendor reviews", "--purpose", "review", "--channel", "email", "--on", day(-5), "--override", "known",
               "--approved-by", "CISO")
        self.made = {}

    def make(self, name, *words, key=True):
        """A package of this name."""
        self.registry.do("audit", "package", str(self.folder / name), *["--key", str(self.key)] * key, *words)
        self.made[name] = self.folder / name
        return self.made[name]


def outsiders(trial, figures):
    """Each package is right for the verifier in it, for sha256sum, and for bagit where that is there."""
    trial.make("whole", "--as-of", day(-30), "--as-of", "today")
    trial.make("part", "--from", day(0), "--to", day(0))
    for code in "zebra", "okapi", "acme":
        trial.make(f"for-{code}", "--customer", code)
    for name, folder in trial.made.items():
        done = subprocess.run([sys.executable, folder / "verify.py", "--vkey", trial.vkey], capture_output=True, text=True)
        figures.exactly(f"{name}_verified", (done.returncode, done.stderr, "signed by" in done.stdout), (0, "", True))
        sums = subprocess.run(["sha256sum", "--strict", "--quiet", "-c", "manifest-sha256.txt", "tagmanifest-sha256.txt"],
                              cwd=folder, capture_output=True, text=True)
        figures.exactly(f"{name}_sha256sum", (sums.returncode, sums.stdout), (0, ""))
    if importlib.util.find_spec("bagit"):
        validated = [subprocess.run([sys.executable, "-m", "bagit", "--validate", folder], capture_output=True).returncode
                     for folder in trial.made.values()]
        figures.exactly("bagit_validates", validated, [0] * len(trial.made))
    else:
        print("note: python3-bagit is not installed: nothing but the verifier and sha256sum read the layout")
    mute = subprocess.run([sys.executable, trial.made["whole"] / "verify.py"], capture_output=True, text=True)
    figures.exactly("without_a_key", (mute.returncode, "give the log's public key" in mute.stdout), (2, True))
    unsigned = trial.make("unsigned", key=False)
    done = subprocess.run([sys.executable, unsigned / "verify.py"], capture_output=True, text=True)
    figures.exactly("nobody_signed", (done.returncode, "nobody signed it" in done.stdout), (2, True))
    figures.control("another_key", "did not sign" in says(trial.made["whole"], trial.registry.do(
        "audit", "key", "new", "--key", str(trial.folder / "second")))[1])


def specifications(trial, figures):
    """What is in the packages is what is in the registry, and proven, by an oracle that shares no code with either."""
    for name, folder in trial.made.items():
        if name == "unsigned":
            continue
        note = (folder / "data/checkpoint.txt").read_text()
        _, size, _ = tlog.checkpoint(note, trial.vkey)
        lines = (folder / "data/entries.jsonl").read_text().split("\n")[:-1]
        numbers = [json.loads(line)["sequence"] for line in lines]
        if name in ("whole", "part"):
            since = day(0) if name == "part" else ""
            expected = [number for (number,) in trial.registry.query(
                "SELECT sequence FROM entry WHERE sequence <= ? AND recorded_at >= ? ORDER BY 1", size, since)]
        else:
            expected = own_entries(trial.registry, name.removeprefix("for-"), size)
        figures.exactly(f"{name}_entries", numbers == expected and len(numbers) > 0, True)
        if name == "whole":
            figures.exactly("whole_hashes", all(
                tlog.entry_hash(json.loads(line)).hex() == json.loads(line)["hash"] for line in lines), True)
            continue
        held = 0
        for line, path in zip(lines, (folder / "data/proofs.txt").read_text().split("\n")[:-1]):
            number, *hashes = path.split(" ")
            text = "\n".join(["c2sp.org/tlog-proof@v1", "extra " + base64.b64encode(line.encode()).decode(),
                              f"index {int(number) - 1}", *hashes, "", note])
            tlog.included(tlog.leaf(tlog.entry_hash(json.loads(line))), int(number) - 1, size,
                          [tlog.strict(step) for step in hashes], tlog.strict(note.split("\n")[2]))
            if held < 5:
                tlog.proof(text, trial.vkey)
            held += 1
        figures.exactly(f"{name}_proofs_held", held, len(lines))


def own_entries(registry, code, size):
    """The numbers of the entries that are about a customer."""
    with contextlib.closing(registry.connect()) as connection:
        own, = connection.execute("SELECT id FROM customer WHERE code = ?", (code,)).fetchone()
        about = [f"table_name = '{table}' AND row_id IN (SELECT id FROM {table} WHERE {condition})"
                 for table, condition in OWN.items()]
        # A document's bytes are its own where the entry names what is the customer's.
        papers = (f"table_name = 'document' AND row_id IN (SELECT document_id FROM attachment WHERE {OWN['attachment']})"
                  " AND subject IN (SELECT code FROM agreement WHERE customer_id = :own)")
        return [number for (number,) in connection.execute(
            f"SELECT sequence FROM entry WHERE sequence <= :size AND ({' OR '.join([*about, papers])}) ORDER BY 1",
            {"own": own, "size": size})]


def strangers(trial, figures):
    """No byte of another customer's: code, name, domain, address, agreement, document."""
    people = {code: [name, *json.loads(domains)] for code, name, domains in trial.registry.query(
        "SELECT code, name, domains FROM customer")}
    for code, email in trial.registry.query(
            "SELECT code, email FROM contact JOIN customer ON customer.id = customer_id"):
        people[code].append(email)
    for code, agreement in trial.registry.query(
            "SELECT customer.code, agreement.code FROM agreement JOIN customer ON customer.id = customer_id"):
        people[code].append(agreement)
    words = {code: [re.compile(rb"(?<!\w)" + re.escape(word.encode()) + rb"(?!\w)") for word in
                    {code, *found, json.dumps(found[0], ensure_ascii=False)[1:-1]}] for code, found in people.items()}

    def found(folder, others):
        everything = b"\0".join(path.read_bytes() for path in files(folder).values())
        return sorted({code for code in others for word in words[code] if word.search(everything)}
                      | {f"paper of {code}" for code in others if code in trial.papers
                         and trial.papers[code] in everything})

    for code in "zebra", "okapi", "acme":
        figures.exactly(f"others_in_the_package_for_{code}", found(
            trial.made[f"for-{code}"], [other for other in people if other != code]), [])
    figures.control("the_search_finds_them_in_the_auditors",
                    {*people, *(f"paper of {code}" for code in trial.papers)} == set(found(trial.made["whole"], people)))
    figures.control("the_search_finds_its_own", found(trial.made["for-okapi"], ["okapi"]) == ["okapi", "paper of okapi"])
    text = trial.registry.do("audit", "log", "--customer", "okapi", "--format", "csv")
    figures.exactly("others_in_the_log_of_one_customer", [code for code in trial.papers if code != "okapi" and code in text], [])


def mutants(trial, figures, draw, count):
    """A changed byte is found; where the manifests are made to fit, in all that a signature covers."""
    missed = {"flip": [], "forgery": [], "cut": []}
    tried = dict.fromkeys(missed, 0)
    folders = [trial.made[name] for name in ("whole", "part", "for-zebra", "for-okapi")]
    for number in range(count):
        folder = folders[number % len(folders)]
        name, path = draw.choice([pair for pair in files(folder).items() if pair[1].stat().st_size])
        data = bytearray(path.read_bytes())
        place, kind = draw.randrange(len(data)), "flip"
        if number % 4 == 3 and not UNSIGNED.fullmatch(name) and not name.startswith("data/documents/"):
            kind = "forgery" if number % 8 == 3 else "cut"
        if kind == "cut":
            lines = bytes(data).split(b"\n")
            del lines[draw.randrange(len(lines) - 1)]
            data = b"\n".join(lines)
        else:
            data[place] ^= 1 << draw.randrange(8)
        with changed(folder, name, bytes(data), sealed=kind != "flip"):
            tried[kind] += 1
            if not says(folder, trial.vkey)[1]:
                missed[kind].append((name, place))
    for kind, found in missed.items():
        figures.at_least(f"{kind}_tried", tried[kind], count // 50)
        figures.exactly(f"{kind}_not_found", found[:5], [])
    whole = trial.made["whole"]
    table = whole / "data/distributions.csv"
    with changed(whole, "data/distributions.csv", table.read_bytes() + b"forged\r\n", sealed=True):
        said, wrong = says(whole, trial.vkey)
        figures.exactly("a_forged_table_is_said_not_to_be_checked", (wrong, "not checked: the tables" in said), ("", True))
    for name in "data/documents/" + "0" * 64, "data/more.txt", "more.txt":
        (whole / name).write_bytes(b"x")
        figures.exactly(f"one_more_file_{name[:15]}", bool(says(whole, trial.vkey)[1]), True)
        (whole / name).unlink()
    document = next(name for name in files(whole) if name.startswith("data/documents/"))
    with changed(whole, document, b"forged", sealed=True):
        figures.exactly("a_forged_document", "as an entry recorded" in says(whole, trial.vkey)[1], True)
    figures.control("the_packages_are_whole_again", [says(folder, trial.vkey)[1] for folder in folders] == [""] * 4)


def faults(trial, figures, draw, count):
    """A folder that is there is refused; a command that is killed leaves none, and keeps no later one away."""
    words = ("audit", "package", str(trial.folder / "killed"), "--key", str(trial.key))
    outcome = trial.registry.run(*words[:2], str(trial.made["whole"]), *words[3:])
    figures.exactly("an_existing_folder", (outcome.code, "exists already" in outcome.err), (1, True))
    outcome = trial.registry.run(*words[:3], "--customer", "okapi")
    figures.exactly("a_part_that_nobody_signs", (outcome.code, "--key FILE" in outcome.err), (64, True))
    began = time.monotonic()
    trial.registry.do(*words)
    whole, halves = time.monotonic() - began, 0
    shutil.rmtree(trial.folder / "killed")
    for _ in range(count):
        process = trial.registry.start(*words)
        time.sleep(draw.uniform(0, whole))
        process.kill()
        process.communicate()
        if (trial.folder / "killed").exists():
            halves += bool(says(trial.folder / "killed", trial.vkey)[1])
            shutil.rmtree(trial.folder / "killed")
    figures.exactly("halves_after_a_kill", halves, 0)
    trial.registry.do(*words)
    figures.exactly("after_the_kills", (says(trial.folder / "killed", trial.vkey)[1], [
        path.name for path in trial.folder.iterdir() if path.name.startswith(".killed")]), ("", []))
    figures.exactly("the_registry_after_all", trial.registry.verify(files=True).code, 0)


def large(chosen, folder, figures):
    """The verifier beside sha256sum alone, over many entries and large documents."""
    registry = Registry(chosen.binary, folder / "large.db").init()
    registry.do("import", "certificate", write_csv(folder / "large.csv", "r", chosen.entries // 2))
    for number in range(8):
        registry.do("certificate", "edit", f"r{number}", "--file", write_document(
            folder / "large.pdf", chosen.mebibytes * MIB // 8, number))
    vkey = registry.do("audit", "key", "new", "--origin", "registry.example.com/large", "--key", str(folder / "large.key"))
    registry.do("audit", "package", str(folder / "large"), "--key", str(folder / "large.key"))
    remove_database(registry.path)

    def seconds(*words):
        began = time.monotonic()
        subprocess.run(words, cwd=folder / "large", check=True, stdout=subprocess.DEVNULL)
        return time.monotonic() - began
    pairs = [(seconds("sha256sum", "--quiet", "-c", "manifest-sha256.txt"),
              seconds(sys.executable, "verify.py", "--vkey", vkey)) for _ in range(3)]
    alone, checked = (min(times) for times in zip(*pairs))
    print(f"{chosen.entries} entries, {chosen.mebibytes} MiB: sha256sum {alone:.2f} s, verify.py {checked:.2f} s")
    if chosen.mebibytes >= 1024:
        figures.at_most("verifier_beside_sha256sum", round(checked / alone, 2), 2)


def main():
    """Makes packages, reads them, changes them."""
    chosen = options(__doc__, mutants=1000, kills=5, entries=1000, mebibytes=16)
    figures, draw = Figures(), random.Random(chosen.seed)
    with workspace() as folder:
        trial = Trial(chosen.binary, folder)
        outsiders(trial, figures)
        specifications(trial, figures)
        strangers(trial, figures)
        mutants(trial, figures, draw, chosen.mutants)
        faults(trial, figures, draw, chosen.kills)
        large(chosen, folder, figures)
    figures.close()


main()
