"""Signatures as an independent library checks them, and secrets that are to be found nowhere: no
command line, no environment, no registry, no output, also where the peer says them back."""

import base64
import datetime
import json
import os
import pathlib
import random
import secrets
import subprocess
import sys
import unittest.mock
import urllib.parse

from delivery import (
    Office, WebServer, free_port, need_python_packages, new_secret, reply, secret_file,
    wait_until)
from harness import Figures, now, options, workspace

MUTATIONS = 40


def needles(secret):
    """The forms in which a secret might be seen; half of it is too much as well."""
    bare = secret.removeprefix("whsec_")
    forms = {bare[:len(bare) // 2], bare[-len(bare) // 2:], urllib.parse.quote(bare, safe=""),
             base64.b64encode(bare.encode()).decode()[:-4], bare.encode().hex()}
    if bare != secret:
        forms |= {base64.b64decode(bare).hex(), base64.b64decode(bare).decode("latin-1")}
    return {form.encode("latin-1") for form in forms}


class Watch:
    """Secrets, and the places where they were seen."""

    def __init__(self, *secrets_):
        self.wanted = {needle for secret in secrets_ for needle in needles(secret)}
        self.seen, self.sights, self.looks, self.programs = {}, [], 0, set()

    def note(self, place, data):
        """Notes where a secret was seen."""
        for needle in self.wanted:
            if (found := data.find(needle)) >= 0:
                self.seen[place] = self.seen.get(place, 0) + 1
                self.sights.append(f"{place}: {data[max(0, found - 80):found + 60]!r}")
                return

    def look_at_processes(self):
        """Reads the command line and the environment of every process there is."""
        self.looks += 1
        for folder in pathlib.Path("/proc").iterdir():
            if not folder.name.isdigit() or int(folder.name) == os.getpid():
                continue
            for name in ("cmdline", "environ"):
                try:
                    data = (folder / name).read_bytes()
                except OSError:
                    continue
                self.note(name, data)
                if name == "cmdline" and b"attestry" in data:
                    self.programs.add(data.split(b"\0")[0])

    def look_at_files(self, *folders, but=".secret"):
        """Reads all files below some folders, but for those that hold the secrets on purpose."""
        for folder in folders:
            for path in pathlib.Path(folder).rglob("*"):
                try:
                    if path.is_file() and path.suffix != but and path.stat().st_size < 1 << 26:
                        self.note(f"file {path.name}", path.read_bytes())
                except OSError:
                    continue


class Moment(datetime.datetime):
    """The library's idea of time, which is asked for the day on which the tests happen."""

    @classmethod
    def now(cls, tz=None):
        """The present instant there."""
        return now().astimezone(tz)


def agrees(hit, *keys):
    """Which of the keys the library accepts the request with, and which not."""
    from standardwebhooks.webhooks import Webhook, WebhookVerificationError
    found = []
    with unittest.mock.patch("standardwebhooks.webhooks.datetime", Moment):
        for key in keys:
            try:
                Webhook(key).verify(hit.body, hit.headers)
                found.append(True)
            except (WebhookVerificationError, ValueError):
                found.append(False)
    return found


PARTS = ("body", "cut", "webhook-id", "webhook-timestamp", "webhook-signature")


def mutated(hit, draw, parts=PARTS):
    """The request with one thing changed: a byte of the body, the id, the time, the signature."""
    headers, body = dict(hit.headers), bytearray(hit.body)
    which = draw.choice(parts)
    if which == "body":
        body[draw.randrange(len(body))] ^= 1 << draw.randrange(8)
    elif which == "cut":
        del body[draw.randrange(len(body))]
    else:
        text = headers[which]
        place = draw.randrange(3 if which == "webhook-signature" else 0, len(text) - 2)
        headers[which] = text[:place] + ("Q" if text[place] == "A" else "A") + text[place + 1:]
    return hit._replace(headers=headers, body=bytes(body))


def old(hit, key, seconds):
    """The request as it would have been signed at another time."""
    from standardwebhooks.webhooks import Webhook
    moment = datetime.datetime.fromtimestamp(
        int(hit.headers["webhook-timestamp"]) + seconds, datetime.timezone.utc)
    headers = {**hit.headers, "webhook-timestamp": str(int(moment.timestamp())),
               "webhook-signature": Webhook(key).sign(
                   hit.headers["webhook-id"], moment, hit.body.decode())}
    return hit._replace(headers=headers)


def signatures(chosen, directory, draw, figures):
    """Every request verifies with each secret of the file, no other; changed ones do not."""
    web, office = WebServer(), Office(chosen.binary, directory / "signed").init()
    first, second, stranger = (new_secret() for _ in range(3))
    office.webhook("hook", f"{web.url}/hook", keys=[first, second])
    office.certificates([(f"c{number}", "o@example.com", f"Títle \U0001f600 {number}", 5)
                         for number in range(chosen.messages)])
    outcome = office.run("alert", "run", timeout=200)
    accepted = [agrees(hit, first, second, stranger) for hit in web.hits]
    figures.exactly("signed_run", (outcome.code, len(accepted)), (0, chosen.messages))
    figures.exactly("accepted_with_first_second_stranger",
                    [sum(column) for column in zip(*accepted)], [chosen.messages, chosen.messages, 0])
    tried = [agrees(mutated(hit, draw), first, second)
             for hit in web.hits for _ in range(MUTATIONS)]
    # Of two signatures one still holds where the other is changed.
    figures.exactly("mutations_accepted_with_both", sum(all(both) for both in tried), 0)
    print(f"{len(tried)} mutations, {sum(map(any, tried))} kept one signature of two")
    figures.control("changed_bodies", not any(
        any(agrees(mutated(hit, draw, PARTS[:4]), first, second)) for hit in web.hits))
    figures.control("old_or_future_ones", not any(
        agrees(old(hit, first, seconds), first)[0] for hit in web.hits for seconds in (-400, 400)))
    events(web, office, figures)
    rotation(web, office, first, second, figures)
    web.close()


def events(web, office, figures):
    """The bodies are CloudEvents, canonical, with the id of the header."""
    genesis, wrong = office.genesis(), 0
    recipient = office.outbox()[0]["recipient"]
    alerts = {key: code for key, code in office.query(
        "SELECT alert.id, code FROM alert JOIN evidence ON evidence.id = subject_id")}
    for hit in web.hits:
        event = json.loads(hit.body)
        data = event["data"]
        expected = {
            "specversion": "1.0", "id": hit.headers["webhook-id"],
            "source": f"urn:attestry:{genesis[:32]}", "type": "org.attestry.alert.raised.v1",
            "datacontenttype": "application/json", "subject": alerts[data["alert_id"]]}
        right = (
            expected.items() <= event.items() and set(event) == {*expected, "time", "data"}
            and hit.headers["content-type"].startswith("application/cloudevents+json")
            and hit.headers[":method"] == "POST" and b"\n" not in hit.body
            and hit.body == json.dumps(event, sort_keys=True, separators=(",", ":"),
                                       ensure_ascii=False).encode()
            and event["id"] == "msg_" + office.key(
                "hook", recipient, "raised", 1, [data["alert_id"]])
            and datetime.datetime.fromisoformat(event["time"]).utcoffset() == datetime.timedelta(0)
            and {"alert_id", "subject", "subject_kind", "anchor", "anchor_on", "rung", "days_left",
                 "severity", "message", "recipients", "organization"} <= set(data)
            and (data["days_left"], data["severity"]) == (5, "critical"))
        if not right:
            wrong += 1
            figures.fail(f"event: {hit.headers} {hit.body[:600]!r}")
    figures.exactly("events_flawed", wrong, 0)


def rotation(web, office, first, second, figures):
    """The file is what counts at each try: the old secret goes, and comes no more."""
    secret_file(office.folder, "hook.secret", second)
    web.hits.clear()
    web.answers["/hook"] = [reply(500), reply(200)]
    office.certificates([("rotated", "o@example.com", "Title", 5)])
    outcome = office.run("alert", "run", timeout=60)
    figures.exactly("rotated", (outcome.code, [agrees(hit, first, second) for hit in web.hits],
                                len({hit.headers["webhook-id"] for hit in web.hits})),
                    (0, [[False, True]] * 2, 1))
    times = [int(hit.headers["webhook-timestamp"]) for hit in web.hits]
    figures.exactly("each_try_has_its_time", [abs(stamp - hit.at) < 3 for stamp, hit in zip(
        times, web.hits, strict=True)], [True, True])
    path = office.folder / "hook.secret"
    path.rename(office.folder / "away.secret")
    office.certificates([("missing", "o@example.com", "Title", 5)])
    outcome = office.run("alert", "run", timeout=60)
    states = office.states()
    print(f"without its secret's file: {outcome}")
    figures.exactly("without_its_secret", (outcome.code in (69, 75), len(web.hits)), (True, 2))
    figures.exactly("without_its_secret_lost", sum(
        count for (_, state), count in states.items() if state in ("queued", "failed")), 1)
    (office.folder / "away.secret").rename(path)
    for row in office.outbox():
        if row["state"] in ("queued", "failed"):
            office.do("alert", "outbox", "retry", str(row["id"]))
    figures.exactly("with_it_again", (office.run("alert", "run").code, len(web.hits)), (0, 3))


def echo(status, secret, cut):
    """An answer that says back all it was told and the secret that it knows, in each place where a
    reply has room; so that the secret is what an abbreviation would cut through."""
    def answer(connection, hit):
        """Says it back."""
        told = f"{hit.path} {json.dumps(hit.headers)} {hit.body.decode()}"
        said = f"{'.' * cut}{secret} {secret.removeprefix('whsec_')} {told}"
        connection.sendall(reply(
            status, said.encode(), f"Location: {hit.path}", f"X-Said: {secret}",
            f"Retry-After: {secret}", reason=secret))
    return answer


def secrecy(chosen, directory, figures):
    """Looks for the secrets while the peers hold their replies, and then in all that is left."""
    web, office = WebServer(), Office(chosen.binary, directory / "secret").init()
    tokens = {kind: secrets.token_hex(20) for kind in ("slack", "teams", "dead", "named", "cred")}
    hook, routing = new_secret(), secrets.token_hex(16)
    watch = Watch(hook, routing, *tokens.values())
    web.before = watch.look_at_processes
    statuses = (500, 400, 301, 503, 403, 200)
    for cut, status in enumerate(statuses):
        for kind in ("slack", "teams"):
            path = f"/{status}/{kind}/{tokens[kind]}"
            web.answers[path] = echo(status, (web.url + path, tokens[kind])[cut % 2], 20 * cut)
            office.secretive(f"{kind}{status}", kind, web.url + path)
        web.answers[f"/{status}/hook"] = echo(status, hook, 20 * cut)
        web.answers[f"/{status}/pager"] = echo(status, routing, 20 * cut)
        office.webhook(f"hook{status}", f"{web.url}/{status}/hook", keys=[hook])
        office.secretive(f"pager{status}", "pagerduty", routing, "--url",
                         f"{web.url}/{status}/pager")
    office.secretive("dead", "slack", f"http://127.0.0.1:{free_port()}/{tokens['dead']}")
    named = f"https://no.invalid/{tokens['named']}?sig={tokens['named']}"
    office.secretive("named", "teams", named)
    office.environment["CREDENTIALS_DIRECTORY"] = str(office.folder)
    secret_file(office.folder, "cred.secret", f"{web.url}/200/slack/{tokens['cred']}")
    office.do("alert", "channel", "add", "cred", "slack", "--credential", "cred.secret")
    office.certificates([(f"c{number}", "o@example.com", "Title", 5) for number in range(2)])
    hits = len(web.hits)
    outcomes = [office.run("alert", "run", "--dry-run"), office.run("alert", "run", timeout=200),
                office.run("alert", "run", "--format", "json", timeout=200)]
    print(f"{len(web.hits) - hits} requests; {outcomes[1]}")
    for words in (("alert", "outbox", "list"), ("alert", "channel", "list"), ("audit", "log"),
                  ("alert", "list"), ("status",), ("audit", "verify")):
        outcomes += [office.run(*words), office.run(*words, "--format", "json")]
    for code in ("slack400", "teams500", "pager400", "hook301", "dead", "named"):
        outcomes.append(office.run("alert", "channel", "test", code, timeout=60))
    for row in office.outbox():
        outcomes.append(office.run("alert", "outbox", "retry", str(row["id"])))
        outcomes.append(office.run("alert", "outbox", "drop", str(row["id"]), "--reason", "x"))
    for outcome in outcomes:
        watch.note("output", (outcome.out + outcome.err).encode("utf-8", "surrogateescape"))
    watch.look_at_files(directory)
    figures.at_least("looks_at_all_processes", watch.looks, 4 * len(statuses))
    print(f"programs of the run that were looked at: {sorted(watch.programs)}")
    for sight in watch.sights[:8]:
        figures.fail(f"a secret was seen: {sight}")
    figures.exactly("places_where_a_secret_was_seen", watch.seen, {})
    figures.exactly("by_credential", len(web.of(f"/200/slack/{tokens['cred']}")) > 0, True)
    sent = {row["state"] for row in office.outbox() if row["channel"].endswith("200")}
    figures.exactly("said_back_with_200", sent, {"sent"})
    controls(watch, directory, tokens, hook, figures)
    web.close()


def controls(watch, directory, tokens, hook, figures):
    """Secrets in each of these places would have been seen."""
    watch.seen.clear()
    waits = [sys.executable, "-c", "import time; time.sleep(30)"]
    for words, environment in (([*waits, tokens["slack"]], {}),
                               (waits, {"TOKEN": tokens["slack"]})):
        with subprocess.Popen(words, env=environment) as process:
            # Until it has become that program.
            wait_until(lambda pid=process.pid: b"sleep(30)" in pathlib.Path(
                f"/proc/{pid}/cmdline").read_bytes())
            watch.look_at_processes()
            process.kill()
    (directory / "left.txt").write_text(base64.b64decode(hook[6:]).hex())
    watch.look_at_files(directory)
    figures.control("secrets_in_sight", {"cmdline", "environ", "file left.txt"} <= set(watch.seen))


def main():
    """Signatures first, then the search for secrets."""
    chosen = options(__doc__, messages=25)
    need_python_packages()
    draw, figures = random.Random(chosen.seed), Figures()
    with workspace() as directory:
        signatures(chosen, directory, draw, figures)
        secrecy(chosen, directory, figures)
    figures.close()


main()
