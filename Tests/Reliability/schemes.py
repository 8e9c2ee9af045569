"""Every scheme of the catalogue as a vendor holds it: added, judged on its first and last day and the
day after, explained, asked for at the gate; and the cases that a source decides, or is too weak to.

The days are worked out here by the arithmetic of the oracle, from the facts that the program shows."""

import datetime
import functools
import json
import pathlib
import sys

from clocks import made_up_clock, offset
from harness import Figures, Registry, options, workspace

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "Oracle"))
from dates import add_months, iso, parse, parse_known  # noqa: E402

NOON = datetime.datetime(2029, 1, 15, 12)
FIRST = "2026-03-01"
FAR = "2040-01-01"
# The first rule of the gate that refuses a class to a customer with neither NDA nor contract, in history.
REFUSED = {"public": None, "on_request": None, "nda": "no_agreement", "internal": "internal",
           "portal_only": "portal_only", "restricted_user": "no_agreement", "restricted_knowledge": "no_agreement"}
C5 = ("--scheme", "bsi-c5-type2", "--auditor", "A", "--opinion", "unqualified", "--edition", "2020",
      "--issued", "2028-08-01")
# name: the words that add it; days on which it is or is not in force with its state; "flag" and "no flag".
CASES = {
    "hds-1.1": (("hds", "1.1", "2024-06-01", "2027-05-31"), {
        "2026-05-16": "expiring", "2026-05-17": "edition_retired"}),
    "ens-rd-3-2010": (("ens", "rd-3-2010", "2023-06-01", None), {
        "2024-05-05": "expiring", "2024-05-06": "edition_retired"}),
    "fips-140-2": (("fips-140", "140-2", "2024-01-10", "2029-01-09"), {
        "2026-09-21": "expiring", "2026-09-22": "edition_retired"}),
    "dpf-lapsed": (("dpf", "2023", "2025-10-10", None), {
        "2026-10-10": "expiring", "2026-10-11": "expired"}),
    "privacy-shield": (("privacy-shield", None, "2019-09-01", "2020-08-31"), {
        "2020-07-15": "expiring", "2020-07-16": "edition_retired"}),
    "safe-harbor": (("safe-harbor", None, "2015-01-01", None), {
        "2015-10-05": "expiring", "2015-10-06": "edition_retired"}),
    "pa-dss": (("pa-dss", None, "2021-01-01", None), {
        "2022-10-28": "expiring", "2022-10-29": "edition_retired"}),
    "stateramp": (("stateramp", None, "2024-06-01", None), {
        "2025-02-28": "expiring", "2025-03-01": "edition_retired"}),
    # What weak sources say decides nothing.
    "iso9001-2015": (("iso9001", "2015", "2028-06-01", "2031-05-31"), {"2030-01-01": "active"}),
    "iso14001-2015": (("iso14001", "2015", "2027-06-01", "2030-05-31"), {"2029-07-01": "active"}),
    "tisax-6.0": (("tisax", "6.0", "2027-02-01", None, "ordered_on=2027-01-15"), {"2028-01-01": "active"}),
    "fedramp-rev5": (("fedramp", "rev5", "2026-01-01", None), {"2028-01-01": "active"}),
    "secnumcloud-3.1": (("secnumcloud", "3.1", "2027-01-01", None), {"2028-01-01": "active"}),
    "csa-star-2-4.0": (("csa-star-2", "4.0", "2027-01-01", None), {"2028-06-01": "active"}),
    "g-cloud-14": (("g-cloud", "14", "2026-01-01", None), {"2028-01-01": "active"}),
    "jab-pato": (("jab-pato", None, "2024-01-01", None), {"2028-01-01": "active"}),
    "cism": (("cism", None, "2020-01-01", None), {"2028-01-01": "active"}),
}


