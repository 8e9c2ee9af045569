"""Verdicts of certificates on a day, as pure functions over prepared dictionaries."""

import report_rules
from dates import add_months, iso
from plants import shift

TERMINAL = ("withdrawn", "cancelled")
IN_FORCE = ("active", "expiring", "surveillance_overdue")
OUT_OF_FORCE = ("withdrawn", "cancelled", "edition_retired", "expired", "suspended", "parent_invalid")


def current_version(evidence, day):
    """Return the version that counts on a day, or None before the first one starts."""
    for version in reversed(evidence["versions"]):
        if version["start"] <= day:
            return version
    return None


def terminal_event(version, day):
    """Return the first withdrawal or cancellation dated up to a day."""
    for event in version["events"]:
        if event["kind"] in TERMINAL and event["at"] + shift("withdrawn-day") <= day:
            return event
    return None


def suspension(version, day):
    """Return the event that began the suspension which still holds on a day, if any."""
    began = None
    for event in version["events"]:
        if event["at"] > day:
            break
        if event["kind"] == "restored":
            began = None
        elif event["kind"] == "suspended" and began is None:
            began = event
    return began


def retirement(version):
    """Return the last day on which the version's edition is valid, if one is confirmed."""
    edition = version["edition"]
    if not edition or edition["retires"] is None:
        return None
    return edition["retires"] - shift("retirement")


def over_on(version, day):
    """Tell whether the end has passed on a day."""
    return version["end"] is not None and version["end"] - shift("expiry") < day


def needs_parent(version):
    """Tell whether the version's edition stands on a certificate of another scheme."""
    return bool(version["edition"] and version["edition"]["parent"])


def in_force_alone(world, version, day):
    """Tell whether one started version is in force on a day, leaving its siblings aside."""
    retires = retirement(version)
    if day < version["start"] or over_on(version, day) or (retires is not None and retires < day):
        return False
    if terminal_event(version, day) or suspension(version, day):
        return False
    return not needs_parent(version) or in_force_on(world, version["parent"], day)


def in_force_on(world, code, day):
    """Tell whether an evidence is in force on a day."""
    evidence = world["evidence"].get(code)
    key = ("in force", code, day)
    if key not in world["memo"]:
        version = current_version(evidence, day) if evidence else None
        world["memo"][key] = version is not None and in_force_alone(world, version, day)
    return world["memo"][key]


def change_days(world, code):
    """Return every day on which an evidence may come into force or go out of it."""
    key = ("changes", code)
    if key in world["memo"]:
        return world["memo"][key]
    days = set()
    evidence = world["evidence"].get(code)
    for version in evidence["versions"] if evidence else []:
        days.add(version["start"])
        days.update(last + 1 for last in (version["end"], retirement(version)) if last is not None)
        days.update(event["at"] for event in version["events"])
        if needs_parent(version):
            days |= change_days(world, version["parent"])
    if shift("expiry") or shift("withdrawn-day"):
        days |= {day - 1 for day in days} | {day + 1 for day in days}
    world["memo"][key] = days
    return days


def last_day_before(world, code, day, holds):
    """Return the last day before a given one on which a condition held, knowing when it can change."""
    candidates = {day - 1} | {change - 1 for change in change_days(world, code) if change < day}
    for candidate in sorted(candidates, reverse=True):
        if holds(candidate):
            return candidate - shift("stopped-until")
    return None


def own_until(world, version, day):
    """Return the earliest of end, confirmed retirement and the parent's last day, or None when open."""
    limits = [version["end"], retirement(version)]
    if needs_parent(version):
        parents = verdict(world, version["parent"], day)["until"]
        limits.append(None if parents is None else parents - shift("parent-until"))
    return min((limit for limit in limits if limit is not None), default=None)


def follows(until, pending):
    """Tell whether a pending version leaves no day without cover after a limit."""
    return until is None or pending["start"] <= until + 1 + shift("renewal-link")


def chained_until(world, until, pending, day):
    """Carry a limit on through the pending renewals that follow it without a gap."""
    for version in pending:
        if not follows(until, version):
            break
        stopped = terminal_event(version, day) or suspension(version, day)
        until = version["start"] - 1 if stopped else own_until(world, version, day)
        if until is not None and until < version["start"]:
            until = version["start"] - 1
    return until


def parent_reason(world, version, day):
    """Return the day since which a required parent fails, or None while it holds."""
    if not needs_parent(version) or in_force_on(world, version["parent"], day):
        return None
    parent = verdict(world, version["parent"], day)
    dates = [on for rule, on in parent["reasons"] if rule in OUT_OF_FORCE]
    return min(dates, default=version["start"]) + shift("parent-since")


def overdue_since(version, day, surveillance):
    """Return the day after the earliest overdue milestone of one sort, or None."""
    slip = shift("surveillance" if surveillance else "milestone")
    due = [
        m["due"] for m in version["counted"]
        if (m["kind"] == "surveillance") == surveillance
        and m["due"] - slip < day and (m["done"] is None or m["done"] > day)
    ]
    return min(due) + 1 if due else None


def certificate_reasons(world, evidence, version, day, pending, limit):
    """List every row of the state table that holds, in the table's order, without `active`."""
    rows = []
    ended = terminal_event(version, day)
    if ended:
        rows.append((ended["kind"], ended["at"]))
    retires = retirement(version)
    passed = []
    if retires is not None and retires < day:
        passed.append((retires, "edition_retired"))
    if over_on(version, day):
        passed.append((version["end"], "expired"))
    rows += [(rule, last + 1) for last, rule in sorted(passed)]
    began = suspension(version, day)
    if began:
        rows.append(("suspended", began["at"] + shift("suspended-since")))
    rows.append(("parent_invalid", parent_reason(world, version, day)))
    rows.append(("surveillance_overdue", overdue_since(version, day, True)))
    window = evidence["scheme"]["expiring_days"] + shift("expiring-window")
    if limit is not None and 0 <= limit - day <= window:
        if not any(p["start"] <= limit + 1 + shift("renewal-link") for p in pending):
            rows.append(("expiring", limit - evidence["scheme"]["expiring_days"]))
    return [(rule, max(on, version["start"])) for rule, on in rows if on is not None]


