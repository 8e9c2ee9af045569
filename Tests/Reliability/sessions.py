"""Plays the transcripts of the tests with the built program: in a pipe, in a terminal of their width, on their days."""

import argparse
import fcntl
import os
import pathlib
import pty
import re
import select
import struct
import subprocess
import tempfile
import termios
import threading
import tty

from clocks import made_up_clock
from harness import Figures

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "attestryTests/Transcripts"
COPY = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{6}-[0-9A-HJKMNP-TV-Z]{6}\b")
ENDS = ("$", "@", "=", "<", "#", ">")
PROMPTS = (b": ", b"] ")


class Session:
    """Somebody at a command line: a folder with a registry, a day, a terminal or a pipe."""

    def __init__(self, binary, folder, clock):
        self.binary, self.folder, self.width, self.catalogue = binary, folder, None, 0
        # What is typed at a terminal while the next command runs; None where nobody sits there.
        self.answers = None
        self.environment = {**clock, "ATTESTRY_REGISTRY": f"{folder}/registry.db", "NO_COLOR": "1", "LANG": "C.UTF-8",
                            "TZ": "UTC"}
        # The transcripts were written by somebody of this name.
        self.user = os.popen("id -un").read().strip()

    def direct(self, line):
        """Takes a direction: the day, the terminal's width, or what is typed."""
        if line.startswith("@"):
            self.environment["FAKETIME"] = line[2:] + " 12:00:00"
        elif line.startswith("="):
            self.width = int(line[2:]) if line[2:].isdigit() else None
        elif line.startswith(">"):
            self.answers = (self.answers or []) + [line[2:]] * (line[2:] != "^D")

    def run(self, words):
        """Runs a command; returns its status, its output and its errors."""
        if self.answers is not None:
            return self.answered(words)
        if self.width is None:
            done = subprocess.run([self.binary, *words], stdin=subprocess.DEVNULL, capture_output=True,
                                  env=self.environment, timeout=120)
            return done.returncode, done.stdout, done.stderr
        ours, theirs = pty.openpty()
        tty.setraw(theirs)
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 1000, self.width, 0, 0))
        output = bytearray()

        def read():
            while True:
                try:
                    piece = os.read(ours, 65536)
                except OSError:
                    return
                if not piece:
                    return
                output.extend(piece)

        reader = threading.Thread(target=read)
        reader.start()
        done = subprocess.run([self.binary, *words], stdin=subprocess.DEVNULL, stdout=theirs, stderr=subprocess.PIPE,
                              env=self.environment, timeout=120)
        os.close(theirs)
        reader.join()
        os.close(ours)
        return done.returncode, bytes(output), done.stderr

    def answered(self, words):
        """Runs a command at a terminal at which somebody answers; its output is as wide as that, or a pipe."""
        answers, self.answers = self.answers, None
        ours, theirs = pty.openpty()
        shown = pty.openpty() if self.width else os.pipe()
        if self.width:
            tty.setraw(shown[1])
            fcntl.ioctl(shown[1], termios.TIOCSWINSZ, struct.pack("HHHH", 1000, self.width, 0, 0))
        mode = termios.tcgetattr(theirs)
        mode[1] &= ~termios.ONLCR
        termios.tcsetattr(theirs, termios.TCSANOW, mode)
        child = subprocess.Popen([self.binary, *words], stdin=theirs, stdout=shown[1], stderr=theirs,
                                 env=self.environment)
        os.close(theirs)
        os.close(shown[1])
        said, output, open_ends, answered_at = b"", b"", {ours, shown[0]}, -1
        while open_ends:
            ready = select.select(list(open_ends), [], [], 0.1)[0]
            for end in ready:
                try:
                    piece = os.read(end, 65536)
                except OSError:
                    piece = b""
                if not piece:
                    open_ends.discard(end)
                elif end == ours:
                    said += piece
                else:
                    output += piece
            if not ready and said.endswith(PROMPTS) and len(said) > answered_at:
                answered_at = len(said)
                os.write(ours, answers.pop(0).encode() + b"\n" if answers else b"\x04")
        os.close(ours)
        os.close(shown[0])
        # How long it takes is said beside, and taken away again.
        return child.wait(), output, re.sub(rb"\r\x1b\[K([^\r\n]*\xe2\x80\xa6 \d+ s(?=\r))?", b"", said)

    def transcribed(self, line):
        """What a transcript shows of a command."""
        words = split(line)[1:]
        status, output, errors = self.run([f"{self.folder}/{word[2:]}".rstrip("/") if word.startswith("./") else word
                                           for word in words])
        text = output.decode("utf-8", "replace")
        if words[:1] == ["init"] and status == 0:
            self.catalogue = int(self.run(["audit", "log", "--last", "1"])[1].split(b"\t")[0])
        elif "history" in words or words[:2] == ["audit", "log"] or words[:1] == ["restore"]:
            text = "\n".join(map(self.counted, text.split("\n")))
        for each in errors.decode("utf-8", "replace").split("\n"):
            text += f"! {each}\n" if each else ""
        if words[:2] == ["audit", "verify"]:
            text = re.sub(r"\d+ entries, \d+ rows, head [0-9a-f]{64}", "ENTRIES, ROWS, HEAD", text)
            text = re.sub(r"\bentry (\d+)", lambda found: f"entry +{int(found[1]) - self.catalogue}", text)
        if status:
            text += f"? {status}\n"
        text = COPY.sub("COPYID-COPYID", text.replace(str(self.folder), "DIRECTORY"))
        text = re.sub(r"the first \d+ entries are", "the first ENTRIES are", text)
        text = re.sub(r"\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}", "+NUMBER+KEY", text)
        return re.sub(rf"\b{self.user}\b", "tester", text)

    def counted(self, line):
        """A line with the number of its entry counted from the catalogue's last."""
        found = re.match(r"(\d+)(\t|  )", line)
        if not found:
            return line
        count = f"+{int(found[1]) - self.catalogue}"
        return (count if found[2] == "\t" else count.ljust(len(found[1]))) + line[len(found[1]):]


