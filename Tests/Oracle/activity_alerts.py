"""What is watched of activities on a day, and the rungs that each due day has reached (the rules, 7 and 9).

Where the rules are silent, this was chosen:

- Which ladder counts is asked of the cadence of the day: 7 1 0 while it is by months, else 30 14 7 1 0.
- What the calendar made due is watched while it was due in the last 12 months, as the verdict has it; what a
  customer or an event made due, and a finding, for as long as it stands.
- What a due day rests on was recorded when its cadence was, and the opening or the contracts that make it due.
- An activity that is over, or was recorded in error, has nothing to say, its findings included.
"""

from activities import inside, judged, spans
from alerts import anchor, is_old, rungs_of_ladder
from dates import add_months, parse
from ledger_cases import Plants

LADDER, MONTH_LADDER = (30, 14, 7, 1, 0), (7, 1, 0)
UNDONE = ("missed", "failed", "open", "planned")
PLANTS = Plants({
    "rung-late": "each rung comes a day late",
    "forgets-events": "what an event made due is not watched",
    "forgets-contracts": "what a contract's end made due is not watched",
    "forgets-terms": "what is due in terms is not watched",
    "forgets-findings": "findings are not watched",
    "forgets-extra": "findings of extra records are not watched",
    "forgets-missed": "what was missed is not watched any more",
    "watches-waived": "what was waived is watched still",
    "watches-done-late": "what was done after its day is watched still",
    "watches-ended": "what is over is watched still",
    "old-silent": "what was long past when it was recorded is never said",
    "month-as-others": "what is due each month has the ladder of all",
    "repeats-after-change": "what was raised is forgotten when the cadence changes",
})
FORGOTTEN = {"forgets-events": "event", "forgets-contracts": "contract_end_within", "forgets-terms": "every"}


def case_of(house, control):
    """Return an activity with its contracts as the oracle of verdicts takes it."""
    contracts = [{"customer": code, "since": one["since"], "until": one["until"]}
                 for code, contracts in house.customers.items() for one in contracts]
    return dict(control, contracts=contracts, first_rung=LADDER[0])


def cadence_of(control, one):
    """Return the cadence that makes an occurrence due."""
    day = one["starts"] if one["named"] else one["due"]
    return next(cadence for cadence, first, last in spans(control["cadences"]) if inside(day, first, last))


def recorded(house, control, one):
    """Return the day on which the last of what makes an occurrence due was recorded."""
    cadence = cadence_of(control, one)
    days = [cadence["recorded"]]
    if cadence.get("event"):
        days += [opened["recorded"] for opened in control["opened"] if opened["reference"] == one["name"]]
    elif "contract_end_within" in cadence:
        first = one["starts"]
        for contract in sorted(house.customers[one["name"]], key=lambda contract: contract["since"], reverse=True):
            if contract["until"] is not None and parse(contract["until"]) == first - 1:
                first = parse(contract["since"])
                days.append(contract["recorded"])
    return max(days)


def is_watched(control, one, day):
    """Tell whether an occurrence with its state is watched on a day."""
    cadence = cadence_of(control, one)
    if any(PLANTS.on(plant) and word in cadence for plant, word in FORGOTTEN.items()):
        return False
    if one["state"] == "missed" and PLANTS.on("forgets-missed"):
        return False
    wanted = UNDONE + (("waived",) if PLANTS.on("watches-waived") else ()) \
        + (("done_late",) if PLANTS.on("watches-done-late") else ())
    return one["state"] in wanted and (one["named"] or one["due"] >= add_months(day, -12))


def findings(control, day):
    """Yield the findings that are yet to be mended on a day."""
    for record in control["records"]:
        if PLANTS.on("forgets-findings") or record["extra"] and PLANTS.on("forgets-extra"):
            continue
        for finding in record["findings"]:
            if finding["closed_on"] is None or parse(finding["closed_on"]) > day:
                yield finding


def anchors(house, control, day):
    """Return what is watched of an activity on a day."""
    ended = parse(control["ended_on"])
    if control["voided"] or ended is not None and ended < day and not PLANTS.on("watches-ended"):
        return []
    found = [anchor("occurrence_due:" + one["name"], one["due"], recorded(house, control, one))
             for one in judged(case_of(house, control), day) if is_watched(control, one, day)]
    return found + [anchor("finding_due:%d" % one["number"], parse(one["fix_by"]), one["recorded"])
                    for one in findings(control, day)]


def ladder(control, item, day):
    """Return the rungs before a day that is watched."""
    held = spans(control["cadences"])
    counts = [cadence for cadence, first, _ in held if first <= day][-1:] or [held[0][0]]
    is_short = item["name"].startswith("occurrence") and counts[0].get("each") == "month"
    return MONTH_LADDER if is_short and not PLANTS.on("month-as-others") else LADDER


def present(house, day):
    """Yield (key, owner, reached rungs) of all that is watched on a day."""
    for code, control in sorted(house.controls.items()):
        for item in anchors(house, control, day):
            rungs = rungs_of_ladder(ladder(control, item, day), item, is_old(item))
            rungs = () if is_old(item) and PLANTS.on("old-silent") else rungs
            late = PLANTS.shift("rung-late")
            yield ((code, item["name"], item["on"]), control["owner"],
                   [rung for rung in rungs if day >= item["on"] - rung + late])
