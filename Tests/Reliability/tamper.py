"""Changes the file by hand through SQL, column by column; audit verify must find every change."""

import contextlib
import random
import shutil
import sqlite3
import subprocess
import unicodedata

from harness import (
    MIB, Figures, Hand, Registry, add_words, day, fill, options, row_key, skip, workspace,
    write_document)

MISTAKEN = "\ufffd"
# What never changes once it is written, and a column of each that a hand would change.
SEALED = {"entry": "actor", "distribution": "purpose", "distribution_event": "occurred_on",
          "document": "recorded_on", "document_chunk": "bytes", "attachment": "name"}
REFUSALS = ("append-only", "never change")


class Damaged(bytes):
    """Bytes that are stored as text and are not UTF-8."""


def variants(value, draw):
    """Other values of the same type, the ones that are easily taken for the same first."""
    if value is None:
        return ["", 0, "x", 1, bytes(32), b"x"]
    if isinstance(value, bytes):
        return [*blob_variants(value, draw), None]
    if isinstance(value, int):
        return [value + 1, value - 1, value + 1_000_000, 1 - value, None]
    place = draw.randrange(len(value) + 1)
    changed = value[:place] + "x" + value[place:]
    found = [changed, value + "\0", value + "\0tail", value + " ", value.swapcase(), value[:-1], ""]
    found += [unicodedata.normalize(form, value) for form in ("NFD", "NFC")]
    if MISTAKEN in value:
        found += [Damaged(value.encode().replace(MISTAKEN.encode(), b"\xff"))]
    draw.shuffle(found)
    return [*dict.fromkeys(other for other in found if other != value), None]


def blob_variants(value, draw):
    """Other bytes: one bit off, one byte more or less, two bytes swapped, nothing."""
    place = draw.randrange(len(value))
    flipped = bytearray(value)
    flipped[place] ^= 1 << draw.randrange(8)
    swapped = bytearray(value)
    other = draw.randrange(len(value))
    swapped[place], swapped[other] = value[other], value[place]
    found = [bytes(flipped), bytes(swapped), value + b"\0", value[:-1], value[1:], b""]
    draw.shuffle(found)
    return [other for other in found if other != value]


def update(registry, table, column, rowid, value):
    """Sets one field; whether SQLite took it and it now reads otherwise."""
    new = "CAST(? AS TEXT)" if isinstance(value, Damaged) else "?"
    try:
        with Hand(registry.path) as connection:
            key = row_key(connection, table)
            field = f"SELECT typeof({column}), hex({column}) FROM {table} WHERE {key} = ?"
            before = connection.execute(field, (rowid,)).fetchone()
            connection.execute(
                f"UPDATE {table} SET {column} = {new} WHERE {key} = ?", (value, rowid))
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

    def close(self, name):
        """Prints how many changes were found of those that were tried, and starts anew."""
        self.figures.exactly(name, self.found, self.tried)
        self.tried = self.found = 0

    def judge(self, registry, what, code=2):
        """Counts one change."""
        outcome = registry.verify(files=True)
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
        key = trial.source.key(table)
        rowids = [row for (row,) in trial.source.query(f"SELECT {key} FROM {table}")]
        if not rowids:
            empty.append(table)
            continue
        for name in trial.source.columns(table):
            columns, done = columns + 1, 0
            texts = [row for (row,) in trial.source.query(
                f"SELECT {key} FROM {table} WHERE typeof({name}) = 'text' AND instr({name}, ?)",
                MISTAKEN)]
            for attempt in range(values):
                rowid = draw.choice(texts if texts and attempt % 2 == 0 else rowids)
                value = trial.source.query(
                    f"SELECT {name} FROM {table} WHERE {key} = ?", rowid)[0][0]
                copy = trial.fresh()
                choices = variants(value, draw)
                if texts and attempt == 0:
                    choices.sort(key=lambda choice: not isinstance(choice, Damaged))
                for choice in choices:
                    if update(copy, table, name, rowid, choice):
                        trial.judge(copy, f"{table}.{name} of row {rowid}: {value!r:.200}"
                                          f" -> {choice!r:.200}")
                        done += 1
                        break
            changed += done > 0
    return columns, changed, empty


