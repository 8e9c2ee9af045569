"""The page for the board: what a browser, a validator and another's rules make of it."""

import os
import pathlib
import random
import re
import sys
import unicodedata
import xml.etree.ElementTree

from browser import POLICY, Browser
from harness import TODAY, Figures, Registry, fill, options, workspace, write_csv, with_debian_python

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "Oracle"))

import plants  # noqa: E402
from commands import evidence_words  # noqa: E402
from dates import iso, parse  # noqa: E402
from houses import House  # noqa: E402
from prepared import prepare_world  # noqa: E402
from rules import verdict  # noqa: E402
from worlds import blank_version  # noqa: E402

try:
    import html5lib
except ImportError:
    with_debian_python()
    raise

# Texts, and how a reader is to see them.
HOSTILE = {text: text for text in (
    "<img src=http://evil.example/x.png onerror=alert(1)>\u0301", "</title><script>alert(1)</script>",
    "\"' onload='x", "&lt;b> &amp;", "{{organization}}", "👩‍👩‍👧‍👦 🇳🇱", "]]><svg/onload=alert(1)>")}
HOSTILE |= {"שלום \u202etxet\u202c مرحبا": "שלום <U+202E>txet<U+202C> مرحبا",
            "bell\x07 \u2028 line": "bell<U+0007> <U+2028> line", "long " + "x" * 900: "long " + "x" * 100}
ELEMENTS = {
    "html", "head", "meta", "link", "style", "title", "body", "header", "h1", "h2", "h3", "p", "main", "footer", "bdi",
    "section", "ul", "li", "b", "span", "time", "code", "table", "caption", "thead", "tbody", "tr", "th", "td", "svg",
    "defs", "pattern", "path", "circle", "g", "line", "rect", "use", "text", "desc"}
SPAN = re.compile(r'<rect class="[\w ]+" data-state="(\w+)" data-from="([\d-]+)"(?: data-to="([\d-]+)")?')
LIFE = re.compile(r'<svg class="life" data-code="([a-z0-9.-]+)".*?</svg>', re.DOTALL)
FIRST, LAST = parse("2016-01-01"), parse("2032-12-31")


def page_of(registry, *words):
    """The page, as it is printed."""
    done = registry.run("overview", *words, timeout=600)
    if done.code != 0:
        raise SystemExit(f"overview: {done}")
    return done.out


def spans(page):
    """The spans of every picture of a page, by the code of the evidence."""
    return {life[1]: [(state, parse(first), parse(last or None)) for state, first, last in SPAN.findall(life[0])]
            for life in LIFE.finditer(page)}


def random_house(registry, seed, days):
    """Records random evidence by the oracle's hand; what it knows of it."""
    rng, house = random.Random(f"overview:{seed}"), House(None)
    today = parse(TODAY.isoformat())
    for day in range(today - days * 9, today, 9):
        if words := house.evidence(rng, day):
            registry.do(*words)
    known = (("known-end", "iso9001", "2015", {"expires_on": iso(today - 100)}, today - 900),
             ("known-edition", "iso27001", "2013", {"expires_on": "2027-03-31"}, parse("2024-04-01")),
             ("known-report", "soc3", None, {"period_start": iso(today - 900), "period_end": iso(today - 536),
                                             "opinion": "unqualified"}, today - 500))
    for number, (code, scheme, edition, dates, issued) in enumerate(known):
        fields = dict(blank_version(1, edition, issued), **dates)
        operation = {"op": "add", "code": code, "scheme": scheme, "owner": None, "version": fields}
        registry.do(*evidence_words(house.register, operation, 800 + number))
        house.register.apply(operation, today)
    sound = [item for item in house.register.evidence.values() if item["scheme"] == "iso27001"
             and not any(version["voided"] for version in item["versions"])]
    for number, item in enumerate(sound):
        fields = dict(blank_version(1, "2015", today - 500), expires_on=iso(today + 300), parent=item["code"])
        operation = {"op": "add", "code": f"child-{number}", "scheme": "iso27017", "owner": None, "version": fields}
        registry.do(*evidence_words(house.register, operation, 900 + number), "--parent", item["code"])
        house.register.apply(operation, today)
    return list(house.register.evidence.values())


