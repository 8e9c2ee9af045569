"""Slack, Teams and PagerDuty: what they get is well formed and within their limits, no text of a
user becomes a mention or a link, and an incident is opened before it is closed or not at all."""

import json
import re

from delivery import Office, WebServer, need_python_packages, reply
from harness import Figures, day, options, workspace

HOSTILE = ["<!channel> & <@U123>", "<https://evil.example|click>", "[click](https://evil.example)",
           "*bold* _it_ ~no~ `code` # head", "&lt;!here&gt;", "\u202egnp.exe \x1b[31m",
           "\"}],\"x\":\"",
           "<at>everyone</at>", "a\r\n- list\n1. list", "x" * 900, "{{DATE(2026-01-01)}} ${x}"]
TEAMS_LIMIT, SLACK_BLOCKS, SLACK_TEXT, SUMMARY = 25_000, 50, 3000, 1024
ROUTING = "0123456789abcdef0123456789abcdef"


def texts(value):
    """Every text within a JSON value."""
    if isinstance(value, str):
        return [value]
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for inner in values for text in texts(inner)]


def of_type(value, name):
    """Every object of that type within a JSON value."""
    found = [value] if isinstance(value, dict) and value.get("type") == name else []
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return found + [inner for each in values for inner in of_type(each, name)]


def alive(office, prefix, count, days=5):
    """Certificates that lapse, with hostile titles."""
    office.certificates([(f"{prefix}{number}", "o@example.com", HOSTILE[number % len(HOSTILE)],
                          days) for number in range(count)])


def named(bodies, prefix, count):
    """How many of so many codes stand in the bodies, each as a word."""
    text = " ".join(word for body in bodies for word in texts(body))
    return sum(bool(re.search(rf"\b{prefix}{number}\b", text)) for number in range(count))


