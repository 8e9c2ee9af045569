"""Checks the oracle for activities against facts worked out by hand, and its plants; exits 1 on failure."""

import sys
from collections import Counter

from activities import PLANTS, answer
from activity_worlds import question


def activity(on, *cadences, first_rung=30, ended_on=None, **lists):
    """Return a case in the read shape, with empty lists where none are given."""
    blank = {"on": on, "cadences": list(cadences), "first_rung": first_rung, "records": [], "waivers": [],
             "opened": [], "contracts": [], "ended_on": ended_on}
    return dict(blank, **lists)


def record(on, result="pass", occurrence=None, extra=False, *findings):
    """Return a record; findings are pairs of fix-by and closing day."""
    return {"on": on, "result": result, "occurrence": occurrence, "extra": extra,
            "findings": [{"fix_by": by, "closed_on": closed} for by, closed in findings]}


def told(case):
    """Return state, kept and the states of all occurrences as words."""
    found = answer(case)
    listed = " ".join("%s:%s" % (one["name"], one["state"]) for one in found["occurrences"])
    return "%s %s | %s" % (found["state"], "kept" if found["kept"] else "not", listed)


QUARTER = {"from": "2026-01-01", "each": "quarter"}
YEAR = {"from": "2024-01-01", "each": "year"}


def calendar_facts():
    """Yield (what, found, wanted) about calendar periods, done, late, missed and made up."""
    first = record("2026-02-01")
    yield "a quarter is open to its last day", told(activity("2026-03-31", QUARTER)), (
        "due not | 2026-Q1:open 2026-Q2:planned")
    yield "and missed the day after", told(activity("2026-04-01", QUARTER)), (
        "overdue not | 2026-Q1:missed 2026-Q2:open 2026-Q3:planned")
    yield "the next one done leaves it missed", told(activity(
        "2026-07-01", QUARTER, records=[first, record("2026-09-30"), record("2026-08-01")])), (
            "overdue not | 2026-Q1:done 2026-Q2:missed 2026-Q3:open 2026-Q4:planned")
    yield "made up, it is late and kept", told(activity(
        "2026-08-01", QUARTER, records=[first, record("2026-08-01", "partial", "2026-Q2")])), (
            "on_track kept | 2026-Q1:done 2026-Q2:done_late 2026-Q3:open 2026-Q4:planned")
    yield "failed while not due", told(activity(
        "2026-02-02", QUARTER, records=[record("2026-02-01", "fail")])), (
            "due not | 2026-Q1:failed 2026-Q2:planned")
    yield "failed and due is missed", told(activity(
        "2026-04-01", QUARTER, records=[record("2026-02-01", "fail")])), (
            "overdue not | 2026-Q1:missed 2026-Q2:open 2026-Q3:planned")
    yield "an extra one stands in for none", told(activity(
        "2026-02-02", QUARTER, records=[record("2026-02-01", "pass", None, True)])), (
            "never_done not | 2026-Q1:open 2026-Q2:planned")
    yield "waived", told(activity(
        "2026-04-02", QUARTER, waivers=[{"occurrence": "2026-Q1", "on": "2026-04-02"}])), (
            "never_done not | 2026-Q1:waived 2026-Q2:open 2026-Q3:planned")
    yield "a half-year ends in June", told(activity("2026-06-30", {"from": "2026-05-05", "each": "half-year"})), (
        "due not | 2026-H1:open 2026-H2:planned")


def term_facts():
    """Yield (what, found, wanted) about terms, changes of cadence, ends and what is kept."""
    yield "terms from 31 January never drift", told(activity(
        "2026-03-31", {"from": "2026-01-31", "every": 1}, records=[
            record("2026-02-01"), record("2026-03-01")])), (
                "due kept | 2026-02-27:done 2026-03-30:done 2026-04-29:open 2026-05-30:planned")
    yield "a yearly one of January 2025 is kept until 2026 ends", told(activity(
        "2026-11-01", YEAR, records=[record("2024-05-01"), record("2025-01-10")])), (
            "on_track kept | 2024:done 2025:done 2026:open 2027:planned")
    yield "what was missed over a year ago no longer makes it overdue", told(activity(
        "2026-01-01", YEAR, records=[record("2025-05-01")])), (
            "on_track kept | 2024:missed 2025:done 2026:open 2027:planned")
    yield "but it does to the day a year after", told(activity(
        "2025-12-31", YEAR, records=[record("2025-05-01")])), (
            "overdue not | 2024:missed 2025:done 2026:planned")
    yield "the quarter that runs at a change gives way", told(activity(
        "2026-05-02", QUARTER, {"from": "2026-05-01", "each": "month"}, records=[record("2026-01-05")])), (
            "due kept | 2026-Q1:done 2026-05:open 2026-06:planned")
    yield "ended the day after its last", told(activity("2026-02-02", QUARTER, ended_on="2026-02-01")), "ended not | "
    finding = record("2026-02-01", "partial", None, False, ("2026-02-10", "2026-02-12"))
    for on, wanted in (("2026-02-10", "on_track"), ("2026-02-11", "finding_overdue"), ("2026-02-12", "on_track")):
        yield "a finding on %s" % on, told(activity(on, QUARTER, records=[finding])).split()[0], wanted


def event_facts():
    """Yield (what, found, wanted) about events and about contracts that end."""
    event = {"from": "2026-01-01", "event": True}
    opened = [{"reference": "HR-1", "on": "2026-02-01", "due": "2026-02-10"}]
    yield "nothing opened, nothing missed", told(activity("2026-02-01", event)), "never_done kept | "
    yield "an event missed is not kept", told(activity("2026-02-11", event, opened=opened)), "overdue not | HR-1:missed"
    wipe = {"from": "2026-01-01", "contract_end_within": 30}
    ended = {"customer": "acme", "since": "2025-01-01", "until": "2026-02-28"}
    back = {"customer": "acme", "since": "2026-04-15", "until": None}
    yield "nothing to wipe on a contract's last day", told(activity("2026-02-28", wipe, contracts=[ended])), (
        "never_done kept | ")
    yield "due with its days", told(activity("2026-03-30", wipe, contracts=[ended])), "due kept | acme:open"
    yield "a new contract takes it back, missed or not", (
        told(activity("2026-04-14", wipe, contracts=[ended, back])),
        told(activity("2026-04-15", wipe, contracts=[ended, back]))), (
            "overdue not | acme:missed", "never_done kept | ")
    yield "what was done stays done", told(activity(
        "2026-05-01", wipe, contracts=[ended, back], records=[record("2026-03-30", "pass", "acme")])), (
            "on_track kept | acme:done")


def plant_facts():
    """Yield (what, found, wanted) about the planted errors and about what the random cases reach."""
    cases = [question(1, index) for index in range(2000)]
    yield from PLANTS.alterations("activities.py", answer, cases)
    answers = [answer(case) for case in cases]
    states = Counter(one["state"] for one in answers)
    states.update(one["state"] for found in answers for one in found["occurrences"])
    states.update("kept" for one in answers if one["kept"])
    for state in ("ended overdue finding_overdue due on_track never_done kept waived done done_late missed"
                  " failed open planned").split():
        yield "2000 random activities reach %s (%d)" % (state, states[state]), states[state] >= 20, True


def main():
    """Print every fact and exit 1 when one fails."""
    failed = 0
    for facts in (calendar_facts(), term_facts(), event_facts(), plant_facts()):
        for what, found, wanted in facts:
            failed += found != wanted
            print("%-5s %s" % ("ok" if found == wanted else "FAIL", what))
            if found != wanted:
                print("      found %s, wanted %s" % (found, wanted))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
