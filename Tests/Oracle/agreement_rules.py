"""What an agreement is on a day, how long it survives and how long it is kept, from its dated events."""

from dates import add_months, parse
from ledger_cases import Plants

IN_FORCE = ("active", "expiring", "notice_window_open")
OVER = ("expired", "terminated", "superseded")
PREPARATION = {"drafted": "draft", "sent": "sent", "negotiating": "negotiating", "declined": "declined"}
WITH_TERM = ("not_yet_effective", "expired", "notice_window_open", "expiring", "active")
STATES = ("voided", "terminated", "superseded", "none") + tuple(PREPARATION.values()) + WITH_TERM

PLANTS = Plants({
    "end-day": "a fixed agreement has expired on the day it ends",
    "expiring-window": "the expiring window of a fixed end opens a day early",
    "effective-day": "an agreement is not yet effective on its effective day",
    "termination-day": "a termination counts from the day after",
    "termination-order": "a termination counts only after supersession was ruled out",
    "expired-first": "a fixed end that has passed outranks a termination",
    "voided-from-date": "an agreement is voided only from the date of the event on",
    "struck-events": "events entered in error still count",
    "latest-execution": "the last execution counts instead of the first",
    "latest-termination": "the last termination counts instead of the first",
    "last-recorded": "before execution the event recorded last counts, whatever its date",
    "event-alone": "supersession counts from its event, even before the successor is executed and effective",
    "successor-effective": "supersession does not wait for the successor's effective day",
    "unexecuted-successor": "a successor nobody executed supersedes too",
    "voided-successor": "a voided successor supersedes too",
    "chained-terms": "each automatic term is computed from the start of the one before",
    "term-end": "an automatic term ends on the first day of the next",
    "term-change": "a new automatic term is entered a day late",
    "first-term": "the notice deadline stays that of the first term",
    "initial-term": "the first term is as long as the others",
    "initial-printed": "the printed end of a first term is left out",
    "initial-forever": "every term is as long as the first one",
    "printed-end-fixed": "the printed end of a first term ends the agreement",
    "printed-turn": "the second term begins on the printed end of the first",
    "notice-deadline": "the notice deadline is a day late",
    "month-notice-day": "notice in months may still be given on the day so many months before the next term",
    "month-notice-end": "notice in months is counted back from the last day of the term",
    "termination-eve": "an agreement with a termination ahead ends on the day of the termination",
    "notice-window": "the notice window opens a day early",
    "notice-last-day": "the notice window is shut on the deadline itself",
    "absent-notice": "an automatic agreement without notice days has a deadline on the last day of the term",
    "future-termination": "a termination in the future leaves an automatic agreement its terms and deadline",
    "late-window-since": "an expiring window may be dated before the agreement's start",
    "expired-since": "an end before the start is dated before the start",
    "ended-on-start": "an agreement that stopped on its first day counts as never in force",
    "ended-later": "of several ends the last one counts",
    "future-supersession": "a supersession still to come already ends the agreement",
    "survival-last-day": "survival is over on its last day",
    "future-release": "releases still to come prolong survival",
    "first-release": "survival counts from the first release",
    "retention-survival": "retention leaves survival out",
    "retention-eve": "retention counts from the day before the end",
    "indefinite-dated": "an agreement that survives indefinitely is kept for its retention months only",
})


def prepare(agreements):
    """Return the agreements by code, in day numbers and without what was entered in error."""
    world = {}
    for raw in agreements:
        agreement = dict(raw, effective_on=parse(raw["effective_on"]), ends_on=parse(raw["ends_on"]))
        agreement["releases"] = [parse(text) for text in raw["releases"]]
        agreement["events"] = [
            {"kind": event["kind"], "at": parse(event["occurred_on"]), "successor": event["successor"]}
            for event in raw["events"] if not event["voided"] or PLANTS.on("struck-events")
        ]
        world[agreement["code"]] = agreement
    return world


def first_day(agreement, kind, last_plant=None):
    """Return the earliest day of a kind of event, or None."""
    days = [event["at"] for event in agreement["events"] if event["kind"] == kind]
    choose = max if last_plant and PLANTS.on(last_plant) else min
    return choose(days, default=None)


def executed_on(agreement):
    """Return the day an agreement was executed, or None."""
    return first_day(agreement, "executed", "latest-execution")


def termination(agreement):
    """Return the day from which an agreement is terminated, past or future, or None."""
    return first_day(agreement, "terminated", "latest-termination")