def differing(evidence, found):
    """Yields the days on which a span, or the lack of one, is another state than the oracle's verdict."""
    world = prepare_world(evidence)
    for item in evidence:
        if all(version["voided"] for version in item["versions"]):
            continue
        drawn = {}
        for state, first, last in found.get(item["code"], []):
            for day in range(max(first, FIRST), min(LAST if last is None else last, LAST) + 1):
                drawn.setdefault(day, []).append(state)
        for day in range(FIRST, LAST + 1):
            judged = verdict(world, item["code"], day)
            expected = [] if judged["since"] is None else ["in_force" if judged["in_force"] else judged["state"]]
            if drawn.get(day, []) != expected:
                yield f"{item['code']} on {iso(day)}: {drawn.get(day)} for {expected}"


def check_spans(binary, figures, directory, seed, days):
    """Every day of every picture of a random registry, by the oracle's verdicts; planted errors are caught."""
    registry = Registry(binary, directory / "random/registry.db").init()
    evidence = random_house(registry, seed, days)
    found = spans(page_of(registry))
    wrong = list(differing(evidence, found))
    for text in wrong[:5]:
        figures.fail(text)
    figures.at_least("span_days_checked", len(found) * (LAST + 1 - FIRST), 50_000)
    figures.exactly("span_days_wrong", len(wrong), 0)
    figures.at_least("span_states", len({span[0] for each in found.values() for span in each}), 3)
    for plant in ("expiry", "freshness", "retirement"):
        plants.activate(plant)
        figures.control(f"planted_{plant}", any(differing(evidence, found)))
    plants.activate(None)
    moved = {code: [(state, first + 1, last) for state, first, last in each] for code, each in found.items()}
    figures.control("a_span_a_day_late", any(differing(evidence, moved)))


def hostile(registry):
    """Texts that would be markup, or are not seen, in every field that the page shows."""
    registry.do("settings", "edit", "--organization", next(iter(HOSTILE)))
    for number, text in enumerate(HOSTILE):
        registry.do("certificate", "add", f"h{number}", "--scheme", "iso9001", "--edition", "2015", "--issued",
                    iso(parse(TODAY.isoformat()) - 100 - number), "--title", text, "--number", str(number))
        registry.do("customer", "add", f"h{number}", "--name", text, "--status", "customer", "--since",
                    iso(parse(TODAY.isoformat()) - 9))


