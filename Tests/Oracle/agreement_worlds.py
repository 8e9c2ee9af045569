"""Random agreements with one customer, and days close to where the answers about them change."""

import agreement_rules as rules
from dates import add_months, iso, parse

EARLIEST, LATEST = parse("2011-01-01"), parse("2027-12-31")
AWKWARD = ("2012-02-29", "2016-02-29", "2020-02-29", "2024-02-29", "2023-08-31", "2021-05-31", "2022-01-31",
           "2023-01-30", "2023-01-29", "2019-12-31", "2023-02-28", "2022-10-30", "2023-03-01")
COURSE = ("drafted", "sent", "negotiating", "declined")


def chance(rng, percent):
    """Return True in so many of a hundred cases."""
    return rng.random() * 100 < percent


def random_start(rng):
    """Choose a day, often a month-end or the 29th of February."""
    return parse(rng.choice(AWKWARD)) if chance(rng, 40) else rng.randint(EARLIEST, LATEST)


def entry(rng, kind, on, successor=None, struck=7):
    """Return one recorded event, in so many of a hundred cases entered in error."""
    return {"kind": kind, "occurred_on": iso(on), "successor": successor, "voided": chance(rng, struck)}


def set_terms(rng, agreement, effective):
    """Choose the renewal and its figures."""
    renewal = rng.choices(("fixed", "auto", "evergreen"), (42, 40, 18))[0]
    agreement["renewal"] = renewal
    if renewal == "fixed":
        base = effective if effective is not None else random_start(rng)
        whole = add_months(base, rng.choice((1, 6, 12, 24, 36))) - 1 - base
        length = rng.choice((whole, rng.randint(0, 900), rng.randint(20, 400), rng.choice((0, 1))))
        agreement["ends_on"] = iso(base + length)
    elif renewal == "auto":
        months = rng.choice((1, 2, 3, 6, 12, 12, 12, 24, 36, rng.randint(1, 36)))
        agreement["term_months"] = months
        set_first_term(rng, agreement, effective)
        set_notice(rng, agreement, effective)


def set_first_term(rng, agreement, effective):
    """Choose for some a first term of its own months or up to a printed end."""
    if chance(rng, 35):
        agreement["initial_term_months"] = rng.choice((1, 3, 12, 24, 36, 36, 60, rng.randint(1, 60)))
    elif chance(rng, 35):
        base = effective if effective is not None else random_start(rng)
        whole = add_months(base, rng.choice((1, 6, 12, 24, 36))) - 1 - base
        agreement["ends_on"] = iso(base + rng.choice((whole, rng.randint(20, 400), rng.randint(0, 1200))))


