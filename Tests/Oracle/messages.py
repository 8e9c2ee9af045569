"""What people do about alerts, and whom a run's messages go to; run by itself, checks hand-computed cases."""

import argparse
import sys

import alerts
from dates import iso, parse
from messages_cases import CASES, END

ESCALATION_RUNG, ESCALATION_DAYS = 30, 7
OPERATIONS = ("acknowledge", "snooze")
PLANTS = ("ignore-snooze", "escalate-every-run", "ack-silences-all")


class Story:
    """What happened so far to one key: a code, an anchor's name and the anchor's date."""

    def __init__(self):
        """Begin with nothing raised and nobody having done anything."""
        self.raised, self.open = {}, set()
        self.acknowledged = self.escalated = False
        self.answered = set()
        self.until, self.owed, self.acknowledged_after = None, False, False

    def acknowledge(self):
        """Silence the rungs ahead of the date, in a reminder too where one is still owed."""
        self.acknowledged = self.acknowledged_after = True
        self.answered = set(self.raised)

    def snooze(self, until):
        """Silence the key until a day, in place of any earlier snooze, and owe a reminder."""
        self.until, self.owed, self.acknowledged_after = until, True, False

    def snoozed(self, day):
        """Tell whether a snooze still runs on a day."""
        return self.until is not None and day < self.until

    def settle(self):
        """Resolve what is open, because the anchor is gone."""
        self.open.clear()

    def due(self, day, reached, plant):
        """Return (kind, rung) of what a run has to say, or None, and remember that it was said."""
        if not reached or self.snoozed(day):
            return None
        rung = min(reached)
        reminds, self.owed = self.owed, False
        if rung in self.raised and not reminds:
            return None
        heard = self.acknowledged_after if reminds else self.acknowledged
        if heard and (rung > 0 or plant == "ack-silences-all"):
            return None
        if rung in self.raised:
            return "reminded", rung
        self.raised[rung] = day
        self.open.add(rung)
        return "raised", rung

    def waits_too_long(self, day):
        """Tell whether an open alert has gone unanswered for so long that it has to be escalated."""
        if self.snoozed(day):
            return False
        heard = [self.raised[r] if self.until is None else max(self.raised[r], self.until)
                 for r in self.open - self.answered if r <= ESCALATION_RUNG]
        return any(on <= day - ESCALATION_DAYS for on in heard)

    def latest(self):
        """Return the rung of the open alert that was raised last."""
        return max(self.open, key=self.raised.get)


class Desk:
    """Keeps the stories of all keys of a registry and says what each run sends to whom."""

    def __init__(self, default_owner, escalation, plant=None):
        """Begin with no stories, perhaps with one planted error."""
        self.default_owner, self.escalation, self.plant = default_owner, escalation, plant
        self.stories, self.present = {}, set()

    def open_keys(self):
        """Return the keys with an alert that is not resolved, in order."""
        return sorted(key for key, story in self.stories.items() if story.open)

    def apply(self, operation, day):
        """Record an acknowledgement or a snooze on a day, or refuse it with a ValueError."""
        key = (operation["code"], operation["anchor"], parse(operation["anchor_on"]))
        story = self.stories.get(key)
        if story is None or not story.open:
            raise ValueError("nothing open for %s" % (key,))
        if operation["op"] == "acknowledge":
            story.acknowledge()
            return
        until = parse(operation["until"])
        if until <= day:
            raise ValueError("a snooze has to end after today")
        if self.plant != "ignore-snooze":
            story.snooze(until)

    def recipient(self, owner):
        """Return whom an alert goes to before any escalation, or None for nobody."""
        return owner or self.default_owner or self.escalation

    def run(self, day, present):
        """Return what a run says, given (key, owner, reached rungs) of each anchor there is on its day."""
        present = list(present)
        self.present = {key for key, _, _ in present}
        for key in self.stories.keys() - self.present:
            self.stories[key].settle()
        said = []
        for key, owner, reached in present:
            story = self.stories.setdefault(key, Story())
            message = story.due(day, reached, self.plant)
            escalates = self.escalates(story, day, owner)
            if message:
                audience = {self.recipient(owner)} | ({self.escalation} if story.escalated else set())
                said.append((message[0], key + (message[1],), audience - {None}))
            if escalates:
                rung = message[1] if message else story.latest()
                said.append(("escalated", key + (rung,), {self.escalation}))
            story.escalated = story.escalated or escalates
        return outcome(said)

    def escalates(self, story, day, owner):
        """Tell whether a key is escalated by the run of a day."""
        if self.escalation is None or self.recipient(owner) == self.escalation:
            return False
        if story.escalated and self.plant != "escalate-every-run":
            return False
        return story.waits_too_long(day)

    def run_world(self, world, day, plant=None):
        """Return what a run on the evidence of a world says."""
        found = alerts.reached_anchors(world, day, self.default_owner, plant)
        return self.run(day, (((code, item["name"], item["on"]), world["evidence"][code]["raw"]["owner"], reached)
                              for code, item, reached in found))


