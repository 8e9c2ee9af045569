"""Makes the man pages and the reference of the command line from what the program says of itself.

Usage: manual.py BINARY DIRECTORY. The parser's own plug-in would build the program a second time, fill its
examples into paragraphs and leave out the possible values.
"""

import datetime
import json
import os
import pathlib
import subprocess
import sys

ROFF = str.maketrans({"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti"})


def roff(text):
    """Text as roff must have it; no line of it is a request."""
    return "\n".join(r"\&" + line if line[:1] == "." else line for line in text.translate(ROFF).splitlines())


def bold(text):
    """The same, to be typed as it stands."""
    return r"\fB%s\fR" % roff(text)


def shown(command, parts):
    """The subcommands or arguments of a command that its help shows; `help` needs no page."""
    return [part for part in command.get(parts, []) if part["shouldDisplay"] and part.get("commandName") != "help"]


def commands(command, above=()):
    """Every command with the words that call it."""
    words = (*above, command["commandName"])
    yield words, command
    for below in shown(command, "subcommands"):
        yield from commands(below, words)


def blocks(text):
    """The paragraphs of a discussion; true where one is to stand as it is."""
    for block in text.split("\n\n"):
        heading, _, rest = block.partition("\n")
        if rest and all(line.startswith("  ") for line in rest.splitlines()):
            yield heading, False
            yield rest, True
        else:
            yield block, False


def usage(argument):
    """How an argument is typed: its name and its value, either of them empty."""
    value = "<%s>" % argument.get("valueName", "value")
    if argument["kind"] == "positional":
        return "", value
    name = argument["preferredName"]
    return ("--" if name["kind"] == "long" else "-") + name["name"], value if argument["kind"] == "option" else ""


def synopsis(command, bold=str, plain=str):
    """The arguments of a command in the order of typing; `bold` writes what is typed as it stands, `plain` the rest."""
    for argument in shown(command, "arguments"):
        name, value = usage(argument)
        typed = " ".join(filter(None, [name and bold(name), plain(value)]))
        typed += " ..." if argument["isRepeating"] else ""
        yield "[%s]" % typed if argument["isOptional"] else typed


def meaning(argument):
    """What an argument is, with its possible values and its default."""
    notes = [word + ": " + value for word, value in (
        ("values", ", ".join(argument.get("allValues", []))), ("default", argument.get("defaultValue"))) if value]
    return argument.get("abstract", "") + (" (%s)" % "; ".join(notes) if notes else "")


def page(words, command, version, day):
    """One man page (man(7))."""
    name = roff("-".join(words))
    lines = ['.TH "%s" 1 "%s" "attestry %s" "Attestry"' % (name.upper(), day, version), ".SH NAME",
             r"%s \- %s" % (name, roff(command["abstract"]).replace("\n", " ")), ".SH SYNOPSIS", ".ad l", ".nh",
             bold(" ".join(words)), *synopsis(command, bold, roff)]
    if shown(command, "subcommands"):
        lines.append(r"\fIcommand\fR")
    lines += [".hy", ".ad b"]
    if command.get("discussion"):
        lines.append(".SH DESCRIPTION")
        for number, (text, as_it_is) in enumerate(blocks(command["discussion"])):
            if as_it_is:
                lines += [".PP", ".RS 2", ".nf", roff(text), ".fi", ".RE"]
            else:
                lines += [".PP"] * (number > 0) + [roff(text)]
    if shown(command, "arguments"):
        lines.append(".SH OPTIONS")
        for argument in shown(command, "arguments"):
            typed = " ".join(filter(None, usage(argument)))
            lines += [".TP", bold(typed), roff(meaning(argument)) or r"\&"]
    if shown(command, "subcommands"):
        lines.append(".SH COMMANDS")
        for each in shown(command, "subcommands"):
            lines += [".TP", bold("-".join([*words, each["commandName"]])) + "(1)", roff(each["abstract"])]
    if len(words) > 1:
        lines += [".SH SEE ALSO", bold("-".join(words[:-1])) + "(1)"]
    return "\n".join(lines) + "\n"


def chapter(words, command):
    """One chapter of the reference (Markdown)."""
    below = ["<command>"] if shown(command, "subcommands") else []
    lines = ["%s %s" % ("#" * min(len(words), 4), " ".join(words)), "", command["abstract"], "",
             "    " + " ".join([*words, *synopsis(command), *below]), ""]
    for text, as_it_is in blocks(command.get("discussion", "")):
        lines += ["\n".join("    " + line.removeprefix("  ") for line in text.splitlines()) if as_it_is else text, ""]
    for argument in shown(command, "arguments"):
        lines.append("- `%s`: %s" % (" ".join(filter(None, usage(argument))), meaning(argument)))
    return "\n".join(lines).rstrip() + "\n"


def main():
    """Writes DIRECTORY/man/*.1 and DIRECTORY/cli.md."""
    binary, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    said = [subprocess.run([binary, word], check=True, stdout=subprocess.PIPE, text=True).stdout
            for word in ("--experimental-dump-help", "--version")]
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.datetime.fromtimestamp(int(epoch), datetime.timezone.utc) if epoch else datetime.datetime.now()
    found = list(commands(json.loads(said[0])["command"]))
    (folder / "man").mkdir(parents=True, exist_ok=True)
    for words, command in found:
        (folder / "man" / ("-".join(words) + ".1")).write_text(page(words, command, said[1].strip(), now.date()))
    (folder / "cli.md").write_text("\n".join(chapter(*each) for each in found))


main()
