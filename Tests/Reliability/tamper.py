"""Changes the file by hand through SQL, column by column; audit verify must find every change."""

import contextlib
import random
import sqlite3
import unicodedata

from harness import Figures, Registry, fill, options, workspace

MISTAKEN = "\ufffd"


def variants(value, draw):
    """Other values of the same type, the ones that are easily taken for the same first."""
    if value is None:
        return ["", 0, "x", 1]
    if isinstance(value, int):
        return [value + 1, value - 1, value + 1_000_000, 1 - value, None]
    place = draw.randrange(len(value) + 1)
    changed = value[:place] + "x" + value[place:]
    found = [changed, value + "\0", value + "\0tail", value + " ", value.swapcase(), value[:-1], ""]
    found += [unicodedata.normalize(form, value) for form in ("NFD", "NFC")]
    if MISTAKEN in value:
        found += [value.encode().replace(MISTAKEN.encode(), b"\xff")]
    draw.shuffle(found)
    return [*dict.fromkeys(other for other in found if other != value), None]


class Hand:
    """A connection that may change anything, and puts the triggers back as they were."""

    def __init__(self, path):
        self.connection = sqlite3.connect(path, isolation_level=None)

    def __enter__(self):
        for setting in ("foreign_keys = OFF", "ignore_check_constraints = ON"):
            self.connection.execute(f"PRAGMA {setting}")
        self.triggers = self.connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid").fetchall()
        self.connection.execute("BEGIN IMMEDIATE")
        for name, _ in self.triggers:
            self.connection.execute(f"DROP TRIGGER {name}")
        return self.connection

    def __exit__(self, kind, error, trace):
        if kind:
            self.connection.execute("ROLLBACK")
        else:
            for _, sql in self.triggers:
                self.connection.execute(sql)
            self.connection.execute("COMMIT")
        self.connection.close()


def update(registry, table, column, rowid, value):
    """Sets one field; whether SQLite took it and it now reads otherwise."""
    field = f"SELECT typeof({column}), hex({column}) FROM {table} WHERE rowid = ?"
    new = "CAST(? AS TEXT)" if isinstance(value, bytes) else "?"
    try:
        with Hand(registry.path) as connection:
            before = connection.execute(field, (rowid,)).fetchone()
            connection.execute(
                f"UPDATE {table} SET {column} = {new} WHERE rowid = ?", (value, rowid))
            return connection.execute(field, (rowid,)).fetchone() != before
    except sqlite3.IntegrityError:
        return False


class Trial:
    """Counts the changes that were tried and those that audit verify found."""

    def __init__(self, source, directory, figures):
        self.source, self.place, self.figures = source, directory / "copy" / "registry.db", figures
        self.tried = self.found = 0

    def fresh(self):
        """An untouched copy."""
        return self.source.copy(self.place)

    def judge(self, registry, what, code=2):
        """Counts one change."""
        outcome = registry.verify()
        self.tried += 1
        self.found += outcome.code == code
        if outcome.code != code:
            self.figures.fail(f"{what}: expected exit {code}, got {outcome}")

    def script(self, what, sql, code=2):
        """Tries a change that SQL alone can express."""
        registry = self.fresh()
        with contextlib.closing(registry.connect()) as connection:
            connection.executescript(
                f"PRAGMA foreign_keys = OFF; PRAGMA writable_schema = ON; {sql}")
        self.judge(registry, what, code)


def tamper_columns(trial, values, draw):
    """Changes every column of every table so many times; returns the columns that gave way."""
    columns, changed, empty = 0, 0, []
    for table in trial.source.tables():
        rowids = [row for (row,) in trial.source.query(f"SELECT rowid FROM {table}")]
        if not rowids:
            empty.append(table)
            continue
        for name in [row[1] for row in trial.source.query(f"PRAGMA table_info({table})")]:
            columns, done = columns + 1, 0
            texts = [row for (row,) in trial.source.query(
                f"SELECT rowid FROM {table} WHERE instr({name}, ?)", MISTAKEN)]
            for attempt in range(values):
                rowid = draw.choice(texts if texts and attempt % 2 == 0 else rowids)
                value = trial.source.query(
                    f"SELECT {name} FROM {table} WHERE rowid = ?", rowid)[0][0]
                copy = trial.fresh()
                choices = variants(value, draw)
                if texts and attempt == 0:
                    choices.sort(key=lambda choice: not isinstance(choice, bytes))
                for choice in choices:
                    if update(copy, table, name, rowid, choice):
                        trial.judge(copy, f"{table}.{name} of row {rowid}: {value!r} -> {choice!r}")
                        done += 1
                        break
            changed += done > 0
    return columns, changed, empty


