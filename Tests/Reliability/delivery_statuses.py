"""Every exit status of a sendmail and every status of HTTP, once and always, beside the table of
Docs/alerts.md; and real failures of msmtp and curl, whose cause is what is shown."""

import collections
import json
import pathlib
import re
import socketserver
import threading
import time

from delivery import MailServer, Office, WebServer, need_python_packages, reply, script, sendmail
from harness import Figures, options, workspace

TABLE = pathlib.Path(__file__).resolve().parents[2] / "Docs" / "alerts.md"
EXITS, STATUSES = range(256), range(200, 600)
# What looks final and is not: no host, no permission, wrong settings, signals, passwords, proxies.
NEAR = {66, 68, 69, *range(70, 79), 126, 127, 137, 143, 301, 401, 403, 405, 407, 408, 409, 418, 425,
        429, 451, 500, 502, 503, 504}
# What "happens" in the table begins with, and how it is with a message: after a failure that comes
# once, and after one that stays; the first two tries lie within one run.
FATES = {"sent": (("sent", 1), ("sent", 1)),
         "given up at the second try": (("sent", 2), ("failed", 2)),
         "given up": (("failed", 1), ("failed", 1)),
         "tried again": (("sent", 2), ("queued", 2))}


def read_table(text):
    """The fate of each status by the table: two dictionaries, each with that of all others."""
    fates = {"sendmail": {}, "web": {}}
    section = text.split("## When it cannot be sent")[1].split("\n## ")[0]
    for row in re.findall(r"^\| (.+?) \| (.+?) \|$", section, re.M):
        found = [name for name in sorted(FATES, key=len, reverse=True) if row[1].startswith(name)]
        for part in row[0].split(";") if found else ():
            peer, _, words = part.strip().partition(":")
            for word in re.findall(r"\d{3}\b|\d{1,2}\b(?! s)|\dxx|any other", words.split(",")[0]):
                numbers = (range(int(word[0]) * 100, int(word[0]) * 100 + 100) if "xx" in word
                           else [None if word == "any other" else int(word)])
                fates[peer].update(dict.fromkeys(numbers, found[0]))
    return fates


def judge(figures, name, fates, numbers, rows, calls):
    """Compares what became of each message with its fate."""
    wrong = 0
    for number in numbers:
        for place, when in enumerate(("once", "always")):
            key = f"s{number}-{when}"
            wanted = FATES[fates.get(number, fates[None])][place]
            found = (rows[key]["state"], calls[key])
            if found != wanted:
                wrong += 1
                figures.fail(f"{name} {number} {when}: {found}, the table says {wanted}")
    figures.exactly(f"{name}_that_end_otherwise", wrong, 0)
    return wrong


def exits(binary, folder, fates, numbers, figures):
    """Each exit status, by who the mail is to."""
    office = Office(binary, folder / "exits").init()
    (folder / "calls").mkdir()
    office.mail(script(folder / "by-recipient", f"""
to=$(sed -n 's/^To: *\\(s[0-9]*-[a-z]*\\)@.*/\\1/p;/^$/q')
echo x >> {folder}/calls/$to
number=${{to#s}}; number=${{number%-*}}
case $to in *-once) [ $(wc -l < {folder}/calls/$to) = 1 ] || exit 0;; esac
echo "by-recipient: the server said: 454 no" >&2
echo "by-recipient: could not send mail" >&2
exit $number"""))
    office.certificates([(f"s{number}-{when}", f"s{number}-{when}@example.com", "Title", 5)
                         for number in numbers for when in ("once", "always")])
    office.run("alert", "run", "--time-limit", "900", timeout=1000)
    rows = {row["recipient"].partition("@")[0]: row for row in office.outbox()}
    calls = {path.name: len(path.read_text().split()) for path in (folder / "calls").iterdir()}
    judge(figures, "exit_statuses", fates, numbers, rows, calls)
    unsaid = [key for key, row in rows.items()
              if row["state"] != "sent" and "the server said: 454 no" not in row["detail"]]
    figures.exactly("exit_statuses_whose_cause_is_not_shown", unsaid, [])
    # Another table is noticed.
    figures.control("a_table_with_another_exit", any(
        rows[f"s{number}-always"]["state"] != FATES[fates[None]][1][0] for number in (64, 65, 67)))


def statuses(binary, folder, fates, numbers, figures):
    """Each status of HTTP, by what the event is about; 410 through a channel of its own, as it
    puts that out of use."""
    web, office = WebServer(), Office(binary, folder / "statuses").init()
    calls = collections.Counter()

    def answer(connection, hit):
        """Answers with the number in the subject's name, always or once."""
        name = json.loads(hit.body)["subject"]
        calls[name] += 1
        number, when = name[1:].split("-")
        fails = when == "always" or calls[name] == 1
        connection.sendall(reply(int(number) if fails else 200))

    web.answers["/hook"] = answer
    rows = {}
    for lot in ([number for number in numbers if number != 410], [410]):
        for when in ("once", "always"):
            office.webhook(f"hook-{lot[0]}-{when}", f"{web.url}/hook")
            office.certificates([(f"s{number}-{when}", "o@example.com", "Title", 5)
                                 for number in lot])
            office.run("alert", "run", "--time-limit", "900", timeout=1000)
            names = {row["id"]: row["subject"] for row in json.loads(
                office.do("alert", "list", "--format", "json"))}
            rows |= {names[row["alerts"][0]]: row for row in office.outbox()
                     if row["channel"] == f"hook-{lot[0]}-{when}"}
            office.do("alert", "channel", "remove", f"hook-{lot[0]}-{when}")
    judge(figures, "http_statuses", fates, numbers, rows, calls)
    web.close()