def split(line):
    """A line in words as the transcripts quote them, with single quotes alone."""
    words, word, is_quoted = [], None, False
    for letter in line:
        if letter == "'":
            is_quoted, word = not is_quoted, word or ""
        elif letter == " " and not is_quoted:
            words, word = words + ([] if word is None else [word]), None
        else:
            word = (word or "") + letter
    return words + ([] if word is None else [word])


def is_same(expected, actual, session):
    """Whether a command wrote what it should; where a name of another length stands, rows may break elsewhere."""
    if session.width is not None and "tester" in expected:
        return "".join(expected.split()) == "".join(actual.split())
    return expected == actual


def played(text, session):
    """Yields each command with what it should write and what it writes."""
    # A line that ends as CSV lines do goes on.
    lines = re.split(r"(?<!\r)\n", text)
    while lines:
        line = lines.pop(0)
        if line.startswith("<"):
            content = []
            while (following := lines.pop(0)) != ".":
                content.append(following + "\n")
            (session.folder / line[2:]).write_bytes("".join(content).encode())
        elif line.startswith("$"):
            expected = []
            while lines and not lines[0].startswith(ENDS):
                expected.append(lines.pop(0))
            yield line, "\n".join(expected).rstrip("\r\n"), session.transcribed(line[2:]).rstrip("\r\n")
        else:
            session.direct(line)


def differences(binary, clock, text, figures=None, name=""):
    """How many commands a transcript has, and how many of them write something else."""
    count = wrong = 0
    with tempfile.TemporaryDirectory(prefix="attestry-session-") as folder:
        session = Session(binary, pathlib.Path(folder), clock)
        for line, expected, actual in played(text, session):
            count += 1
            if not is_same(expected, actual, session):
                wrong += 1
                if figures:
                    figures.fail(f"{name}: {line[:90]}: {actual[:400]!r} instead of {expected[:400]!r}")
    return count, wrong


def main():
    """Plays all transcripts, and one that does not say what happens."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--seed")
    parser.add_argument("--only", help="one transcript by name")
    chosen = parser.parse_args()
    binary, figures, commands, wrong = str(pathlib.Path(chosen.binary).resolve()), Figures(), 0, 0
    with made_up_clock() as clock:
        for file in sorted(FOLDER.glob(f"{chosen.only or '*'}.txt")):
            found = differences(binary, clock, file.read_bytes().decode(), figures, file.name)
            commands, wrong = commands + found[0], wrong + found[1]
        figures.at_least("commands", commands, 1 if chosen.only else 1000)
        figures.exactly("commands_that_write_something_else", wrong, 0)
        text = (FOLDER / "voiding.txt").read_bytes().decode()
        figures.control("another_answer", differences(binary, clock, text.replace("voided", "valid"))[1] > 0)
    figures.close()


main()
