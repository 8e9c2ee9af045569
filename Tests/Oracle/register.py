"""A small register that records operations day by day and keeps the raw evidence they leave behind."""

from dates import iso

VERSION_FIELDS = ("edition", "parent", "issued_on", "valid_from", "expires_on", "period_start", "period_end",
                  "as_of_on", "opinion")


class Register:
    """Holds raw evidence by code, each part with the day on which it was recorded."""

    def __init__(self):
        """Begin with nothing recorded."""
        self.evidence = {}

    def apply(self, operation, day):
        """Record one operation on a day."""
        getattr(self, operation["op"])(operation, iso(day))

    def version(self, operation):
        """Return the raw version an operation names."""
        return self.evidence[operation["code"]]["versions"][operation["version"] - 1]

    def add(self, operation, today):
        """Record a new evidence with its first version."""
        self.evidence[operation["code"]] = {
            "code": operation["code"], "scheme": operation["scheme"], "owner": operation["owner"],
            "recorded_on": today, "discontinued_on": None, "versions": [],
        }
        self.renew(operation, today)

    def renew(self, operation, today):
        """Record one further version."""
        versions = self.evidence[operation["code"]]["versions"]
        fields = {name: operation["version"][name] for name in VERSION_FIELDS}
        versions.append(dict(fields, version=len(versions) + 1, voided=False, recorded_on=today, events=[],
                             milestones=[], bridge_letters=[]))

    def event(self, operation, today):
        """Record a dated event of a version."""
        self.version(operation)["events"].append({
            "kind": operation["kind"], "occurred_on": operation["occurred_on"], "voided": False,
            "recorded_on": today})

    def milestone(self, operation, today):
        """Record a milestone of a version."""
        self.version(operation)["milestones"].append({
            "kind": operation["kind"], "due_on": operation["due_on"], "done_on": None, "voided": False,
            "recorded_on": today})

    def milestone_done(self, operation, today):
        """Close the named milestone of a version."""
        for milestone in self.version(operation)["milestones"]:
            if (milestone["kind"], milestone["due_on"]) == (operation["kind"], operation["due_on"]):
                milestone["done_on"] = operation["done_on"]

    def edit(self, operation, today):
        """Change dates of a version, which counts as recording it anew."""
        self.version(operation).update(operation["fields"], recorded_on=today)

    def void(self, operation, today):
        """Mark a version as recorded in error."""
        self.version(operation)["voided"] = True

    def own(self, operation, today):
        """Give an evidence to another owner."""
        self.evidence[operation["code"]]["owner"] = operation["owner"]

    def discontinue(self, operation, today):
        """Give an evidence up from a day on."""
        self.evidence[operation["code"]]["discontinued_on"] = operation["on"]
