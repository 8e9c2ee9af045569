"""Prints random registries as command lines, day by day, with what each alert run has to raise and to leave open."""

import itertools
import json
import random
import sys

import parties
from agreement_worlds import chance
from dates import iso, parse
from houses import House
from ledger_cases import add_sizes, read_options
from timelines import pause

LONGEST, MANY = 400, 10000
ACTIONS = {"evidence": 20, "customer": 1, "contact": 1, "customer_edit": 6, "contract": 9, "agreement": 9,
           "agreement_event": 18, "release": 12, "recall": 12, "follow_up": 14, "void_release": 3,
           "ladder": 5}
FIRST = ("customer",) * 4 + ("contact",) * 4 + ("agreement",) * 6 + ("evidence",) * 5 + ("release",) * 6


def recorded(rng, house, action, day, operations):
    """Record one thing, where something fits, and note its words with the status they end with."""
    found = getattr(house, action)(rng, day)
    words, status = found if isinstance(found, tuple) else (found, 0)
    if words:
        operations.append({"words": words, "status": status})


def registry(seed, index):
    """Return one numbered registry over more than a year, without and with what is planted alike."""
    rng = random.Random("registries:%s:%s" % (seed, index))
    first = rng.randint(parse("2024-01-01"), parse("2026-06-30"))
    house = House(rng.choice((None, "desk@example.org", "desk@example.org", "desk@example.org")))
    habit, busy = rng.choice(("daily", "mixed", "mixed", "careless")), rng.choice((4, 10, 18))
    days, next_run = [], first
    for day in range(first, first + rng.randint(200, LONGEST)):
        operations = []
        wanted = rng.choices(tuple(ACTIONS), tuple(ACTIONS.values()), k=rng.choice((1, 1, 2))) if chance(rng, busy) else ()
        for action in FIRST if day == first else wanted:
            recorded(rng, house, action, day, operations)
        runs = day == next_run
        said = {"raised": [], "unresolved": 0}
        if runs:
            next_run = day + 1 + pause(rng, habit)
            house.world["memo"].clear()
            raised, unresolved = parties.run(house, day)
            said = {"raised": [[kind, name, anchor, iso(on), rung] for kind, name, anchor, on, rung in raised],
                    "unresolved": unresolved}
        if operations or runs:
            days.append(dict(said, day=iso(day), ops=operations, run=runs))
    return {"default_owner": house.default_owner, "days": days}


def altered(seed):
    """Yield the registries that a planted error answers wrongly."""
    for index in range(MANY):
        found = registry(seed, index)
        with parties.PLANTS.lifted():
            if registry(seed, index) != found:
                yield found


def main():
    """Read the command line and print registries; with a plant only such as show it."""
    options = read_options(__doc__, parties.PLANTS, add_sizes)
    if options is None:
        return
    every = altered(options.seed) if parties.PLANTS.active else (registry(options.seed, n) for n in range(MANY))
    for line in itertools.islice(every, options.count):
        sys.stdout.write(json.dumps(line, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
