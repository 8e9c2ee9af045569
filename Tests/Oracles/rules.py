"""The verdicts, straight from the tables of the rules, on worlds of plain dicts with day numbers.

A world maps codes to {"scheme", "versions"}; a version has the fields of the registry, its dates as day
numbers. What is voided has been taken out before (see `clean`).
"""

from catalogue import SCHEMES, covers_day, edition_of
from dates import add_months

# Name of the rule that is off by one day, for the control; None in earnest.
PLANT = None
PLANTS = ["expiry", "expiring-window", "retirement", "restore-window", "surveillance", "freshness",
          "aging-window", "suspension", "last-issue", "awaiting", "superseded-start", "bridge"]


def off(name):
    """One day where this rule is planted with an error, else nothing."""
    return 1 if PLANT == name else 0


def clean(evidence):
    """The evidence without anything recorded in error."""
    def kept(items):
        return [item for item in items if not item.get("voided")]
    versions = [
        dict(v, events=kept(v["events"]), milestones=kept(v["milestones"]), bridge_letters=kept(v["bridge_letters"]))
        for v in kept(evidence["versions"])]
    return dict(evidence, versions=versions)


def is_report(evidence):
    """Whether the evidence covers a period or a day."""
    return SCHEMES[evidence["scheme"]][0] == "report"


def start_of(v):
    """The day a certificate's version starts."""
    return v["issued_on"] if v["valid_from"] is None else v["valid_from"]


def rank(v):
    """What orders certificates' versions."""
    return (start_of(v), v["version"])


def computed_end(evidence, v):
    """The end by the scheme's validity."""
    months = SCHEMES[evidence["scheme"]][1]
    return None if months is None else add_months(start_of(v), months)


def end_of(evidence, v):
    """The printed end, else the computed one, else None."""
    return v["expires_on"] if v["expires_on"] is not None else computed_end(evidence, v)


def before(evidence, v):
    """The version that comes before in time."""
    earlier = [w for w in evidence["versions"] if rank(w) < rank(v)]
    return max(earlier, key=rank) if earlier else None


def reissue(evidence, v):
    """Whether a version ends with the one before it."""
    previous = before(evidence, v)
    return previous is not None and end_of(evidence, v) is not None and end_of(evidence, previous) == end_of(evidence, v)


def milestones_of(evidence, v):
    """Its own milestones, and those a reissue takes over."""
    inherited = milestones_of(evidence, before(evidence, v)) if reissue(evidence, v) else []
    return inherited + v["milestones"]


def dated(v, day):
    """The events of a version by a day, in their order."""
    numbered = [(e["occurred_on"], i, e) for i, e in enumerate(v["events"]) if e["occurred_on"] <= day]
    return [e for _, _, e in sorted(numbered, key=lambda t: t[:2])]


def terminal(v, day):
    """The first event that ended the version by a day."""
    return next((e for e in dated(v, day) if e["kind"] in ("withdrawn", "cancelled")), None)


def suspended_since(v, day):
    """The first suspension since the last restoration, where the version stands suspended."""
    since = None
    for event in dated(v, day):
        if event["kind"] == "suspended" and since is None:
            since = event["occurred_on"]
        elif event["kind"] == "restored":
            since = None
    return since


def overdue(milestone, day):
    """Whether a milestone is past due on a day and not done by it."""
    return milestone["due_on"] < day and (milestone["done_on"] is None or milestone["done_on"] > day)


def force_rows(world, code, v, day):
    """The rows that take a version out of force on a day: (rule, date) in the order of the table."""
    evidence = world[code]
    edition = edition_of(evidence["scheme"], v)
    rows = []
    event = terminal(v, day)
    if event:
        rows.append((event["kind"], event["occurred_on"]))
    limits = []
    retires, end = edition["retires"], end_of(evidence, v)
    if retires is not None and retires + off("retirement") < day:
        limits.append((retires + 1, 0, "edition_retired"))
    if end is not None and end + off("expiry") < day:
        limits.append((end + 1, 1, "expired"))
    rows += [(rule, on) for on, _, rule in sorted(limits)]
    since = suspended_since(v, day)
    if since is not None:
        rows.append(("suspended", since + off("suspension")))
    if edition["parent"]:
        parent = world.get(v["parent"]) if v["parent"] else None
        if parent is None:
            rows.append(("parent_invalid", start_of(v)))
        else:
            state, stopped, fine = parent_standing(world, v["parent"], day)
            if not fine:
                rows.append(("parent_invalid", start_of(v) if stopped is None else stopped))
    return [(rule, max(on, start_of(v))) for rule, on in rows]


def parent_standing(world, code, day):
    """A parent's state in short (None where not started), the day it stopped, whether it is in force."""
    v = current(world[code], day)
    if v is None:
        return None, None, False
    rows = force_rows(world, code, v, day)
    return "started", min((on for _, on in rows), default=None), not rows


def current(evidence, day):
    """The version with the latest start not after a day."""
    started = [v for v in evidence["versions"] if start_of(v) <= day]
    return max(started, key=rank) if started else None


def in_force(world, code, day):
    """Whether an evidence with a validity is in force on a day."""
    v = current(world[code], day)
    return v is not None and not force_rows(world, code, v, day)


