"""Four hundred days of recording, answering and daily runs under a made-up clock: the mails that
a real server got each day are those that the independent oracle names."""

import collections
import datetime
import json
import pathlib
import re
import subprocess
import sys
import time

from clocks import made_up_clock, offset
from delivery import MailServer, Office, need_python_packages, parse, sendmail
from harness import Figures, options, workspace

ORACLE = pathlib.Path(__file__).resolve().parents[1] / "Oracle" / "timelines.py"
PLANTS = ("ignore-snooze", "escalate-every-run")
MORNING, EVENING = datetime.time(0, 1), datetime.time(23, 50)
# The oracle's names of a version's fields, and the options that take them.
OPTIONS = {"edition": "--edition", "parent": "--parent", "issued_on": "--issued",
           "valid_from": "--valid-from", "expires_on": "--expires", "as_of_on": "--as-of-date",
           "opinion": "--opinion"}
EVENTS = {"suspended": "suspend", "restored": "restore", "withdrawn": "withdraw",
          "cancelled": "cancel"}


def timeline(seed, days, plant=None):
    """The first days of one random timeline of the oracle, with a planted error or without."""
    words = [sys.executable, str(ORACLE), "--people", "--count", "1", "--seed", str(seed),
             "--zone", "UTC", *(("--plant", plant) if plant else ())]
    found = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    return {**found, "days": found["days"][:days]}


def expected(day):
    """The mails of a day by the oracle: to whom, of which sort, about which alerts."""
    return sorted((mail["recipient"], mail["kind"], tuple(sorted(map(tuple, mail["alerts"]))))
                  for mail in day["mails"])


def eventful(seed, days):
    """The first timeline from a seed on that has escalations and reminders and by which both
    planted errors show; with the planted ones."""
    while True:
        story = timeline(seed, days)
        planted = {name: timeline(seed, days, name) for name in PLANTS}
        if (all(any(day[kind] for day in story["days"]) for kind in ("escalated", "reminded"))
                and all(differing(story["days"], other["days"]) for other in planted.values())):
            print(f"timeline {seed}, from {story['days'][0]['day']}")
            return story, planted
        seed += 1


def differing(days, others):
    """How many days of two timelines differ in their mails."""
    return sum(expected(one) != expected(other) for one, other in zip(days, others, strict=True))


class Clerk:
    """Does by commands what a timeline says."""

    def __init__(self, office, story):
        self.office, self.schemes, self.versions = office, {}, {}
        self.number = self.commands = 0
        self.turn(story["days"][0]["day"], MORNING)
        named = (("--owner", story["default_owner"]), ("--escalation", story["escalation"]))
        self.do("init", "--organization", "Vendor", "--time-zone", "UTC",
                *(word for pair in named if pair[1] for word in pair))

    def turn(self, day, clock):
        """Sets the date and the time of the next commands."""
        moment = datetime.datetime.combine(datetime.date.fromisoformat(day), clock)
        self.office.environment["FAKETIME"] = offset(moment)

    def do(self, *words):
        """One command, which must succeed."""
        self.commands += 1
        return self.office.do(*words)

    def scheme(self, code):
        """The noun of a scheme and the options with what it cannot do without."""
        if code not in self.schemes:
            shown = json.loads(self.do("scheme", "show", code, "--format", "json"))
            texts = {fact["name"]: fact["value"] or "" for fact in shown["facts"]}
            facts = {name: text.split() for name, text in texts.items()}
            listed = {"criteria": facts.get("known_criteria", ["1"])[0]}
            needs = [f"--{name}={listed.get(name, '1')}" for name in facts.get("required_fields", ())
                     if name != "scope"]
            for item in texts.get("identifier_values", "").split(";"):
                name, _, values = item.partition("=")
                listed[name.strip()] = values.split("|")[0]
            needs += [f"--set={name}={listed.get(name, 'some')}"
                      for name in facts.get("required_identifiers", ())]
            self.schemes[code] = ("report" if shown["kind"] == "report" else "certificate", needs)
        return self.schemes[code]

    def version(self, verb, code, scheme, fields, *more):
        """Adds or renews. The scope makes it unlike all others, which the oracle may repeat."""
        noun, needs = self.scheme(scheme)
        self.number += 1
        words = [word for name, option in OPTIONS.items() if fields[name] is not None
                 for word in (option, fields[name])]
        if fields["period_end"]:
            words += ["--period", f"{fields['period_start']}..{fields['period_end']}"]
        self.do(noun, verb, code, "--scope", f"scope {self.number}", *needs, *words, *more)
        versions = self.versions.setdefault(code, (noun, scheme, []))[2]
        # What is not given is taken over from the version before, and must not be.
        before = versions[-1] if versions else collections.defaultdict(lambda: None)
        versions.append({**fields, **{name: fields[name] or before[name]
                                      for name in ("edition", "parent")}})
        if gone := [name for name in ("edition", "parent")
                    if fields[name] is None and before[name] is not None]:
            versions[-1].update(dict.fromkeys(gone))
            self.do(noun, "edit", f"{code}@{len(versions)}",
                    *(f"--clear={name}" for name in gone))

    def perform(self, step):
        """Does one operation."""
        kind, code = step["op"], step["code"]
        if kind == "add":
            owner = ("--owner", step["owner"]) if step["owner"] else ()
            self.version("add", code, step["scheme"], step["version"], "--scheme", step["scheme"],
                         *owner)
            return
        noun, scheme, versions = self.versions[code]
        version = f"{code}@{step.get('version')}"
        if kind == "renew":
            self.version("renew", code, scheme, step["version"])
        elif kind == "event":
            self.do(noun, EVENTS[step["kind"]], version, "--on", step["occurred_on"],
                    "--reason", "some")
        elif kind == "milestone":
            self.do(noun, "milestone", "add", version, step["kind"], "--due", step["due_on"])
        elif kind == "milestone_done":
            self.do(noun, "milestone", "done", version, step["kind"], "--on", step["done_on"],
                    "--due", step["due_on"])
        elif kind == "edit":
            fields = versions[step["version"] - 1]
            fields.update(step["fields"])
            self.do(noun, "edit", version, *(
                f"--period={fields['period_start']}..{value}" if name == "period_end"
                else f"{OPTIONS[name]}={value}" for name, value in step["fields"].items()))
        elif kind == "discontinue":
            self.do(noun, "discontinue", code, "--on", step["on"])
        else:
            until = ("--until", step["until"]) if kind == "snooze" else ()
            self.do("alert", kind, str(self.open_alert(step)), *until)

    def open_alert(self, step):
        """The number of the last open alert about an anchor date, which is what is answered."""
        rows = json.loads(self.do("alert", "list", step["code"], "--format", "json"))
        return [row["id"] for row in rows
                if row["state"] != "resolved"
                and (row["anchor"], row["anchor_on"]) == (step["anchor"], step["anchor_on"])][-1]


