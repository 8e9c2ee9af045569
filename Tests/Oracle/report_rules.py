"""Verdicts of reports on a day, for versions that rules.py has prepared."""

from dates import add_months
from plants import shift

AWAITING_DAYS = 90


def fresh_until(evidence, version):
    """Return the last day on which a report counts as fresh."""
    return add_months(version["covered_to"], evidence["scheme"]["freshness_months"]) + shift("freshness")


def withdrawal(version, day):
    """Return the day of the first withdrawal dated up to a day, if any."""
    days = [e["at"] for e in version["events"] if e["kind"] == "withdrawn" and e["at"] + shift("withdrawn-day") <= day]
    return min(days, default=None)


def reasons_of(evidence, version, day):
    """List the rows of the report table that hold, without `current`."""
    fresh = fresh_until(evidence, version)
    window = evidence["scheme"]["expiring_days"]
    rows = [("withdrawn", withdrawal(version, day))]
    if fresh < day:
        rows.append(("stale", fresh + 1))
    elif fresh - day <= window + shift("aging-window"):
        rows.append(("aging", fresh - window))
    return [(rule, max(on, version["start"])) for rule, on in rows if on is not None]


def last_day_in_force(evidence, version, day):
    """Return the last day in force as known on a day, or None if there is none."""
    if version["opinion"] not in ("unqualified", "qualified"):
        return None
    last = fresh_until(evidence, version)
    withdrawn = withdrawal(version, day)
    if withdrawn is not None:
        last = min(last, withdrawn - 1)
    stop = version["superseded_from"]
    if stop is not None and stop <= day:
        last = min(last, stop - 1 + shift("superseded-until"))
    return last if last >= version["start"] else None


def counting_periods(evidence, day):
    """Return the period versions issued by a day and not withdrawn on it, by start of the period."""
    counted = [v for v in evidence["versions"] if v["start"] <= day and withdrawal(v, day) is None]
    return sorted(counted, key=lambda v: (v["period_start"], v["number"]))


def gap_before(evidence, version, day):
    """Tell whether days lie uncovered between a version's period and all earlier ones."""
    place = (version["period_start"], version["number"])
    ends = [
        v["covered_to"] for v in counting_periods(evidence, day)
        if v is not version and (v["period_start"], v["number"]) < place
    ]
    return bool(ends) and version["period_start"] > max(ends) + 1 - shift("coverage-gap")


def all_gaps(evidence, day):
    """Return the uncovered stretches between the periods as (first day, last day)."""
    gaps, furthest = [], None
    for version in counting_periods(evidence, day):
        if furthest is not None and version["period_start"] > furthest + 1:
            gaps.append((furthest + 1, version["period_start"] - 1))
        furthest = version["covered_to"] if furthest is None else max(furthest, version["covered_to"])
    return gaps


def judge(evidence, version, day):
    """Judge one issued report version on a day."""
    fresh = fresh_until(evidence, version)
    reasons = reasons_of(evidence, version, day)
    state, since = reasons[0] if reasons else ("current", version["start"])
    periodic = evidence["scheme"]["covers"] == "period"
    flags = set()
    if version["opinion"] != "unqualified":
        flags.add("opinion_" + version["opinion"])
    signed = [to for on, to in version["letters"] if on + shift("bridge") <= day] if periodic else []
    if signed:
        flags.add("bridged")
    if state == "stale" and day <= fresh + AWAITING_DAYS + shift("awaiting-window"):
        flags.add("awaiting_next_report")
    if periodic and gap_before(evidence, version, day):
        flags.add("coverage_gap")
    edition = version["edition"]
    successor = evidence["scheme"]["editions"].get(edition["successor"]) if edition else None
    if successor and successor["published"] is not None and successor["published"] + shift("publication") <= day:
        flags.add("edition_superseded")
    dates = [on for on in (edition["last_issue"], edition["retires"]) if on is not None] if edition else []
    if dates and version["issued"] > min(dates) - shift("last-issue"):
        flags.add("edition_not_current_at_issue")
    superseded = version["superseded_from"] is not None and version["superseded_from"] <= day
    if superseded:
        flags.add("superseded")
    sound = version["opinion"] in ("unqualified", "qualified")
    return {
        "state": state,
        "since": since,
        "until": last_day_in_force(evidence, version, day),
        "in_force": state in ("current", "aging") and sound and not superseded,
        "flags": sorted(flags),
        "reasons": reasons,
        "fresh_until": fresh,
        "comfort_until": max(signed, default=None),
        "gaps": all_gaps(evidence, day) if periodic else [],
    }
