"""What `import all --existing` does in a registry that is there already; roundtrip.py runs it."""

import csv
import json

from harness import day

# What somebody edits in one registry, and another one takes over.
EDITS = [
    ("customer", "edit", "acme", "--name", "=Acme N.V.", "--owner", "x@example.com", "--no-phi"),
    ("customer", "edit", "owes", "--status", "former", "--until", day(-1)),
    ("customer", "add", "late", "--name", "Late", "--status", "customer", "--since", day(-9)),
    ("customer", "contact", "edit", "acme", "audit@cpa.example", "--name", "-", "--role", "user"),
    ("customer", "contact", "leave", "hope", "h@hope.example", "--on", day(-1)),
    ("agreement", "edit", "nda-3", "--ends", day(90)),
    ("agreement", "terminate", "nda-2", "--on", day(-1)),
    ("agreement", "kind", "set", "click", "--title", "Click"),
    ("certificate", "edit", "iso27017", "--number", "n/a", "--scope", "=1+1", "--covers", "right"),
    ("certificate", "edit", "iso27001@1", "--title", "Other", "--owner", "y@example.com"),
    ("certificate", "milestone", "edit", "iso27001@1", "book-auditor", "--due", day(20), "--on", day(-1)),
    ("certificate", "discontinue", "tisax", "--on", day(0)),
    ("certificate", "edit", "tisax", "--set", "labels=Strictly Confidential"),
    ("certificate", "renew", "iso27017", "--number", "8", "--issued", day(-1), "--expires", day(1000)),
    ("certificate", "suspend", "iso9001", "--on", day(-1), "--reason", "+1"),
    ("report", "edit", "soc2", "--opinion", "unqualified", "--criteria", "security"),
    ("activity", "edit", "dr", "--title", "Drill", "--field", "scenario"),
    ("activity", "edit", "wipe", "--on", "contract-end", "--within", "40", "--from", day(-900)),
    ("activity", "end", "risk", "--on", day(0)),
    ("activity", "done", "screening", "--occurrence", "HR-2", "--on", day(0), "--result", "pass"),
    ("product", "edit", "right", "--name", "Right"), ("scheme", "edit", "c5", "--title", "C5"),
    # What is left out is emptied, which no sheet can do: an empty cell changes nothing.
    ("scheme", "edit", "soc2-type2", "--set", "freshness_basis=period_end", "--source", "another", "--checked-on",
     day(-1), "--note", "other"),
    ("edition", "edit", "tisax", "7.0", "--title", "Seven"),
    ("alert", "ladder", "set", "agreement_end", "80 8", "--kind", "dpa"),
    ("distribution", "log", "iso9001@1", "--to", "hope", "--on", day(-99), "--channel", "other", "--purpose", "x")]


def files(folder):
    """The files of an export and their bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def counted_rows(path):
    """How many rows stand below the header of a file."""
    with path.open(newline="") as file:
        return sum(1 for _ in csv.reader(file)) - 1


def repeated(registry, folder):
    """What an export changes in a registry that says the same already; None where that is nothing."""
    before = registry.content()
    for existing, counted in (("skip", "skipped"), ("update", "unchanged")):
        outcome = registry.run("import", "all", str(folder), "--existing", existing, "--format", "json", timeout=600)
        if outcome.code:
            return f"--existing {existing}: {outcome}"
        lines = {path.stem: counted_rows(path) for path in folder.glob("*.csv")}
        for report in json.loads(outcome.out):
            others = sum(report[name] for name in ("rows", "changed", "unchanged", "skipped")) - report[counted]
            if others or report[counted] != lines[report["kind"]]:
                return f"--existing {existing}: {report}"
    return None if registry.content() == before else "an import of what is there changed something"


def check_updates(figures, registry, folder):
    """What is edited in one registry comes into another as if it had been edited there."""
    edited, other = registry.copy(folder / "edited.db"), registry.copy(folder / "other.db")
    for words in EDITS:
        edited.do(*words, code=2 if words[0] == "distribution" else 0)
    edited.do("export", "all", "--output", str(folder / "edited"))
    figures.control("edits_that_do_not_come", other.run("import", "all", str(folder / "edited")).code == 1)
    outcome = other.run("import", "all", str(folder / "edited"), "--existing", "update", "--format", "json", timeout=600)
    if outcome.code:
        return figures.fail(f"updates: {outcome}")
    other.do("export", "all", "--output", str(folder / "updated"))
    one, two = files(folder / "edited"), files(folder / "updated")
    differing = sorted(name for name in one if one[name] != two.get(name))
    figures.exactly("files_that_differ_after_an_update", len(differing), 0)
    for name in differing:
        figures.fail(f"update: {name}: {one[name][:900]} is not {two.get(name, b'')[:900]}")
    changed = sum(report["changed"] for report in json.loads(outcome.out))
    figures.at_least("rows_changed", changed, 15)
    return figures.exactly("verify_after_an_update", other.verify(files=True).code, 0)
