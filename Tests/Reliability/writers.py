"""Eight processes add at once: all wait for each other, none fails, none sees a lock."""

import sqlite3
import threading

from harness import Figures, add_words, day, options, workspace, Registry


def crowd(count, work):
    """Runs `work(worker)` in so many threads at once and returns what each returned."""
    results = [None] * count

    def one(worker):
        results[worker] = work(worker)

    threads = [threading.Thread(target=one, args=(worker,)) for worker in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def careless(path, adds):
    """A plain writer that does not wait; returns how often it met a lock."""
    def work(worker):
        met = 0
        connection = sqlite3.connect(path, timeout=0, isolation_level=None)
        for _ in range(adds):
            try:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("UPDATE counter SET value = value + 1")
                connection.execute("COMMIT")
            except sqlite3.OperationalError as error:
                met += "locked" in str(error)
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
        connection.close()
        return met
    return sum(crowd(8, work))


def main():
    """Adds, counts, and shows that a writer that does not wait is caught."""
    chosen = options(__doc__, adds=10, processes=8)
    figures = Figures()
    with workspace() as folder:
        registry = Registry(chosen.binary, folder / "registry.db").init()

        def work(worker):
            return [registry.run(*add_words(f"w{worker}-{n}"), timeout=120) for n in range(chosen.adds)]

        outcomes = [outcome for part in crowd(chosen.processes, work) for outcome in part]
        failed = [outcome for outcome in outcomes if outcome.code != 0]
        for outcome in failed[:5]:
            print(f"DEFECT {outcome}")
        locks = sum("lock" in outcome.err or "in use" in outcome.err for outcome in outcomes)
        present = registry.query("SELECT count(*) FROM version")[0][0]
        figures.exactly("present", present, chosen.adds * chosen.processes)
        figures.exactly("failed", len(failed), 0)
        figures.exactly("saw_a_lock", locks, 0)
        figures.exactly("verify_status", registry.verify().code, 0)

        registry.do("certificate", "add", "soon", "--scheme", "fsqs", "--issued", day(-300), "--expires", day(5),
                    "--set", "legal_entity=X", "--set", "stage=2")
        runs = crowd(20, lambda _: registry.run("alert", "run", timeout=120))
        figures.exactly("overlapping_runs_failed", sum(run.code != 0 for run in runs), 0)
        lines = sum(len(run.out.splitlines()) for run in runs)
        figures.exactly("alerts_printed", lines, registry.query("SELECT count(*) FROM alert")[0][0])
        figures.exactly("alerts_raised", lines, 1)

        plain = folder / "plain.db"
        connection = sqlite3.connect(plain)
        connection.execute("CREATE TABLE counter (value INTEGER)")
        connection.execute("INSERT INTO counter VALUES (0)")
        connection.commit()
        connection.close()
        figures.control("writer_without_patience", careless(plain, 300) > 0)
    figures.close()


main()
