"""Peers that misbehave but answer: each message ends as documented, the others go out all the same,
and the run says in plain characters what became of those that were not sent."""

import datetime
import email.utils
import json
import pathlib
import re
import socket
import ssl
import struct
import subprocess
import threading
import time

from delivery import (
    MailServer, Office, WebServer, free_port, need_python_packages, reply, script, sendmail)
from harness import MIB, Figures, now, options, workspace

# How far apart the first two tries are: 5 s of a clock that counts whole seconds, up to a fifth
# more, and the other messages between.
FIRST_PAUSE = (4, 16)
UGLY = "\x1b[31mred\x9b\u202e\r\nerror: made up\x07".encode()


def reset(sent):
    """An answer that breaks off with a reset of the connection."""
    def answer(connection, _hit):
        """Sends what is to be sent, and resets."""
        connection.sendall(sent)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return answer


class Flood:
    """A reply of 1 GiB; counts how much of it the peer took."""

    def __init__(self, start):
        self.start, self.taken = start, 0

    def __call__(self, connection, _hit):
        """Sends as long as the peer takes it."""
        connection.sendall(self.start)
        while self.taken < 1024 * MIB:
            self.taken += connection.send(b"x" * 65536)


def self_signed(folder):
    """A TLS context with a certificate that nobody signed."""
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30",
                    "-subj", "/CN=localhost", "-addext",
                    "subjectAltName=IP:127.0.0.1,DNS:localhost",
                    "-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
                   check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


