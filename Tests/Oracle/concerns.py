"""Prints random evidence and customers, with what `check` says of them and which days were long past when recorded."""

import random

import agreement_rules
import alerts
import obligations
from agreement_worlds import chance
from dates import iso, parse
from days import interesting_days
from ledger_cases import Plants, print_random
from prepared import prepare_world
from rules import verdict
from verdicts import random_case

PLANTS = Plants({
    "warning-edge": "the last day of a warning is no longer one",
    "critical-edge": "the last critical day is only worth a warning",
    "today-past": "what ends today is past already",
    "awaiting-critical": "a report is critical as soon as it is stale",
    "surveillance-critical": "an overdue surveillance audit is critical",
    "disclaimer-warning": "an opinion that was not given is only worth a warning",
    "qualified-silent": "a qualified opinion is not said",
    "parent-twice": "a missing parent is said beside the state that follows from it",
    "milestone-critical": "a milestone is critical within the critical days",
    "letter-forever": "the end of a bridge letter is not said",
    "cancelled-said": "a cancellation is said",
    "discontinued-said": "what was given up on purpose is said",
    "expiring-said": "the state of what expires is said beside its end",
    "unmet-warning": "an obligation that nobody meets is only worth a warning",
    "ends-mildly": "an end that leaves an obligation unmet is only worth a warning",
    "old-edge": "84 days are too long already",
    "old-said": "what was long past is said although nothing is wrong any more",
    "old-silent": "what was long past is not said",
})

SAID = {"withdrawn", "edition_retired", "expired", "suspended", "parent_invalid", "stale"}
FLAGS = {"opinion_adverse": "critical", "opinion_disclaimer": "critical", "opinion_qualified": "warning",
         "milestone_overdue": "warning", "parent_missing": "warning"}
DUTY = "phi_without_baa"


def distance(case, day):
    """Return how urgent it is that a day comes, or None where it is past or too far away."""
    ahead = parse(day) - parse(case["as_of"]) if isinstance(day, str) else day - parse(case["as_of"])
    if ahead < PLANTS.shift("today-past") or ahead > case["warning"] - PLANTS.shift("warning-edge"):
        return None
    return "critical" if ahead <= case["critical"] - PLANTS.shift("critical-edge") else "warning"


def of_state(found):
    """Return what the state alone is worth, with the rule that says it."""
    state = found["state"]
    if state == "stale" and "awaiting_next_report" in found["flags"] and not PLANTS.on("awaiting-critical"):
        return [("warning", "awaiting_next_report", found["since"])]
    if state == "surveillance_overdue":
        return [("critical" if PLANTS.on("surveillance-critical") else "warning", state, found["since"])]
    if state in SAID or state == "cancelled" or state in ("expiring", "aging") and PLANTS.on("expiring-said"):
        return [("critical", state, found["since"])]
    return []


def of_flags(found):
    """Return what the flags are worth."""
    for flag in found["flags"]:
        if flag == "parent_missing" and found["state"] == "parent_invalid" and not PLANTS.on("parent-twice"):
            continue
        if flag == "opinion_qualified" and PLANTS.on("qualified-silent") or flag not in FLAGS:
            continue
        mild = flag == "opinion_disclaimer" and PLANTS.on("disclaimer-warning")
        yield "warning" if mild else FLAGS[flag], flag, None


def of_evidence(case, found, anchors):
    """Yield severity, rule and day of all that is to be said of an evidence."""
    silent = {"none", "planned"} if PLANTS.on("cancelled-said") else {"none", "planned", "cancelled"}
    if found["state"] in silent:
        return
    yield from of_state(found)
    yield from of_flags(found)
    until, comfort = found["until"], found["comfort_until"]
    if found["in_force"] and until is not None and distance(case, until):
        yield distance(case, until), "until", until
    if "bridged" in found["flags"] and distance(case, comfort) and not PLANTS.on("letter-forever"):
        yield "warning", "bridged", comfort
    for item in anchors:
        if item["name"].startswith("milestone:") and distance(case, item["on"]):
            worst = PLANTS.on("milestone-critical")
            yield distance(case, item["on"]) if worst else "warning", "milestone", item["on"]


def is_old(item):
    """Tell whether a day was long past when it was recorded."""
    return item["on"] < item["recorded"] - alerts.OLDEST_RECORDED + PLANTS.shift("old-edge")


def speaks(world, evidence, item, day):
    """Tell whether an anchor has anything to say: an old one while something is wrong for it."""
    if not is_old(item):
        return True
    return not PLANTS.on("old-silent") and (
        PLANTS.on("old-said") or alerts.still_wrong(world, evidence, item, day))


