"""Random operations that a registry accepts: each fits what was recorded before it."""

from catalogue import CERTIFICATES, REPORTS, SCHEMES
from dates import add_months, iso, parse
from register import VERSION_FIELDS
from worlds import chance, end_of, start_of

OWNERS = ("ana@example.org", "bo@example.org", "cy@example.org")
OPINIONS = ("unqualified", "unqualified", "unqualified", "qualified", "adverse", "disclaimer")
KINDS = ("surveillance", "surveillance", "recertification", "transition")
LONG_AGO = 150


def blank():
    """Return version fields that are all empty."""
    return dict.fromkeys(VERSION_FIELDS)


def edition_for(rng, scheme, day):
    """Choose an edition by name that had not been published later than a day, older ones included."""
    names = [n for n, e in scheme["editions"].items() if e["published"] is None or e["published"] <= day]
    return rng.choice(names[-2:] + names[-1:] * 2) if names else None


def parent_for(rng, scheme, edition, register):
    """Name a recorded ISO/IEC 27001 certificate where the edition needs one, now and then none."""
    facts = scheme["editions"].get(edition)
    bases = [code for code, item in register.evidence.items() if item["scheme"] == "iso27001"]
    return rng.choice(bases) if facts and facts["parent"] and bases and not chance(rng, 10) else None


def certificate_fields(rng, name, register, issued, start, end=None):
    """Return the fields of a certificate version with a given issue, start and perhaps end."""
    scheme, fields = SCHEMES[name], blank()
    fields["edition"] = edition_for(rng, scheme, issued)
    fields["parent"] = parent_for(rng, scheme, fields["edition"], register)
    fields["issued_on"] = iso(issued)
    fields["valid_from"] = iso(start) if start != issued or chance(rng, 20) else None
    if scheme["kind"] != "statement" and (end is not None or chance(rng, 65)):
        full = add_months(start, scheme["validity_months"])
        fields["expires_on"] = iso(end if end is not None else full - rng.choice((0, 1, rng.randint(0, 300))))
    return fields


def report_fields(rng, name, last, issued):
    """Return the fields of a report version that covers up to a day."""
    scheme, fields = SCHEMES[name], blank()
    fields["edition"] = rng.choice([None] + list(scheme["editions"]))
    fields["issued_on"] = iso(issued)
    fields["opinion"] = rng.choice(OPINIONS)
    if scheme["covers"] == "day":
        fields["as_of_on"] = iso(last)
    else:
        fields["period_start"] = iso(last - rng.choice((181, 364, rng.randint(60, 400))))
        fields["period_end"] = iso(last)
    return fields


def add(rng, register, day, name=None, code=None, owner=None):
    """Return the recording of a new evidence, somewhere in its life."""
    if name is None:
        pool = ["iso27001"] * 4 + ["iso27017", "iso27018", "iso27701"] * 2 + CERTIFICATES + REPORTS
        name = rng.choice(pool)
    scheme = SCHEMES[name]
    if scheme["covers"]:
        issued = day - rng.choice((0, rng.randint(0, 60), rng.randint(0, 500)))
        fields = report_fields(rng, name, issued - rng.choice((0, rng.randint(0, 90))), issued)
    else:
        length = add_months(day, scheme["validity_months"] or 36) - day
        issued = day - rng.choice((0, rng.randint(0, length), rng.randint(0, length), rng.randint(0, length + 250)))
        start = issued + (rng.choice((1, rng.randint(1, 90))) if chance(rng, 20) else 0)
        fields = certificate_fields(rng, name, register, issued, start)
    code = code or "%s-%d" % (name, len(register.evidence) + 1)
    return {"op": "add", "code": code, "scheme": name, "owner": owner, "version": fields}


def latest(item):
    """Return the raw version with the latest start, or the latest coverage for a report."""
    if SCHEMES[item["scheme"]]["covers"]:
        return max(item["versions"], key=lambda v: (v["period_end"] or v["as_of_on"], v["version"]))
    return max(item["versions"], key=lambda v: (start_of(v), v["version"]))


