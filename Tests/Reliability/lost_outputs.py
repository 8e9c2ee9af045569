"""Standard output that is full, closed, or read by nobody, for every verb: the status tells the truth."""

import contextlib
import os
import shutil
import signal

from harness import CLOCK, Figures, Registry, options, workspace
from verbs import World, length

# Beside the verbs: what prints without one, and what a monitor calls.
FURTHER = {"--help": ("--help",), "--version": ("--version",), "help": ("certificate", "add", "--help"),
           "--nagios": ("check", "--nagios")}


@contextlib.contextmanager
def full():
    """A disk that is full."""
    with open("/dev/full", "wb") as device:
        yield {"stdout": device}


@contextlib.contextmanager
def unread():
    """A pipe whose reader has gone."""
    reading, writing = os.pipe()
    os.close(reading)
    yield {"stdout": writing}
    os.close(writing)


@contextlib.contextmanager
def closed():
    """No standard output at all."""
    yield {"stdout": None, "preexec_fn": lambda: os.close(1)}


WAYS = (full, unread, closed)


class Bench:
    """Runs a verb in a fresh copy, with its output or without."""

    def __init__(self, world, directory):
        self.world, self.folder = world, directory / "bench"
        self.out = self.folder / "out"

    def run(self, verb, is_made_up=True, **how):
        """How it ended, and how long the log was before and is then; by the made-up clock or the machine's."""
        shutil.rmtree(self.folder, ignore_errors=True)
        registry = self.world.copy(verb, self.folder / "registry.db")
        before = 0 if verb == "init" else length(registry)
        words = FURTHER.get(verb) or self.world.words(verb, self.out)
        if not is_made_up:
            registry.environment = {
                name: value for name, value in registry.environment.items() if name not in CLOCK}
        outcome = registry.run(*words, **how)
        if verb == "init":
            registry = Registry(registry.binary, self.out)
        return outcome, before, length(registry) if registry.path.exists() else 0


def flaws(verb, way, right, found):
    """What is untrue about how a verb ended whose output was lost."""
    (expected, before, complete), (outcome, _, after) = right, found
    if not expected.out:
        status = expected.code
    elif complete != before:
        status = 74
    else:
        status = 3 if verb == "--nagios" else 1
    is_silent = way is unread and complete == before
    return [what for what, is_wrong in {
        f"exit {outcome.code}, not {status}": outcome.code != status,
        f"{after} entries, not {complete}": after != complete,
        "not said": expected.out and not is_silent and "could not be written" not in outcome.err,
        "said to whom has gone": is_silent and "error: " in outcome.err,
        "not said that it is recorded": status == 74 and "is recorded" not in outcome.err,
    }.items() if is_wrong]


def main():
    """Goes through all verbs and ways."""
    chosen, figures = options(__doc__), Figures()
    tried = untrue = printing = 0
    with workspace() as directory:
        world = World(chosen.binary, directory)
        bench = Bench(world, directory)
        for verb in [*world.verbs, *FURTHER]:
            right = bench.run(verb)
            printing += bool(right[0].out)
            for way in WAYS:
                # The made-up clock opens a file, which takes the number of what is closed.
                is_made_up = way is not closed
                if not is_made_up:
                    right = bench.run(verb, is_made_up)
                with way() as how:
                    found = bench.run(verb, is_made_up, **how)
                tried += 1
                if wrong := flaws(verb, way, right, found):
                    untrue += 1
                    figures.fail(f"{verb}, {way.__name__}: {', '.join(wrong)}: {found[0]}")
        figures.at_least("verbs_that_print", printing, 90)
        figures.at_least("lost_outputs", tried, 3 * 120)
        figures.exactly("exit_statuses_that_are_untrue", untrue, 0)
        right = bench.run("product add")
        figures.control("an_output_that_is_not_lost", bool(flaws("product add", full, right, right)))
        right[0].code = -signal.SIGPIPE
        figures.control("a_silent_death", bool(flaws("product add", unread, right, right)))
    figures.close()


main()