class World:
    """A registry in 2029, in which everything of the catalogue can have been held."""

    def __init__(self, registry):
        self.registry = registry
        registry.do("init", "--organization", "X", "--time-zone", "UTC", "--owner", "a@example.com")
        registry.do("customer", "add", "acme", "--name", "Acme", "--domain", "acme.example")
        registry.do("customer", "contact", "add", "acme", "--name", "J", "--email", "j@acme.example",
                    "--role", "user")

    def show(self, noun, code, day):
        """The verdict on a day."""
        return json.loads(self.registry.do(noun, "show", code, "--as-of", day, "--format", "json"))["verdict"]

    @functools.cache
    def facts(self, scheme):
        """What is known of a scheme: its kind, its facts by name, its editions."""
        found = json.loads(self.registry.do("scheme", "show", scheme, "--format", "json"))
        values = {fact["name"]: fact.get("value") for fact in found["facts"]}
        return found["kind"], values, [edition["code"] for edition in found["editions"]]

    def add(self, code, scheme, edition, issued, ends=None, *more):
        """Records evidence with everything that the scheme asks for."""
        kind, facts, _ = self.facts(scheme)
        choices = dict(part.strip().split("=", 1) for part in (facts.get("identifier_values") or "").split(";") if part)
        words = [code, "--scheme", scheme, "--issued", issued]
        for name in (facts.get("required_identifiers") or "").split():
            words += ["--set", f"{name}={choices.get(name, 'x').split('|')[0]}"]
        words += [word for item in more for word in ("--set", item)]
        words += ["--edition", edition] if edition else []
        if kind != "report":
            return self.registry.run(
                "certificate", "add", *words, "--number", code, *(["--expires", ends] if ends else []))
        period = f"{iso(parse(issued) - 400)}..{iso(parse(issued) - 36)}"
        spoken = ["--as-of-date", issued] if facts.get("coverage") == "day" else ["--period", period]
        return self.registry.run("report", "add", *words, *spoken, "--auditor", "A", "--opinion", "unqualified")

    def gate(self, code):
        """The first rule that refuses a release to a customer without anything; None where none does."""
        outcome = self.registry.run("distribution", "may", code, "--to", "acme", "--contact", "j@acme.example",
                                    "--basis", "review", "--historical", "--format", "json")
        answer = json.loads(outcome.out)
        return None if answer["allowed"] else answer["rules"][0]["rule"]


def last_day(kind, facts, issued):
    """The last day in force by the facts; None where nothing sets one."""
    if kind == "report":
        spoken = parse(issued) - (0 if facts.get("coverage") == "day" else 36)
        return iso(add_months(spoken, int(facts["freshness_months"])))
    ends = [add_months(parse(issued), int(facts["validity_months"]))] if facts.get("validity_months") else []
    ends += [parse_known(facts["ended_on"])] if facts.get("ended_on") else []
    return iso(min(ends)) if ends else None


def walk(world, scheme, figures):
    """Takes one scheme through all of it; returns its line of the table, or None where it fails."""
    kind, facts, editions = world.facts(scheme)
    ended = facts.get("ended_on")
    issued = iso(add_months(parse_known(ended), -6)) if ended else FIRST
    outcome = world.add(scheme, scheme, editions[-1] if editions and kind != "report" else None, issued)
    if outcome.code:
        return figures.fail(f"{scheme}: {outcome}")
    noun = "report" if kind == "report" else "certificate"
    last, first = last_day(kind, facts, issued), world.show(noun, scheme, issued)
    # A scheme that rides on another one is out of force without it, on every day.
    if first["state"] == "parent_invalid":
        states, right = [first["state"]], not first["in_force"]
    else:
        states = [first["state"]]
        right = first["in_force"] and first.get("until") == last
        for day, holds in ((last or FAR, True), (iso(parse(last) + 1) if last else FAR, not last)):
            verdict = world.show(noun, scheme, day)
            states.append(verdict["state"])
            right = right and verdict["in_force"] == holds
    explained = world.registry.run("alert", "explain", scheme)
    refused = world.gate(scheme)
    if not right or explained.code or not (explained.out or explained.err):
        figures.fail(f"{scheme}: {states}, until {first.get('until')}, by its facts {last}; explain {explained}")
    if refused != REFUSED[facts["release_class"]]:
        figures.fail(f"{scheme}: {facts['release_class']} and the gate says {refused}")
    return [scheme, kind, issued, last or "open", *(states + ["", ""])[:3], facts["release_class"], refused or "allowed"]


