"""Prints random histories of releases, each with who holds one version on a day: one holding a person."""

import random

from dates import iso, parse
from ledger_cases import Plants, print_random

PLANTS = Plants({
    "release-day": "a release counts from the day after",
    "acknowledged-day": "an acknowledgement counts from the day after",
    "acknowledged-ever": "an acknowledgement counts before its date too",
    "recall-suffices": "a recall needs no acknowledgement",
    "access-ended": "the end of access is as good as an acknowledgement",
    "refused-holds": "a refused row holds",
    "letter-holds": "a bridge letter is held like its report",
    "refused-replaces": "a refused row of a newer version replaces",
    "letter-replaces": "a bridge letter of a newer version replaces",
    "same-replaces": "a later row of the same version replaces",
    "older-replaces": "a later row of any other version replaces",
    "newer-by-number": "the higher version number is the newer version",
    "future-replaces": "a newer version that is still to be released replaces already",
    "earlier-replaces": "a newer version that was released earlier replaces",
    "later-by-day": "of two rows of one day neither is the later",
    "later-by-row": "the row recorded later is the later, whatever its date",
    "colleague-replaces": "a newer version to a colleague replaces what a named contact holds",
    "unnamed-for-unnamed": "what an unnamed row holds is replaced by unnamed rows only",
    "unnamed-never": "what an unnamed row holds is never replaced",
    "unnamed-for-all": "a newer version to nobody by name replaces what the named contacts hold",
    "voided-holds": "a row that was voided holds",
    "voided-until": "a row that was voided holds until the day on which that was recorded",
    "voided-replaces": "a row of a newer version that was voided replaces",
    "one-a-copy": "each copy is a holding of its own",
    "one-an-address": "who has another address now is another person",
    "number-of-first": "a holding goes by its first copy, whichever was recalled",
    "number-ahead": "a recall gives a holding its number before its date too",
})


def voided(case, row):
    """Return the day on which it was recorded that a row handed nothing out; None where it did."""
    days = [parse(event["on"]) for event in case["events"]
            if event["row"] == row["id"] and event["kind"] == "voided"]
    return days[0] if days else None


def handed_back(case, row, day):
    """Tell whether somebody has acknowledged the recall of a row by a day."""
    kinds = {"acknowledged"}
    if PLANTS.on("recall-suffices"):
        kinds.add("recalled")
    if PLANTS.on("access-ended"):
        kinds.add("access_ended")
    for event in case["events"]:
        if event["row"] == row["id"] and event["kind"] in kinds:
            on = parse(event["on"]) + PLANTS.shift("acknowledged-day")
            if on <= day or PLANTS.on("acknowledged-ever"):
                return True
    return False


def is_newer(case, other, row):
    """Tell whether one row's version follows another's in the succession."""
    if PLANTS.on("newer-by-number"):
        return other["version"] > row["version"]
    there, here = (case["versions"].index(each["version"]) for each in (other, row))
    if PLANTS.on("older-replaces"):
        return there != here
    return there > here or (there == here and other is not row and PLANTS.on("same-replaces"))


def is_later(other, row):
    """Tell whether one row is later than another by its date, and on one date by its number."""
    if PLANTS.on("earlier-replaces"):
        return other is not row
    if PLANTS.on("later-by-row"):
        return other["id"] > row["id"]
    there, here = parse(other["on"]), parse(row["on"])
    return there > here or (there == here and other["id"] > row["id"] and not PLANTS.on("later-by-day"))


def reaches(other, row):
    """Tell whether one row went to whoever holds another."""
    if row["contact"] is None:
        if PLANTS.on("unnamed-never") or (PLANTS.on("unnamed-for-unnamed") and other["contact"] is not None):
            return False
        return other["customer"] == row["customer"]
    if other["contact"] == row["contact"]:
        return True
    if other["customer"] != row["customer"]:
        return False
    return PLANTS.on("colleague-replaces") or (PLANTS.on("unnamed-for-all") and other["contact"] is None)


def replaced(case, row, day):
    """Tell whether whoever holds a row has been given a newer version since."""
    for other in case["rows"]:
        if not other["released"] and not PLANTS.on("refused-replaces"):
            continue
        if other["letter"] and not PLANTS.on("letter-replaces"):
            continue
        if voided(case, other) is not None and not PLANTS.on("voided-replaces"):
            continue
        if parse(other["on"]) > day and not PLANTS.on("future-replaces"):
            continue
        if is_newer(case, other, row) and is_later(other, row) and reaches(other, row):
            return True
    return False


