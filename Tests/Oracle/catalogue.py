"""The schemes, editions and alert ladders that the oracle knows, entered by hand."""

from dates import parse_known


def _edition(successor=None, published=None, last_issue=None, retires=None, parent=None):
    """Build one edition with its dates as day numbers."""
    return {
        "successor": successor,
        "published": parse_known(published),
        "last_issue": parse_known(last_issue),
        "retires": parse_known(retires),
        "parent": parent,
    }


def _scheme(kind, months, expiring, restore=None, accredited=False, covers=None, freshness=None, editions=None):
    """Build one scheme, where covers is None for certificates and "day" or "period" for reports."""
    return {
        "kind": kind,
        "validity_months": months,
        "expiring_days": expiring,
        "restore_months": restore,
        "accredited": accredited,
        "covers": covers,
        "freshness_months": freshness,
        "editions": editions or {},
    }


def _management_system(editions):
    """Build an accredited management-system certificate scheme."""
    return _scheme("certificate", 36, 90, restore=6, accredited=True, editions=editions)


def _report(covers, editions=None):
    """Build a report scheme."""
    return _scheme("report", None, 90, covers=covers, freshness=12, editions=editions)


def _cyber_essentials(willow_last_issue):
    """Build one of the two Cyber Essentials levels."""
    return _scheme("certificate", 12, 60, editions={
        "montpellier": _edition("willow"),
        "willow": _edition("danzell", published="2025-04", last_issue=willow_last_issue),
        "danzell": _edition(published="2026-04-27"),
    })


def _soc1_editions():
    """Build the attestation standards a SOC 1 report may name."""
    return {"ssae16": _edition("ssae18", last_issue="2017-04-30"), "ssae18": _edition()}


SCHEMES = {
    "iso27001": _management_system({
        "2013": _edition("2022", last_issue="2024-04-30", retires="2025-10-31"),
        "2022": _edition(published="2022-10-25"),
    }),
    "iso27017": _scheme("certificate", 36, 90, editions={
        "2015": _edition("2026", parent="iso27001"),
        "2026": _edition(published="2026-07", parent="iso27001"),
    }),
    "iso27018": _scheme("certificate", 36, 90, editions={
        "2014": _edition("2019", parent="iso27001"),
        "2019": _edition("2025", published="2019", parent="iso27001"),
        "2025": _edition(published="2025-08", parent="iso27001"),
    }),
    "iso27701": _management_system({
        "2019": _edition("2025", parent="iso27001"),
        "2025": _edition(published="2025-10"),
    }),
    "iso20000-1": _management_system({
        "2011": _edition("2018", retires="2021-09-30"),
        "2018": _edition(published="2018-09"),
    }),
    "iso9001": _management_system({
        "2008": _edition("2015", retires="2018-09-15"),
        "2015": _edition("2026"),
        "2026": _edition(published="2026-09-16"),
    }),
    "nen7510": _management_system({
        # The transition ended 2020-06-01, for some up to six months later: nobody's lasted longer.
        "2011": _edition("2017", retires="2020-12-01"),
        "2017": _edition("2024"),
        "2024": _edition(published="2024"),
    }),
    "tisax": _scheme("label_set", 36, 180, editions={
        "5.1": _edition("6.0", last_issue="2024-09-30"),
        "6.0": _edition(published="2023-10-16"),
    }),
    "pci-dss": _scheme("aoc", 12, 90, editions={
        "3.2.1": _edition("4.0", last_issue="2024-03-31"),
        "4.0": _edition("4.0.1", published="2022-03-31", last_issue="2024-12-31"),
        "4.0.1": _edition(published="2024-06"),
    }),
    "cyber-essentials": _cyber_essentials("2026-10-27"),
    "cyber-essentials-plus": _cyber_essentials("2027-01-27"),
    "csa-star-1": _scheme("self_assessment", 12, 60, editions={
        "4.0": _edition("4.1", last_issue="2027-12"),
        "4.1": _edition(published="2026-01-28"),
    }),
    "fsqs": _scheme("registration", 12, 60),
    "fsqs-nl": _scheme("registration", 12, 60),
    "hipaa": _scheme("statement", None, 60),
    "gdpr": _scheme("statement", None, 60),
    "soc1-type1": _report("day", _soc1_editions()),
    "soc1-type2": _report("period", _soc1_editions()),
    "isae3402-type2": _report("period"),
    "soc2-type1": _report("day", {"2017": _edition()}),
    "soc2-type2": _report("period", {"2017": _edition()}),
    "isae3000-type2": _report("period"),
    "soc3": _report("period", {"2017": _edition()}),
}

REPORTS = [name for name, scheme in SCHEMES.items() if scheme["kind"] == "report"]
CERTIFICATES = [name for name in SCHEMES if name not in REPORTS]
MANAGEMENT_SYSTEMS = ("iso27001", "iso27017", "iso27018", "iso27701", "iso20000-1", "iso9001", "nen7510")
NEEDING_PARENT = ("iso27017", "iso27018", "iso27701")

EVENT_LADDER = (0,)
OVERDUE_RUNGS = tuple(range(-7, -85, -7))

END_LADDERS = {name: (365, 180, 120, 90, 60, 30, 14, 7, 1, 0) for name in MANAGEMENT_SYSTEMS}
END_LADDERS["tisax"] = (365, 270, 180, 90, 30, 7, 0)
END_LADDERS["pci-dss"] = (120, 90, 60, 30, 14, 7, 1, 0)
for _name in ("cyber-essentials", "cyber-essentials-plus"):
    END_LADDERS[_name] = (60, 30, 14, 7, 1, 0)
for _name in ("csa-star-1", "fsqs", "fsqs-nl", "hipaa", "gdpr"):
    END_LADDERS[_name] = (60, 30, 7, 0)

LADDERS = {
    "restore_limit": (150, 120, 90, 60, 30, 14, 7, 1),
    "milestone": (120, 90, 60, 30, 14, 7, 1, 0),
    "edition_retirement": (365, 180, 90, 60, 30, 7),
    "withdrawn": EVENT_LADDER,
    "cancelled": EVENT_LADDER,
    "suspended": EVENT_LADDER,
    "parent_invalid": EVENT_LADDER,
    "owner_missing": EVENT_LADDER,
    "suspension_limit": (90, 30, 7, 0),
    "next_period_end": (60, 0),
    "fresh_until": (65, 30, 7, 0),
}


def ladder(scheme, anchor):
    """Return the default ladder of an anchor of a scheme, without its overdue rungs."""
    if anchor == "end":
        return END_LADDERS[scheme]
    return LADDERS["milestone" if anchor.startswith("milestone:") else anchor]