def tamper_rows(trial, draw):
    """Deletes, adds and swaps rows of each table."""
    for table in trial.source.tables():
        columns, key = trial.source.query(f"PRAGMA table_info({table})"), trial.source.key(table)
        rowids = [row for (row,) in trial.source.query(f"SELECT {key} FROM {table} ORDER BY {key}")]
        for rowid in sorted({rowids[0], rowids[-1], draw.choice(rowids)}):
            copy = trial.fresh()
            with Hand(copy.path) as connection:
                connection.execute(f"DELETE FROM {table} WHERE {key} = ?", (rowid,))
            trial.judge(copy, f"row {rowid} of {table} deleted")
        if key == "rowid" and columns[0][5] == 1:
            tamper_keys(trial, table, columns, rowids)


def tamper_keys(trial, table, columns, rowids):
    """Adds a row under the next key and swaps the keys of the last two."""
    copy, last = trial.fresh(), rowids[-1]
    changed = {"TEXT": "{} || 'x'", "BLOB": "CAST({} || 'x' AS BLOB)", "INTEGER": "{} + 1000"}
    others = [changed[kind].format(name) for _, name, kind, *_ in columns[1:]]
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


def tamper_chunks(trial):
    """Moves the bytes of a document of several chunks about, whole and in part."""
    name = trial.source.query(
        "SELECT document_id FROM document_chunk GROUP BY 1 HAVING count(*) > 2")[0][0]
    of = f"WHERE document_id = {name} AND position"
    other = trial.source.query("SELECT min(id) FROM document WHERE id <> ?", name)[0][0]
    first, second, third = (bytes for (bytes,) in trial.source.query(
        f"SELECT bytes FROM document_chunk {of} >= 0 ORDER BY position"))
    for what, statements in {
        "two chunks swapped": [
            (f"UPDATE document_chunk SET bytes = ? {of} = 0", second),
            (f"UPDATE document_chunk SET bytes = ? {of} = 1", first)],
        "two positions swapped": [
            (f"UPDATE document_chunk SET position = 99 {of} = 0",),
            (f"UPDATE document_chunk SET position = 0 {of} = 1",),
            (f"UPDATE document_chunk SET position = 1 {of} = 99",)],
        "all positions one higher": [
            (f"UPDATE document_chunk SET position = position + 100 {of} >= 0",),
            (f"UPDATE document_chunk SET position = position - 99 {of} >= 0",)],
        "a gap in the positions": [(f"UPDATE document_chunk SET position = 50 {of} = 2",)],
        "the last byte of a chunk moved into the next": [
            (f"UPDATE document_chunk SET bytes = ? {of} = 1", second[:-1]),
            (f"UPDATE document_chunk SET bytes = ? {of} = 2", second[-1:] + third)],
        "a chunk cut in two": [
            (f"UPDATE document_chunk SET position = position + 100 {of} >= 1",),
            (f"UPDATE document_chunk SET position = position - 99 {of} >= 100",),
            (f"UPDATE document_chunk SET bytes = ? {of} = 0", first[:1000]),
            (f"INSERT INTO document_chunk VALUES ({name}, 1, ?)", first[1000:])],
        "an empty chunk added": [(f"INSERT INTO document_chunk VALUES ({name}, 3, ?)", b"")],
        "a chunk of another document added": [
            (f"INSERT INTO document_chunk VALUES ({other}, 1, ?)", second)],
        "a chunk of no document added": [("INSERT INTO document_chunk VALUES (999, 0, ?)", first)],
        "a chunk given to another document": [
            (f"UPDATE document_chunk SET document_id = {other} {of} = 2",)],
        "the bytes of two documents swapped": [
            (f"UPDATE document_chunk SET document_id = 999 WHERE document_id = {other}",),
            (f"UPDATE document_chunk SET document_id = {other} {of} >= 0",),
            (f"UPDATE document_chunk SET document_id = {name} WHERE document_id = 999",)],
    }.items():
        copy = trial.fresh()
        with Hand(copy.path) as connection:
            for sql, *values in statements:
                connection.execute(sql, values)
        trial.judge(copy, what)


