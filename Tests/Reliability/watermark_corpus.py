"""Hard, hostile and real documents: each copy is sound and marked, or the release says why not.

`--corpus DIR` takes every PDF below a directory as well; the source packages of pikepdf, pypdf,
ocrmypdf, pyhanko, rst2pdf and others on PyPI carry some hundred.
"""

import argparse
import collections
import contextlib
import math
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time

import pdf_kinds
from harness import Figures, Registry, add_words, day, options, skip, workspace
from pdf import Page, make_pdf
from stamped import DARK, LIGHT, TOOLS, Desk, Picture, output_of, texts

# What a refusal must name.
REASONS = ("encrypted", "signed", "damaged", "no pages", "not a PDF", "embeds files", "XFA",
           "annotation over the foot", "without room for a mark, or of no known size",
           "too much time or space", "more than 10000 pages")
# Seconds and MiB that a document may cost; a copy that is missing a mark shows no red dot.
LONGEST, LARGEST, DOTS = 20, 512, 12
# The sides in dots within which pages are rendered: smaller ones would lose the mark.
SMALL, LARGE = 300, 2_000


def is_sound(path):
    """Whether qpdf finds nothing wrong."""
    return subprocess.run(["qpdf", "--check", str(path)], capture_output=True,
                          check=False).returncode == 0


def pictures(path, page, scale, folder):
    """One page as a picture."""
    target = folder / "page"
    output_of("pdftoppm", "-cropbox", "-r", f"{72 * scale:.3f}", "-f", str(page), "-l", str(page),
              "-singlefile", str(path), str(target))
    return Picture(target.with_suffix(".ppm"))


def sizes(path):
    """The size of each page in points."""
    found = output_of("pdfinfo", "-l", "-1", str(path)).decode("utf-8", "replace")
    return [tuple(map(float, size)) for size in re.findall(
        r"^Page +\d+ size: +(\S+) x (\S+) pts", found, re.MULTILINE)]


def changed(before, after):
    """How many dots became red, and how many dark ones became light, but for the outermost, which
    are a mixture with what lies outside."""
    red = lost = 0
    width = 3 * after.width
    for start in range(width, len(after.pixels) - width, width):
        old, new = before.pixels[start:start + width], after.pixels[start:start + width]
        if old == new:
            continue
        for at in range(3, width - 3, 3):
            (a, b, c), (x, y, z) = old[at:at + 3], new[at:at + 3]
            red += x > max(y, z) + 30 and abs(a - x) + abs(b - y) + abs(c - z) > 60
            lost += max(a, b, c) < DARK and min(x, y, z) > LIGHT
    return red, lost


class Trial:
    """Documents that are stamped one after the other, and what came of them."""

    def __init__(self, desk, figures):
        self.desk, self.figures, self.counts = desk, figures, collections.Counter()
        self.reasons = collections.Counter()
        self.mine = desk.directory / "page"
        self.mine.mkdir()

    def flaws(self, path, target, copy_id):
        """What is wrong with a copy, in words."""
        if not is_sound(target):
            yield "qpdf --check finds faults"
        read, before = texts(target), sizes(path)
        if sizes(target) != before or len(read) != len(before):
            yield "pages of another size or number"
            return
        for index, size in enumerate(before):
            self.counts["pages"] += 1
            longest = max(*size, 1)
            # In whole numbers, so that what lies on an edge stays there.
            scale = math.ceil(SMALL / longest) / math.ceil(longest / LARGE)
            red, lost = changed(*(pictures(which, index + 1, scale, self.mine)
                                  for which in (path, target)))
            if copy_id not in "".join(read[index].split()):
                yield f"page {index + 1}: the mark cannot be read"
            if red < DOTS:
                yield f"page {index + 1}: {red} dots of the mark"
            elif lost > DOTS:
                yield f"page {index + 1}: {lost} dots are gone"
            else:
                self.counts["marked"] += 1

    def stamp(self, name, content, wanted=None, more=()):
        """Releases a document. `wanted` is None where a copy is due, a pattern that a refusal must
        match, or ... where either will do."""
        code, path = self.desk.store(content)
        self.counts["documents"] += 1
        target = self.desk.out / f"{code}-plain.pdf"
        began = time.monotonic()
        outcome, target = self.desk.release(code, "plain", more=more)
        self.counts["slow"] += time.monotonic() - began > LONGEST + 5
        line = next((line for line in outcome.err.splitlines() if "error: " in line), "")
        if outcome.code == 0:
            self.counts["copies"] += 1
            copy_id = self.desk.registry.query(
                "SELECT copy_id FROM distribution ORDER BY id DESC LIMIT 1")[0][0]
            flaws = list(self.flaws(path, target, copy_id))
            if wanted not in (None, ...):
                flaws.append(f"a copy, and not: {wanted}")
        else:
            reason = next((reason for reason in REASONS if reason in line), None)
            self.reasons[reason] += 1
            if wanted is ...:
                print(f"{name}: {line}")
            flaws = [] if outcome.explained and reason else [f"no named reason: {outcome}"]
            if wanted is None or wanted is not ... and not re.search(wanted, line):
                flaws.append(f"{outcome}, and not: {wanted}")
            if reason == "damaged" and is_sound(path):
                flaws.append(f"called damaged: {line}")
            if target.exists():
                flaws.append("refused, and there is a copy")
        self.counts["flawed"] += bool(flaws)
        for flaw in flaws[:3]:
            self.figures.fail(f"{name}: {flaw}")
        return outcome, path, target

    def report(self, what):
        """Prints the figures of what was tried so far and begins anew."""
        counts, self.counts = self.counts, collections.Counter()
        reasons, self.reasons = self.reasons, collections.Counter()
        for reason, count in reasons.most_common():
            print(f"{what}: {count} refused: {reason}")
        refused = sum(count for reason, count in reasons.items() if reason)
        print(f"{what}: {counts['documents']} documents, {counts['copies']} copies")
        self.figures.exactly(f"{what}_flawed", counts["flawed"], 0)
        self.figures.exactly(f"{what}_marked_pages", counts["marked"], counts["pages"])
        self.figures.exactly(f"{what}_copies_or_reasons", counts["copies"] + refused,
                             counts["documents"])
        self.figures.exactly(f"{what}_slow", counts["slow"], 0)


