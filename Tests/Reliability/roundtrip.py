"""What leaves by `export all` comes back by `import all`: another registry that says the same; into one
that is there already nothing comes, or what was edited meanwhile."""

import datetime
import json
import pathlib
import random
import shutil
import subprocess
import sys

from clocks import made_up_clock, offset
from existing import check_updates, files, repeated
from harness import INIT, Figures, Hand, Registry, day, fill, options, workspace

# Every table is one that comes back, with what is not told of it, or one that stays behind.
KEYS = {"id", "recorded_on", "recorded_at"}
BACK = {
    "product": "removed = 0", "scheme": "origin = 'user' AND removed = 0", "edition": "origin = 'user' AND removed = 0",
    "fact": "origin = 'user'", "customer": "removed = 0", "ladder": "origin = 'user'", "agreement_kind": "origin = 'user'",
    **dict.fromkeys(("former_code", "evidence", "version", "event", "milestone", "bridge_letter", "contract",
                      "contact", "agreement", "agreement_event", "activity", "activity_cadence", "activity_event",
                      "activity_finding", "publication", "document", "document_chunk",
                     "attachment", "distribution", "distribution_event"), "TRUE")}
BEHIND = {"entry", "registry", "channel", "message", "delivery", "alert", "alert_run", "alert_response",
          "alert_reminder", "alert_escalation", "log_key", "epoch"}
ANSWERS = [("certificate", "list"), ("report", "list"), ("customer", "list"), ("agreement", "list"),
           ("agreement", "list", "--voided"), ("activity", "list"), ("activity", "list", "--voided"), ("page", "list"), ("distribution", "list"), ("distribution", "list", "--voided"),
           ("distribution", "holders"), ("scheme", "list"), ("edition", "list"), ("product", "list"),
           ("alert", "ladder", "list"), ("customer", "contact", "list")]
ODD = ["=1+1", "'=1+1", "''=1+1", "+1", "-1+1", "-5", "'-5", "@x", "\tx", "x\t", " x", "x ", "'", "''x", "'s-Hertogenbosch",
       "-", "n/a", "N/A", "'-", "'n/a", "'' ", "a,b", 'a"b', '"', "a\nb", "a\r\nb", "\nx", "\u00a0x", "x\u3000", "＝x", "'＝x",
       "null", "yes", "#N/A", "#REF!", "2026-01-01", "1/2/2026", "0012", "é", "e\u0301", "\u200bx", "x\ufeff"]


def moved(registry, clock, moment):
    """The registry at another moment."""
    there = Registry(registry.binary, registry.path)
    there.environment = {**there.environment, **clock, "FAKETIME": offset(moment)}
    return there


def random_house(binary, folder, clock, history):
    """A registry that an oracle's history made, and the clock of its last day."""
    registry = Registry(binary, folder / "registry.db")
    registry.path.parent.mkdir(parents=True)
    for step in history["days"]:
        moment = datetime.datetime.fromisoformat(step["day"] + "T12:00:00")
        registry = moved(registry, clock, moment)
        if not registry.path.exists():
            registry.do("init", "--organization", "Example", "--time-zone", "UTC")
        for operation in step["ops"]:
            registry.do(*operation["words"], code=operation["status"])
    return registry


def full_house(binary, folder):
    """A registry with a row in every table."""
    return fill(Registry(binary, folder / "registry.db").init(), 5)


def odd_house(binary, folder, draw):
    """A registry whose texts are what a spreadsheet or a reader takes for something else."""
    registry = Registry(binary, folder / "registry.db").init()
    texts = ODD + [draw.choice("'=+-@ \t") + draw.choice(ODD) for _ in range(20)]
    registry.do("product", "add", "p", "--name", "=p")
    for index, text in enumerate(dict.fromkeys(texts)):
        registry.do("certificate", "add", f"c{index}", "--scheme", "iso9001", "--edition", "2015", f"--number={text}",
                    f"--issuer={text}", f"--scope={text}", f"--title={text}", "--issued", day(-9), "--expires", day(9),
                    "--ref", f"grc={index}=")
        registry.do("customer", "add", f"c{index}", f"--name={text}", "--domain", f"c{index}.example",
                    "--ref", f"crm=={index}", "--ref", f"erp=-{index}")
        registry.do("agreement", "add", f"c{index}", "nda", "--signed", day(-9), "--effective", day(-9), "--evergreen",
                    "--ref", f"clm='{index}")
        registry.do("customer", "contact", "add", f"c{index}", f"--name={text}", "--role", "user", "--email", "a@b.example")
    registry.do("customer", "rename", "c1", "d1")
    registry.do("customer", "contact", "void", "c2", "a@b.example", "--reason", "wrong")
    registry.do("customer", "contact", "add", "c2", "--name", "=x", "--role", "user", "--email", "A@b.example")
    registry.do("customer", "contact", "leave", "c3", "a@b.example", "--on", day(-1))
    return registry


