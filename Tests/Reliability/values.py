"""Sets numbers, choices and references to what they cannot be; every command that reads, and the alert run,
must end in time, without a signal, and name what is wrong."""

import pathlib
import random
import re
import sqlite3
import time

from harness import Figures, Hand, Registry, day, fill, options, workspace
from reading_commands import known_values, reading_verbs

PATIENCE = 10
LEAST, MOST = -(1 << 63), (1 << 63) - 1
# Numbers inside texts: as one alone, in a list of JSON, in a ladder.
NUMBERS = ["-1", "0", str(MOST), str(LEAST), "99999999999999999999"]
LISTS = [f"[{MOST}]", f"[{LEAST}]", "[-1]", "[1e300]", "[99999999999999999999]", "[[[0]]]", "[null]"]
LADDERS = [str(MOST), str(LEAST), "-1 99999999999999999999"]
# Which rows of a table are read: of the runs the last one alone; what was sent is in no list of messages.
READ = {"alert_run": "id = (SELECT max(id) FROM alert_run)", "delivery": "state IN ('queued', 'failed')",
        "message": "id IN (SELECT id FROM delivery WHERE state IN ('queued', 'failed'))",
        "entry": "sequence = (SELECT max(sequence) FROM entry)"}
# What no command has a use for but the one that holds every row against the log, which names the row.
VERIFIED = {"attachment.recorded_on", "document.recorded_on", "document_chunk.document_id", "former_code.recorded_on"}
WORDS = ["x", "", "9999-12-31", "0000-00-00"]


class Site:
    """A column to attack, with the values to put there and which of them cannot be there: numbers out of a
    range, keys of no row, days that are none."""

    def __init__(self, table, column, values, low=None, high=None, *, keys=None, where="TRUE"):
        self.table, self.column, self.values, self.where = table, column, values, where
        self.low, self.high, self.keys = low, high, keys

    def __str__(self):
        return f"{self.table}.{self.column}"

    def must_be_named(self, value):
        """Whether some command has to say that this value cannot be there."""
        if self.keys is not None:
            return value not in self.keys
        if isinstance(value, str) and re.search("_(on|at)$|^day$|^fix_by$", self.column):
            return value == "x"
        return self.high is not None and not self.low <= int(value) <= self.high


def numbers(table, column, sql):
    """The values of a column of numbers, by what its CHECK says of it."""
    if re.search(rf"CHECK \({column} IN \(0, 1\)\)", sql):
        return Site(table, column, [-1, 2, MOST, LEAST])
    limits = re.search(rf"CHECK \({column} BETWEEN (-?\d+) AND (\d+)\)", sql)
    low, high = (int(text) for text in limits.groups()) if limits else (0, 1200)
    values = {-1, 0, low - 1, low, low + 1, high - 1, high, high + 1, LEAST, MOST}
    is_key = not limits or high > 1 << 52 or table in ("entry", "document", "document_chunk")
    return Site(table, column, sorted(values), *((None, None) if is_key else (low, high)),
                where=READ.get(table, "TRUE"))


def sites(registry):
    """Every column of numbers, choices and references that the schema has."""
    found = []
    for table in registry.tables():
        (sql,), = registry.query("SELECT sql FROM sqlite_schema WHERE name = ?", table)
        references = {row[3]: row[2] for row in registry.query(f"PRAGMA foreign_key_list({table})")}
        for _, column, kind, *_ in registry.query(f"PRAGMA table_info({table})"):
            if column in references:
                keys = {key for (key,) in registry.query(f"SELECT id FROM {references[column]}")}
                found.append(Site(table, column, [-1, 0, 999_999, LEAST, MOST], keys=keys, where=READ.get(table, "TRUE")))
            elif kind == "INTEGER":
                found.append(numbers(table, column, sql))
            elif kind == "TEXT":
                found.append(Site(table, column, WORDS, where=READ.get(table, "TRUE")))
                if re.search(rf"{column} GLOB '\[\[\]\*\]'", sql):
                    found.append(Site(table, column, LISTS))
    found.append(Site("ladder", "rungs", LADDERS))
    # Facts of schemes that evidence is held under: the others say nothing about anything.
    found.append(Site("fact", "value", NUMBERS, where="""(name GLOB '*_months' OR name GLOB '*_days')
        AND value IS NOT NULL AND scheme_id IN (SELECT scheme_id FROM evidence)""", low=0, high=1200))
    return found


def damage(copy, site, value, draw):
    """Puts the value into one row; whether SQLite took it."""
    (sql,), = copy.query("SELECT sql FROM sqlite_schema WHERE name = ?", site.table)
    keys = ["rowid"] if "WITHOUT ROWID" not in sql else [
        row[1] for row in copy.query(f"PRAGMA table_info({site.table})") if row[5]]
    rows = copy.query(f"SELECT {', '.join(keys)} FROM {site.table} WHERE {site.where}"
                      f" ORDER BY {site.column} IS NULL, {', '.join(keys)}")
    try:
        with Hand(copy.path) as connection:
            connection.execute(
                f"UPDATE {site.table} SET {site.column} = ?"
                f" WHERE {' AND '.join(f'{key} = ?' for key in keys)}",
                (value, *draw.choice(rows[:20])))
    except sqlite3.Error:
        return False
    return True


