"""Random activities with their records, waivers, events and contracts, and a day to ask about."""

import random

from activity_periods import calendar_periods, contract_ends, terms
from activity_plants import PLANTS
from dates import add_months, days_from_civil, iso, month_length, parse

EACH = ("month", "quarter", "half-year", "year")
RESULTS = (("pass", "partial", "fail"), (60, 15, 25))


def chance(rng, percent):
    """Tell whether something of a probability in percent happens."""
    return rng.randrange(100) < percent


def awkward_day(rng, first_year, last_year):
    """Return a day, at times the first or last one of a month."""
    year, month = rng.randint(first_year, last_year), rng.randint(1, 12)
    last = month_length(year, month)
    return days_from_civil(year, month, rng.choice((1, last, rng.randint(1, last))))


def random_cadences(rng):
    """Return one cadence or several, each from a later day."""
    since, cadences = awkward_day(rng, 2019, 2023), []
    for _ in range(rng.choices((1, 2, 3), (60, 30, 10))[0]):
        kind = rng.choices(("each", "every", "contract", "event"), (45, 25, 15, 15))[0]
        cadence = {"from": iso(since)}
        if kind == "each":
            cadence["each"] = rng.choice(EACH)
        elif kind == "every":
            cadence["every"] = rng.choice((1, 2, 3, 5, 12, 18, 24, 36))
        elif kind == "contract":
            cadence["contract_end_within"] = rng.choice((0, 1, 30, 60, 90))
        else:
            cadence["event"] = True
        cadences.append(cadence)
        since += rng.choice((1, rng.randint(20, 200), rng.randint(200, 900)))
    return cadences


def random_contracts(rng, begin):
    """Return the contracts of a few customers: ended, open, come back, adjoining, overlapping."""
    contracts = []
    for customer in ("acme", "globex", "initech")[:rng.randint(0, 3)]:
        since = begin + rng.randint(-400, 600)
        for _ in range(rng.choices((1, 2, 3), (55, 30, 15))[0]):
            until = since + rng.choice((rng.randint(0, 60), rng.randint(60, 700)))
            contracts.append({"customer": customer, "since": iso(since),
                              "until": None if chance(rng, 12) else iso(until)})
            since = until + rng.choice((1, 0, 2, rng.randint(2, 120), -rng.randint(0, 40)))
    rng.shuffle(contracts)
    return contracts


def random_opened(rng, begin):
    """Return opened events, each with a reference of its own."""
    opened = []
    for number in range(rng.randint(0, 5)):
        on = begin + rng.randint(0, 1500)
        opened.append({"reference": "CHG-%d" % number, "on": iso(on), "due": iso(on + rng.choice((0, 1, 14, 45)))})
    return opened


def candidates(case, horizon):
    """Return every occurrence there may be up to a day, those that are taken back included."""
    found = []
    for cadence in case["cadences"]:
        first, periods = parse(cadence["from"]), ()
        if "each" in cadence:
            periods = calendar_periods(cadence["each"], first)
        elif "every" in cadence:
            periods = terms(cadence["every"], first)
        elif "contract_end_within" in cadence:
            for contract in case["contracts"]:
                alone = dict(case, contracts=[contract])
                found += contract_ends(alone, cadence["contract_end_within"], horizon)
        for period in periods:
            if period["starts"] > horizon:
                break
            found.append(period)
    return found + [{"name": one["reference"], "starts": parse(one["on"]), "due": parse(one["due"]),
                     "named": True} for one in case["opened"]]


def random_findings(rng, on):
    """Return no finding, or up to two of them, closed early, late or not yet."""
    findings = []
    for _ in range(rng.choices((0, 1, 2), (75, 18, 7))[0]):
        fix_by = on + rng.randint(0, 120)
        closed = on + rng.randint(0, 200)
        findings.append({"fix_by": iso(fix_by), "closed_on": None if chance(rng, 30) else iso(closed)})
    return findings


def random_record(rng, one):
    """Return a record about an occurrence: early, on its last day, late, or beside it."""
    on = rng.choice((
        rng.randint(one["starts"], max(one["starts"], one["due"])), one["due"], one["starts"],
        one["due"] + 1, one["due"] + rng.randint(1, 200)))
    named = one["named"] or on > one["due"] or chance(rng, 20)
    extra = chance(rng, 10)
    return {"on": iso(on), "result": rng.choices(*RESULTS)[0],
            "occurrence": one["name"] if named and not extra else None, "extra": extra,
            "findings": random_findings(rng, on)}


def pick_day(rng, case, found, begin):
    """Choose the day to ask about, mostly close to where something begins or stops."""
    near = [begin]
    for one in found:
        near += [one["starts"], one["due"], add_months(one["due"], 12)]
    for record in case["records"]:
        near += [parse(record["on"]), add_months(parse(record["on"]), 12)]
        near += [parse(text) for finding in record["findings"] for text in finding.values() if text]
    near += [parse(one["on"]) for one in case["waivers"]]
    near += [parse(text) for one in case["contracts"] for text in (one["since"], one["until"]) if text]
    near += [one["due"] - case["first_rung"] for one in found]
    if case["ended_on"]:
        near.append(parse(case["ended_on"]))
    if chance(rng, 80):
        return rng.choice(near) + rng.choice((-1, 0, 0, 1, 2))
    return begin + rng.randint(-30, 2600)


def question(seed, index):
    """Return one numbered case without its answer, the same whatever is planted."""
    with PLANTS.lifted():
        rng = random.Random("activities:%s:%s" % (seed, index))
        cadences = random_cadences(rng)
        begin = parse(cadences[0]["from"])
        case = {"on": None, "cadences": cadences, "first_rung": rng.choice((7, 30)), "records": [],
                "waivers": [], "opened": random_opened(rng, begin),
                "contracts": random_contracts(rng, begin), "ended_on": None}
        if chance(rng, 15):
            case["ended_on"] = iso(begin + rng.randint(0, 1800))
        found = candidates(case, begin + rng.randint(0, 1800))
        done = rng.choice((60, 90, 97, 100))
        for one in found:
            while chance(rng, done) and len(case["records"]) < 40:
                case["records"].append(random_record(rng, one))
                if chance(rng, 70):
                    break
            if chance(rng, 6):
                on = rng.choice((one["starts"], one["due"], one["due"] + rng.randint(-20, 60)))
                case["waivers"].append({"occurrence": one["name"], "on": iso(on)})
        rng.shuffle(case["records"])
        case["on"] = iso(pick_day(rng, case, found, begin))
        return case
