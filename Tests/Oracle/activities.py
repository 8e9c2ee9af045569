"""Answers what an activity that comes again is on a day: its state, whether it is kept, its occurrences.

Reads one JSON object a line from standard input and prints one a line, or prints random cases with
their answers (--count, --seed). Written from the rules alone. Where they are silent, this was chosen:

- A cadence holds from its day to the day before the next one's; of two from the same day the later
  listed one holds. Changes recorded ahead are known ahead: which occurrences there are never depends
  on the day asked about, only their states do.
- A calendar period or a term belongs to a cadence when its last day lies in the cadence's days. So the
  one that runs when the cadence changes is given up for the first one of the new cadence.
- Such an occurrence starts on its first day, but never before its cadence does. Terms are counted from
  the cadence's first day, each from that day and never from the day before.
- A record without a name belongs to the calendar period or term in whose days it lies, to no event and
  to no contract's end: those are always named. A record before the start of the one it names, or in none
  at all, stands for none; its findings still count, as those of extra records do.
- A contract's end starts on the day after the contract's last day, under the cadence of that day, and
  exists from then on. Contracts that overlap or adjoin are one. A new contract that has begun by the day
  takes it back unless it was done or waived by the new contract's first day. A customer who leaves twice
  has two, both by his code: what names him belongs to the latest that had begun by then.
- An event starts on the day it was opened, exists from then on, and only under a cadence of events.
- An activity's last day is `ended_on`; it is `ended` from the day after, and then not kept. What would be
  due after the last day does not exist, on any day.
- The first state that holds: ended, overdue, finding_overdue, due, never_done, on_track. Before its first
  day it is never_done and not kept.
- `In the last 12 months`: the day plus 12 months is not before the day asked about (ends are inclusive).
  `In the last period`: not before the start of the latest period that is over.
- An activity of events or of contracts' ends, by the cadence of the day asked about, is kept while none
  is missed, however long ago. Done is what is done or done_late; extra records never count.
- Listed is every occurrence that has started by the day, and the next one that starts later.
"""

import json
import sys

from activity_periods import calendar_periods, contract_ends, terms
from activity_plants import PLANTS
from dates import add_months, iso, parse
from ledger_cases import add_sizes, read_options, write_case

DONE = ("done", "done_late")


def spans(cadences):
    """Return the cadences in order, each with its first and last day as numbers, the last one open."""
    starts = {}
    for cadence in cadences:
        starts[parse(cadence["from"])] = cadence
    days = sorted(starts)
    return [(starts[first], first, following - 1 if following is not None else None)
            for first, following in zip(days, days[1:] + [None])]


def inside(day, first, last):
    """Tell whether a day lies between two others, the last of which may be open."""
    return first <= day and (last is None or day <= last)


def opened_events(case, first, last, day):
    """Yield the events opened under a cadence that have happened by a day."""
    for event in case["opened"]:
        on = parse(event["on"])
        if inside(on, first, last) and on <= day:
            yield {"name": event["reference"], "starts": on, "due": parse(event["due"]), "named": True}


def derived(case, day):
    """Yield every occurrence that has started by a day and, of each cadence, the next one."""
    for cadence, first, last in spans(case["cadences"]):
        if "each" in cadence:
            yield from until_next(calendar_periods(cadence["each"], first), first, last, day)
        elif "every" in cadence:
            yield from until_next(terms(cadence["every"], first), first, last, day)
        elif "contract_end_within" in cadence:
            found = contract_ends(case, cadence["contract_end_within"], day)
            yield from (one for one in found if inside(one["starts"], first, last))
        else:
            yield from opened_events(case, first, last, day)


def until_next(periods, first, last, day):
    """Yield the periods of a cadence up to the first that starts after a day."""
    for period in periods:
        belongs = period["starts"] if PLANTS.on("running-stays") else period["due"]
        if not inside(belongs, first, last):
            return
        yield period
        if period["starts"] > day:
            return


def occurrences(case, day):
    """Return the occurrences that are listed, in the order of their due days."""
    ended = parse(case["ended_on"])
    found = [one for one in derived(case, day)
             if ended is None or one["due"] <= ended or PLANTS.on("due-after-end")]
    ahead = sorted((one for one in found if one["starts"] > day), key=lambda one: one["starts"])
    found = [one for one in found if one["starts"] <= day] + ahead[:1]
    return sorted(found, key=lambda one: (one["due"], one["starts"], one["name"]))


def owner_of(found, name, on):
    """Return the occurrence a name means on a day: the latest begun by then, else the first."""
    same = sorted((one for one in found if one["name"] == name), key=lambda one: one["starts"])
    begun = [one for one in same if one["starts"] <= on]
    return (begun or same[:1] or [None])[-1]


def record_owner(found, record):
    """Return the occurrence a record stands for, or None."""
    on = parse(record["on"])
    if record["extra"] and not PLANTS.on("extra-stands-in"):
        return None
    if record["occurrence"] is not None:
        named = owner_of(found, record["occurrence"], on)
        return named if named is not None and named["starts"] <= on else None
    return next((one for one in found if not one["named"] and one["starts"] <= on <= one["due"]), None)


