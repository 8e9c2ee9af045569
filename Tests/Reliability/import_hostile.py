"""Files made to cost much: memory stays bounded, time grows with the size and no faster."""

import os
import subprocess

from growth import growth
from harness import MIB, Figures, Registry, options, workspace

TIMES = 3
HEADER = b"code,name,status,since,domains\n"


def kinds():
    """Every shape of file, made to a size in bytes."""
    return {
        "one_field": lambda size: HEADER + b"a," + b"x" * size,
        "open_quote": lambda size: HEADER + b'a,"' + b"x\n" * (size // 2),
        "quotes": lambda size: HEADER + b'a,"' + b'"' * (size // 2 * 2) + b'"\n',
        "quoted_cells": lambda size: HEADER + b'"","","","",""\n' * (size // 15),
        "columns": lambda size: b"," * size,
        "names": lambda size: b",".join(b"c%d" % number for number in range(size // 8)) + b"\n",
        "empty_lines": lambda size: HEADER + b"\n" * size,
        "bad_rows": lambda size: HEADER + b"A B,,nobody,1/2/2024,a b\n" * (size // 25),
        "same_code": lambda size: HEADER + b"acme,A,,,\n" * (size // 10),
        "nul": lambda size: HEADER + bytes(size),
        "latin": lambda size: HEADER + b"a\xe9,b,,,\n" * (size // 9),
        "wide": lambda size: b"\xff\xfe" + (HEADER + b"a,b,,,\n" * (size // 14)).decode().encode("utf-16-le"),
    }


def cost(registry, path):
    """The exit status, seconds of the processor and MiB of one dry run, and what it said."""
    process = subprocess.Popen(
        [registry.binary, "import", "customer", str(path), "--dry-run"], env=registry.environment,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said


def main():
    """Measures each file at its size and at half of it."""
    chosen = options(__doc__, size=1)
    figures, most, steepest, unsaid = Figures(), 0, 0, []
    with workspace() as directory:
        registry = Registry(chosen.binary, directory / "registry.db").init()
        path, last = directory / "hostile.csv", None
        for name, make in kinds().items():
            ends = {}

            def seconds(size, make=make, ends=ends):
                path.write_bytes(make(size))
                ends[size] = cost(registry, path)
                return ends[size][1]

            whole = chosen.size * MIB
            times, *taken = growth(lambda: seconds(whole // 2), lambda: seconds(whole), TIMES)
            status, _, memory, said = ends[whole]
            print(f"{name}: exit {status}, {taken[0]:.2f} and {taken[1]:.2f} s, {memory:.0f} MiB, "
                  f"{len(said)} bytes: {said[:100]!r}")
            most, steepest = max(most, memory), max(steepest, times)
            if status not in (0, 1) or status == 1 and b"error: " not in said or len(said) > 100_000:
                unsaid.append(name)
            last = (taken, memory) if name == "quoted_cells" else last
        figures.exactly("files_without_a_short_answer", len(unsaid), 0)
        figures.at_most("memory_mib", round(most), 200)
        figures.at_most("time_of_twice_the_size", round(steepest, 2), TIMES)
        figures.control("a_file_costs_something", last is not None and last[1] > 1)
    figures.close()


main()
