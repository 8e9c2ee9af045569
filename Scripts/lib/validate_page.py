"""Holds a built page against the validators of its formats; each has a mutant that it must catch."""

import ast
import importlib
import importlib.util
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Tests" / "Reliability"))

from browser import Browser  # noqa: E402 (it lies with the tests)

# What schema.org knows of a type, once read.
TERMS = {}


def markup(folder):
    """What the Nu checker says of all HTML and SVG."""
    found = []
    for form in ("html", "svg"):
        done = subprocess.run(["java", "-Xss8m", "-jar", NU.jar, f"--{form}", "--errors-only", "--format", "json",
                               *sorted(folder.rglob(f"*.{form}"))], capture_output=True, text=True, check=False)
        found += [f"{pathlib.Path(said['url']).name}: {said['message']}" for said in json.loads(done.stderr)["messages"]]
    return found


def whole(path):
    """A page with its style sheet inside, as the browser is given it alone."""
    style = (path.parent / ("style.css" if path.name == "index.html" else "../style.css")).read_text(encoding="utf-8")
    return re.sub(r'<link rel="stylesheet"[^>]*>', lambda _: f"<style>{style}</style>", path.read_text(encoding="utf-8"))


def accessible(folder):
    """What axe finds, light and dark, wide and at 320 pixels, and what sticks out to the side."""
    found = []
    for path in [folder / "index.html", *sorted(folder.glob("evidence/*.html"))[:1]]:
        for dark, width in ((False, 1280), (True, 1280), (False, 320), (True, 320)):
            said = NU.report(whole(path), width, dark)
            where = f"{path.name} {'dark' if dark else 'light'} {width}"
            found += [f"{where}: {violation}" for violation in said["violations"]]
            if said["needs"] > width or said["dark"] != dark or said["checked"] < 10:
                found.append(f"{where}: {said['needs']} pixels wide, {said['checked']} rules")
    return found


def feed(folder):
    """What a reader of feeds complains of."""
    read = module("feedparser").parse((folder / "changes.atom").read_bytes())
    found = [str(read.bozo_exception)] if read.bozo else []
    return found + [f"entry without {name}" for entry in read.entries for name in ("id", "title", "updated", "summary")
                    if name not in entry]


def document(folder):
    """What the page's own schema refuses."""
    schema = json.loads((folder / "index.schema.json").read_bytes())
    jsonschema = module("jsonschema")
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    jsonschema.Draft202012Validator.check_schema(schema)
    return [error.message[:100] for error in validator.iter_errors(json.loads((folder / "index.json").read_bytes()))]


def terms(kind):
    """The names that schema.org gives a type of things, each with the types that it holds, and the types that it
    is; None where it has no such type."""
    known = TERMS
    if kind not in known:
        name = re.sub(r"(?<=.)(?=[A-Z][a-z])", "_", kind).lower()
        folder = pathlib.Path(importlib.util.find_spec("schema_models").submodule_search_locations[0])
        path = folder / f"{name}.py"
        known[kind] = None
        for node in ast.parse(path.read_text(encoding="utf-8")).body if path.exists() else []:
            if isinstance(node, ast.ClassDef) and node.name == kind:
                known[kind] = {field.target.id: types(field.annotation) for field in node.body if isinstance(field, ast.AnnAssign)}
                known[kind]["@is"] = {kind}
                for base in node.bases:
                    more = terms(base.id) or {}
                    known[kind] = {**more, **known[kind], "@is": known[kind]["@is"] | more.get("@is", set())}
    return known[kind]


def types(annotation):
    """The names in the type of a field."""
    return {node.id for node in ast.walk(annotation) if isinstance(node, ast.Name)} | {
        node.value for node in ast.walk(annotation) if isinstance(node, ast.Constant)}


def untermed(item):
    """What of an item, or of what it holds, is no term of schema.org."""
    kind = item.get("@type")
    names = terms(kind) if isinstance(kind, str) else None
    found = [] if names else [f"type {kind}"]
    for name, value in item.items():
        if not name.startswith("@") and name not in (names or ()):
            found.append(f"{name} is no term of {kind}")
        for held in value if isinstance(value, list) else [value]:
            if isinstance(held, dict):
                found += untermed(held)
                ours = (terms(held.get("@type", "")) or {}).get("@is", set())
                if names and ours.isdisjoint(names.get(name, set())):
                    found.append(f"{name} holds no {held.get('@type')}")
    return found


