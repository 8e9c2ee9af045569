"""What a run of the alerts must raise, straight from the rules, on worlds of plain dicts.

Beside the fields of `rules`, an evidence has "owner", "recorded_on" and "discontinued_on"; versions,
events and milestones have "recorded_on".
"""

import reports
import rules
from catalogue import SCHEMES, edition_of
from dates import add_months

FOREVER = 10 ** 6
# Whether the oracle makes the classical mistake: fire only on the exact day. For the control.
EXACT_DAY = False

ISO = [365, 180, 120, 90, 60, 30, 14, 7, 1, 0]
END = {"certificate": ISO, "label_set": [365, 270, 180, 90, 30, 7, 0], "aoc": [120, 90, 60, 30, 14, 7, 1, 0],
       "cyber-essentials": [60, 30, 14, 7, 1, 0], "cyber-essentials-plus": [60, 30, 14, 7, 1, 0]}
OTHER = {"milestone": [120, 90, 60, 30, 14, 7, 1, 0], "edition_retirement": [365, 180, 90, 60, 30, 7],
         "restore_limit": [150, 120, 90, 60, 30, 14, 7, 1], "suspension_limit": [90, 30, 7, 0],
         "next_period_end": [60, 0], "fresh_until": [65, 30, 7, 0]}


def ladder(scheme, anchor, overdue):
    """The rungs of an anchor, the weekly ones after it included."""
    name = anchor.split(":")[0]
    if name == "end":
        rungs = END.get(scheme) or END.get(SCHEMES[scheme][0], [60, 30, 7, 0])
    else:
        rungs = OTHER.get(name, [0])
    if not overdue:
        return list(rungs)
    return rungs + [-7 * week for week in range(1, 13) if -7 * week < min(rungs)]


def limit(evidence, v, overdue):
    """The earlier of end and confirmed retirement, as a list of at most one anchor."""
    end, retires = rules.end_of(evidence, v), edition_of(evidence["scheme"], v)["retires"]
    if retires is not None and (end is None or retires <= end):
        return [("edition_retirement", retires, v["recorded_on"], True)]
    return [] if end is None else [("end", end, v["recorded_on"], overdue)]


def certificate_anchors(world, code, last, day):
    """The anchors of the last version of something with a validity."""
    evidence = world[code]
    scheme = evidence["scheme"]
    verdict = rules.certificate_version(world, code, last["version"], day)
    restorable = verdict["state"] == "expired" and "restorable" in verdict["flags"]
    found = limit(evidence, last, not restorable)
    if restorable:
        found.append(("restore_limit", add_months(rules.end_of(evidence, last), SCHEMES[scheme][2]), last["recorded_on"], True))
    for milestone in rules.milestones_of(evidence, last):
        if milestone["done_on"] is None:
            found.append(("milestone:" + milestone["kind"], milestone["due_on"], milestone["recorded_on"], True))
    for rule, on in verdict["reasons"]:
        if rule == "suspended":
            event = next(e for e in rules.dated(last, day) if e["kind"] == "suspended" and e["occurred_on"] == rules.suspended_since(last, day)
                         and first_of_suspension(last, e, day))
            found.append(("suspended", on, event["recorded_on"], True))
            if SCHEMES[scheme][3]:
                found.append(("suspension_limit", add_months(on, 6), event["recorded_on"], True))
        if rule == "parent_invalid":
            found.append(("parent_invalid", on, last["recorded_on"], True))
    previous = rules.before(evidence, last)
    if previous is not None and day < rules.start_of(last) and not rules.terminal(previous, FOREVER):
        end = rules.end_of(evidence, previous)
        if end is not None and rules.start_of(last) > end + 1:
            found += limit(evidence, previous, True)
    return found


def first_of_suspension(v, event, day):
    """Whether an event begins the suspension that stands on a day."""
    begin = None
    for other in rules.dated(v, day):
        if other["kind"] == "suspended" and begin is None:
            begin = other
        elif other["kind"] == "restored":
            begin = None
    return begin is event


def report_anchors(last):
    """The anchors of the last report."""
    found = [("fresh_until", reports.fresh_until(last), last["recorded_on"], True)]
    if last["period_end"] is not None:
        found.append(("next_period_end", add_months(last["period_end"], 12), last["recorded_on"], False))
    return found


def anchors(world, code, default_owner, day):
    """All anchors of an evidence: (name, date, day it was recorded, whether it goes overdue)."""
    evidence = world[code]
    if evidence["discontinued_on"] is not None and evidence["discontinued_on"] <= day:
        return []
    is_report = rules.is_report(evidence)
    found = []
    if evidence["versions"]:
        last = max(evidence["versions"], key=reports.order if is_report else rules.rank)
        event = rules.terminal(last, FOREVER)
        if event:
            begin = last["issued_on"] if is_report and last["valid_from"] is None else rules.start_of(last)
            found = [(event["kind"], max(event["occurred_on"], begin), event["recorded_on"], True)]
        elif is_report:
            found = report_anchors(last)
        else:
            found = certificate_anchors(world, code, last, day)
    if evidence["owner"] is None and default_owner is None:
        found.append(("owner_missing", evidence["recorded_on"], evidence["recorded_on"], True))
    return found


def run(world, memory, default_owner, day):
    """Raises what is due: [(code, anchor, date, rung)]; `memory` holds the rungs settled so far."""
    standing = {code: rules.clean(evidence) for code, evidence in world.items()}
    raised = []
    for code in standing:
        seen = set()
        for name, on, recorded, overdue in anchors(standing, code, default_owner, day):
            if (name, on) in seen or on < recorded - 84:
                continue
            seen.add((name, on))
            settled = memory.setdefault((code, name, on), set())
            reached = [rung for rung in ladder(standing[code]["scheme"], name, overdue)
                       if (day == on - rung if EXACT_DAY else day >= on - rung)]
            if reached and min(reached) not in settled:
                raised.append((code, name, on, min(reached)))
                settled.update(reached)
    return sorted(raised)
