"""The page that is built: the same bytes twice, whole or healed whenever it is killed, nothing on it that
may not be claimed, and nothing alive in it that somebody typed."""

import collections
import csv
import hashlib
import json
import pathlib
import re
import shutil
import subprocess
import xml.etree.ElementTree

from harness import Figures, Registry, day, options, with_debian_python, workspace
from payloads import PAYLOADS

try:
    import html5lib
    import markdown_it
except ImportError:
    with_debian_python()
    raise

CALLS = "openat,linkat,rename,unlink,mkdir,fsync,write"
# Where each may be found: in every file, at its own address, or nowhere.
EVERYWHERE, OWN, NOWHERE = "everywhere", "own address", "nowhere"


def certificate(registry, code, *words, scheme="iso27001", edition="2022"):
    """Adds a certificate whose number, issuer and scope bear its name."""
    mark = code.upper()
    registry.do("certificate", "add", code, "--scheme", scheme, *(["--edition", edition] if edition else []),
                "--number", f"NUMBER-{mark}", "--issuer", f"ISSUER-{mark}", "--scope", f"SCOPE-{mark}", *words)


def report(registry, code, end, issued, opinion="unqualified", *words):
    """Adds a report of a year whose auditor bears its name."""
    start = f"{int(end[:4]) - 1}{end[4:]}"
    registry.do("report", "add", code, "--scheme", "soc2-type2", "--auditor", f"AUDITOR-{code.upper()}",
                "--period", f"{start}..{end}", "--issued", issued, "--opinion", opinion, *words)


def fill(registry, directory):
    """A registry with every state; returns where the mark of each thing may be found."""
    files = {}
    for name in ("open", "shut", "nda"):
        files[name] = directory / f"{name}.pdf"
        files[name].write_bytes(b"%PDF-1.4\nBYTES-" + name.upper().encode() + b"\n%%EOF\n")
    young, until = ("--issued", day(-300)), ("--expires", day(700))
    certificate(registry, "active", *young, *until, "--file", str(files["open"]))
    certificate(registry, "unoffered", *young, *until, "--file", str(files["shut"]))
    certificate(registry, "unpublished", *young, *until)
    certificate(registry, "suspended", *young, *until)
    registry.do("certificate", "suspend", "suspended", "--on", day(-3), "--reason", "x")
    certificate(registry, "restored", *young, *until)
    registry.do("certificate", "suspend", "restored", "--on", day(-30), "--reason", "x")
    registry.do("certificate", "restore", "restored", "--on", day(-20), "--reason", "x")
    certificate(registry, "withdrawn", *young, *until)
    registry.do("certificate", "withdraw", "withdrawn", "--on", day(-5), "--reason", "x")
    certificate(registry, "expired", "--issued", day(-1000), "--expires", day(-10))
    certificate(registry, "longpast", "--issued", day(-1400), "--expires", day(-200))
    certificate(registry, "retired", "--issued", "2023-10-01", "--expires", "2026-09-30", edition="2013")
    certificate(registry, "planned", "--issued", day(-1), "--valid-from", day(20), "--expires", day(900))
    certificate(registry, "voided", *young, *until)
    registry.do("certificate", "void", "voided@1", "--reason", "typed twice")
    certificate(registry, "hidden", *young, *until)
    registry.do("certificate", "add", "labels", "--scheme", "tisax", "--edition", "6.0", "--title", "TITLE-LABELS AL3", *young, *until,
                "--set", "scope_id=SCOPEID", "--set", "participant_id=PARTICIPANT", "--set", "assessment_id=ASSESSMENT",
                "--set", "assessment_level=AL3", "--set", "labels=Strictly Confidential",
                "--number", "NUMBER-LABELS", "--scope", "SCOPE-LABELS")
    report(registry, "current", day(-60), day(-30), "unqualified", "--file", str(files["nda"]))
    report(registry, "qualified", day(-60), day(-30), "qualified")
    report(registry, "stale", day(-400), day(-380))
    report(registry, "adverse", day(-60), day(-30), "adverse")
    registry.do("activity", "add", "kept", "--title", "TITLE-KEPT", "--each", "year", "--from", f"{day(0)[:4]}-01-01",
                "--may-be-shown")
    registry.do("activity", "done", "kept", "--on", day(-30), "--result", "pass")
    registry.do("activity", "add", "lapsed", "--title", "TITLE-LAPSED", "--each", "month", "--from", day(-400),
                "--may-be-shown")
    published = ["active", "unoffered", "suspended", "restored", "withdrawn", "expired", "longpast", "retired", "planned",
                 "voided", "hidden", "labels", "current", "qualified", "stale", "adverse", "kept", "lapsed"]
    for code in published:
        registry.do("page", "publish", code, *(["--document"] if code == "active" else []))
    registry.do("page", "hide", "hidden")
    marks = {code: EVERYWHERE for code in ("active", "unoffered", "restored", "current", "qualified", "kept")}
    marks |= {code: OWN for code in ("suspended", "withdrawn", "expired", "longpast", "retired", "stale")}
    marks |= {code: NOWHERE for code in ("unpublished", "planned", "voided", "hidden", "adverse", "lapsed", "labels")}
    found = {f"{kind}-{code.upper()}": (code, where) for code, where in marks.items()
             for kind in ("NUMBER", "ISSUER", "SCOPE", "AUDITOR", "TITLE")}
    found |= {text: (text, NOWHERE) for text in ("AL3", "Strictly Confidential", "ASSESSMENT", "PARTICIPANT", "BYTES-SHUT", "BYTES-NDA")}
    for name in ("shut", "nda"):
        found[hashlib.sha256(files[name].read_bytes()).hexdigest()] = (name, NOWHERE)
    return found


