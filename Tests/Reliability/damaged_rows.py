"""One damaged row at a time, of each kind in each table: everything else is told as ever, the damage is said.

An answer that is not the one of the undamaged registry has to say so: by the exit status, and by the cause.
What belongs to nothing that was damaged has to be in it all the same."""

import contextlib
import csv
import datetime
import io
import json
import random
import re
import sqlite3

from clocks import made_up_clock, offset
from harness import TODAY, Figures, Registry, fill, options, workspace

# Whose damage belongs to nothing that could be told of alone: a named error is all there can be.
WHOLE = {
    "registry": "the settings: no day is known without the time zone, and nobody to tell",
    "entry": "the log: nothing may be written behind an entry that cannot be read",
}
# What these commands never read; documents.py and tamper.py have it.
UNREAD = {"document_chunk": "the bytes of documents"}
# What a column may say, where the schema leaves it to what data adds.
WORDS = {("scheme", "kind"), ("ladder", "scope"), ("ladder", "anchor"), ("event", "kind"), ("contact", "role"),
         ("agreement_kind", "satisfies"), ("agreement_event", "kind"), ("activity_event", "kind"), ("distribution", "class"),
         ("distribution_event", "kind"), ("alert", "subject_kind"), ("alert", "anchor"), ("alert_response", "kind"),
         ("channel", "kind"), ("message", "kind")}
COMMANDS = {
    "alert run": ("alert", "run", "--format", "json"),
    "status": ("status", "--format", "csv"),
    "check": ("check", "--format", "csv"),
    "metrics": ("metrics",),
    "calendar": ("calendar",),
}
DAYS_AHEAD = 35


def kinds(registry, table):
    """Each kind of damage with the columns of a table that can have it, and the value in SQL."""
    sql = registry.query("SELECT sql FROM sqlite_schema WHERE name = ?", table)[0][0]
    chosen = set(re.findall(r"CHECK \((\w+) IN \('", sql)) | {name for of, name in WORDS if of == table}
    columns = registry.query(f"PRAGMA table_info({table})")
    refers = [row[3] for row in registry.query(f"PRAGMA foreign_key_list({table})")]
    def of(wanted):
        return [row for row in columns if not row[5] and wanted(row)]
    return {kind: (value, [row[1] for row in rows]) for kind, value, rows in [
        ("date", "'not a day'", of(lambda row: row[1].endswith(("_on", "_at")) or row[1] in ("day", "fix_by"))),
        ("null", "NULL", of(lambda row: row[3])),
        ("reference", "999999", of(lambda row: row[1] in refers)),
        ("word", "'zzz'", of(lambda row: row[1] in chosen and row[2] == "TEXT")),
        ("number", "'seven'", of(lambda row: row[2] == "INTEGER")),
        ("blob", "x'00ff41'", of(lambda row: row[2] == "TEXT")),
        ("utf8", "CAST(x'41ff42' AS TEXT)", of(lambda row: row[2] == "TEXT")),
        ("empty", "''", of(lambda row: row[1] == "code")),
    ] if rows}


