"""A house with customers, agreements, evidence and what was handed out: what is recorded there, as command lines."""

import histories
from agreement_worlds import chance
from catalogue import SCHEMES
from commands import evidence_words, optional
from dates import iso, parse
from holders import copies, holds
from parties import Ladders, live
from prepared import prepare_world
from register import Register

POOL = ("iso9001", "iso9001", "iso27001", "gdpr", "hipaa", "cyber-essentials", "soc2-type2", "soc3", "tisax", "pci-dss")
KINDS = ("nda", "nda", "baa", "baa", "dpa", "dpa", "msa")


class House:
    """What one registry holds, and what it remembers of its alerts."""

    def __init__(self, default_owner):
        """Begin with nothing recorded."""
        self.register, self.customers, self.agreements = Register(), {}, {}
        self.rows, self.row_events, self.ladders = [], [], Ladders()
        self.memory, self.open, self.default_owner = {}, [], default_owner
        self.world, self.count = prepare_world([]), 0

    def order(self, code):
        """Return the numbers of the versions of an evidence in the order of their succession."""
        return [version["number"] for version in self.world["evidence"][code]["versions"]]

    def holding_case(self, code, version):
        """Return what tells who holds a version, in the shape that holders.py knows."""
        order = self.order(code)
        order = order if version in order else [version] + order
        rows = [row for row in self.rows if row["code"] == code and row["version"] in order]
        return {"versions": order, "ask": version, "rows": rows, "events": self.row_events}

    def event_of(self, row, kind):
        """Return what happened to a row, or None."""
        return next((e for e in self.row_events if e["row"] == row["id"] and e["kind"] == kind), None)

    # What follows is one function a thing that may be recorded: it returns words, or None where nothing fits.

    def evidence(self, rng, day):
        """Record something about evidence."""
        items = [item for item in self.register.evidence.values()
                 if item["discontinued_on"] is None and not any(v["voided"] for v in item["versions"])]
        if not items or (len(self.register.evidence) < 4 and chance(rng, 20)):
            name = rng.choice(POOL)
            code = "%s-%d" % (name, len(self.register.evidence) + 1)
            owner = rng.choice((None,) + histories.OWNERS)
            operation = histories.add(rng, self.register, day, name=name, code=code, owner=owner)
        else:
            item = rng.choice(items)
            action = rng.choices(("renew", "event", "milestone", "done", "edit", "void", "discontinue"),
                                 (36, 14, 14, 10, 14, 10, 2))[0]
            if action == "void":
                operation = {"op": "void", "code": item["code"], "version": rng.choice(item["versions"])["version"]}
            elif action == "discontinue":
                operation = {"op": "discontinue", "code": item["code"], "on": iso(day + rng.randint(-5, 60))}
            elif action == "done":
                operation = histories.milestone_done(rng, item, day)
            elif action == "renew":
                full = len(item["versions"]) > 3
                operation = None if full else histories.renew(rng, self.register, item, day)
            else:
                operation = getattr(histories, action)(rng, item, day)
        if operation is None:
            return None
        self.count += 1
        words = evidence_words(self.register, operation, self.count)
        self.register.apply(operation, day)
        self.world = prepare_world(list(self.register.evidence.values()))
        return words

    def customer(self, rng, day):
        """Record a company, with a contract or without."""
        code = "c%d" % (len(self.customers) + 1)
        since = day - rng.choice((rng.randint(0, 100), rng.randint(0, 500), -rng.randint(1, 60)))
        until = since + rng.choice((rng.randint(0, 300), rng.randint(100, 700)))
        status = rng.choice(("prospect", "customer", "customer", "customer", "former"))
        contracts = [] if status == "prospect" else [{
            "since": iso(since), "voided": False, "recorded_on": iso(day),
            "until": iso(until) if status == "former" or chance(rng, 50) else None}]
        marks = {"phi": chance(rng, 40), "personal_data": chance(rng, 50)}
        self.customers[code] = dict(marks, code=code, contracts=contracts, recorded_on=iso(day), contacts=[])
        words = ["customer", "add", code, "--name", "Company " + code]
        if contracts:
            words += optional(status=status, since=contracts[0]["since"], until=contracts[0]["until"])
        return words + [word for mark, word in (("phi", "--phi"), ("personal_data", "--personal-data")) if marks[mark]]

    def contact(self, rng, day):
        """Record a person at a company."""
        customer = rng.choice(list(self.customers.values()))
        email = "p%d@%s.example" % (len(customer["contacts"]) + 1, customer["code"])
        customer["contacts"].append(email)
        return ["customer", "contact", "add", customer["code"], "--name", "P", "--email", email, "--role", "user"]

    def customer_edit(self, rng, day):
        """Change what a company handles."""
        customer = rng.choice(list(self.customers.values()))
        mark = rng.choice(("phi", "personal_data"))
        customer[mark] = not customer[mark]
        customer["recorded_on"] = iso(day)
        word = ("--" if customer[mark] else "--no-") + mark.replace("_", "-")
        return ["customer", "edit", customer["code"], word]

    def contract(self, rng, day):
        """Begin, end or take back a contract."""
        customer = rng.choice(list(self.customers.values()))
        words, standing = ["customer", "edit", customer["code"]], live(customer["contracts"])
        last = max(standing, key=lambda each: each["since"], default=None)
        if last and chance(rng, 20):
            last["voided"] = True
            return ["customer", "void-contract", customer["code"], "--since", last["since"], "--reason", "in error"]
        if last is None or last["until"] is not None and parse(last["until"]) < day + 30:
            since = max(day - rng.randint(-20, 200), parse(last["until"]) + 1 if last else 0)
            if any(each["since"] == iso(since) for each in customer["contracts"]):
                return None
            customer["contracts"].append({
                "since": iso(since), "until": None, "voided": False, "recorded_on": iso(day)})
            return words + ["--status", "customer", "--since", iso(since)]
        until = iso(max(parse(last["since"]), day + rng.randint(-60, 60)))
        if until == last["until"]:
            return None
        last["until"], last["recorded_on"] = until, iso(day)
        return words + ["--status", "former", "--until", until]

    def agreement(self, rng, day):
        """Record an agreement, signed or as a draft."""
        customer, kind = rng.choice(list(self.customers)), rng.choice(KINDS)
        code = "a%d" % (len(self.agreements) + 1)
        signed = day - rng.choice((0, rng.randint(0, 60), rng.randint(0, 500)))
        signed = None if chance(rng, 15) else signed
        effective = None if signed is None else signed + rng.choice((0, 0, rng.randint(-30, 120)))
        start, renewal = effective or day, rng.choice(("fixed", "fixed", "auto", "auto", "evergreen"))
        raw = {"code": code, "kind": kind, "customer": customer, "counts_as_nda": True, "renewal": renewal,
               "effective_on": iso(effective), "ends_on": None, "initial_term_months": None, "term_months": None,
               "notice_days": None, "notice_months": None,
               "survival_months": None, "survival_basis": None, "retention_months": 72, "expiring_days": 60,
               "events": [], "releases": []}
        words = ["agreement", "add", customer, kind, code] + optional(effective=iso(effective), signed=iso(signed))
        if renewal == "fixed":
            ends = max(start, day + rng.choice((rng.randint(-80, 300), rng.randint(0, 120), rng.randint(-300, 0))))
            raw["ends_on"] = iso(ends + (500 if signed is None else 0))
            words += ["--ends", raw["ends_on"]]
        elif renewal == "auto":
            raw["term_months"] = rng.choice((1, 3, 6, 12, 12))
            words += ["--term", str(raw["term_months"]), "--auto-renew"] + self.first_term(rng, raw, start)
            words += self.notice(rng, raw)
        else:
            words.append("--evergreen")
        if self.is_said(raw):
            return None
        self.agreements[code] = raw
        self.happened(raw, "drafted" if signed is None else "executed", day if signed is None else signed, day)
        return words

    def is_said(self, raw):
        """Tell whether another agreement that stands has the same first day, renewal and end."""
        def said(each):
            """Return what makes two agreements say the same."""
            fields = ("customer", "kind", "effective_on", "renewal", "ends_on", "term_months")
            return [each[name] for name in fields] + [each["initial_term_months"] or each["term_months"]]

        return any(said(other) == said(raw) for other in self.agreements.values()
                   if other["code"] != raw["code"]
                   and not any(event["kind"] == "voided" for event in live(other["events"])))

    def first_term(self, rng, raw, start):
        """Choose for some agreements a first term of their own; return the options that say so."""
        if chance(rng, 25):
            raw["initial_term_months"] = rng.choice((1, 2, 18, 24, 36))
            return ["--initial-term", str(raw["initial_term_months"])]
        if raw["effective_on"] is not None and chance(rng, 30):
            raw["ends_on"] = iso(start + rng.choice((27, rng.randint(27, 90), rng.randint(27, 700))))
            return ["--ends", raw["ends_on"]]
        return []

    def notice(self, rng, raw):
        """Choose notice in days or months, shorter than every term; return the option that says so."""
        shortest = min(raw["initial_term_months"] or raw["term_months"], raw["term_months"])
        if raw["ends_on"] is None and shortest > 1 and chance(rng, 35):
            raw["notice_months"] = rng.randint(1, min(3, shortest - 1))
            return ["--notice-months", str(raw["notice_months"])]
        if chance(rng, 15):
            return []
        longest = 28 * (1 if raw["ends_on"] else shortest) - 1
        raw["notice_days"] = min(longest, rng.choice((0, 30, 60, 90)))
        return ["--notice-days", str(raw["notice_days"])]

    def happened(self, agreement, kind, on, day, successor=None):
        """Note an event of an agreement."""
        agreement["events"].append({"kind": kind, "occurred_on": iso(on), "successor": successor, "voided": False,
                                    "recorded_on": iso(day)})

    def agreement_event(self, rng, day):
        """Record what happens to an agreement."""
        if not self.agreements:
            return None
        agreement = rng.choice(list(self.agreements.values()))
        code, events = agreement["code"], live(agreement["events"])
        kinds = {event["kind"]: parse(event["occurred_on"]) for event in events}
        if "voided" in kinds:
            return None
        if "executed" not in kinds:
            return self.unsigned_event(rng, agreement, day)
        weights = (80, 10, 4, 10, 0) if agreement["renewal"] == "evergreen" else (30, 24, 8, 26, 20)
        action = rng.choices(("terminate", "supersede", "void", "void-event", "edit"), weights)[0]
        if action == "terminate" and "terminated" not in kinds:
            on = max(kinds["executed"], day + rng.choice((0, rng.randint(-30, 0), rng.randint(1, 150))))
            self.happened(agreement, "terminated", on, day)
            return ["agreement", "terminate", code, "--on", iso(on)]
        if action == "supersede" and "superseded" not in kinds:
            later = [other for other in self.agreements.values() if int(other["code"][1:]) > int(code[1:]) and
                     (other["customer"], other["kind"]) == (agreement["customer"], agreement["kind"])]
            if later:
                self.happened(agreement, "superseded", day, day, later[0]["code"])
                return ["agreement", "supersede", code, "--by", later[0]["code"], "--on", iso(day)]
        if action == "void":
            self.happened(agreement, "voided", day, day)
            return ["agreement", "void", code, "--reason", "in error"]
        if action == "void-event":
            event = rng.choice(events)
            if event["kind"] in ("terminated", "superseded") or len(events) > 1:
                event["voided"] = True
                return ["agreement", "void-event", code, event["kind"], "--on", event["occurred_on"],
                        "--reason", "in error"]
        if action == "edit" and agreement["renewal"] == "fixed":
            ends = iso(max(parse(agreement["effective_on"]), day + rng.randint(-40, 200)))
            if (ends != agreement["ends_on"] and parse(ends) >= day - 60
                    and not self.is_said(dict(agreement, ends_on=ends))):
                agreement["ends_on"] = ends
                return ["agreement", "edit", code, "--ends", ends]
        return None

    def unsigned_event(self, rng, agreement, day):
        """Record what happens to an agreement that nobody has signed."""
        kind, verb = rng.choice((("sent", "send"), ("negotiating", "negotiate"), ("declined", "decline"),
                                 ("executed", "sign"), ("executed", "sign"), ("executed", "sign")))
        on = day - rng.randint(0, 20)
        if kind == "executed":
            ends = [parse(event["occurred_on"]) for event in live(agreement["events"])
                    if event["kind"] == "terminated"]
            on = min([on] + ends)
        elif any((event["kind"], event["occurred_on"]) == (kind, iso(on)) for event in live(agreement["events"])):
            return None
        effective = None
        if kind == "executed" and agreement["effective_on"] is None:
            effective = on + rng.randint(-10, 40)
            if self.is_said(dict(agreement, effective_on=iso(effective))):
                return None
        self.happened(agreement, kind, on, day)
        words = ["agreement", verb, agreement["code"], "--on", iso(on)]
        if effective is not None:
            agreement["effective_on"] = iso(effective)
            words += ["--effective", iso(effective)]
        return words

    def release(self, rng, day):
        """Hand a version to somebody, in spite of the gate; what only a portal shows is now and then refused."""
        items = [item for item in self.register.evidence.values() if not all(v["voided"] for v in item["versions"])]
        if not items:
            return None
        item, customer = rng.choice(items), rng.choice(list(self.customers.values()))
        version = rng.choice([v["version"] for v in item["versions"] if not v["voided"]])
        contact = rng.choice(customer["contacts"] + [None])
        again = [row for row in self.rows if (row["code"], row["version"]) == (item["code"], version)]
        if again and chance(rng, 40):
            earlier = rng.choice(again)
            customer, contact = self.customers[earlier["customer"]], earlier["contact"]
        on = day - rng.choice((0, 0, rng.randint(0, 30), rng.randint(0, 200)))
        refused = item["scheme"] == "tisax" and chance(rng, 40)
        ends = iso(on + rng.randint(0, 250)) if chance(rng, 40) else None
        row = {"id": len(self.rows) + 1, "code": item["code"], "version": version, "customer": customer["code"],
               "contact": contact, "on": iso(on), "released": not refused, "letter": False, "access_ends": ends,
               "recorded_on": iso(day)}
        self.rows.append(row)
        words = ["distribution", "log", "%s@%d" % (item["code"], version), "--to", customer["code"], "--channel",
                 "email", "--purpose", "request %d" % row["id"], "--on", iso(on), "--basis", "they use it"]
        words += optional(contact=contact, access_ends=ends)
        return (words, 2) if refused else words + ["--override", "so decided", "--approved-by", "C. Iso"]

    def recall(self, rng, day):
        """Ask for a version back that something took the place of, or that is withdrawn or recorded in error."""
        fitting = [(item["code"], v["version"]) for item in self.register.evidence.values()
                   for v in item["versions"] if self.may_recall(item["code"], v, day)]
        held = []
        for code, version in fitting:
            case = self.holding_case(code, version)
            rows = [row for row in case["rows"] if parse(row["on"]) <= day and holds(case, row, day)
                    and not self.event_of(row, "recalled")]
            held += [(code, version, rows)] if rows else []
        if not held:
            return None
        code, version, rows = rng.choice(held)
        for row in rows:
            self.row_events.append({"row": row["id"], "kind": "recalled", "on": iso(day), "recorded_on": iso(day)})
        return ["distribution", "recall", "%s@%d" % (code, version), "--on", iso(day), "--reason", "not valid"]

    def may_recall(self, code, version, day):
        """Tell whether a version is out on a day: superseded, withdrawn, cancelled or recorded in error."""
        if version["voided"]:
            return True
        if any(e["kind"] in ("withdrawn", "cancelled") for e in version["events"]):
            return True
        versions = self.world["evidence"][code]["versions"]
        covers = SCHEMES[self.register.evidence[code]["scheme"]]["covers"]
        own = next(v for v in versions if v["number"] == version["version"])
        began = "issued" if covers else "start"
        return own[began] <= day and any(v["rank"] > own["rank"] and v[began] <= day for v in versions)

    def follow_up(self, rng, day):
        """Record what happened to something handed out."""
        kinds = {"received": "receive", "acknowledged": "acknowledge", "access_ended": "end"}
        kind = rng.choice(("received", "acknowledged", "acknowledged", "access_ended", "access_ended"))
        rows = [row for row in self.rows if row["released"] and not self.event_of(row, kind)
                and not self.event_of(row, "voided")
                and (kind != "acknowledged" or self.event_of(row, "recalled"))
                and (kind != "access_ended" or row["access_ends"])]
        if not rows:
            return None
        row = rng.choice(rows)
        first = parse(self.event_of(row, "recalled")["on"] if kind == "acknowledged" else row["on"])
        on = max(first, day - rng.choice((0, rng.randint(0, 20))))
        held = copies(self.holding_case(row["code"], row["version"]), row, on)
        same = held if kind == "acknowledged" and row in held else [row]
        for copy in same:
            if not self.event_of(copy, kind):
                self.row_events.append({"row": copy["id"], "kind": kind, "on": iso(on), "recorded_on": iso(day)})
        return ["distribution", kinds[kind], str(row["id"]), "--on", iso(on)]

    def void_release(self, rng, day):
        """Take back a release by which nothing was handed out."""
        rows = [row for row in self.rows if row["released"] and not self.event_of(row, "voided")]
        if not rows:
            return None
        row = rng.choice(rows)
        self.row_events.append({"row": row["id"], "kind": "voided", "on": iso(day), "recorded_on": iso(day)})
        return ["distribution", "void", str(row["id"]), "--reason", "never sent"]

    def ladder(self, rng, day):
        """Set a ladder of the user's, which may look far ahead or be empty."""
        far, near, none = "500 200 30 0", "30 5 0", "none"
        anchor, option, rungs = rng.choice((
            ("end", "scheme", far), ("end", "scheme", near), ("notice_deadline", "kind", none),
            ("notice_deadline", "kind", near), ("agreement_end", "agreement", far),
            ("agreement_end", "agreement", near), ("notice_deadline", "agreement", near),
            ("agreement_end", "kind", none)))
        if option == "agreement" and not self.agreements:
            return None
        scope = rng.choice({"scheme": ("iso9001", "iso27001", "pci-dss"), "kind": KINDS,
                            "agreement": tuple(self.agreements)}[option])
        self.ladders.own[scope, anchor] = tuple(int(rung) for rung in rungs.split() if rungs != none)
        return ["alert", "ladder", "set", anchor, rungs, "--" + option, scope]