def content(folder):
    """The bytes of every file of a folder, by name."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def leaks(files, marks):
    """What stands where it may not, and what is missing."""
    found = []
    for mark, (code, where) in marks.items():
        holders = {name for name, data in files.items() if mark.encode() in data}
        own = {name for name in holders if re.match(rf"evidence/{code}\.", name)}
        if where == NOWHERE and holders or where == OWN and holders != own:
            found.append(f"{mark} ({where}) stands in {sorted(holders)}")
    return found


def wrong_standings(page):
    """The codes of each list of the page's document."""
    document = json.loads(page["index.json"])
    return tuple(sorted(claim["code"] for claim in document[name]) for name in ("claims", "ended"))


def half_built(files, old, new):
    """What is wrong with a folder that a killed build left: each file is whole, and the manifest says what is not there."""
    found = []
    for name, data in files.items():
        if name == "manifest-sha256.txt" or pathlib.Path(name).name.startswith(".attestry-"):
            continue
        if data not in (old.get(name), new.get(name)):
            found.append(f"{name} is neither the old nor the new one")
    lines = files.get("manifest-sha256.txt", b"").decode().splitlines()
    sums = {line[66:]: line[:64] for line in lines}
    unsaid = [name for name in files if name != "manifest-sha256.txt" and name not in sums
              and not pathlib.Path(name).name.startswith(".attestry-")]
    if sums and unsaid or not sums and any(name in new for name in files):
        found.append(f"the manifest is silent about {unsaid}")
    changed = [name for name in new if name != "manifest-sha256.txt" and files.get(name) != old.get(name)]
    if changed and files.get("manifest-sha256.txt") == old.get("manifest-sha256.txt"):
        found.append(f"the old manifest stands over the new {changed[:3]}")
    return found


