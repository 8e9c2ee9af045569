"""Prints random timelines of activities and alert runs, with what each run has to say and what it has to resolve."""

import json
import random
import sys

import messages
from activity_alerts import PLANTS
from activity_house import House
from dates import iso, parse
from ledger_cases import add_sizes, read_options
from timelines import pause

DAYS = 340


VERBS = (("done", 40), ("open", 14), ("contract", 10), ("close", 9), ("change", 9), ("waive", 6), ("void_event", 5),
         ("void_cadence", 4), ("give_up", 4), ("add", 4))


def operations(house, day, is_first, busy, zeal):
    """Yield what is recorded on a day."""
    rng = house.rng
    names = ["add"] * rng.randint(2, 4) + ["contract"] * 2 if is_first else []
    if not is_first and rng.random() < busy:
        names = rng.choices([name for name, _ in VERBS], [weight for _, weight in VERBS], k=rng.choice((1, 1, 2, 3)))
    for name in names:
        done = getattr(house, name)(day)
        if done:
            code, words = done
            if words["verb"] in ("edit", "void_cadence") and "owner" not in words:
                house.forget(code)
            yield {"op": "activity", "code": code, "activity": words}
    if rng.random() < zeal:
        operation = house.react(day)
        if operation:
            yield operation


def timeline(seed, index):
    """Return one numbered timeline, the same operations whatever is planted."""
    rng = random.Random("%s:%s:activities" % (seed, index))
    first = rng.randint(parse("2024-01-01"), parse("2026-12-31"))
    default_owner = rng.choice((None, "desk@example.org", "desk@example.org"))
    escalation = rng.choice((None, "boss@example.org", "boss@example.org"))
    house = House(rng, default_owner, escalation)
    habit, busy = rng.choice(("every", "daily", "mixed", "mixed", "careless")), rng.choice((0.06, 0.12, 0.25))
    zeal, next_run, days = rng.choice((0.02, 0.06, 0.12)), first, []
    for day in range(first, first + DAYS):
        ops = list(operations(house, day, day == first, busy, zeal))
        runs = day == next_run
        if runs:
            next_run = day + 1 + pause(rng, habit)
        heard = house.run(day) if runs else messages.silence()
        if ops or runs:
            days.append(dict({"day": iso(day), "ops": ops, "run": runs}, **heard))
    return {"default_owner": default_owner, "escalation": escalation, "days": days}


def main():
    """Print the timelines that the command line asks for."""
    options = read_options(__doc__, PLANTS, add_sizes)
    for index in range(options.count if options else 0):
        sys.stdout.write(json.dumps(timeline(options.seed, index), separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