class Shell:
    """The plain sqlite3 shell, and what it did to a copy."""

    def __init__(self, trial):
        self.trial = trial
        self.triggers = trial.source.query(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid")

    def run(self, registry, script):
        """Runs a script until it fails; returns the exit status and what was complained about."""
        done = subprocess.run(["sqlite3", "-bail", str(registry.path)], input=script.encode(),
                              capture_output=True, check=False)
        return done.returncode, done.stderr.decode("utf-8", "replace")

    def refuses(self, statement):
        """Whether the triggers refuse a statement and nothing has changed."""
        copy = self.trial.fresh()
        code, complaint = self.run(copy, statement)
        return (code != 0 and any(words in complaint for words in REFUSALS)
                and copy.content() == self.trial.source.content()), copy

    def disarmed(self, statement):
        """A statement between the drop of all triggers and their return."""
        drops = "".join(f"DROP TRIGGER {name};\n" for name, _ in self.triggers)
        back = "".join(f"{sql};\n" for _, sql in self.triggers)
        return f"BEGIN;\n{drops}{statement};\n{back}COMMIT;\n"


def statements(registry, table):
    """Statements that change or delete a sealed row, by their kind."""
    column = SEALED[table]
    new = {"bytes": "zeroblob(length(bytes))", "occurred_on": "date(occurred_on, '-1 day')",
           "recorded_on": "date(recorded_on, '-1 day')"}.get(column, f"{column} || 'x'")
    fields = ", ".join(new if name == column else name for name in registry.columns(table))
    key = registry.key(table)
    last = f"{key} = (SELECT max({key}) FROM {table})"
    return {
        "UPDATE": [f"UPDATE {table} SET {column} = {new} WHERE {last}",
                   f"UPDATE OR REPLACE {table} SET {column} = {new} WHERE {last}",
                   f"UPDATE {table} SET {column} = {new}"],
        "DELETE": [f"DELETE FROM {table} WHERE {last}", f"DELETE FROM {table}"],
        "REPLACE": [f"REPLACE INTO {table} SELECT {fields} FROM {table} WHERE {last}"],
    }


def sealed_tables(trial, figures):
    """What is sealed cannot be changed from the shell; where the triggers are gone, it shows."""
    if not shutil.which("sqlite3"):
        skip("the sqlite3 shell is not installed")
    shell, replaced = Shell(trial), 0
    tried = {kind: 0 for kind in ("UPDATE", "DELETE", "REPLACE")}
    refused = dict(tried)
    for table in SEALED:
        for kind, scripts in statements(trial.source, table).items():
            for statement in scripts:
                held, copy = shell.refuses(statement)
                tried[kind] += 1
                refused[kind] += held
                if not held and kind == "REPLACE":
                    replaced += copy.verify(files=True).code == 2
                elif not held:
                    figures.fail(f"the shell may: {statement}")
                copy = trial.fresh()
                code, complaint = shell.run(copy, shell.disarmed(statement))
                if code != 0:
                    figures.fail(f"without triggers: {statement}: {complaint}")
                trial.judge(copy, f"without triggers, which were put back: {statement}")
    figures.exactly("shell_updates_refused", refused["UPDATE"], tried["UPDATE"])
    figures.exactly("shell_deletes_refused", refused["DELETE"], tried["DELETE"])
    print(f"REPLACE, which fires no trigger of deletion: {refused['REPLACE']} of"
          f" {tried['REPLACE']} refused, {replaced} found")
    figures.exactly("shell_replaces_refused_or_found", refused["REPLACE"] + replaced,
                    tried["REPLACE"])
    trial.close("shell_changes_without_triggers_found")
    for name, _ in shell.triggers:
        copy = trial.fresh()
        shell.run(copy, f"DROP TRIGGER {name};")
        trial.judge(copy, f"trigger {name} dropped from the shell")
    trial.close("shell_dropped_triggers_found")
    drops = "".join(f"DROP TRIGGER {name};\n" for name, _ in shell.triggers)
    figures.control("shell_without_triggers", not any(
        shell.refuses(drops + scripts[0])[0]
        for table in SEALED for scripts in statements(trial.source, table).values()))


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
            trial.script(f"column added to {name}", f"ALTER TABLE {name} ADD COLUMN planted TEXT")
            for column in trial.source.columns(name):
                trial.script(f"{name}.{column} renamed",
                             f"ALTER TABLE {name} RENAME COLUMN {column} TO renamed")
    for what, sql in {
        "table added": "CREATE TABLE planted (id INTEGER PRIMARY KEY)",
        "index added": "CREATE INDEX planted ON version (number)",
        "view added": "CREATE VIEW planted AS SELECT 1",
        "trigger added": "CREATE TRIGGER planted AFTER INSERT ON version BEGIN SELECT 1; END",
        "statistics added": "ANALYZE",
        "user_version down": "PRAGMA user_version = 0",
        "application_id": "PRAGMA application_id = 7",
        "application_id none": "PRAGMA application_id = 0",
    }.items():
        trial.script(what, sql)
    trial.script("user_version up", "PRAGMA user_version = 1000000", code=3)


def retold(old, new, where):
    """The statement of an object with other words, the first such that is there."""
    return f"UPDATE sqlite_schema SET sql = replace(sql, '{old}', '{new}') WHERE {where}"


def tamper_schema_table(trial):
    """Changes the table of the schema where a reader of texts sees nothing, and what a file keeps of
    pragmas; returns how many such changes there are."""
    table, trigger, index, automatic = "name = 'version'", *(
        f"name = (SELECT min(name) FROM sqlite_schema WHERE {which})" for which in (
            "type = 'trigger'", "type = 'index' AND sql IS NOT NULL",
            "name LIKE 'sqlite_autoindex%'"))
    change, row = "UPDATE sqlite_schema SET", "INSERT INTO sqlite_schema VALUES"
    twice = "INSERT INTO sqlite_schema SELECT * FROM sqlite_schema WHERE"
    changes = {
        "a NUL and a word behind a table": f"{change} sql = sql || char(0) || 'x' WHERE {table}",
        "a NUL and a megabyte behind a trigger":
            f"{change} sql = sql || char(0) || hex(zeroblob(524288)) WHERE {trigger}",
        "a table's statement as bytes": f"{change} sql = CAST(sql AS BLOB) WHERE {table}",
        "a trigger's statement as bytes": f"{change} sql = CAST(sql AS BLOB) WHERE {trigger}",
        "a name as bytes": f"{change} name = CAST(name AS BLOB) WHERE {index}",
        "a type as bytes": f"{change} type = CAST(type AS BLOB) WHERE {trigger}",
        "an index twice": f"{twice} {index}", "an automatic index twice": f"{twice} {automatic}",
        "a trigger twice": f"{twice} {trigger}", "a table twice": f"{twice} {table}",
        "another semicolon that is equal to it":
            f"{change} sql = replace(sql, ';', char(894)) WHERE {trigger}",
        "a blank at the end": f"{change} sql = sql || ' ' WHERE {table}",
        "a line feed at the end": f"{change} sql = sql || char(10) WHERE {index}",
        "a comment": f"{change} sql = sql || ' /* */' WHERE {table}",
        "small letters": retold("TEXT", "text", table),
        "a type in capitals": f"{change} type = 'TRIGGER' WHERE {trigger}",
        "a trigger of another table": f"{change} tbl_name = 'version' WHERE {trigger}",
        "an index of another table": f"{change} tbl_name = 'version' WHERE {index}",
        "a page for a trigger": f"{change} rootpage = 5 WHERE {trigger}",
        "a page as text": f"{change} rootpage = 'five' WHERE {index}",
        "no page for an index": f"{change} rootpage = 0 WHERE {index}",
        "the page of another index": f"{change} rootpage = (SELECT rootpage FROM sqlite_schema WHERE"
            f" {automatic}) WHERE {index}",
        "two tables that changed their pages":
            f"{change} rootpage = (SELECT sum(rootpage) FROM sqlite_schema WHERE name IN ('product',"
            " 'customer')) - rootpage WHERE name IN ('product', 'customer')",
        "a trigger without a statement": f"{change} sql = NULL WHERE {trigger}",
        "an index without a statement": f"{change} sql = NULL WHERE {index}",
        "a row of an automatic index gone": f"DELETE FROM sqlite_schema WHERE {automatic}",
        "a row of a table gone": "DELETE FROM sqlite_schema WHERE name = 'alert_reminder'",
        "a row of no type": f"{row} ('thing', 'x', 'x', 0, 'CREATE THING x')",
        "a row of nothing": f"{row} (NULL, NULL, NULL, NULL, NULL)",
        "a virtual table": f"{row} ('table', 'v', 'v', 0, 'CREATE VIRTUAL TABLE v USING no(a)')",
        "a view in the place of a table":
            f"{row} ('view', 'alert', 'alert', 0, 'CREATE VIEW alert AS SELECT 1')",
        "a trigger that ignores": "CREATE TRIGGER quiet BEFORE INSERT ON alert BEGIN"
            " SELECT RAISE(IGNORE); END",
        "a trigger that never fires": retold("BEGIN", "WHEN 0 BEGIN", trigger),
        "no check": retold("CHECK (", "CHECK (1 OR ", table),
        "no NOT NULL": retold(" NOT NULL", "", table),
        "not strict": retold("STRICT", "", table),
        "no reference": retold(" REFERENCES evidence", "", table),
        "another reference": retold("REFERENCES evidence", "REFERENCES product", table),
        "another type": retold("INTEGER NOT NULL", "INT NOT NULL", table),
        "another order of letters": retold("TEXT NOT NULL", "TEXT NOT NULL COLLATE NOCASE", table),
        "rows that replace others": retold("UNIQUE", "UNIQUE ON CONFLICT REPLACE",
                                           "name = 'evidence'"),
        "a table with numbers of its rows": retold(", WITHOUT ROWID", "", "name = 'document_chunk'"),
        "a counter": "CREATE TABLE planted (id INTEGER PRIMARY KEY AUTOINCREMENT); DROP TABLE planted",
        "a generated column":
            "ALTER TABLE product ADD COLUMN planted TEXT GENERATED ALWAYS AS (code) VIRTUAL",
        "a write-ahead log": "PRAGMA journal_mode = WAL",
        "a size of the cache": "PRAGMA default_cache_size = 7",
        "a file that shrinks": "PRAGMA auto_vacuum = 1; VACUUM",
        "a file that may shrink": "PRAGMA auto_vacuum = 2; VACUUM",
        "small pages": "PRAGMA page_size = 1024; VACUUM",
        "large pages": "PRAGMA page_size = 65536; VACUUM",
    }
    for what, sql in changes.items():
        trial.script(what, sql)
    return len(changes)


def false_alarms(trial):
    """Changes nothing, in ways that rewrite the file; returns how many of them are reported."""
    plain, same = trial.fresh(), trial.fresh().copy(trial.place.parent / "same.db")
    with Hand(same.path):
        pass
    rewritten = plain.copy(trial.place.parent / "rewritten.db")
    with contextlib.closing(rewritten.connect()) as connection:
        connection.executescript("VACUUM; REINDEX")
    return sum(registry.verify(files=True).code != 0 for registry in (plain, same, rewritten))


def weaker_misses(trial):
    """Whether integrity and foreign keys alone let a changed row pass, which verify must not."""
    copy = trial.fresh()
    update(copy, "registry", "organization", 1, "Another B.V.")
    return (copy.query("PRAGMA integrity_check") == [("ok",)]
            and not copy.query("PRAGMA foreign_key_check") and copy.verify().code == 2)


def main():
    """Tampers and counts."""
    chosen = options(__doc__, values=2, rows=30)
    draw, figures = random.Random(chosen.seed), Figures()
    with workspace() as directory:
        source = fill(Registry(chosen.binary, directory / "source" / "registry.db").init(),
                      chosen.rows)
        trial = Trial(source, directory, figures)
        figures.exactly("false_alarms", false_alarms(trial), 0)
        columns, changed, empty = tamper_columns(trial, chosen.values, draw)
        figures.exactly("tables_without_rows", ",".join(empty) or 0, 0)
        figures.exactly("columns_changed", changed, columns)
        trial.close("column_changes_found")
        tamper_rows(trial, draw)
        trial.close("row_changes_found")
        tamper_schema(trial)
        trial.close("schema_changes_found")
        figures.at_least("changes_of_the_schema_table", tamper_schema_table(trial), 40)
        trial.close("changes_of_the_schema_table_found")
        sealed_tables(trial, figures)
        figures.control("integrity_and_foreign_keys_alone", weaker_misses(trial))
        large = write_document(directory / "large.bin", 2 * MIB + 1000, chosen.seed)
        source.do(*add_words("large", "--file", large))
        tamper_chunks(trial)
        trial.close("chunk_changes_found")
        copy = trial.fresh()
        update(copy, "document_chunk", "bytes", "1/0", bytes(9000))
        figures.control("bytes_without_files",
                        (copy.verify().code, copy.verify(True).code) == (0, 2))
    figures.close()


main()
