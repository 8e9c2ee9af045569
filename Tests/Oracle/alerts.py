"""The anchors of an evidence, their ladders, and one alert run over what was raised before."""

import report_rules
from catalogue import OVERDUE_RUNGS, ladder
from dates import add_months, parse
from rules import TERMINAL, retirement, suspension, verdict, version_verdict

NEXT_PERIOD_MONTHS = 12
SUSPENSION_MONTHS = 6
OLDEST_RECORDED = 84
OLD_RUNG = -84
WHILE_OUT_OF_FORCE = ("end", "edition_retirement", "fresh_until", "parent_invalid") + TERMINAL
PLANTS = ("exact-day", "old-silent", "old-always")


def anchor(name, on, recorded, overdue=True):
    """Build one anchor: its name, its date, the day it was recorded and whether it has overdue rungs."""
    return {"name": name, "on": on, "recorded": recorded, "overdue": overdue}


def is_old(item):
    """Tell whether an anchor lay so far back on the day it was recorded that it is said once and never again."""
    return item["on"] < item["recorded"] - OLDEST_RECORDED


def still_wrong(world, evidence, item, day):
    """Tell whether something is wrong on a day because of an anchor that has passed long ago."""
    if item["name"] == "next_period_end":
        return False
    if item["name"] not in WHILE_OUT_OF_FORCE:
        return True
    result = verdict(world, evidence["code"], day)
    return not result["in_force"] and result["state"] != "planned"


def standing_of(world, evidence, day, default_owner):
    """Return the anchors of an evidence on a day, of equal ones the first that is not old."""
    raw = evidence["raw"]
    discontinued = parse(raw.get("discontinued_on"))
    if discontinued is not None and discontinued <= day:
        return []
    if not evidence["versions"]:
        return []  # all of it was recorded in error
    found = []
    if raw.get("owner") is None and default_owner is None:
        recorded = parse(raw["recorded_on"])
        found.append(anchor("owner_missing", recorded, recorded))
    latest = evidence["versions"][-1]
    if evidence["scheme"]["covers"]:
        found += report_anchors(evidence, latest)
    else:
        found += certificate_anchors(world, evidence, latest, day)
    kept = {}
    for item in sorted(found, key=is_old):
        kept.setdefault((item["name"], item["on"]), item)
    return [kept[key] for key in sorted(kept)]


def recorded_terminal(version):
    """Return the anchor of a recorded withdrawal or cancellation, whatever its date."""
    for event in version["events"]:
        if event["kind"] in TERMINAL:
            return anchor(event["kind"], max(event["at"], version["start"]), parse(event["recorded_on"]))
    return None


def ending(version, recorded, overdue=True):
    """Return the anchor for the earlier of end and retirement, the retirement where both are equal."""
    end, retires = version["end"], retirement(version)
    if retires is not None and (end is None or retires <= end):
        return [anchor("edition_retirement", retires, recorded)]
    return [] if end is None else [anchor("end", end, recorded, overdue)]


def certificate_anchors(world, evidence, latest, day):
    """Return the anchors of a certificate whose latest version is given."""
    stopped = recorded_terminal(latest)
    if stopped:
        return [stopped]
    scheme, recorded = evidence["scheme"], parse(latest["recorded_on"])
    result = version_verdict(world, evidence["code"], latest["number"], day)
    restorable = "restorable" in result["flags"]
    found = ending(latest, recorded, overdue=not restorable)
    if restorable:
        found.append(anchor("restore_limit", add_months(latest["end"], scheme["restore_months"]), recorded))
    for milestone in latest["counted"]:
        if milestone["done"] is None or milestone["done"] > day:
            found.append(anchor("milestone:" + milestone["kind"], milestone["due"], parse(milestone["recorded_on"])))
    found += standing_anchors(world, evidence, latest, day)
    return found + current_anchors(world, evidence, latest, day) + gap_anchors(latest, day)


def current_anchors(world, evidence, latest, day):
    """Return what happened to the version that counts on a day while a renewal of it still waits."""
    started = [version for version in evidence["versions"] if version["start"] <= day]
    if not started or started[-1] is latest:
        return []
    current = started[-1]
    stopped = recorded_terminal(current)
    if stopped and stopped["on"] <= day:
        return [stopped]
    return standing_anchors(world, evidence, current, day)


def standing_anchors(world, evidence, version, day):
    """Return the anchors of a suspension and of a parent out of force, by the verdict on one version."""
    reasons = dict(version_verdict(world, evidence["code"], version["number"], day)["reasons"])
    found = []
    if "suspended" in reasons:
        began = parse(suspension(version, day)["recorded_on"])
        found.append(anchor("suspended", reasons["suspended"], began))
        if evidence["scheme"]["accredited"]:
            found.append(anchor("suspension_limit", add_months(reasons["suspended"], SUSPENSION_MONTHS), began))
    if "parent_invalid" in reasons:
        found.append(anchor("parent_invalid", reasons["parent_invalid"], parse(version["recorded_on"])))
    return found


def gap_anchors(latest, day):
    """Return the predecessor's own ending, which stays while the latest version leaves a gap after it."""
    before = latest["before"]
    if before is None or recorded_terminal(before) or day >= latest["start"]:
        return []
    return [limit for limit in ending(before, parse(before["recorded_on"])) if latest["start"] > limit["on"] + 1]


def report_anchors(evidence, latest):
    """Return the anchors of a report whose latest version is given."""
    stopped = recorded_terminal(latest)
    if stopped:
        return [stopped]
    recorded = parse(latest["recorded_on"])
    found = [anchor("fresh_until", report_rules.fresh_until(evidence, latest), recorded)]
    if evidence["scheme"]["covers"] == "period":
        next_end = add_months(latest["covered_to"], NEXT_PERIOD_MONTHS)
        found.append(anchor("next_period_end", next_end, recorded, overdue=False))
    return found


def rungs_of_ladder(regular, item, is_said_once):
    """Return the rungs of a ladder, the overdue ones below its last included; of what is said once the last of all."""
    if is_said_once:
        return (OLD_RUNG,)
    return regular + (tuple(r for r in OVERDUE_RUNGS if r < regular[-1]) if item["overdue"] else ())


def rungs_of(scheme_name, item):
    """Return all rungs of an anchor of an evidence."""
    return rungs_of_ladder(ladder(scheme_name, item["name"]), item, is_old(item))


def reached_anchors(world, day, default_owner, plant=None):
    """Yield each evidence's code with each anchor it has on a day and the rungs reached by then."""
    for code in sorted(world["evidence"]):
        evidence = world["evidence"][code]
        for item in standing_of(world, evidence, day, default_owner):
            rungs = rungs_of(evidence["raw"]["scheme"], item)
            wrong = plant == "old-always" or plant != "old-silent" and still_wrong(world, evidence, item, day)
            if is_old(item) and not wrong:
                yield code, item, []
            elif plant == "exact-day":
                yield code, item, [rung for rung in rungs if day == item["on"] - rung]
            else:
                yield code, item, [rung for rung in rungs if day >= item["on"] - rung]


def run(world, day, memory, default_owner, plant=None):
    """Raise what is due on a day, remember it, and return (code, anchor, date, rung) in order."""
    raised = []
    for code, item, reached in reached_anchors(world, day, default_owner, plant):
        if not reached:
            continue
        known = memory.setdefault((code, item["name"], item["on"]), set())
        if min(reached) not in known:
            raised.append((code, item["name"], item["on"], min(reached)))
            known.add(min(reached))
    return raised
