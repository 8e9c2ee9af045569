"""Random worlds of evidence, biased towards the days and shapes on which rules go wrong."""

from catalogue import EDITIONS, NO_EDITION, SCHEMES, covers_day, edition_of
from dates import add_months, parse

FIRST, LAST = parse("2017-01-01"), parse("2028-12-31")


def blank(number):
    """A version without any field."""
    return {"version": number, "edition": None, "parent": None, "issued_on": None, "valid_from": None,
            "expires_on": None, "period_start": None, "period_end": None, "as_of_on": None, "opinion": None,
            "voided": False, "events": [], "milestones": [], "bridge_letters": []}


def limits_of(scheme, edition):
    """The dates of an edition and of its successor's publication."""
    facts = EDITIONS.get(scheme, {}).get(edition, NO_EDITION)
    follower = EDITIONS.get(scheme, {}).get(facts["successor"], NO_EDITION)
    return [d for d in (facts["last_issue"], facts["retires"], facts["published"], follower["published"]) if d is not None]


def random_start(draw, scheme, edition):
    """A day of issue, often near a limit of the edition."""
    limits = limits_of(scheme, edition)
    if limits and draw.random() < 0.4:
        return draw.choice(limits) + draw.choice((-1, 0, 1, 1, 2, draw.randint(-40, 40)))
    return draw.randint(FIRST, LAST)


def certificate_versions(draw, scheme, parents):
    """Versions of something with a validity: renewals in time and late, reissues, gaps, late history."""
    months = SCHEMES[scheme][1]
    editions = list(EDITIONS.get(scheme, {}))
    edition = draw.choice(editions) if editions else None
    issued = random_start(draw, scheme, edition)
    versions, last_end = [], None
    for number in range(1, draw.choice((1, 1, 1, 2, 2, 3, 4)) + 1):
        v = blank(number)
        v["edition"] = edition
        v["issued_on"] = issued
        if draw.random() < 0.3:
            v["valid_from"] = issued + draw.choice((0, 1, 10, 30, 60))
        start = v["valid_from"] if v["valid_from"] is not None else issued
        length = months or 24
        end = add_months(start, length)
        kind = draw.random()
        if kind < 0.55:
            v["expires_on"] = end - 1
        elif kind < 0.65:
            v["expires_on"] = end + draw.choice((0, 1, 30))
        elif kind < 0.75:
            v["expires_on"] = start + draw.randint(0, 700)
        if last_end is not None and draw.random() < 0.3 and last_end >= start:
            v["expires_on"] = last_end
        v["parent"] = draw.choice(parents) if parents and draw.random() < 0.9 else None
        add_life(draw, v, start, v["expires_on"] or end)
        v["voided"] = draw.random() < 0.05
        versions.append(v)
        last_end = v["expires_on"] if v["expires_on"] is not None else (end if months else None)
        if editions and draw.random() < 0.4:
            edition = draw.choice(editions)
        base = last_end if last_end is not None else start + 700
        step = draw.random()
        if step < 0.35:
            issued = base + draw.choice((0, 1, 2, 30, 120))
        elif step < 0.7:
            issued = max(start, base - draw.randint(0, 100))
        else:
            issued = start + draw.randint(-300, 500)
        if step > 0.35 and step < 0.55:
            versions[-1] = v
    for later in versions[1:]:
        if draw.random() < 0.25:
            ends = [w["expires_on"] for w in versions if w["expires_on"] is not None]
            if ends:
                gap = draw.choice((1, 1, 2, 3))
                later["valid_from"] = draw.choice(ends) + gap
                later["issued_on"] = later["valid_from"] - draw.randint(0, 80)
                if later["expires_on"] is not None and later["expires_on"] < later["valid_from"]:
                    later["expires_on"] = add_months(later["valid_from"], 36) - 1
    if len(versions) > 1 and draw.random() < 0.1:
        versions[-1]["valid_from"] = versions[0]["valid_from"]
        versions[-1]["issued_on"] = versions[0]["issued_on"]
        if versions[-1]["expires_on"] is not None:
            versions[-1]["expires_on"] = max(versions[-1]["expires_on"], versions[0]["issued_on"] + 70)
    return versions


def add_life(draw, v, start, end):
    """Events and milestones of a version."""
    span = max(end - start, 1)
    if draw.random() < 0.35:
        day = start + draw.randint(0, span + 30)
        for _ in range(draw.choice((1, 2, 2, 3, 4))):
            v["events"].append({"kind": draw.choice(("suspended", "suspended", "restored")), "occurred_on": day,
                                "voided": draw.random() < 0.1})
            day += draw.choice((-20, 0, 0, 1, 30, 90))
            day = max(day, start)
    if draw.random() < 0.15:
        v["events"].append({"kind": draw.choice(("withdrawn", "cancelled")),
                            "occurred_on": start + draw.randint(0, span), "voided": draw.random() < 0.15})
    if draw.random() < 0.4:
        for months in (12, 24):
            if draw.random() < 0.7:
                due = add_months(start, months)
                done = draw.choice((None, None, due - 10, due, due + 1, due + 40))
                v["milestones"].append({"kind": draw.choice(("surveillance", "surveillance", "book-auditor")),
                                        "due_on": due, "done_on": done, "voided": draw.random() < 0.1})


