"""Prints random timelines in which mail is refused for days on end, with the mails that arrive on each day in the end."""

import argparse
import collections
import json
import random
import sys

import histories
import messages
import timelines
from dates import iso, parse

DAYS = 200
LONGEST_REFUSAL = 7
ESCALATION = "boss@example.org"
OWNERS = histories.OWNERS + (ESCALATION, "new@example.org")
PLANTS = ("keep-resolved", "keep-answered", "former-owner")

Item = collections.namedtuple("Item", "alert is_owner audience answers was_resolved")
Mail = collections.namedtuple("Mail", "recipient sort items")


class Outbox:
    """Mails that wait, as facts: what is said, and to whom, is decided whenever one is tried."""

    def __init__(self, desk, plant=None):
        """Begin empty."""
        self.desk, self.plant = desk, plant
        self.waiting, self.answers = [], collections.Counter()

    def answered(self, operation):
        """Note that somebody answered an anchor date."""
        self.answers[operation["code"], operation["anchor"], operation["anchor_on"]] += 1

    def queue(self, mails, owners):
        """Take in the mails of a run."""
        audiences = collections.defaultdict(set)
        for mail in mails:
            for alert in mail["alerts"] if mail["kind"] == "alerts" else ():
                audiences[tuple(alert)].add(mail["recipient"])
        for mail in mails:
            items = []
            for alert in map(tuple, mail["alerts"]):
                is_owner = mail["kind"] == "alerts" and mail["recipient"] == self.desk.recipient(owners[alert[0]])
                audience = audiences[alert] if mail["kind"] == "alerts" else {mail["recipient"]}
                items.append(Item(alert, is_owner, audience, self.answers[alert[:3]], not self.is_open(alert)))
            self.waiting.append(Mail(mail["recipient"], mail["kind"], items))

    def is_open(self, alert):
        """Tell whether an alert was not resolved since it was raised."""
        code, name, on, rung = alert
        return rung in self.desk.stories[code, name, parse(on)].open

    def is_over(self, item):
        """Tell whether nobody needs to hear of it any more."""
        code, name, on, _ = item.alert
        is_gone = (code, name, parse(on)) not in self.desk.present
        is_resolved = is_gone or not item.was_resolved and not self.is_open(item.alert)
        is_answered = self.answers[item.alert[:3]] > item.answers
        return (is_resolved and self.plant != "keep-resolved") or (is_answered and self.plant != "keep-answered")

    def addressee(self, mail, item, owners):
        """Return who is to hear of it now, or None for nobody."""
        own = self.desk.recipient(owners[item.alert[0]])
        if mail.sort == "escalated":
            return mail.recipient if own != self.desk.escalation else None
        if not item.is_owner or own == mail.recipient or self.plant == "former-owner":
            return mail.recipient
        return None if own in item.audience else own

    def attempt(self, owners, is_refused):
        """Try all that waits, and what is passed on in its place, once; return what arrives."""
        arrived, todo, kept = [], list(self.waiting), []
        while todo:
            mail, others = todo.pop(0), collections.defaultdict(list)
            stays = []
            for item in mail.items:
                to = None if self.is_over(item) else self.addressee(mail, item, owners)
                if to == mail.recipient:
                    stays.append(item)
                elif to:
                    # The contact hears of it beside an owner, not in place of one.
                    beside = {self.desk.escalation} & item.audience if len(item.audience) > 1 else set()
                    audience = {to} | beside
                    others[to].append(item._replace(audience=audience))
                    continue
            moved = {item.alert for items in others.values() for item in items}
            rest = [item for item in mail.items if item.alert not in moved]
            todo += [Mail(to, mail.sort, items) for to, items in sorted(others.items())]
            if stays and is_refused:
                kept.append(mail._replace(items=rest))
            elif stays:
                arrived.append({"recipient": mail.recipient, "kind": mail.sort,
                                "alerts": sorted(list(item.alert) for item in stays)})
        self.waiting = kept
        return arrived


class Week(timelines.Simulation):
    """A simulation whose mails wait while they are refused."""

    def __init__(self, desk, plant):
        """Begin with an empty outbox."""
        super().__init__(desk.default_owner, desk=desk)
        self.outbox, self.is_refused, self.closed = Outbox(desk, plant), False, set()

    def record(self, operation, day, operations):
        """Apply an operation, unless its evidence had a version voided, which nobody records to any more."""
        is_answer = operation["op"] in messages.OPERATIONS
        if operation["code"] in self.closed and not is_answer and operation["op"] != "own":
            return
        super().record(operation, day, operations)
        if is_answer:
            self.outbox.answered(operation)
        if operation["op"] == "void":
            self.closed.add(operation["code"])

    def close(self, day, operations, runs):
        """End a day, with what arrives on it."""
        super().close(day, operations, runs)
        if not runs:
            return
        owners = {code: item["owner"] for code, item in self.register.evidence.items()}
        said = self.days[-1]
        self.outbox.queue(said["mails"], owners)
        said["arrived"] = self.outbox.attempt(owners, self.is_refused)
        said["refused"] = self.is_refused


def changes(rng, simulation):
    """Yield what this test adds to a day: another owner, or a version recorded in error."""
    register = simulation.register
    waiting = {item.alert[0] for mail in simulation.outbox.waiting for item in mail.items}
    codes = sorted(waiting) or sorted(register.evidence)
    if not codes:
        return
    code, lot = rng.choice(codes), rng.random()
    item = register.evidence[code]
    owner = rng.choice(OWNERS)
    if lot < 0.25 and owner != item["owner"]:
        yield {"op": "own", "code": code, "owner": owner}
    parents = {version["parent"] for other in register.evidence.values() for version in other["versions"]}
    if code in simulation.closed or item["discontinued_on"]:
        return
    if 0.25 < lot < 0.35 and code not in parents and len(item["versions"]) > 1:
        yield {"op": "void", "code": code, "version": len(item["versions"])}
    if 0.35 < lot < 0.4:
        yield {"op": "discontinue", "code": code, "on": iso(simulation.today)}


def random_week(seed, index, plant):
    """Return one numbered timeline of some months."""
    rng = random.Random("%s:%s:refusals" % (seed, index))
    first = rng.randint(parse("2024-01-01"), parse("2026-12-31"))
    default_owner = rng.choice((None, "desk@example.org"))
    simulation = Week(messages.Desk(default_owner, rng.choice((None, ESCALATION, ESCALATION))), plant)
    refused_until = first
    for day in range(first, first + DAYS):
        operations = []
        simulation.today = day
        for _ in range(8 if day == first else int(rng.random() < 0.15)):
            if day == first:
                operation = histories.add(rng, simulation.register, day, owner=rng.choice((None,) + histories.OWNERS))
            else:
                operation = histories.random_operation(rng, simulation.register, day, 9)
            if operation:
                simulation.record(operation, day, operations)
        for operation in timelines.reactions(rng, simulation, day, 0.3):
            simulation.record(operation, day, operations)
        for operation in changes(rng, simulation):
            simulation.record(operation, day, operations)
        if not simulation.is_refused and rng.random() < 0.15:
            refused_until = day + rng.randint(1, LONGEST_REFUSAL)
        simulation.is_refused = day < refused_until
        simulation.close(day, operations, True)
    return {"default_owner": default_owner, "escalation": simulation.desk.escalation, "days": simulation.days}


def main():
    """Read the command line and print timelines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plant", choices=PLANTS, help="get one thing wrong")
    options = parser.parse_args()
    for index in range(options.count):
        line = random_week(options.seed, index, options.plant)
        sys.stdout.write(json.dumps(line, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
