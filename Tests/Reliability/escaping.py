"""300 payloads in every field and every output: each mark of a syntax with each class of scalar that
makes one character of both, read back by the programs that act on such marks. None may live, and
none may be lost."""

import collections
import csv
import email
import email.policy
import html
import io
import json
import os
import pty
import re
import unicodedata
import xml.etree.ElementTree

from delivery import Office, WebServer, script
from harness import Figures, day, options, workspace, with_debian_python
from payloads import JOINERS, PAYLOADS

try:
    import html5lib
    import icalendar
    import markdown_it
    import vobject
    from prometheus_client.parser import text_string_to_metric_families
except ImportError:
    with_debian_python()
    raise

csv.field_size_limit(1 << 24)
NAMES = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\x1b": "\\e"}
# The colours, and the line that says what takes so long.
STYLES = re.compile(r"\x1b\[(?:0|1|2|31|32|33)m|\r\x1b\[K(?:[a-z ]+ … \d+ s)?")
ELEMENTS = {"html", "head", "meta", "title", "body", "div", "h1", "table", "tbody", "tr", "td",
            "span", "code", "p", "br"}
ATTRIBUTES = {"lang", "charset", "name", "content", "style", "role"}
HEADERS = {"From", "To", "Subject", "Date", "Message-ID", "References", "List-Id", "MIME-Version",
           "Auto-Submitted", "X-Auto-Response-Suppress", "Content-Type"}
PROPERTIES = {"UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "TRANSP", "CATEGORIES",
              "SUMMARY", "DESCRIPTION"}


def is_hidden(scalar):
    """Whether who shows a text acts on the scalar or shows nothing, by Unicode's categories."""
    return scalar in "\u034f\u3164\uffa0" or (
        unicodedata.category(scalar) in ("Cc", "Zl", "Zp", "Cf")
        and scalar not in "\u200c\u200d\u0600")


def hidden(text, but=""):
    """The flaw of a text with something hidden in it."""
    found = {f"U+{ord(scalar):04X}" for scalar in text if is_hidden(scalar) and scalar not in but}
    return [f"hidden {found} in {text[:60]!r}"] if found else []


def visible(text, newlines=False):
    """A text as a terminal is to get it."""
    return "".join(scalar if not is_hidden(scalar) or newlines and scalar == "\n"
                   else NAMES.get(scalar, f"<U+{ord(scalar):04X}>") for scalar in text)


def single(text):
    """A text as it stands on a line of a message."""
    return "".join(" " if scalar in "\n\r\t" else "\ufffd" if is_hidden(scalar) else scalar
                   for scalar in text)


def plain(text):
    """A text as it stands in a calendar or a feed."""
    return "".join("\ufffd" if is_hidden(scalar) and scalar not in "\n\t" else scalar
                   for scalar in text)


def in_html(page):
    """What a browser would make of a page: flaws, and its text."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    flaws = [f"element {node.tag}" for node in tree.iter() if node.tag not in ELEMENTS]
    flaws += [f"attribute {name} of {node.tag}" for node in tree.iter()
              for name in node.attrib if name not in ATTRIBUTES]
    text = "".join(tree.itertext())
    return flaws + hidden(text, "\n"), text


def in_page(page):
    """What a browser would make of the page for the board: what runs or fetches, and its text."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    flaws = [f"element {node.tag}" for node in tree.iter()
             if node.tag in ("script", "img", "a", "iframe", "object", "form")]
    flaws += [f"attribute {name} of {node.tag}" for node in tree.iter() for name, value in node.attrib.items()
              if str(name).startswith("on") or str(name) == "style"
              or str(name).endswith("href") and not value.startswith(("#", "data:,"))]
    text = "".join(tree.itertext())
    return flaws + hidden(text, "\n"), text


def in_slack(text):
    """What Slack would take for a mention or a link; and the text."""
    flaws = [f"{text[:80]!r}"] if re.search(r"[<>]|&(?!(?:amp|lt|gt);)", text) else []
    return flaws + hidden(text, "\n"), html.unescape(text)


def in_card(text):
    """What Markdown would make of a text block; and the text."""
    flaws, said = hidden(text), ""
    for token in markdown_it.MarkdownIt("commonmark").parse(text):
        if token.type not in ("paragraph_open", "paragraph_close", "inline"):
            flaws.append(f"{token.type} of {text[:60]!r}")
        for inner in token.children or []:
            said += inner.content
            if inner.type not in ("text", "text_special"):
                flaws.append(f"{inner.type} of {text[:60]!r}")
    return flaws, said


