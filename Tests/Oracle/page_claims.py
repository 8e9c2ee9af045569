"""Prints random worlds with what the page claims of them on sampled days of three years (`rules.md` §10).

Day by day and by verdicts alone: a claim stands while its evidence is in force; what stopped is looked for by
stepping back one day after the other.
"""

import argparse
import bisect
import json
import random
import sys

from activities import answer
from activity_worlds import candidates, question
from dates import add_months, iso, parse
from days import interesting_days
from prepared import prepare_world
from rules import verdict
from worlds import random_evidence

YEARS = 3 * 365
SHOWN = 90

PLANTS = {
    "shown-longer": "what ended is shown for a day longer",
    "shown-shorter": "what ended is shown for a day less",
    "stale-stands": "a stale report still stands",
    "suspended-stands": "a suspended certificate still stands",
    "expired-stands": "an expired certificate still stands",
    "retired-stands": "a certificate to a retired edition still stands",
    "withdrawn-stands": "what was withdrawn still stands",
    "adverse-stands": "a report with an adverse opinion still stands",
    "parent-stands": "what rests on a parent that is out still stands",
    "pending-version": "a renewal that is issued and has not begun is claimed",
    "never-shown": "what was never in force is shown as past",
    "address-dies": "what ended long ago has no address any more",
    "hidden-stands": "what is hidden is claimed",
    "missed-stands": "an activity that was missed still stands",
    "unshown-stands": "an activity that may not be shown is claimed",
    "activity-longer": "an activity that stopped is shown for a day longer",
}
TRIES = 60
HORIZON = parse("2036-01-01")


def stands(world, code, day, plant):
    """Tell whether a claim stands on a day."""
    found = verdict(world, code, day)
    if found["in_force"]:
        return True
    state = found["state"]
    let_through = {
        "stale-stands": "stale", "suspended-stands": "suspended", "expired-stands": "expired",
        "retired-stands": "edition_retired", "withdrawn-stands": "withdrawn", "parent-stands": "parent_invalid",
    }
    if plant == "adverse-stands":
        return state in ("current", "aging")
    return plant in let_through and let_through[plant] == state


def judged_version(world, code, day, plant):
    """Return the number of the version that a claim of a day is about."""
    versions = world["evidence"][code]["versions"]
    covers = world["evidence"][code]["scheme"]["covers"]

    def counts(version):
        begun = version["issued"] if covers else version["start"]
        return (min(begun, version["issued"]) if plant == "pending-version" else begun) <= day

    return [version["number"] for version in versions if counts(version)][-1]


def claim(world, code, day, hidden, plant):
    """Return what the page of a day says of an evidence; None where it says nothing."""
    if hidden and plant != "hidden-stands":
        return None
    versions = world["evidence"][code]["versions"]
    if not versions:
        return None
    first = min(min(version["start"], version["issued"]) for version in versions)
    last = day
    while not stands(world, code, last, plant):
        last -= 1
        if last < first:
            if plant == "never-shown" and first <= day:
                return {"code": code, "standing": "past", "version": 1, "until": iso(day)}
            return None
    shown = SHOWN + (plant == "shown-longer") - (plant == "shown-shorter")
    standing = "stands" if last == day else "ended" if day - last <= shown else "past"
    if plant == "address-dies" and standing == "past":
        return None
    until = verdict(world, code, day)["until"] if standing == "stands" else last
    return {"code": code, "standing": standing, "version": judged_version(world, code, last, plant),
            "until": None if until is None else iso(until)}


