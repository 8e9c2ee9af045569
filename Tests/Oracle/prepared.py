"""Prepares raw evidence for judging: day numbers for dates, and nothing that was voided."""

from catalogue import SCHEMES
from dates import add_months, parse
from plants import shift


def prepare_world(evidence):
    """Turn raw evidence into a world: day numbers for dates, and nothing that was voided."""
    return {"evidence": {item["code"]: prepare_evidence(item) for item in evidence}, "memo": {}}


def prepare_evidence(raw):
    """Prepare one evidence with its versions in the order in which they supersede each other."""
    scheme = SCHEMES[raw["scheme"]]
    versions = [prepare_version(scheme, item) for item in raw["versions"] if not item.get("voided")]
    versions.sort(key=lambda v: v["rank"])
    for place, version in enumerate(versions):
        before = versions[place - 1] if place else None
        version["before"] = before
        version["reissue"] = bool(before) and version["end"] is not None and before["end"] == version["end"]
        version["counted"] = version["milestones"] + (before["counted"] if version["reissue"] else [])
        later = [other["start"] for other in versions[place + 1:]]
        version["superseded_from"] = min(later) if later else None
    return {"code": raw["code"], "scheme": scheme, "versions": versions, "raw": raw}


def prepare_version(scheme, raw):
    """Prepare one version with its own dates, events, milestones and letters."""
    issued = parse(raw["issued_on"])
    start = issued if scheme["covers"] or raw["valid_from"] is None else parse(raw["valid_from"])
    start += shift("start")
    months = scheme["validity_months"]
    computed = None if months is None else add_months(start, months) - shift("computed-end")
    printed = parse(raw["expires_on"])
    covered_to = parse(raw["period_end"]) if scheme["covers"] == "period" else parse(raw["as_of_on"])
    live = [dict(item, at=parse(item["occurred_on"])) for item in raw["events"] if not item["voided"]]
    return {
        "number": raw["version"],
        "recorded_on": raw.get("recorded_on"),
        "issued": issued,
        "start": start,
        "computed": computed,
        "printed": printed,
        "end": computed if printed is None else printed,
        "edition": scheme["editions"].get(raw["edition"]),
        "parent": raw["parent"],
        "rank": (covered_to if scheme["covers"] else start, raw["version"]),
        "period_start": parse(raw["period_start"]),
        "covered_to": covered_to,
        "opinion": raw["opinion"],
        "events": sorted(live, key=lambda e: e["at"]),
        "milestones": [
            dict(m, due=parse(m["due_on"]), done=parse(m["done_on"])) for m in raw["milestones"] if not m["voided"]
        ],
        "letters": [(parse(b["signed_on"]), parse(b["to_on"])) for b in raw["bridge_letters"] if not b["voided"]],
    }
