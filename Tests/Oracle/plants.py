"""Deliberate one-day errors, each switched on by name, that a differential test has to notice."""

NAMES = {
    "expiry": "a certificate expires on its last valid day",
    "expiring-window": "the expiring window opens a day early",
    "retirement": "an edition retires a day early",
    "restore-window": "the restore window stays open a day longer",
    "surveillance": "a surveillance audit is overdue on its due day",
    "milestone": "any other milestone is overdue on its due day",
    "withdrawn-day": "a withdrawal or cancellation counts from the day after",
    "suspended-since": "a suspension is dated a day late",
    "restored-since": "a restoration is dated a day late",
    "parent-since": "an invalid parent is dated a day late",
    "parent-back": "a parent comes back into force a day late, for the state of its child",
    "parent-until": "a child takes its parent's last day as a day shorter",
    "renewal-link": "a renewal may leave one day without cover",
    "publication": "a successor edition counts from the day after its publication",
    "last-issue": "the last day of issue already counts as too late",
    "computed-end": "a computed end is a day shorter",
    "start": "a version starts a day late",
    "stopped-until": "the last day in force, once it is over, is a day early",
    "freshness": "a report stays fresh a day longer",
    "aging-window": "a report ages a day early",
    "awaiting-window": "the wait for the next report lasts a day longer",
    "bridge": "a bridge letter counts from the day after its signature",
    "coverage-gap": "adjoining periods count as a gap",
    "superseded-until": "a superseded report was in force on the day its successor was issued",
}

_active = None


def activate(name):
    """Switch one planted error on, or all of them off with None."""
    global _active
    if name is not None and name not in NAMES:
        raise SystemExit("unknown plant %s; try --plant list" % name)
    _active = name


def shift(name):
    """Return 1 while the named error is planted, else 0."""
    return 1 if _active == name else 0


def listing():
    """Return all names with what they alter, one a line."""
    return "\n".join("%-18s %s" % item for item in NAMES.items())
