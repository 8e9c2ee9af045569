"""Random histories of a registry with runs of the alerts in between, and what each run must raise."""

import argparse
import json
import random

import alerts
import rules
from catalogue import EDITIONS, SCHEMES, covers_day
from dates import add_months, parse, text
from worlds import blank

BEGIN, END = parse("2025-01-01"), parse("2027-12-31")
FIELDS = ("edition", "parent", "issued_on", "valid_from", "expires_on", "period_start", "period_end", "as_of_on", "opinion")


class Timeline:
    """A registry in the making, with the operations that made it."""

    def __init__(self, draw):
        self.draw = draw
        self.world = {}
        self.memory = {}
        self.owner = draw.choice(("owner@example.com", "owner@example.com", None))
        self.days = []

    def day(self, day, ops, runs):
        """Closes a day: its operations, and what a run raises."""
        raised = alerts.run(self.world, self.memory, self.owner, day) if runs else []
        self.days.append({"day": text(day), "ops": ops, "run": runs,
                          "raised": [[code, name, text(on), rung] for code, name, on, rung in raised]})

    def document(self, scheme, number, day):
        """The content of a version that could be recorded on a day."""
        draw, v = self.draw, blank(number)
        v["recorded_on"] = day
        editions = list(EDITIONS.get(scheme, {}))
        if SCHEMES[scheme][0] == "report":
            end = day - draw.choice((5, 40, 60, 200, 330, 365, 420, 700))
            v["issued_on"] = min(day, end + draw.randint(0, 60))
            v["opinion"] = draw.choice(("unqualified", "qualified"))
            v["edition"] = draw.choice(editions + [None])
            if covers_day(scheme):
                v["as_of_on"] = end
            else:
                v["period_end"], v["period_start"] = end, end - draw.choice((180, 364))
            return v
        months = SCHEMES[scheme][1] or 24
        v["edition"] = draw.choice(editions) if editions else None
        v["issued_on"] = day - draw.choice((0, 0, 3, 30, 200, 320, 500, 900, 1060, 1200))
        if draw.random() < 0.3:
            v["valid_from"] = v["issued_on"] + draw.choice((0, 10, 45, 90))
        start = rules.start_of(v)
        if draw.random() < 0.75 or SCHEMES[scheme][1] is None:
            v["expires_on"] = add_months(start, months) - draw.choice((0, 1, 1, 200))
        return v

    def add(self, code, scheme, parent, day):
        """Records an evidence."""
        v = self.document(scheme, 1, day)
        v["parent"] = parent
        owner = self.draw.choice(("keeper@example.com", None))
        self.world[code] = {"scheme": scheme, "versions": [v], "owner": owner, "recorded_on": day, "discontinued_on": None}
        return {"op": "add", "code": code, "scheme": scheme, "owner": owner, "version": self.written(v)}

    def renew(self, code, day):
        """Records a further version, often following the one before, sometimes as a reissue."""
        evidence = self.world[code]
        v = self.document(evidence["scheme"], len(evidence["versions"]) + 1, day)
        v["parent"] = evidence["versions"][-1]["parent"]
        last = max(evidence["versions"], key=rules.rank) if not rules.is_report(evidence) else None
        end = rules.end_of(evidence, last) if last else None
        shape = self.draw.random()
        if end is not None and shape < 0.3:
            v["issued_on"], v["valid_from"] = day, max(day, end + self.draw.choice((1, 1, 2, 20)))
            v["expires_on"] = add_months(v["valid_from"], SCHEMES[evidence["scheme"]][1] or 24) - 1
        elif end is not None and shape < 0.5 and end >= day:
            v["issued_on"], v["valid_from"], v["expires_on"] = day, None, end
        evidence["versions"].append(v)
        return {"op": "renew", "code": code, "version": self.written(v)}

    def event(self, code, day):
        """Records a suspension, restoration, withdrawal or cancellation, perhaps late."""
        evidence = self.world[code]
        v = self.draw.choice(evidence["versions"])
        begin = v["issued_on"] if rules.is_report(evidence) else rules.start_of(v)
        on = day - self.draw.choice((0, 0, 1, 10, 100))
        if on < begin or rules.terminal(v, alerts.FOREVER):
            return None
        if rules.is_report(evidence):
            kind = "withdrawn"
        elif rules.suspended_since(v, on) is None:
            kind = self.draw.choice(("suspended", "suspended", "suspended", "withdrawn", "cancelled"))
        else:
            kind = self.draw.choice(("restored", "restored", "withdrawn"))
        v["events"].append({"kind": kind, "occurred_on": on, "recorded_on": day})
        return {"op": "event", "code": code, "version": v["version"], "kind": kind, "occurred_on": text(on)}

    def milestone(self, code, day):
        """Adds something due."""
        evidence = self.world[code]
        v = self.draw.choice(evidence["versions"])
        due = max(rules.start_of(v), day + self.draw.choice((-100, -20, 5, 60, 130, 200)))
        kind = self.draw.choice(("surveillance", "book-auditor"))
        known = {(m["kind"], m["due_on"]) for w in evidence["versions"] for m in w["milestones"]}
        if rules.is_report(evidence) or (kind, due) in known:
            return None
        v["milestones"].append({"kind": kind, "due_on": due, "done_on": None, "recorded_on": day})
        return {"op": "milestone", "code": code, "version": v["version"], "kind": kind, "due_on": text(due)}

    def done(self, code, day):
        """Closes something due."""
        open_ones = [(v, m) for v in self.world[code]["versions"] for m in v["milestones"] if m["done_on"] is None]
        if not open_ones:
            return None
        v, m = self.draw.choice(open_ones)
        m["done_on"] = day - self.draw.choice((0, 3))
        return {"op": "milestone_done", "code": code, "version": v["version"], "kind": m["kind"],
                "due_on": text(m["due_on"]), "done_on": text(m["done_on"])}

    def edit(self, code, day):
        """Corrects the printed end, sometimes back to what it was."""
        evidence = self.world[code]
        v = self.draw.choice(evidence["versions"])
        if rules.is_report(evidence):
            return None
        end = rules.end_of(evidence, v) or rules.start_of(v) + 700
        new = max(rules.start_of(v), v.get("former") or end + self.draw.choice((-60, -1, 1, 30, 365)))
        if new == v["expires_on"]:
            return None
        v["former"], v["expires_on"], v["recorded_on"] = v["expires_on"], new, day
        return {"op": "edit", "code": code, "version": v["version"], "expires_on": text(new)}

    def discontinue(self, code, day):
        """Gives an evidence up."""
        on = day + self.draw.choice((-30, 0, 40))
        if self.world[code]["discontinued_on"] == on:
            return None
        self.world[code]["discontinued_on"] = on
        return {"op": "discontinue", "code": code, "on": text(on)}

    @staticmethod
    def written(v):
        """The content of a version with its dates as text."""
        return {k: text(v[k]) if isinstance(v[k], int) else v[k] for k in FIELDS}


