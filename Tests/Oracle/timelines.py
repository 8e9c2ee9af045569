"""Prints random timelines of recordings and alert runs, with what each run has to raise."""

import argparse
import json
import random
import sys

import alerts
import histories
from catalogue import CERTIFICATES, REPORTS
from dates import add_months, iso, parse
from prepared import prepare_world
from register import Register

DAYS = 3 * 365 + 1
LONGEST_PAUSE = 90
STORM_DAY = "2026-11-23"
STORM_SIZE, STORM_RUNS = 300, 366


class Simulation:
    """Records days of operations and runs, and keeps what was raised."""

    def __init__(self, default_owner, exact_day=False):
        """Begin with an empty register and nothing raised."""
        self.register, self.memory, self.days = Register(), {}, []
        self.default_owner, self.exact_day = default_owner, exact_day
        self.world = prepare_world([])

    def record(self, operation, day, operations):
        """Apply one operation and note it among those of its day."""
        operations.append(json.loads(json.dumps(operation)))
        self.register.apply(operation, day)

    def close(self, day, operations, runs):
        """End a day, with a run or without, and note it unless it was empty."""
        if operations:
            self.world = prepare_world(list(self.register.evidence.values()))
        raised = []
        if runs:
            self.world["memo"].clear()
            found = alerts.run(self.world, day, self.memory, self.default_owner, self.exact_day)
            raised = [[code, name, iso(on), rung] for code, name, on, rung in found]
        if operations or runs:
            self.days.append({"day": iso(day), "ops": operations, "run": runs, "raised": raised})


def pause(rng, habit):
    """Return how many days are missed before the next run."""
    if habit == "daily":
        return 0 if rng.random() < 0.98 else rng.randint(1, LONGEST_PAUSE)
    if habit == "careless":
        return rng.randint(0, LONGEST_PAUSE)
    return rng.choices((0, rng.randint(1, 6), rng.randint(7, 30), rng.randint(31, LONGEST_PAUSE)), (55, 27, 12, 6))[0]


def random_timeline(seed, index, exact_day):
    """Return one numbered timeline over three years."""
    rng = random.Random("%s:%s" % (seed, index))
    first = rng.randint(parse("2024-01-01"), parse("2026-12-31"))
    simulation = Simulation(rng.choice((None, "desk@example.org", "desk@example.org")), exact_day)
    habit = rng.choice(("daily", "mixed", "mixed", "mixed", "careless"))
    limit, busy = rng.randint(3, 7), rng.choice((0.02, 0.04, 0.08))
    next_run = first
    for day in range(first, first + DAYS):
        operations = []
        wanted = rng.randint(2, 4) if day == first else int(rng.random() < busy) * rng.choice((1, 1, 2, 3))
        for _ in range(wanted):
            if day == first:
                owner = rng.choice((None,) + histories.OWNERS)
                operation = histories.add(rng, simulation.register, day, owner=owner)
            else:
                operation = histories.random_operation(rng, simulation.register, day, limit)
            if operation:
                simulation.record(operation, day, operations)
        runs = day == next_run
        if runs:
            next_run = day + 1 + pause(rng, habit)
        simulation.close(day, operations, runs)
    return {"default_owner": simulation.default_owner, "days": simulation.days}


def storm_addition(rng, register, day, number):
    """Return one of the imported evidences: half of them long over, some over lately."""
    name = "iso27001" if number <= 12 else (CERTIFICATES + REPORTS)[number % 23]
    code = "%s-%03d" % (name, number)
    owner = rng.choice((None,) + histories.OWNERS)
    scheme = histories.SCHEMES[name]
    over = rng.random()
    ago = rng.randint(85, 1500) if over < 0.55 else rng.choice((0, 1, 83, 84, rng.randint(1, 84)))
    if over > 0.75 or (scheme["kind"] == "statement"):
        return histories.add(rng, register, day, name, code, owner)
    if scheme["covers"]:
        last = add_months(day - ago, -scheme["freshness_months"])
        fields = histories.report_fields(rng, name, last, last + rng.randint(0, 90))
    else:
        end = day - ago
        start = add_months(end, -scheme["validity_months"])
        fields = histories.certificate_fields(rng, name, register, start, start, end)
    return {"op": "add", "code": code, "scheme": name, "owner": owner, "version": fields}


def storm(seed, exact_day):
    """Return the timeline of one large import followed by a year of daily runs."""
    rng = random.Random("%s:storm" % seed)
    simulation, first = Simulation("desk@example.org", exact_day), parse(STORM_DAY)
    for day in range(first, first + STORM_RUNS):
        operations = []
        for number in range(1, STORM_SIZE + 1) if day == first else ():
            simulation.record(storm_addition(rng, simulation.register, day, number), day, operations)
        simulation.close(day, operations, True)
    counts = [len(entry["raised"]) for entry in simulation.days]
    return {"default_owner": simulation.default_owner, "first_day_count": counts[0], "year_count": sum(counts),
            "days": simulation.days}


def main():
    """Read the command line and print timelines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plant", choices=["exact-day"], help="raise only on a rung's very day")
    parser.add_argument("--import-storm", action="store_true", help="print one large import instead")
    options = parser.parse_args()
    exact_day = options.plant is not None
    if options.import_storm:
        sys.stdout.write(json.dumps(storm(options.seed, exact_day), separators=(",", ":")) + "\n")
        return
    for index in range(options.count):
        line = random_timeline(options.seed, index, exact_day)
        sys.stdout.write(json.dumps(line, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
