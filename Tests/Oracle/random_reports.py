"""Random reports: series of periods or days, with letters, opinions and withdrawals."""

from catalogue import SCHEMES
from dates import add_months, iso, parse

OPINIONS = ("unqualified", "unqualified", "unqualified", "unqualified", "qualified", "adverse", "disclaimer")


def blank_report(rng, scheme, number, issued):
    """Return a report version in the printed shape, still without what it covers."""
    names = list(scheme["editions"])
    return {
        "version": number, "edition": rng.choice([None] + names), "parent": None, "issued_on": iso(issued),
        "valid_from": None, "expires_on": None, "period_start": None, "period_end": None, "as_of_on": None,
        "opinion": rng.choice(OPINIONS), "voided": False, "events": [], "milestones": [],
        "bridge_letters": [],
    }


def issue_delay(rng, scheme):
    """Return the days from the end of what is covered to the issue, now and then a very long time."""
    if rng.random() < 0.1:
        year = add_months(0, scheme["freshness_months"])
        return rng.choice((year - 90, year - 1, year, year + 1, year + rng.randint(2, 90), year + rng.randint(80, 200)))
    return rng.choice((0, rng.randint(1, 20), rng.randint(20, 120)))


def next_period(rng, periods):
    """Choose a period that adjoins, leaves out, overlaps, repeats or precedes earlier ones."""
    start, end = periods[-1] if rng.random() < 0.8 else rng.choice(periods)
    length = end - start
    relation = rng.choices(
        ("adjoins", "one day out", "gap", "overlaps", "same", "within", "earlier", "same end"),
        (34, 8, 18, 12, 5, 6, 11, 6))[0]
    if relation == "adjoins":
        return end + 1, add_months(end + 1, rng.choice((6, 12))) - 1
    if relation == "one day out":
        return end + 2, end + 2 + length
    if relation == "gap":
        start = end + rng.randint(3, 200)
        return start, start + rng.randint(60, 400)
    if relation == "overlaps":
        return end - rng.randint(0, length), end + rng.randint(1, 365)
    if relation == "same":
        return start, end
    if relation == "within":
        return start + rng.randint(0, length), end - rng.randint(0, 1) if length > 1 else end
    if relation == "earlier":
        last = start - rng.choice((1, 2, rng.randint(1, 300)))
        return last - rng.randint(60, 365), last
    return end - rng.randint(0, 300), end


def add_letters(rng, version):
    """Add bridge letters within the three months that a letter may cover."""
    first = parse(version["period_end"]) + 1
    last = add_months(first, 3) - 1
    for _ in range(rng.choice((1, 1, 2, 3))):
        to = rng.choice((last, rng.randint(first, last)))
        signed = to + rng.choice((0, 0, rng.randint(0, 30), rng.randint(0, 300)))
        version["bridge_letters"].append(
            {"from_on": iso(first), "to_on": iso(to), "signed_on": iso(signed), "voided": rng.random() < 0.12})


def random_report(rng, code, name):
    """Return a random report evidence."""
    scheme = SCHEMES[name]
    start = rng.choice((rng.randint(parse("2016-01-01"), parse("2028-01-01")), parse("2023-03-01"), parse("2024-10-01")))
    periods = [(start, rng.choice((add_months(start, 12) - 1, add_months(start, 6) - 1, start + rng.randint(0, 400))))]
    count = rng.choices((1, 2, 3, 4), (34, 34, 20, 12))[0]
    while len(periods) < count:
        first, last = next_period(rng, periods)
        periods.append((min(first, last), last))
    versions = []
    for number, (first, last) in enumerate(periods, 1):
        version = blank_report(rng, scheme, number, last + issue_delay(rng, scheme))
        if scheme["covers"] == "day":
            version["as_of_on"] = iso(last)
        else:
            version["period_start"], version["period_end"] = iso(first), iso(last)
            if rng.random() < 0.35:
                add_letters(rng, version)
        if rng.random() < 0.16:
            issued = parse(version["issued_on"])
            for _ in range(rng.choice((1, 1, 1, 2))):
                on = issued + rng.choice((0, 1, rng.randint(0, 500)))
                version["events"].append({"kind": "withdrawn", "occurred_on": iso(on), "voided": rng.random() < 0.15})
        version["voided"] = rng.random() < (0.02 if count == 1 else 0.09)
        versions.append(version)
    return {"code": code, "scheme": name, "versions": versions}