def random_timeline(draw):
    """Three years of a registry with at most 90 missed days between the runs."""
    line, day = Timeline(draw), BEGIN
    schemes = list(SCHEMES)
    count = draw.randint(2, 5)
    gaps = draw.choice(((1, 1, 1, 7, 40), (1, 1, 2, 8, 30, 91), (1, 3, 15, 31, 61, 91)))
    while day <= END:
        ops = []
        if len(line.world) < count and (not line.world or draw.random() < 0.2):
            if len(line.world) == 1 and "e0" in line.world and line.world["e0"]["scheme"] == "iso27001":
                ops.append(line.add("e1", draw.choice(("iso27701", "iso27017")), draw.choice(("e0", "e0", None)), day))
            else:
                scheme = "iso27001" if not line.world and draw.random() < 0.5 else draw.choice(schemes)
                ops.append(line.add("e%d" % len(line.world), scheme, None, day))
        for _ in range(draw.choice((0, 0, 0, 0, 1, 2))):
            code = draw.choice(list(line.world))
            verb = draw.choices((line.renew, line.event, line.milestone, line.done, line.edit, line.discontinue),
                                (4, 3, 4, 3, 3, 0.3))[0]
            op = verb(code, day)
            if op:
                ops.append(op)
        runs = draw.random() < 0.95 or day == BEGIN
        if ops or runs:
            line.day(day, ops, runs)
        day += draw.choice(gaps)
    return {"default_owner": line.owner, "days": line.days}


def storm(draw):
    """300 certificates imported at once, half of them long expired, then a run every day of a year."""
    line, first = Timeline(draw), parse("2026-11-23")
    line.owner = "owner@example.com"
    ops = []
    schemes = [c for c in SCHEMES if SCHEMES[c][0] != "report" and not c.startswith("iso27") and SCHEMES[c][1]]
    for index in range(300):
        code, scheme = "c%03d" % index, schemes[index % len(schemes)]
        op = line.add(code, scheme, None, first)
        v = line.world[code]["versions"][0]
        end = first - draw.randint(200, 2500) if index % 2 == 0 else first + draw.randint(-84, 900)
        v["issued_on"], v["valid_from"], v["expires_on"] = min(first, end - 364), None, end
        op["version"] = line.written(v)
        ops.append(op)
    for offset in range(366):
        line.day(first + offset, ops if offset == 0 else [], True)
    counts = [len(day["raised"]) for day in line.days]
    return {"default_owner": line.owner, "days": line.days, "first_day_count": counts[0], "year_count": sum(counts)}


def main():
    """Reads the options and prints one timeline a line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plant", choices=["exact-day"])
    parser.add_argument("--import-storm", action="store_true")
    options = parser.parse_args()
    alerts.EXACT_DAY = options.plant == "exact-day"
    draw = random.Random(options.seed)
    if options.import_storm:
        print(json.dumps(storm(draw)))
        return
    for _ in range(options.count):
        print(json.dumps(random_timeline(draw)))


main()
