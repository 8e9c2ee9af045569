"""A clock of 1899, 2200 or 9999: each verb that changes something refuses it and writes nothing."""

import datetime
import re

from clocks import made_up_clock, offset
from harness import Figures, options, workspace
from verbs import World

YEARS = (1899, 2200, 9999)


def named(year, said):
    """Whether the day of the clock is said; what is made of 9999 with an offset is some year beyond 2200."""
    found = re.search(r"clock cannot be trusted: today is (\d+)-", said)
    return bool(found) and (int(found[1]) == year or year == 9999 and int(found[1]) > 2200)


def flaws(world, verb, directory, year, clock, more=()):
    """What is wrong with how the verb takes the clock."""
    registry, out = world.copy(verb, directory / "bench" / "registry.db"), directory / "out"
    before = registry.path.read_bytes()
    registry.environment = {**registry.environment, **clock}
    outcome = registry.run(*world.words(verb, out), *more)
    found = [what for what, is_wrong in {
        f"exit {outcome.code}": outcome.code != 4,
        "the clock is not named": not named(year, outcome.err),
        "the file is changed": registry.path.read_bytes() != before,
        "a file is made": out.exists(),
        "something is left behind": [path for path in registry.path.parent.iterdir()
                                     if path != registry.path]}.items() if is_wrong]
    if out.exists():
        out.unlink()
    return [f"{verb} in {year}: {', '.join(found)}: {outcome}"] if found else []


def main():
    """Goes through all verbs and years."""
    chosen = options(__doc__)
    figures, tried, missed = Figures(), 0, 0
    with workspace() as directory, made_up_clock() as clock:
        world = World(chosen.binary, directory)
        verbs = [verb for verb, changes in world.verbs.items() if changes]
        for year in YEARS:
            moment = datetime.datetime(year, 6, 15, 12)
            wrong = {**clock, "FAKETIME": offset(moment)}
            for verb in verbs:
                tried += 1
                # Nobody can vouch for such a clock.
                more = ("--accept-clock",) * (tried % 2)
                for flaw in flaws(world, verb, directory, year, wrong, more):
                    missed += 1
                    figures.fail(flaw)
        figures.at_least("clocks_and_verbs", tried, 240)
        figures.exactly("not_refused_or_something_written", missed, 0)
        right = {**clock, "FAKETIME": world.registry.environment.get("FAKETIME", "+0")}
        figures.control("a_clock_that_is_right", bool(flaws(
            world, "product add", directory, 2026, right)))
    figures.close()


main()