def kinds(trial, figures):
    """Every kind of document that is hard to stamp."""
    links = 0
    for name, (content, wanted) in pdf_kinds.kinds().items():
        outcome, path, target = trial.stamp(name, content, wanted)
        if outcome.code != 0:
            continue
        inside = output_of("qpdf", "--qdf", "--object-streams=disable", str(target), "-")
        if name == "tiny coordinates":
            figures.exactly("coordinates_kept", re.search(
                rb"/Coords \[\s*0\.00003\s+\.5\s+595\.00004\s+000\.0{20}1\s*\]", inside) is not None,
                True)
        if name == "PDF/A":
            figures.exactly("still_claims_pdf_a", b"pdfaid" in inside, False)
            figures.control("a_claim_of_pdf_a", b"pdfaid" in path.read_bytes())
        links += "a link" in name and inside.count(b"/Subtype /Link")
    figures.exactly("links_kept", links, 2)
    for name in ("a portfolio", "a file on a page"):
        outcome, _, target = trial.stamp(name, pdf_kinds.kinds()[name][0],
                                         more=("--with-attachments",))
        figures.exactly(f"{name.replace(' ', '_')}_said", "plan (1).txt" in outcome.err, True)
        inside = output_of("qpdf", "--qdf", str(target), "-") if target.exists() else b""
        figures.exactly(f"{name.replace(' ', '_')}_kept", b"secret" in inside, True)
    trial.report("kinds")


def bombs(trial, figures, draw, count):
    """Small files that ask for hours or gigabytes cost neither, and leave nothing running."""
    made = pdf_kinds.bombs()
    longest = largest = 0
    for name, make in draw.sample(made, min(count, len(made))):
        code, _ = trial.desk.store(make())
        target = trial.desk.out / f"{code}.pdf"
        began = time.monotonic()
        child = trial.desk.registry.start(
            "distribution", "log", code, "--to", "plain", "--channel", "email", "--purpose", "x",
            "--watermark", "--output", str(target))
        error, own, others = watched(child)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        took, peak = time.monotonic() - began, usage.ru_maxrss >> 10
        # What the system counts is the most that one of them had.
        mib = own + max(others, peak if peak > own else 0)
        longest, largest = max(longest, took), max(largest, mib)
        line = next((line for line in error.splitlines() if "error: " in line), "")
        fine = is_sound(target) if child.returncode == 0 else (
            child.returncode == 1 and any(reason in line for reason in REASONS))
        print(f"{name}: {took:.0f} s, {own} and {mib - own} MiB, {line or 'a copy'}", flush=True)
        if not fine:
            figures.fail(f"bomb {name}: exit {child.returncode}: {error}")
    figures.at_most("bomb_seconds", round(longest, 1), LONGEST)
    figures.at_most("bomb_mib", largest, LARGEST)


def watched(child):
    """What a command complains of until it ends, and the most MiB that it had and one of those that
    it started, as often as can be looked."""
    own = others = 0
    said = []
    reader = threading.Thread(target=lambda: said.append(child.stderr.read().decode()))
    reader.start()
    while reader.is_alive():
        own = max(own, most_memory(child.pid))
        with contextlib.suppress(OSError):
            path = pathlib.Path(f"/proc/{child.pid}/task/{child.pid}/children")
            others = max(others, *(most_memory(pid) for pid in path.read_text().split()), 0)
        reader.join(0.01)
    return said[0], own, others


