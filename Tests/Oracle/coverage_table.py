"""Counts how often generated cases hit each state, flag and reason, and their first and last days."""

STATES = ("none", "planned", "withdrawn", "cancelled", "edition_retired", "expired", "suspended", "parent_invalid",
          "surveillance_overdue", "expiring", "active", "stale", "aging", "current")
FLAGS = ("edition_superseded", "edition_deadline_unconfirmed", "edition_not_current_at_issue", "restorable",
         "renewal_pending", "computed_expiry", "printed_differs_from_computed", "parent_missing", "milestone_overdue",
         "superseded", "opinion_qualified", "opinion_adverse", "opinion_disclaimer", "bridged",
         "awaiting_next_report", "coverage_gap")
SHAPES = ("in force", "in force, open end", "not in force, was once", "not in force, never was", "with gaps",
          "two reasons or more")


def marks(result):
    """Return everything that one verdict is counted under."""
    found = {("state", result["state"])}
    found |= {("flag", flag) for flag in result["flags"]}
    found |= {("reason", rule) for rule, _ in result["reasons"]}
    once = "was once" if result["until"] is not None else "never was"
    if not result["in_force"]:
        found.add(("shape", "not in force, " + once))
    else:
        found.add(("shape", "in force" if result["until"] is not None else "in force, open end"))
    if result["gaps"]:
        found.add(("shape", "with gaps"))
    if len(result["reasons"]) > 1:
        found.add(("shape", "two reasons or more"))
    return found


class Coverage:
    """Holds the counts of cases, first days and last days."""

    def __init__(self):
        """Begin with nothing counted."""
        self.cases = 0
        self.counts = {}

    def add(self, result, day_before, day_after):
        """Count one verdict beside those of the neighbouring days."""
        self.cases += 1
        before, after = marks(day_before), marks(day_after)
        for mark in marks(result):
            row = self.counts.setdefault(mark, [0, 0, 0])
            row[0] += 1
            row[1] += mark not in before
            row[2] += mark not in after

    def table(self):
        """Return the counts as text, rows that were never hit included."""
        lines = ["%d cases" % self.cases, "%-44s %7s %10s %9s" % ("", "cases", "first day", "last day")]
        reasons = [name for name in STATES[2:] if name not in ("active", "current")]
        for group, names in (("state", STATES), ("flag", FLAGS), ("reason", reasons), ("shape", SHAPES)):
            for name in names:
                lines.append("%-44s %7d %10d %9d" % ("%s %s" % (group, name), *self.counts.get((group, name), (0, 0, 0))))
        return "\n".join(lines)