def slack(office, web, figures, count):
    """One digest: escaped, in blocks that Slack takes."""
    office.secretive("slack", "slack", f"{web.url}/slack")
    alive(office, "s", count)
    outcome = office.run("alert", "run")
    bodies = [json.loads(hit.body) for hit in web.of("/slack")]
    figures.exactly("slack_run", outcome.code, 0)
    figures.at_most("slack_requests", len(bodies), -(-count // 20))
    body = bodies[0]
    blocks = body.get("blocks", [])
    # In plain_text nothing is a mention or a link.
    marked = [body["text"], *(block["text"] for block in of_type(blocks, "mrkdwn"))]
    raw = [text for text in marked if re.search(r"[<>]|&(?!(amp|lt|gt);)", text)]
    for text in raw:
        figures.fail(f"slack: {text[:200]!r}")
    longest = max(len(text) for block in blocks for text in texts(block))
    size = len(web.of("/slack")[0].body)
    print(f"slack: {len(blocks)} blocks, longest text {longest}, {size} bytes")
    figures.exactly("slack_unescaped", len(raw), 0)
    figures.exactly("slack_has_fallback", isinstance(body["text"], str) and body["text"] != "", True)
    figures.at_most("slack_blocks", len(blocks), SLACK_BLOCKS)
    figures.at_most("slack_longest_text", longest, SLACK_TEXT)
    figures.at_least("slack_alerts_named", named(bodies, "s", count), count)
    office.do("alert", "channel", "remove", "slack")


def teams(office, web, figures, count):
    """A digest in parts below the limit; a part that was taken is not sent again because the next
    one was not."""
    office.secretive("teams", "teams", f"{web.url}/teams")
    web.answers["/teams"] = [reply(202), reply(500), reply(202)]
    alive(office, "t", count)
    outcome = office.run("alert", "run", timeout=60)
    hits = web.of("/teams")
    bodies = [json.loads(hit.body) for hit in hits]
    sizes = [len(hit.body) for hit in hits]
    cards = [(body["type"], len(body["attachments"]), body["attachments"][0]) for body in bodies]
    shapes = {(kind, count, card["contentType"], card["content"]["type"],
               card["content"]["version"] in ("1.2", "1.3", "1.4")) for kind, count, card in cards}
    print(f"teams: parts of {sizes} bytes, exit {outcome.code}")
    figures.at_least("teams_parts", len(hits), 3)
    figures.at_most("teams_largest_part", max(sizes), TEAMS_LIMIT)
    figures.exactly("teams_shape", shapes, {
        ("message", 1, "application/vnd.microsoft.card.adaptive", "AdaptiveCard", True)})
    figures.exactly("teams_alerts_named", named(bodies, "t", count), count)
    # The second part was refused once; no other is repeated.
    repeated = len(hits) - len({hit.body for hit in hits})
    figures.exactly("teams_run", outcome.code, 0)
    figures.at_most("teams_parts_repeated", repeated, 1)
    figures.exactly("teams_first_part_came", sum(hit.body == hits[0].body for hit in hits), 1)
    links = [block["text"] for body in bodies for block in of_type(body, "TextBlock")
             if re.search(r"(?<!\\)\[click(?<!\\)\]\(https", block["text"])
             or re.search(r"\{\{DATE", block["text"])]
    for text in links[:2]:
        figures.fail(f"teams: a link or a macro: {text[:200]!r}")
    figures.exactly("teams_links_of_users", len(links), 0)
    office.do("alert", "channel", "remove", "teams")


def removed_pager(office, figures):
    """Removing a channel names the incidents that nobody ends any more."""
    alive(office, "k", 2)
    office.do("alert", "run")
    renew(office, "k0")
    office.do("alert", "run")
    outcome = office.run("alert", "channel", "remove", "pager")
    names = outcome.err.partition("resolve there: ")[2].split(", ")
    print(f"removed: {outcome.err.splitlines()}")
    codes = {name.split(" ")[0] for name in names}
    figures.exactly("open_incidents_named", (f"k1 end {day(5)}" in names, codes & {
        "k0", "p0", "p1", "late0"}, {"p2", "k1"} <= codes), (True, set(), True))


def teams_replies(office, web, figures):
    """A 200 with an error in its body is that error."""
    busy = (b"Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP"
            b" error 429 with ContextId x")
    cases = {"busy": (busy, "queued", 2),
             "bad": (b"... returned HTTP error 400 with ...", "failed", 1),
             "down": (b"... returned HTTP error 503", "queued", 2), "fine": (b"1", "sent", 1)}
    for name, (body, _, _) in cases.items():
        web.answers[f"/{name}"] = reply(200, body)
        office.secretive(name, "teams", f"{web.url}/{name}")
    office.secretive("slack-says-so", "slack", f"{web.url}/busy-slack")
    web.answers["/busy-slack"] = reply(200, b"HTTP error 429")
    alive(office, "r", 1)
    outcome = office.run("alert", "run", timeout=60)
    states = {row["channel"]: row["state"] for row in office.outbox()}
    for name, (_, state, count) in cases.items():
        figures.exactly(f"teams_{name}", (states[name], len(web.of(f"/{name}"))), (state, count))
    figures.exactly("slack_200", (states["slack-says-so"], outcome.code), ("sent", 75))
    for row in office.outbox():
        if row["state"] in ("queued", "failed"):
            office.do("alert", "outbox", "drop", str(row["id"]), "--reason", "done")
    for name in (*cases, "slack-says-so"):
        office.do("alert", "channel", "remove", name)


def renew(office, *codes):
    """Renews certificates, which resolves their alerts."""
    for code in codes:
        office.do("certificate", "renew", code, "--issued", day(0), "--expires", day(1000))


def pagerduty(office, web, figures):
    """Fields within their limits; a resolve has the key of its trigger; a trigger that comes too
    late does not come."""
    office.secretive("pager", "pagerduty", ROUTING, "--url", f"{web.url}/pager")
    alive(office, "p", len(HOSTILE))
    office.do("alert", "run")
    events = [json.loads(hit.body) for hit in web.of("/pager")]
    flawed = [event for event in events if not (
        event["routing_key"] == ROUTING and event["event_action"] == "trigger"
        and re.fullmatch(r"[0-9a-f]{64}", event["dedup_key"])
        and 0 < len(event["payload"]["summary"]) <= SUMMARY and event["payload"]["source"]
        and event["payload"]["severity"] in ("critical", "error", "warning", "info"))]
    for event in flawed:
        figures.fail(f"pagerduty: {event}")
    figures.exactly("pager_triggers_flawed", (len(events), len(flawed)), (len(HOSTILE), 0))
    figures.exactly("pager_keys", len({event["dedup_key"] for event in events}), len(HOSTILE))
    web.hits.clear()
    renew(office, "p0", "p1")
    office.do("alert", "run")
    after = [json.loads(hit.body) for hit in web.of("/pager")]
    keys = {event["dedup_key"] for event in events
            if re.search(r"\bp[01]\b", event["payload"]["summary"])}
    figures.exactly("pager_resolves", sorted(
        (event["event_action"], event["dedup_key"] in keys) for event in after),
        [("resolve", True)] * 2)
    web.hits.clear()
    web.answers["/pager"] = reply(503, b"", "Retry-After: 3600")
    alive(office, "late", 1)
    waiting = office.run("alert", "run").code
    web.answers["/pager"] = reply(202)
    renew(office, "late0")
    ended = [office.run("alert", "run").code for _ in range(2)]
    for row in office.outbox():
        if row["state"] == "queued":
            office.do("alert", "outbox", "retry", str(row["id"]))
    ended.append(office.run("alert", "run").code)
    actions = [json.loads(hit.body)["event_action"] for hit in web.of("/pager")]
    figures.exactly("pager_late", (waiting, ended[-1], actions[:1]), (75, 0, ["trigger"]))
    figures.exactly("pager_triggers_after_the_resolve", actions[1:].count("trigger"), 0)
    figures.exactly("pager_states_left", [row["state"] for row in office.outbox()
                                          if row["state"] not in ("sent", "dropped")], [])


def controls(figures):
    """The flaws that are looked for would be found."""
    body = {"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "<!channel> s3"}}]}
    figures.control("a_mention", any(re.search(r"[<>]", text) for text in texts(body)))
    figures.control("a_code_that_is_missing", named([body], "s", 4) == 1)
    figures.control("a_block", len(of_type(body, "section")) == 1)


def main():
    """Sends to each of them."""
    chosen = options(__doc__, alerts=150)
    need_python_packages()
    figures = Figures()
    with workspace() as directory:
        web, office = WebServer(), Office(chosen.binary, directory / "office").init()
        slack(office, web, figures, chosen.alerts)
        teams(office, web, figures, 2 * chosen.alerts)
        teams_replies(office, web, figures)
        pagerduty(office, web, figures)
        removed_pager(office, figures)
        figures.exactly("verify_status", office.verify().code, 0)
        controls(figures)
        web.close()
    figures.close()


main()
