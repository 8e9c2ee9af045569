"""The commands that only read, from the program's own list of verbs, with values for what they need."""

import json
import subprocess

# A verb that records says on whose behalf; one that sends records nothing, and is no reading either.
RECORDS, SENDS = "on-behalf-of", {("alert", "channel", "test"), ("help",)}
# What a place in a command is filled from: its own name, or the noun before it with a code.
KEYS = {
    "certificate": "SELECT code FROM evidence WHERE code NOT LIKE 'soc%'",
    "report": "SELECT code FROM evidence WHERE code LIKE 'soc%'",
    "scheme": "SELECT code FROM scheme WHERE id IN (SELECT scheme_id FROM evidence)",
    "product": "SELECT code FROM product WHERE removed = 0",
    "customer": "SELECT code FROM customer", "agreement": "SELECT code FROM agreement",
    "kind": "SELECT code FROM agreement_kind", "distribution": "SELECT id FROM distribution",
    "alert": "SELECT id FROM alert", "outbox": "SELECT id FROM message",
    "activity": "SELECT code FROM activity WHERE voided = 0",
    "channel": "SELECT code FROM channel WHERE removed = 0",
    "subject": "SELECT code FROM evidence UNION SELECT code FROM agreement"
               " UNION SELECT code FROM customer",
    "version": "SELECT code || '@' || version FROM version JOIN evidence"
               " ON evidence.id = evidence_id WHERE voided = 0",
    "paper": "SELECT 'nda'",
    "text": "SELECT name FROM customer",
}


# What is no row: where something is made or read.
PATHS = {"directory": "page", "files": "/dev/null", "target": "copy.db"}
# What options take that no row of a registry has.
WORDS = {"bpn": "BPNL00000000012A", "type": "ISO9001"}


class Verb:
    """A verb that reads: its words, the places it must be given, the formats it takes."""

    def __init__(self, words, arguments):
        self.words, options = words, {}
        self.places = [item["valueName"] for item in arguments
                       if item["kind"] == "positional" and not item.get("isOptional")]
        for item in arguments:
            for name in item.get("names", []):
                options[name["name"]] = item
        self.formats = ["table", "csv", "json"] if "format" in options else []
        self.needed = [name for name, item in options.items() if len(name) > 1
                       and item["kind"] == "option" and not item.get("isOptional")
                       and "defaultValue" not in item]

    def key(self, place):
        """Where values for a place come from."""
        noun = self.words[-2] if len(self.words) > 1 else "text"
        if self.words[:2] == ("agreement", "paper"):
            return "paper"
        if place == "code" and noun == "alert":
            return "subject"
        if self.words[:2] == ("export", "catena-x"):
            return "certificate"
        return noun if place in ("code", "id") else place

    def command(self, known, draw, folder):
        """One way to ask it."""
        words = [*self.words]
        for place in self.places:
            if place in PATHS:
                words.append(str(folder / PATHS[place]))
                continue
            if self.key(place) not in known:
                raise SystemExit(f"no value for {place} of {' '.join(self.words)}")
            words.append(draw.choice(known[self.key(place)]))
        for name in self.needed:
            value = str(folder / "out") if name == "output" else WORDS.get(name) or draw.choice(known["customer"])
            words += [f"--{name}", value]
        if self.formats:
            words += ["--format", draw.choice(self.formats)]
        return words


def reading_verbs(binary):
    """All verbs of the program that only read."""
    found = subprocess.run([binary, "--experimental-dump-help"], capture_output=True, check=True)
    verbs = []

    def walk(command, words):
        for item in command.get("subcommands", []):
            walk(item, (*words, item["commandName"]))
        arguments = command.get("arguments", [])
        names = {name["name"] for item in arguments for name in item.get("names", [])}
        if not command.get("subcommands") and RECORDS not in names and words not in SENDS:
            verbs.append(Verb(words, arguments))

    walk(json.loads(found.stdout)["command"], ())
    return verbs


def known_values(registry):
    """Values for every place."""
    return {key: [str(value) for (value,) in registry.query(sql)] for key, sql in KEYS.items()}
