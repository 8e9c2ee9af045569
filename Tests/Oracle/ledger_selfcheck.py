"""Checks the oracle of the ledger against facts worked out by hand, and its plants; exits 1 on failure."""

import sys
from collections import Counter

import agreement_rules
import agreements
import gate_rules
import holders
import obligations
from dates import iso, parse

RUN_STATES = ("not_yet_effective", "expired", "terminated", "superseded", "expiring", "notice_window_open")


def recorded(text):
    """Read an event such as `executed 2024-01-31`, a successor after it, `!` before it when struck."""
    kind, on, *successor = text.lstrip("!").split()
    return {"kind": kind, "occurred_on": on, "successor": successor[0] if successor else None,
            "voided": text.startswith("!")}


def agreement(renewal, effective, *events, code="a1", **fields):
    """Return an agreement in the printed shape."""
    blank = {
        "code": code, "counts_as_nda": True, "renewal": renewal, "effective_on": effective, "ends_on": None,
        "initial_term_months": None, "term_months": None, "notice_days": None, "notice_months": None,
        "survival_months": None, "survival_basis": None,
        "retention_months": 72, "expiring_days": 60, "events": [recorded(text) for text in events],
        "releases": []}
    return dict(blank, **fields)


def shown(day, keys, *parties):
    """Return some of the answers about a1 on a day, in the order of the keys, as words."""
    found = agreements.answer({"agreements": list(parties), "ask": "a1", "as_of": day})
    return " ".join("+".join(found[key]) if key == "flags" else str(found[key]) for key in keys.split())


def state(day, *parties):
    """Return state and since of a1 on a day."""
    return shown(day, "state since", *parties)


def termination_facts():
    """Yield (what, found, wanted) about terminations, past and ahead."""
    baa = agreement("evergreen", "2020-01-01", "executed 2019-12-20", "terminated 2025-03-31")
    kept = "state since in_force ended_on retain_until term_end"
    yield ("a BAA terminated on 2025-03-31 is kept until 2031-03-31", shown("2025-03-31", kept, baa),
           "terminated 2025-03-31 False 2025-03-31 2031-03-31 None")
    yield ("the day before, it counts as fixed and expires soon", shown("2025-03-30", kept, baa),
           "expiring 2025-01-29 True 2025-03-31 2031-03-31 2025-03-30")
    leap = agreement("evergreen", "2020-01-01", "executed 2020-01-01", "terminated 2024-02-29")
    yield "72 months from 29 February", shown("2026-01-01", "retain_until", leap), "2030-02-28"
    told = agreement("auto", "2023-01-01", "executed 2023-01-01", "terminated 2025-06-30", term_months=12,
                     notice_days=60)
    yield ("notice given makes an automatic agreement fixed",
           shown("2025-05-01", "state since term_start term_end notice_deadline", told),
           "expiring 2025-04-30 2023-01-01 2025-06-29 None")
    first = agreement("evergreen", "2025-01-01", "executed 2025-01-01", "terminated 2025-01-01")
    dates = "ended_on retain_until"
    yield "stopped on its first day", shown("2025-02-01", dates, first), "2025-01-01 2031-01-01"
    never = agreement("evergreen", "2025-01-01", "executed 2025-01-01", "terminated 2024-12-31")
    yield "stopped before its first day", shown("2025-02-01", dates, never), "None None"
    both = agreement("fixed", "2024-01-01", "executed 2024-01-01", "terminated 2025-06-30",
                     ends_on="2025-03-31")
    yield "expired before its termination", state("2025-06-29", both), "expired 2025-04-01"
    yield ("then terminated, ended when it expired", shown("2025-06-30", "state ended_on", both),
           "terminated 2025-03-31")
    struck = agreement("evergreen", "2024-01-01", "executed 2024-01-01", "!terminated 2024-05-01")
    yield "a termination entered in error", state("2025-01-01", struck), "active 2024-01-01"


