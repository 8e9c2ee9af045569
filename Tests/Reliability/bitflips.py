"""Flips single bits of the file; audit verify must report each flip that plain SQL can see."""

import contextlib
import hashlib
import os
import random
import sqlite3

from harness import Figures, Registry, fill, options, row_key, workspace, write_csv

HEADER_SHARE, PAGE = 0.2, 4096


def readable(path, sql):
    """A digest of the rows of one query with types and bytes, or the error on the way."""
    digest = hashlib.sha256()
    try:
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            connection.text_factory = bytes
            for row in connection.execute(sql):
                digest.update(repr(row).encode())
    except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
        return f"error: {error}"
    return digest.hexdigest()


def queries(path):
    """The queries that together show everything SQL can see of the original."""
    plain = [
        "PRAGMA user_version", "PRAGMA application_id", "PRAGMA encoding",
        "SELECT type, name, tbl_name, rootpage, hex(sql) FROM sqlite_schema"]
    with contextlib.closing(sqlite3.connect(path)) as connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'"):
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            shown = ", ".join(f"typeof({name}), hex({name})" for name in columns)
            key = row_key(connection, table)
            plain.append(f"SELECT {key}, {shown} FROM {table} NOT INDEXED ORDER BY {key}")
    return [*plain, "PRAGMA integrity_check"]


def visible(path, original):
    """The first query that answers otherwise than on the original file, or none."""
    for sql, answer in original.items():
        if readable(path, sql) != answer:
            return sql
    return None


def draw_bit(draw, size):
    """A bit anywhere in the file; in one of five draws among the headers of file and pages."""
    if draw.random() < HEADER_SHARE:
        page = draw.randrange(size // PAGE)
        byte = draw.randrange(112) if draw.random() < 0.5 else page * PAGE + draw.randrange(12)
    else:
        byte = draw.randrange(size)
    return byte, draw.randrange(8)


def flip(path, byte, bit):
    """Flips one bit in place."""
    with open(path, "r+b") as file:
        file.seek(byte)
        value = file.read(1)[0]
        file.seek(byte)
        file.write(bytes([value ^ 1 << bit]))


def integrity_finds(path, original):
    """Whether a weaker verifier, SQLite's integrity_check alone, sees the flip."""
    return readable(path, "PRAGMA integrity_check") != original["PRAGMA integrity_check"]


def intact(binary, directory, rows, figures):
    """Verifies an untouched registry of many entries."""
    registry = fill(Registry(binary, directory / "large" / "registry.db").init(), 20)
    registry.do("import", "certificate", write_csv(directory / "large.csv", "big", rows))
    outcome = registry.verify(files=True)
    entries = registry.query("SELECT count(*) FROM entry")[0][0]
    figures.at_least("entries_intact", entries, 2 * rows)
    figures.exactly("findings_intact", 0 if outcome.code == 0 else str(outcome), 0)


def main():
    """Flips bits until enough visible ones were tried."""
    chosen = options(__doc__, flips=200, rows=200, intact=1000)
    draw, figures = random.Random(chosen.seed), Figures()
    codes, crashes, missed, unseen, weaker = {}, 0, 0, 0, 0
    with workspace() as directory:
        source = fill(Registry(chosen.binary, directory / "source" / "registry.db").init(),
                      chosen.rows)
        original = {sql: readable(source.path, sql) for sql in queries(source.path)}
        size, seen = os.path.getsize(source.path), 0
        while seen < chosen.flips:
            byte, bit = draw_bit(draw, size)
            copy = source.copy(directory / "flipped" / "registry.db")
            flip(copy.path, byte, bit)
            difference = visible(copy.path, original)
            weaker += difference is not None and integrity_finds(copy.path, original)
            outcome = copy.verify(files=True)
            for ended in (outcome, copy.run("status")):
                crashes += ended.crashed
                if ended.crashed:
                    figures.fail(f"byte {byte} bit {bit}: {ended}")
            if difference is None:
                unseen += 1
                continue
            seen += 1
            codes[outcome.code] = codes.get(outcome.code, 0) + 1
            if outcome.code == 0:
                missed += 1
                figures.fail(f"byte {byte} bit {bit} is not found; seen by: {difference}")
        intact(chosen.binary, directory, chosen.intact, figures)
    print(f"exit codes of visible flips: {codes}; invisible flips: {unseen}")
    figures.at_least("flips_visible", seen, chosen.flips)
    figures.exactly("flips_missed", missed, 0)
    figures.exactly("flips_crashed", crashes, 0)
    print(f"SQLite's integrity_check alone sees {weaker} of {seen}")
    figures.control("integrity_check_alone", weaker < seen)
    figures.close()


main()
