"""Peers that never come to an end, and runs that must: each try has its time and the run as well,
SIGTERM ends it between two messages, and nothing is left running or sent twice."""

import collections
import os
import pathlib
import signal
import socket
import threading
import time

from delivery import Office, WebServer, kill, need_python_packages, reply, script, wait_until
from harness import Figures, options, workspace

# What a hanging peer may take: the reply's 20 s or the program's 60 s, with what is around it.
HTTP_LIMIT, MAIL_LIMIT, SPARE = 20, 60, 4
# Ended by the signal after all was put in order, or with the code of what waits.
ENDED = (-signal.SIGTERM, 75)


def trickle(connection, _hit):
    """A byte of a reply each second."""
    for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 200:
        connection.sendall(bytes([byte]))
        time.sleep(1)


def hanging(binary, folder, figures):
    """Peers that never come to an end, each in a run of its own, all at once."""
    web, dumb = WebServer(), socket.create_server(("127.0.0.1", 0))
    web.answers |= {"/hangs": lambda *_: time.sleep(90), "/trickles": trickle}
    urls = {name: f"{web.url}/{name}" for name in ("hangs", "trickles")}
    urls["no-handshake"] = f"https://127.0.0.1:{dumb.getsockname()[1]}/"
    programs = {"sendmail": "echo $$ >> \"$0.pids\"; sleep 300; true",
                "silent-sendmail": "echo $$ >> \"$0.pids\"; exec >/dev/null 2>&1; sleep 300; true"}
    programs = {name: script(folder / f"hanging-{name}", text) for name, text in programs.items()}
    results = {}

    def one(name):
        """One run with a peer that hangs between two that do not."""
        office = Office(binary, folder / name).init()
        limit = MAIL_LIMIT if name in programs else HTTP_LIMIT
        office.webhook("before", f"{web.url}/ok-{name}-before")
        if name in programs:
            office.mail(programs[name], code="peer")
        else:
            office.webhook("peer", urls[name])
        office.webhook("after", f"{web.url}/ok-{name}-after")
        office.certificates([("c", "o@example.com", "Title", 5)])
        began = time.monotonic()
        outcome = office.run("alert", "run", "--time-limit", str(limit + SPARE), timeout=120)
        results[name] = (outcome, time.monotonic() - began, limit,
                         {row["channel"]: row["state"] for row in office.outbox()})

    threads = [threading.Thread(target=one, args=(name,)) for name in (*urls, *programs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for name, (outcome, taken, limit, states) in results.items():
        others = [len(web.of(f"/ok-{name}-{place}")) for place in ("before", "after")]
        print(f"{name}: {taken:.1f} s, {outcome}")
        name = name.replace("-", "_")
        figures.exactly(f"{name}_ended", (outcome.code, states.get("peer"), others),
                        (75, "queued", [1, 1]))
        # A try that was begun in time may end after it; one of a handshake takes 10 s.
        last = 10 if name == "no_handshake" else 1
        figures.at_most(f"{name}_seconds", round(taken), limit + SPARE + last)
        figures.at_least(f"{name}_was_given_time", round(taken), limit - 1)
    pids = [pid for program in programs.values()
            for pid in pathlib.Path(f"{program}.pids").read_text().split()]
    left = [pid for pid in pids if pathlib.Path(f"/proc/{pid}").exists()]
    for pid in left:
        kill(int(pid))
    figures.exactly("hanging_programs_left", (len(pids), len(left)), (2, 0))
    dumb.close()
    web.close()


def ended(binary, folder, name, words, number):
    """A run of twelve messages that is ended in the middle, and the run after it: its code, how
    many were sent, the states then, the next run's code, how many came in all and came twice."""
    web, office = WebServer(), Office(binary, folder / name).init()
    office.webhook("hook", f"{web.url}/hook")
    office.certificates([(f"c{index}", "o@example.com", "Title", 5) for index in range(12)])
    web.before = lambda: time.sleep(0.4)
    began = time.monotonic()
    process = office.start("alert", "run", *words)
    if number:
        wait_until(lambda: len(web.hits) == 3)
        kill(process.pid, number)
    process.communicate(timeout=60)
    taken, early, web.before = time.monotonic() - began, len(web.hits), None
    states = collections.Counter(row["state"] for row in office.outbox())
    then = office.run("alert", "run").code
    ids = {hit.headers["webhook-id"] for hit in web.hits}
    web.close()
    print(f"{name}: {early} of 12 in {taken:.1f} s, exit {process.returncode}, {dict(states)}")
    return process.returncode, taken, early, states, then, len(ids), len(web.hits) - len(ids)


def limits(binary, folder, figures):
    """SIGTERM and the time limit end a run between two messages; the next one goes on."""
    for name, words, number, codes in (("time_limit", ("--time-limit", "2"), None, (75,)),
                                       ("sigterm", (), signal.SIGTERM, ENDED)):
        code, taken, early, states, then, count, again = ended(binary, folder, name, words, number)
        figures.exactly(f"{name}_ends_between_messages", (
            code in codes, 0 < early < 12, states["sent"] == early, states["claimed"], then),
            (True, True, True, 0, 0))
        figures.exactly(f"{name}_delivered_and_repeated", (count, again), (12, 0))
        figures.at_most(f"{name}_seconds", round(taken, 1), 4)
    _, _, early, states, *_, again = ended(binary, folder, "sigkill", (), signal.SIGKILL)
    figures.control("in_the_middle_of_a_message", states["claimed"] == 1 and again == 1)


def stopped_while_waiting(binary, folder, figures):
    """SIGTERM ends a run that only waits for the next try."""
    web, office = WebServer(), Office(binary, folder / "pause").init()
    web.answers["/hook"] = reply(500)
    office.webhook("hook", f"{web.url}/hook")
    office.certificates([("c", "o@example.com", "Title", 5)])
    process = office.start("alert", "run")
    wait_until(lambda: web.hits)
    time.sleep(1)
    began = time.monotonic()
    os.kill(process.pid, signal.SIGTERM)
    process.communicate(timeout=60)
    taken = time.monotonic() - began
    figures.exactly("sigterm_while_waiting", (process.returncode in ENDED, len(web.hits), dict(
        office.states())), (True, 1, {("hook", "queued"): 1}))
    figures.at_most("sigterm_while_waiting_seconds", round(taken, 1), 2)
    web.close()


def main():
    """Runs the groups; those that wait long at the same time as the others."""
    binary = options(__doc__).binary
    need_python_packages()
    figures = Figures()
    with workspace() as directory:
        slow = threading.Thread(target=hanging, args=(binary, directory, figures))
        slow.start()
        limits(binary, directory, figures)
        stopped_while_waiting(binary, directory, figures)
        slow.join()
    figures.close()


main()