def term_facts():
    """Yield (what, found, wanted) about automatic terms from 29 February and their notice."""
    nda = agreement("auto", "2024-02-29", "executed 2024-02-20", term_months=12, notice_days=60)
    terms = (
        "2024-02-29 2025-02-27 2024-12-29", "2025-02-28 2026-02-27 2025-12-29",
        "2026-02-28 2027-02-27 2026-12-29", "2027-02-28 2028-02-28 2027-12-30",
        "2028-02-29 2029-02-27 2028-12-29", "2029-02-28 2030-02-27 2029-12-29",
        "2030-02-28 2031-02-27 2030-12-29", "2031-02-28 2032-02-28 2031-12-30",
        "2032-02-29 2033-02-27 2032-12-29", "2033-02-28 2034-02-27 2033-12-29")
    for number, wanted in enumerate(terms):
        for day in wanted.split():
            found = shown(day, "term_start term_end notice_deadline", nda)
            yield "term %d on %s" % (number, day), found, wanted
    yield "before the first day", state("2024-02-28", nda), "not_yet_effective 2024-02-20"
    yield "before the notice window", state("2024-10-29", nda), "active 2024-02-29"
    yield "the notice window opens", state("2024-10-30", nda), "notice_window_open 2024-10-30"
    yield "the notice deadline", state("2024-12-29", nda), "notice_window_open 2024-10-30"
    yield "after the deadline, active again", state("2024-12-30", nda), "active 2024-02-29"
    monthly = agreement("auto", "2024-01-01", "executed 2024-01-01", term_months=1, notice_days=0)
    yield "a window as old as its term", state("2024-03-10", monthly), "notice_window_open 2024-03-01"
    late = agreement("auto", "2024-01-01", "sent 2024-01-02", "executed 2024-03-05", term_months=1,
                     notice_days=0)
    yield "a window as old as the signature", state("2024-03-10", late), "notice_window_open 2024-03-05"
    yield "and before that it was sent", state("2024-03-04", late), "sent 2024-01-02"


def first_term_facts():
    """Yield (what, found, wanted) about first terms and notice in months."""
    keys = "term_start term_end notice_deadline"
    yearly = agreement("auto", "2024-08-01", "executed 2024-08-01", initial_term_months=36, term_months=12,
                       notice_days=90)
    yield "36 months first", shown("2026-11-27", keys, yearly), "2024-08-01 2027-07-31 2027-05-02"
    yield "its last day", shown("2027-07-31", keys, yearly), "2024-08-01 2027-07-31 2027-05-02"
    yield "then yearly", shown("2027-08-01", keys, yearly), "2027-08-01 2028-07-31 2028-05-02"
    printed = agreement("auto", "2025-03-15", "executed 2025-03-15", ends_on="2027-07-31", term_months=12,
                        notice_months=3)
    yield "until a printed end", shown("2026-11-27", keys, printed), "2025-03-15 2027-07-31 2027-04-30"
    yield "then yearly from it", shown("2029-01-01", keys, printed), "2028-08-01 2029-07-31 2029-04-30"
    leap = agreement("auto", "2024-02-29", "executed 2024-02-29", initial_term_months=24, term_months=12,
                     notice_months=1)
    yield "a 29 February comes back", shown("2028-02-29", keys, leap), "2028-02-29 2029-02-27 2029-01-27"