def report_versions(draw, scheme):
    """Reports one after the other, with gaps, overlaps, late ones, bridge letters."""
    editions = list(EDITIONS.get(scheme, {}))
    end = draw.randint(FIRST + 200, LAST - 900)
    if scheme.startswith("soc1") and draw.random() < 0.3:
        end = parse("2017-04-30") + draw.randint(-200, 200)
    versions = []
    for number in range(1, draw.choice((1, 1, 2, 3)) + 1):
        v = blank(number)
        v["edition"] = draw.choice(editions) if editions and draw.random() < 0.7 else None
        v["issued_on"] = end + draw.choice((0, 30, 45, 60, 200, 365, 366, 480))
        if covers_day(scheme):
            v["as_of_on"] = end
        else:
            v["period_end"] = end
            v["period_start"] = end - draw.choice((90, 180, 364, 365, 400))
        v["opinion"] = draw.choice(("unqualified",) * 5 + ("qualified", "adverse", "disclaimer"))
        if draw.random() < 0.1:
            v["events"].append({"kind": "withdrawn", "occurred_on": v["issued_on"] + draw.randint(0, 300),
                                "voided": draw.random() < 0.2})
        if not covers_day(scheme) and draw.random() < 0.4:
            for _ in range(draw.choice((1, 2))):
                reach = end + 1 + draw.randint(0, 89)
                v["bridge_letters"].append({"from_on": end + 1, "to_on": reach, "signed_on": reach + draw.randint(0, 60),
                                            "voided": draw.random() < 0.1})
        v["voided"] = draw.random() < 0.05
        versions.append(v)
        end += draw.choice((180, 365, 365, 366, 400, -100))
    return versions


def random_world(draw):
    """A world of one to three pieces of evidence; returns it with the code to ask about."""
    choice = draw.random()
    if choice < 0.35:
        child = draw.choice(("iso27701", "iso27017", "iso27018"))
        parent = {"scheme": "iso27001", "versions": certificate_versions(draw, "iso27001", [])}
        if draw.random() < 0.08:
            parent["versions"] = [dict(v, voided=True) for v in parent["versions"]]
        world = {"parent": parent, "child": {"scheme": child, "versions": certificate_versions(draw, child, ["parent"])}}
        for v in world["child"]["versions"]:
            near = [w for w in parent["versions"]]
            if draw.random() < 0.6:
                w = draw.choice(near)
                shift = (w["valid_from"] or w["issued_on"]) + draw.randint(-60, 300) - v["issued_on"]
                move(v, shift)
        return world, "child" if draw.random() < 0.85 else "parent"
    if choice < 0.6:
        scheme = draw.choice([c for c, s in SCHEMES.items() if s[0] == "report"])
        return {"evidence": {"scheme": scheme, "versions": report_versions(draw, scheme)}}, "evidence"
    scheme = draw.choice([c for c, s in SCHEMES.items() if s[0] != "report"])
    return {"evidence": {"scheme": scheme, "versions": certificate_versions(draw, scheme, [])}}, "evidence"


def move(v, shift):
    """Moves everything in a version by so many days."""
    for field in ("issued_on", "valid_from", "expires_on"):
        if v[field] is not None:
            v[field] += shift
    for event in v["events"]:
        event["occurred_on"] += shift
    for milestone in v["milestones"]:
        for field in ("due_on", "done_on"):
            if milestone[field] is not None:
                milestone[field] += shift


def days_of_interest(world, code):
    """Days on which a verdict of the world may change."""
    days = []
    for name, evidence in world.items():
        _, months, restore, _, expiring = SCHEMES[evidence["scheme"]]
        for v in evidence["versions"]:
            start = v["valid_from"] if v["valid_from"] is not None else v["issued_on"]
            days += [v["issued_on"], start]
            days += [e["occurred_on"] for e in v["events"]]
            for m in v["milestones"]:
                days += [m["due_on"] + 1] + ([m["done_on"]] if m["done_on"] is not None else [])
            days += limits_of(evidence["scheme"], v["edition"])
            to = v["period_end"] if v["period_end"] is not None else v["as_of_on"]
            if to is not None:
                fresh = add_months(to, 12)
                days += [fresh, fresh + 1, fresh - expiring, fresh + 90]
                days += [letter["signed_on"] for letter in v["bridge_letters"]]
            else:
                ends = [v["expires_on"]] if v["expires_on"] is not None else [add_months(start, months)] if months else []
                ends += [d for d in (edition_of(evidence["scheme"], v)["retires"],) if d is not None]
                for end in ends:
                    days += [end, end + 1, end - expiring] + ([add_months(end, restore)] if restore else [])
    return days
