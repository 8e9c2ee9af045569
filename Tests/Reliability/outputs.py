"""What other programs read: a calendar, metrics and a feed, each by the programs that read such."""

import datetime
import json
import pathlib
import random
import re
import shutil
import subprocess
import unicodedata
import xml.etree.ElementTree
import zoneinfo

from harness import TODAY, Figures, Registry, add_words, day, fill, options, skip, workspace, with_debian_python
from output_paths import check_paths

try:
    import feedparser
    import icalendar
    import vobject
    from calendar_client import CalendarClient
except ImportError:
    with_debian_python()
    raise

TOOLS = pathlib.Path(__file__).resolve().parents[2] / ".build/tools"
ZONE = "Europe/Berlin"
NAMES = {
    "plain": "A plain name", "emoji": "👩‍👩‍👧‍👦 team 🇳🇱🔐", "rtl": "שלום \u202etxet\u202c مرحبا",
    "lines": "one\ntwo\r\nthree\u2028four\u0085five", "marks": "a,b;c\\d:e\"f'g\\n^n\\,%41",
    "markup": "<b>&amp;</b>]]><![CDATA[x", "property": "x\nBEGIN:VALARM\nEND:VCALENDAR\r\n SUMMARY:y",
    "long": "Größe 𝔘𝔫𝔦 " * 400, "control": "bell\x07 esc\x1b[31m del\x7f c1\x9b tab\there",
    "spaces": " lead and trail  ", "joined": "x" * 71 + "é" * 40 + "🙂" * 40 + "é",
}
DEADLINES = {"end", "edition_retirement", "restore_limit", "suspension_limit", "next_period_end",
             "fresh_until", "agreement_end", "notice_deadline"}


def plain(text):
    """A text as a calendar and a feed may hold it: breaks alike, nothing else that is not seen."""
    text = re.sub("\r\n|[\n\r\v\f\x85\u2028\u2029]", "\n", text)
    return "".join(c if c in "\n\t\u200d" or unicodedata.category(c) not in ("Cc", "Cf")
                   else "\ufffd" for c in text)


def promtool():
    """Prometheus's own tool, unpacked from Debian's package where it is not installed."""
    if found := shutil.which("promtool"):
        return found
    tool = TOOLS / "usr/bin/promtool"
    if not tool.exists():
        TOOLS.mkdir(parents=True, exist_ok=True)
        subprocess.run(["apt-get", "-qq", "-o", "APT::Sandbox::User=root", "download", "prometheus"], cwd=TOOLS, check=True)
        for package in TOOLS.glob("prometheus_*.deb"):
            subprocess.run(["dpkg-deb", "-x", package, TOOLS], check=True)
            package.unlink()
    return str(tool)


def make_registry(binary, directory):
    """A registry with something of every kind, and names that are easily mistaken."""
    registry = fill(Registry(binary, directory / "registry.db").init(), 40)
    registry.do("settings", "edit", "--organization", NAMES["property"] + NAMES["marks"],
                "--time-zone", ZONE)
    for index, (code, name) in enumerate(NAMES.items()):
        registry.do(*add_words(f"z-{code}"), "--title", name)
        registry.do("customer", "add", f"z-{code}", "--name", name, "--status", "customer",
                    "--since", day(-90), "--reason", name)
        registry.do("agreement", "add", f"z-{code}", "nda", f"z-{code}-nda", "--signed", day(-80),
                    "--ends", day(30 + index))
    registry.do("certificate", "milestone", "add", "z-plain", "surveillance", "--due", day(44))
    return registry


def events(content, figures, name):
    """The events of a calendar by UID, read by two libraries that must agree."""
    component = vobject.readOne(content.decode())
    valid = component.validate(raiseException=False) and all(
        event.validate(raiseException=False) for event in component.vevent_list)
    walked = icalendar.Calendar.from_ical(content).walk("VEVENT")
    found = {str(event["UID"]): event for event in walked}

    def loose(text):
        # Debian 12's icalendar takes an escaped backslash before an n for a line feed.
        return re.sub(r"[\\n\n]", "", str(text))

    alike = {event.uid.value: (loose(event.summary.value), loose(event.description.value),
                               event.dtstart.value) for event in component.vevent_list} == {
        uid: (loose(event["SUMMARY"]), loose(event["DESCRIPTION"]), event["DTSTART"].dt)
        for uid, event in found.items()}
    figures.exactly(f"{name}_valid_and_read_alike", (valid, alike), (True, True))
    figures.exactly(f"{name}_uids_repeated", len(walked) - len(found), 0)
    return found


