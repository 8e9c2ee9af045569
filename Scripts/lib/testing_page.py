"""Makes the page "How Attestry is tested" from what a run of the reliability tests printed: per promise the tests that
hold it, per test its method and its own figures, and what was below its bar. Usage: testing_page.py LOG; prints the page."""

import ast
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIGURE = re.compile(r"figure (\S+?)=(.*) bar=(.*?)(  MISSED)?$")


def tests(log):
    """What each script of a run printed, by its name, with the seconds it took."""
    for part in log.split("\n== ")[1:]:
        name, _, said = part.partition("\n")
        figures = [match.groups() for line in said.split("\n") if (match := FIGURE.match(line))]
        seconds = re.findall(r"^(\d+) s$", said, re.MULTILINE)
        yield name, figures, int(seconds[-1]) if seconds else 0


def promises():
    """The promises of Docs/reliability.md with the scripts that hold them."""
    text = (ROOT / "Docs/reliability.md").read_text()
    for promise, test in re.findall(r"^\| (.+?) \| (.+?) \|$", text.split("\n\n")[1], re.MULTILINE):
        if names := re.findall(r"(\w+\.py)", test):
            yield promise, names


def summary(figures):
    """How many figures and controls reached their bars, of how many, and the names of those that did not."""
    controls = [figure for figure in figures if figure[0].startswith("control_")]
    missed = [name for name, _, _, mark in figures if mark]

    def share(some):
        return f"{sum(not mark for *_, mark in some)} of {len(some)}" if some else "none"
    return share([f for f in figures if f not in controls]), share(controls), ", ".join(missed) or "nothing"


def cell(text):
    """A text that ends no cell and is no markup."""
    return re.sub(r"([|\\`*_<>\[\]])", r"\\\1", text[:120])


def page(log):
    """The page, as Markdown."""
    ran = {name: (figures, seconds) for name, figures, seconds in tests("\n" + log)}
    every = [figure for figures, _ in ran.values() for figure in figures]
    if not every:
        sys.exit("no figures in the log: give what Tests/Reliability/run.py printed")
    head = re.search(r"^run of (.*)$", log, re.MULTILINE)
    figures, controls, missed = summary(every)
    lines = ["# How Attestry is tested", "", "Made by `Scripts/soak --report` from the figures of one run; nothing here is"
             " written by hand.", "", f"The run: {head[1] if head else 'unknown'}, tests: {len(ran)}. Figures at their bars:"
             f" {figures}. Controls, planted faults that have to be caught: {controls}. Below its bar: {missed}.", "",
             "| promise | tests | figures at their bars | controls caught | below its bar |", "|---|---|---|---|---|"]
    for promise, names in promises():
        own = [figure for name in names if name in ran for figure in ran[name][0]]
        words = summary(own) if own else ("not run",) * 3
        lines.append(f"| {promise} | {' '.join(names)} | {' | '.join(words)} |")
    for name, (figures, seconds) in ran.items():
        sources = [path for path in (ROOT / "Tests/Reliability" / name, ROOT / "Scripts/lib" / name) if path.exists()]
        method = ast.get_docstring(ast.parse(sources[0].read_text())) if sources else ""
        lines += ["", f"## {name.removesuffix('.py')}", "", f"{method} ({seconds} s)", "", "| figure | value | bar |",
                  "|---|---|---|"]
        lines += [f"| {cell(figure)} | {cell(value)}{' **missed**' if mark else ''} | {cell(bar)} |"
                  for figure, value, bar, mark in figures]
    return "\n".join(lines) + "\n"


def main():
    """Prints the page of a log, after seeing that a planted miss is on the page of a planted log."""
    planted = page("== kill9.py\nfigure lost=1 bar=0  MISSED\nfigure control_async=missed bar=caught  MISSED\n"
                   "figure kills=9 bar=>=9\n3 s\n")
    if "Below its bar: lost, control_async." not in planted or "| lost | 1 **missed** | 0 |" not in planted:
        sys.exit("testing_page.py does not show the faults planted in it")
    sys.stdout.write(page(pathlib.Path(sys.argv[1]).read_text()))


main()
