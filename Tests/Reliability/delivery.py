"""What the tests of delivery share: a mail server, a web server, channels that lead to them, and
the count of what arrived."""

import asyncio
import collections
import contextlib
import csv
import email
import email.policy
import hashlib
import json
import os
import pathlib
import re
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time

from harness import Registry, day, now, skip

PACKAGES = ("aiosmtpd==1.4.6", "atpublic==9.0.0", "attrs==26.1.0", "standardwebhooks==1.1.0")
FROM = "attestry@vendor.example"
Letter = collections.namedtuple("Letter", "sender recipients data at")
Hit = collections.namedtuple("Hit", "path headers body at")


def need_python_packages(name="venv", packages=PACKAGES):
    """Makes a virtual environment of that name with exact versions in .build, once, and imports from it."""
    folder = pathlib.Path(__file__).resolve().parents[2] / ".build" / name
    mark, wanted = folder / "packages", "\n".join((sys.version, *packages))
    if not mark.exists() or mark.read_text() != wanted:
        python = folder / "bin" / "python"
        for words in ([sys.executable, "-m", "venv", "--clear", str(folder)],
                      [str(python), "-m", "pip", "install", "--quiet", "--no-deps",
                       "--disable-pip-version-check", *packages]):
            if subprocess.run(words, check=False).returncode != 0:
                skip(f"no virtual environment with {', '.join(packages)}")
        mark.write_text(wanted)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    sys.path.insert(0, str(folder / "lib" / version / "site-packages"))


def free_port():
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class MailServer:
    """aiosmtpd on the loopback; keeps what it accepts and replies as it is told."""

    def __init__(self):
        from aiosmtpd.controller import Controller
        self.letters, self.asked, self.port = [], [], free_port()
        # What to say to a recipient, by address; and what to do around the reply to the message.
        self.to_recipient, self.to_message = {}, "250 2.0.0 kept"
        self.before = self.after = None
        self.controller = Controller(
            self, hostname="127.0.0.1", port=self.port, enable_SMTPUTF8=True)
        self.controller.start()

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        """Takes a recipient, or says what was scripted for it."""
        self.asked.append(address)
        reply = self.to_recipient.get(address, "250 2.1.5 good")
        if reply.startswith("2"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, _server, _session, envelope):
        """Keeps a message and acknowledges it."""
        if self.to_message.startswith("2"):
            self.letters.append(Letter(envelope.mail_from, list(envelope.rcpt_tos),
                                       envelope.original_content, now().timestamp()))
        if self.before:
            self.before()
        if self.after:
            asyncio.get_running_loop().call_later(0, self.after)
        return self.to_message

    def close(self):
        """Stops listening."""
        self.controller.stop()