def renew(rng, register, item, day):
    """Return the recording of a further version: a renewal, a reissue, a late one or old history."""
    name, version = item["scheme"], latest(item)
    if SCHEMES[name]["covers"]:
        covered = parse(version["period_end"] or version["as_of_on"])
        last = min(day, add_months(covered, rng.choice((6, 12, 12, 12))) - rng.choice((0, 0, rng.randint(-30, 30))))
        if chance(rng, 8):
            last = covered - rng.randint(100, 700)
        fields = report_fields(rng, name, last, rng.choice((day, rng.randint(last, day))))
        return {"op": "renew", "code": item["code"], "version": fields}
    start, end = start_of(version), end_of(SCHEMES[name], version)
    if end is None:
        end = max(start + 300, day - 1)
    fixed_end = None
    relation = rng.choices(("renewal", "now", "gap", "reissue", "history"), (34, 18, 18, 22, 8))[0]
    if relation == "renewal":
        first = end + 1
    elif relation == "now":
        first = day - rng.choice((0, rng.randint(0, 30), rng.randint(0, LONG_AGO)))
    elif relation == "gap":
        first = max(end + 2 + rng.choice((0, 1, rng.randint(0, 200))), day - 20)
    elif relation == "reissue" and end >= day - 5:
        first, fixed_end = rng.randint(min(max(start, day - 60), day - 5), day - 5), end
    else:
        first = start - rng.randint(30, 900)
    issued = min(day, first) - rng.choice((0, 0, rng.randint(0, 60)))
    fields = certificate_fields(rng, name, register, issued, first, fixed_end)
    return {"op": "renew", "code": item["code"], "version": fields}


def event(rng, item, day):
    """Return a dated event that fits the version's earlier ones, or None where none fits."""
    scheme = SCHEMES[item["scheme"]]
    version = latest(item) if chance(rng, 80) else rng.choice(item["versions"])
    kinds = [e["kind"] for e in version["events"]]
    first = parse(version["issued_on"]) if scheme["covers"] else start_of(version)
    first = max([first] + [parse(e["occurred_on"]) for e in version["events"]])
    if first > day or "withdrawn" in kinds or "cancelled" in kinds:
        return None
    if scheme["covers"]:
        kind = "withdrawn"
    elif chance(rng, 22):
        kind = rng.choice(("withdrawn", "cancelled"))
    else:
        kind = "restored" if kinds and kinds[-1] == "suspended" else "suspended"
    back = rng.choice((0, 0, 0, rng.randint(0, 20), rng.choice((83, 84, 85)), rng.randint(0, LONG_AGO)))
    return {"op": "event", "code": item["code"], "version": version["version"], "kind": kind,
            "occurred_on": iso(max(first, day - back))}


def milestone(rng, item, day):
    """Return the recording of a milestone with a kind and due day of its own, or None for reports."""
    if SCHEMES[item["scheme"]]["covers"]:
        return None
    version = latest(item) if chance(rng, 75) else rng.choice(item["versions"])
    due = rng.choice((day + rng.randint(0, 150), add_months(start_of(version), 12), day - rng.randint(0, LONG_AGO)))
    due, kind = max(due, start_of(version)), rng.choice(KINDS)
    if (kind, iso(due)) in {(m["kind"], m["due_on"]) for m in version["milestones"]}:
        return None
    return {"op": "milestone", "code": item["code"], "version": version["version"], "kind": kind, "due_on": iso(due)}


def milestone_done(rng, item, day):
    """Return the closing of an open milestone, or None where there is none."""
    open_ones = [(v, m) for v in item["versions"] for m in v["milestones"] if m["done_on"] is None]
    if not open_ones:
        return None
    version, chosen = rng.choice(open_ones)
    done = max(min(start_of(version), day), day - rng.choice((0, 0, rng.randint(0, 20))))
    return {"op": "milestone_done", "code": item["code"], "version": version["version"], "kind": chosen["kind"],
            "due_on": chosen["due_on"], "done_on": iso(done)}


