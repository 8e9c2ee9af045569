"""Random certificates and what surrounds them, shaped so that every rule gets its chance."""

from catalogue import CERTIFICATES, NEEDING_PARENT, REPORTS, SCHEMES
from dates import add_months, iso, parse
from random_reports import random_report

EARLIEST, LATEST = parse("2015-01-01"), parse("2029-06-30")
WEIGHTS = {"iso27001": 5, "iso9001": 4, "iso20000-1": 3, "tisax": 2, "pci-dss": 2, "nen7510": 2}
OTHER_MILESTONES = ("recertification", "transition")


def chance(rng, percent):
    """Return True in so many of a hundred cases."""
    return rng.random() * 100 < percent


def blank_version(number, edition, issued):
    """Return a version in the printed shape that has nothing but an edition and an issue day."""
    return {
        "version": number, "edition": edition, "parent": None, "issued_on": iso(issued), "valid_from": None,
        "expires_on": None, "period_start": None, "period_end": None, "as_of_on": None, "opinion": None,
        "voided": False, "events": [], "milestones": [], "bridge_letters": [],
    }


def start_of(version):
    """Return the start of a raw certificate version."""
    return parse(version["valid_from"] or version["issued_on"])


def end_of(scheme, version):
    """Return the end of a raw certificate version, or None when open."""
    if version["expires_on"]:
        return parse(version["expires_on"])
    months = scheme["validity_months"]
    return None if months is None else add_months(start_of(version), months)


def pick_edition(rng, scheme, at_least=0):
    """Choose an edition by name, older ones included, none where the scheme has none."""
    names = list(scheme["editions"])[at_least:]
    weights = [4 if scheme["editions"][name]["retires"] else 2 for name in names]
    return rng.choices(names, weights)[0] if names else None


def first_start(rng, scheme, edition):
    """Choose a first start, often close to a date of the edition."""
    facts = scheme["editions"].get(edition) or {}
    length = add_months(0, scheme["validity_months"] or 24)
    near = []
    if facts.get("last_issue"):
        near += [facts["last_issue"] + rng.randint(-2, 2), facts["last_issue"] + rng.randint(-300, 60)]
    if facts.get("retires"):
        near += [facts["retires"] - length + rng.randint(-60, 400), facts["retires"] - rng.randint(30, 900)]
    successor = scheme["editions"].get(facts.get("successor")) or {}
    if successor.get("published"):
        near += [successor["published"] - rng.randint(0, length), successor["published"] + rng.randint(-5, 200)]
    if facts.get("published"):
        near.append(facts["published"] + rng.randint(0, 400))
    if near and chance(rng, 80):
        return rng.choice(near)
    if chance(rng, 4):
        return parse(rng.choice(("2020-02-29", "2024-02-29", "2023-08-31", "2021-05-31")))
    return rng.randint(EARLIEST, LATEST)


def set_end(rng, scheme, version):
    """Give a version a printed end, or leave it to be computed."""
    start, months = start_of(version), scheme["validity_months"]
    if months is None:
        if chance(rng, 40):
            version["expires_on"] = iso(start + rng.randint(0, 900))
        return
    full = add_months(start, months)
    retires = (scheme["editions"].get(version["edition"]) or {}).get("retires")
    choices = [None, None, full - 1, full, full + rng.randint(1, 20), start + rng.randint(0, 1000),
               start + rng.randint(60, 400)]
    if retires is not None and retires > start:
        choices += [retires, retires + rng.choice((-1, 1)), retires + rng.randint(1, 400),
                    max(start, retires - rng.randint(1, 300))]
    version["expires_on"] = iso(rng.choice(choices))


def add_events(rng, version, percent):
    """Record a plausible run of events, at times on one day or out of order."""
    if not chance(rng, percent):
        return
    day = start_of(version) + (rng.randint(-10, 0) if chance(rng, 5) else rng.randint(0, 400))
    events, suspended = [], False
    for _ in range(rng.choice((1, 1, 2, 2, 3, 4, 5))):
        ending = chance(rng, 22)
        if ending:
            kind = rng.choice(("withdrawn", "cancelled"))
        else:
            kind = "restored" if suspended else "suspended"
            if chance(rng, 8):
                kind = rng.choice(("restored", "suspended"))
            suspended = kind == "suspended"
        events.append({"kind": kind, "occurred_on": iso(day), "voided": chance(rng, 10)})
        if ending and chance(rng, 80):
            break
        day += 0 if chance(rng, 20) else rng.choice((1, rng.randint(2, 30), rng.randint(20, 250)))
    if chance(rng, 20):
        rng.shuffle(events)
    version["events"] = events


def add_milestones(rng, version, percent):
    """Set surveillance audits and other milestones, done in time, late or never."""
    if not chance(rng, percent):
        return
    start, used = start_of(version), set()
    for _ in range(rng.choice((1, 1, 2, 3))):
        kind = "surveillance" if chance(rng, 60) else rng.choice(OTHER_MILESTONES)
        due = rng.choice((add_months(start, 12), start + rng.randint(0, 700), start + rng.randint(-20, 60)))
        if (kind, due) in used:
            continue
        used.add((kind, due))
        done = rng.choice((None, None, due - rng.randint(0, 40), due + rng.randint(1, 90), due + 1))
        version["milestones"].append(
            {"kind": kind, "due_on": iso(due), "done_on": iso(done), "voided": chance(rng, 8)})