def check_markup(figures, page):
    """No text is markup, and none is lost."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    names = {re.sub(r"^\{.*\}", "", node.tag) for node in tree.iter() if isinstance(node.tag, str)}
    figures.exactly("elements_unknown", sorted(names - ELEMENTS), [])
    figures.exactly("handlers", sorted({name for node in tree.iter() for name in node.attrib
                                        if str(name).lower().startswith("on")}), [])
    text = "".join(tree.itertext())
    hidden = {f"U+{ord(scalar):04X}" for scalar in text if scalar not in "\n\u200d" and unicodedata.category(
        scalar) in ("Cc", "Cf", "Zl", "Zp")}
    figures.exactly("hidden_scalars", sorted(hidden), [])
    figures.exactly("texts_lost", [shown for shown in HOSTILE.values() if shown not in text], [])
    figures.control("a_script", "script" not in ELEMENTS and "script" in {
        node.tag for node in html5lib.parse(page.replace("<h2", "<script></script><h2"),
                                            namespaceHTMLElements=False).iter()})


def check_browser(figures, browser, page, folder):
    """Widths, schemes of colours, paper, what is fetched, and the validator."""
    path = folder / "overview.html"
    path.write_text(page, encoding="utf-8")
    for name, width, dark in (("wide", 1280, False), ("dark", 1280, True), ("phone", 320, False),
                              ("dark_phone", 320, True)):
        said = browser.report(page, width, dark)
        figures.exactly(f"{name}_axe_violations", said["violations"], [])
        figures.exactly(f"{name}_asked", (said["dark"], said["width"], said["checked"] > 10), (dark, width, True))
        figures.at_most(f"{name}_width", said["needs"], width)
    pale = page.replace("--soft: #57606a", "--soft: #c0c0c0").replace("<html lang=\"en\">", "<html>")
    said = " ".join(browser.report(pale, 1280)["violations"])
    figures.control("pale_text_and_no_language", "color-contrast" in said and "html-has-lang" in said)
    wide = page.replace("<h1>", "<h1 class='wide'>").replace("h1 {", "h1.wide { width: 900px } h1 {", 1)
    figures.control("a_page_too_wide", browser.report(wide, 320)["needs"] > 320)
    size, sheets, text = browser.printed(path, folder / "overview.pdf")
    figures.exactly("paper", size, (595, 842))
    figures.at_least("sheets", sheets, 2)
    figures.exactly("codes_not_printed", [code for code in ("h0", "iso9001", "soc2") if code not in text], [])
    figures.exactly("fetched", browser.fetched(page), [])
    image = "<img src='http://elsewhere.example/a.png' alt=''></body>"
    figures.exactly("fetched_in_spite_of_the_policy", browser.fetched(page.replace("</body>", image)), [])
    free = POLICY.sub("", page).replace("</body>", image)
    figures.control("an_image_from_elsewhere", browser.fetched(free) == ["elsewhere.example/a.png"])
    figures.exactly("invalid_html", browser.invalid(path), [])
    broken = folder / "broken.html"
    broken.write_text(page.replace("<h1>", "<h1><div id=lives></h1>"), encoding="utf-8")
    figures.control("broken_html", len(browser.invalid(broken)) > 0)


def check_pictures(figures, browser, registry, folder):
    """The picture of one evidence as a file of its own."""
    wrong = {}
    for noun, code in (("certificate", "tisax"), ("certificate", "h0"), ("report", "soc2")):
        path = folder / f"{code}.svg"
        registry.do(noun, "show", code, "--picture", str(path))
        root = xml.etree.ElementTree.parse(path).getroot()
        text = " ".join(root.itertext())
        if root.tag != "{http://www.w3.org/2000/svg}svg" or code not in text or SPAN.search(path.read_text()) is None:
            wrong[code] = text[:100]
        if invalid := browser.invalid(path):
            wrong[code] = invalid
    figures.exactly("pictures_wrong", wrong, {})
    (folder / "broken.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><rect width='x'/></svg>")
    figures.control("a_broken_picture", browser.invalid(folder / "broken.svg") != [])


def spent():
    """The seconds of the processor that all programs under test took so far."""
    times = os.times()
    return times.children_user + times.children_system


def check_size(binary, figures, directory, rows, seconds):
    """Many pieces of evidence: how long it takes, and that each is drawn."""
    registry = Registry(binary, directory / "many/registry.db").init()
    registry.do("import", "certificate", write_csv(directory / "many.csv", "m", rows))
    began = spent()
    page = page_of(registry)
    # Of the processor: other tests may run beside this one.
    figures.at_most(f"seconds_of_{rows}", round(spent() - began, 2), seconds)
    figures.exactly(f"drawn_of_{rows}", len(spans(page)), rows)
    print(f"{len(page) >> 10} KiB")


def main():
    """Looks at a page of everything, one of many, and one of a random registry."""
    chosen = options(__doc__, rows=1000, days=90, keep=0)
    figures = Figures()
    with workspace() as directory:
        folder = pathlib.Path("/tmp/overview") if chosen.keep else directory
        folder.mkdir(exist_ok=True)
        browser = Browser(directory)
        check_spans(chosen.binary, figures, directory, chosen.seed, chosen.days)
        check_size(chosen.binary, figures, directory, chosen.rows, max(1, chosen.rows / 1000))
        registry = fill(Registry(chosen.binary, directory / "registry.db").init(), 12)
        hostile(registry)
        page = page_of(registry)
        figures.exactly("same_bytes", page_of(registry) == page, True)
        check_markup(figures, page)
        check_browser(figures, browser, page, folder)
        check_pictures(figures, browser, registry, folder)
    figures.close()


main()