def set_notice(rng, agreement, effective):
    """Choose notice in days or months, or none, shorter than the shortest term could be."""
    initial = agreement["initial_term_months"] or agreement["term_months"]
    shortest = min(initial, agreement["term_months"])
    days, months = 28 * shortest - 1, shortest - 1
    if agreement["ends_on"] is not None:
        length = parse(agreement["ends_on"]) + 1 - (effective or 0)
        days, months = min(days, length - 1), min(months, (length - 1) // 32)
    if chance(rng, 40) and months > 0:
        agreement["notice_months"] = rng.choice((1, min(3, months), months, rng.randint(1, months)))
    else:
        notice = rng.choice((None, 0, 30, 60, 90, days, rng.randint(0, days)))
        agreement["notice_days"] = None if notice is None else min(notice, days)


def set_keeping(rng, agreement):
    """Choose survival, retention and the length of the expiring window."""
    basis = rng.choices((None, "end", "disclosure", "indefinite"), (22, 34, 28, 16))[0]
    agreement["survival_basis"] = basis
    if basis in ("end", "disclosure"):
        agreement["survival_months"] = rng.choice((1, 6, 12, 24, 36, 60, 120))
    agreement["retention_months"] = rng.choice((72, 72, 72, 12, 24, 84, 120))
    agreement["expiring_days"] = rng.choice((60, 60, 60, 30, 0, 1, 90, 400))


def preparation_events(rng, around):
    """Return the steps before a signature, mostly in their usual order, at times two on one day."""
    events, day = [], around - rng.choice((0, rng.randint(0, 60), rng.randint(30, 300)))
    steps = sorted(rng.choices(COURSE, k=rng.choice((0, 1, 2, 3, 4))), key=COURSE.index)
    if chance(rng, 25):
        rng.shuffle(steps)
    for step in steps:
        events.append(entry(rng, step, day, struck=12))
        day += rng.choice((0, 0, 1, rng.randint(1, 40)))
    return events


def execution_events(rng, effective):
    """Return one signature, or now and then two, on, before or after the effective day."""
    shift = rng.choice((0, 0, 0, -1, 1, -rng.randint(1, 60), rng.randint(1, 60), rng.randint(60, 900)))
    on = effective + shift
    events = [entry(rng, "executed", on)]
    if chance(rng, 15):
        again = on + rng.choice((-1, 1, -rng.randint(1, 90), rng.randint(1, 300)))
        events.append(entry(rng, "executed", again))
    return events


def term_edges(rng, agreement, effective):
    """Return days at which a fixed agreement ends or an automatic one begins a new term."""
    if agreement["renewal"] == "fixed":
        return [parse(agreement["ends_on"])]
    if agreement["renewal"] == "auto":
        base = parse(agreement["ends_on"]) + 1 if agreement["ends_on"] else add_months(
            effective, agreement["initial_term_months"] or agreement["term_months"])
        return [add_months(base, agreement["term_months"] * rng.choice((0, 1, rng.randint(0, 11))))]
    return []


def ending_events(rng, agreement, effective, executed):
    """Return terminations, in the past or ahead, close to the edges of terms and of the start."""
    events = []
    if not chance(rng, 36):
        return events
    start = effective if executed is None else max(effective, executed)
    near = [start, effective] + term_edges(rng, agreement, effective)
    for _ in range(rng.choice((1, 1, 1, 2))):
        on = rng.choice((rng.choice(near) + rng.choice((-1, 0, 1)), start + rng.randint(0, 1500),
                         start + rng.randint(0, 300), start - rng.randint(1, 100)))
        events.append(entry(rng, "terminated", on, struck=10))
    return events


def superseding_events(rng, start, successors):
    """Return supersessions by other agreements, close to the days on which those take over."""
    events = []
    if not successors or not chance(rng, 65):
        return events
    for _ in range(rng.choice((1, 1, 1, 2))):
        other = rng.choice(successors)
        near = [parse(event["occurred_on"]) for event in other["events"] if event["kind"] == "executed"]
        near += [start] if other["effective_on"] is None else [start, parse(other["effective_on"])]
        apart = rng.choice((rng.choice((-1, 0, 0, 1)), -rng.randint(1, 200), rng.randint(1, 200)))
        on = rng.choice(near) + apart
        named = None if chance(rng, 3) else other["code"]
        events.append(entry(rng, "superseded", on, named, struck=8))
    return events


def random_agreement(rng, code, base, successors):
    """Return one agreement in the printed shape, which may be superseded by the given others."""
    never = chance(rng, 11)
    effective = None if never and chance(rng, 50) else base
    agreement = {
        "code": code, "counts_as_nda": chance(rng, 60), "renewal": None, "effective_on": iso(effective),
        "ends_on": None, "initial_term_months": None, "term_months": None, "notice_days": None,
        "notice_months": None, "survival_months": None,
        "survival_basis": None, "retention_months": 72, "expiring_days": 60, "events": [], "releases": []}
    set_terms(rng, agreement, effective)
    set_keeping(rng, agreement)
    signing = [] if never else execution_events(rng, base)
    executed = parse(signing[0]["occurred_on"]) if signing else None
    events = preparation_events(rng, base if executed is None else executed) + signing
    events += ending_events(rng, agreement, base, executed)
    start = base if executed is None else max(base, executed)
    events += superseding_events(rng, start, successors)
    if chance(rng, 6):
        events.append(entry(rng, "voided", start + rng.randint(-30, 600), struck=25))
    events.sort(key=lambda event: event["occurred_on"])
    if chance(rng, 30):
        rng.shuffle(events)
    agreement["events"] = events
    count = rng.choice((0, 0, 1, 2, 3, 4))
    agreement["releases"] = [iso(start + rng.choice((0, rng.randint(0, 90), rng.randint(0, 1200))))
                             for _ in range(count)]
    return agreement


def random_agreements(rng, count, base=None, spread=900):
    """Return agreements a1, a2 and so on, of which each may be superseded by those numbered higher."""
    base = random_start(rng) if base is None else base
    agreements = []
    for number in range(count, 0, -1):
        begin = base if number == 1 else base + rng.randint(-200, spread)
        agreements.insert(0, random_agreement(rng, "a%d" % number, begin, list(agreements)))
    return agreements


def automatic_edges(rng, agreement):
    """Return groups of days at the edges of some automatic terms and of their notice windows."""
    months, effective = agreement["term_months"], agreement["effective_on"]
    number = rng.choice((0, 1, 2, rng.randint(0, 12), rng.randint(10, 60 if months <= 6 else 14)))
    first = rules.next_turn(agreement, number) if number else effective
    last = rules.next_turn(agreement, number + 1) - 1
    groups = [[first], [last]]
    deadline = None
    if agreement["notice_days"] is not None:
        deadline = last - agreement["notice_days"]
    elif agreement["notice_months"] is not None:
        deadline = add_months(last + 1, -agreement["notice_months"]) - 1
    if deadline is not None:
        groups += [[deadline], [deadline - agreement["expiring_days"]]] * 2
    return groups


def edges(rng, world, agreement):
    """Return groups of days on which an answer about an agreement may change."""
    months = agreement["survival_months"]
    groups = [[event["at"] for event in agreement["events"]], agreement["releases"]]
    if months is not None:
        groups.append([add_months(on, months) for on in agreement["releases"]])
    for event in agreement["events"]:
        other = world.get(event["successor"])
        if other and rules.executed_on(other) is not None:
            groups.append([rules.executed_on(other), other["effective_on"]])
    executed = rules.executed_on(agreement)
    limits = [agreement["ends_on"], rules.termination(agreement), rules.superseded_on(world, agreement)]
    for limit in limits:
        if limit is None:
            continue
        groups += [[limit], [limit - agreement["expiring_days"]]]
        groups.append([add_months(limit, agreement["retention_months"])])
        if months is not None:
            groups.append([add_months(limit, months)])
    if agreement["effective_on"] is not None:
        groups.append([agreement["effective_on"]] + ([] if executed is None else [executed]))
        if agreement["renewal"] == "auto":
            groups += automatic_edges(rng, agreement)
    return [group for group in groups if group]


def pick_day(rng, world, agreement):
    """Choose the day to ask about, mostly at, just before or just after an edge."""
    groups = edges(rng, world, agreement)
    if groups and chance(rng, 85):
        return rng.choice(rng.choice(groups)) + rng.choice((-1, 0, 1))
    around = agreement["effective_on"] or random_start(rng)
    return around + rng.choice((rng.randint(-200, 500), rng.randint(0, 3000)))


def random_question(rng):
    """Return agreements, the code of the one asked about, and the day."""
    agreements = random_agreements(rng, rng.choice((1, 2, 2, 3)))
    asked = "a1" if chance(rng, 85) else rng.choice(agreements)["code"]
    world = rules.prepare(agreements)
    day = pick_day(rng, world, world[asked])
    if chance(rng, 40):
        rng.shuffle(agreements)
    return agreements, asked, day