def survival_facts():
    """Yield (what, found, wanted) about what outlives a fixed agreement that ends on 2026-11-22."""
    keys = "flags survival_until retain_until retained_indefinitely"

    def ended(**fields):
        """Return the agreement with its survival."""
        return agreement("fixed", "2024-11-23", "executed 2024-11-23", ends_on="2026-11-22", **fields)

    nda = ended(survival_basis="end", survival_months=36)
    yield ("an NDA that ended yesterday", shown("2026-11-23", "state since in_force " + keys, nda),
           "expired 2026-11-23 False in_survival 2029-11-22 2032-11-22 False")
    yield "its last day", shown("2026-11-22", "state in_force flags", nda), "expiring True "
    yield "the last day of survival", shown("2029-11-22", "flags", nda), "in_survival"
    yield "the day after survival", shown("2029-11-23", "flags", nda), ""
    longer = ended(survival_basis="end", survival_months=120)
    yield "survival outlasts retention", shown("2026-11-23", "retain_until", longer), "2036-11-22"
    each = ended(survival_basis="disclosure", survival_months=6, releases=["2026-08-31", "2025-01-31"])
    yield ("survival of the last release", shown("2027-02-28", keys, each),
           "in_survival 2027-02-28 2032-11-22 False")
    yield "of the first, before the second", shown("2026-08-30", "survival_until", each), "2025-07-31"
    yield ("kept for ever", shown("2099-01-01", keys, ended(survival_basis="indefinite")),
           "in_survival None None True")
    tardy = agreement("fixed", "2025-01-01", "executed 2025-04-10", ends_on="2025-03-31")
    yield ("signed after its end", shown("2025-05-01", "state since ended_on retain_until", tardy),
           "expired 2025-04-10 None None")


def succession_facts():
    """Yield (what, found, wanted) about successors, voiding and the time before a signature."""
    old = agreement("evergreen", "2024-01-01", "executed 2024-01-01", "superseded 2025-01-15 a2")

    def followed(day, *events):
        """Return state and since, given the events of a successor that is effective on 2025-03-01."""
        return state(day, old, agreement("evergreen", "2025-03-01", *events, code="a2"))

    valid, signed = "active 2024-01-01", "executed 2025-02-01"
    yield "the successor is not yet effective", followed("2025-02-28", signed), valid
    yield "the successor is effective", followed("2025-03-01", signed), "superseded 2025-03-01"
    yield "executed later", followed("2025-06-01", "executed 2025-04-01"), "superseded 2025-04-01"
    yield "an unexecuted successor", followed("2025-06-01", "sent 2025-02-01"), valid
    yield "an execution that was struck out", followed("2025-06-01", "!" + signed), valid
    yield "a voided successor", followed("2025-06-01", signed, "voided 2026-01-01"), valid
    yield ("a successor that has ended since", followed("2025-06-01", signed, "terminated 2025-05-01"),
           "superseded 2025-03-01")
    void = agreement("evergreen", "2024-01-01", "executed 2024-01-01", "voided 2025-01-01")
    yield "voided on every day", shown("2024-06-01", "state since in_force", void), "voided 2025-01-01 False"
    turns = agreement("evergreen", None, "declined 2024-03-01", "sent 2024-03-01", "drafted 2024-02-01")
    yield "the last step of the latest day", state("2024-03-01", turns), "sent 2024-03-01"
    yield "an earlier day", state("2024-02-29", turns), "draft 2024-02-01"
    yield "before every step", state("2024-01-31", turns), "none None"


def obligation_facts():
    """Yield (what, found, wanted) about unmet obligations of a customer since 2025-01-01."""
    def since(day, contracts, *parties):
        """Return since when the obligation is unmet, contracts being words such as `2025-01-01/`."""
        pairs = [dict(zip(("since", "until"), text.split("/"))) for text in contracts.split()]
        pairs = [{key: text or None for key, text in pair.items()} for pair in pairs]
        return obligations.answer({"contracts": pairs, "agreements": list(parties), "as_of": day})["since"]

    always = "2025-01-01/"
    yield "no agreement at all", since("2025-06-01", always), "2025-01-01"
    fixed = agreement("fixed", "2024-06-01", "executed 2024-06-01", ends_on="2025-03-31")
    yield "covered through the last day", since("2025-03-31", always, fixed), None
    yield "unmet from the day after the end", since("2025-06-01", always, fixed), "2025-04-01"
    ended = agreement("evergreen", "2024-06-01", "executed 2024-06-01", "terminated 2025-03-31")
    yield "unmet from the termination on", since("2025-06-01", always, ended), "2025-03-31"
    late = agreement("evergreen", "2025-01-01", "executed 2025-04-10")
    yield "signed too late, the day before", since("2025-04-09", always, late), "2025-01-01"
    yield "signed too late, from then on", since("2025-04-10", always, late), None
    joined, gap = "2025-01-01/2025-05-31 2025-06-01/", "2025-01-01/2025-05-30 2025-06-01/2025-12-31"
    yield "adjoining contracts", since("2025-07-01", joined), "2025-01-01"
    yield "contracts with a day between", since("2025-07-01", gap), "2025-06-01"
    yield "the last day of a contract", since("2025-12-31", gap), "2025-06-01"
    yield "the day after it", since("2026-01-01", gap), None


