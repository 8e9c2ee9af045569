"""What the printers of agreements, obligations, gate and holders share: planted errors and options."""

import argparse
import contextlib
import json
import sys


class Plants:
    """Deliberate errors of one script, each known by a name, of which at most one is on at a time."""

    def __init__(self, names):
        """Take a dictionary of names and of what each error alters."""
        self.names = names
        self.active = None

    def activate(self, name):
        """Switch one planted error on, or all of them off with None."""
        if name is not None and name not in self.names:
            raise SystemExit("unknown plant %s; try --plant list" % name)
        self.active = name

    def on(self, name):
        """Tell whether the named error is planted."""
        if name not in self.names:
            raise KeyError(name)
        return self.active == name

    def shift(self, name):
        """Return 1 while the named error is planted, else 0."""
        return 1 if self.on(name) else 0

    @contextlib.contextmanager
    def lifted(self):
        """Leave the planted error out for a while, so that it never alters the questions."""
        active, self.active = self.active, None
        try:
            yield
        finally:
            self.active = active

    def listing(self):
        """Return all names with what they alter, one a line."""
        return "\n".join("%-20s %s" % item for item in self.names.items())

    def alterations(self, script, answer, cases):
        """Yield for every error (what, whether it alters some answers but not all, what is wanted)."""
        honest = [answer(case) for case in cases]
        for name in self.names:
            self.activate(name)
            altered = sum(answer(case) != right for case, right in zip(cases, honest))
            self.activate(None)
            what = "%s --plant %s alters %d of %d" % (script, name, altered, len(cases))
            yield what, 0 < altered < len(cases), True


def read_options(text, plants, add):
    """Read the command line; None where it only asked for the names of the plants."""
    parser = argparse.ArgumentParser(description=text)
    parser.add_argument("--plant", help="a deliberate error by name, or `list`")
    add(parser)
    options = parser.parse_args()
    if options.plant == "list":
        print(plants.listing())
        return None
    plants.activate(options.plant)
    return options


def write_case(question, expected):
    """Print one question with its answer as one line of JSON."""
    sys.stdout.write(json.dumps(dict(question, expected=expected), separators=(",", ":")) + "\n")


def add_sizes(parser):
    """Add the options that say how many random cases to print, and which."""
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)


def print_random(text, plants, question, answer):
    """Print the numbered random cases that the command line asks for."""
    options = read_options(text, plants, add_sizes)
    for index in range(options.count if options else 0):
        case = question(options.seed, index)
        write_case(case, answer(case))