def following_version(rng, scheme, number, earlier):
    """Add a version that renews, reissues, precedes or merely follows one recorded before."""
    before = rng.choice(earlier) if chance(rng, 20) else earlier[-1]
    start, end = start_of(before), end_of(scheme, before)
    last = end if end is not None else start + rng.randint(100, 1000)
    names = list(scheme["editions"])
    edition = pick_edition(rng, scheme, names.index(before["edition"]) if names else 0)
    relation = rng.choices(
        ("renewal", "early", "gap", "reissue", "same day", "late history", "anywhere"),
        (30, 14, 14, 22, 6, 8, 6))[0]
    first = {
        "renewal": last + 1,
        "early": last + 1 - rng.choice((1, 2, rng.randint(1, 120))),
        "gap": last + 2 + rng.choice((0, 0, 1, rng.randint(0, 250))),
        "reissue": start + rng.randint(1, max(2, last - start)),
        "same day": start,
        "late history": start - rng.randint(1, 1100),
        "anywhere": start + rng.randint(-300, 900),
    }[relation]
    ahead = 0 if chance(rng, 12) else rng.choice((1, rng.randint(2, 40), rng.randint(20, 200)))
    version = blank_version(number, edition, first - ahead)
    if ahead or chance(rng, 20):
        version["valid_from"] = iso(first)
    set_end(rng, scheme, version)
    if relation == "reissue" and end is not None and end >= first:
        version["expires_on"] = iso(end + (rng.choice((-1, 1)) if chance(rng, 8) and end > first else 0))
    return version


def random_certificate(rng, code, name, parents, sound=False, around=None):
    """Return a random certificate evidence; a sound one has little that stops it."""
    scheme = SCHEMES[name]
    count = rng.choices((1, 2, 3, 4), (40, 34, 16, 10))[0]
    edition = pick_edition(rng, scheme)
    begin = first_start(rng, scheme, edition) if around is None else around + rng.randint(-700, 200)
    first = blank_version(1, edition, begin)
    if chance(rng, 25):
        first["valid_from"] = iso(begin + rng.choice((0, 1, rng.randint(1, 90))))
    elif chance(rng, 3):
        first["valid_from"] = iso(begin - rng.randint(1, 60))
    set_end(rng, scheme, first)
    versions = [first]
    while len(versions) < count:
        versions.append(following_version(rng, scheme, len(versions) + 1, versions))
    for version in versions:
        facts = scheme["editions"].get(version["edition"]) or {}
        if parents and (facts.get("parent") or chance(rng, 30)) and not chance(rng, 14):
            version["parent"] = rng.choice(parents)
        version["voided"] = chance(rng, 2 if sound or count == 1 else 9)
        add_events(rng, version, 15 if sound else 32)
        add_milestones(rng, version, 15 if sound else 42)
    return {"code": code, "scheme": name, "versions": versions}


def with_parents(rng, name, depth):
    """Return a child certificate followed by what it stands on."""
    if depth and chance(rng, 4):
        middle_name = rng.choice([other for other in NEEDING_PARENT if other != name])
        child = random_certificate(rng, "child", name, ["middle"])
        around = start_of(child["versions"][0])
        middle = random_certificate(rng, "middle", middle_name, ["base"], sound=True, around=around)
        return [child, middle, random_certificate(rng, "base", "iso27001", None, sound=True, around=around)]
    named = rng.choice((["base"], ["base"], ["base"], ["base", "other"], ["absent"]))
    child = random_certificate(rng, "child", name, named)
    around = start_of(child["versions"][0])
    sound = chance(rng, 55)
    bases = [
        random_certificate(rng, code, "iso27001", None, sound=sound, around=None if chance(rng, 12) else around)
        for code in named if code != "absent"
    ]
    return [child] + bases


def random_evidence(rng, depth=True):
    """Return a list of evidences, of which the first is the one to ask about."""
    pick = rng.random()
    if pick < 0.32:
        evidence = [random_report(rng, "report", rng.choice(REPORTS))]
    elif pick < 0.6:
        evidence = with_parents(rng, rng.choice(NEEDING_PARENT + ("iso27701",)), depth)
    else:
        names = [other for other in CERTIFICATES if other not in NEEDING_PARENT]
        name = rng.choices(names, [WEIGHTS.get(other, 1) for other in names])[0]
        parents = ["base"] if chance(rng, 4) else None
        evidence = [random_certificate(rng, "certificate", name, parents)]
    if len(evidence) < 3 and chance(rng, 12):
        name = rng.choice(("fsqs", "hipaa", "csa-star-1", "cyber-essentials"))
        evidence.append(random_certificate(rng, "bystander", name, None))
    return evidence
