"""The days of a world on which a verdict may change, from the raw facts alone."""

from catalogue import SCHEMES
from dates import add_months, parse


def certificate_days(evidence, every, prefix=""):
    """Yield (tag, day) for the days that matter to one certificate and, once, to what it stands on."""
    scheme = SCHEMES[evidence["scheme"]]
    starts = [parse(v["valid_from"] or v["issued_on"]) for v in evidence["versions"] if not v["voided"]]
    for version in evidence["versions"]:
        if version["voided"]:
            continue
        start, issued = parse(version["valid_from"] or version["issued_on"]), parse(version["issued_on"])
        yield prefix + ("start" if start == min(starts) else "later start"), start
        if issued < start:
            yield prefix + "issued", issued
            if start > min(starts):
                yield prefix + "pending", max(issued, start - 2)
                yield prefix + "pending", issued
        months = scheme["validity_months"]
        end = parse(version["expires_on"])
        if end is None and months is not None:
            end = add_months(start, months)
        if end is not None:
            yield prefix + "end", end
            yield prefix + "expiring", end - scheme["expiring_days"]
            if scheme["restore_months"]:
                yield prefix + "restore", add_months(end, scheme["restore_months"])
        edition = scheme["editions"].get(version["edition"])
        if edition:
            yield from edition_days(scheme, edition, prefix)
        for event in version["events"]:
            yield prefix + event["kind"], parse(event["occurred_on"])
        for milestone in version["milestones"]:
            tag = "surveillance" if milestone["kind"] == "surveillance" else "milestone"
            yield prefix + tag, parse(milestone["due_on"]) + 1
            if milestone["done_on"]:
                yield prefix + tag + " done", parse(milestone["done_on"])
        parent = every.get(version["parent"])
        if parent and edition and edition["parent"] and prefix.count("parent") < 2:
            for tag, day in certificate_days(parent, every, prefix + "parent "):
                yield tag, day
                if tag.endswith(" end") or tag.endswith(" retires"):
                    yield tag + " ahead", day - scheme["expiring_days"]


def edition_days(scheme, edition, prefix):
    """Yield (tag, day) for the dates of an edition and the publication of its successor."""
    if edition["retires"] is not None:
        yield prefix + "retires", edition["retires"]
        yield prefix + "expiring", edition["retires"] - scheme["expiring_days"]
    if edition["last_issue"] is not None:
        yield prefix + "last issue", edition["last_issue"]
    successor = scheme["editions"].get(edition["successor"])
    if successor and successor["published"] is not None:
        yield prefix + "published", successor["published"]


def report_days(evidence):
    """Yield (tag, day) for the days that matter to one report."""
    scheme = SCHEMES[evidence["scheme"]]
    for version in evidence["versions"]:
        if version["voided"]:
            continue
        fresh = add_months(parse(version["period_end"] or version["as_of_on"]), scheme["freshness_months"])
        yield "issued", parse(version["issued_on"])
        yield "fresh", fresh
        yield "aging", fresh - scheme["expiring_days"]
        yield "awaiting", fresh + 90
        for event in version["events"]:
            yield event["kind"], parse(event["occurred_on"])
        for letter in version["bridge_letters"]:
            yield "signed", parse(letter["signed_on"])


def interesting_days(evidence, every):
    """Return the days that matter to an evidence, grouped by tag."""
    found = report_days(evidence) if SCHEMES[evidence["scheme"]]["covers"] else certificate_days(evidence, every)
    groups = {}
    for tag, day in found:
        groups.setdefault(tag, []).append(day)
    return groups


def pick_day(rng, evidence, every):
    """Choose a day to ask about, mostly within a day of one that matters."""
    groups = interesting_days(evidence, every)
    if not groups:
        return rng.randint(parse("2018-01-01"), parse("2029-01-01"))
    dates = [day for days in groups.values() for day in days]
    first = min(groups.get("start") or groups["issued"])
    while True:
        if rng.random() < 0.75:
            day = rng.choice(groups[rng.choice(sorted(groups))]) + rng.choice((-1, 0, 0, 1, 1))
        else:
            day = rng.randint(min(dates) - 40, max(dates) + 200)
        if day >= first or rng.random() < 0.3:
            return day
