"""Checks the generated pages and what README and Docs name; prints each fault and exits 1 where there is one.

Usage: check_docs.py BINARY DIRECTORY. Every verb of `--help` must have a page that groff and mandoc read without
a warning; every link must lead to a file, every script and every command that is named must be there. Then faults
are planted, and it is a fault that one of them is not seen.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
SCRIPT = re.compile(r"\bScripts/[\w./-]*\w")
COMMAND = re.compile(r"(?:^\s+|`)attestry ((?:[a-z][a-z-]* ?)+)", re.MULTILINE)


def verbs(binary, words=()):
    """Every command that `--help` names, by asking it and all below it."""
    said = subprocess.run([binary, *words, "--help"], check=True, stdout=subprocess.PIPE, text=True).stdout
    below = re.findall(r"^  ([a-z][a-z-]*)(?: .*)?$", said.partition("SUBCOMMANDS:")[2], re.MULTILINE)
    yield ("attestry", *words)
    for name in below:
        yield from verbs(binary, (*words, name))


def page_faults(pages, known):
    """What is wrong with the man pages."""
    for words in known:
        page = pages / ("-".join(words) + ".1")
        if not page.exists():
            yield "no man page of '%s'" % " ".join(words)
            continue
        for reader in (["groff", "-man", "-Kutf8", "-ww", "-z", "-Tutf8"], ["mandoc", "-T", "lint", "-W", "warning"]):
            said = subprocess.run([*reader, str(page)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            yield from ("%s: %s" % (reader[0], line) for line in said.stdout.splitlines())
    for page in sorted(pages.iterdir()):
        if page.stem not in {"-".join(words) for words in known}:
            yield "a man page of nothing: %s" % page.name


def text_faults(root, known):
    """What README and Docs name and is not there."""
    groups = {words[1:] for words in known} - {()}
    parents = {words[:-1] for words in groups}
    for file in [root / "README.md", *sorted((root / "Docs").rglob("*.md"))]:
        text = file.read_text()
        for link in LINK.findall(text):
            if not (file.parent / link).exists():
                yield "%s: a link to %s, which is not there" % (file.relative_to(root), link)
        for script in SCRIPT.findall(text):
            if not (root / script).exists():
                yield "%s: %s is not there" % (file.relative_to(root), script)
        for command in COMMAND.findall(text):
            words = tuple(command.split())[:2]
            if words not in groups and not (words[:1] in groups and words[:1] not in parents):
                yield "%s: no command '%s'" % (file.relative_to(root), " ".join(("attestry", *words)))


def planted_faults(root, pages, known):
    """Which planted faults are not seen."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        shutil.copytree(pages, folder / "man")
        (folder / "man" / "attestry-status.1").unlink()
        with open(folder / "man" / "attestry-check.1", "a") as page:
            page.write(".XX\n")
        (folder / "man" / "attestry-gone.1").touch()
        shutil.copytree(root / "Docs", folder / "Docs")
        (folder / "README.md").write_text(
            "[a](Docs/gone.md), `Scripts/gone`, `attestry status`, `attestry audit gone`\n")
        found = [*page_faults(folder / "man", known), *text_faults(folder, known)]
    for plant in ("'attestry status'", "attestry-check.1", "attestry-gone.1", "Docs/gone.md", "Scripts/gone",
                  "audit gone"):
        if not any(plant in fault for fault in found):
            yield "the planted fault in %s is not seen" % plant


def main():
    """Prints what is wrong."""
    root, pages = pathlib.Path("."), pathlib.Path(sys.argv[2]) / "man"
    known = list(verbs(sys.argv[1]))
    faults = [*page_faults(pages, known), *text_faults(root, known), *planted_faults(root, pages, known)]
    for fault in faults:
        print(fault)
    print("figure commands_with_a_man_page=%d bar=%d" % (sum(1 for _ in pages.iterdir()), len(known)))
    sys.exit(1 if faults else 0)


main()
