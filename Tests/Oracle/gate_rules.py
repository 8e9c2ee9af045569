"""The release gate: which of its rules refuse one release, and every combination that can be asked."""

from itertools import product

from agreement_rules import IN_FORCE, STATES
from ledger_cases import Plants

CLASSES = ("public", "on_request", "nda", "restricted_user", "restricted_knowledge", "portal_only",
           "internal")
ROLES = ("user", "prospect", "partner", "user_auditor", "regulator", "practitioner")
CERTIFICATE_STATES = ("planned", "active", "expiring", "surveillance_overdue", "parent_invalid", "suspended",
                      "expired", "edition_retired", "withdrawn", "cancelled")
REPORT_STATES = ("planned", "current", "aging", "stale", "withdrawn")

PLANTS = Plants({
    "internal-alone": "an internal class hides all other rules",
    "portal-for-users": "the class portal_only does not refuse a user",
    "planned-unissued": "whatever is planned counts as not issued",
    "historical-issue": "a historical request lifts not_issued",
    "cancelled-passes": "cancelled is not equal to withdrawn",
    "withdrawn-only": "a suspension does not refuse",
    "historical-withdrawn": "a historical request lifts withdrawn_or_suspended",
    "historical-in-force": "a historical request does not lift not_in_force",
    "historical-superseded": "a historical request does not lift superseded",
    "suspended-not-in-force": "a suspended certificate is refused as not in force too",
    "stale-not-in-force": "a stale report is refused as not in force",
    "overdue-surveillance": "an overdue surveillance audit refuses",
    "parent-passes": "an invalid parent does not refuse",
    "any-kind": "any agreement in force is as good as an NDA",
    "nda-by-class": "restricted classes always need an NDA, whatever the user has set",
    "expiring-agreement": "an expiring agreement is not relied on",
    "notice-agreement": "an agreement whose notice window is open is not relied on",
    "early-agreement": "an agreement not yet effective is relied on",
    "surviving-agreement": "an expired agreement is relied on",
    "left-passes": "somebody who left the company is not refused",
    "left-alone": "for somebody who left no other rule is asked of the person",
    "prospect-user": "a prospect is an intended user",
    "auditor-refused": "a user's auditor is no intended user",
    "overlap-ignored": "an intended user needs no contract that overlaps",
    "overlap-or-role": "either the contract or the role makes an intended user",
    "unnamed-customer": "a customer whose contract overlaps need not name anybody",
    "basis-not-needed": "a named person needs no basis",
    "unnamed-basis": "a basis needs no named person",
    "practitioner-refused": "a practitioner is not among those with knowledge",
    "knowledge-for-soc1": "the class restricted_user asks for a determination too",
    "first-rule": "only the first failing rule is listed",
})


def refused_as_withdrawn(case):
    """Tell whether the verdict stops a release for good or for the time being."""
    stopping = {"withdrawn", "cancelled", "suspended"}
    if PLANTS.on("cancelled-passes"):
        stopping.remove("cancelled")
    if PLANTS.on("withdrawn-only"):
        stopping.remove("suspended")
    return case["state"] in stopping and not (case["historical"] and PLANTS.on("historical-withdrawn"))


def refused_as_not_in_force(case):
    """Tell whether a certificate is over, and nobody asked for it as history."""
    if case["historical"] and not PLANTS.on("historical-in-force"):
        return False
    if case["is_report"]:
        return PLANTS.on("stale-not-in-force") and case["state"] == "stale"
    over = {"expired", "edition_retired", "parent_invalid"}
    if PLANTS.on("suspended-not-in-force"):
        over.add("suspended")
    if PLANTS.on("overdue-surveillance"):
        over.add("surveillance_overdue")
    if PLANTS.on("parent-passes"):
        over.remove("parent_invalid")
    return case["state"] in over


def has_agreement(case):
    """Tell whether there is an agreement in force of a kind that counts as an NDA."""
    agreement, states = case["agreement"], set(IN_FORCE)
    if agreement is None:
        return False
    if PLANTS.on("expiring-agreement"):
        states.remove("expiring")
    if PLANTS.on("notice-agreement"):
        states.remove("notice_window_open")
    if PLANTS.on("early-agreement"):
        states.add("not_yet_effective")
    if PLANTS.on("surviving-agreement"):
        states.add("expired")
    return agreement["state"] in states and (agreement["counts_as_nda"] or PLANTS.on("any-kind"))


