"""The activities and customers of a random timeline, and what people do about them and about the alerts."""

import contextlib

import messages
from activities import judged, owner_of, record_owner
from activity_alerts import PLANTS, case_of, present
from activity_worlds import EACH, RESULTS, chance
from dates import iso, parse
from histories import OWNERS

CUSTOMERS = ("acme", "globex", "initech")


class House:
    """The activities and customers of one registry, and what people do about its alerts."""

    def __init__(self, rng, default_owner, escalation):
        """Begin with nothing recorded and nothing raised."""
        self.rng, self.controls, self.customers, self.findings, self.numbers = rng, {}, {}, 0, 0
        self.desk = messages.Desk(default_owner, escalation)
        # What the oracle prints; it differs from the desk, which people answer, where an error is planted.
        self.printed = messages.Desk(default_owner, escalation)

    def number(self):
        """Return a number that was not given before."""
        self.numbers += 1
        return self.numbers

    def going_on(self, day):
        """Return the codes of the activities of which something may be recorded on a day."""
        return [code for code, one in sorted(self.controls.items()) if not one["voided"]
                and (one["ended_on"] is None or day <= parse(one["ended_on"]))]

    def standing(self, code, day):
        """Return the occurrences of an activity of a day as they really are."""
        with PLANTS.lifted():
            return judged(case_of(self, self.controls[code]), day)

    def cadence(self, day, since):
        """Return a random cadence, recorded on a day."""
        rng, cadence = self.rng, {"from": iso(since), "recorded": day}
        kind = rng.choices(("each", "every", "contract", "event"), (50, 20, 15, 15))[0]
        if kind == "each":
            cadence["each"] = rng.choice(EACH[:2] + EACH)
        elif kind == "every":
            cadence["every"] = rng.choice((1, 2, 3, 5, 12))
        elif kind == "contract":
            cadence["contract_end_within"] = rng.choice((0, 1, 30, 60))
        else:
            cadence["event"] = True
        return cadence

    def add(self, day):
        """Record a new activity."""
        rng = self.rng
        since = day + rng.choice((0, 0, -rng.randint(1, 60), -rng.randint(60, 800), rng.randint(1, 60)))
        code = "control-%d" % self.number()
        cadence, owner = self.cadence(day, since), rng.choice((None,) + OWNERS)
        self.controls[code] = {"cadences": [cadence], "records": [], "waivers": [], "opened": [], "ended_on": None,
                               "voided": False, "owner": owner}
        return code, dict(said(cadence), verb="add", owner=owner)

    def change(self, day):
        """Let another cadence count from a day on, or correct one."""
        rng, code = self.rng, self.pick(self.going_on(day))
        if code is None:
            return None
        cadences = self.controls[code]["cadences"]
        since = day + rng.choice((0, 1, rng.randint(1, 90), -rng.randint(1, 90)))
        since = parse(rng.choice(cadences)["from"]) if chance(rng, 15) else since
        cadence = self.cadence(day, since)
        if any(said(one) == said(cadence) for one in cadences):
            return None
        cadences[:] = [one for one in cadences if one["from"] != cadence["from"]] + [cadence]
        return code, dict(said(cadence), verb="edit")

    def void_cadence(self, day):
        """Take back a cadence recorded in error, where another one stands."""
        codes = [code for code in self.going_on(day) if len(self.controls[code]["cadences"]) > 1]
        code = self.pick(codes)
        if code is None:
            return None
        cadences = self.controls[code]["cadences"]
        cadences.remove(gone := self.rng.choice(cadences))
        return code, {"verb": "void_cadence", "from": gone["from"]}

    def pick(self, things):
        """Return one of some things, or None where there are none."""
        return self.rng.choice(things) if things else None

    def named(self, day, states):
        """Return an activity with one of its occurrences in such a state, which its name means today, or None."""
        found = []
        for code in self.going_on(day):
            here = self.standing(code, day)
            found += [(code, one, here) for one in here
                      if one["state"] in states and owner_of(here, one["name"], day) is one]
        return self.pick(found)

    def done(self, day):
        """Record that something was done, today or late."""
        rng, found = self.rng, self.named(day, ("missed", "open", "failed", "missed", "done"))
        if found is None or found[1]["starts"] > day:
            return None
        code, one, here = found
        on = rng.choice((day, day, rng.randint(max(one["starts"], day - 60), day)))
        record = {"on": iso(on), "result": rng.choices(*RESULTS)[0], "occurrence": None, "extra": chance(rng, 12),
                  "findings": [], "recorded": day, "reference": "R-%d" % self.number()}
        unnamed = record_owner(here, dict(record, extra=False))
        if not record["extra"] and (one["named"] or unnamed is not one or chance(rng, 20)):
            record["occurrence"] = one["name"]
        for _ in range(rng.choices((0, 1, 2), (60, 30, 10))[0]):
            self.findings += 1
            record["findings"].append({"number": self.findings, "fix_by": iso(on + rng.randint(0, 90)),
                                       "closed_on": None, "recorded": day})
        self.controls[code]["records"].append(record)
        return code, {"verb": "done", "on": record["on"], "result": record["result"], "extra": record["extra"],
                      "occurrence": record["occurrence"], "reference": record["reference"],
                      "findings": [finding["fix_by"] for finding in record["findings"]]}

    def waive(self, day):
        """Record that one need not be done."""
        found = self.named(day, ("missed", "open", "failed", "planned"))
        if found is None:
            return None
        code, one, _ = found
        self.controls[code]["waivers"].append({"occurrence": one["name"], "on": iso(day)})
        return code, {"verb": "waive", "occurrence": one["name"]}

    def open(self, day):
        """Record something that makes an activity due."""
        rng, found = self.rng, []
        for code in self.going_on(day):
            begun = [one for one in self.controls[code]["cadences"] if parse(one["from"]) <= day]
            if begun and max(begun, key=lambda one: one["from"]).get("event"):
                found.append(code)
        code = self.pick(found)
        if code is None:
            return None
        since = max(one["from"] for one in self.controls[code]["cadences"] if parse(one["from"]) <= day)
        on = max(parse(since), day - rng.choice((0, 0, rng.randint(0, 150))))
        event = {"reference": "CHG-%d" % self.number(), "on": iso(on), "recorded": day,
                 "due": iso(on + rng.choice((0, 1, 14, 45, 90)))}
        self.controls[code]["opened"].append(event)
        return code, {"verb": "open", "occurrence": event["reference"], "on": event["on"], "due": event["due"]}

    def void_event(self, day):
        """Take back something that happened, which its kind and day alone name."""
        found = []
        for code, control in sorted(self.controls.items()):
            for kind, events in (("done", control["records"]), ("waived", control["waivers"]),
                                 ("opened", control["opened"])):
                days = [event["on"] for event in events]
                found += [(code, kind, events, event) for event in events if days.count(event["on"]) == 1]
        if not found:
            return None
        code, kind, events, event = self.rng.choice(found)
        events.remove(event)
        return code, {"verb": "void_event", "kind": kind, "on": event["on"]}

    def close(self, day):
        """Record that a finding was mended, today or late."""
        found = [(code, record, finding) for code, control in sorted(self.controls.items())
                 for record in control["records"] for finding in record["findings"] if finding["closed_on"] is None]
        if not found:
            return None
        code, record, finding = self.rng.choice(found)
        on = self.rng.choice((day, max(parse(record["on"]), day - 10)))
        finding["closed_on"] = iso(on)
        return code, {"verb": "close", "number": finding["number"], "on": iso(on)}

    def give_up(self, day):
        """End an activity, go on with it, void it, or hand it to somebody else."""
        rng, code = self.rng, self.pick(sorted(self.controls))
        if code is None:
            return None
        control, verb = self.controls[code], self.rng.choices(("own", "end", "void"), (5, 4, 1))[0]
        if control["voided"] or verb == "void":
            control["voided"] = not control["voided"]
            return code, {"verb": "void", "takes_back": not control["voided"]}
        if verb == "own":
            control["owner"] = rng.choice([owner for owner in OWNERS if owner != control["owner"]])
            return code, {"verb": "edit", "owner": control["owner"]}
        on = day + rng.choice((0, -1, rng.randint(1, 60)))
        control["ended_on"] = None if control["ended_on"] else iso(on)
        return code, {"verb": "end", "on": control["ended_on"]}

    def contract(self, day):
        """Let a customer come, leave, come back, or never have signed."""
        rng, code = self.rng, self.rng.choice(CUSTOMERS)
        contracts, since = self.customers.get(code), iso(day - rng.randint(0, 300))
        if contracts is None:
            until = None if chance(rng, 50) else iso(parse(since) + rng.randint(0, 400))
            self.customers[code] = [{"since": since, "until": until, "recorded": day}]
            return code, {"verb": "customer", "from": since, "until": until}
        last = contracts[-1] if contracts else None
        if last and chance(rng, 10):
            contracts.remove(last)
            return code, {"verb": "void_contract", "from": last["since"]}
        if last is None or last["until"] and parse(last["until"]) < day and chance(rng, 70):
            since = iso(max(parse(last["until"]) + 1, day - rng.choice((0, 0, 5, 400)))) if last else since
            contracts.append({"since": since, "until": None, "recorded": day})
            return code, {"verb": "contract", "from": since}
        until = iso(max(parse(last["since"]), day + rng.choice((-30, -1, 0, 20))))
        if until == last["until"]:
            return None
        last["until"], last["recorded"] = until, day
        return code, {"verb": "contract_end", "until": until}

    def react(self, day):
        """Acknowledge or snooze something that is open."""
        key = self.pick(self.desk.open_keys())
        if key is None:
            return None
        operation = {"op": "acknowledge", "code": key[0], "anchor": key[1], "anchor_on": iso(key[2])}
        story = self.desk.stories[key]
        if chance(self.rng, 60):
            operation.update(op="snooze", until=iso(day + self.rng.choice((1, 7, self.rng.randint(2, 60)))))
        elif story.acknowledged and (not story.owed or story.acknowledged_after):
            return None
        self.desk.apply(operation, day)
        with contextlib.suppress(ValueError):
            self.printed.apply(operation, day)
        return operation

    def run(self, day):
        """Return what a run on a day says, and what it resolves."""
        with PLANTS.lifted():
            self.desk.run(day, present(self, day))
        found = list(present(self, day))
        there = {key for key, _, _ in found}
        gone = [[*key[:2], iso(key[2]), story.latest()] for key, story in self.printed.stories.items()
                if story.open and key not in there]
        return dict(self.printed.run(day, found), resolved=gone)

    def forget(self, code):
        """Forget what was raised of an activity, where that error is planted."""
        if PLANTS.on("repeats-after-change"):
            for key in [key for key in self.printed.stories if key[0] == code]:
                del self.printed.stories[key]


def said(cadence):
    """Return what a cadence says, without the day on which it was recorded."""
    return {name: value for name, value in cadence.items() if name != "recorded"}
