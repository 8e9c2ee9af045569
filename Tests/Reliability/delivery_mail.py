"""Mails as msmtp and a real server see them: each digest once, well formed, and no text of a user
becomes a header, a recipient, a second message or markup."""

import collections
import html.parser
import pathlib
import re
import subprocess
import sys

from delivery import FROM, MailServer, Office, need_python_packages, parse, sendmail, without_header
from harness import Figures, day, options, workspace

ALLOWED_HEADERS = {
    "From", "To", "Date", "Message-ID", "References", "Subject", "Auto-Submitted",
    "X-Auto-Response-Suppress", "List-Id", "MIME-Version", "Content-Type"}
# In-Reply-To stands in escalations alone, References where there is something to refer to.
NEEDED_HEADERS = ALLOWED_HEADERS - {"References"}
LONGEST_LINE, LONGEST_BASE64 = 998, 76
ACTIVE = {"script", "iframe", "object", "embed", "form", "input", "link", "base", "svg", "math",
          "img", "video", "audio", "button", "a:javascript"}
# name: text. All of them become titles, names and organizations.
PAYLOADS = {
    "carriage return": "a\rBcc: x@evil.example",
    "line feed": "a\nBcc: x@evil.example",
    "both": "a\r\nBcc: x@evil.example",
    "a body of its own": "a\r\n\r\nX-Evil: yes\r\n\r\n<b>body</b>",
    "end of data": "a\r\n.\r\nMAIL FROM:<x@evil.example>\r\nRCPT TO:<x@evil.example>\r\nDATA\r\n",
    "end of data, bare": "a\n.\nMAIL FROM:<x@evil.example>\n",
    "end of data, mixed": "a\n.\r\nb\r.\rc\r\n.\nd",
    "a dot": ".",
    "leading dots": "..\n.\n...a\n.b",
    "from at the start": "\nFrom evil Thu Jan  1 00:00:00 1970\n\nx",
    "998 bytes": "x" * 998,
    "1200 letters": "é" * 1200,
    "3000 words": "word " * 600,
    "encoded word": "=?utf-8?q?=0D=0ABcc:_x@evil.example?=",
    "encoded word in base64": "=?utf-8?B?DQpCY2M6IHhAZXZpbC5leGFtcGxl?=",
    "encoded words side by side": "=?us-ascii?q?a?= =?us-ascii?q?=00=0A=0D?=",
    "slack's channel": "<!channel> <@U123> &amp;",
    "script": "<script>alert(1)</script>",
    "picture": "<img src=x onerror=alert(1)>",
    "attribute": "\" onmouseover=\"alert(1)\" x='",
    "comment": "--><svg/onload=alert(1)><!--",
    "link": "[click](javascript:alert(1)) https://evil.example/?a=1&b=2",
    "style": "</style></title></textarea><style>*{display:none}</style>",
    "emoji": "\U0001f680\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1f3\U0001f1f1",
    "right to left": "\u202egnp.exe\u202c \u2066x\u2069 שלום",
    "terminal": "\x1b]0;owned\x07\x1b[31mred\x9b31m\x7f",
    "line separators": "a\u2028Bcc: x@evil.example\u2029b\x85c\x0bd\x0ce",
    "a boundary": "--\n--=_\n--0\nContent-Type: text/html\n\n<b>x</b>",
    "combining": "Z" + "\u0300\u0301\u0302" * 120,
    "list of addresses": "Evil <x@evil.example>, y@evil.example;",
}
# Addresses that a registry may well hold; each must get its one mail and nothing else happen.
OWNERS = ["-oX@example.com", "|sh@example.com", "a%b@example.com", "a!b@example.com",
          "o'brien+tag=1@example.com", "x" * 64 + "@example.com", "-bs@example.com",
          "a.b#c$d&e*f/g?h^i`j{k}l~m@example.com", "UPPER.lower@Example.COM"]
REFUSED = ["a@example.com\nBcc: x@evil.example", "a@example.com\r\nBcc: x@evil.example",
           "a@example.com,b@example.com", "a@example.com b@example.com", "<a@example.com>",
           "Evil <a@example.com>", "a@example.com;b@example.com", "a@example.com\r", "@", "",
           "a@example.com>\nX: y", "a\t@example.com", "\"a b\"@example.com", "(c)a@example.com"]


class Markup(html.parser.HTMLParser):
    """What a browser would find: elements, active attributes, and the text to be read."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.handlers, self.fetched, self.text = set(), [], [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Notes an element and what in it could act."""
        self.elements.add(tag)
        for name, value in attrs:
            if name.startswith("on"):
                self.handlers.append(f"{tag} {name}")
            if name in ("src", "href", "action", "background", "srcset"):
                self.fetched.append(value or "")

    def handle_data(self, data):
        """Collects the text."""
        self.text += data


