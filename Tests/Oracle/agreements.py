"""Prints random agreements, each with one question and what the rules say of the one asked about."""

import random

import agreement_rules as rules
from agreement_worlds import random_question
from dates import iso, parse
from ledger_cases import print_random

DAYS = ("since", "term_start", "term_end", "notice_deadline", "ended_on", "survival_until", "retain_until")
KEYS = ("state", "since", "in_force", "flags", "term_start", "term_end", "notice_deadline", "ended_on",
        "survival_until", "survives_indefinitely", "retain_until", "retained_indefinitely")


def question(seed, index):
    """Return one numbered case without its answer, the same whatever is planted."""
    with rules.PLANTS.lifted():
        agreements, asked, day = random_question(random.Random("agreements:%s:%s" % (seed, index)))
    return {"agreements": agreements, "ask": asked, "as_of": iso(day)}


def answer(case):
    """Return what the rules say of the agreement a case asks about, in the printed form."""
    world = rules.prepare(case["agreements"])
    found = rules.judge(world, world[case["ask"]], parse(case["as_of"]))
    return {key: iso(found[key]) if key in DAYS else found[key] for key in KEYS}


if __name__ == "__main__":
    print_random(__doc__, rules.PLANTS, question, answer)
