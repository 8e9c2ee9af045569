"""Holds the exports for other programs against models of their formats; each has mutants to catch."""

import base64
import copy
import hashlib
import importlib
import json
import os
import pathlib
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
    ):
        found = check(document)
        for line in found[:10]:
            print(f"{name}: {line}")
        caught = sum(bool(check(mutant)) for mutant in mutants)
        print(f"figure {name}={len(found)} bar=0\nfigure control_{name}={caught} bar={len(mutants)}", flush=True)
        failed |= bool(found) or caught != len(mutants)
    sys.exit(failed)


main()
