"""Overlapping cron runs with messages to send: twenty at once deliver each exactly once, and all
but one say nothing; also where they cannot see each other's processes."""

import collections
import json
import subprocess
import threading
import time

from delivery import (
    MailServer, Office, WebServer, arrived, need_python_packages, sendmail, wait_until)
from harness import Figures, options, workspace

OWNERS = 20


def at_once(offices):
    """Runs 'alert run' on each at the same moment and returns the outcomes."""
    start, outcomes = threading.Barrier(len(offices)), []

    def one(office):
        """One cron job."""
        start.wait()
        outcomes.append(office.run("alert", "run", "--format", "json", timeout=300))

    threads = [threading.Thread(target=one, args=(office,)) for office in offices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


class Sum:
    """What the rounds came to."""

    def __init__(self):
        self.failed = self.lost = self.twice = self.verified = 0
        self.winners = self.talkative = self.untrue = 0

    def add(self, office, outcomes, got, expected, figures):
        """Counts one round; expected is how many messages it should have delivered."""
        counts = collections.Counter(name for name, _ in got)
        self.lost += expected - len(counts)
        self.twice += sum(counts.values()) - len(counts)
        for outcome in outcomes:
            if outcome.code != 0 or outcome.err:
                self.failed += 1
                figures.fail(str(outcome))
        reports = [json.loads(outcome.out) for outcome in outcomes if outcome.out]
        winners = [report for report in reports if not report["under_way"]]
        self.winners += len(winners)
        # Of the others a script is told that there is another one, and nothing else.
        self.talkative += sum(bool(report["raised"] or report["deliveries"]["messages"])
                              for report in reports if report["under_way"])
        self.untrue += [report["deliveries"]["sent"] for report in winners] != [expected]
        self.verified += office.verify().code == 0


def storms(chosen, office, mail, web, figures):
    """The rounds."""
    total, seconds = Sum(), []
    for number in range(chosen.rounds):
        office.certificates([(f"r{number}-{index}", f"o{index % OWNERS}@example.com", "Title", 5)
                             for index in range(chosen.rows)])
        mail.letters.clear()
        web.hits.clear()
        began = time.monotonic()
        outcomes = at_once([office] * chosen.runs)
        seconds.append(time.monotonic() - began)
        total.add(office, outcomes, arrived(mail, web), chosen.rows + OWNERS, figures)
        if states := {state for _, state in office.states()} - {"sent"}:
            figures.fail(f"round {number}: messages {states} are left")
    print("seconds a round: " + ", ".join(f"{value:.1f}" for value in seconds))
    figures.exactly("runs_failed_or_warning", total.failed, 0)
    figures.exactly("lost", total.lost, 0)
    figures.exactly("delivered_twice", total.twice, 0)
    figures.exactly("winners", total.winners, chosen.rounds)
    figures.exactly("losers_with_something_to_say", total.talkative, 0)
    figures.exactly("rounds_reported_unlike_delivered", total.untrue, 0)
    figures.exactly("rounds_verified", total.verified, chosen.rounds)


def held(web):
    """Makes the web server keep its reply back; returns the event that lets it go."""
    release = threading.Event()
    web.before = lambda: release.wait(60)
    return release


def while_another_is_under_way(chosen, office, mail, web, figures, prefix, name):
    """While a run waits for a reply, another one ends at once and says nothing; so does one that
    lives in a container of its own, where the number of the first means another process."""
    office.certificates([(f"{name}{index}", "one@example.com", "Title", 5) for index in range(3)])
    mail.letters.clear()
    web.hits.clear()
    release = held(web)
    first = subprocess.Popen([*prefix[0], office.binary, "alert", "run"], env=office.environment,
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT)
    arrives = wait_until(lambda: web.hits or first.poll() is not None)
    began = time.monotonic()
    second = office.run("alert", "run", prefix=prefix[1])
    taken = time.monotonic() - began
    began = time.monotonic()
    write = office.run("product", "add", f"p-{name}")
    written = time.monotonic() - began
    release.set()
    out = first.communicate(timeout=120)[0]
    web.before = None
    counts = collections.Counter(key for key, _ in arrived(mail, web))
    name = name.replace("-", "_")
    print(f"{name}: the second run took {taken:.2f} s, another change {written:.2f} s")
    figures.exactly(f"{name}_second_run", (arrives, second.code, second.out + second.err),
                    (True, 0, ""))
    figures.at_most(f"{name}_second_run_seconds", round(taken, 2), 2)
    figures.exactly(f"{name}_another_change", write.code, 0)
    figures.at_most(f"{name}_another_change_seconds", round(written, 2), 2)
    figures.exactly(f"{name}_delivered", (first.returncode, out, len(counts), sum(counts.values())),
                    (0, b"", 4, 4))


def main():
    """Storms, counts, and shows that two runs that do not know of each other are caught."""
    chosen = options(__doc__, rounds=2, runs=20, rows=200)
    need_python_packages()
    figures = Figures()
    with workspace() as directory:
        mail, web = MailServer(), WebServer()
        office = Office(chosen.binary, directory / "office").init()
        office.mail(sendmail(directory, mail.port))
        office.webhook("hook", f"{web.url}/hook")
        storms(chosen, office, mail, web, figures)
        while_another_is_under_way(chosen, office, mail, web, figures, ((), ()), "overlap")
        container = ("unshare", "--pid", "--fork", "--kill-child", "--mount-proc")
        if subprocess.run([*container, "true"], check=False, capture_output=True).returncode == 0:
            for name, prefix in (("first-in-container", (container, ())),
                                 ("second-in-container", ((), container)),
                                 ("both-in-containers", (container, container))):
                while_another_is_under_way(chosen, office, mail, web, figures, prefix, name)
        else:
            print("skipped: no process namespaces here")
        office.certificates([(f"apart{index}", "one@example.com", "Title", 5)
                             for index in range(9)])
        other = office.copy(directory / "other" / "registry.db")
        mail.letters.clear()
        web.hits.clear()
        at_once([office, other])
        counts = collections.Counter(key for key, _ in arrived(mail, web))
        figures.control("two_runs_apart", sum(counts.values()) == 2 * len(counts) > 0)
        mail.close()
        web.close()
    figures.close()


main()