def flaws_of_form(content):
    """What RFC 5545 asks of the lines and the content breaks."""
    lines = content.split(b"\r\n")
    return [what for what, is_flawed in {
        "ends without a line end": lines.pop() != b"",
        "a bare CR or LF": any(b"\n" in line or b"\r" in line for line in lines),
        "a long line": any(len(line) > 75 for line in lines),
        "a control character": re.search(rb"[\0-\x08\v\f\x0e-\x1f\x7f]", content) is not None,
        "a cut character": any(line[:2] == b" " + bytes([line[1]]) and line[1] & 0xC0 == 0x80
                               for line in lines if len(line) > 1)}.items() if is_flawed]


def expected_days(registry):
    """Each anchor to be kept in mind, as 'alert explain' tells of it."""
    codes = [("evidence", code) for noun in ("certificate", "report")
             for code in registry.do(noun, "list", "--quiet").split()]
    codes += [(noun, code) for noun in ("agreement", "activity")
              for code in registry.do(noun, "list", "--quiet").split()]
    found = set()
    for kind, code in codes:
        days = [(anchor["anchor"], datetime.date.fromisoformat(anchor["anchor_on"]))
                for anchor in json.loads(
                    registry.do("alert", "explain", code, "--format", "json"))["anchors"]]
        # It tells of what comes later as well: the limit for restoring, the next term's deadline.
        is_running = any(name == "end" and on >= TODAY for name, on in days)
        first = min((on for name, on in days if name == "notice_deadline"), default=None)
        found |= {(kind, code, name, on) for name, on in days
                  if (name in DEADLINES or name.startswith(("milestone:", "occurrence_due:", "finding_due:")))
                  and on >= TODAY - datetime.timedelta(84)
                  and not (name == "restore_limit" and is_running)
                  and not (name == "notice_deadline" and on != first)}
    return found | coming_periods(registry)


PERIODS = {"month": (1, "{0}-{1:02}"), "quarter": (3, "{0}-Q{2}"), "half-year": (6, "{0}-H{2}"), "year": (12, "{0}")}