def most_memory(pid):
    """The most MiB that a process has had; 0 where it is gone."""
    with contextlib.suppress(OSError):
        text = pathlib.Path(f"/proc/{pid}/status").read_text()
        if match := re.search(r"^VmHWM:\s+(\d+)", text, re.MULTILINE):
            return int(match[1]) >> 10
    return 0


def orphans(desk, figures):
    """A command that is killed takes with it what it has started."""
    folder = desk.directory / "slow"
    folder.mkdir()
    note = folder / "pid"
    for name in ("qpdf", "sendmail"):
        (folder / name).write_text(f"#!/bin/sh\necho $$ > {note}\nexec sleep 60\n")
        (folder / name).chmod(0o755)
    slow = Registry(desk.registry.binary, desk.registry.path)
    slow.environment = {**slow.environment, "PATH": f"{folder}:{os.environ['PATH']}"}
    code, path = desk.store(make_pdf([Page()]))

    def survives(start):
        note.unlink(missing_ok=True)
        process = start()
        while not (note.exists() and note.read_text().strip()):
            time.sleep(0.01)
        child = int(note.read_text())
        process.kill()
        process.wait()
        for _ in range(200):
            try:
                state = pathlib.Path(f"/proc/{child}/stat").read_text().rsplit(")", 1)[1].split()[0]
            except FileNotFoundError:
                return False
            if state == "Z":
                return False
            time.sleep(0.01)
        os.kill(child, signal.SIGKILL)
        return True

    figures.exactly("qpdf_outlives_its_parent", survives(lambda: slow.start(
        "distribution", "log", code, "--to", "plain", "--channel", "email", "--purpose", "x",
        "--watermark", "--output", str(desk.out / "killed.pdf"))), False)
    slow.do(*add_words("due"), "--owner", "o@example.com")
    slow.do("certificate", "edit", "due", "--expires", day(5))
    slow.do("alert", "channel", "add", "slow", "mail", "--from", "a@example.com", "--sendmail",
            str(folder / "sendmail"))
    figures.exactly("sendmail_outlives_its_parent", survives(lambda: slow.start("alert", "run")),
                    False)
    figures.control("a_child_that_nothing_ties", survives(lambda: subprocess.Popen(
        ["/bin/sh", "-c", f"{folder}/qpdf {path}; true"])))


def controls(trial, figures):
    """A copy without the mark, and one on which it is covered, have flaws."""
    _, path, target = trial.stamp("control", make_pdf([Page()]))
    copy_id = trial.desk.registry.query(
        "SELECT copy_id FROM distribution ORDER BY id DESC LIMIT 1")[0][0]
    figures.control("no_mark", len(list(trial.flaws(path, path, copy_id))) > 0)
    covered = target.with_name("covered.pdf")
    white = target.with_name("white.pdf")
    white.write_bytes(make_pdf([Page(content=b"1 1 1 rg 0 0 595 100 re f")]))
    output_of("qpdf", str(target), "--overlay", str(white), "--", str(covered))
    figures.control("a_covered_mark", len(list(trial.flaws(path, covered, copy_id))) > 0)
    white.write_bytes(make_pdf([Page(content=b"1 1 1 rg 0 100 595 700 re f")]))
    output_of("qpdf", str(target), "--overlay", str(white), "--", str(covered))
    figures.control("a_page_that_is_gone", len(list(trial.flaws(path, covered, copy_id))) > 0)
    trial.counts.clear()


def main():
    """Stamps what is hard, what is hostile, and what others made."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--corpus", type=pathlib.Path, help="a directory with PDFs")
    given, sys.argv[1:] = parser.parse_known_args()
    chosen = options(__doc__, bombs=3)
    if missing := [tool for tool in TOOLS if not shutil.which(tool)]:
        skip(f"not installed: {' '.join(missing)}")
    draw, figures = random.Random(chosen.seed), Figures()
    os.environ.setdefault("LC_ALL", "C.UTF-8")
    with workspace() as directory:
        desk = Desk(chosen.binary, directory, figures)
        trial = Trial(desk, figures)
        controls(trial, figures)
        kinds(trial, figures)
        orphans(desk, figures)
        bombs(trial, figures, draw, chosen.bombs)
        if given.corpus:
            for path in sorted(path for path in given.corpus.rglob("*.pdf") if path.is_file()):
                trial.stamp(path.name, path.read_bytes(), ...)
            trial.report("corpus")
        figures.exactly("verify_status", desk.registry.verify(files=True).code, 0)
    figures.close()


main()