def edit(rng, item, day):
    """Return a correction of dates that leaves the version acceptable, or None where it would change nothing."""
    scheme = SCHEMES[item["scheme"]]
    version = latest(item) if chance(rng, 75) else rng.choice(item["versions"])
    move = rng.choice((-1, 1, 7, -7, rng.randint(-200, 200)))
    if scheme["covers"]:
        name = "period_end" if scheme["covers"] == "period" else "as_of_on"
        new = min(parse(version[name]) + move, parse(version["issued_on"]))
        new = max(new, parse(version["period_start"]) if version["period_start"] else new)
    elif scheme["kind"] != "statement" and (version["events"] or chance(rng, 70)):
        name = "expires_on"
        new = max(end_of(scheme, version) + move, start_of(version))
    elif version["events"]:
        return None
    else:
        name = "valid_from"
        new = max(start_of(version) + move, parse(version["issued_on"]))
        if version["expires_on"]:
            new = min(new, parse(version["expires_on"]))
        if version["milestones"]:
            new = min(new, min(parse(m["due_on"]) for m in version["milestones"]))
        new = max(new, parse(version["issued_on"]))
    if new in (parse(version[name]), None if scheme["covers"] else start_of(version), end_of(scheme, version)):
        return None
    return {"op": "edit", "code": item["code"], "version": version["version"], "fields": {name: iso(new)}}


def random_operation(rng, register, day, limit):
    """Return one acceptable operation for a day, or None."""
    items = [item for item in register.evidence.values() if item["discontinued_on"] is None]
    if not items or (len(register.evidence) < limit and chance(rng, 14)):
        return add(rng, register, day, owner=rng.choice((None,) + OWNERS))
    item = rng.choice(items)
    action = rng.choices(("renew", "event", "milestone", "done", "edit", "discontinue"), (26, 24, 20, 14, 13, 3))[0]
    if action == "renew":
        return renew(rng, register, item, day) if len(item["versions"]) < 6 else None
    if action == "discontinue":
        on = day + rng.choice((0, rng.randint(-30, 0), rng.randint(1, 90)))
        return {"op": "discontinue", "code": item["code"], "on": iso(on)}
    if action == "done":
        return milestone_done(rng, item, day)
    return {"event": event, "milestone": milestone, "edit": edit}[action](rng, item, day)


def former_edit(register, operation):
    """Return the edit that would put back the end or coverage that an edit is about to change, or None."""
    if operation["op"] != "edit" or "valid_from" in operation["fields"]:
        return None
    item = register.evidence[operation["code"]]
    before = item["versions"][operation["version"] - 1]
    (name,) = operation["fields"]
    value = before[name] or iso(end_of(SCHEMES[item["scheme"]], before))
    return dict(operation, fields={name: value})


def put_back(rng, register, desk, edits):
    """Return an edit that puts a date back, at best one that somebody waits for, or None where none would do."""
    missed = {(key[0], iso(key[2])) for key, story in desk.stories.items() if story.owed and not story.open}
    fitting = [edit for edit in edits if (edit["code"], *edit["fields"].values()) in missed]
    operation = rng.choice(fitting or edits[-2:])
    item = register.evidence[operation["code"]]
    version, ((name, value),) = item["versions"][operation["version"] - 1], operation["fields"].items()
    scheme = SCHEMES[item["scheme"]]
    if item["discontinued_on"] is not None or version[name] == value:
        return None
    if not scheme["covers"] and (parse(value) < start_of(version) or parse(value) == end_of(scheme, version)):
        return None
    return operation


def reaction(rng, register, desk, edits, day):
    """Return what somebody does about an open alert: acknowledge, snooze, correct a date or put one back."""
    if edits and chance(rng, 25):
        return put_back(rng, register, desk, edits)
    keys = desk.open_keys()
    if not keys:
        return None
    action = rng.choices(("acknowledge", "snooze", "edit"), (32, 50, 18))[0]
    if action == "edit":
        key = rng.choice([key for key in keys if desk.stories[key].owed] or keys)
        item = register.evidence[key[0]]
        return edit(rng, item, day) if item["discontinued_on"] is None else None
    key = rng.choice(keys)
    operation, story = {"op": action, "code": key[0], "anchor": key[1], "anchor_on": iso(key[2])}, desk.stories[key]
    if action == "snooze":
        operation["until"] = iso(day + rng.choice((1, 7, rng.randint(2, 14), rng.randint(2, 45), rng.randint(30, 200))))
    elif story.acknowledged and (not story.owed or story.acknowledged_after):
        return None
    return operation