def reply(status, body=b"", *headers, reason="Said"):
    """A complete HTTP reply."""
    lines = [f"HTTP/1.1 {status} {reason}", f"Content-Length: {len(body)}",
             "Connection: close", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


class WebServer:
    """An HTTP server that keeps each request and answers by path: with bytes, or with a function
    that has the connection to itself. Of a list the first answers once, and so on; the last
    stays. `torn` counts requests that broke off, `connections` all there were."""

    def __init__(self, address=("127.0.0.1", 0), context=None):
        family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        self.hits, self.answers, self.connections, self.torn = [], {}, 0, 0
        self.before = self.after = None
        self.context, self.lock = context, threading.Lock()
        self.socket = socket.create_server(address, family=family, backlog=128)
        self.port = self.socket.getsockname()[1]
        self.url = f"{'https' if context else 'http'}://127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        """Serves each connection in its own thread until the socket is closed."""
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        """One request and its answer; whatever the peer does ends here."""
        with contextlib.suppress(OSError, ValueError), connection:
            connection.settimeout(300)
            if self.context:
                connection = self.context.wrap_socket(connection, server_side=True)
            with connection:
                hit = self._read(connection)
                if hit:
                    self._answer(connection, hit)

    def _read(self, connection):
        """The request, kept; None where it broke off."""
        with connection.makefile("rb") as stream:
            words = stream.readline().decode("latin-1").split()
            headers, length = {}, 0
            while line := stream.readline().rstrip(b"\r\n"):
                name, _, value = line.decode("latin-1").partition(":")
                headers[name.lower()] = value.strip()
            if headers.get("expect"):
                connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
            if "chunked" in headers.get("transfer-encoding", ""):
                body, length = read_chunks(stream), 0
            else:
                length = int(headers.get("content-length", 0))
                body = stream.read(length)
        if len(words) != 3 or len(body) < length:
            self.torn += bool(words)
            return None
        hit = Hit(words[1], {**headers, ":method": words[0]}, body, now().timestamp())
        with self.lock:
            self.hits.append(hit)
        return hit

    def _answer(self, connection, hit):
        """Answers as scripted for the path."""
        if self.before:
            self.before()
        with self.lock:
            answer = self.answers.get(hit.path, reply(200, b"ok"))
            if isinstance(answer, list):
                answer = answer.pop(0) if len(answer) > 1 else answer[0]
        if callable(answer):
            answer(connection, hit)
        else:
            connection.sendall(answer)
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_WR)
        if self.after:
            self.after()

    def of(self, path):
        """What came for that path."""
        return [hit for hit in self.hits if hit.path == path]

    def close(self):
        """Stops listening."""
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()


def read_chunks(stream):
    """The body of a chunked request."""
    body = b""
    while size := int(stream.readline().split(b";")[0] or b"0", 16):
        body += stream.read(size)
        stream.readline()
    stream.readline()
    return body


def script(path, text):
    """An executable shell script."""
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def sendmail(folder, port, first=""):
    """A sendmail: the real msmtp, to a server on the loopback; with a command to run before."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = folder / f"msmtp-{port}"
    settings.write_text(f"account default\nhost 127.0.0.1\nport {port}\nauth off\ntls off\n"
                        "timeout 20\n", encoding="utf-8")
    return script(folder / f"sendmail-{port}", f'{first}\nexec msmtp -C {settings} "$@"')


def new_secret():
    """A secret for webhooks, as the standard writes it."""
    import base64
    return "whsec_" + base64.b64encode(secrets.token_bytes(24)).decode()


def secret_file(folder, name, *lines):
    """A file with secrets that only its owner can read."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    path.chmod(0o600)
    return str(path)


class Office(Registry):
    """A registry with channels."""

    def __init__(self, binary, folder):
        super().__init__(binary, folder / "registry.db")
        self.folder = folder

    def copy(self, path):
        """A copy of it, which is an office as well."""
        super().copy(path)
        return Office(self.binary, path.parent)

    def channel(self, code, *words):
        """Adds a channel, which must succeed."""
        self.do("alert", "channel", "add", code, *words)

    def mail(self, program, *more, code="mail", sender=FROM):
        """Adds a mail channel through that sendmail."""
        self.channel(code, "mail", f"--from={sender}", "--sendmail", program, *more)

    def webhook(self, code, url, *more, keys=()):
        """Adds a webhook channel; its secrets are new ones unless they are given."""
        path = secret_file(self.folder, f"{code}.secret", *(keys or [new_secret()]))
        self.channel(code, "webhook", "--url", url, "--secret-file", path, *more)

    def secretive(self, code, kind, secret, *more):
        """Adds a channel whose secret is its URL or its routing key."""
        path = secret_file(self.folder, f"{code}.secret", secret)
        self.channel(code, kind, "--secret-file", path, *more)

    def certificates(self, rows, *words):
        """Records certificates that lapse: code, owner, title and days from today."""
        path = self.folder / "rows.csv"
        with open(path, "w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file)
            lines.writerow(["code", "scheme", "edition", "number", "issuer", "issued_on",
                            "expires_on", "owner", "title"])
            for code, owner, title, days in rows:
                lines.writerow([code, "iso9001", "2015", f"N {code}", "Body", day(-200), day(days),
                                owner, title])
        self.do("import", "certificate", str(path), *words)

    def outbox(self):
        """All messages as the product lists them, those that are done as well."""
        lists = [self.do("alert", "outbox", "list", "--format", "json", *words)
                 for words in ((), ("--state", "sent"), ("--state", "dropped"))]
        return [row for text in lists for row in json.loads(text)]

    def states(self):
        """How many messages of each channel are in which state."""
        return collections.Counter((row["channel"], row["state"]) for row in self.outbox())

    def genesis(self):
        """The hash of the log's first entry."""
        return self.query("SELECT lower(hex(hash)) FROM entry ORDER BY sequence LIMIT 1")[0][0]

    def key(self, channel, recipient, kind, run, alerts):
        """The key of a message, computed apart from the product."""
        words = ["attestry", self.genesis(), channel, recipient, kind, run, *alerts]
        text = json.dumps(words, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def deliver(self, *words, runs=8):
        """Runs 'alert run' until it exits 0; how many it took, or None where it never does."""
        for number in range(1, runs + 1):
            if (outcome := self.run("alert", "run", *words, timeout=400)).code == 0:
                return number
        print(f"alert run never exits 0: {outcome}")
        return None


def parse(letter):
    """A letter as Python reads it."""
    return email.message_from_bytes(letter.data, policy=email.policy.default)


def without_header(data, *names):
    """A message without some headers, to compare two tries."""
    pattern = b"|".join(name.encode() for name in names)
    return re.sub(rb"(?im)^(?:" + pattern + rb"):[^\n]*\n(?:[ \t][^\n]*\n)*", b"", data)


def arrived(mail=None, web=None, file=None):
    """Everything that arrived, in the form (id, content): mails by Message-ID, events by
    webhook-id, PagerDuty by dedup_key and action, lines of a file by the event's id."""
    found = []
    for letter in mail.letters if mail else []:
        found.append((str(parse(letter)["Message-ID"]), without_header(letter.data, "Date")))
    for hit in web.hits if web else []:
        if "webhook-id" in hit.headers:
            found.append((hit.headers["webhook-id"], hit.body))
        else:
            event = json.loads(hit.body)
            found.append((f"{event.get('event_action')} {event.get('dedup_key')}", hit.body))
    for line in file.read_bytes().splitlines() if file and file.exists() else []:
        found.append((f"file {json.loads(line)['id']}", line))
    return found


def wait_until(condition, seconds=30):
    """Waits until something holds; whether it does."""
    end = time.monotonic() + seconds
    while not (held := condition()) and time.monotonic() < end:
        time.sleep(0.02)
    return bool(held)


def kill(pid, number=signal.SIGKILL):
    """Sends a signal to a process that may be gone already."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)