def header_flaws(letter, message):
    """What is wrong with the headers of a letter."""
    names = collections.Counter(name for name in message.keys())
    flaws = [f"header {name} comes {count} times" for name, count in names.items() if count > 1]
    flaws += [f"header {name}" for name in sorted(set(names) - ALLOWED_HEADERS)]
    flaws += [f"no header {name}" for name in sorted(NEEDED_HEADERS - set(names))]
    if flaws:
        return flaws
    to = [address.addr_spec for address in message["To"].addresses]
    domain = re.escape(letter.sender.rpartition("@")[2])
    expected = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All",
                "MIME-Version": "1.0"}
    flaws += [f"{name}: {message[name]}" for name, text in expected.items()
              if message[name] != text]
    if to != letter.recipients or len(to) != 1:
        flaws.append(f"To {to}, delivered to {letter.recipients}")
    if [address.addr_spec for address in message["From"].addresses] != [letter.sender]:
        flaws.append(f"From {message['From']!r}, sent by {letter.sender}")
    if not re.fullmatch(rf"<[0-9a-f]{{64}}@{domain}>", message["Message-ID"]):
        flaws.append(f"Message-ID {message['Message-ID']!r}")
    if not re.search(r"<[A-Za-z0-9._-]+>$", message["List-Id"]):
        flaws.append(f"List-Id {message['List-Id']!r}")
    references = message.get("References", "").split()
    if len(references) > 20 or not all(
            re.fullmatch(rf"<[0-9a-f]{{32,64}}@{domain}>", word) for word in references):
        flaws.append(f"References {message['References']!r}")
    for name in ("Subject", "From", "To", "List-Id"):
        if re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", message[name]):
            flaws.append(f"{name} has control characters: {message[name]!r}")
    return flaws


def wire_flaws(data):
    """What is wrong with a letter's bytes."""
    flaws = []
    if re.search(rb"\r(?!\n)|(?<!\r)\n", data):
        flaws.append("a bare CR or LF")
    if (longest := max(map(len, data.split(b"\r\n")))) > LONGEST_LINE:
        flaws.append(f"a line of {longest} bytes")
    if re.search(rb"[\x00\x80-\xff]", data):
        flaws.append("a byte that is not ASCII")
    return flaws


def body_flaws(message):
    """What is wrong with the two parts of a message."""
    parts = list(message.iter_parts()) if message.is_multipart() else []
    if [message.get_content_type(), *(part.get_content_type() for part in parts)] != [
            "multipart/alternative", "text/plain", "text/html"]:
        return [f"{message.get_content_type()} of {[part.get_content_type() for part in parts]}"]
    flaws = [f"defect {defect!r}" for part in (message, *parts) for defect in part.defects]
    for part in parts:
        encoded = part.get_payload().replace("\r\n", "\n").split("\n")
        if part.get_content_charset() != "utf-8" or part["Content-Transfer-Encoding"] != "base64":
            flaws.append(f"{part['Content-Type']}, {part['Content-Transfer-Encoding']}")
        if max(map(len, encoded)) > LONGEST_BASE64:
            flaws.append("a line of base64 over 76")
    text, page = (part.get_content() for part in parts)
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]",
                 text.replace("\r\n", "\n")):
        flaws.append("control characters in the text")
    markup = Markup(page)
    if active := markup.elements & ACTIVE:
        flaws.append(f"elements {active}")
    if markup.handlers:
        flaws.append(f"handlers {markup.handlers}")
    if outside := [link for link in markup.fetched if not link.startswith(("#", "mailto:"))]:
        flaws.append(f"leads elsewhere: {outside}")
    return flaws


def flaws_of(letter):
    """Everything that is wrong with a letter."""
    message = parse(letter)
    found = wire_flaws(letter.data) + header_flaws(letter, message)
    return found or body_flaws(message)


def readable(letter):
    """The texts of both parts with all space made one, as a person reads them."""
    text, page = (part.get_content() for part in parse(letter).iter_parts())
    return [" ".join(part.split()) for part in (text, Markup(page).text)]