def killed(registry, directory, figures, points):
    """Kills builds over an old page at each of many system calls; the next build heals."""
    base, target = directory / "base", directory / "target"
    registry.do("page", "build", str(base), "--as-of", day(-40))
    old = content(base)
    registry.do("page", "build", str(directory / "fresh"))
    new = content(directory / "fresh")
    log = directory / "calls"
    shutil.copytree(base, target)
    registry.run("page", "build", str(target), prefix=("strace", "-o", str(log), "-e", f"trace={CALLS}"))
    if content(target) != new:
        figures.fail("a build over an old page differs from a fresh one")
    calls = collections.Counter(re.findall(r"^(\w+)\(", log.read_text(errors="replace"), re.M))
    spots = [(name, place) for name, count in sorted(calls.items()) for place in range(1, count + 1)]
    # What comes before the folder is touched is the registry's own.
    step = max(1, len(spots) // points)
    done = healed = 0
    for name, place in spots[::step]:
        shutil.rmtree(target)
        shutil.copytree(base, target)
        registry.run("page", "build", str(target), prefix=(
            "strace", "-o", "/dev/null", "-e", f"trace={name}", "-e", f"inject={name}:signal=KILL:when={place}"))
        for flaw in half_built(content(target), old, new):
            figures.fail(f"killed at {name} {place}: {flaw}")
        done += 1
        registry.run("page", "build", str(target))
        healed += content(target) == new
    figures.at_least("killed_builds", done, min(points, len(spots) // 2))
    figures.exactly("healed", healed, done)
    torn = dict(new, **{"index.html": new["index.html"][:100]})
    figures.control("a_file_cut_short", bool(half_built(torn, old, new)))
    figures.control("a_manifest_left_behind", bool(half_built(
        dict(new, **{"manifest-sha256.txt": old["manifest-sha256.txt"]}), old, new)))


def links(registry, directory, figures):
    """A folder of somebody else, and links, are left alone."""
    foreign = directory / "foreign"
    foreign.mkdir()
    (foreign / "precious").write_text("mine")
    refused = registry.run("page", "build", str(foreign)).code == 1 and content(foreign) == {"precious": b"mine"}
    figures.exactly("foreign_folder_refused", refused, True)
    outside = directory / "outside"
    outside.mkdir()
    page = directory / "linked"
    registry.do("page", "build", str(page), "--quiet")
    (page / "index.html").unlink()
    (outside / "precious").write_text("mine")
    (page / "index.html").symlink_to(outside / "precious")
    first = registry.run("page", "build", str(page)).code
    (page / "index.html").unlink()
    shutil.rmtree(page / "evidence")
    (page / "evidence").symlink_to(outside)
    second = registry.run("page", "build", str(page)).code
    figures.exactly("links_followed", (first, second, sorted(content(outside))), (1, 1, ["precious"]))
    (page / "evidence").unlink()
    manifest = page / "manifest-sha256.txt"
    manifest.write_text(manifest.read_text() + "0" * 64 + "  ../outside/precious\n")
    third = registry.run("page", "build", str(page)).code
    figures.exactly("manifest_that_leads_out", (third, (outside / "precious").exists()), (1, True))


ELEMENTS = set("html head meta title link script body header footer main section article h1 h2 h3 p ul li dl dt dd div"
               " table thead tbody tr th td a strong bdi time span img".split())
ATTRIBUTES = set("lang charset name content http-equiv rel href type title class id aria-labelledby aria-label role"
                 " tabindex scope datetime src width height alt".split())


def in_html(name, data):
    """What would act in a page of ours: flaws."""
    tree = html5lib.parse(data.decode(), namespaceHTMLElements=False)
    flaws = [f"element {node.tag}" for node in tree.iter() if node.tag not in ELEMENTS]
    for node in tree.iter():
        flaws += [f"attribute {key} of {node.tag}" for key in node.attrib if key not in ATTRIBUTES]
        for key in ("href", "src"):
            if key in node.attrib and not re.match(r"(#|\.\./|data:,$|mailto:|https://|[a-z])", node.attrib[key]):
                flaws.append(f"{key} {node.attrib[key][:40]!r}")
            if node.attrib.get(key, "").lower().startswith(("javascript:", "data:text")):
                flaws.append(f"{key} {node.attrib[key][:40]!r}")
        if node.tag == "script":
            if node.attrib.get("type") != "application/ld+json":
                flaws.append("a script")
            elif json.loads(node.text).get("@type") != "Certification":
                flaws.append("JSON-LD of something else")
    return [f"{name}: {flaw}" for flaw in flaws]


def in_xml(name, data, allowed):
    """What an SVG or a feed has that is not ours."""
    tree = xml.etree.ElementTree.fromstring(data)
    tags = {node.tag.rpartition("}")[2] for node in tree.iter()}
    names = {key for node in tree.iter() for key in node.attrib}
    return [f"{name}: {tag}" for tag in tags - allowed] + [
        f"{name}: {key}" for key in names if key.startswith("on") or key.endswith("href") and name.endswith("atom")]


SVG = set("svg title desc style defs pattern path circle g line rect text use".split())
ATOM = set("feed id title updated generator entry author name content".split())


def in_markdown(name, data, allowed):
    """What Markdown makes of it that is neither heading, paragraph, list nor a link to a file of ours, nor one
    of the quotations that are allowed first."""
    flaws, quotations = [], 0
    for token in markdown_it.MarkdownIt("commonmark").parse(data.decode()):
        quotations += token.type == "blockquote_open"
        if token.type.startswith("blockquote") and quotations <= allowed:
            continue
        for part in [token] + (token.children or []):
            if part.type.startswith(("html", "image", "code", "fence", "table", "blockquote", "hr")):
                flaws.append(f"{name}: {part.type} {part.content[:40]!r}")
            if part.type == "link_open" and not re.match(
                    r"(evidence|documents)/[a-z0-9.-]+$|index\.|changes\.", part.attrs["href"]):
                flaws.append(f"{name}: link to {part.attrs['href'][:40]!r}")
    return flaws


def alive(files):
    """What of all files would act."""
    flaws = []
    for name, data in files.items():
        if name.endswith(".html"):
            flaws += in_html(name, data)
        elif name.endswith(".svg"):
            flaws += in_xml(name, data, SVG)
        elif name.endswith(".atom"):
            flaws += in_xml(name, data, ATOM)
        elif name.endswith((".md", "llms.txt")):
            # llms.txt begins with a summary as a quotation, by its own specification.
            flaws += in_markdown(name, data, allowed=1 if name.endswith("llms.txt") else 0)
        elif name.endswith(".json"):
            json.loads(data)
        elif name.endswith("security.txt"):
            flaws += [f"{name}: {line}" for line in data.decode().splitlines()
                      if not re.match(r"(Contact|Expires|Canonical): \S+$", line)]
    return flaws


def write_rows(path, header, rows):
    """Writes a sheet."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])


def payloads(binary, directory, figures, count):
    """Every payload in every field that the page shows."""
    registry = Registry(binary, directory / "hostile" / "registry.db")
    registry.path.parent.mkdir(parents=True)
    texts = (PAYLOADS * 2)[:count]
    registry.do("init", "--organization", texts[0], "--time-zone", "UTC")
    sheet = directory / "sheet.csv"
    for number, text in enumerate(texts[:20]):
        registry.do("product", "add", f"p{number}", "--name", f"{number} {text}")
    write_rows(sheet, ["code", "scheme", "edition", "title", "number", "issuer", "scope", "covers", "issued_on", "expires_on"],
               [[f"c{number}", "iso27001", "2022", text, text + "n", text + "i", text + "s", f"p{number % 20}",
                 day(-100), day(600)] for number, text in enumerate(texts)])
    registry.do("import", "certificate", str(sheet))
    write_rows(sheet, ["code", "scheme", "title", "auditor", "scope", "period_start", "period_end", "issued_on", "opinion"],
               [[f"r{number}", "soc3", text, text + "a", text + "s", day(-400), day(-40), day(-20), "qualified"]
                for number, text in enumerate(texts[:60])])
    registry.do("import", "report", str(sheet))
    write_rows(sheet, ["code", "title", "each_period", "from_on", "may_be_shown"],
               [[f"a{number}", text, "year", f"{day(0)[:4]}-01-01", "yes"] for number, text in enumerate(texts[:60])])
    registry.do("import", "activity", str(sheet))
    more = min(count, 60)
    for number in range(more):
        registry.do("activity", "done", f"a{number}", "--on", day(-30), "--result", "pass")
    names = [(f"c{number}", "") for number in range(count)] + [(f"r{number}", "") for number in range(more)] + [
        ("", f"a{number}") for number in range(more)]
    write_rows(sheet, ["evidence", "activity", "section", "text"],
               [[*name, texts[number % count] + "h", texts[-1 - number % count]] for number, name in enumerate(names)])
    registry.do("import", "publication", str(sheet))
    for number in range(0, min(count, 12)):
        registry.do("page", "set", "--title", f"{texts[number]} {number}", "--intro", texts[number + 1], "--not-held", texts[number + 2],
                    "--contact", "a@example.com", "--address", "https://trust.example.com/",
                    "--security-contact", "b@example.com")
        registry.do("settings", "edit", "--organization", f"{texts[number]} {number}")
        registry.do("page", "build", str(directory / "hostile-page"), "--quiet")
        files = content(directory / "hostile-page")
        for flaw in alive(files if number == 0 else {name: files[name] for name in files if "/" not in name}):
            figures.fail(flaw)
    figures.at_least("payloads", len(set(texts)), min(count, 200))
    claims = json.loads(files["index.json"])["claims"]
    figures.exactly("claims_with_payloads", len(claims), count + 2 * more)
    said = {claim["number"] for claim in claims if claim.get("number")}
    figures.exactly("payloads_kept_in_json", len(said), len(set(texts)))
    figures.control("an_event_handler", bool(alive({"x.html": b"<!doctype html><p onclick=x>"})))
    figures.control("markup_in_markdown", bool(alive({"x.md": b"a <img src=x> b"})))
    figures.control("a_link_in_markdown", bool(alive({"x.md": b"[a](https://evil.example)"})))
    figures.control("a_script_in_svg", bool(alive(
        {"x.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"})))


def main():
    """Runs all of it."""
    chosen = options(__doc__, kills=12, payloads=40)
    figures = Figures()
    with workspace() as directory:
        registry = Registry(chosen.binary, directory / "registry" / "registry.db").init()
        marks = fill(registry, directory)
        one, other = directory / "one", directory / "other"
        registry.do("page", "build", str(one))
        registry.do("page", "build", str(other))
        files = content(one)
        figures.exactly("two_builds_differ", files != content(other), False)
        stamps = {path: path.stat().st_mtime_ns for path in one.rglob("*")}
        registry.do("page", "build", str(one))
        again = {path: path.stat().st_mtime_ns for path in one.rglob("*")}
        figures.exactly("written_again", sum(stamps[path] != again.get(path) for path in stamps), 0)
        sums = subprocess.run(["sha256sum", "--quiet", "-c", "manifest-sha256.txt"], cwd=one, capture_output=True)
        figures.exactly("sha256sum", (sums.returncode, len((one / "manifest-sha256.txt").read_text().splitlines())),
                        (0, len(files) - 1))
        for leak in leaks(files, marks):
            figures.fail(leak)
        figures.exactly("searched_marks", len(marks) > 90, True)
        figures.exactly("claims_and_ended", wrong_standings(files), (
            ["active", "current", "kept", "labels", "qualified", "restored", "unoffered"],
            ["expired", "stale", "suspended", "withdrawn"]))
        figures.exactly("document_offered", [name for name in files if name.startswith("documents/")],
                        ["documents/active-1.pdf"])
        qualified = [name for name in ("index.html", "index.md", "index.json", "evidence/qualified.html")
                     if b"opinion: qualified" not in files[name]]
        figures.exactly("opinion_left_out_of", qualified, [])
        registry.do("page", "publish", "unpublished")
        registry.do("page", "build", str(other))
        figures.control("something_published_by_mistake", bool(leaks(content(other), marks)))
        registry.do("page", "hide", "unpublished")
        killed(registry, directory, figures, chosen.kills)
        links(registry, directory, figures)
        payloads(chosen.binary, directory, figures, chosen.payloads)
        figures.exactly("verify_status", registry.verify().code, 0)
    figures.close()


main()
