"""Checks the rules of the house over Swift sources; prints each violation and exits 1 where there is one."""

import pathlib
import re
import sys

# Which of the project's and the outside's modules a target may import, besides the system's own.
ALLOWED = {
    "Migrations": set(),
    "Sources/AttestryDomain": set(),
    "Sources/AttestryLog": {"AttestryDomain", "Crypto", "Foundation"},
    "Sources/AttestryStorage": {"AttestryDomain", "AttestryLog", "AttestryMigrations", "GRDB", "GRDBSQLite", "Foundation", "Dispatch", "Synchronization"},
    "Sources/AttestryService": {"AttestryDomain", "AttestryLog", "AttestryStorage", "Foundation", "Synchronization"},
    "Sources/AttestryHost": {"AttestryDomain", "Glibc", "SystemPackage"},
    "Sources/AttestryDelivery": {"AttestryDomain", "AttestryHost", "Crypto", "Foundation"},
    "Sources/AttestryPage": {"AttestryDomain", "Crypto", "Foundation", "Mustache"},
    "Sources/attestry": {"AttestryDelivery", "AttestryDomain", "AttestryHost", "AttestryPage", "AttestryService", "ArgumentParser", "Foundation", "Synchronization"},
}
LONGEST_FILE = 250
LONGEST_LINE = 100
FORBIDDEN = [
    (re.compile(r"\btry!"), "try! hides a failure"),
    (re.compile(r"(?<=[\w)\]])!(?=[.\s),\]]|$)(?!=)"), "! unwraps without a reason"),
    (re.compile(r"\bas!"), "as! hides a failure"),
    (re.compile(r"^\s*(public|open) "), "access is package, never public"),
    (re.compile(r"\bDate\(\)"), "the time is read in Clock alone"),
    (re.compile(r"\b(helper|manager|util)s?\b", re.IGNORECASE), "a name that says nothing"),
    (re.compile(r"@unchecked Sendable|nonisolated\(unsafe\)"), "concurrency checking is not switched off"),
    (re.compile(r"\b(TODO|FIXME|XXX)\b"), "unfinished"),
]
SQL = re.compile(r"\b(SELECT .* FROM|INSERT INTO|UPDATE \w+ SET|CREATE TABLE|PRAGMA \w+)\b")
IMPORT = re.compile(r"^\s*(?:@testable |@preconcurrency )?(?:package |public |internal |private |fileprivate )?import (?:struct |class |func |enum |protocol )?(\w+)")


def target_of(path):
    """The target a file belongs to, by the longest matching directory."""
    text = path.as_posix()
    return max((t for t in ALLOWED if text.startswith(t + "/")), key=len, default=None)


def strip_strings_and_comments(line):
    """The code of a line, so that words in texts and comments are not taken for code."""
    line = re.sub(r'"(\\.|[^"\\])*"', '""', line)
    return line.split("//")[0]


def check(root):
    """Yields every violation below a directory."""
    files = sorted(p for d in ("Migrations", "Sources", "Tests") for p in (root / d).rglob("*.swift"))
    for file in files:
        path = file.relative_to(root)
        target = target_of(path)
        lines = file.read_text().splitlines()
        if len(lines) > LONGEST_FILE:
            yield f"{path}: {len(lines)} lines; a file has at most {LONGEST_FILE}"
        in_text = False
        for number, line in enumerate(lines, 1):
            place = f"{path}:{number}"
            if len(line) > LONGEST_LINE:
                yield f"{place}: {len(line)} columns; a line has at most {LONGEST_LINE}"
            match = IMPORT.match(line)
            if match and target is not None and match[1] not in ALLOWED[target]:
                yield f"{place}: {target} may not import {match[1]}"
            if target is not None and target not in ("Sources/AttestryStorage", "Migrations") and SQL.search(line):
                yield f"{place}: SQL stands in Storage and Migrations only"
            toggles = line.count('"""') % 2 == 1
            if target is not None and not in_text and not toggles:
                code = strip_strings_and_comments(line)
                for pattern, why in FORBIDDEN:
                    if pattern.search(code):
                        yield f"{place}: {why}"
            in_text ^= toggles
    for verb in sorted((root / "Sources/attestry").rglob("*.swift")):
        names = re.findall(r'commandName:\s*"', verb.read_text())
        if len(names) > 1:
            yield f"{verb.relative_to(root)}: one verb a file"


def main():
    """Prints the violations of the tree named on the command line."""
    violations = list(check(pathlib.Path(sys.argv[1])))
    for violation in violations:
        print(violation)
    sys.exit(1 if violations else 0)


main()
