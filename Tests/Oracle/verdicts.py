"""Prints random worlds, each with one question and the verdict the rules give."""

import argparse
import json
import random
import sys

import plants
from coverage_table import Coverage
from dates import iso
from days import pick_day
from prepared import prepare_world
from rules import rendered, verdict, version_verdict
from worlds import random_evidence


def random_case(seed, index, depth=True):
    """Return the evidence, the question and the day number of one numbered case."""
    rng = random.Random("%s:%s" % (seed, index))
    evidence = random_evidence(rng, depth)
    every = {item["code"]: item for item in evidence}
    asked = evidence[0] if len(evidence) == 1 or rng.random() < 0.94 else rng.choice(evidence[1:])
    question = asked["code"]
    live = [v["version"] for v in asked["versions"] if not v["voided"]]
    if live and rng.random() < 0.38:
        question += "@%d" % rng.choice(live)
    day = pick_day(rng, asked, every)
    if rng.random() < 0.5:
        rng.shuffle(evidence)
    return evidence, question, day


def answer(world, question, day):
    """Answer a question about an evidence or one version of it."""
    code, _, number = question.partition("@")
    return version_verdict(world, code, int(number), day) if number else verdict(world, code, day)


def main():
    """Read the command line and print cases or the coverage table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plant", help="a deliberate error by name, or `list`")
    parser.add_argument("--coverage", action="store_true", help="print what the cases hit instead of the cases")
    parser.add_argument("--no-depth", action="store_true",
                        help="leave out chains of parents that a registry would refuse to record")
    options = parser.parse_args()
    if options.plant == "list":
        print(plants.listing())
        return
    plants.activate(options.plant)
    coverage = Coverage()
    for index in range(options.count):
        evidence, question, day = random_case(options.seed, index, not options.no_depth)
        world = prepare_world(evidence)
        expected = answer(world, question, day)
        if options.coverage:
            coverage.add(expected, answer(world, question, day - 1), answer(world, question, day + 1))
            continue
        case = {"evidence": evidence, "ask": question, "as_of": iso(day), "expected": rendered(expected)}
        sys.stdout.write(json.dumps(case, separators=(",", ":")) + "\n")
    if options.coverage:
        print(coverage.table())


if __name__ == "__main__":
    main()