def in_csv(text):
    """What a spreadsheet would calculate, and records of another length; and the cells."""
    try:
        head, *rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        return [f"csv: {error}"], ""
    flaws = [f"{len(row)} cells under {len(head)}: {row}" for row in rows if len(row) != len(head)]
    cells = [cell for row in rows for cell in row]
    flaws += [f"formula {cell[:40]!r}" for cell in cells
              if cell[:1] and cell[0] in "=+-@\t\r\n＝＋－＠" and not re.fullmatch(r"-?\d+", cell)]
    return flaws + hidden("".join(cells), "\n"), "\0".join(cells)


def in_monitor(text, lines):
    """What Nagios would take for figures or for another line; and the text."""
    first, *more = text.removesuffix("\n").split("\n")
    said, *figures = first.split("|")
    flaws = [] if len(figures) <= 1 else [f"bars in {first[:80]!r}"]
    flaws += [f"a mark in {line[:80]!r}" for line in (said, *more) if re.search(r"[|;]", line)]
    flaws += [] if len(more) == lines else [f"{len(more)} lines and not {lines}"]
    return flaws + hidden(text, "\n"), text


def in_lines(text):
    """What a terminal would act on; and the text."""
    return hidden(text, "\n\t"), text


def in_json(text):
    """What a terminal would act on in a document; and its texts."""
    def texts(value):
        values = (value.values() if isinstance(value, dict)
                  else value if isinstance(value, list) else ())
        return [value] if isinstance(value, str) else [t for each in values for t in texts(each)]
    try:
        return hidden(text, "\n"), "\0".join(texts(json.loads(text)))
    except ValueError as error:
        return [f"json: {error} in {text[:60]!r}"], ""


def in_feed(text):
    """What a feed reader finds that is none of ours; and the text."""
    root = xml.etree.ElementTree.fromstring(text)
    known = {"feed", "id", "title", "updated", "generator", "entry", "author", "name", "content"}
    names = {node.tag.partition("}")[2] for node in root.iter()}
    said = "".join(root.itertext())
    return [f"elements {names - known}"] * bool(names - known) + hidden(said, "\n\t"), said


def in_calendar(content):
    """What a calendar finds that is none of ours; and the text."""
    events = icalendar.Calendar.from_ical(content).walk()
    flaws = [f"{event.name} with {sorted(set(event) - PROPERTIES)}" for event in events
             if event.name != "VCALENDAR" and (event.name != "VEVENT" or set(event) - PROPERTIES)]
    read = vobject.readOne(content.decode())
    said = "\n".join(event.summary.value + "\n" + event.description.value
                     for event in read.contents.get("vevent", []))
    return flaws + hidden(said, "\n\t"), said


class Judge:
    """Counts what lives and what is lost, by output."""

    def __init__(self, figures):
        self.figures, self.live, self.lost = figures, collections.Counter(), collections.Counter()

    def __call__(self, output, judged, wanted=()):
        """Notes the flaws of one output, and which of the wanted texts are not in it."""
        flaws, text = judged
        self.live[output] += len(flaws)
        lost = [want for want in wanted if want not in text]
        self.lost[output] += len(lost)
        for flaw in flaws[:2]:
            self.figures.fail(f"{output}: {flaw}")
        for want in lost[:2]:
            self.figures.fail(f"{output}: lost {want[:80]!r}")

    def close(self):
        """Prints what was found."""
        for output in self.live:
            self.figures.exactly(f"{output}_live", self.live[output], 0)
            self.figures.exactly(f"{output}_lost", self.lost[output], 0)


