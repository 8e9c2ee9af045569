"""Files for import that ask for hours or gigabytes: each ends in a named error within bounds, and a file
twice as long takes about twice the time of the processor, whatever else the machine does."""

import os
import subprocess
import threading

from growth import growth
from harness import MIB, Figures, Registry, options, workspace

LARGEST, LONGEST, PATIENCE, TIMES = 200, 60, 600, 3
HEADER = b"code,name\n"


def bombs():
    """Each bomb by its name: the bytes of which it is made, what repeats, and what ends it; the number of
    bytes of the large one."""
    return {
        "a long field": (HEADER + b"a,", b"x", b"\n", 10 * MIB),
        "a long field in quotes": (HEADER + b'a,"', b"x", b'"\n', 10 * MIB),
        "a long line": (b"", b"x", b"\n", 100 * MIB),
        "a long line after the header": (HEADER, b"x", b"\n", 100 * MIB),
        "columns": (b"code,name", b",x", b"\n", 2 * MIB),
        "columns of the same name": (b"code", b",name", b"\na,b\n", 5 * MIB),
        "commas in the header": (b"code,name", b",", b"\n", 60 * MIB),
        "commas in a row": (HEADER + b"a,b", b",", b"\n", 60 * MIB),
        "columns and rows": (b"code,name" + b",x" * 1000 + b"\n", b"a\n", b"", 2 * MIB),
        "commas in every row": (HEADER, b"," * 99 + b"\n", b"", 60 * MIB),
        "quotes": (HEADER, b'"', b"\n", 60 * MIB),
        "rows of quotes": (HEADER, b'""""\n', b"", 5 * MIB),
        "rows of broken quotes": (HEADER, b'a"b\n', b"", 5 * MIB),
        "an open quote": (HEADER + b'a,"', b"line\n", b"", 60 * MIB),
        "rows that are wrong": (HEADER, b"?,\n", b"", 3 * MIB),
        "rows that are the same": (HEADER, b"a,b\n", b"", 4 * MIB),
        "short rows": (b"code,name,status\n", b"a\n", b"", 2 * MIB),
        "NULs": (HEADER, b"\0", b"\n", 60 * MIB),
        "NULs in rows": (HEADER, b"\0,\0\n", b"", 4 * MIB),
        "no UTF-8": (HEADER, b"\xff", b"\n", 60 * MIB),
        "line feeds": (HEADER, b"\n", b"?,\n", 60 * MIB),
        "carriage returns": (HEADER, b"\r", b"?,\n", 60 * MIB),
        "carriage returns and line feeds": (HEADER, b"\r\n", b"?,\n", 60 * MIB),
        "marks of the order of bytes": (b"", b"\xef\xbb\xbf", b"\n", 60 * MIB),
        "half an UTF-16": (b"\xff\xfe", b"x\0", b"\0", 60 * MIB),
    }

# Rows of separators alone are empty ones, which stand anywhere.
EMPTY = "commas in every row"


def write(path, parts, size):
    """Writes a bomb of about so many bytes."""
    begin, unit, end, _ = parts
    block = unit * (MIB // len(unit) + 1)
    with open(path, "wb") as file:
        file.write(begin)
        for _ in range(size // len(block)):
            file.write(block)
        file.write(unit * (size % len(block) // len(unit)) + end)


class Trial:
    """Imports a file and measures it."""

    def __init__(self, registry, figures):
        self.registry, self.figures = registry, figures

    def run(self, path):
        """The exit status, the seconds of the processor, the MiB, and how the messages begin."""
        said = b""
        with open(path, "rb") as file:
            child = subprocess.Popen(
                [self.registry.binary, "import", "customer", "-", "--dry-run"], stdin=file,
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=self.registry.environment)
        timer = threading.Timer(PATIENCE, child.kill)
        timer.start()
        while block := child.stderr.read(MIB):
            said = (said + block)[:4096]
        _, status, usage = os.wait4(child.pid, 0)
        timer.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        child.stderr.close()
        return (child.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss >> 10,
                said.decode("utf-8", "replace"))

    def judge(self, name, path, parts, size):
        """Imports a bomb and one of half its size; returns whether it ends as it must."""
        ends = {}

        def seconds(length):
            write(path, parts, length)
            ends[length] = self.run(path)
            return ends[length][1]

        times, half, whole = growth(lambda: seconds(size // 2), lambda: seconds(size), TIMES)
        code, _, mib, said = ends[size]
        first = (said.splitlines() or [""])[0][:100]
        print(f"{name}: {size >> 10} KiB, {whole:.1f} s after {half:.1f} s, {mib} MiB, exit {code}: {first}",
              flush=True)
        refused = 0 if name == EMPTY else 1
        flaws = [what for what, is_wrong in {
            f"exit {code}": code != refused,
            "not explained": refused and "error: " not in said and "line " not in said,
            f"{whole:.0f} s": whole > LONGEST, f"{mib} MiB": mib > LARGEST,
            f"{times:.1f} times the time for twice the bytes": times > TIMES}.items() if is_wrong]
        if flaws:
            self.figures.fail(f"{name}: {', '.join(flaws)}")
        return not flaws


def main():
    """Imports them all; small ones are a tenth as long."""
    chosen = options(__doc__, share=10)
    figures, made, passed = Figures(), bombs(), 0
    with workspace() as directory:
        trial = Trial(Registry(chosen.binary, directory / "registry.db").init(), figures)
        for name, parts in made.items():
            passed += trial.judge(name, directory / "bomb.csv", parts, parts[3] // chosen.share)
        figures.exactly("bombs_that_end_in_bounds", passed, len(made))
        quiet = Figures()
        quiet.fail = lambda text: None
        (directory / "good.csv").write_bytes(HEADER + b"a,b\n")
        figures.control("a_file_that_is_taken", not Trial(trial.registry, quiet).judge(
            "a good file", directory / "bomb.csv", (HEADER, b"a,b\n", b"", 4), 4))
        figures.control("a_cost_that_is_squared", growth(lambda: 1, lambda: 4, TIMES)[0] > TIMES)
        slow_once = iter([4, 2])
        figures.control("a_clock_that_was_slow_once", growth(lambda: 1, lambda: next(slow_once), TIMES)[0] == 2)
        figures.exactly("verify_status", trial.registry.verify().code, 0)
    figures.close()


main()