def holds(case, row, day):
    """Tell whether a row still holds the version that a case asks about."""
    if row["version"] != case["ask"] or parse(row["on"]) + PLANTS.shift("release-day") > day:
        return False
    if not row["released"] and not PLANTS.on("refused-holds"):
        return False
    if row["letter"] and not PLANTS.on("letter-holds"):
        return False
    if (mistake := voided(case, row)) is not None and not PLANTS.on("voided-holds"):
        if mistake <= day or not PLANTS.on("voided-until"):
            return False
    return not handed_back(case, row, day) and not replaced(case, row, day)


def holder(row):
    """Return who holds a row: the person, whatever their address was then, else the company."""
    if PLANTS.on("one-a-copy"):
        return row["id"]
    if row["contact"] is None:
        return "company", row["customer"]
    return "person", row["address"] if PLANTS.on("one-an-address") else row["contact"]


def copies(case, row, day):
    """Return all rows by which whoever was given a row holds its version, in the order of recording."""
    return [other for other in sorted(case["rows"], key=lambda other: other["id"])
            if other["version"] == row["version"] and holder(other) == holder(row) and holds(case, other, day)]


def number(case, rows, day):
    """Return the row under which a holding is followed up: the first that was recalled, else the first."""
    recalled = {event["row"] for event in case["events"] if event["kind"] == "recalled"
                and (parse(event["on"]) <= day or PLANTS.on("number-ahead"))}
    asked = [row for row in rows if row in recalled and not PLANTS.on("number-of-first")]
    return (asked or rows)[0]


def answer(case):
    """Return the holdings of the version a case asks about, each with its number and its rows."""
    day, found = parse(case["as_of"]), {}
    for row in sorted(case["rows"], key=lambda row: row["id"]):
        if holds(case, row, day):
            found.setdefault(holder(row), []).append(row["id"])
    return sorted([number(case, rows, day), rows] for rows in found.values())


def random_rows(rng, versions, days):
    """Return rows to a few contacts of three customers, newer versions mostly on later days."""
    rows, number = [], 0
    for place in range(rng.randint(10, 40)):
        number += rng.choice((1, 1, 1, rng.randint(1, 4)))
        customer = rng.randint(1, 3)
        contact = None if rng.random() < 0.25 else customer * 10 + rng.randint(1, rng.choice((2, 3)))
        version = rng.choice(versions)
        on = rng.choice(days)
        if rng.random() < 0.35:
            on = sorted(days)[min(len(days) - 1, place * len(days) // 40)]
        address = contact and "%d%s@example.com" % (contact, rng.choice(("", "", "", ".new")))
        rows.append({
            "id": number, "version": version, "customer": customer, "contact": contact, "on": iso(on),
            "address": address, "released": rng.random() < 0.85, "letter": rng.random() < 0.12})
    return rows


def random_events(rng, rows):
    """Return what followed some of the released rows, an acknowledgement only after a recall."""
    events = []
    for row in rows:
        if not row["released"]:
            continue
        day = parse(row["on"])
        if rng.random() < 0.2:
            events.append({"row": row["id"], "kind": "received", "on": iso(day + rng.randint(0, 3))})
        if rng.random() < 0.3:
            day += rng.randint(0, 10)
            events.append({"row": row["id"], "kind": "recalled", "on": iso(day)})
            if rng.random() < 0.65:
                day += rng.choice((0, 1, rng.randint(0, 12)))
                events.append({"row": row["id"], "kind": "acknowledged", "on": iso(day)})
        if rng.random() < 0.1:
            events.append({"row": row["id"], "kind": "voided", "on": iso(day + rng.randint(0, 12))})
        if rng.random() < 0.15:
            events.append({"row": row["id"], "kind": "access_ended", "on": iso(day + rng.randint(0, 20))})
    if rng.random() < 0.5:
        events.sort(key=lambda event: event["on"])
    return events


def question(seed, index):
    """Return one numbered case without its answer."""
    rng = random.Random("holders:%s:%s" % (seed, index))
    versions = rng.sample(range(1, 10), rng.randint(2, 4))
    begin = rng.randint(parse("2022-01-01"), parse("2026-06-30"))
    days = [begin + rng.randint(0, 40) for _ in range(rng.randint(4, 14))]
    rows = random_rows(rng, versions, days)
    events = random_events(rng, rows)
    dated = [parse(each["on"]) for each in rows + events]
    day = rng.choice(dated) + rng.choice((-1, 0, 0, 1))
    if rng.random() < 0.3:
        day = max(dated) + rng.randint(-5, 5)
    ask = rng.choice(versions[:-1]) if rng.random() < 0.8 else rng.choice(versions)
    return {"versions": versions, "rows": rows, "events": events, "ask": ask, "as_of": iso(day)}


if __name__ == "__main__":
    print_random(__doc__, PLANTS, question, answer)
