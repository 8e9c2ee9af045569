"""Changes every column of every table by hand, and the schema; audit verify must find each change."""

import contextlib

from harness import Figures, fill, options, workspace, Registry


def triggers(connection):
    """The statements that make the triggers."""
    return [sql for (sql,) in connection.execute("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")]


def tamper(registry, statements):
    """Runs statements past every guard of the schema; the guards stand afterwards as before."""
    with contextlib.closing(registry.connect()) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        made = triggers(connection)
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for sql in statements:
            connection.execute(sql)
        for sql in made:
            connection.execute(sql)


def column_changes(registry):
    """For each column of each table a statement that changes one row of it."""
    with contextlib.closing(registry.connect()) as connection:
        for table in registry.tables():
            key = "sequence" if table == "entry" else "id"
            for _, column, kind, _, _, is_key in connection.execute(f"PRAGMA table_info({table})").fetchall():
                row = connection.execute(f"SELECT max({key}) FROM {table}").fetchone()[0]
                if row is None:
                    yield table, column, None
                elif is_key:
                    yield table, column, f"UPDATE {table} SET {column} = {row} + 7 WHERE {key} = {row}"
                elif kind == "INTEGER":
                    yield table, column, f"UPDATE {table} SET {column} = ifnull({column}, 0) + 1 WHERE {key} = {row}"
                else:
                    yield table, column, f"UPDATE {table} SET {column} = ifnull({column}, '') || 'x' WHERE {key} = {row}"


SCHEMA = [
    "INSERT INTO product (code, name) VALUES ('smuggled', 'x')",
    "DELETE FROM milestone WHERE id = (SELECT max(id) FROM milestone)",
    "DELETE FROM entry WHERE sequence = 3",
    "DROP INDEX entry_by_row",
    "CREATE TABLE extra (id INTEGER)",
    "CREATE VIEW extra AS SELECT 1",
    "CREATE TRIGGER extra AFTER INSERT ON product BEGIN SELECT 1; END",
    "PRAGMA application_id = 1",
    "PRAGMA user_version = 0",
]


def main():
    """Tampers on a fresh copy each time."""
    chosen = options(__doc__, rows=20)
    figures = Figures()
    with workspace() as folder:
        registry = fill(Registry(chosen.binary, folder / "registry.db").init(), chosen.rows)
        figures.exactly("untouched_status", registry.verify().code, 0)
        tried = found = empty = missed_by_sqlite = 0
        for table, column, sql in column_changes(registry):
            if sql is None:
                empty += 1
                print(f"DEFECT table {table} has no row to change")
                continue
            copy = registry.copy(folder / "copy.db")
            tamper(copy, [sql])
            tried += 1
            outcome = copy.verify()
            if outcome.code == 2:
                found += 1
            else:
                figures.fail(f"{table}.{column}: {outcome}")
            missed_by_sqlite += copy.query("PRAGMA integrity_check")[0][0] == "ok"
        figures.exactly("columns_found", f"{found}/{tried}", f"{tried}/{tried}")
        figures.exactly("columns_without_a_row", empty, 0)
        for sql in SCHEMA:
            copy = registry.copy(folder / "copy.db")
            tamper(copy, [sql])
            outcome = copy.verify()
            if outcome.code != 2:
                figures.fail(f"{sql}: {outcome}")
        copy = registry.copy(folder / "copy.db")
        with contextlib.closing(copy.connect()) as connection:
            connection.execute("DROP TRIGGER entry_is_never_changed")
        figures.exactly("dropped_trigger_status", copy.verify().code, 2)
        copy = registry.copy(folder / "copy.db")
        tamper(copy, ["PRAGMA user_version = 99"])
        figures.exactly("newer_file_status", copy.verify().code, 3)
        figures.control("sqlite_alone_misses_changes", missed_by_sqlite > 0)
    figures.close()


main()
