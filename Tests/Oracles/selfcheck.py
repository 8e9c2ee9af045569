"""Checks the oracle itself on facts that are known beforehand; exits 1 where one fails."""

import datetime
import sys

import dates
import reports
import rules
from dates import parse, text
from worlds import blank

TODAY = parse("2026-11-23")
failures = 0


def check(name, holds):
    """Prints whether a fact holds."""
    global failures
    failures += not holds
    print(("ok    " if holds else "FAIL  ") + name)


def one(scheme, **fields):
    """An evidence with one version."""
    v = blank(1)
    v.update({k: parse(x) if k not in ("edition", "parent", "opinion") else x for k, x in fields.items()})
    return {"scheme": scheme, "versions": [v]}


def verdict(world, code="e", day=TODAY):
    """The oracle's verdict."""
    return rules.certificate(world, code, day)


epoch = datetime.date(1970, 1, 1)
span = range((datetime.date(1900, 1, 1) - epoch).days, (datetime.date(2199, 12, 31) - epoch).days + 1)
check("dates agree with datetime", all(text(n) == (epoch + datetime.timedelta(n)).isoformat() for n in span)
      and all(parse((epoch + datetime.timedelta(n)).isoformat()) == n for n in span))
check("months clamp", text(dates.add_months(parse("2024-02-29"), 12)) == "2025-02-28")
old = one("iso27001", edition="2013", issued_on="2024-04-01", expires_on="2027-03-31")
check("27001:2013 is retired since 2025-11-01",
      (verdict({"e": old})["state"], text(verdict({"e": old})["since"])) == ("edition_retired", "2025-11-01"))
child = one("iso27701", edition="2019", issued_on="2024-04-01", expires_on="2027-03-31", parent="p")
check("27701:2019 under it is parent invalid", verdict({"e": child, "p": old})["state"] == "parent_invalid")
quality = verdict({"e": one("iso9001", edition="2015", issued_on="2025-07-01", expires_on="2028-06-30")})
check("9001:2015 is active and superseded", quality["state"] == "active"
      and quality["flags"] == {"edition_superseded", "edition_deadline_unconfirmed"})
aoc = verdict({"e": one("pci-dss", edition="4.0", issued_on="2024-12-20")})
check("AOC of 2024-12-20 is expired since 2025-12-21", (aoc["state"], text(aoc["since"])) == ("expired", "2025-12-21"))
aoc = verdict({"e": one("pci-dss", edition="4.0", issued_on="2025-02-01")})
check("AOC of 2025-02-01 was not current at issue", "edition_not_current_at_issue" in aoc["flags"])
willow = verdict({"e": one("cyber-essentials", edition="willow", issued_on="2026-11-10")})
check("Willow of 2026-11-10 was not current at issue", "edition_not_current_at_issue" in willow["flags"])
soc = one("soc2-type2", issued_on="2025-11-05", period_start="2024-10-01", period_end="2025-09-30", opinion="unqualified")
check("SOC 2 to 2025-09-30 is stale", reports.report(soc, TODAY)["state"] == "stale")
lapsed = {"e": one("iso9001", edition="2015", issued_on="2023-08-01", expires_on="2026-07-31")}
check("9001 ended 2026-07-31 is restorable", verdict(lapsed)["state"] == "expired" and "restorable" in verdict(lapsed)["flags"])
check("and no longer on 2027-02-01", "restorable" not in verdict(lapsed, day=parse("2027-02-01"))["flags"])
sys.exit(1 if failures else 0)