def run(office, figures, mail, expected, what):
    """One run, which must deliver one letter to each expected recipient; returns the letters."""
    mail.letters.clear()
    outcome = office.run("alert", "run", timeout=200)
    got = collections.Counter(word for letter in mail.letters for word in letter.recipients)
    if (outcome.code, outcome.out) != (0, ""):
        figures.fail(f"{what}: {outcome}, printed {outcome.out[:200]!r}")
    if got != collections.Counter(expected):
        figures.fail(f"{what}: letters went to {dict(got)} and not {expected}")
    for letter in mail.letters:
        for flaw in flaws_of(letter):
            figures.fail(f"{what}, to {letter.recipients}: {flaw}")
    return list(mail.letters)


def ordinary(kept, office, mail, figures):
    """A registry with some owners: one digest each, with what is theirs, and then silence."""
    rows = [(f"cert{number}", f"owner{number % 5}@example.com", f"Certificate Nº {number}",
             3 + 9 * number) for number in range(15)]
    office.certificates(rows)
    owners = sorted({row[1] for row in rows})
    letters = run(office, figures, mail, owners, "ordinary")
    wrong = 0
    for letter in letters:
        for part in readable(letter):
            shown = {row[0] for row in rows if re.search(rf"\b{row[0]}\b", part)}
            wrong += shown != {row[0] for row in rows if row[1] == letter.recipients[0]}
    figures.exactly("digests", len(letters), len(owners))
    figures.exactly("parts_that_name_other_than_the_owners_evidence", wrong, 0)
    alerts = office.query("SELECT id, recipients FROM alert ORDER BY id")
    keys = set()
    for owner in owners:
        theirs = [key for key, recipients in alerts if owner in recipients]
        key = office.key("mail", owner, "raised", 1, theirs)
        keys.add(f"<{key}@{FROM.partition('@')[2]}>")
    figures.exactly("message_ids_as_computed_here",
                    len({parse(letter)["Message-ID"] for letter in letters} & keys), len(owners))
    figures.exactly("a_second_run_sends", len(run(office, figures, mail, [], "again")), 0)
    if kept and letters:
        keep(kept, max(letters, key=lambda letter: len(letter.data)))
    office.certificates([(f"many{number}", "many@example.com", f"Certificate \U0001f600 {number}",
                          3 + number % 300) for number in range(400)])
    letters = run(office, figures, mail, ["many@example.com"], "a digest of 400")
    print(f"a digest of 400: {len(letters[0].data) if letters else 0} bytes")
    whole = [all(f"many{number} " in part for number in range(400))
             for letter in letters for part in readable(letter)]
    figures.exactly("a_digest_of_400_names_all", whole, [True, True])


def keep(path, letter):
    """Saves a letter and its two parts, to look at."""
    message = parse(letter)
    path = pathlib.Path(path)
    path.with_suffix(".eml").write_bytes(letter.data)
    for part, ending in zip(message.iter_parts(), (".txt", ".html"), strict=True):
        path.with_suffix(ending).write_text(part.get_content(), encoding="utf-8")


def hostile_titles(office, mail, figures):
    """Each text as the title of an evidence and the name of a customer, each with its own owner,
    so that it stands in a subject."""
    owners = {}
    for number, (what, text) in enumerate(PAYLOADS.items()):
        owners[f"t{number}@example.com"] = what
        office.certificates([(f"t{number}", f"t{number}@example.com", text, 5)])
        owners[f"k{number}@example.com"] = f"{what} (customer)"
        office.do("customer", "add", f"k{number}", f"--name={text}", "--owner",
                  f"k{number}@example.com")
        office.do("agreement", "add", f"k{number}", "nda", f"k{number}-nda", f"--template={text}",
                  "--signed", day(-300), f"--signed-by={text}", "--ends", day(6))
    letters = run(office, figures, mail, sorted(owners), "hostile titles")
    figures.exactly("hostile_letters", len(letters), 2 * len(PAYLOADS))
    undecoded = {what: text for what, text in PAYLOADS.items() if "=?" in text}
    seen = 0
    for letter in letters:
        what = owners[letter.recipients[0]].removesuffix(" (customer)")
        if what in undecoded and letter.recipients[0].startswith("t"):
            subject, text = str(parse(letter)["Subject"]), readable(letter)[0]
            literal = undecoded[what]
            if literal not in text or "=?" in subject and literal[:20] not in subject:
                figures.fail(f"{what}: not shown as it is: {subject!r}")
            seen += 1
    figures.exactly("encoded_words_shown_as_they_are", seen, len(undecoded))