def gate_facts():
    """Yield (what, found, wanted) about single releases; the rules that refuse are separated by spaces."""
    def refusals(name, verdict, **fields):
        """Return what refuses a release to a named user with a basis under an NDA, but for the fields."""
        case = {
            "class": name, "needs_nda": name in ("nda", "restricted_user", "restricted_knowledge"),
            "role": "user", "named": True, "left": False, "basis": True, "is_report": name.startswith("restricted"),
            "agreement": {"state": "active", "counts_as_nda": True}, "state": verdict, "superseded": False,
            "issued": True, "contract_overlaps": True, "historical": False}
        return " ".join(gate_rules.failing(dict(case, **fields)))

    soc1, soc2, dpa = "restricted_user", "restricted_knowledge", {"state": "active", "counts_as_nda": False}
    yield "SOC 1 to a user", refusals(soc1, "current"), ""
    yield "SOC 1 to a prospect", refusals(soc1, "current", role="prospect"), "not_an_intended_user"
    yield "SOC 1 to a former user", refusals(soc1, "stale", contract_overlaps=False), "not_an_intended_user"
    yield "SOC 1 without NDA by choice", refusals(soc1, "current", needs_nda=False, agreement=None), ""
    yield "SOC 2 to a prospect", refusals(soc2, "aging", role="prospect"), ""
    yield ("SOC 2 to nobody, no NDA", refusals(soc2, "current", agreement=None, role=None, named=False),
           "no_agreement no_determination")
    yield "to somebody who left", refusals("public", "active", left=True), "no_longer_there"
    yield ("SOC 1 to a prospect who left", refusals(soc1, "current", role="prospect", left=True),
           "no_longer_there not_an_intended_user")
    yield "SOC 2 without a basis", refusals(soc2, "current", basis=False), "no_determination"
    yield "under a DPA", refusals("nda", "active", agreement=dpa), "no_agreement"
    yield "an old one", refusals("public", "expired", superseded=True), "not_in_force superseded"
    yield "for history", refusals("public", "expired", superseded=True, historical=True), ""
    yield "cancelled", refusals("public", "cancelled", historical=True), "withdrawn_or_suspended"
    yield "issued, not started", refusals("public", "planned"), ""
    yield "not issued, internal", refusals("internal", "planned", issued=False), "internal not_issued"
    yield "TISAX, suspended", refusals("portal_only", "suspended"), "portal_only withdrawn_or_suspended"