def is_intended_user(case):
    """Tell whether a named user of an overlapping contract, or that user's auditor, is to receive it."""
    roles = {"user", "user_auditor"}
    if PLANTS.on("prospect-user"):
        roles.add("prospect")
    if PLANTS.on("auditor-refused"):
        roles.remove("user_auditor")
    overlaps = case["contract_overlaps"] or PLANTS.on("overlap-ignored")
    fits = case["named"] and case["role"] in roles
    if PLANTS.on("unnamed-customer") and not case["named"]:
        fits = True
    return overlaps or fits if PLANTS.on("overlap-or-role") else overlaps and fits


def is_determined(case):
    """Tell whether it was written down why a named person of a fitting role can understand the report."""
    if not case["named"]:
        return PLANTS.on("unnamed-basis") and case["basis"]
    if PLANTS.on("practitioner-refused") and case["role"] == "practitioner":
        return False
    return case["role"] in ROLES and (case["basis"] or PLANTS.on("basis-not-needed"))


def failing(case):
    """Return the names of all rules that refuse a release, in the order of their table."""
    name, failed = case["class"], []
    if name == "internal":
        failed.append("internal")
        if PLANTS.on("internal-alone"):
            return failed
    if name == "portal_only" and not (PLANTS.on("portal-for-users") and case["role"] == "user"):
        failed.append("portal_only")
    unissued = not case["issued"] or (PLANTS.on("planned-unissued") and case["state"] == "planned")
    if unissued and not (PLANTS.on("historical-issue") and case["historical"]):
        failed.append("not_issued")
    if refused_as_withdrawn(case):
        failed.append("withdrawn_or_suspended")
    if refused_as_not_in_force(case):
        failed.append("not_in_force")
    if case["superseded"] and (not case["historical"] or PLANTS.on("historical-superseded")):
        failed.append("superseded")
    needed = case["needs_nda"] or (PLANTS.on("nda-by-class") and name.startswith("restricted_"))
    if needed and not has_agreement(case):
        failed.append("no_agreement")
    if case["left"] and not PLANTS.on("left-passes"):
        failed.append("no_longer_there")
    if case["left"] and PLANTS.on("left-alone"):
        return failed
    if name == "restricted_user" and not is_intended_user(case):
        failed.append("not_an_intended_user")
    knowing = ["restricted_knowledge"] + (["restricted_user"] if PLANTS.on("knowledge-for-soc1") else [])
    if name in knowing and not is_determined(case):
        failed.append("no_determination")
    return failed[:1] if PLANTS.on("first-rule") else failed


def class_choices():
    """Yield every class with each setting of whether it needs an NDA that it can have."""
    for name in CLASSES:
        if name.startswith("restricted_"):
            yield name, True
        yield name, name == "nda"


def person_choices():
    """Yield the role, whether anybody is named, whether a basis is given, and whether the person has left."""
    for role in (None,) + ROLES:
        for basis in (False, True):
            yield role, role is not None, basis, False
        if role is not None:
            yield role, True, True, True


def agreement_choices():
    """Yield no agreement, one in every state of a kind that counts, and one in force of another kind."""
    yield None
    for state in STATES:
        yield {"state": state, "counts_as_nda": True}
    yield {"state": "active", "counts_as_nda": False}


def standing_choices(is_report):
    """Yield state, superseded and issued of a version; a report starts on the day it is issued."""
    for state in REPORT_STATES if is_report else CERTIFICATE_STATES:
        if state == "planned":
            yield state, False, False
            if not is_report:
                yield state, False, True
        else:
            yield state, False, True
            yield state, True, True


def every_question():
    """Yield every combination that can occur, without its answer."""
    people, agreements = list(person_choices()), list(agreement_choices())
    for name, needs_nda in class_choices():
        for is_report in (False, True):
            if name.startswith("restricted_") and not is_report:
                continue
            for state, superseded, issued in standing_choices(is_report):
                for role, named, basis, left in people:
                    for agreement in agreements:
                        for overlaps, historical in product((False, True), repeat=2):
                            yield {
                                "class": name, "needs_nda": needs_nda, "role": role, "named": named,
                                "left": left, "basis": basis, "agreement": agreement, "is_report": is_report,
                                "state": state, "superseded": superseded, "issued": issued,
                                "contract_overlaps": overlaps, "historical": historical}