def happened(case, day):
    """Return the records of a day and before, in the order of their days."""
    day = day + PLANTS.shift("record-ahead")
    return sorted((one for one in case["records"] if parse(one["on"]) <= day), key=lambda one: one["on"])


def waived_by(case, found, day):
    """Return the identities of the occurrences that were waived by a day."""
    waivers = [(one["occurrence"], parse(one["on"])) for one in case["waivers"]]
    return {id(owner_of(found, name, on)) for name, on in waivers if on + PLANTS.shift("waiver-day") <= day}


def judge(one, mine, waived, day):
    """Return the state of an occurrence with its records on a day, and the day on which it was done."""
    taken = ("pass",) if PLANTS.on("partial-not-taken") else ("pass", "partial")
    good = [parse(record["on"]) for record in mine if record["result"] in taken]
    if good and PLANTS.on("last-record"):
        good = good[-1:]
    if waived:
        return "waived", None
    if good:
        return ("done" if good[0] <= one["due"] - PLANTS.shift("late-on-due") else "done_late"), good[0]
    if one["due"] < day + PLANTS.shift("missed-on-due"):
        return "missed", None
    if mine and mine[-1]["result"] == "fail":
        return "failed", None
    return ("open" if one["starts"] <= day else "planned"), None


def judged(case, day):
    """Return the occurrences of a day with their states."""
    found = occurrences(case, day)
    waived, records = waived_by(case, found, day), {id(one): [] for one in found}
    for record in happened(case, day):
        records.get(id(record_owner(found, record)), []).append(record)
    states = []
    for one in found:
        state, done = judge(one, records[id(one)], id(one) in waived, day)
        states.append(dict(one, state=state, done=done))
    if PLANTS.on("healed"):
        for index, one in enumerate(states):
            if one["state"] == "missed" and any(other["state"] in DONE for other in states[index + 1:]):
                one["state"], one["done"] = "done_late", day
    return states


def finding_overdue(case, day):
    """Tell whether a finding of a record made by a day is past its fix-by day and not closed."""
    for record in happened(case, day):
        for finding in record["findings"]:
            closed = parse(finding["closed_on"])
            if closed is not None and (closed <= day or PLANTS.on("closed-ahead")):
                continue
            if parse(finding["fix_by"]) < day + PLANTS.shift("fix-by-day"):
                return True
    return False


def is_recent(on, day):
    """Tell whether a day lies in the last 12 months."""
    return add_months(on, 12) >= day + PLANTS.shift("twelve-months")


def state_of(case, found, day):
    """Return the state of an activity on a day, the first that holds."""
    ended = parse(case["ended_on"])
    if ended is not None and ended < day + PLANTS.shift("end-day"):
        return "ended"
    states = [one["state"] for one in found]
    if any(one["state"] == "missed" and (is_recent(one["due"], day) or PLANTS.on("missed-for-ever"))
           for one in found):
        return "overdue"
    if finding_overdue(case, day):
        return "finding_overdue"
    rung = case["first_rung"] + PLANTS.shift("first-rung")
    if "failed" in states or any(one["state"] == "open" and one["due"] - day <= rung for one in found):
        return "due"
    return "never_done" if not any(state in DONE + ("missed",) for state in states) else "on_track"


def is_kept(case, found, state, day):
    """Tell whether a page may claim the activity on a day."""
    held = [cadence for cadence, first, last in spans(case["cadences"]) if inside(day, first, last)]
    if state in ("ended", "overdue") or not held:
        return False
    if held[0].get("event") or "contract_end_within" in held[0]:
        if PLANTS.on("events-need-one"):
            return any(one["state"] in DONE for one in found)
        return not any(one["state"] == "missed" for one in found)
    over = [one["starts"] for one in found if one["due"] < day and not one["named"]]
    if PLANTS.on("kept-12-months") or not over:
        over = [day + 1]
    return any(one["state"] in DONE and (is_recent(one["done"], day) or one["done"] >= max(over))
               for one in found)


def answer(case):
    """Return state, whether it is kept, and the occurrences of one case."""
    day = parse(case["on"])
    found = judged(case, day)
    state = state_of(case, found, day)
    return {"state": state, "kept": is_kept(case, found, state, day), "occurrences": [
        {"name": one["name"], "state": one["state"], "starts_on": iso(one["starts"]),
         "due_on": iso(one["due"]), "done_on": iso(one["done"])} for one in found]}


def main():
    """Print random cases where a count is asked for, else answer what comes in."""
    options = read_options(__doc__, PLANTS, lambda parser: (
        add_sizes(parser), parser.set_defaults(count=None)))
    if options is None:
        return
    if options.count is not None:
        from activity_worlds import question
        for index in range(options.count):
            case = question(options.seed, index)
            write_case(case, answer(case))
        return
    for line in sys.stdin:
        if line.strip():
            print(json.dumps(answer(json.loads(line)), separators=(",", ":")), flush=True)


if __name__ == "__main__":
    main()