class Kept:
    """An activity, and on which days it is kept: asked once between two days on which anything can turn."""

    def __init__(self, case, rng):
        self.case, self.known = case, {}
        self.first = min(parse(cadence["from"]) for cadence in case["cadences"])
        case["shown"], case["hidden"] = rng.random() < 0.6, rng.random() < 0.1
        begun = [parse(cadence["from"]) for cadence in case["cadences"]] + [parse(one["on"]) for one in case["waivers"]]
        over = [parse(text) for one in case["contracts"] for text in (one["since"], one["until"]) if text]
        over += [parse(case["ended_on"])] if case["ended_on"] else []
        for one in candidates(case, HORIZON):
            begun, over = begun + [one["starts"]], over + [one["due"], add_months(one["due"], 12)]
        for record in case["records"]:
            begun, over = begun + [parse(record["on"])], over + [add_months(parse(record["on"]), 12)]
        self.turns = sorted({*begun, *over, *(day + 1 for day in over)})

    def since(self, day):
        """Return the last day by then on which anything can turn; the day itself before the first."""
        place = bisect.bisect_right(self.turns, day)
        return self.turns[place - 1] if place else day

    def on(self, day):
        """Tell whether it is kept on a day."""
        turn = self.since(day)
        if turn not in self.known:
            self.known[turn] = answer(dict(self.case, on=iso(day)))
        return self.known[turn]

    def stops(self, day):
        """Tell whether it is no longer kept from a day on."""
        return not self.on(day)["kept"] and self.on(day - 1)["kept"]

    def claim(self, code, day, plant):
        """Return what the page of a day says of it; None where it says nothing."""
        if self.case["hidden"] or not (self.case["shown"] or plant == "unshown-stands"):
            return None
        last = day
        while not self.on(last)["kept"]:
            if plant == "missed-stands" and self.on(last)["state"] == "overdue":
                break
            last = self.since(last) - 1
            if last < self.first:
                return None
        shown = SHOWN + (plant == "activity-longer")
        standing = "stands" if last == day else "ended" if day - last <= shown else "past"
        return {"code": code, "standing": standing, "version": 0, "until": None if last == day else iso(last)}


def lively(rng, seed, index, middle):
    """Return an activity that begins in the years around a day and stops being kept in them; None where none is found."""
    for number in range(TRIES):
        case = question(seed, TRIES * index + number)
        first = min(parse(cadence["from"]) for cadence in case["cadences"])
        if abs(first - middle + YEARS // 3) < YEARS // 3:
            kept = Kept(case, rng)
            if any(kept.stops(day) for day in kept.turns):
                return kept
    return None


def sampled(rng, turns, middle, count):
    """Return days of three years: those on which something turns, those around them, and others."""
    if count is None:
        return list(range(middle - YEARS // 2, middle + YEARS // 2))
    near = {turn + step for turn in turns for step in (-1, 0, 1, SHOWN - 1, SHOWN, SHOWN + 1)}
    inside = [day for day in sorted(near) if middle - YEARS <= day <= middle + YEARS]
    days = rng.sample(inside, min(len(inside), count * 3 // 4))
    return sorted(set(days + [rng.randrange(middle - YEARS, middle + YEARS) for _ in range(count // 4)]))


def world_case(seed, index, days, plant):
    """Return one numbered world with its pages; every third may have an activity, whose turns its days are chosen by."""
    rng = random.Random("%s:%s" % (seed, index))
    evidence = random_evidence(rng)
    world = prepare_world(evidence)
    hidden = {item["code"] for item in evidence if rng.random() < 0.1}
    every = {item["code"]: item for item in evidence}
    turns = sorted({
        day for item in evidence for found in interesting_days(item, every).values() for day in found
    }) or [20000]
    middle = rng.choice(turns)
    kept = lively(rng, seed, index, middle) if index % 3 == 0 else None
    if kept:
        turns = [day for day in kept.turns if kept.stops(day)] + [kept.first] + turns[:3]
    pages = []
    for day in sampled(rng, turns, middle, days):
        claims = [claim(world, item["code"], day, item["code"] in hidden, plant) for item in evidence]
        claims += [kept.claim("activity", day, plant)] if kept else []
        claims = sorted((found for found in claims if found), key=lambda found: found["code"])
        pages.append({"as_of": iso(day), "claims": claims})
    return {"evidence": evidence, "hidden": sorted(hidden), "pages": pages,
            "activity": dict(kept.case, expected=answer(kept.case)) if kept else None}


def main():
    """Read the command line and print one world a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100, help="how many worlds")
    parser.add_argument("--days", type=int, default=24, help="how many days of each")
    parser.add_argument("--every-day", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plant", help="a deliberate error by name, or `list`")
    options = parser.parse_args()
    if options.plant == "list":
        print("\n".join("%s  %s" % item for item in PLANTS.items()))
        return
    if options.plant and options.plant not in PLANTS:
        sys.exit("there is no plant %s" % options.plant)
    for index in range(options.count):
        days = None if options.every_day else options.days
        print(json.dumps(world_case(options.seed, index, days, options.plant)))


if __name__ == "__main__":
    main()