def http_cases(web):
    """name: (answer, state after one run, requests seen). Two requests where it is tried again
    within the run, which is after 5 s."""
    target = f"Location: {web.url}/target"
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n"
    later = email.utils.formatdate(now().timestamp() + 7200, usegmt=True)
    cases = {f"s{code}": (reply(code), "sent", 1) for code in (200, 201, 202, 204)}
    cases |= {f"s{code}": (reply(code, b"", target), "queued", 2)
              for code in (301, 302, 303, 307, 308)}
    cases |= {f"s{code}": (reply(code, UGLY, f"X-Ugly: {code}"), "failed", 1)
              for code in (400, 404, 413, 422)}
    cases |= {f"s{code}": (reply(code, UGLY, f"X-Ugly: {code}"), "queued", 2)
              for code in (401, 403, 407)}
    cases |= {f"s{code}": (reply(code), "queued", 2) for code in (408, 425, 429, 500, 502, 503)}
    return cases | {
        "gone": (reply(410), "failed", 1),
        "recovers": ([reply(500, UGLY), reply(200)], "sent", 2),
        "two-seconds": ([reply(429, b"", "Retry-After: 2"), reply(200)], "sent", 2),
        "nine-seconds": ([reply(429, b"", "Retry-After: 9"), reply(200)], "sent", 2),
        "an-hour": (reply(429, b"", "Retry-After: 3600"), "queued", 1),
        "a-date": (reply(503, b"", f"Retry-After: {later}"), "queued", 1),
        "for-ever": (reply(429, b"", "Retry-After: 99999999999999999999"), "queued", 1),
        "soon": (reply(429, b"", "Retry-After: soon"), "queued", 2),
        "before": (reply(429, b"", "Retry-After: -3600"), "queued", 2),
        "sixty-kb": (reply(200, b"x" * 60_000), "sent", 1),
        "seventy-kb": (reply(200, b"x" * 70_000), "sent", 1),
        "a-gib": (Flood(head), "sent", 1),
        "a-gib-of-503": (Flood(head.replace(b"200", b"503")), "queued", 2),
        "a-gib-of-head": (Flood(b"HTTP/1.1 200 OK\r\nX: "), "queued", 2),
        "reset-at-once": (reset(b""), "queued", 2),
        "reset-after-head": (reset(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"), "queued", 2),
        "short": (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", "queued", 2),
        "silent": (b"", "queued", 2),
        "another-protocol": (b"SSH-2.0-OpenSSH_9.2\r\n", "queued", 2),
        "strange-status": (b"HTTP/1.1 999 \x1b[31m\r\nContent-Length: 0\r\n\r\n", None, None),
    }


def quick(binary, folder, figures):
    """All that answers quickly, in one run."""
    web, office = WebServer(), Office(binary, folder / "quick").init()
    secure = WebServer(context=self_signed(folder))
    cases = http_cases(web)
    elsewhere = {"refused": f"http://127.0.0.1:{free_port()}/", "no-name": "https://no.invalid/",
                 "self-signed": f"{secure.url}/", "no-tls": f"https://127.0.0.1:{plain_server()}/"}
    office.webhook("first", f"{web.url}/first")
    for code, (answer, _, _) in cases.items():
        web.answers[f"/{code}"] = answer
        office.webhook(code, f"{web.url}/{code}")
    for code, url in elsewhere.items():
        office.webhook(code, url)
    office.webhook("last", f"{web.url}/last")
    office.certificates([("c", "o@example.com", "Title", 5)])
    began = time.monotonic()
    outcome = office.run("alert", "run", timeout=400)
    taken = time.monotonic() - began
    cases |= {code: (None, "queued", 0) for code in elsewhere}
    cases |= {code: (None, "sent", 1) for code in ("first", "last")}
    states, wrong, early = {row["channel"]: row["state"] for row in office.outbox()}, 0, 0
    for code, (_, state, count) in cases.items():
        hits = web.of(f"/{code}")
        if state and (states.get(code), len(hits)) != (state, count):
            wrong += 1
            figures.fail(f"{code}: {states.get(code)} after {len(hits)} requests, not {state}"
                         f" after {count}")
        least = 9 if code == "nine-seconds" else FIRST_PAUSE[0]
        early += len({hit.headers.get("webhook-id") for hit in hits}) > 1
        early += len(hits) == 2 and not least <= hits[1].at - hits[0].at <= FIRST_PAUSE[1]
    floods = max(case[0].taken for case in cases.values() if isinstance(case[0], Flood))
    print(f"{len(cases)} peers that answer quickly: {taken:.1f} s, exit {outcome.code};"
          f" {floods / MIB:.1f} MiB of 1 GiB were taken")
    figures.exactly("peers_that_ended_otherwise", wrong, 0)
    figures.exactly("tries_too_early_or_with_another_id", early, 0)
    figures.exactly("targets_of_redirects_contacted", len(web.of("/target")), 0)
    figures.exactly("requests_over_tls_nobody_signed", len(secure.hits), 0)
    figures.exactly("self_signed_was_tried", secure.connections, 2)
    figures.at_most("MiB_taken_of_a_flood", floods // MIB, 16)
    figures.exactly("quick_exit", outcome.code, 75)
    figures.at_most("quick_seconds", round(taken), 60)
    said(office, outcome, states, figures)
    figures.exactly("gone_is_disabled", [row["enabled"] for row in json.loads(office.do(
        "alert", "channel", "list", "--format", "json")) if row["code"] == "gone"], [False])
    control(office, states, web, figures)
    pauses(office, figures)
    web.close()
    secure.close()


def said(office, outcome, states, figures):
    """What the run said: nothing on stdout; a line for each message that was not sent in the end,
    in plain characters."""
    lines = outcome.err.splitlines()
    endings = {"failed": "given up", "queued": r"next try from [0-9TZ:-]+"}
    odd, named = [], []
    for line in lines:
        match = re.fullmatch(r"warning: ([a-z0-9-]+): message \d+: [^\x00-\x1f\x7f-\x9f"
                             r"\u202a-\u202e]+; (given up|next try from [0-9TZ:-]+)", line)
        named += [match[1]] if match else []
        if not match or not re.fullmatch(endings.get(states[match[1]], ""), match[2]):
            odd.append(line)
    for line in odd:
        figures.fail(f"said {line!r}")
    print(f"it said: {lines[0] if lines else None}")
    figures.exactly("quick_printed", outcome.out, "")
    figures.exactly("warnings", sorted(named) == sorted(
        code for code, state in states.items() if state != "sent"), True)
    figures.exactly("lines_that_are_no_warning", len(odd), 0)
    listed = office.run("alert", "outbox", "list")
    figures.exactly("outbox_listed", (listed.code, bool(re.search(
        r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", listed.out))), (0, False))
    again = office.run("alert", "run", timeout=120)
    figures.exactly("a_run_right_after_says", (again.code, again.out, again.err), (75, "", ""))


def plain_server():
    """A server without TLS that answers whatever comes; returns its port."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve():
        """Answers each connection at once."""
        while True:
            connection, _ = server.accept()
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            connection.close()

    threading.Thread(target=serve, daemon=True).start()
    return server.getsockname()[1]


def control(office, states, web, figures):
    """A listed state that is not true would be noticed: what was sent was received, nothing else
    was acknowledged."""
    acknowledged = {"first", "last", "s200", "s201", "s202", "s204", "recovers", "two-seconds",
                    "nine-seconds", "sixty-kb", "seventy-kb", "a-gib"}
    sent = {code for code, state in states.items() if state == "sent"}
    figures.exactly("sent_are_those_acknowledged", sorted(sent ^ acknowledged), [])
    first = web.of("/recovers")
    figures.control("two_requests_have_one_id", len(first) == 2 and len(
        {hit.headers["webhook-id"] for hit in first}) == 1)


def pauses(office, figures):
    """When the next tries are due, as the registry has it."""
    wanted = {"s500": (300, 360), "s301": (300, 360), "an-hour": (3600, 3600 * 1.2),
              "a-date": (7100, 7200 * 1.2), "for-ever": (86400, 86400 * 1.2)}
    wrong, asked = 0, now().timestamp()
    for row in office.outbox():
        low, high = wanted.get(row["channel"], (0, 1 << 40))
        if row["channel"] in wanted:
            due = datetime.datetime.fromisoformat(row["next_attempt_at"]).timestamp()
            if not low - 60 <= due - asked <= high + 2:
                wrong += 1
                figures.fail(f"{row['channel']}: the next try is in {due - asked:.0f} s")
    figures.exactly("next_tries_at_another_time", wrong, 0)


def mail_cases(folder, mail):
    """name: (sendmail, state after one run, how often it was called)."""
    def own(name, text):
        """A sendmail that counts its calls."""
        return script(folder / name, f'echo >> "$0.calls"\n{text}')

    def by_msmtp(name, port=mail.port):
        """The real one, counted."""
        return own(name, f'exec {sendmail(folder, port)} "$@"')

    cases = {f"exit-{code}": (own(f"exit-{code}", f"cat >/dev/null; echo no >&2; exit {code}"),
                              "failed" if code in (64, 65, 67) else "queued", 2)
             for code in (1, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 126, 127)}
    noexec = folder / "noexec"
    noexec.write_text("#!/bin/sh\n", encoding="utf-8")
    return cases | {
        "accepts": (by_msmtp("accepts"), "sent", 1),
        "says-550": (by_msmtp("says-550"), "failed", 2),
        "says-451": (by_msmtp("says-451"), "queued", 2),
        "says-421": (by_msmtp("says-421"), "queued", 2),
        "not-listening": (by_msmtp("not-listening", free_port()), "queued", 2),
        "killed": (own("killed", "kill -9 $$"), "queued", 2),
        "does-not-read": (own("does-not-read", "exit 0"), "sent", 1),
        "does-not-read-fails": (own("does-not-read-fails", "exit 75"), "queued", 2),
        "leaves-a-child": (own("leaves-a-child", "cat >/dev/null; sleep 30 & exit 0"), "sent", 1),
        "shouts": (own("shouts", "cat >/dev/null; head -c 200000000 /dev/zero; head -c 200000000"
                       " /dev/zero >&2; exit 0"), "sent", 1),
        "ugly": (own("ugly", "cat >/dev/null; printf '\\033[31mred\\r\\nerror: made up\\007' >&2;"
                     " exit 65"), "failed", 2),
        "missing": (str(folder / "missing"), "queued", 0),
        "directory": (str(folder), "queued", 0),
        "noexec": (str(noexec), "queued", 0),
    }


def mails(binary, folder, figures):
    """All the ways in which a sendmail can end, in one run."""
    mail, office = MailServer(), Office(binary, folder / "office").init()
    cases = mail_cases(folder, mail)
    for code in (550, 451, 421):
        mail.to_recipient[f"says-{code}@example.com"] = f"{code} scripted"
    for name, (program, _, _) in cases.items():
        outcome = office.run("alert", "channel", "add", name, "mail", "--from", "a@vendor.example",
                             "--sendmail", program, "--to", f"{name}@example.com")
        if outcome.code != 0:
            print(f"channel {name} refused: {outcome}")
    office.certificates([(f"c{number}", "o@example.com", "long " * 60, 5) for number in range(300)])
    began = time.monotonic()
    outcome = office.run("alert", "run", timeout=150)
    taken = time.monotonic() - began
    states, wrong = {row["channel"]: row["state"] for row in office.outbox()}, 0
    for name, (program, state, count) in cases.items():
        counter = pathlib.Path(f"{program}.calls")
        calls = len(counter.read_text()) if counter.exists() else 0
        if (states.get(name), calls) != (state, count):
            wrong += 1
            figures.fail(f"sendmail {name}: {states.get(name)} after {calls} calls, not {state}"
                         f" after {count}")
    print(f"{len(cases)} sendmails: {taken:.1f} s, exit {outcome.code}")
    figures.exactly("sendmails_that_ended_otherwise", wrong, 0)
    figures.exactly("mail_letters", [letter.recipients for letter in mail.letters],
                    [["accepts@example.com"]])
    figures.exactly("mail_exit", outcome.code, 75)
    figures.exactly("mail_output_in_plain_characters", bool(re.search(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", outcome.out + outcome.err)), False)
    figures.at_most("mail_seconds", round(taken), 60)
    mail.close()


def decisions(binary, folder, figures):
    """Exit codes, and what a person does about a message that failed."""
    web, office = WebServer(), Office(binary, folder / "decisions").init()
    web.answers |= {"/a": reply(422), "/b": reply(404), "/c": reply(429, b"", "Retry-After: 9000")}
    office.webhook("a", f"{web.url}/a")
    office.webhook("b", f"{web.url}/b")
    office.certificates([("c", "o@example.com", "Title", 5)])
    codes = [office.run("alert", "run").code for _ in range(2)]
    ids = {row["channel"]: row["id"] for row in office.outbox()}
    office.webhook("c", f"{web.url}/c")
    office.certificates([("d", "o@example.com", "Title", 5)])
    both = office.run("alert", "run").code
    waiting = {row["channel"]: row["id"] for row in office.outbox() if row["state"] == "queued"}
    office.do("alert", "outbox", "drop", str(waiting["c"]), "--reason", "not wanted")
    failed = office.run("alert", "run").code
    web.answers["/a"] = reply(200)
    for row in office.outbox():
        if row["state"] == "failed":
            words = ("retry",) if row["channel"] == "a" else ("drop", "--reason", "no such page")
            office.do("alert", "outbox", words[0], str(row["id"]), *words[1:])
    final = office.run("alert", "run").code
    figures.exactly("exit_failed_failed_both_failed_done", [*codes, both, failed, final],
                    [69, 69, 75, 69, 0])
    figures.exactly("states_after_decisions", dict(office.states()),
                    {("a", "sent"): 2, ("b", "dropped"): 2, ("c", "dropped"): 1})
    ids_sent = {hit.headers["webhook-id"] for hit in web.of("/a")}
    figures.exactly("a_retry_keeps_the_id", (len(web.of("/a")) > 2, len(ids_sent)), (True, 2))
    figures.exactly("ids_listed", len(ids), 2)
    figures.exactly("decisions_verify", office.verify().code, 0)
    web.close()


def main():
    """Runs the groups."""
    binary = options(__doc__).binary
    need_python_packages()
    figures = Figures()
    with workspace() as directory:
        for name in ("mails", "http"):
            (directory / name).mkdir()
        quick(binary, directory / "http", figures)
        mails(binary, directory / "mails", figures)
        decisions(binary, directory, figures)
    figures.close()


main()
