"""Checks the oracle against facts worked out by hand and against Python's own dates; exits 1 on a failure."""

import datetime
import random
import sys

import dates
import dates_check
from prepared import prepare_world
from rules import rendered, verdict, version_verdict
from verdicts import answer, random_case
from worlds import blank_version

TODAY = "2026-11-23"


def one(scheme, edition, issued, **fields):
    """Return an evidence, coded like its scheme, with a single version."""
    version = dict(blank_version(1, edition, dates.parse(issued)), **fields)
    return {"code": scheme, "scheme": scheme, "versions": [version]}


def judged(evidence, code, on=TODAY):
    """Return the printed verdict of one evidence on a day."""
    return rendered(verdict(prepare_world(evidence), code, dates.parse(on)))


def acceptance():
    """Yield (what, whether it holds) for the facts of 2026-11-23."""
    base = one("iso27001", "2013", "2024-04-01", expires_on="2027-03-31")
    child = one("iso27701", "2019", "2024-04-01", expires_on="2027-03-31", parent="iso27001")
    result = judged([base], "iso27001")
    yield "27001:2013 is retired since 2025-11-01", (
        (result["state"], result["since"], result["until"]) == ("edition_retired", "2025-11-01", "2025-10-31"))
    yield "27001:2013 is still in force on 2025-10-31", judged([base], "iso27001", "2025-10-31")["in_force"]
    result = judged([base, child], "iso27701")
    yield "27701:2019 under it has an invalid parent", (
        (result["state"], result["since"]) == ("parent_invalid", "2025-11-01"))
    result = judged([one("iso9001", "2015", "2025-07-01", expires_on="2028-06-30")], "iso9001")
    yield "9001:2015 is active on a superseded edition", (
        result["state"] == "active"
        and result["flags"] == ["edition_deadline_unconfirmed", "edition_superseded"])
    result = judged([one("pci-dss", "4.0", "2024-12-20")], "pci-dss")
    yield "PCI DSS 4.0 of 2024-12-20 is expired since 2025-12-21", (
        (result["state"], result["since"]) == ("expired", "2025-12-21"))
    result = judged([one("pci-dss", "4.0", "2025-02-01")], "pci-dss")
    yield "PCI DSS 4.0 of 2025-02-01 was issued too late", "edition_not_current_at_issue" in result["flags"]
    result = judged([one("cyber-essentials", "willow", "2026-11-10")], "cyber-essentials")
    yield "Willow of 2026-11-10 was issued too late", "edition_not_current_at_issue" in result["flags"]
    plus = judged([one("cyber-essentials-plus", "willow", "2026-11-10")], "cyber-essentials-plus")
    yield "Willow Plus of 2026-11-10 was not", "edition_not_current_at_issue" not in plus["flags"]
    report = one("soc2-type2", "2017", "2025-11-15", period_start="2024-10-01", period_end="2025-09-30",
                 opinion="unqualified")
    result = judged([report], "soc2-type2")
    yield "SOC 2 to 2025-09-30 is stale and awaits the next", (
        (result["state"], result["since"], result["flags"]) == ("stale", "2026-10-01", ["awaiting_next_report"]))
    ended = one("iso9001", "2015", "2023-08-01", expires_on="2026-07-31")
    for on, restorable in ((TODAY, True), ("2027-01-31", True), ("2027-02-01", False)):
        result = judged([ended], "iso9001", on)
        yield "9001 ended 2026-07-31 is expired on %s, restorable: %s" % (on, restorable), (
            result["state"] == "expired" and ("restorable" in result["flags"]) == restorable)


def pending_chain():
    """Yield (what, whether it holds) for renewals that start before, at and after the end."""
    for starts, until, state in (("2027-01-01", "2029-12-31", "active"), ("2027-01-02", "2026-12-31", "expiring")):
        evidence = one("iso9001", "2015", "2024-01-01", expires_on="2026-12-31")
        evidence["versions"].append(dict(
            blank_version(2, "2026", dates.parse("2026-11-01")), valid_from=starts, expires_on="2029-12-31"))
        result = judged([evidence], "iso9001")
        yield "a renewal from %s makes it %s until %s" % (starts, state, until), (
            (result["state"], result["until"]) == (state, until) and "renewal_pending" in result["flags"])


def date_facts():
    """Yield (what, whether it holds) for dates.py beside datetime."""
    first, last = datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)
    days = [first + datetime.timedelta(days=n) for n in range((last - first).days + 1)]
    yield "all days of 1900 to 2199 have their number, weekday and text", all(
        dates.parse(day.isoformat()) == (day - dates_check.EPOCH).days
        and dates.weekday(dates.parse(day.isoformat())) == day.isoweekday()
        and dates.iso(dates.parse(day.isoformat())) == day.isoformat()
        for day in days)
    rng = random.Random(1)
    lines = [dates_check.random_line(rng) for _ in range(20000)]
    yield "20000 month additions and differences agree", all(
        dates.iso(dates.add_months(dates.parse(line["date"]), line["months"])) == line["plus_months"]
        and dates.difference(dates.parse(line["other"]), dates.parse(line["date"])) == line["difference"]
        for line in lines)
    yield "2024-02-29 + 12 months = 2025-02-28", dates.iso(dates.add_months(dates.parse("2024-02-29"), 12)) == "2025-02-28"
    yield "2025-10 counts as 2025-10-31, 2024 as 2024-12-31", (
        [dates.iso(dates.parse_known(text)) for text in ("2025-10", "2024")] == ["2025-10-31", "2024-12-31"])


def last_days(count):
    """Yield one fact: the last day in force, found day by day, equals the one the rules find."""
    wrong = 0
    for index in range(count):
        evidence, question, day = random_case("last days", index)
        world = prepare_world(evidence)
        code, _, number = question.partition("@")
        result = answer(world, question, day)
        stopped = not result["in_force"] and result["since"] is not None
        if world["evidence"][code]["scheme"]["covers"] or not stopped:
            continue
        earliest = min(version["start"] for version in world["evidence"][code]["versions"])
        ask = (lambda d: version_verdict(world, code, int(number), d)) if number else (lambda d: verdict(world, code, d))
        found = next((d for d in range(day - 1, earliest - 1, -1) if ask(d)["in_force"]), None)
        wrong += found != result["until"]
    yield "the last day in force agrees with a day-by-day search in %d worlds" % count, wrong == 0


def main():
    """Print every fact and exit 1 when one fails."""
    failed = 0
    for facts in (acceptance(), pending_chain(), date_facts(), last_days(1000)):
        for what, holds in facts:
            print("%-5s %s" % ("ok" if holds else "FAIL", what))
            failed += not holds
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