class Script(socketserver.StreamRequestHandler):
    """A mail server that refuses whoever signs in for a while."""

    def handle(self):
        """Says what it has to say."""
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            self.wfile.write({b"EHLO": b"250-here\r\n250 AUTH PLAIN\r\n",
                              b"AUTH": b"454 4.7.0 Temporary authentication failure\r\n",
                              b"QUIT": b"221 bye\r\n"}.get(word, b"250 ok\r\n"))


class Proxy(socketserver.StreamRequestHandler):
    """A proxy that wants to know who asks."""

    def handle(self):
        """Refuses."""
        while self.rfile.readline().strip():
            pass
        self.wfile.write(b"HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n")


def serve(handler):
    """A server on the loopback; its port."""
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


def msmtp(folder, name, *lines):
    """The real msmtp with these settings."""
    settings = folder / f"{name}.settings"
    settings.write_text("\n".join(("account default", "tls off", "timeout 10", *lines, "")))
    settings.chmod(0o600)
    return script(folder / name, f'exec msmtp -C {settings} "$@"')


def causes(binary, folder, figures):
    """Real failures that somebody mends: none is final, the cause is shown, and doctor names the
    channel where it is a setting."""
    mail, office = MailServer(), Office(binary, folder / "causes").init()
    mail.to_recipient["nobody@example.com"] = "550 5.1.1 no such user"
    login = ("host 127.0.0.1", "auth plain", "user u", "tls_starttls off")
    # name: (sendmail, state, what is shown, whether doctor says so)
    cases = {
        "resolver": (msmtp(folder, "resolver", "host no.invalid", "auth off"),
                     "queued", "no.invalid", False),
        "busy-login": (msmtp(folder, "busy-login", *login, f"port {serve(Script)}", "password p"),
                       "queued", "454 4.7.0 Temporary", True),
        "password": (msmtp(folder, "password", *login, f"port {mail.port}",
                           'passwordeval "echo cannot unlock >&2; exit 3"'),
                     "queued", "cannot", True),
        "unknown": (sendmail(folder, mail.port), "failed", "550 5.1.1 no such user", False),
        "absent": (str(folder / "absent"), "queued", "not installed", True)}
    for code, (program, *_) in cases.items():
        to = "nobody" if code == "unknown" else code
        office.run("alert", "channel", "add", code, "mail", "--from", "a@vendor.example",
                   "--sendmail", program, "--to", f"{to}@example.com")
    office.environment |= {"https_proxy": f"http://127.0.0.1:{serve(Proxy)}"}
    office.webhook("proxy", "https://no.invalid/")
    cases["proxy"] = (None, "queued", "407", True)
    office.certificates([("c", "o@example.com", "Title", 5)])
    outcome = office.run("alert", "run", timeout=300)
    rows = {row["channel"]: row for row in office.outbox()}
    advice = {row["aspect"].removeprefix("channel "): row["advice"] or "" for row in json.loads(
        office.do("doctor", "--format", "json"))}
    for code, (_, state, text, is_named) in cases.items():
        row = rows[code]
        print(f"{code}: {row['state']}: {row['detail']}")
        figures.exactly(f"{code.replace('-', '_')}", (
            row["state"], text in row["detail"], text in outcome.err, bool(advice[code])),
            (state, True, True, is_named))
    figures.exactly("exit_while_one_is_given_up_and_others_wait", outcome.code, 75)
    mail.close()


def main():
    """Reads the table and tries."""
    chosen = options(__doc__, step=6)
    need_python_packages()
    figures = Figures()
    fates = read_table(TABLE.read_text(encoding="utf-8"))
    figures.exactly("fates_by_the_table", (
        sorted(filter(None, fates["sendmail"])), fates["sendmail"][0], fates["sendmail"][None],
        fates["web"][None], fates["web"][204]),
        ([64, 65, 67], "sent", "tried again", "tried again", "sent"))
    with workspace() as directory:
        # What is named by itself in the table is always tried.
        for group, fate, all_numbers in ((exits, fates["sendmail"], EXITS),
                                         (statuses, fates["web"], STATUSES)):
            numbers = sorted({*all_numbers[chosen.seed % chosen.step::chosen.step],
                              *(set(fate) & {0, 64, 65, 67, 400, 404, 410, 413, 422}),
                              *NEAR & set(all_numbers)})
            folder = pathlib.Path(directory) / group.__name__
            folder.mkdir()
            began = time.monotonic()
            group(chosen.binary, folder, fate, numbers, figures)
            print(f"{group.__name__}, {len(numbers)} of them: {time.monotonic() - began:.0f} s")
        folder = pathlib.Path(directory) / "real"
        folder.mkdir()
        causes(chosen.binary, folder, figures)
    figures.close()


main()
