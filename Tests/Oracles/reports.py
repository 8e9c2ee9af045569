"""The verdicts on reports, straight from the tables of the rules."""

from catalogue import SCHEMES, edition_of
from dates import add_months
from rules import nothing, off, terminal


def covered_to(v):
    """The last day a report speaks about."""
    return v["period_end"] if v["period_end"] is not None else v["as_of_on"]


def order(v):
    """What orders reports."""
    return (covered_to(v), v["version"])


def fresh_until(v):
    """The last day a report is fresh: a year after what it covers."""
    return add_months(covered_to(v), 12)


def periods(evidence, day):
    """The periods that stand on a day, earliest first."""
    standing = [v for v in evidence["versions"]
                if v["issued_on"] <= day and v["period_end"] is not None and not terminal(v, day)]
    return sorted((v["period_start"], v["version"], v["period_end"]) for v in standing)


def gaps(evidence, day):
    """The holes between the periods: (first day, last day)."""
    found, furthest = [], None
    for first, _, last in periods(evidence, day):
        if furthest is not None and first > furthest + 1:
            found.append((furthest + 1, first - 1))
        furthest = last if furthest is None else max(furthest, last)
    return found


def judge(evidence, v, day, replaced=None):
    """The table applied to an issued report; `replaced` is the day a later one was issued."""
    fresh = fresh_until(v)
    window = SCHEMES[evidence["scheme"]][4]
    rows = []
    event = terminal(v, day)
    if event:
        rows.append(("withdrawn", event["occurred_on"]))
    if fresh + off("freshness") < day:
        rows.append(("stale", fresh + 1))
    elif fresh - day <= window + off("aging-window"):
        rows.append(("aging", fresh - window))
    rows = [(rule, max(on, v["issued_on"])) for rule, on in rows]
    state, since = rows[0] if rows else ("current", v["issued_on"])
    carries = v["opinion"] in ("unqualified", "qualified")
    until = fresh
    if event:
        until = min(until, event["occurred_on"] - 1)
    if replaced is not None:
        until = min(until, replaced - 1)
    if not carries or until < v["issued_on"]:
        until = None
    flags = set()
    if v["opinion"] != "unqualified":
        flags.add("opinion_" + v["opinion"])
    signed = [letter["to_on"] for letter in v["bridge_letters"] if letter["signed_on"] + off("bridge") <= day]
    if signed:
        flags.add("bridged")
    if state == "stale" and day <= fresh + 90 + off("awaiting"):
        flags.add("awaiting_next_report")
    if v["period_start"] is not None:
        earlier = [last for first, number, last in periods(evidence, day)
                   if (first, number) < (v["period_start"], v["version"])]
        if earlier and v["period_start"] > max(earlier) + 1:
            flags.add("coverage_gap")
    edition = edition_of(evidence["scheme"], v)
    if edition["successor"]:
        published = edition_of(evidence["scheme"], {"edition": edition["successor"]})["published"]
        if published is not None and published <= day:
            flags.add("edition_superseded")
            if edition["last_issue"] is None and edition["retires"] is None:
                flags.add("edition_deadline_unconfirmed")
    if replaced is not None:
        flags.add("superseded")
    return {"state": state, "since": since, "until": until, "flags": flags, "reasons": rows,
            "in_force": carries and state in ("current", "aging") and replaced is None,
            "fresh_until": fresh, "comfort_until": max(signed) if signed else None,
            "gaps": gaps(evidence, day)}


def report(evidence, day):
    """The verdict on an evidence of reports."""
    issued = [v for v in evidence["versions"] if v["issued_on"] <= day]
    if not issued:
        return nothing("planned" if evidence["versions"] else "none")
    return judge(evidence, max(issued, key=order), day)


def report_version(evidence, number, day):
    """The verdict on one report alone."""
    v = next((w for w in evidence["versions"] if w["version"] == number), None)
    if v is None:
        return nothing("none")
    if v["issued_on"] > day:
        return nothing("planned")
    later = [w["issued_on"] for w in evidence["versions"] if order(w) > order(v) and w["issued_on"] <= day]
    return judge(evidence, v, day, min(later) if later else None)