def decided(world, cases):
    """What of the cases is not as their sources say."""
    wrong = []
    for name, (words, days) in cases.items():
        outcome = world.add(f"case-{name}", *words)
        for day, state in days.items():
            found = world.show("certificate", f"case-{name}", day)["state"] if outcome.code == 0 else str(outcome)
            print(f"case\t{name}\t{day}\t{found}")
            if found != state:
                wrong.append(f"{name} on {day}: {found}, not {state}")
    return wrong


def reports(world):
    """What of C5:2020 is not as its source says: periods from 2027-06-01 are to C5:2026."""
    wrong = []
    for begin, late in (("2027-05-31", False), ("2027-06-01", True)):
        code = f"c5-from-{begin}"
        world.registry.do("report", "add", code, *C5, "--period", f"{begin}..2028-05-31")
        flags = world.show("report", code, "2028-08-01")["flags"]
        print(f"case\tbsi-c5-type2 2020 from {begin}\t2028-08-01\t{' '.join(flags)}")
        if ("edition_not_current_at_issue" in flags) != late:
            wrong.append(f"C5:2020 for a period from {begin}: {flags}")
    return wrong


def interim(world):
    """What of HITRUST r2 is not as its source says: without the interim the certification is lost."""
    for code, done in (("r2-done", "2026-02-20"), ("r2-late", "2026-03-02"), ("r2-not", None)):
        world.add(code, "hitrust-r2", None, "2025-03-01")
        world.registry.do("certificate", "milestone", "add", code, "interim", "--due", FIRST)
        if done:
            world.registry.do("certificate", "milestone", "done", code, "interim", "--on", done)
    for code, day, state, until in (
            ("r2-done", "2026-03-02", "active", "2027-03-01"), ("r2-done", "2027-03-02", "expired", "2027-03-01"),
            ("r2-late", "2026-03-01", "expiring", FIRST), ("r2-late", "2026-03-02", "expired", FIRST),
            ("r2-not", "2026-06-01", "expired", FIRST)):
        verdict = world.show("certificate", code, day)
        print(f"case\thitrust-r2 {code}\t{day}\t{verdict['state']}\t{verdict['reasons'][0]['fact'] if verdict['reasons'] else ''}")
        if (verdict["state"], verdict["until"]) != (state, until):
            yield f"{code} on {day}: {verdict['state']} until {verdict['until']}"


def main():
    """Prints the table and the figures."""
    chosen, figures = options(__doc__), Figures()
    with workspace() as directory, made_up_clock() as clock:
        registry = Registry(chosen.binary, directory / "registry.db")
        registry.environment.update(clock, FAKETIME=offset(NOON))
        world = World(registry)
        schemes = registry.do("scheme", "list", "--quiet").split()
        rows = [walk(world, scheme, figures) for scheme in schemes]
        print("scheme\tkind\tissued\tlast\ton the first\ton the last\tthe day after\tclass\tgate")
        print("\n".join("\t".join(row) for row in rows if row))
        figures.at_least("schemes_added_judged_explained_gated", sum(row is not None for row in rows), 95)
        figures.at_least("without_an_end_of_their_own", sum(bool(row) and row[3] == "open" for row in rows), 20)
        wrong = [*decided(world, CASES), *reports(world), *interim(world)]
        for text in wrong:
            figures.fail(text)
        figures.exactly("cases_not_as_their_source_says", len(wrong), 0)
        # An error planted in the catalogue, one day late, must be seen.
        registry.do("edition", "edit", "hds", "1.1", "--set", "retires_on=2026-05-17")
        shifted = {"hds-late": CASES["hds-1.1"]}
        figures.control("a_retirement_a_day_late", len(decided(world, shifted)) == 1)
        old = registry.run("scheme", "check", "--as-of", "2027-11-28", "--quiet")
        young = registry.run("scheme", "check", "--as-of", "2027-11-22", "--quiet")
        figures.exactly("scheme_check_after_a_year_and_a_day", old.code, 2)
        figures.exactly("scheme_check_within_a_year", young.code, 0)
        figures.exactly("verified", registry.verify().code, 0)
    figures.close()


main()
