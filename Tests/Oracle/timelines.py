"""Prints random timelines of recordings and alert runs, with what each run has to raise."""

import argparse
import contextlib
import datetime
import json
import random
import sys
import zoneinfo

import alerts
import histories
import messages
from catalogue import CERTIFICATES, REPORTS
from dates import add_months, iso, parse
from prepared import prepare_world
from register import Register

DAYS = 3 * 365 + 1
LONGEST_PAUSE = 90
STORM_DAY = "2026-11-23"
STORM_SIZE, STORM_RUNS = 300, 366


class Simulation:
    """Records days of operations and runs, and keeps what was raised; with a desk, what people do about it too."""

    def __init__(self, default_owner, plant=None, desk=None, planted=None):
        """Begin with an empty register and nothing raised; a second desk, with a plant, may do the talking."""
        self.register, self.memory, self.days = Register(), {}, []
        self.default_owner, self.plant = default_owner, plant
        self.world = prepare_world([])
        self.desk, self.planted, self.edits, self.stirred = desk, planted, [], None

    def record(self, operation, day, operations):
        """Apply one operation and note it among those of its day."""
        operations.append(json.loads(json.dumps(operation)))
        if operation["op"] in messages.OPERATIONS:
            self.desk.apply(operation, day)
            if self.planted:
                with contextlib.suppress(ValueError):
                    self.planted.apply(operation, day)
            return
        former = histories.former_edit(self.register, operation)
        self.edits += [former] if former else []
        self.register.apply(operation, day)

    def close(self, day, operations, runs):
        """End a day, with a run or without, and note it unless it was empty."""
        if operations:
            self.world = prepare_world(list(self.register.evidence.values()))
        said = {"raised": []} if self.desk is None else messages.silence()
        if runs:
            self.world["memo"].clear()
            if self.desk:
                said = self.desk.run_world(self.world, day)
                self.stirred = day if said["raised"] else self.stirred
                said = self.planted.run_world(self.world, day, self.plant) if self.planted else said
            else:
                found = alerts.run(self.world, day, self.memory, self.default_owner, self.plant)
                said["raised"] = [[code, name, iso(on), rung] for code, name, on, rung in found]
        if operations or runs:
            self.days.append(dict({"day": iso(day), "ops": operations, "run": runs}, **said))


def pause(rng, habit):
    """Return how many days are missed before the next run."""
    if habit == "every":
        return 0
    if habit == "daily":
        return 0 if rng.random() < 0.98 else rng.randint(1, LONGEST_PAUSE)
    if habit == "careless":
        return rng.randint(0, LONGEST_PAUSE)
    return rng.choices((0, rng.randint(1, 6), rng.randint(7, 30), rng.randint(31, LONGEST_PAUSE)), (55, 27, 12, 6))[0]


def reactions(rng, simulation, day, zeal):
    """Yield what people do on a day, more of it on the days around something new."""
    fresh = simulation.stirred is not None and day - simulation.stirred <= 2
    for _ in range(rng.choice((1, 1, 2, 4)) if rng.random() < zeal * (5 if fresh else 1) else 0):
        operation = histories.reaction(rng, simulation.register, simulation.desk, simulation.edits, day)
        if operation:
            yield operation


def instants(day, zone):
    """Return the first and the last seconds of a civil day in a zone, as seconds since 1970 in UTC."""
    date = datetime.date.fromisoformat(iso(day))
    ends = datetime.time(0, 0, 5), datetime.time(23, 59, 55)
    return [int(datetime.datetime.combine(date, end, zoneinfo.ZoneInfo(zone)).timestamp()) for end in ends]


def random_timeline(seed, index, plant, people=False, zone=None, days=DAYS):
    """Return one numbered timeline over so many days, with or without what people do about alerts.

    With a zone there is a run on every day, and each day has its instants.
    """
    rng, others = random.Random("%s:%s" % (seed, index)), random.Random("%s:%s:people" % (seed, index))
    first = rng.randint(parse("2024-01-01"), parse("2026-12-31"))
    default_owner = rng.choice((None, "desk@example.org", "desk@example.org"))
    desk = planted = None
    if people:
        escalation = others.choice((None,) + ("boss@example.org",) * 4 + ("desk@example.org", histories.OWNERS[0]))
        zeal, desk = others.choice((0.01, 0.03, 0.08)), messages.Desk(default_owner, escalation)
        planted = messages.Desk(default_owner, escalation, plant) if plant else None
    simulation = Simulation(default_owner, plant if plant in alerts.PLANTS else None, desk, planted)
    habit = rng.choice(("daily", "mixed", "mixed", "mixed", "careless"))
    habit = "every" if zone else habit
    limit, busy = rng.randint(3, 7), rng.choice((0.02, 0.04, 0.08))
    next_run = first
    for day in range(first, first + days):
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
        for operation in reactions(others, simulation, day, zeal) if people else ():
            simulation.record(operation, day, operations)
        runs = day == next_run
        if runs:
            next_run = day + 1 + pause(rng, habit)
        simulation.close(day, operations, runs)
        if zone:
            simulation.days[-1]["at"] = instants(day, zone)
    settings = {"default_owner": default_owner, "escalation": escalation} if people else {"default_owner": default_owner}
    return dict(settings, days=simulation.days)


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


def storm(seed, plant):
    """Return the timeline of one large import followed by a year of daily runs."""
    rng = random.Random("%s:storm" % seed)
    simulation, first = Simulation("desk@example.org", plant), parse(STORM_DAY)
    for day in range(first, first + STORM_RUNS):
        operations = []
        for number in range(1, STORM_SIZE + 1) if day == first else ():
            simulation.record(storm_addition(rng, simulation.register, day, number), day, operations)
        simulation.close(day, operations, True)
    counts = [len(entry["raised"]) for entry in simulation.days]
    old = [alert for alert in simulation.days[0]["raised"] if parse(alert[2]) < first - alerts.OLDEST_RECORDED]
    return {"default_owner": simulation.default_owner, "first_day_count": counts[0], "year_count": sum(counts),
            "old_count": len(old), "days": simulation.days}


def main():
    """Read the command line and print timelines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plant", choices=alerts.PLANTS + messages.PLANTS, help="get one thing wrong")
    parser.add_argument("--people", action="store_true", help="add what people do about alerts, and the mails")
    parser.add_argument("--zone", help="run on every day, at instants of this zone")
    parser.add_argument("--days", type=int, default=DAYS, help="how many days; without, three years")
    parser.add_argument("--import-storm", action="store_true", help="print one large import instead")
    options = parser.parse_args()
    if options.people and options.import_storm or options.plant in messages.PLANTS and not options.people:
        parser.error("people do nothing in an import storm, and their plants need --people")
    if options.import_storm:
        line = storm(options.seed, options.plant)
        sys.stdout.write(json.dumps(line, separators=(",", ":")) + "\n")
        return
    for index in range(options.count):
        line = random_timeline(options.seed, index, options.plant, options.people, options.zone,
                               options.days)
        sys.stdout.write(json.dumps(line, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
