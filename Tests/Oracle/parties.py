"""The anchors of agreements, of obligations and of distributions, and the ladders that a registry has for them."""

import agreement_rules
import alerts
import holders
import obligations
from catalogue import LADDERS, OVERDUE_RUNGS, SCHEMES, ladder
from dates import parse
from ledger_cases import Plants

REGULAR = (90, 60, 30, 14, 7, 1, 0)
DUTIES = {"phi_without_baa": ("phi", "baa"), "personal_data_without_dpa": ("personal_data", "dpa")}

PLANTS = Plants({
    "exact-day": "a rung is reached on its own day alone",
    "forget-obligations": "nobody looks at customers who handle something and have no agreement",
    "forget-fixed": "nobody looks at fixed agreements",
    "forget-auto": "nobody looks at agreements that renew themselves",
    "forget-terminated": "nobody looks at agreements without end that somebody has given notice of",
    "forget-open-agreements": "an open alert does not keep an agreement looked at once its ladder is empty",
    "forget-recalls": "nobody looks at what was recalled",
    "forget-access": "nobody looks at accesses that end",
    "forget-reports": "nobody looks at reports",
    "forget-events": "nobody looks at what was withdrawn or suspended",
    "forget-milestones": "nobody looks at milestones",
    "former-customers": "agreements of former customers are warned of like others",
    "silent-nda": "an NDA's notice deadline is warned of like others",
    "every-copy": "a recall is warned of once for each copy that a person has",
    "voided-access": "an access to what was never handed out is warned of all the same",
    "acknowledged-late": "a recall is open until the day after it was acknowledged",
    "followed": "an end is warned of though another agreement takes over",
    "voided-ownerless": "what was recorded in error has no owner either",
    "old": "what was long past when it was recorded is raised again and again like anything else",
    "old-silent": "what was long past when it was recorded is never said",
    "old-healed": "what was long past when it was recorded is said although nothing is wrong any more",
})


class Ladders:
    """The ladders of a registry: the usual ones, and the user's over them."""

    def __init__(self):
        """Begin with the usual ones."""
        self.own = {}

    def of(self, anchor, usual, *scopes):
        """Return the user's ladder of the first scope that has one, else the usual one."""
        name = anchor.partition(":")[0]
        return next((self.own[scope, name] for scope in scopes if (scope, name) in self.own), usual)

    def of_evidence(self, scheme, item):
        """Return the rungs of an anchor of evidence, the overdue ones included."""
        usual = ladder(scheme, item["name"])
        return with_overdue(self.of(item["name"], usual, scheme), item["overdue"])

    def of_agreement(self, agreement, name, former):
        """Return the rungs of an agreement's anchor, the overdue ones not included."""
        own = self.of(name, None, agreement["code"])
        if own is not None:
            return own
        if former and not PLANTS.on("former-customers"):
            return ()
        silent = (agreement["kind"], name) == ("nda", "notice_deadline") and not PLANTS.on("silent-nda")
        return self.of(name, () if silent else REGULAR, agreement["kind"])


def with_overdue(rungs, overdue):
    """Return rungs with the weekly ones below the last of them."""
    return tuple(rungs) + (tuple(r for r in OVERDUE_RUNGS if r < min(rungs)) if overdue and rungs else ())


def is_silent(house, kind, name, item, day):
    """Tell whether nothing is raised about an anchor that was long past when it was recorded: nothing is wrong now."""
    if not alerts.is_old(item) or PLANTS.on("old") or PLANTS.on("old-healed"):
        return False
    if PLANTS.on("old-silent") or item["name"] == "access_end" or kind == "agreement":
        return True
    return kind == "evidence" and not alerts.still_wrong(house.world, house.world["evidence"][name], item, day)


def live(events):
    """Return the events that were not entered in error."""
    return [event for event in events if not event["voided"]]


def is_followed(world, agreement, end, day):
    """Tell whether another agreement of the kind is in force on the day after an end, or today if that is later."""
    following = max(end + 1, day)
    return not PLANTS.on("followed") and any(
        agreement_rules.judge(world, other, following)["in_force"] for other in world.values()
        if other["code"] != agreement["code"] and other["kind"] == agreement["kind"])


def agreement_anchor(world, agreement, day):
    """Return the anchor of an agreement on a day, or None: its notice deadline, else its end."""
    found = agreement_rules.judge(world, agreement, day)
    if not found["in_force"] and found["state"] not in ("not_yet_effective", "expired"):
        return None
    recorded = max(parse(event["recorded_on"]) for event in live(agreement["recorded_events"]))
    if found["notice_deadline"] is not None and found["state"] != "expired":
        return alerts.anchor("notice_deadline", found["notice_deadline"], recorded, overdue=False)
    end = agreement_rules.fixed_end(agreement)
    if end is None or is_followed(world, agreement, end, day):
        return None
    return alerts.anchor("agreement_end", end, recorded)