def holder_facts():
    """Yield (what, found, wanted) about who holds version 1 of two on 2025-06-30."""
    def holding(*rows, event=None):
        """Return the holders among rows such as `1 c1 11 2025-01-01`, and what happened to the first."""
        made = []
        for number, text in enumerate(rows, 1):
            version, customer, contact, on, *marks = text.split()
            made.append({
                "id": number, "version": int(version), "customer": int(customer[1:]), "on": on,
                "contact": None if contact == "-" else int(contact), "address": None, "released": "refused" not in marks,
                "letter": "letter" in marks})
        events = [dict(zip(("kind", "on"), event.split()), row=1)] if event else []
        return holders.answer(
            {"versions": [1, 2], "rows": made, "events": events, "ask": 1, "as_of": "2025-06-30"})

    def held(*rows, event=None):
        """Return the rows of all holdings."""
        return sorted(row for _, copies in holding(*rows, event=event) for row in copies)

    named, whole = "1 c1 11 2025-03-01", "1 c1 - 2025-03-01"
    yield "released, refused, a letter", held(named, named + " refused", named + " letter"), [1]
    yield "released twice", held(named, named), [1, 2]
    yield "recalled only", held(named, event="recalled 2025-06-01"), [1]
    yield "acknowledged on the day", held(named, event="acknowledged 2025-06-30"), []
    yield "acknowledged a day later", held(named, event="acknowledged 2025-07-01"), [1]
    yield "the newer version to the same contact", held(named, "2 c1 11 2025-06-30"), []
    yield "to a colleague, for a named row", held(named, "2 c1 12 2025-04-01"), [1]
    yield "to a colleague, for a row to the company", held(whole, "2 c1 12 2025-04-01"), []
    yield "to the company, for a named row", held(named, "2 c1 - 2025-04-01"), [1]
    yield "released before the old one", held(named, "2 c1 11 2025-02-28"), [1]
    yield "the same day, recorded earlier", held("2 c1 11 2025-03-01", named), [2]
    yield "the same day, recorded later", held(named, "2 c1 11 2025-03-01"), []
    yield "a letter of the newer version", held(named, "2 c1 11 2025-04-01 letter"), [1]
    yield "voided before", held(named, event="voided 2025-06-01"), []
    yield "voided later", held(named, event="voided 2025-07-01"), []
    yield "two copies are one holding", holding(named, named), [[1, [1, 2]]]
    yield "a colleague's is another", holding(named, "1 c1 12 2025-03-01"), [[1, [1]], [2, [2]]]
    yield "the company's is another", holding(named, whole), [[1, [1]], [2, [2]]]
    yield "followed up by what was recalled", holding(
        named, named, event="recalled 2025-06-01"), [[1, [1, 2]]]


def states_last():
    """Check on random cases that a dated state holds on every day from its date to the day asked about."""
    wrong = []
    for index in range(4000):
        case = agreements.question(17, index)
        world = agreement_rules.prepare(case["agreements"])
        asked, day = world[case["ask"]], parse(case["as_of"])
        found = agreement_rules.judge(world, asked, day)
        if found["state"] not in RUN_STATES:
            continue
        for earlier in range(max(found["since"], day - 400), day):
            if agreement_rules.state_on(world, asked, earlier) != (found["state"], found["since"]):
                wrong.append((index, iso(earlier)))
                break
    yield "a dated state holds from its date on", wrong, []


def reached():
    """Check that 20000 random agreements reach every state and the flag, and the gate every rule."""
    seen = Counter()
    for index in range(20000):
        found = agreements.answer(agreements.question(1, index))
        seen.update([found["state"]] + found["flags"])
    print("reached " + " ".join("%s=%d" % item for item in sorted(seen.items())))
    missing = [name for name in agreement_rules.STATES + ("in_survival",) if not seen[name]]
    yield "all states and the flag are reached", missing, []
    cases = list(gate_rules.every_question())
    rules = Counter(name for case in cases for name in gate_rules.failing(case))
    print("reached " + " ".join("%s=%d" % item for item in rules.items()))
    yield "all rules of the gate are reached", len(rules), 10
    yield "the number of combinations", len(cases), 217200
    yield "no combination comes twice", len({repr(case) for case in cases}), len(cases)


def all_planted():
    """Check the planted errors of all scripts on 3000 cases each, and those of the gate on all cases."""
    for module, plants in ((agreements, agreement_rules.PLANTS), (obligations, obligations.PLANTS),
                           (holders, holders.PLANTS)):
        cases = [module.question(1, index) for index in range(3000)]
        yield from plants.alterations(module.__name__, module.answer, cases)
    cases = list(gate_rules.every_question())
    yield from gate_rules.PLANTS.alterations("gate", gate_rules.failing, cases)


CHECKS = (termination_facts, term_facts, first_term_facts, survival_facts, succession_facts, obligation_facts, gate_facts,
          holder_facts, states_last, reached, all_planted)


def main():
    """Run all checks, print each, and exit 1 where one fails."""
    failed = 0
    for check in CHECKS:
        for what, found, wanted in check():
            if found == wanted:
                print("ok   " + what)
            else:
                failed += 1
                print("FAIL %s: found %s, wanted %s" % (what, found, wanted))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
