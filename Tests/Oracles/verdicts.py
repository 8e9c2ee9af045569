"""Prints random worlds, a question about each, and the oracle's answer, one JSON object a line."""

import argparse
import collections
import json
import random

import reports
import rules
from dates import text
from worlds import FIRST, LAST, days_of_interest, random_world

DATES = ("issued_on", "valid_from", "expires_on", "period_start", "period_end", "as_of_on")


def answer(world, code, number, day):
    """The oracle's verdict on an evidence or one version of it."""
    standing = {name: rules.clean(evidence) for name, evidence in world.items()}
    evidence = standing[code]
    if rules.is_report(evidence):
        return reports.report(evidence, day) if number is None else reports.report_version(evidence, number, day)
    if number is None:
        return rules.certificate(standing, code, day)
    return rules.certificate_version(standing, code, number, day)


def written(verdict):
    """A verdict with its dates as text."""
    return {
        "state": verdict["state"], "since": text(verdict["since"]), "until": text(verdict["until"]),
        "in_force": verdict["in_force"], "flags": sorted(verdict["flags"]),
        "reasons": [{"rule": rule, "on": text(on)} for rule, on in verdict["reasons"]],
        "fresh_until": text(verdict.get("fresh_until")), "comfort_until": text(verdict.get("comfort_until")),
        "gaps": [{"from": text(a), "to": text(b), "days": b - a + 1} for a, b in verdict.get("gaps", [])]}


def written_version(v):
    """A version with its dates as text."""
    def dated(item):
        return {k: text(x) if k.endswith("_on") or k in DATES else x for k, x in item.items()}
    return dict(dated({k: x for k, x in v.items() if not isinstance(x, list)}),
                events=[dated(e) for e in v["events"]], milestones=[dated(m) for m in v["milestones"]],
                bridge_letters=[dated(letter) for letter in v["bridge_letters"]])


def cases(count, seed):
    """Random worlds with a code, a version number or None, and a day."""
    draw = random.Random(seed)
    for _ in range(count):
        world, code = random_world(draw)
        number = draw.choice(world[code]["versions"])["version"] if draw.random() < 0.25 else None
        if draw.random() < 0.8:
            day = draw.choice(days_of_interest(world, code)) + draw.choice((-1, 0, 0, 1))
        else:
            day = draw.randint(FIRST - 400, LAST + 800)
        yield world, code, number, day


def coverage(count, seed):
    """How often each state and flag was seen, and how often on its first and last day."""
    seen, first, last = (collections.Counter() for _ in "abc")
    for world, code, number, day in cases(count, seed):
        def names(d):
            verdict = answer(world, code, number, d)
            return {verdict["state"]} | verdict["flags"]
        now, before, after = names(day), names(day - 1), names(day + 1)
        seen.update(now)
        first.update(now - before)
        last.update(now - after)
    for name in sorted(seen):
        print("%-32s %6d seen %6d on its first day %6d on its last" % (name, seen[name], first[name], last[name]))


def main():
    """Reads the options and prints the lines."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plant")
    parser.add_argument("--coverage", action="store_true")
    options = parser.parse_args()
    if options.plant == "list":
        print("\n".join(rules.PLANTS))
        return
    rules.PLANT = options.plant
    if options.coverage:
        coverage(options.count, options.seed)
        return
    for world, code, number, day in cases(options.count, options.seed):
        print(json.dumps({
            "evidence": [{"code": name, "scheme": e["scheme"], "versions": [written_version(v) for v in e["versions"]]}
                         for name, e in world.items()],
            "ask": code if number is None else "%s@%d" % (code, number), "as_of": text(day),
            "expected": written(answer(world, code, number, day))}))


main()
