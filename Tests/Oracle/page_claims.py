"""Prints random worlds with what the page claims of them on sampled days of three years (`rules.md` §10).

Day by day and by verdicts alone: a claim stands while its evidence is in force; what stopped is looked for by
stepping back one day after the other.
"""

import argparse
import json
import random
import sys

from dates import iso
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
}


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


def sampled(rng, evidence, count):
    """Return days of three years: those on which something turns, those around them, and others."""
    every = {item["code"]: item for item in evidence}
    turns = sorted({
        day for item in evidence for days in interesting_days(item, every).values() for day in days
    }) or [20000]
    middle = rng.choice(turns)
    near = {turn + step for turn in turns for step in (-1, 0, 1, SHOWN - 1, SHOWN, SHOWN + 1)}
    inside = [day for day in sorted(near) if middle - YEARS <= day <= middle + YEARS]
    if count is None:
        return list(range(middle - YEARS // 2, middle + YEARS // 2))
    days = rng.sample(inside, min(len(inside), count * 3 // 4))
    return sorted(set(days + [rng.randrange(middle - YEARS, middle + YEARS) for _ in range(count // 4)]))


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
        rng = random.Random("%s:%s" % (options.seed, index))
        evidence = random_evidence(rng)
        world = prepare_world(evidence)
        hidden = {item["code"] for item in evidence if rng.random() < 0.1}
        pages = []
        for day in sampled(rng, evidence, None if options.every_day else options.days):
            claims = [claim(world, item["code"], day, item["code"] in hidden, options.plant) for item in evidence]
            claims = sorted((found for found in claims if found), key=lambda found: found["code"])
            pages.append({"as_of": iso(day), "claims": claims})
        print(json.dumps({"evidence": evidence, "hidden": sorted(hidden), "pages": pages}))


if __name__ == "__main__":
    main()