def told(registry):
    """What the tables hold, without keys and times, by plain SQLite."""
    found = {}
    for table, condition in BACK.items():
        columns = [name for name in registry.columns(table) if name not in KEYS and not name.endswith("_id")]
        found[table] = sorted(map(repr, registry.query(f"SELECT {', '.join(columns)} FROM {table} WHERE {condition}")))
    return found


def answers(registry):
    """What the program says of it, without the numbers and times of the ledger."""
    found = {}
    for words in ANSWERS:
        rows = json.loads(registry.do(*words, "--format", "json"))
        for row in rows:
            for name in ("id", "recorded_at", "copies", "number"):
                row.pop(name, None)
        # People of one name stand in the order of recording over all customers, which is not told.
        found[words] = sorted(rows, key=repr) if words[:2] == ("customer", "contact") else rows
    return found


def second(registry, folder):
    """A new registry of the same name, at the same moment."""
    other = Registry(registry.binary, folder / "second.db")
    other.environment = {**registry.environment, "ATTESTRY_REGISTRY": str(other.path)}
    other.do(*INIT)
    return other


def difference(registry, folder):
    """What is not the same of a registry after it went out and came back; None where all is."""
    out, again = folder / "out", folder / "again"
    registry.do("export", "all", "--output", str(out))
    if subprocess.run(["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"], cwd=out).returncode:
        return "sha256sum does not agree"
    other = second(registry, folder)
    if (outcome := other.run("import", "all", str(out), timeout=600)).code:
        return f"import all: {outcome}"
    other.do("export", "all", "--output", str(again))
    for check, one, two in (("files", files(out), files(again)), ("tables", told(registry), told(other)),
                            ("answers", answers(registry), answers(other))):
        for name in one.keys() | two.keys():
            if one.get(name) != two.get(name):
                return f"{check}: {name}: {str(one.get(name))[:400]} is not {str(two.get(name))[:400]}"
    if (outcome := other.verify(files=True)).code:
        return f"audit verify: {outcome}"
    return repeated(other, out)


def check_controls(figures, registry, folder):
    """What is planted must be caught: in a registry, in a file, in a document."""
    changed = Registry(registry.binary, folder / "second.db")
    with Hand(changed.path) as hand:
        hand.execute("UPDATE contact SET role = 'partner' WHERE id = 1")
    changed.environment = {**registry.environment, "ATTESTRY_REGISTRY": str(changed.path)}
    changed.do("export", "all", "--output", str(folder / "changed"))
    figures.control("changed_role", files(folder / "changed") != files(folder / "out") and told(changed) != told(registry))
    document = next(path for path in sorted(files(folder / "out")) if path.startswith("documents/"))
    for name, spoil in (("changed_file", "customer.csv"), ("changed_document", document), ("missing_file", None)):
        spoilt = folder / name
        shutil.copytree(folder / "out", spoilt)
        if spoil:
            path = spoilt / spoil
            path.write_bytes(path.read_bytes()[:-3] + b"X\r\n")
        else:
            (spoilt / "event.csv").unlink()
        other = second(registry, spoilt)
        before = other.content()
        outcome = other.run("import", "all", str(spoilt), timeout=600)
        figures.control(name, outcome.code == 1 and outcome.explained and other.content() == before)
    before = files(folder / "out")
    outcome = registry.run("export", "all", "--output", str(folder / "out"))
    figures.control("folder_that_is_there", outcome.code == 1 and files(folder / "out") == before)


def main():
    """Sends registries out and back."""
    chosen = options(__doc__, registries=3)
    figures, draw = Figures(), random.Random(chosen.seed)
    with workspace() as folder, made_up_clock() as clock:
        full = full_house(chosen.binary, folder / "full")
        tables = set(full.tables())
        figures.exactly("tables_without_a_place", len(tables - set(BACK) - BEHIND), 0)
        empty = [table for table in BACK if not full.query(f"SELECT 1 FROM {table} LIMIT 1")]
        figures.exactly("tables_without_a_row", len(empty), 0)
        houses = [("full", full), ("odd", odd_house(chosen.binary, folder / "odd", draw))]
        script = pathlib.Path(__file__).parent.parent / "Oracle" / "registries.py"
        made = subprocess.run(
            [sys.executable, str(script), "--count", str(chosen.registries), "--seed", str(chosen.seed)],
            stdout=subprocess.PIPE, check=True, text=True)
        differing = 0
        for name, registry in houses:
            if found := difference(registry, folder / name):
                differing += 1
                figures.fail(f"{name}: {found}")
        if not differing:
            check_controls(figures, full, folder / "full")
            check_updates(figures, full, folder / "full" / "updates")
        for index, line in enumerate(made.stdout.splitlines()):
            house = folder / f"house{index}"
            registry = random_house(chosen.binary, house, clock, json.loads(line))
            if found := difference(registry, house):
                differing += 1
                figures.fail(f"registry {index} of seed {chosen.seed}: {found}")
            shutil.rmtree(house)
        figures.exactly("registries_that_differ", differing, 0)
        figures.at_least("registries", chosen.registries + len(houses), 3)
    figures.close()


main()