def start_of(agreement):
    """Return the first day an executed agreement could be in force."""
    return max(executed_on(agreement), agreement["effective_on"])


def superseded_on(world, agreement):
    """Return the first day on which a successor has taken over, or None."""
    days = []
    for event in agreement["events"]:
        if event["kind"] != "superseded" or event["successor"] is None:
            continue
        successor = world[event["successor"]]
        if first_day(successor, "voided") is not None and not PLANTS.on("voided-successor"):
            continue
        if executed_on(successor) is None:
            if PLANTS.on("unexecuted-successor"):
                days.append(event["at"])
            continue
        if PLANTS.on("event-alone"):
            days.append(event["at"])
        elif PLANTS.on("successor-effective"):
            days.append(max(event["at"], executed_on(successor)))
        else:
            days.append(max(event["at"], start_of(successor)))
    return min(days, default=None)


def preparation(agreement, day):
    """Return how far an agreement that is not executed has come, and since when."""
    seen = [event for event in agreement["events"] if event["kind"] in PREPARATION and event["at"] <= day]
    if not seen:
        return "none", None
    last = seen[-1]
    for event in reversed(seen):
        if event["at"] > last["at"] and not PLANTS.on("last-recorded"):
            last = event
    return PREPARATION[last["kind"]], last["at"]


def fixed_end(agreement):
    """Return the last day of an agreement that is fixed or counts as such, or None if it has none."""
    limits = [agreement["ends_on"]] if agreement["renewal"] == "fixed" else []
    if PLANTS.on("printed-end-fixed") and agreement["ends_on"] is not None:
        limits = [agreement["ends_on"]]
    ending = termination(agreement)
    if ending is not None and not (PLANTS.on("future-termination") and agreement["renewal"] == "auto"):
        limits.append(ending - 1 + PLANTS.shift("termination-eve"))
    return min(limits, default=None)


def next_turn(agreement, number):
    """Return the first day of the term after so many, counted from the first day or a printed end."""
    months, printed = agreement["term_months"], agreement["ends_on"]
    if printed is not None and not PLANTS.on("initial-printed"):
        return add_months(printed + 1 - PLANTS.shift("printed-turn"), (number - 1) * months)
    initial = agreement["initial_term_months"]
    if initial is None or PLANTS.on("initial-term"):
        initial = months
    if PLANTS.on("initial-forever"):
        months = initial
    return add_months(agreement["effective_on"], initial + (number - 1) * months)


def automatic_term(agreement, day):
    """Return the first and the last day of the automatic term that a day lies in."""
    number, first = 0, agreement["effective_on"]
    while True:
        number += 1
        following = next_turn(agreement, number)
        if PLANTS.on("chained-terms") and number > 1:
            following = add_months(first, agreement["term_months"])
        if day < following + PLANTS.shift("term-change"):
            return first, following - 1 + PLANTS.shift("term-end")
        first = following


def term_of(agreement, day):
    """Return the first and the last day of the term that counts on a day, the last None when open."""
    end = fixed_end(agreement)
    if end is not None:
        return agreement["effective_on"], end
    if agreement["renewal"] == "auto":
        return automatic_term(agreement, day)
    return agreement["effective_on"], None


def notice_deadline(agreement, day):
    """Return the last day for notice of the term that counts on a day, or None."""
    days, months = agreement["notice_days"], agreement["notice_months"]
    if agreement["renewal"] != "auto" or fixed_end(agreement) is not None:
        return None
    if months is not None:
        next_day = automatic_term(agreement, day)[1] + 1
        if PLANTS.on("month-notice-end"):
            return add_months(next_day - 1, -months)
        return add_months(next_day, -months) - 1 + PLANTS.shift("month-notice-day")
    if days is None:
        if not PLANTS.on("absent-notice"):
            return None
        days = 0
    at = agreement["effective_on"] if PLANTS.on("first-term") else day
    return automatic_term(agreement, at)[1] - days + PLANTS.shift("notice-deadline")


def state_in_term(agreement, day):
    """Return state and since of an executed agreement that nothing has cut short by a day."""
    if agreement["effective_on"] + PLANTS.shift("effective-day") > day:
        return "not_yet_effective", executed_on(agreement)
    start, window = start_of(agreement), agreement["expiring_days"]
    end = fixed_end(agreement)
    if end is not None:
        if end - PLANTS.shift("end-day") < day:
            return "expired", end + 1 if PLANTS.on("expired-since") else max(end + 1, start)
        if end - day <= window + PLANTS.shift("expiring-window"):
            opened = end - window
            return "expiring", opened if PLANTS.on("late-window-since") else max(opened, start)
        return "active", start
    deadline = notice_deadline(agreement, day)
    if deadline is not None:
        left = deadline - day
        if PLANTS.shift("notice-last-day") <= left <= window + PLANTS.shift("notice-window"):
            return "notice_window_open", max(deadline - window, start, term_of(agreement, day)[0])
    return "active", start