def outcome(said):
    """Sort (kind, alert, audience) by kind, and into one mail per recipient and sort of message."""
    result = {"raised": [], "reminded": [], "escalated": []}
    mails = {}
    for kind, (code, name, on, rung), audience in said:
        alert = [code, name, iso(on), rung]
        result[kind].append(alert)
        for recipient in audience:
            mails.setdefault((recipient, "escalated" if kind == "escalated" else "alerts"), []).append(alert)
    result["mails"] = [{"recipient": recipient, "kind": kind, "alerts": sorted(mails[recipient, kind])}
                       for recipient, kind in sorted(mails)]
    return result


def silence():
    """Return the outcome of a day without a run."""
    return outcome([])


class Stage:
    """Plays a case: one PCI DSS certificate with an end, which may move, vanish and come back."""

    def __init__(self, plant, owner="ana", default_owner=None, escalation="boss"):
        """Begin with the end in place and nothing raised."""
        self.desk, self.owner = Desk(default_owner, escalation, plant), owner
        self.on, self.gone = END, False

    def run(self, day):
        """Run and return what was said, each message with its recipients."""
        item = alerts.anchor("end", self.on, 0)
        reached = [rung for rung in alerts.rungs_of("pci-dss", item) if day >= self.on - rung]
        found = self.desk.run(day, [] if self.gone else [(("pci", "end", self.on), self.owner, reached)])
        texts = []
        for kind in ("raised", "reminded", "escalated"):
            sort = "escalated" if kind == "escalated" else "alerts"
            for alert in found[kind]:
                to = [m["recipient"] for m in found["mails"] if m["kind"] == sort and alert in m["alerts"]]
                texts.append(" ".join([kind, str(alert[3])] + ["+".join(to)] * bool(to)))
        return ", ".join(texts) or "nothing"

    def operate(self, verb, rest, day):
        """Acknowledge or snooze the end there is."""
        operation = {"op": {"ack": "acknowledge"}.get(verb, verb), "code": "pci", "anchor": "end",
                     "anchor_on": iso(self.on)}
        if rest:
            operation["until"] = iso(END + int(rest))
        self.desk.apply(operation, day)

    def step(self, offset, verb, rest=""):
        """Take one step on a day before or after the end, and return what went wrong, or None."""
        day, wrong = END + int(offset), None
        if verb == "run":
            for wanted in (rest, "nothing"):
                said = self.run(day)
                if said != wanted:
                    wrong = wrong or "day %s: %s instead of %s" % (offset, said, wanted)
        elif verb in ("gone", "back"):
            self.gone = verb == "gone"
        elif verb == "move":
            self.on = END + int(rest)
        elif verb == "refused":
            try:
                self.operate(*(rest.split() + [""])[:2], day)
                wrong = "day %s: %s not refused" % (offset, rest)
            except ValueError:
                pass
        else:
            self.operate(verb, rest, day)
        return wrong


def digest_case(plant):
    """Return what is wrong with the mails of a run with messages of three sorts, or None."""
    desk, first, late = Desk(None, "boss", plant), END - 30, ("a", "end", END + 90)
    both = [(("c", "end", END), "bo", [30]), (("b", "end", END), "ana", [30, 14])]
    desk.run(first, [(late, "ana", [30])] + both[:1])
    desk.apply({"op": "snooze", "code": "c", "anchor": "end", "anchor_on": iso(END), "until": iso(first + 7)}, first)
    found = desk.run(first + 7, [(late, "ana", [30]), (("d", "end", END), "ana", [60])] + both)
    b, c, d = (["%s" % code, "end", "2027-03-31", rung] for code, rung in (("b", 14), ("c", 30), ("d", 60)))
    wanted = {"raised": [d, b], "reminded": [c], "escalated": [["a", "end", "2027-06-29", 30]], "mails": [
        {"recipient": "ana", "kind": "alerts", "alerts": [b, d]}, {"recipient": "bo", "kind": "alerts", "alerts": [c]},
        {"recipient": "boss", "kind": "escalated", "alerts": [["a", "end", "2027-06-29", 30]]}]}
    return None if found == wanted else "%s instead of %s" % (found, wanted)


def planted_case(name):
    """Return None when a planted error changes what random timelines say, and nothing that people do."""
    import timelines

    pairs = [(timelines.random_timeline(1, index, None, True), timelines.random_timeline(1, index, name, True))
             for index in range(8)]
    told = [[[{**day, "raised": 0, "reminded": 0, "escalated": 0, "mails": 0} for day in one["days"]] for one in pair]
            for pair in pairs]
    if any(sound != planted for sound, planted in told):
        return "other operations"
    return None if sum(sound != planted for sound, planted in pairs) >= 3 else "too few timelines differ"


def main():
    """Print a line for each case, and exit 1 when one fails, as they do with a planted error."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plant", choices=PLANTS, help="check with an error planted, to see that it is noticed")
    plant = parser.parse_args().plant
    results = []
    for name, setting, steps in CASES:
        stage = Stage(plant, **setting)
        wrong = [stage.step(*text.split(" ", 2)) for text in steps]
        results.append((name, next((text for text in wrong if text), None)))
    results.append(("mails: one per recipient and sort", digest_case(plant)))
    results += [("planted %s is noticed" % name, planted_case(name)) for name in PLANTS]
    for name, wrong in results:
        print("ok %s" % name if wrong is None else "FAIL %s: %s" % (name, wrong))
    sys.exit(any(wrong is not None for _, wrong in results))


if __name__ == "__main__":
    main()
