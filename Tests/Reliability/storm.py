"""Overlapping cron runs: twenty 'alert run' at once raise each alert once."""

import json
import threading

from harness import Figures, Registry, options, workspace, write_csv

KEY = ("subject", "anchor", "anchor_on", "rung")


def at_once(registries):
    """Runs 'alert run' on each at the same moment and returns the outcomes."""
    start, outcomes = threading.Barrier(len(registries)), []

    def one(registry):
        start.wait()
        outcomes.append(registry.run("alert", "run", "--format", "json", timeout=120))

    threads = [threading.Thread(target=one, args=(registry,)) for registry in registries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def raised(outcomes):
    """The alerts that the runs say they raised."""
    return [alert for outcome in outcomes if outcome.code == 0 and outcome.out.strip()
            for alert in json.loads(outcome.out)["raised"]]


def repeated(alerts):
    """How many alerts come a further time."""
    return len(alerts) - len({tuple(alert[field] for field in KEY) for alert in alerts})


def main():
    """Storms, counts, and shows that two runs that do not know of each other are caught."""
    chosen = options(__doc__, rounds=2, runs=20, rows=70)
    figures = Figures()
    failed = twice = unequal = verified = due = 0
    with workspace() as directory:
        registry = Registry(chosen.binary, directory / "registry.db").init()
        for number in range(chosen.rounds):
            rows = write_csv(directory / "rows.csv", f"s{number}-", chosen.rows)
            registry.do("import", "certificate", rows)
            before = registry.copy(directory / "before.db")
            outcomes = at_once([registry] * chosen.runs)
            alerts = raised(outcomes)
            listed = json.loads(registry.do("alert", "list", "--format", "json"))
            for outcome in outcomes:
                if outcome.code != 0:
                    figures.fail(str(outcome))
            failed += sum(outcome.code != 0 for outcome in outcomes)
            twice += repeated(alerts) + repeated(listed)
            due += len(alerts)
            unequal += len(listed) != due or not {alert["id"] for alert in alerts} <= {
                alert["id"] for alert in listed}
            verified += registry.verify().code == 0
        runs = registry.query("SELECT count(*), sum(raised) FROM alert_run")[0]
        figures.at_least("alerts_due", due, chosen.rounds)
        figures.exactly("runs_failed", failed, 0)
        figures.exactly("raised_twice", twice, 0)
        figures.exactly("rounds_printed_unlike_recorded", unequal, 0)
        # A run that finds another at work leaves no trace.
        figures.at_least("runs_recorded", runs[0], chosen.rounds)
        figures.exactly("alerts_recorded", runs[1], due)
        figures.exactly("rounds_verified", verified, chosen.rounds)
        apart = at_once([before, before.copy(directory / "other.db")])
        figures.control("two_runs_apart", repeated(raised(apart)) > 0)
    figures.close()


main()
