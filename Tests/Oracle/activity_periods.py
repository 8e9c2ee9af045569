"""The periods of an activity's cadences: of the calendar, of terms, and after contracts."""

from activity_plants import PLANTS
from dates import add_months, civil_from_days, days_from_civil, iso, parse

MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


def calendar_name(each, year, month):
    """Return the name of the calendar period that begins with a month."""
    if each == "month":
        return "%04d-%02d" % (year, month)
    if each == "year":
        return "%04d" % year
    return "%04d-%s%d" % (year, "Q" if each == "quarter" else "H", (month - 1) // MONTHS[each] + 1)


def calendar_periods(each, first):
    """Yield the calendar periods from the one that holds a first day on, without end."""
    year, month, _ = civil_from_days(first)
    month -= (month - 1) % MONTHS[each]
    while True:
        begin = days_from_civil(year, month, 1)
        following = add_months(begin, MONTHS[each])
        late = each == "half-year" and PLANTS.on("half-late")
        due = following - 1 - (PLANTS.shift("quarter-early") if each == "quarter" else 0)
        if late and month == 1:
            due = add_months(following, 1) - 1
        starts = add_months(begin, 1) if late and month == 7 else begin
        if not PLANTS.on("starts-early"):
            starts = max(starts, first)
        if due >= first:
            yield {"name": calendar_name(each, year, month), "starts": starts, "due": due, "named": False}
        year, month, _ = civil_from_days(following)


def terms(months, first):
    """Yield the terms of a number of months from a first day on, without end."""
    number, begin = 0, first
    while True:
        number += 1
        following = add_months(first, number * months)
        if PLANTS.on("term-step"):
            following = add_months(begin, months)
        due = following - 1 + PLANTS.shift("term-due")
        yield {"name": iso(due), "starts": begin, "due": due, "named": False}
        begin = following


def last_days(contracts, day):
    """Yield for each unbroken run of a customer's contracts its last day and the next one's first."""
    begun = sorted(((since, until) for since, until in contracts if since <= day), key=lambda one: one[0])
    last = None
    for since, until in begun:
        if last is not None and since > last + 1:
            yield last, since
            last = None
        until = float("inf") if until is None else until
        last = until if last is None else max(last, until)
    if last is not None:
        yield last, None


def settled_days(case, name, taken=("pass", "partial")):
    """Return the days on which something by a name was done or waived, extra records left out."""
    done = [parse(one["on"]) for one in case["records"]
            if one["occurrence"] == name and not one["extra"] and one["result"] in taken]
    return done + [parse(one["on"]) for one in case["waivers"] if one["occurrence"] == name]


def contract_ends(case, within, day):
    """Yield what is to be done for each customer whose contracts have ended by a day."""
    customers = {}
    for contract in case["contracts"]:
        customers.setdefault(contract["customer"], []).append(
            (parse(contract["since"]), parse(contract["until"])))
    for name, contracts in sorted(customers.items()):
        for last, again in last_days(contracts, day):
            if last >= day + PLANTS.shift("contract-last-day"):
                continue
            starts = last + 1 - PLANTS.shift("contract-last-day")
            settled = any(starts <= on <= (again or on) for on in settled_days(case, name))
            if again is not None and not PLANTS.on("contract-stays"):
                if not settled or PLANTS.on("contract-takes-done"):
                    continue
            due = last + within + PLANTS.shift("contract-due")
            yield {"name": name, "starts": starts, "due": due, "named": True}
