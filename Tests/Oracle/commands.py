"""The command lines that record what a register records, as lists of words."""

from catalogue import SCHEMES

IDENTIFIERS = {
    "pci-dss": ("lead_qsa=A", "services=hosting"), "fsqs": ("legal_entity=Example", "stage=Two"),
    "tisax": ("participant_id=P", "scope_id=S", "assessment_id=A", "assessment_level=AL2", "labels=Confidential"),
}


def noun(scheme):
    """Return the noun under which a scheme's evidence is recorded."""
    return "report" if SCHEMES[scheme]["covers"] else "certificate"


def optional(**options):
    """Return the options that have a value, as words."""
    return [word for name, value in options.items() if value is not None
            for word in ("--" + name.replace("_", "-"), value)]


def version_words(scheme, fields, number):
    """Return the options that make a version; the scope is new each time, for no two may say the same."""
    period = None if fields["period_start"] is None else fields["period_start"] + ".." + fields["period_end"]
    words = optional(edition=fields["edition"], issued=fields["issued_on"], valid_from=fields["valid_from"],
                     expires=fields["expires_on"], period=period, as_of_date=fields["as_of_on"],
                     opinion=fields["opinion"], scope="scope %d" % number)
    if SCHEMES[scheme]["covers"]:
        return words + ["--auditor", "Example CPA", "--criteria", "security"]
    words += ["--number", "N-%d" % number, "--issuer", "Example Cert"]
    return words + [word for each in IDENTIFIERS.get(scheme, ()) for word in ("--set", each)]


def edit_words(register, operation):
    """Return the options that correct the dates of a version."""
    ((name, value),) = operation["fields"].items()
    if name == "period_end":
        return ["--period", register.version(operation)["period_start"] + ".." + value]
    return [{"expires_on": "--expires", "valid_from": "--valid-from", "as_of_on": "--as-of-date"}[name], value]


def evidence_words(register, operation, number):
    """Return the words that record an operation of a register, before the register has applied it."""
    kind, code = operation["op"], operation["code"]
    scheme = operation["scheme"] if kind == "add" else register.evidence[code]["scheme"]
    first = noun(scheme)
    if kind == "add":
        return [first, "add", code, "--scheme", scheme] + optional(owner=operation["owner"]) + version_words(
            scheme, operation["version"], number)
    if kind == "renew":
        return [first, "renew", code] + version_words(scheme, operation["version"], number)
    if kind == "discontinue":
        return [first, "discontinue", code, "--on", operation["on"]]
    named = "%s@%d" % (code, operation["version"])
    if kind == "event":
        verb = {"suspended": "suspend", "restored": "restore", "withdrawn": "withdraw", "cancelled": "cancel"}
        return [first, verb[operation["kind"]], named, "--on", operation["occurred_on"], "--reason", "so it was"]
    if kind == "milestone":
        return [first, "milestone", "add", named, operation["kind"], "--due", operation["due_on"]]
    if kind == "milestone_done":
        return [first, "milestone", "done", named, operation["kind"], "--on", operation["done_on"],
                "--due", operation["due_on"]]
    if kind == "void":
        return [first, "void", named, "--reason", "in error"]
    return [first, "edit", named] + edit_words(register, operation)