def obligation_anchors(customer, world, day):
    """Return the anchors of what a customer's data asks for and no agreement in force gives."""
    contracts = obligations.numbered([
        {"since": each["since"], "until": each["until"]} for each in live(customer["contracts"])])
    found = []
    for rule, (mark, kind) in sorted(DUTIES.items()):
        fitting = {code: each for code, each in world.items() if each["kind"] == kind}
        unmet, since = obligations.judge(contracts, fitting, day) if customer[mark] else (False, None)
        if unmet:
            recorded = [customer["recorded_on"]] + [
                event["recorded_on"] for each in fitting.values() for event in each["recorded_events"]] + [
                each["recorded_on"] for each in live(customer["contracts"])]
            found.append(alerts.anchor(rule, since, max(map(parse, recorded))))
    return found


def distribution_anchors(row, case, day):
    """Return the anchors of what was handed out: a recall nobody answered, an access that ends."""
    happened = {event["kind"]: event for event in case["events"]
                if event["row"] == row["id"] and parse(event["on"]) <= day}
    found = []
    if not row["released"] or holders.voided(case, row) is not None and not PLANTS.on("voided-access"):
        return found
    if row["access_ends"] is not None and "access_ended" not in happened and not PLANTS.on("forget-access"):
        found.append(alerts.anchor("access_end", parse(row["access_ends"]), parse(row["recorded_on"])))
    asked = happened.get("recalled")
    late = 1 if PLANTS.on("acknowledged-late") else 0
    if asked and holders.holds(case, row, day - late) and not PLANTS.on("forget-recalls") and leads(case, row, day - late):
        found.append(alerts.anchor("recall", parse(asked["on"]), parse(asked["recorded_on"])))
    return found


def leads(case, row, day):
    """Tell whether what a person holds of a version is followed up under the number of a row."""
    copies = [copy["id"] for copy in holders.copies(case, row, day)]
    return PLANTS.on("every-copy") or holders.number(case, copies, day) == row["id"]


def agreement_world(house, customer):
    """Return the agreements of a customer, prepared for their rules."""
    raw = [each for each in house.agreements.values() if each["customer"] == customer["code"]]
    world = agreement_rules.prepare(raw)
    for each in raw:
        world[each["code"]]["recorded_events"] = each["events"]
    return world


def forgotten(agreement, item, reached_before):
    """Tell whether a planted oracle does not look at an agreement."""
    plant = {"fixed": "forget-fixed", "auto": "forget-auto", "evergreen": "forget-terminated"}
    if PLANTS.on("forget-open-agreements"):
        return item["name"] == "notice_deadline" and not reached_before
    return PLANTS.on(plant[agreement["renewal"]])


def anchors(house, day):
    """Yield (kind of subject, name, anchor, rungs) for all that a house has to think of on a day."""
    for customer in house.customers.values():
        world = agreement_world(house, customer)
        if not PLANTS.on("forget-obligations"):
            for item in obligation_anchors(customer, world, day):
                yield "customer", customer["code"], item, with_overdue((0,), True)
        contracts = [(parse(each["since"]), parse(each["until"])) for each in live(customer["contracts"])]
        former = any(since <= day for since, _ in contracts) and not any(
            since <= day and (until is None or day <= until) for since, until in contracts)
        for agreement in world.values():
            item = agreement_anchor(world, agreement, day)
            rungs = house.ladders.of_agreement(agreement, item["name"], former) if item else ()
            if item and not forgotten(agreement, item, rungs):
                yield "agreement", agreement["code"], item, with_overdue(rungs, item["overdue"])
    for row in house.rows:
        for item in distribution_anchors(row, house.holding_case(row["code"], row["version"]), day):
            yield "distribution", str(row["id"]), item, with_overdue((0,), True)
    yield from evidence_anchors(house, day)


def evidence_anchors(house, day):
    """Yield the anchors of evidence in the same shape."""
    for code, evidence in house.world["evidence"].items():
        scheme = evidence["raw"]["scheme"]
        if PLANTS.on("forget-reports") and SCHEMES[scheme]["covers"]:
            continue
        found = alerts.standing_of(house.world, evidence, day, house.default_owner)
        ownerless = evidence["raw"].get("owner") is None and house.default_owner is None
        if PLANTS.on("voided-ownerless") and ownerless and not evidence["versions"]:
            recorded = parse(evidence["raw"]["recorded_on"])
            found = [alerts.anchor("owner_missing", recorded, recorded)]
        for item in found:
            name = item["name"].partition(":")[0]
            if PLANTS.on("forget-milestones") and name == "milestone":
                continue
            if PLANTS.on("forget-events") and LADDERS.get(name) == (0,) and name != "owner_missing":
                continue
            yield "evidence", code, item, house.ladders.of_evidence(scheme, item)


def run(house, day):
    """Raise what is due on a day; return it, and how many alerts are open then."""
    raised, present = [], set()
    for kind, name, item, rungs in anchors(house, day):
        if alerts.is_old(item) and rungs and not PLANTS.on("old"):
            rungs = (alerts.OLD_RUNG,)
        key = (kind, name, item["name"], item["on"])
        present.add(key)
        exact = PLANTS.on("exact-day")
        reached = [rung for rung in rungs if (day == item["on"] - rung if exact else day >= item["on"] - rung)]
        if not reached or is_silent(house, kind, name, item, day) or min(reached) in house.memory.setdefault(key, set()):
            continue
        house.memory[key].add(min(reached))
        raised.append(key + (min(reached),))
    house.open = [key for key in house.open if key in present] + [each[:4] for each in raised]
    return raised, len(house.open)