def parent_back(world, version, day):
    """Return the first day of the unbroken run up to a day on which a required parent is in force, or None."""
    if not needs_parent(version):
        return None
    parent = version["parent"]
    began = [on for on in change_days(world, parent) if on <= day and not in_force_on(world, parent, on - 1)]
    return max(began) + shift("parent-back")


def active_since(world, version, day):
    """Return the latest of the start, the last restoration up to a day, and the day a parent came back."""
    restored = [e["at"] + shift("restored-since") for e in version["events"] if e["kind"] == "restored"]
    back = parent_back(world, version, day)
    return max([version["start"]] + [at for at in restored if at <= day + shift("restored-since")]
               + [back] * (back is not None))


def certificate_flags(world, evidence, version, day, state):
    """Return the flags of one started certificate version, leaving its siblings' aside."""
    flags = set()
    scheme, edition = evidence["scheme"], version["edition"]
    if edition:
        flags |= edition_flags(evidence, version, day)
    retires = retirement(version)
    if state == "expired" and scheme["restore_months"] and (retires is None or retires >= day):
        if day <= add_months(version["end"], scheme["restore_months"]) + shift("restore-window"):
            flags.add("restorable")
    if version["printed"] is None and version["computed"] is not None:
        flags.add("computed_expiry")
    if None not in (version["printed"], version["computed"]) and version["printed"] > version["computed"]:
        flags.add("printed_differs_from_computed")
    if needs_parent(version):
        if version["parent"] is None or verdict(world, version["parent"], day)["state"] in ("planned", "none"):
            flags.add("parent_missing")
    if overdue_since(version, day, False) is not None:
        flags.add("milestone_overdue")
    return flags


def edition_flags(evidence, version, day):
    """Return the flags that follow from the edition alone."""
    flags = set()
    edition = version["edition"]
    successor = evidence["scheme"]["editions"].get(edition["successor"])
    dates = [on for on in (edition["last_issue"], edition["retires"]) if on is not None]
    if successor and successor["published"] is not None and successor["published"] + shift("publication") <= day:
        flags.add("edition_superseded")
        if not dates:
            flags.add("edition_deadline_unconfirmed")
    if dates and version["issued"] > min(dates) - shift("last-issue") and not version["reissue"]:
        flags.add("edition_not_current_at_issue")
    return flags


def unstarted(evidence):
    """Return the verdict of something none of whose versions has started."""
    state = "planned" if evidence and evidence["versions"] else "none"
    return {"state": state, "since": None, "until": None, "in_force": False, "flags": [], "reasons": [],
            "fresh_until": None, "comfort_until": None, "gaps": []}


def verdict(world, code, day):
    """Return the verdict of an evidence on a day, with dates as day numbers."""
    key = ("verdict", code, day)
    if key not in world["memo"]:
        world["memo"][key] = _verdict(world, code, None, day)
    return world["memo"][key]


def version_verdict(world, code, number, day):
    """Return the verdict of one version by itself on a day."""
    return _verdict(world, code, number, day)


def _verdict(world, code, number, day):
    """Judge the current version, or the numbered one by itself."""
    evidence = world["evidence"].get(code)
    if number is None:
        version = current_version(evidence, day) if evidence else None
    else:
        version = next((v for v in evidence["versions"] if v["number"] == number), None)
    if version is None or version["start"] > day:
        return unstarted(evidence)
    if evidence["scheme"]["covers"]:
        return report_rules.judge(evidence, version, day)
    return judge_certificate(world, evidence, version, day, alone=number is not None)


def judge_certificate(world, evidence, version, day, alone):
    """Judge one started certificate version, alone or as the evidence's current one."""
    pending = [] if alone else [v for v in evidence["versions"] if v["issued"] <= day < v["start"]]
    limit = own_until(world, version, day)
    reasons = certificate_reasons(world, evidence, version, day, pending, limit)
    state, since = reasons[0] if reasons else ("active", active_since(world, version, day))
    flags = certificate_flags(world, evidence, version, day, state)
    if pending:
        flags.add("renewal_pending")
    stop = version["superseded_from"]
    superseded = stop is not None and stop <= day
    if superseded:
        flags.add("superseded")
    in_force = state in IN_FORCE and not superseded
    code = evidence["code"]
    if in_force:
        until = chained_until(world, limit, pending, day)
    elif alone:
        until = last_day_before(world, code, day, lambda d: (stop is None or d < stop)
                                and in_force_alone(world, version, d))
    else:
        until = last_day_before(world, code, day, lambda d: in_force_on(world, code, d))
    return {"state": state, "since": since, "until": until, "in_force": in_force, "flags": sorted(flags),
            "reasons": reasons, "fresh_until": None, "comfort_until": None, "gaps": []}


def rendered(result):
    """Return a verdict with its dates written out."""
    return dict(
        result,
        **{key: iso(result[key]) for key in ("since", "until", "fresh_until", "comfort_until")},
        reasons=[{"rule": rule, "on": iso(on)} for rule, on in result["reasons"]],
        gaps=[{"from": iso(first), "to": iso(last), "days": last - first + 1} for first, last in result["gaps"]],
    )
