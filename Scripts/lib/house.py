"""Checks what the house promises to stay: short files, text that is read by scalars or bytes, and
no code that knows a scheme by its name.

A Character is what a reader sees: "<" followed by a combining letter is another one, so who compares Characters
does not see the bracket. Usage: house.py DIRECTORY; prints its figures and each violation, exits 1 where there is one.
"""

import csv
import pathlib
import re
import statistics
import sys

MEDIAN, LONGEST = 70, 250
# Signs that are drawn, and how wide a terminal draws them: nothing is compared there.
DRAWN = {"Sources/attestry/Output/Width.swift", "Sources/attestry/Evidence/LifeLine.swift"}
# How many lines above a comparison may say that it is about scalars or bytes.
NEAR = 12
BY_SCALAR = re.compile(r"unicodeScalars|Unicode\.Scalar|UnicodeScalarView|utf8|UInt8|ascii:")
SUSPECT = re.compile(
    r'(?:\bcase|==|!=|~=) *"(?:\\.|[^"\\\w])"(?!\w)'  # a sign compared with something
    r'|\.(?:replacing|replacingOccurrences|contains|firstIndex|lastIndex|range|hasPrefix|hasSuffix|trimmingPrefix)'
    r'\((?:of: *)?"(?:\\.|[^"\\\w])"'  # or looked for
    r'|\.split\(separator: *"(?:\\"|[<>&|=,;])"'
    r"|\bfor (?:c|char|character)\b"  # a walk over a text
    r"|\$0\.is(?:Newline|Whitespace|Letter|Number|Punctuation|ASCII)\b|\\\.is(?:Newline|Whitespace|Number)\b"
    r"|\bCharacter\b")


def suspects(lines):
    """The numbers of the lines that compare, walk or cut by Character."""
    for number, line in enumerate(lines, 1):
        code = line.split("//")[0]
        if SUSPECT.search(code) and not any(BY_SCALAR.search(near) for near in lines[max(0, number - NEAR):number]):
            yield number


def named_schemes(lines, codes):
    """The numbers of the lines outside of comments in which a whole text is the code of a scheme."""
    for number, line in enumerate(lines, 1):
        if codes.intersection(re.findall(r'"([^"\\]*)"', line.split("//")[0])):
            yield number


def scheme_codes(root):
    """The codes of the schemes that the catalogue brings: data, which no code may know."""
    path = root / "Sources/AttestryService/Catalogue/Data/schemes.csv"
    if not path.exists():
        return set()
    with open(path, encoding="utf-8") as table:
        return {row["code"] for row in csv.DictReader(table)}


def check(root):
    """Yields every violation, and prints the figures."""
    codes = scheme_codes(root)
    files = {path: path.read_text().splitlines() for path in sorted((root / "Sources").rglob("*.swift"))}
    lengths = [len(lines) for lines in files.values()]
    for name, value, bar in (("median_file_lines", statistics.median(lengths), MEDIAN),
                             ("longest_file_lines", max(lengths), LONGEST)):
        print("figure %s=%d bar=<=%d%s" % (name, value, bar, "" if value <= bar else " MISSED"))
        if value > bar:
            yield "Sources: %s is %d" % (name, value)
    for path, lines in files.items():
        for number in named_schemes(lines, codes):
            yield "%s:%d: knows a scheme by its name; make it a fact: %s" % (
                path.relative_to(root), number, lines[number - 1].strip())
        if path.relative_to(root).as_posix() in DRAWN:
            continue
        for number in suspects(lines):
            yield "%s:%d: by Character; use unicodeScalars or utf8: %s" % (
                path.relative_to(root), number, lines[number - 1].strip())


def main():
    """Prints what is wrong, after seeing that planted faults are found and good lines are not."""
    bad = ['case "<": text += "&lt;"', "for character in text {", 'if $0 == "|" {',
           r"text.split(whereSeparator: \.isNewline)",
           'text.replacing("&", with: "&amp;")', 'text.hasPrefix("=")', r'text.split(separator: "\"")']
    good = ['if word == "and" {', 'path.hasSuffix(".csv")',
            'for scalar in text.unicodeScalars where scalar == "<" {',
            "// a Character is not a scalar"]
    if [bool(list(suspects([line]))) for line in bad + good] != [True] * len(bad) + [False] * len(good):
        sys.exit("house.py does not see the faults planted in it, or sees what is none")
    known, unknown = ['if scheme.code == "tisax" {', 'case "pci-dss": 12'], ['"own"', '/// such as "tisax"']
    if [bool(list(named_schemes([line], {"tisax", "pci-dss"}))) for line in known + unknown] != [True, True, False, False]:
        sys.exit("house.py does not see a scheme known by its name, or sees one where there is none")
    violations = list(check(pathlib.Path(sys.argv[1])))
    for violation in violations:
        print(violation)
    sys.exit(1 if violations else 0)


main()