def structured(folder):
    """What JSON-LD says that is no term of schema.org, and what it says of anything but certificates."""
    text = (folder / "index.html").read_text(encoding="utf-8")
    items = module("extruct").extract(text, syntaxes=["json-ld"])["json-ld"]
    claims = json.loads((folder / "index.json").read_bytes())["claims"]
    wanted = sum(claim.get("kind") == "certificate" for claim in claims)
    found = [] if len(items) == wanted else [f"{len(items)} items for {wanted} certificates"]
    found += [f"context {item['@context']}" for item in items if item["@context"].rstrip("/") != "https://schema.org"]
    found += [f"type {item['@type']}" for item in items if item["@type"] != "Certification"]
    return found + [flaw for item in items for flaw in untermed(item)]


def security(folder):
    """What RFC 9116 refuses."""
    path = folder / ".well-known" / "security.txt"
    if not path.exists():
        return ["the page has none: page set --security-contact"]
    return [error["code"] for error in module("sectxt").Parser(path.read_bytes()).errors]


def sums(folder):
    """Which files are not as the manifest says."""
    done = subprocess.run(["sha256sum", "--quiet", "--strict", "-c", "manifest-sha256.txt"], cwd=folder,
                          capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).splitlines()


def links(folder):
    """Links between files, their parts included, that lead nowhere."""
    done = subprocess.run(
        [pathlib.Path(sys.executable).parent / "lychee", "--offline", "--include-fragments", "--no-progress", "--format",
         "json", "--root-dir", folder, *sorted(folder.rglob("*.html")), folder / "index.md", folder / "llms.txt"],
        capture_output=True, text=True, check=False)
    if done.returncode not in (0, 2):
        return [done.stderr[-300:]]
    said = json.loads(done.stdout)
    found = [f"{pathlib.Path(page).name}: {one['url']}: {one['status']['text']}"
             for page, ones in said["error_map"].items() for one in ones]
    return found or ([] if said["successful"] > 10 else [f"{said['successful']} links were looked at"])


def spoiled(folder, name, old, new):
    """A copy of the folder in which one text of a file is another."""
    copy = pathlib.Path(tempfile.mkdtemp()) / "page"
    shutil.copytree(folder, copy)
    path = copy / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{name} has no {old}"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return copy


NU = None
CHECKS = [
    ("vnu", markup, ("index.html", "</main>", "</main><p><div></p>")),
    ("axe", accessible, ("index.html", '<html lang="en">', "<html>")),
    ("feedparser", feed, ("changes.atom", "</feed>", "</fee>")),
    ("jsonschema", document, ("index.json", '"as_of"', '"as_off"')),
    ("extruct", structured, ("index.html", '"certificationStatus"', '"certificateState"')),
    ("schema_org", structured, ("index.html", '"Organization"', '"Certification"')),
    ("sectxt", security, (".well-known/security.txt", "Expires", "Expire")),
    ("sha256sum", sums, ("style.css", "body", "bodi")),
    ("lychee", links, ("index.html", 'href="index.json"', 'href="absent.json"')),
    ("lychee_parts", links, ("index.html", 'href="#', 'href="#absent')),
]


def module(name):
    """A package of Python, which validate-page installed."""
    return importlib.import_module(name)


def main():
    """Runs every check on the page and on its mutant."""
    global NU
    folder, failed = pathlib.Path(sys.argv[1]), False
    NU = Browser(pathlib.Path(tempfile.mkdtemp()))
    for name, check, mutant in CHECKS:
        found = check(folder)
        for line in found[:10]:
            print(f"{name}: {line}")
        caught = bool(check(spoiled(folder, *mutant)))
        print(f"figure {name}={len(found)} bar=0\nfigure control_{name}={'caught' if caught else 'missed'} bar=caught", flush=True)
        failed |= bool(found) or not caught
    sys.exit(failed)


if __name__ == "__main__":
    main()