def hostile_organizations(office, mail, figures, count):
    """Each text as the name of the organization, which may stand in From, List-Id and the page."""
    sent = 0
    for number, (what, text) in enumerate(list(PAYLOADS.items())[:count]):
        outcome = office.run("settings", "edit", f"--organization={text}")
        if outcome.code != 0:
            print(f"organization refused, {what}: {outcome}")
            continue
        office.certificates([(f"o{number}", "o@example.com", "Title", 5)])
        sent += len(run(office, figures, mail, ["o@example.com"], f"organization, {what}"))
    figures.at_least("hostile_organizations", sent, min(count, len(PAYLOADS)) - 2)
    office.do("settings", "edit", "--organization", "Vendor")


def hostile_addresses(office, program, mail, figures):
    """Odd addresses get their mail; what is no address is refused by every option."""
    office.certificates([(f"a{number}", owner, "Title", 5) for number, owner in enumerate(OWNERS)])
    run(office, figures, mail, OWNERS, "odd owners")
    refused = 0
    for number, address in enumerate(REFUSED):
        for option in ("from", "to"):
            words = [f"--{option}={address}"] + [f"--from={FROM}"] * (option == "to")
            outcome = office.run("alert", "channel", "add", f"bad{number}{option}", "mail",
                                 "--sendmail", program, *words)
            refused += outcome.explained
            if not outcome.explained:
                figures.fail(f"--{option}={address!r}: {outcome}")
    figures.exactly("addresses_refused", refused, 2 * len(REFUSED))
    office.do("alert", "channel", "remove", "mail")
    office.mail(program, "--to=-oX@example.com", "--to=-f@example.com", code="dashes",
                sender="-oQ@vendor.example")
    office.certificates([("dash", "x@example.com", "Title", 5)])
    letters = run(office, figures, mail, ["-oX@example.com", "-f@example.com"], "dashes")
    figures.exactly("senders_of_dashed_addresses", {letter.sender for letter in letters},
                    {"-oQ@vendor.example"})


def controls(program, mail, figures):
    """What a naive program would send is noticed: a header, a line, a second message, markup."""
    mail.letters.clear()
    plain = (f"From: {FROM}\nTo: a@example.com\nDate: Wed, 25 Nov 2026 12:00:00 +0000\n"
             f"Message-ID: <{'0' * 64}@vendor.example>\nAuto-Submitted: auto-generated\n"
             "X-Auto-Response-Suppress: All\nList-Id: <a.vendor.example>\nMIME-Version: 1.0\n"
             "Subject: {}\nContent-Type: multipart/alternative; boundary=b\n\n--b\n"
             "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nYQ==\n"
             "--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
             "{}\n--b--\n")
    cases = {"nothing": ("x", "YQ=="), "a_header_more": ("x\nX-Evil: y", "YQ=="),
             "a_recipient_more": ("x\nCc: x@evil.example", "YQ=="),
             "an_encoded_word": ("=?utf-8?q?=0Aa?=", "YQ=="),
             "markup": ("x", "PGltZyBzcmM9eCBvbmVycm9yPWE+")}
    for name, texts in cases.items():
        subprocess.run([program, "-t", "-oi", "-f", FROM], input=plain.format(*texts).encode(),
                       check=True)
        found = flaws_of(mail.letters[-1])
        if name == "nothing":
            figures.exactly("flaws_of_a_good_letter", found, [])
        else:
            figures.control(name, bool(found))
    first = mail.letters[0].data
    figures.control("a_long_line", wire_flaws(first + b"x" * 999 + b"\r\n") != [])
    figures.control("a_bare_line_feed", wire_flaws(first.replace(b"\r\n", b"\n", 1)) != [])
    figures.control("another_body", without_header(first, "Date") != without_header(
        first.replace(b"YQ", b"Yg"), "Date"))


def kept_path():
    """Takes --keep PATH, where one mail is left to be looked at, off the command line."""
    if "--keep" not in sys.argv:
        return None
    place = sys.argv.index("--keep")
    path = sys.argv[place + 1]
    del sys.argv[place:place + 2]
    return path


def main():
    """Sends, looks, and attacks."""
    kept = kept_path()
    chosen = options(__doc__, organizations=12)
    need_python_packages()
    figures = Figures()
    with workspace() as directory:
        mail = MailServer()
        program = sendmail(directory, mail.port)
        office = Office(chosen.binary, directory / "office").init()
        office.mail(program)
        ordinary(kept, office, mail, figures)
        hostile_titles(office, mail, figures)
        hostile_organizations(office, mail, figures, chosen.organizations)
        hostile_addresses(office, program, mail, figures)
        figures.exactly("flaws", figures.defects, 0)
        figures.exactly("verify_status", office.verify().code, 0)
        controls(program, mail, figures)
        mail.close()
    figures.close()


main()