def coming_periods(registry):
    """The ends within a year of the calendar's periods in which an activity is due, by the calendar alone."""
    found = set()
    for code in registry.do("activity", "list", "--quiet").split():
        shown = json.loads(registry.do("activity", "show", code, "--format", "json"))
        # What was done ahead or waived is not due any more.
        settled = {item["occurrence"] for item in shown["occurrences"] if item["state"] in ("done", "waived")}
        cadence = shown["cadences"][-1]
        if cadence["each_period"] is None or cadence["from_on"] > str(TODAY):
            continue
        last = min(shown["ended_on"] or "9999", str(TODAY.replace(year=TODAY.year + 1)))
        length, form = PERIODS[cadence["each_period"]]
        for month in range(TODAY.year * 12, TODAY.year * 12 + 36):
            if (month + 1) % length == 0:
                year, number = divmod(month, 12)
                end = datetime.date((month + 1) // 12, (month + 1) % 12 + 1, 1) - datetime.timedelta(1)
                name = form.format(year, number + 1, number // length + 1)
                if str(TODAY) <= str(end) <= last and name not in settled:
                    found.add(("activity", code, f"occurrence_due:{name}", end))
    return found


def check_calendar(registry, figures, directory):
    """Two libraries, the form of the lines, completeness, a renewal, and a real client."""
    path = directory / "attestry.ics"
    registry.do("calendar", "--output", str(path))
    content = path.read_bytes()
    figures.exactly("calendar_same_again", content == registry.run(
        "calendar").out.encode() == registry.run("calendar").out.encode(), True)
    figures.exactly("calendar_flaws_of_form", flaws_of_form(content), [])
    found = events(content, figures, "calendar")
    told = {(*re.match(r"(\w+):([a-z0-9.-]+):([^+@]+)", uid).groups(), event["DTSTART"].dt)
            for uid, event in found.items() if not uid.startswith("distribution")}
    expected = expected_days(registry)
    figures.at_least("calendar_events", len(found), 50)
    figures.exactly("calendar_days_missing", sorted(expected - told), [])
    silent = {item for item in told - expected if not item[1].startswith("nda-")}
    figures.exactly("calendar_days_too_many", sorted(silent), [])
    texts = {event.uid.value.split("@")[0]: event.description.value
             for event in vobject.readOne(content.decode()).vevent_list}
    figures.exactly("calendar_names_lost", [code for code, name in NAMES.items() if plain(
        name) not in texts[f"evidence:z-{code}:end"]], [])
    with CalendarClient(directory / "client") as client:
        check_client(client, content, found, figures, "first")
        registry.do("certificate", "renew", "z-emoji", "--issued", day(-1), "--valid-from",
                    day(996), "--expires", day(2090), "--milestones")
        renewed = registry.run("calendar").out.encode()
        after = events(renewed, figures, "renewed_calendar")
        mine = {uid for uid in found if uid.startswith("evidence:z-emoji:")}
        figures.exactly("renewal_keeps_uids", (len(mine), set(after) == set(found)), (3, True))
        figures.exactly("renewal_moves", {uid for uid in found if told_by(
            after[uid]) != told_by(found[uid])} == mine, True)
        figures.exactly("renewal_raises_sequences", all(
            after[uid]["SEQUENCE"] > found[uid]["SEQUENCE"] for uid in mine), True)
        figures.exactly("renewal_changes_others", [
            uid for uid in set(found) - mine if after[uid].to_ical() != found[uid].to_ical()], [])
        check_client(client, renewed, after, figures, "renewed")
    half = content.replace(b"UID:", b"X-UID:", 1)
    figures.control("a_missing_uid", not vobject.readOne(half.decode()).vevent_list[0].validate(
        raiseException=False))
    figures.control("a_bare_line_feed", flaws_of_form(content.replace(b"\r\n", b"\n", 1)) != [])
    figures.control("an_unfolded_line", flaws_of_form(content.replace(b"\r\n ", b"")) != [])


def told_by(event):
    """What an event says to a person, and its number."""
    return [event[key].to_ical() if hasattr(event[key], "to_ical") else event[key]
            for key in ("SUMMARY", "DESCRIPTION", "DTSTART", "SEQUENCE")]


def check_client(client, content, found, figures, name):
    """A server takes it, and the client has every event as it was written."""
    status = client.publish(content)
    is_content, said = client.sync()
    if not is_content:
        figures.fail(said)
    figures.exactly(f"{name}_published_and_synced", (status in (200, 201, 204), is_content),
                    (True, True))
    synced, subscribed = client.read("synced"), client.read("subscribed")
    figures.exactly(f"{name}_synced", {uid: told_by(event) for uid, event in synced.items()} == {
        uid: told_by(event) for uid, event in found.items()}, True)
    # To a subscribed page this client gives UIDs of its own.
    figures.exactly(f"{name}_subscribed", sorted(map(told_by, subscribed.values())) == sorted(
        map(told_by, found.values())), True)


def check_metrics(registry, figures, directory):
    """Prometheus's own check, and a date by another's rules of the zone."""
    path = directory / "attestry.prom"
    registry.do("metrics", "--output", str(path))
    text = path.read_text()

    def checked(content):
        done = subprocess.run([promtool(), "check", "metrics"], input=content.encode(),
                              capture_output=True, check=False)
        return done.returncode, (done.stdout + done.stderr).decode()

    figures.exactly("promtool", checked(text), (0, ""))
    names = [line.rpartition(" ")[0] for line in text.splitlines() if line[0] != "#"]
    figures.exactly("metrics_samples_repeated", len(names) - len(set(names)), 0)
    figures.control("a_missing_help", checked(text.replace("# HELP", "#", 1))[0] != 0)
    figures.control("an_unescaped_label", checked(text.replace('code="', 'code=""', 1))[0] != 0)
    figures.control("a_cut_file", checked(text[:-4])[0] != 0)
    figures.at_least("metrics_samples", len(names), 60)
    figures.exactly("metrics_of_customers", [name for name in (
        "acme", "Äcme", "hope", "gone", "z-emoji-nda") if name in text], [])
    midnight = datetime.datetime.combine(
        TODAY + datetime.timedelta(996), datetime.time(), zoneinfo.ZoneInfo(ZONE)).timestamp()
    line = 'attestry_certificate_expiry_timestamp_seconds{code="z-plain",registry="NAME",scheme="iso9001"} '
    figures.exactly("metrics_instant", line + str(int(midnight)) in re.sub(
        'registry="[0-9a-f]{32}"', 'registry="NAME"', text).splitlines(), True)


def check_feed(registry, figures, directory):
    """Two parsers, names that stay, and texts that come back."""
    path, atom = directory / "attestry.atom", "{http://www.w3.org/2005/Atom}"
    registry.do("feed", "--limit", "1000", "--output", str(path))
    content = path.read_bytes()
    root = xml.etree.ElementTree.fromstring(content)
    parsed = feedparser.parse(content)
    ids = [entry.findtext(f"{atom}id") for entry in root.iter(f"{atom}entry")]
    figures.exactly("feed_parsed", (bool(parsed.bozo), [entry.id for entry in parsed.entries] == ids),
                    (False, True))
    figures.at_least("feed_entries", len(ids), 60)
    titles = [entry.findtext(f"{atom}title") for entry in root.iter(f"{atom}entry")]
    figures.exactly("feed_tells_of_alerts_not_of_deliveries", (
        any(title.startswith("alert.run ") for title in titles),
        [title for title in titles if title.startswith("alert.deliver")]), (True, []))
    figures.exactly("feed_ids_repeated", len(ids) - len(set(ids)), 0)
    figures.exactly("feed_incomplete", [
        entry.findtext(f"{atom}id") for entry in root.iter(f"{atom}entry") if not all(
            (entry.findtext(f"{atom}{name}") or "").strip()
            for name in ("id", "title", "updated", "author/" + atom + "name", "content"))], [])
    texts = [entry.findtext(f"{atom}content") for entry in root.iter(f"{atom}entry")]
    figures.exactly("feed_names_lost", [code for code, name in NAMES.items() if not any(
        f"reason: {plain(name)}\n" in text for text in texts)], [])
    # By their numbers in the log: the clock was set by hand meanwhile.
    numbers = [int(entry.id.rpartition(":")[2]) for entry in parsed.entries]
    figures.exactly("feed_newest_first", numbers == sorted(numbers, reverse=True), True)
    registry.do("product", "add", "another")
    again = xml.etree.ElementTree.fromstring(registry.run("feed", "--limit", "1000").out)
    names = [entry.findtext(f"{atom}id") for entry in again.iter(f"{atom}entry")]
    figures.exactly("feed_ids_stay", names[1:] == ids, True)
    try:
        xml.etree.ElementTree.fromstring(content.replace(b"reason: ", b"reason: \x07", 1))
        figures.control("a_control_character", False)
    except xml.etree.ElementTree.ParseError:
        figures.control("a_control_character", True)


def main():
    """Makes a registry and lets the readers read it."""
    chosen = options(__doc__, kills=20)
    if missing := [tool for tool in ("radicale", "vdirsyncer") if not shutil.which(tool)]:
        skip(f"not installed: {' '.join(missing)}")
    figures = Figures()
    with workspace() as directory:
        registry = make_registry(chosen.binary, directory)
        check_calendar(registry, figures, directory)
        check_metrics(registry, figures, directory)
        check_feed(registry, figures, directory)
        check_paths(registry, figures, directory, chosen.kills)
        figures.exactly("verify_status", registry.verify().code, 0)
    figures.close()


main()
