"""The schemes and editions, written down a second time for the oracle."""

from dates import last_day

# code: kind, validity in months, restore window in months, accredited, expiring days.
SCHEMES = {}
for _code in ("iso27001", "iso27701", "iso20000-1", "iso9001", "nen7510"):
    SCHEMES[_code] = ("certificate", 36, 6, True, 90)
for _code in ("iso27017", "iso27018"):
    SCHEMES[_code] = ("certificate", 36, None, False, 90)
SCHEMES["tisax"] = ("label_set", 36, None, False, 180)
SCHEMES["pci-dss"] = ("aoc", 12, None, False, 90)
for _code in ("cyber-essentials", "cyber-essentials-plus"):
    SCHEMES[_code] = ("certificate", 12, None, False, 60)
SCHEMES["csa-star-1"] = ("self_assessment", 12, None, False, 60)
for _code in ("fsqs", "fsqs-nl"):
    SCHEMES[_code] = ("registration", 12, None, False, 60)
for _code in ("hipaa", "gdpr"):
    SCHEMES[_code] = ("statement", None, None, False, 60)
for _code in ("soc1-type1", "soc1-type2", "soc2-type1", "soc2-type2", "soc3", "isae3402-type2", "isae3000-type2"):
    SCHEMES[_code] = ("report", None, None, False, 90)

# scheme: list of (edition, successor, published, last issue, retires, parent scheme).
_ROWS = {
    "iso27001": [("2013", "2022", None, "2024-04-30", "2025-10-31", None), ("2022", None, "2022-10-25", None, None, None)],
    "iso27017": [("2015", "2026", None, None, None, "iso27001"), ("2026", None, "2026-07", None, None, "iso27001")],
    "iso27018": [("2014", "2019", None, None, None, "iso27001"), ("2019", "2025", "2019", None, None, "iso27001"),
                 ("2025", None, "2025-08", None, None, "iso27001")],
    "iso27701": [("2019", "2025", None, None, None, "iso27001"), ("2025", None, "2025-10", None, None, None)],
    "iso20000-1": [("2011", "2018", None, None, "2021-09-30", None), ("2018", None, "2018-09", None, None, None)],
    "iso9001": [("2008", "2015", None, None, "2018-09-15", None), ("2015", "2026", None, None, None, None),
                ("2026", None, "2026-09-16", None, None, None)],
    "nen7510": [("2011", "2017", None, None, None, None), ("2017", "2024", None, None, None, None),
                ("2024", None, "2024", None, None, None)],
    "tisax": [("5.1", "6.0", None, "2024-09-30", None, None), ("6.0", None, "2023-10-16", None, None, None)],
    "pci-dss": [("3.2.1", "4.0", None, "2024-03-31", None, None), ("4.0", "4.0.1", "2022-03-31", "2024-12-31", None, None),
                ("4.0.1", None, "2024-06", None, None, None)],
    "csa-star-1": [("4.0", "4.1", None, "2027-12", None, None), ("4.1", None, "2026-01-28", None, None, None)],
}
for _code, _last in (("cyber-essentials", "2026-10-27"), ("cyber-essentials-plus", "2027-01-27")):
    _ROWS[_code] = [("montpellier", "willow", None, None, None, None), ("willow", "danzell", "2025-04", _last, None, None),
                    ("danzell", None, "2026-04-27", None, None, None)]
for _code in ("soc1-type1", "soc1-type2"):
    _ROWS[_code] = [("ssae16", "ssae18", None, "2017-04-30", None, None), ("ssae18", None, None, None, None, None)]
for _code in ("soc2-type1", "soc2-type2", "soc3"):
    _ROWS[_code] = [("2017", None, "2017", None, None, None)]

EDITIONS = {
    scheme: {
        row[0]: {"successor": row[1], "published": last_day(row[2]), "last_issue": last_day(row[3]),
                 "retires": last_day(row[4]), "parent": row[5]}
        for row in rows
    }
    for scheme, rows in _ROWS.items()
}
NO_EDITION = {"successor": None, "published": None, "last_issue": None, "retires": None, "parent": None}


def edition_of(scheme, version):
    """The facts of the edition that a version was issued to."""
    return EDITIONS.get(scheme, {}).get(version["edition"], NO_EDITION)


def covers_day(scheme):
    """Whether a report of the scheme speaks about one day."""
    return scheme.endswith("type1")
