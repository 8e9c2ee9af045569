"""Registers shaped as in public templates: what of each maps, what does not and why, as Docs/spreadsheets.md has
it; each goes in by what the table says."""

import pathlib
import re
import sys

from harness import Figures, Registry, options, workspace

HERE = pathlib.Path(__file__).resolve().parent
DOCUMENT = HERE.parents[1] / "Docs" / "spreadsheets.md"
BEGIN, END = "<!-- registers -->\n", "<!-- /registers -->\n"
STATUS = "a state is derived from dates, never stored"
# The sheet, what it is, the kind that it is imported as, and of each column that is not known by its name ours, or
# why there is none; what has to be changed in its cells first.
REGISTERS = {
    "certificate-register": ("Certificate register", "certificate", {
        "Certificate ID": "ref.register", "Standard": "scheme", "Version": "edition", "Certificate No.": "number",
        "Certification Body": "issuer", "Issue Date": "issued_on", "Expiry Date": "expires_on",
        "Scope of Certification": "scope", "Responsible": "owner", "Status": (STATUS,),
        "Next Audit": ("milestones are rows of their own: `import milestone`",),
        "File Location": ("a `file` is a path beside the sheet; bytes behind a link cannot be kept",)}, {}),
    "contract-register": ("Contract register", "agreement", {
        "Contract ID": "ref.register", "Counterparty": "customer", "Contract Type": "kind",
        "Effective Date": "effective_on", "Expiration Date": "ends_on", "Auto-Renewal": "renewal",
        "Renewal Term (months)": "term_months", "Notice Period (days)": "notice_days",
        "Contract Owner": ("an agreement is its customer's, whose `owner` hears of it",),
        "Annual Value": ("money is no evidence: `cost` is of certificates and reports alone",), "Status": (STATUS,)},
        # Notice without a term that renews itself has no day on which it is late.
        {"evergreen,,90": "evergreen,,"}),
    "nda-log": ("NDA log", "agreement", {
        "NDA No.": "ref.log", "Company": "customer", "Type": "kind", "Date Signed": "executed_on",
        "Signatory": "signed_by", "Expires": "ends_on", "Confidentiality Survives (months)": "survival_months",
        "Mutual?": ("no rule asks for it; the document says it",),
        "Stored At": ("a `file` is a path beside the sheet",)}, {}),
    "hubspot-companies": ("HubSpot companies export", "customer", {
        "Record ID": "ref.hubspot", "Company name": "name", "Company Domain Name": "domains", "Company owner": "owner",
        "Lifecycle Stage": "status", "Create Date": ("when a record was made is not since when a contract runs",),
        **dict.fromkeys(("Phone Number", "City", "Industry", "Annual Revenue"), ("no rule asks for it",))},
        {"Opportunity": "prospect", "Customer": "customer"}),
    "vendor-register": ("Vendor register", "customer", {
        "Vendor Name": "name", "Vendor ID": "ref.vendors", "Website": "domains",
        "Processes Personal Data": "handles_personal_data", "Relationship Owner": "owner",
        **dict.fromkeys(("Contract Start", "Contract End"), ("a vendor is no customer: its row has no contract",)),
        "Service Provided": ("no rule asks for it",),
        "Risk Tier": ("no rule asks for it",),
        "SOC 2 Received": ("the registry keeps your evidence, not that of your suppliers",)}, {}),
}


def words(columns):
    """The options that name each column."""
    return [word for theirs, ours in columns.items()
            for word in ("--map", f"{theirs}={ours if isinstance(ours, str) else ''}")]


def table(known):
    """The table of the document."""
    lines = ["| register | maps | does not, and why |", "|---|---|---|"]
    for name, (title, kind, columns, _) in REGISTERS.items():
        mapped = [f"{theirs} → `{ours}`" for theirs, ours in columns.items() if isinstance(ours, str)]
        reasons = {}
        for theirs, why in columns.items():
            if not isinstance(why, str):
                reasons.setdefault(why[0], []).append(theirs)
        left = "; ".join(f"{', '.join(theirs)}: {why}" for why, theirs in reasons.items())
        lines.append(f"| {title} ({known[name]} of {len(columns)} by their names), as `{kind}` | {', '.join(mapped)}"
                     f" | {left} |")
    return "\n".join(lines) + "\n"


def main():
    """Imports each, and holds the table against the document."""
    chosen = options(__doc__, write=0)
    figures, known = Figures(), {}
    with workspace() as directory:
        registry = Registry(chosen.binary, directory / "registry.db").init()
        customers = directory / "customers.csv"
        customers.write_text("name,status,since\nAcme Inc.,customer,2023-01-01\nBell Ltd.,prospect,\n"
                             "Core GmbH,customer,2022-05-01\n", encoding="utf-8")
        registry.do("import", "customer", str(customers))
        rounds, rows = {}, 0
        for name, (_, kind, columns, cells) in REGISTERS.items():
            sheet = HERE.parent / "Registers" / f"{name}.csv"
            plain = registry.run("import", kind, str(sheet), "--dry-run").err
            strangers = set(re.findall(r"no column is called '([^']*)'", plain))
            known[name] = len(set(columns) - strangers)
            text = sheet.read_text(encoding="utf-8")
            if theirs := set(text.splitlines()[0].split(",")) ^ set(columns):
                figures.fail(f"{name}: {theirs} in the sheet or in the table alone")
            count = 0
            for count in (1, 2):
                changed = directory / f"{name}.csv"
                changed.write_text(text, encoding="utf-8")
                outcome = registry.run("import", kind, str(changed), *words(columns), "--existing", "update",
                                       "--dry-run")
                if outcome.code == 0:
                    break
                print(f"{name}: {outcome.err.strip()}")
                for theirs, ours in cells.items():
                    text = text.replace(f",{theirs},", f",{ours},")
            rounds[name] = count
            done = registry.run("import", kind, str(changed), *words(columns), "--existing", "update")
            print(f"{name}: {count} dry run{'s' * (count > 1)} with the columns named, then {done}")
            if done.code != 0:
                figures.fail(f"{name}: {done}")
            rows += done.code == 0
        figures.exactly("registers_that_go_in", rows, len(REGISTERS))
        figures.at_most("dry_runs_with_the_columns_named", max(rounds.values()), 2)
        refused = registry.run("import", "customer", str(HERE.parent / "Registers" / "nda-log.csv"), "--dry-run")
        figures.control("a_register_of_another_kind", refused.code == 1)
        figures.exactly("verify_status", registry.verify().code, 0)
    head, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
    written, _, tail = rest.partition(END)
    if chosen.write:
        DOCUMENT.write_text(head + BEGIN + table(known) + END + tail, encoding="utf-8")
    figures.exactly("table_of_the_document_is_this_one", chosen.write == 1 or written == table(known), True)
    figures.control("a_table_that_is_another", written != table(known | {"nda-log": 99}))
    figures.close()


if __name__ == "__main__":
    sys.exit(main())