def tamper_rows(trial, draw):
    """Deletes, adds and swaps rows of each table."""
    for table in trial.source.tables():
        columns = trial.source.query(f"PRAGMA table_info({table})")
        rowids = [row for (row,) in trial.source.query(f"SELECT rowid FROM {table} ORDER BY rowid")]
        for rowid in sorted({rowids[0], rowids[-1], draw.choice(rowids)}):
            copy = trial.fresh()
            with Hand(copy.path) as connection:
                connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (rowid,))
            trial.judge(copy, f"row {rowid} of {table} deleted")
        copy, last = trial.fresh(), rowids[-1]
        others = [f"{name} || 'x'" if kind == "TEXT" else f"{name} + 1"
                  for _, name, kind, *_ in columns[1:]]
        with Hand(copy.path) as connection:
            connection.execute(f"INSERT INTO {table} SELECT rowid + 1, {', '.join(others)}"
                               f" FROM {table} WHERE rowid = ?", (last,))
        trial.judge(copy, f"row {last + 1} added to {table}")
        if len(rowids) > 1:
            copy = trial.fresh()
            with Hand(copy.path) as connection:
                for old, new in ((last, last + 9), (rowids[-2], last), (last + 9, rowids[-2])):
                    connection.execute(
                        f"UPDATE {table} SET {columns[0][1]} = ? WHERE rowid = ?", (new, old))
            trial.judge(copy, f"the last two rows of {table} swapped")


def tamper_schema(trial):
    """Changes everything in the schema, object by object, and the numbers in the header."""
    objects = trial.source.query(
        "SELECT type, name FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid")
    for kind, name in objects:
        trial.script(f"{kind} {name} dropped", f"DROP {kind} {name}")
        trial.script(
            f"{kind} {name}: its statement changed",
            f"UPDATE sqlite_schema SET sql = replace(sql, '(', '( ') WHERE name = '{name}'")
        if kind == "trigger":
            trial.script(
                f"trigger {name} disarmed",
                "UPDATE sqlite_schema SET sql = replace(sql, 'RAISE(ABORT, ', '(')"
                f" WHERE name = '{name}'")
        if kind == "table":
            trial.script(f"column added to {name}", f"ALTER TABLE {name} ADD COLUMN extra TEXT")
            for _, column, *_ in trial.source.query(f"PRAGMA table_info({name})"):
                trial.script(f"{name}.{column} renamed",
                             f"ALTER TABLE {name} RENAME COLUMN {column} TO renamed")
    for what, sql in {
        "table added": "CREATE TABLE extra (id INTEGER PRIMARY KEY)",
        "index added": "CREATE INDEX extra ON version (number)",
        "view added": "CREATE VIEW extra AS SELECT 1",
        "trigger added": "CREATE TRIGGER extra AFTER INSERT ON version BEGIN SELECT 1; END",
        "statistics added": "ANALYZE",
        "user_version down": "PRAGMA user_version = 0",
        "application_id": "PRAGMA application_id = 7",
        "application_id none": "PRAGMA application_id = 0",
    }.items():
        trial.script(what, sql)
    trial.script("user_version up", "PRAGMA user_version = 1000000", code=3)


def false_alarms(trial):
    """Changes nothing, in ways that rewrite the file; returns how many of them are reported."""
    plain, same = trial.fresh(), trial.fresh().copy(trial.place.parent / "same.db")
    with Hand(same.path):
        pass
    rewritten = plain.copy(trial.place.parent / "rewritten.db")
    with contextlib.closing(rewritten.connect()) as connection:
        connection.executescript("VACUUM; REINDEX")
    return sum(registry.verify().code != 0 for registry in (plain, same, rewritten))


def weaker_misses(trial):
    """Whether integrity and foreign keys alone let a changed row pass, which verify must not."""
    copy = trial.fresh()
    update(copy, "registry", "organization", 1, "Another B.V.")
    return (copy.query("PRAGMA integrity_check") == [("ok",)]
            and not copy.query("PRAGMA foreign_key_check") and copy.verify().code == 2)


def main():
    """Tampers and counts."""
    chosen = options(__doc__, values=3, rows=30)
    draw, figures = random.Random(chosen.seed), Figures()
    with workspace() as directory:
        source = fill(Registry(chosen.binary, directory / "source" / "registry.db").init(),
                      chosen.rows)
        trial = Trial(source, directory, figures)
        figures.exactly("false_alarms", false_alarms(trial), 0)
        columns, changed, empty = tamper_columns(trial, chosen.values, draw)
        figures.exactly("tables_without_rows", ",".join(empty) or 0, 0)
        figures.exactly("columns_changed", changed, columns)
        figures.exactly("column_changes_found", trial.found, trial.tried)
        trial.found = trial.tried = 0
        tamper_rows(trial, draw)
        figures.exactly("row_changes_found", trial.found, trial.tried)
        trial.found = trial.tried = 0
        tamper_schema(trial)
        figures.exactly("schema_changes_found", trial.found, trial.tried)
        figures.control("integrity_and_foreign_keys_alone", weaker_misses(trial))
    figures.close()


main()