def rows(path, head, *columns):
    """A CSV file as an export writes it: an apostrophe keeps the blanks at the ends of a text."""
    kept = [[f"'{cell}" if cell != cell.strip() else cell for cell in column] for column in columns]
    with open(path, "w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(head.split())
        lines.writerows(zip(*kept, strict=True))
    return str(path)


def fill(office):
    """A registry with a payload in every text of every noun that can be imported."""
    count, folder = len(PAYLOADS), office.folder
    every = [range(count)] * 3
    names = {noun: [f"{noun}{number}" for number in range(count)] for noun in "ckra"}
    same = lambda text: [text] * count  # noqa: E731
    office.do("import", "certificate", rows(
        folder / "c.csv", "code scheme edition issued_on expires_on title number issuer scope",
        names["c"], same("iso9001"), same("2015"), same(day(-200)), same(day(5)), *[PAYLOADS] * 4))
    office.do("import", "report", rows(
        folder / "r.csv", "code scheme issued_on period_start period_end opinion criteria title"
        " auditor scope", names["r"], same("soc2-type2"), same(day(-300)), same(day(-690)),
        same(day(-330)), same("unqualified"), same("security"), *[PAYLOADS] * 3))
    office.do("import", "customer", rows(
        folder / "k.csv", "code status since handles_phi name", names["k"], same("customer"),
        same(day(-90)), same("yes"), PAYLOADS))
    office.do("import", "contact", rows(
        folder / "p.csv", "customer email role name", names["k"],
        [f"p{number}@k.example" for number in every[0]], same("user"), PAYLOADS))
    office.do("import", "agreement", rows(
        folder / "a.csv", "customer kind code executed_on ends_on renewal template signed_by",
        names["k"], same("nda"), names["a"], same(day(-80)), same(day(6)), same("fixed"),
        *[PAYLOADS] * 2))
    office.do("import", "distribution", rows(
        folder / "d.csv", "evidence customer contact released_on channel purpose basis", names["c"],
        names["k"], [f"p{number}@k.example" for number in every[0]], same(day(-3)), same("email"),
        *[PAYLOADS] * 2))


def fill_single(office, texts):
    """What can only be recorded one by one."""
    office.do("import", "certificate", rows(
        office.folder / "q.csv", "code scheme edition issued_on expires_on number issuer title",
        [f"q{number}" for number in range(len(texts))], *[[word] * len(texts) for word in (
            "iso27001", "2022", day(-200), day(5))], *[texts] * 3))
    for number, text in enumerate(texts):
        who = ("--on-behalf-of", text, "--reason", text)
        office.do("product", "add", f"p{number}", "--name", text, *who)
        office.do("scheme", "add", f"s{number}", "--kind", "statement", "--title", text, "--set",
                  "release_class=public", "--source", text, "--note", text)
        office.do("edition", "add", f"s{number}", "1", "--title", text)
        office.do("agreement", "kind", "set", f"x{number}", "--title", text)
        office.do("certificate", "suspend", f"c{number}", "--on", day(-1), *who)
        name = office.folder / text.replace("/", "∕")
        name.write_bytes(b"%PDF-1.4 " + text.encode())
        office.do("certificate", "edit", f"c{number}", "--file", str(name))
        office.do("distribution", "log", f"r{number}", "--to", f"k{number}", "--channel", "other",
                  "--purpose", text, "--basis", text, "--override", text, "--approved-by", text,
                  *who)
        office.do("distribution", "receive", str(number + 1), "--reason", text)


def on_terminal(office, *words):
    """What a command writes to a terminal, without the styles that are ours."""
    written, child = b"", pty.fork()
    if child[0] == 0:
        os.execve(office.binary, [office.binary, *words], {**office.environment, "TERM": "xterm"})
    while True:
        try:
            if not (some := os.read(child[1], 1 << 16)):
                break
        except OSError:
            break
        written += some
    os.waitpid(child[0], 0)
    os.close(child[1])
    return STYLES.sub("", written.decode("utf-8", "replace")).replace("\r\n", "\n")


def check_screens(office, judge, texts):
    """Every list, every screen and the log, in all formats; each payload that is told must be read."""
    single_codes = range(len(texts))
    lists = {
        ("certificate", "list"): PAYLOADS, ("report", "list"): PAYLOADS,
        ("customer", "list"): PAYLOADS, ("customer", "contact", "list", "k7"): PAYLOADS[7:8],
        ("agreement", "list"): (), ("agreement", "kind", "list"): texts,
        ("distribution", "list"): PAYLOADS, ("distribution", "holders", "c7@1"): PAYLOADS[7:8],
        ("scheme", "list"): texts, ("edition", "list", "s0"): texts[:1],
        ("product", "list"): texts, ("alert", "list"): (), ("alert", "channel", "list"): (),
        ("alert", "outbox", "list", "--state", "sent"): (), ("check",): (), ("audit", "log"): ()}
    for words, wanted in lists.items():
        asked = {form: office.run(*words, "--format", form, timeout=100)
                 for form in ("table", "json", "csv")}
        judge("json", in_json(asked["json"].out), wanted)
        judge("csv", in_csv(asked["csv"].out), [visible(text, True) for text in wanted])
        judge("pipe", in_lines(asked["table"].out))
        tabs = {line.count("\t") for line in asked["table"].out.splitlines()}
        judge("pipe", ([f"{words}: rows of {tabs} tabs"] if len(tabs) > 1 else [], ""))
        judge("terminal", in_lines(on_terminal(office, *words)))
    for number in single_codes:
        text = texts[number]
        for words in (("certificate", "show", f"c{number}"), ("report", "show", f"r{number}"),
                      ("customer", "show", f"k{number}"), ("agreement", "show", f"a{number}"),
                      ("distribution", "show", str(number + 1)), ("scheme", "show", f"s{number}"),
                      ("certificate", "history", f"c{number}"),
                      ("alert", "explain", f"c{number}")):
            shown = office.run(*words, "--format", "json")
            wanted = [text if words[0] == "scheme" else PAYLOADS[number]]
            judge("json", in_json(shown.out), wanted if words[1] == "show" else ())
            judge("pipe", in_lines(office.run(*words).out))
            judge("terminal", in_lines(on_terminal(office, *words)))
    for words in (("status",), ("doctor",), ("settings", "show"), ("alert", "run", "--dry-run")):
        judge("pipe", in_lines(office.run(*words, timeout=100).out))
        judge("terminal", in_lines(on_terminal(office, *words)))


def check_complaints(office, judge, all_places):
    """Payloads where something else is wanted: one complaint and one hint."""
    for number, text in enumerate(PAYLOADS):
        places = (("certificate", "show", text), ("product", "add", text),
                  ("check", "--warning", text), (f"x{text}",),
                  ("certificate", "edit", "c1", "--expires", text))
        for words in places if all_places else places[number % 5:number % 5 + 1]:
            said = office.run(*words)
            lines = said.err.removesuffix("\n").split("\n")
            flaws = [f"{lines}"] if len(lines) > 2 or not lines[0].startswith("error: ") else []
            judge("complaints", (flaws + hidden(said.err, "\n"), ""))
        said = office.run("check", "--nagios", "--registry", f"/nowhere/{text}")
        judge("monitor", in_monitor(said.out, 0))


def check_files(office, judge):
    """What other programs fetch: calendar, feed, figures, and the monitor's answer."""
    judge("calendar", in_calendar(office.run("calendar", timeout=100).out.encode()),
          [plain(text) for text in PAYLOADS])
    judge("feed", in_feed(office.run("feed", timeout=100).out))
    judge("overview", in_page(office.run("overview", timeout=100).out), map(visible, PAYLOADS))
    families = list(text_string_to_metric_families(office.run("metrics", timeout=100).out))
    judge("metrics", ([] if families else ["no figures"], ""))
    concerns = json.loads(office.run("check", "--format", "json", timeout=100).out)
    judge("monitor", in_monitor(office.run("check", "--nagios", timeout=100).out, len(concerns)))


def check_messages(office, web, judge, organizations):
    """What people and programs are sent: all alerts in each channel, then each organization."""
    letters = office.folder / "letters"
    letters.mkdir()
    office.mail(script(office.folder / "sendmail", f'exec cat > "$(mktemp -p {letters})"'))
    office.secretive("slack", "slack", f"{web.url}/slack")
    office.secretive("teams", "teams", f"{web.url}/teams")
    office.secretive("pager", "pagerduty", "0123456789abcdef0123456789abcdef", "--url",
                     f"{web.url}/pager", "--scheme", "iso27001")
    lines = office.folder / "alerts.jsonl"
    office.channel("file", "file", "--path", str(lines), "--scheme", "iso9001")
    office.do("alert", "run")
    judge_messages(web, letters, lines, judge, [single(text).strip() for text in PAYLOADS])
    judge("programs", ([] if any(hit.path == "/pager" for hit in web.hits) else ["none"], ""))
    for text in organizations:
        web.hits.clear()
        for letter in letters.iterdir():
            letter.unlink()
        office.do("settings", "edit", "--organization", text)
        for channel in ("mail", "slack", "teams", "file"):
            office.do("alert", "channel", "test", channel)
        judge_messages(web, letters, lines, judge, [single(text).strip()])
        check_files_of_organization(office, judge)


def check_files_of_organization(office, judge):
    """The organization's name stands in the head of what other programs fetch."""
    judge("overview", in_page(office.run("overview", timeout=100).out))
    judge("calendar", in_calendar(office.run("calendar", timeout=100).out.encode()))
    judge("pipe", in_lines(office.run("settings", "show").out))
    judge("json", in_json(office.run("settings", "show", "--format", "json").out))


def judge_messages(web, letters, lines, judge, wanted):
    """All that arrived, put together by channel."""
    found = {name: ([], "") for name in ("mail_html", "mail_text", "mail_header", "slack", "teams")}

    def add(name, judged):
        found[name] = (found[name][0] + judged[0], found[name][1] + "\n" + judged[1])

    for path in letters.iterdir():
        letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        text, page = (part.get_content() for part in letter.iter_parts())
        add("mail_html", in_html(page))
        add("mail_text", (hidden(text, "\n"), text))
        names = collections.Counter(letter.keys())
        flaws = [f"header {name}" for name in names if name not in HEADERS or names[name] > 1]
        flaws += [flaw for name in names for flaw in hidden(letter[name])]
        add("mail_header", (flaws + [f"{defect!r}" for defect in letter.defects], ""))
    for hit in web.hits:
        body = json.loads(hit.body)
        if hit.path == "/slack":
            for text in (body["text"], *(block["text"]["text"] for block in body["blocks"])):
                add("slack", in_slack(text))
        elif hit.path == "/teams":
            card = body["attachments"][0]["content"]["body"]
            for block in (*card, *(inner for each in card for inner in each.get("items", []))):
                add("teams", in_card(block.get("text", "")))
        else:
            judge("programs", in_json(hit.body.decode()))
    for line in lines.read_text(encoding="utf-8").removesuffix("\n").split("\n"):
        judge("programs", in_json(line))
    for name, judged in found.items():
        judge(name, judged, () if name == "mail_header" else wanted)


def by_characters(text, escapes):
    """The escapers of before, which compare what a reader takes for one character."""
    joined = "".join(JOINERS).replace("\u0600", "").replace("\u202e", "").replace("\u2066", "")
    return re.sub(f"\u0600?.[{joined}]*", lambda found: escapes.get(found[0], found[0]), text,
                  flags=re.DOTALL)


def controls(figures):
    """What is looked for would be found: the escapers of before, on the same payloads."""
    def caught(judge, escapes, form=lambda text: text):
        return sum(bool(judge(form(by_characters(text, escapes)))[0]) for text in PAYLOADS)
    markup = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
    marks = {mark: f"\\{mark}" for mark in "\\`*_{}[]()#+!<>|~&"}
    shown = {text: single(text) for text in PAYLOADS}
    found = {
        "html": sum(bool(in_html(f"<p>{by_characters(text, markup)}</p>")[0])
                    for text in shown.values()),
        "slack": sum(bool(in_slack(by_characters(text, markup))[0]) for text in shown.values()),
        "card": sum(bool(in_card(by_characters(text, marks))[0]) for text in shown.values()),
        "csv": caught(in_csv, {'"': '""'}, lambda text: f'a,b\r\n"{text}",x\r\n'),
        "monitor": sum(bool(in_monitor(by_characters(text, {"|": "/", ";": ","}), 0)[0])
                       for text in map(visible, PAYLOADS)),
        "terminal": sum(bool(in_lines(text)[0]) for text in PAYLOADS)}
    print("caught of the escapers of before:", found)
    for name, count in found.items():
        figures.control(f"characters_compared_in_{name}", count > 0)


def main():
    """Fills a registry with payloads and reads every output."""
    chosen = options(__doc__, singles=20)
    figures, judge = Figures(), None
    with workspace() as directory:
        web, office = WebServer(), Office(chosen.binary, directory / "office").init()
        judge = Judge(figures)
        figures.exactly("payloads", len(set(PAYLOADS)), 300)
        # Each mark and each class of scalar comes in a choice of few as well.
        texts = [PAYLOADS[number * 16 % 300] for number in range(chosen.singles)]
        if chosen.singles >= 300:
            texts = PAYLOADS
        fill(office)
        fill_single(office, texts)
        check_messages(office, web, judge, texts[:12])
        check_screens(office, judge, texts)
        check_complaints(office, judge, chosen.singles >= 300)
        check_files(office, judge)
        figures.exactly("verify_status", office.verify().code, 0)
        judge.close()
        controls(figures)
        web.close()
    figures.close()


main()
