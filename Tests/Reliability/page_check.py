"""Claims found on real pages beside what a careful reader found there, mutated pages read to their end, and
a page of 1 MB in time and memory.

The pages and the reader's rows lie beside the repository, or where ATTESTRY_PAGES says; where they are absent
the figures say so. The way of counting is that of the pages' own README: a row is met on its line or the next
one by a finding of its group; an error or a warning on a line without a faulty row is a false alarm."""

import json
import os
import pathlib
import random
import re
import resource
import subprocess
import tempfile
import time

from harness import Figures, options

DAY = "2026-11-27"
LINE = re.compile(r"^(.*?):(\d+):(\d+): (error|warning|note): (.*) \[(\w+)\]$")
WORDS = ["SOC 2 ", "ISO 27001:2013 ", "certified ", "<!--", "-->", "](", "```\n", "{%", "\n\n", "| ", "\x00", "\xff",
         "not ", "valid until 2024-01-01 ", "<p>", "&nbsp;", "\u202e", "---\n"]


def group(rule):
    return "wording" if rule.startswith("wording_") or rule == "type_missing" else "stale"


def check(binary, paths):
    run = subprocess.run([binary, "page", "check", "--as-of", DAY, *map(str, paths)], capture_output=True,
                         timeout=120, env={"PATH": os.environ["PATH"]})
    if run.returncode not in (0, 2) or run.stderr:
        raise RuntimeError(f"exit {run.returncode}: {run.stderr[:300]!r}")
    found = []
    for line in run.stdout.decode().splitlines():
        match = LINE.match(line)
        if match is None:
            raise RuntimeError(f"a line that no matcher reads: {line!r}")
        found.append((pathlib.Path(match[1]).name, int(match[2]), match[4], match[6]))
    return found


def score(rows, found):
    """The hard rows, the missed ones, and the false alarms."""
    hard = [row for row in rows if (row["finding"] or "").startswith(("stale", "wording"))]

    def meets(row, one):
        return (one[0] == row["page"] and abs(one[1] - row["line"]) <= 1
                and group(one[3]) == row["finding"].split(":")[0])

    missed = [row for row in hard if not any(meets(row, one) for one in found)]
    alarms = [one for one in found if one[2] != "note" and not any(meets(row, one) for row in hard)
              and not any(row["finding"] and row["page"] == one[0] and row["line"] == one[1] for row in rows)]
    return hard, missed, alarms


def pages(figures, binary, folder):
    rows = json.loads((folder / "vendors/truth.json").read_text())
    paths = sorted(folder.glob("vendors/[0-9]*.md"))
    found = check(binary, paths)
    hard, missed, alarms = score(rows, found)
    for row in missed:
        print(f"  missed: {row['page']}:{row['line']} {row['finding']}")
    for one in alarms:
        print(f"  false alarm: {one}")
    figures.at_least("page_check_recall_percent", round(100 * (len(hard) - len(missed)) / len(hard), 1), 95)
    figures.exactly("page_check_false_alarms", len(alarms), 0)
    # A reader that sees nothing, and one that cries on every line, must fail the same count.
    blind = score(rows, [])
    loud = score(rows, [(page.name, number, "error", "edition_retired") for page in paths for number in range(1, 400)])
    figures.exactly("page_check_controls_caught", (len(blind[1]) == len(hard)) + (len(loud[2]) > 0), 2)
    seeds = [one[3] for one in check(binary, sorted(folder.glob("*compliance.md")))]
    figures.at_least("page_check_seed_findings", len({"edition_retired", "wording_pci"} & set(seeds)), 2)
    return paths


def mutants(figures, binary, paths, count):
    luck = random.Random(20261127)
    sources = [path.read_bytes() for path in paths] or [b"# Trust\n\nWe are ISO 27001:2013 certified.\n" * 40]
    read = 0
    with tempfile.TemporaryDirectory() as folder:
        for start in range(0, count, 50):
            batch = []
            for number in range(start, min(start + 50, count)):
                page = bytearray(luck.choice(sources)[:6000])
                for _ in range(luck.randrange(1, 12)):
                    at = luck.randrange(len(page) + 1)
                    cut = luck.randrange(0, 40)
                    page[at:at + cut] = luck.choice(WORDS).encode("latin-1", "replace") * luck.randrange(0, 6)
                batch.append(pathlib.Path(folder) / f"{number}{luck.choice(['.md', '.html', '.rst', '.txt'])}")
                batch[-1].write_bytes(page)
            check(binary, batch)
            read += len(batch)
    figures.exactly("page_check_mutants_read", read, count)


def large(figures, binary, paths, judges):
    text = b"".join(path.read_bytes() for path in paths) or b"We are ISO 27001:2013 certified.\n\n"
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder) / "large.md"
        page.write_bytes((text * (1_000_000 // len(text) + 1))[:1_000_000])
        start = time.monotonic()
        check(binary, [page])
        seconds = round(time.monotonic() - start, 3)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    if judges:
        figures.at_most("page_check_seconds_per_mb", seconds, 0.2)
    else:
        print(f"  1 MB in {seconds} s; judged in full size with a release binary")
    figures.at_most("page_check_memory_mib", memory, 256)


def main():
    """Reads the pages, the mutants and the large one; small is 300 mutants, and no judgement of seconds."""
    given = options(__doc__, mutants=300)
    figures = Figures()
    is_full = given.mutants >= 20_000
    here = pathlib.Path(__file__).resolve().parents[2].parent / "shared/pages"
    folder = pathlib.Path(os.environ.get("ATTESTRY_PAGES") or here)
    paths = []
    if (folder / "vendors/truth.json").is_file():
        paths = pages(figures, given.binary, folder)
    else:
        print(f"figure page_check_recall_percent=SKIPPED bar=95 ({folder} is absent)")
    mutants(figures, given.binary, paths, given.mutants)
    large(figures, given.binary, paths, is_full)
    figures.close()


main()