def state_on(world, agreement, day):
    """Return the state of an agreement on a day and since when it holds."""
    voided = first_day(agreement, "voided")
    if voided is not None and (voided <= day or not PLANTS.on("voided-from-date")):
        return "voided", voided
    ending, taken_over = termination(agreement), superseded_on(world, agreement)
    executed = executed_on(agreement)
    if PLANTS.on("expired-first") and agreement["renewal"] == "fixed" and executed is not None:
        if max(start_of(agreement), agreement["ends_on"] + 1) <= day:
            return "expired", max(start_of(agreement), agreement["ends_on"] + 1)
    outcomes = [("terminated", ending), ("superseded", taken_over)]
    if PLANTS.on("termination-order"):
        outcomes.reverse()
    for state, on in outcomes:
        late = PLANTS.shift("termination-day") if state == "terminated" else 0
        if on is not None and on + late <= day:
            return state, on
    if executed is None or executed > day:
        return preparation(agreement, day)
    return state_in_term(agreement, day)


def last_in_effect(world, agreement, day):
    """Return the date an executed agreement ended or will end, or None if it has no end or never began."""
    limits = [agreement["ends_on"]] if agreement["renewal"] == "fixed" else []
    if termination(agreement) is not None:
        limits.append(termination(agreement))
    taken_over = superseded_on(world, agreement)
    if taken_over is not None and (taken_over <= day or PLANTS.on("future-supersession")):
        limits.append(taken_over)
    if not limits:
        return None
    ended = max(limits) if PLANTS.on("ended-later") else min(limits)
    return ended if ended >= start_of(agreement) + PLANTS.shift("ended-on-start") else None


def survival_until(agreement, ended, day):
    """Return the last day of a survival that is counted in months, or None."""
    months = agreement["survival_months"]
    if agreement["survival_basis"] == "end":
        return None if ended is None else add_months(ended, months)
    if agreement["survival_basis"] == "disclosure":
        made = [on for on in agreement["releases"] if on <= day or PLANTS.on("future-release")]
        if made:
            return add_months(min(made) if PLANTS.on("first-release") else max(made), months)
    return None


def keeping(world, agreement, day):
    """Return when an executed agreement ended, how long it survives and how long it is kept."""
    ended = last_in_effect(world, agreement, day)
    until = survival_until(agreement, ended, day)
    indefinite = agreement["survival_basis"] == "indefinite"
    forever = indefinite and ended is not None and not PLANTS.on("indefinite-dated")
    kept = None
    if ended is not None and not forever:
        kept = add_months(ended - PLANTS.shift("retention-eve"), agreement["retention_months"])
        if until is not None and not PLANTS.on("retention-survival"):
            kept = max(kept, until)
    return {"ended_on": ended, "survival_until": until, "survives_indefinitely": indefinite,
            "retain_until": kept, "retained_indefinitely": forever}


NOTHING_TO_KEEP = {"ended_on": None, "survival_until": None, "survives_indefinitely": False,
                   "retain_until": None, "retained_indefinitely": False}


def in_survival(state, kept, day):
    """Tell whether an agreement that is over still protects what was released under it."""
    if state not in OVER or kept["ended_on"] is None:
        return False
    until = kept["survival_until"]
    return kept["survives_indefinitely"] or (
        until is not None and until - PLANTS.shift("survival-last-day") >= day)


def judge(world, agreement, day):
    """Return everything that the rules say of an agreement on a day, in day numbers."""
    state, since = state_on(world, agreement, day)
    executed = executed_on(agreement)
    counts = state != "voided" and executed is not None and executed <= day
    kept = keeping(world, agreement, day) if counts else NOTHING_TO_KEEP
    first, last = term_of(agreement, day) if state in WITH_TERM else (None, None)
    return dict(
        kept, state=state, since=since, in_force=state in IN_FORCE,
        flags=["in_survival"] if in_survival(state, kept, day) else [],
        term_start=first, term_end=last,
        notice_deadline=notice_deadline(agreement, day) if state in WITH_TERM else None)