def sort_and_numbers(letter):
    """What a person reads in a letter: to whom it is, of which sort, about which numbers."""
    message = parse(letter)
    to = [address.addr_spec for address in message["To"].addresses]
    sort = "escalated" if "Nobody answered" in message["Subject"] else "alerts"
    numbers = re.findall(r"^ +alert (\d+):", next(message.iter_parts()).get_content(), re.M)
    return (to[0] if to == letter.recipients else f"{to} and {letter.recipients}", sort,
            [int(number) for number in numbers])


def live(clerk, story, mail, figures):
    """Lives through the days; what was read on each, and what went wrong apart from mails."""
    read, again = [], 0
    for day in story["days"]:
        mail.letters.clear()
        clerk.turn(day["day"], MORNING)
        for step in day["ops"]:
            clerk.perform(step)
        for clock in (MORNING, EVENING)[:1 if not day["run"] else 2]:
            clerk.turn(day["day"], clock)
            outcome = clerk.office.run("alert", "run")
            clerk.commands += 1
            if (outcome.code, outcome.out, outcome.err) != (0, "", ""):
                figures.fail(f"{day['day']}: {outcome}")
            if clock is MORNING:
                read.append([sort_and_numbers(letter) for letter in mail.letters])
        again += len(mail.letters) - len(read[-1])
    figures.exactly("mails_in_the_evening", again, 0)
    return read


def main():
    """Lives one timeline by commands and compares."""
    chosen = options(__doc__, days=400)
    need_python_packages()
    figures = Figures()
    story, planted = eventful(chosen.seed, chosen.days)
    with workspace() as directory, made_up_clock() as clock:
        mail, office = MailServer(), Office(chosen.binary, directory / "office")
        office.folder.mkdir()
        office.environment |= clock
        began, clerk = time.monotonic(), Clerk(office, story)
        office.mail(sendmail(directory, mail.port))
        read = live(clerk, story, mail, figures)
        alerts = {row["id"]: (row["subject"], row["anchor"], row["anchor_on"], row["rung"])
                  for row in json.loads(clerk.do("alert", "list", "--format", "json"))}
        found = [sorted((to, sort, tuple(sorted(alerts[number] for number in numbers)))
                        for to, sort, numbers in letters) for letters in read]
        print(f"{clerk.commands} commands, {sum(map(len, found))} mails"
              f" in {time.monotonic() - began:.0f} s")
        figures.exactly("days_compared", len(found), chosen.days)
        wrong = 0
        for day, mails in zip(story["days"], found, strict=True):
            if mails != expected(day):
                wrong += 1
                figures.fail(f"{day['day']}: {mails} and not {expected(day)}")
        figures.exactly("differing_days", wrong, 0)
        kinds = collections.Counter(sort for mails in found for _, sort, _ in mails)
        figures.at_least("mails_compared", kinds["alerts"], 1)
        figures.at_least("escalations_compared", kinds["escalated"], 1)
        states = {row["state"] for row in office.outbox()}
        figures.exactly("states_at_the_end", states, {"sent"})
        figures.exactly("verify_status", office.verify().code, 0)
        for name, other in planted.items():
            figures.control(name.replace("-", "_"), any(
                mails != expected(day) for day, mails in zip(other["days"], found, strict=True)))
        mail.close()
    figures.close()


main()