class Trial:
    """Asks a damaged registry everything, and counts."""

    def __init__(self, source, folder, figures, draw):
        self.source, self.folder, self.figures, self.draw = source, folder, figures, draw
        self.verbs = reading_verbs(source.binary)
        self.known = known_values(source)
        self.commands = self.signals = self.hangs = self.silent = 0
        self.due = self.named = 0

    def ask(self, copy, words, what):
        """Runs one command; returns what it said."""
        outcome = copy.run(*words, timeout=PATIENCE)
        self.commands += 1
        self.hangs += outcome.code == "hang"
        # Of a message that waits for its time the run that tried it has told.
        waits = outcome.code == 75 and words == ["alert", "run"]
        self.signals += outcome.crashed and outcome.code != "hang"
        # check and verify end with 2 because of what they found, and say it as their answer.
        told = outcome.explained or outcome.code == 2 and (outcome.out or "damaged: " in outcome.err)
        if outcome.crashed:
            self.figures.fail(f"{what}: {' '.join(words)}: {outcome}")
        elif outcome.code != 0 and not told and not waits:
            self.silent += 1
            self.figures.fail(f"{what}: {' '.join(words)} says nothing: {outcome}")
        return outcome.err + outcome.out

    def judge(self, site, value, all_verbs=True):
        """One value of one column, then every verb."""
        copy = self.source.copy(self.folder / "copy" / "registry.db")
        # A debug build that dies would take its time to say where.
        copy.environment["SWIFT_BACKTRACE"] = "enable=no"
        if not damage(copy, site, value, self.draw):
            return False
        what, said = f"{site} = {value!r}", ""
        verbs = self.verbs if all_verbs else self.draw.sample(self.verbs, 12)
        for verb in verbs:
            said += self.ask(copy, verb.command(self.known, self.draw, self.folder), what)
            (self.folder / "out").unlink(missing_ok=True)
        said += self.ask(copy, ["alert", "run"], what)
        if site.must_be_named(value):
            self.due += 1
            told = f"holds '{value}'" in said or str(site) in VERIFIED and re.search(
                rf"\t{site.table} .*\t({site.column} is |names a row of )", said) is not None
            self.named += told
            if not told:
                self.figures.fail(f"{what} is named by no command")
        return True


def leave_waiting(registry):
    """Leaves a message that could not be sent, and waits."""
    do = registry.do
    do("alert", "channel", "add", "waits", "mail", "--from", "a@example.com", "--sendmail", "/bin/false")
    do("certificate", "add", "late", "--scheme", "iso9001", "--edition", "2015", "--number", "L", "--issuer", "Body",
       "--issued", day(-300), "--expires", day(5), "--owner", "l@example.com")
    do("alert", "run", code=75)


def controls(figures, folder):
    """Programs that die and that hang: both must count."""
    for name, line in (("signal", "kill -SEGV $$"), ("hang", "exec sleep 60")):
        script = folder / name
        script.write_text(f"#!/bin/sh\n{line}\n")
        script.chmod(0o755)
        figures.control(name, Registry(script, folder / "none").run("status", timeout=1).crashed)


def main():
    """Attacks a sample of the columns, or each with every value."""
    chosen = options(__doc__, rows=8, changes=10, all=0)
    # Small: the same sample each time; the full size tries every value.
    figures, draw = Figures(), random.Random(chosen.seed if chosen.all else 1)
    with workspace() as folder:
        controls(figures, pathlib.Path(folder))
        source = fill(Registry(chosen.binary, folder / "registry.db").init(), chosen.rows)
        leave_waiting(source)
        trial = Trial(source, folder, figures, draw)
        found = sites(source)
        changes = [(site, value) for site in found for value in site.values]
        draw.shuffle(changes)
        # What stops everything is looked for first: a number that must be named.
        changes.sort(key=lambda change: not change[0].must_be_named(change[1]))
        first = [change for change in changes if change[0].must_be_named(change[1])]
        if not chosen.all:
            # Each column once.
            half = chosen.changes // 2
            changes = [*{str(site): (site, value) for site, value in first}.values()][:half] + [
                *{str(site): (site, value) for site, value in changes[len(first):]}.values()][:half]
        began, done, columns = time.monotonic(), 0, set()
        for site, value in changes:
            if trial.judge(site, value):
                done += 1
                columns.add(str(site))
        figures.at_least("columns_there_are", len({str(site) for site in found}), 150)
        figures.at_least("columns_attacked", len(columns), 150 if chosen.all else 8)
        figures.at_least("verbs", len(trial.verbs), 35)
        figures.at_least("values_set", done, len(changes) * 9 // 10)
        figures.at_least("commands", trial.commands, done * 36)
        figures.exactly("signals", trial.signals, 0)
        figures.exactly("hangs", trial.hangs, 0)
        figures.exactly("ends_without_a_word", trial.silent, 0)
        figures.exactly("values_that_cannot_be_named", trial.named, trial.due)
        print(f"{time.monotonic() - began:.0f} s, {len(columns)} columns x {done} values x"
              f" {len(trial.verbs) + 1} commands")
    figures.close()


if __name__ == "__main__":
    main()
