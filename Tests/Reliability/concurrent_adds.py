"""Eight processes add certificates at once; all succeed, none ever hears of a lock."""

import contextlib
import itertools
import sqlite3
import threading
import time

from harness import Figures, Registry, add_words, options, workspace

CHECKS = [("certificate", "list", "--quiet"), ("audit", "verify"), ("status",)]


def crowd(count, work):
    """Runs `work(worker)` in so many threads at once and returns what each returned."""
    results, start = [None] * count, threading.Barrier(count)

    def one(worker):
        start.wait()
        results[worker] = work(worker)

    threads = [threading.Thread(target=one, args=(worker,)) for worker in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def speaks_of_a_lock(text):
    """Whether a message shows the user that somebody else was writing."""
    return "locked" in text or "in use" in text


def impatient(path, adds):
    """A plain writer with no patience; returns what it complained about."""
    complaints = []
    with contextlib.closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
        for _ in range(adds):
            try:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("INSERT INTO note VALUES ('x')")
                connection.execute("COMMIT")
            except sqlite3.OperationalError as error:
                complaints.append(str(error))
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
    return complaints


class Load:
    """Writers and one reader on one registry, and how each of their commands ended."""

    def __init__(self, registry, processes, adds):
        self.registry, self.adds = registry, adds
        self.seconds, self.readings, self.writing = [], [], True
        reader = threading.Thread(target=self.read)
        reader.start()
        self.writings = sum(crowd(processes, self.add), [])
        self.writing = False
        reader.join()

    def add(self, worker):
        """Adds certificates one after the other."""
        outcomes = []
        for index in range(self.adds):
            began = time.perf_counter()
            outcomes.append(self.registry.run(*add_words(f"w{worker}-{index}"), timeout=120))
            self.seconds.append(time.perf_counter() - began)
        return outcomes

    def read(self):
        """Lists and verifies for as long as there are writers."""
        for words in itertools.cycle(CHECKS):
            if not self.writing:
                return
            self.readings.append(self.registry.run(*words, timeout=120))


def main():
    """Lets writers and a reader loose on one registry."""
    chosen = options(__doc__, processes=8, adds=10)
    figures, wanted = Figures(), chosen.processes * chosen.adds
    with workspace() as directory:
        registry = Registry(chosen.binary, directory / "registry.db").init()
        load = Load(registry, chosen.processes, chosen.adds)
        for outcome in load.writings + load.readings:
            if outcome.code != 0:
                figures.fail(str(outcome))
        present = registry.query("SELECT count(*) FROM evidence WHERE code LIKE 'w%-%'")[0][0]
        entries, last = registry.query("SELECT count(*), max(sequence) FROM entry")[0]
        print(f"longest command {max(load.seconds):.2f} s; {len(load.readings)} readings meanwhile")
        figures.exactly("added", sum(outcome.code == 0 for outcome in load.writings), wanted)
        figures.exactly("present", present, wanted)
        figures.exactly("locks_seen", sum(
            speaks_of_a_lock(outcome.err) for outcome in load.writings + load.readings), 0)
        figures.exactly("readings_failed", sum(done.code != 0 for done in load.readings), 0)
        figures.exactly("gaps_in_the_log", last - entries, 0)
        figures.exactly("verify_status", registry.verify().code, 0)
        plain = directory / "plain.db"
        with contextlib.closing(sqlite3.connect(plain)) as connection:
            connection.execute("CREATE TABLE note (text)")
        complaints = sum(crowd(chosen.processes, lambda _: impatient(plain, 200)), [])
        figures.control("impatient_writer", any(map(speaks_of_a_lock, complaints)))
    figures.close()


main()