def evidence_answer(case):
    """Return what is said of an evidence, and its anchors."""
    world, day = prepare_world(case["evidence"]), parse(case["as_of"])
    evidence = world["evidence"][case["ask"]]
    given_up = evidence["raw"]["discontinued_on"] is not None and parse(evidence["raw"]["discontinued_on"]) <= day
    anchors = alerts.standing_of(world, evidence, day, "desk@example.org")
    said = []
    if not given_up or PLANTS.on("discontinued-said"):
        said = list(of_evidence(case, verdict(world, case["ask"], day), anchors))
    days = [[item["name"], iso(item["on"]), is_old(item), speaks(world, evidence, item, day)] for item in anchors]
    return {"concerns": written(said), "anchors": sorted(days)}


def written(said):
    """Return what is said, in order, with its days as text."""
    return sorted([severity, rule, "" if on is None else iso(on)] for severity, rule, on in said)


def followed(world, agreement, end, day):
    """Tell whether another agreement is in force after an end, or today if that is later."""
    following = max(end + 1, day)
    return any(agreement_rules.judge(world, other, following)["in_force"]
               for other in world.values() if other["code"] != agreement["code"])


def of_agreement(case, world, agreement):
    """Yield what is to be said of an agreement in force: its end, or its deadline for notice."""
    day = parse(case["as_of"])
    found = agreement_rules.judge(world, agreement, day)
    if not found["in_force"]:
        return
    if found["notice_deadline"] is not None:
        if distance(case, found["notice_deadline"]):
            yield "warning", "notice_deadline", found["notice_deadline"]
        return
    end = agreement_rules.fixed_end(agreement)
    if end is None or followed(world, agreement, end, day) or not distance(case, end):
        return
    unmet, _ = obligations.judge(obligations.numbered(case["contracts"]), world, end + 1)
    yield distance(case, end) if unmet and not PLANTS.on("ends-mildly") else "warning", "agreement_end", end


def customer_answer(case):
    """Return what is said of a customer that handles health data, and of its agreements."""
    world = agreement_rules.prepare(case["agreements"])
    unmet, since = obligations.judge(obligations.numbered(case["contracts"]), world, parse(case["as_of"]))
    said = [("warning" if PLANTS.on("unmet-warning") else "critical", DUTY, since)] if unmet else []
    for agreement in world.values():
        said += of_agreement(case, world, agreement)
    return {"concerns": written(said), "anchors": []}


def recorded(rng, evidence, day):
    """Say of everything when it was recorded: at once, lately, or at the edge of what is long past."""
    every = {item["code"]: item for item in evidence}
    for item in evidence:
        edges = [at + alerts.OLDEST_RECORDED + step for days in interesting_days(item, every).values()
                 for at in days for step in (-2, -1, 0, 1)]
        item["discontinued_on"] = iso(day + rng.choice((-1, 0, 1))) if chance(rng, 4) else None
        item["recorded_on"] = iso(day)
        for version in item["versions"]:
            issued = parse(version["issued_on"])
            near = [issued, issued + rng.randint(0, 40), day - rng.randint(0, 200)] + ([rng.choice(edges)] if edges else [])
            version["recorded_on"] = iso(rng.choice(near))
            for fact in version["events"] + version["milestones"]:
                fact["recorded_on"] = iso(rng.choice(near))


def signed_today(rng, evidence, ask):
    """Return the day on which a bridge letter is signed that speaks until then; the only one on which its end lies ahead."""
    letters = [letter for item in evidence for version in item["versions"] for letter in version["bridge_letters"]
               if item["code"] == ask]
    if not letters or not chance(rng, 25):
        return None
    letter = rng.choice(letters)
    letter["signed_on"] = letter["to_on"]
    return parse(letter["to_on"])


def question(seed, index):
    """Return one numbered case without its answer, the same whatever is planted."""
    rng = random.Random("concerns:%s:%s" % (seed, index))
    critical = 14 if chance(rng, 60) else rng.randint(0, 40)
    case = {"warning": 60 if critical == 14 else critical + rng.randint(0, 100), "critical": critical}
    if chance(rng, 35):
        other = obligations.question(seed, index)
        case.update(contracts=other["contracts"], agreements=other["agreements"], as_of=other["as_of"])
        days = [parse(each["ends_on"]) for each in other["agreements"] if each["ends_on"]]
        if days and chance(rng, 50):
            case["as_of"] = iso(rng.choice(days) - rng.choice((-1, 0, critical, critical + 1, rng.randint(0, 100))))
        return case
    evidence, ask, day = random_case(seed, index)
    ask = ask.partition("@")[0]
    if chance(rng, 50):
        day -= rng.choice((critical, critical + 1, case["warning"], case["warning"] + 1))
    day = signed_today(rng, evidence, ask) or day
    recorded(rng, evidence, day)
    case.update(evidence=evidence, ask=ask, as_of=iso(day))
    return case


def answer(case):
    """Return what is said in a case."""
    return evidence_answer(case) if "evidence" in case else customer_answer(case)


if __name__ == "__main__":
    print_random(__doc__, PLANTS, question, answer)