def damage(path, table, column, rowid, value):
    """Sets one field whatever the schema says, which is as before afterwards."""
    def rewrite(sql):
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA writable_schema = ON")
            connection.execute("UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?", (sql, table))
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        original = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0]
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
    rewrite(re.sub(r"(?<!\bIS) NOT NULL", "", original).removesuffix(" STRICT"))
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for setting in ("foreign_keys = OFF", "ignore_check_constraints = ON"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute(f"UPDATE {table} SET {column} = {value} WHERE rowid = ?", (rowid,))
    rewrite(original)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for _, sql in triggers:
            connection.execute(sql)


# The subjects that rows belong to.
EVIDENCE = "SELECT 'evidence', code FROM evidence WHERE id IN (%s)"
VERSIONS = "SELECT evidence_id FROM version WHERE id IN (%s)"
CUSTOMER = "SELECT 'customer', code FROM customer WHERE id IN (%s)"
AGREEMENTS = "SELECT customer_id FROM agreement WHERE id IN (%s)"
ATTACHED = f"""
    WITH chosen AS (SELECT * FROM attachment WHERE id IN (%s))
    {EVIDENCE % VERSIONS % '''
      SELECT coalesce(chosen.version_id, bridge_letter.version_id, milestone.version_id) FROM chosen
        LEFT JOIN bridge_letter ON bridge_letter.id = bridge_letter_id
        LEFT JOIN milestone ON milestone.id = milestone_id'''}
    UNION SELECT 'activity', activity.code FROM activity JOIN activity_event ON activity_id = activity.id
      WHERE activity_event.id IN (SELECT activity_event_id FROM chosen)"""
DISTRIBUTION = "SELECT 'distribution', CAST(id AS TEXT) FROM distribution WHERE id IN (%s)"
ALERTS = """
    SELECT subject_kind, coalesce(evidence.code, agreement.code, customer.code, activity.code, CAST(subject_id AS TEXT))
    FROM alert LEFT JOIN evidence ON subject_kind = 'evidence' AND evidence.id = subject_id
      LEFT JOIN agreement ON subject_kind = 'agreement' AND agreement.id = subject_id
      LEFT JOIN customer ON subject_kind = 'customer' AND customer.id = subject_id
      LEFT JOIN activity ON subject_kind = 'activity' AND activity.id = subject_id
    WHERE alert.id IN (%s)"""
ACTIVITY = "SELECT 'activity', code FROM activity WHERE id IN (%s)"
RECORDS = "SELECT activity_id FROM activity_event WHERE id IN (%s)"
UNDER = "SELECT id FROM evidence WHERE scheme_id IN (%s)"
QUERIES = {
    "evidence": EVIDENCE, "version": EVIDENCE % VERSIONS,
    **{table: EVIDENCE % VERSIONS % f"SELECT version_id FROM {table} WHERE id IN (%s)"
       for table in ("event", "milestone", "bridge_letter")},
    "scheme": EVIDENCE % UNDER, **{table: EVIDENCE % UNDER % f"SELECT scheme_id FROM {table} WHERE id IN (%s)"
                                   for table in ("edition", "fact")},
    "customer": CUSTOMER, **{table: CUSTOMER % f"SELECT customer_id FROM {table} WHERE id IN (%s)"
                             for table in ("contract", "contact", "agreement")},
    "agreement_event": CUSTOMER % AGREEMENTS % "SELECT agreement_id FROM agreement_event WHERE id IN (%s)",
    "agreement_kind": CUSTOMER % "SELECT customer_id FROM agreement WHERE kind_id IN (%s)",
    "activity": ACTIVITY, **{table: ACTIVITY % f"SELECT activity_id FROM {table} WHERE id IN (%s)"
                             for table in ("activity_cadence", "activity_event")},
    "activity_finding": ACTIVITY % RECORDS % "SELECT activity_event_id FROM activity_finding WHERE id IN (%s)",
    "attachment": ATTACHED, "document": ATTACHED.replace("WHERE id IN", "WHERE document_id IN", 1),
    "distribution": DISTRIBUTION,
    "distribution_event": DISTRIBUTION % "SELECT distribution_id FROM distribution_event WHERE id IN (%s)",
    "alert": ALERTS, **{table: ALERTS % f"SELECT alert_id FROM {table} WHERE id IN (%s)"
                        for table in ("alert_response", "alert_reminder", "alert_escalation")},
}


class Belongings:
    """Which subjects a row belongs to, and which rest on these: by plain SQL."""

    def __init__(self, registry):
        self.registry = registry

    def of(self, table, rowid):
        """The subjects whose alerts may be others when the row is damaged."""
        if table == "ladder":
            return {self.everything}
        found = set(self.registry.query(QUERIES[table] % rowid)) if table in QUERIES else set()
        while True:
            further = found | {name for subject in found for name in self.resting(*subject)}
            if further == found:
                return found
            found = further

    everything = ("", "")

    def resting(self, kind, name):
        """What is judged by a subject beside itself."""
        if kind == "evidence":
            return self.registry.query(
                """SELECT 'evidence', child.code FROM version JOIN evidence AS parent ON parent.id = parent_id
                     JOIN evidence AS child ON child.id = evidence_id WHERE parent.code = ?1
                   UNION SELECT 'distribution', CAST(distribution.id AS TEXT) FROM distribution
                     JOIN version ON version.id = version_id JOIN evidence ON evidence.id = evidence_id
                   WHERE code = ?1""", name)
        if kind == "customer":
            return self.registry.query(
                """SELECT DISTINCT 'activity', activity.code FROM activity_cadence
                     JOIN activity ON activity.id = activity_id WHERE on_occasion = 'contract-end'
                   UNION SELECT 'activity', activity.code FROM activity_event
                     JOIN activity ON activity.id = activity_id JOIN customer ON customer.id = customer_id
                   WHERE customer.code = ?1""", name) + self.registry.query(
                """SELECT 'agreement', agreement.code FROM agreement JOIN customer ON customer.id = customer_id
                   WHERE customer.code = ?1
                   UNION SELECT 'distribution', CAST(distribution.id AS TEXT) FROM distribution
                     JOIN customer ON customer.id = customer_id WHERE code = ?1""", name)
        return []


class Answer:
    """What a command said: of which subject which things, and how it ended."""

    def __init__(self, name, outcome):
        self.outcome = outcome
        self.items = getattr(self, name.replace(" ", "_"))(outcome.out)

    @staticmethod
    def alert_run(out):
        """Each alert by subject, anchor, date and rung."""
        try:
            raised = json.loads(out)["raised"]
        except (json.JSONDecodeError, KeyError):
            return set()
        return {(item["subject"], item["anchor"], item["anchor_on"], item["rung"]) for item in raised}

    @staticmethod
    def status(out):
        """Each concern by subject, rule, day and words."""
        return {(row["subject"], row["rule"], row["on"], row["detail"]) for row in csv.DictReader(io.StringIO(out))}

    check = status

    @staticmethod
    def metrics(out):
        """Each series that names a code."""
        return {(match[1], match[0]) for match in re.finditer(r'^attestry_.*code="([^"]*)".*$', out, re.MULTILINE)}

    @staticmethod
    def calendar(out):
        """Each event by its name."""
        events = [event.partition("END:VEVENT")[0]
                  for event in out.replace("\r\n ", "").split("BEGIN:VEVENT")[1:]]
        named = [re.search(r"UID:\w+:([^:]*):", event) for event in events]
        return {(match[1], event) for match, event in zip(named, events) if match}

    @property
    def said(self):
        """Whether it says that something is damaged."""
        return self.outcome.code != 0 and ("damaged: " in self.outcome.err or "error: " in self.outcome.err)


def verdict(answer, healthy, names, table, column):
    """What is wrong with an answer, and whether it said that it is another one."""
    if answer.outcome.crashed:
        return f"crashed ({answer.outcome})", False
    if answer.outcome.out == healthy.outcome.out and answer.outcome.code == healthy.outcome.code:
        return None, answer.said and not healthy.said
    if table in WHOLE and answer.outcome.code == 1 and "error: " in answer.outcome.err:
        return None, True
    # How often the log speaks of an event is counted in the log.
    if table == "entry" and not answer.said and {item[0] for item in answer.items} == {
            item[0] for item in healthy.items} and "SEQUENCE" in answer.outcome.out:
        return None, False
    if not answer.said:
        return f"another answer, and nothing said: {sorted(answer.items ^ healthy.items)[:3]}", False
    others = {item for item in healthy.items if item[0] not in names} if "" not in names else set()
    # How often an event changed, and when, is counted from the epoch, whose number is lost.
    if table == "epoch" and "SEQUENCE" in answer.outcome.out and without_sequence(others) <= without_sequence(answer.items):
        return None, True
    if lost := others - answer.items:
        return f"lost {sorted(lost)[:3]}: {answer.outcome.err.strip()[:200]}", True
    if table not in WHOLE and not any(
            word in answer.outcome.err for word in (column, column.removesuffix("_id"), table.replace("_", " "))):
        return f"the cause is not named: {answer.outcome.err.strip()[:200]}", True
    return None, True


def without_sequence(items):
    """Events without how often they changed, and when."""
    return {(name, re.sub(r"(SEQUENCE|DTSTAMP|LAST-MODIFIED):\w+", "", event)) for name, event in items}


class Trial:
    """Tries damages in copies of a registry, a month later."""

    def __init__(self, source, directory, clock):
        self.source, self.place = source, directory / "copy" / "registry.db"
        later = datetime.datetime.combine(TODAY, datetime.time(12)) + datetime.timedelta(days=DAYS_AHEAD)
        self.clock = clock | {"FAKETIME": offset(later)}
        self.healthy = {name: self.answer(name, self.copy()) for name in COMMANDS}

    def copy(self):
        """An untouched copy."""
        registry = self.source.copy(self.place)
        registry.environment |= self.clock
        return registry

    @staticmethod
    def answer(name, registry):
        """What a command says there; alert run last, as it changes the registry."""
        return Answer(name, registry.run(*COMMANDS[name]))


def choose(draw, trial, belongings, table, columns, each):
    """So many columns of a table, all where that is 0, each with a row about which something is due."""
    due = {item[0] for item in trial.healthy["alert run"].items}
    rowids = [row for (row,) in trial.source.query(f"SELECT rowid FROM {table}")]
    telling = [row for row in rowids if {name for _, name in belongings.of(table, row)} & due] or rowids
    chosen = columns if each == 0 else draw.sample(columns, min(each, len(columns)))
    return [(column, draw.choice(telling)) for column in chosen] if rowids else []


def main():
    """Damages row after row; prints tables × kinds and what was said."""
    chosen = options(__doc__, each=1)
    # Small: the same sample each time; which rows and columns there are else, the full size tries.
    draw, figures = random.Random(chosen.seed if chosen.each == 0 else 1), Figures()
    with workspace() as directory, made_up_clock() as clock:
        source = fill(Registry(chosen.binary, directory / "registry.db").init(), 14)
        trial, belongings = Trial(source, directory, clock), Belongings(source)
        run(trial, belongings, draw, chosen.each, figures)
        controls(trial, figures)
    figures.close()


def run(trial, belongings, draw, each, figures):
    """Tries every kind of damage in every table."""
    tables, cases, right, said, pairs, turn = set(), 0, 0, 0, set(), 0
    empty = []
    for table in [name for name in trial.source.tables() if name not in UNREAD]:
        for kind, (value, columns) in kinds(trial.source, table).items():
            picked = choose(draw, trial, belongings, table, columns, each)
            if not picked:
                empty.append(table)
            for column, rowid in picked:
                names = {name for _, name in belongings.of(table, rowid)}
                others = [name for name in COMMANDS if name != "alert run"]
                # Small: one of the others each time, in turn.
                asked = others if each == 0 else [others[turn % len(others)]]
                turn += 1
                registry = trial.copy()
                damage(registry.path, table, column, rowid, value)
                tables.add(table)
                pairs.add((table, kind))
                for name in [*asked, "alert run"]:
                    wrong, told = verdict(
                        trial.answer(name, registry), trial.healthy[name], names, table, column)
                    cases, right, said = cases + 1, right + (wrong is None), said + told
                    if wrong:
                        figures.fail(f"{name}: {kind} in {table}.{column} of row {rowid}: {wrong}")
    figures.exactly("damaged_rows_tables_without_a_row", len(set(empty)), 0)
    figures.at_least("damaged_rows_tables", len(tables), 25)
    figures.at_least("damaged_rows_tables_x_kinds", len(pairs), 120)
    figures.exactly("damaged_rows_answers_right", right, cases)
    # What a command does not read it need not tell of.
    figures.at_least("damaged_rows_said", said, cases // 3)
    figures.at_least("damaged_rows_alerts_due", len(trial.healthy["alert run"].items), 5)


def controls(trial, figures):
    """An undamaged copy is silent; a row that is gone without a word is told apart."""
    registry = trial.copy()
    with contextlib.closing(registry.connect()) as connection:
        title = connection.execute("SELECT quote(number) FROM version WHERE id = 1").fetchone()[0]
    damage(registry.path, "version", "number", 1, title)
    answers = [(name, trial.answer(name, registry)) for name in reversed(COMMANDS)]
    silent = all(
        answer.outcome.out == trial.healthy[name].outcome.out and "damaged" not in answer.outcome.err
        for name, answer in answers)
    figures.control("undamaged_is_silent", silent)
    due = sorted({item[0] for item in trial.healthy["alert run"].items})
    codes = {code for (code,) in trial.source.query("SELECT code FROM evidence")}
    victim = next(name for name in due if name in codes and name.startswith("r"))
    registry = trial.copy()
    with contextlib.closing(registry.connect()) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(
            "DELETE FROM version WHERE evidence_id = (SELECT id FROM evidence WHERE code = ?)", (victim,))
        connection.execute("DELETE FROM evidence WHERE code = ?", (victim,))
    for name in ("status", "calendar", "alert run"):
        wrong, _ = verdict(trial.answer(name, registry), trial.healthy[name], {victim}, "evidence", "scheme_id")
        figures.control(f"row_gone_{name.replace(' ', '_')}", wrong is not None)


main()