def own_until(world, code, v, day):
    """The last day by the version's own limits and its parent's."""
    edition = edition_of(world[code]["scheme"], v)
    limits = [end_of(world[code], v), edition["retires"]]
    if edition["parent"] and v["parent"] in world:
        limits.append(certificate(world, v["parent"], day)["until"])
    known = [limit for limit in limits if limit is not None]
    return min(known) if known else None


def reach(world, code, v, waiting, day):
    """The last day in force, carried on through renewals that follow without a gap."""
    until = own_until(world, code, v, day)
    for renewal in sorted(waiting, key=rank):
        first = start_of(renewal)
        if until is not None and first > until + 1:
            return until
        if terminal(renewal, day) or suspended_since(renewal, day) is not None:
            until = first - 1
        else:
            until = own_until(world, code, renewal, day)
            if until is not None and until < first:
                until = first - 1
    return until


def turning_days(world):
    """Every day on which something in a world may begin or stop being in force."""
    days = set()
    for evidence in world.values():
        for v in evidence["versions"]:
            if is_report(evidence):
                continue
            edition = edition_of(evidence["scheme"], v)
            days.add(start_of(v))
            days.update(e["occurred_on"] for e in v["events"])
            days.update(limit + 1 for limit in (end_of(evidence, v), edition["retires"]) if limit is not None)
    return days


def last_in_force(world, day, test):
    """The last day before `day` on which a test holds: only the eve of a turning day can be one."""
    for eve in sorted({d - 1 for d in turning_days(world) if d <= day} | {day - 1}, reverse=True):
        if eve < day and test(eve):
            return eve
    return None


def verdict_on(world, code, v, waiting, day):
    """The table applied to a started version; `until` only where it is in force."""
    evidence = world[code]
    scheme = evidence["scheme"]
    _, months, restore, _, expiring = SCHEMES[scheme]
    edition = edition_of(scheme, v)
    rows = force_rows(world, code, v, day)
    missing = edition["parent"] and (v["parent"] not in world or current(world[v["parent"]], day) is None)
    marks = milestones_of(evidence, v)
    late = [m["due_on"] for m in marks if m["kind"] == "surveillance" and overdue(m, day)]
    out = bool(rows)
    if late:
        rows.append(("surveillance_overdue", max(min(late) + 1 + off("surveillance"), start_of(v))))
    limit = own_until(world, code, v, day)
    if limit is not None and 0 <= limit - day <= expiring + off("expiring-window"):
        if not any(start_of(p) <= limit + 1 for p in waiting):
            rows.append(("expiring", max(limit - expiring, start_of(v))))
    restored = [e["occurred_on"] for e in v["events"] if e["kind"] == "restored" and e["occurred_on"] <= day]
    state, since = rows[0] if rows else ("active", max([start_of(v)] + restored))
    flags = set()
    if edition["successor"]:
        published = edition_of(scheme, {"edition": edition["successor"]})["published"]
        if published is not None and published <= day:
            flags.add("edition_superseded")
            if edition["last_issue"] is None and edition["retires"] is None:
                flags.add("edition_deadline_unconfirmed")
    dates = [d for d in (edition["last_issue"], edition["retires"]) if d is not None]
    if dates and v["issued_on"] > min(dates) + off("last-issue") and not reissue(evidence, v):
        flags.add("edition_not_current_at_issue")
    retired = edition["retires"] is not None and edition["retires"] < day
    if state == "expired" and restore and not retired:
        if day <= add_months(end_of(evidence, v), restore) + off("restore-window"):
            flags.add("restorable")
    if waiting:
        flags.add("renewal_pending")
    if months is not None and v["expires_on"] is None:
        flags.add("computed_expiry")
    if months is not None and v["expires_on"] is not None and v["expires_on"] > computed_end(evidence, v):
        flags.add("printed_differs_from_computed")
    if missing:
        flags.add("parent_missing")
    if any(m["kind"] != "surveillance" and overdue(m, day) for m in marks):
        flags.add("milestone_overdue")
    return {"state": state, "since": since, "until": None if out else reach(world, code, v, waiting, day),
            "in_force": not out, "flags": flags, "reasons": rows}


def nothing(state):
    """The verdict on what has not started."""
    return {"state": state, "since": None, "until": None, "in_force": False, "flags": set(), "reasons": []}


def certificate(world, code, day):
    """The verdict on an evidence with a validity."""
    evidence = world[code]
    v = current(evidence, day)
    if v is None:
        return nothing("planned" if evidence["versions"] else "none")
    waiting = [w for w in evidence["versions"] if w["issued_on"] <= day < start_of(w)]
    answer = verdict_on(world, code, v, waiting, day)
    if not answer["in_force"]:
        answer["until"] = last_in_force(world, day, lambda d: in_force(world, code, d))
    return answer


def certificate_version(world, code, number, day):
    """The verdict on one version alone."""
    evidence = world[code]
    v = next((w for w in evidence["versions"] if w["version"] == number), None)
    if v is None:
        return nothing("none")
    if start_of(v) > day:
        return nothing("planned")
    answer = verdict_on(world, code, v, [], day)
    later = [start_of(w) for w in evidence["versions"] if rank(w) > rank(v)]
    follows = min(later, default=None)

    def alone(d):
        return start_of(v) <= d and (follows is None or d < follows) and not force_rows(world, code, v, d)

    if follows is not None and follows + off("superseded-start") <= day:
        answer["flags"].add("superseded")
        answer["in_force"] = False
    if not answer["in_force"]:
        answer["until"] = last_in_force(world, day, alone)
    return answer
