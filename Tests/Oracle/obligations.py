"""Prints random customers with their agreements, and since when an obligation to have one is unmet."""

import random

import agreement_rules as rules
from agreement_worlds import AWKWARD, chance, random_agreements
from dates import iso, parse
from ledger_cases import Plants, print_random

PLANTS = Plants({
    "contract-last-day": "a contract no longer counts on its last day",
    "contract-first-day": "a contract counts from the day after its first",
    "termination-day": "an agreement still covers the day on which it is terminated",
    "end-day": "a fixed agreement no longer covers its last day",
    "start-day": "an agreement covers from the day after its start",
    "backdated": "an agreement covers from its effective day, even if executed later",
    "not-yet-effective": "an agreement covers from its execution, even if effective later",
    "voided-covers": "a voided agreement covers",
    "superseded-early": "a supersession ends the cover on its event, before the successor takes over",
    "contract-starts-run": "the run never reaches back beyond the start of a contract that holds on the day",
    "ignores-cover": "the run reaches back over days on which an agreement was in force",
    "no-customer-needed": "the run reaches back over days without a contract",
    "latest-agreement": "only the agreement with the latest effective day is looked at",
})


def under_contract(contracts, day):
    """Tell whether the customer is one on a day."""
    return any(
        contract["since"] + PLANTS.shift("contract-first-day") <= day
        and (contract["until"] is None or day <= contract["until"] - PLANTS.shift("contract-last-day"))
        for contract in contracts)


def takeover(world, agreement, day):
    """Return the day on which a successor took over, if that has happened by a day."""
    if PLANTS.on("superseded-early"):
        events = [e["at"] for e in agreement["events"] if e["kind"] == "superseded" and e["successor"]]
        on = min(events, default=None)
    else:
        on = rules.superseded_on(world, agreement)
    return on if on is not None and on <= day else None


def covered_days(world, agreement, day):
    """Return the first and the last day, up to a day, on which an agreement was in force, or None."""
    executed, effective = rules.executed_on(agreement), agreement["effective_on"]
    voided = rules.first_day(agreement, "voided")
    if executed is None or (voided is not None and not PLANTS.on("voided-covers")):
        return None
    first = max(executed, effective) + PLANTS.shift("start-day")
    if PLANTS.on("backdated") and executed <= day:
        first = effective
    if PLANTS.on("not-yet-effective"):
        first = executed
    lasts = [day]
    if agreement["renewal"] == "fixed":
        lasts.append(agreement["ends_on"] - PLANTS.shift("end-day"))
    if rules.termination(agreement) is not None:
        lasts.append(rules.termination(agreement) - 1 + PLANTS.shift("termination-day"))
    if takeover(world, agreement, day) is not None:
        lasts.append(takeover(world, agreement, day) - 1)
    return first, min(lasts)


def spans_of(world, day):
    """Return the covered days of every agreement that has any."""
    looked_at = list(world.values())
    if PLANTS.on("latest-agreement") and looked_at:
        looked_at = [max(looked_at, key=lambda agreement: agreement["effective_on"] or 0)]
    found = [covered_days(world, agreement, day) for agreement in looked_at]
    return [span for span in found if span]


def is_covered(spans, day):
    """Tell whether an agreement was in force on a day, by its span."""
    return any(first <= day <= last for first, last in spans)


def check_against_states(world, spans, day):
    """Stop the program where the spans and the states disagree about the day asked about."""
    by_state = any(rules.judge(world, agreement, day)["in_force"] for agreement in world.values())
    if PLANTS.active is None and by_state != is_covered(spans, day):
        raise AssertionError("spans and states disagree on %s" % iso(day))


def in_run(contracts, spans, day):
    """Tell whether a day before the one asked about belongs to an unbroken run."""
    customer = PLANTS.on("no-customer-needed") or under_contract(contracts, day)
    return customer and (PLANTS.on("ignores-cover") or not is_covered(spans, day))


def judge(contracts, world, day):
    """Return whether the obligation is unmet on a day, and the first day of the unbroken run."""
    spans = spans_of(world, day)
    check_against_states(world, spans, day)
    if not under_contract(contracts, day) or is_covered(spans, day):
        return False, None
    earliest = min(contract["since"] for contract in contracts)
    if PLANTS.on("contract-starts-run"):
        earliest = max(contract["since"] for contract in contracts if contract["since"] <= day)
    first = day
    while first > earliest and in_run(contracts, spans, first - 1):
        first -= 1
    return True, first


def random_contracts(rng, begin):
    """Return contracts that adjoin, overlap or leave days out, the last one at times open."""
    contracts, since = [], begin
    for _ in range(rng.choices((0, 1, 2, 3), (3, 45, 34, 18))[0]):
        until = since + rng.choice((0, rng.randint(0, 60), rng.randint(60, 500), rng.randint(200, 900)))
        contracts.append({"since": iso(since), "until": None if chance(rng, 25) else iso(until)})
        since = until + rng.choice((1, 1, 2, 0, rng.randint(2, 90), -rng.randint(0, 60)))
    if chance(rng, 30):
        rng.shuffle(contracts)
    return contracts


def pick_day(rng, contracts, world, begin):
    """Choose the day to ask about, mostly close to where a contract or an agreement begins or stops."""
    near, after = [day for contract in contracts for day in contract.values() if day is not None], []
    for agreement in world.values():
        near += [event["at"] for event in agreement["events"]]
        span = covered_days(world, agreement, begin + 2000)
        if span and span[0] <= span[1] < begin + 2000:
            near += span
            after.append(span[1])
    if after and chance(rng, 45):
        return rng.choice(after) + rng.choice((0, 1, 2, rng.randint(2, 30), rng.randint(2, 300)))
    if near and chance(rng, 75):
        return rng.choice(near) + rng.choice((-1, 0, 1, 2, rng.randint(2, 60)))
    return begin + rng.randint(-30, 1500)


def numbered(contracts):
    """Return contracts with their days as day numbers."""
    return [{key: parse(text) for key, text in contract.items()} for contract in contracts]


def question(seed, index):
    """Return one numbered case without its answer, the same whatever is planted."""
    with PLANTS.lifted(), rules.PLANTS.lifted():
        rng = random.Random("obligations:%s:%s" % (seed, index))
        begin = parse(rng.choice(AWKWARD)) if chance(rng, 20) else rng.randint(14000, 20500)
        contracts = random_contracts(rng, begin)
        apart = rng.choice((0, -1, 1, rng.randint(-60, 60), rng.randint(-700, 400), -rng.randint(0, 500)))
        agreements = random_agreements(rng, rng.choice((0, 1, 1, 2, 2, 3)), begin + apart, spread=700)
        day = pick_day(rng, numbered(contracts), rules.prepare(agreements), begin)
        if chance(rng, 30):
            rng.shuffle(agreements)
    return {"contracts": contracts, "agreements": agreements, "as_of": iso(day)}


def answer(case):
    """Return whether the obligation of a case is unmet, and since when."""
    world = rules.prepare(case["agreements"])
    unmet, since = judge(numbered(case["contracts"]), world, parse(case["as_of"]))
    return {"unmet": unmet, "since": iso(since)}


if __name__ == "__main__":
    print_random(__doc__, PLANTS, question, answer)
