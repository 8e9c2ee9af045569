"""Fills the tables of channels and of what people answered to alerts, over three weeks of the past."""

import datetime

from clocks import made_up_clock, offset
from harness import TODAY, WHO, day

NOON = datetime.datetime.combine(TODAY, datetime.time(12))


def fill_alerts(registry):
    """An alert that is raised, passed on, acknowledged, put off and said again; channels of several kinds."""
    do, environment = registry.do, dict(registry.environment)
    do("settings", "edit", "--escalation", "b@example.com", *WHO)
    with made_up_clock() as clock:
        def move(days):
            registry.environment = environment | clock | {
                "FAKETIME": offset(NOON + datetime.timedelta(days))}

        move(-22)
        do("certificate", "add", "early", "--scheme", "cyber-essentials", "--edition", "danzell", "--number", "Ö",
           "--issuer", "Bödy \ufffd", "--scope", "all", "--issued", day(-23), "--expires", day(7), "--accept-clock",
           *WHO)
        do("alert", "channel", "add", "post", "mail", "--from", "attestry@example.com", "--to", "c@example.com",
           "--sendmail", "/bin/true", "--only", "evidence", *WHO)
        do("alert", "channel", "add", "lines", "file", "--path", str(registry.path.parent / "läufe \ufffd.jsonl"),
           "--scheme", "cyber-essentials", "--severity", "warning")
        do("alert", "channel", "add", "hook", "webhook", "--url", "https://hooks.example.com/in", "--secret-file",
           "/nöne", "--only", "distribution")
        do("alert", "run")
        move(-14)
        do("alert", "run")
        do("alert", "acknowledge", "1", *WHO)
        do("alert", "snooze", "1", "--until", day(-8), *WHO)
        move(-8)
        do("alert", "run")
    registry.environment = environment
    do("alert", "channel", "remove", "hook")
