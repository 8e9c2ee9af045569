"""Questions at a terminal: what is missing is asked for; who breaks off leaves nothing behind."""

import os
import pty
import select
import signal
import time

from harness import Figures, Registry, day, options, workspace

END, BREAK = b"\x04", b"\x03"
# Words of an 'add' that lack something, with what is typed; "?" marks an answer that cannot be.
TALKS = {
    "product": (["product", "add"], ["?Cloud!", "cloud", "Example Cloud"]),
    "certificate": (
        ["certificate", "add"],
        ["iso27001", "?iso2701", "iso27001", "?2031", "2022", "IS-1", "Example Cert",
         "?1.3.2025", day(-600), day(400), "cloud", ""]),
    "report": (
        ["report", "add", "soc2", "--scheme", "soc2-type2"],
        ["Example CPA", f"{day(-500)}..{day(-136)}", day(-100), "?good", "unqualified", "security",
         "cloud", ""]),
    "customer": (
        ["customer", "add", "acme"],
        ["Acme Inc.", "acme.example", "customer", "?soon", day(-300), "", "no", ""]),
    "contact": (
        ["customer", "contact", "add"],
        ["acme", "J. Doe", "?nobody", "j.doe@acme.example", ""]),
    "agreement": (
        ["agreement", "add"],
        ["acme.example", "nda", day(-300), "", "", "", "?never", day(500), ""]),
    "distribution": (
        ["distribution", "log"],
        ["iso27001", "acme", "", "?pigeon", "", "vendor review", ""]),
}


def ended(child):
    """The status of a child that ends within two seconds; else it is killed, and 'waits'."""
    for _ in range(100):
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "waits"


def talk(registry, words, answers, last=None):
    """Runs a command at a terminal and answers what it asks; `last` is typed after the answers.

    Returns its status and all that stood on the terminal."""
    child, terminal = pty.fork()
    if child == 0:
        # Whoever runs the tests in the background may have it ignored.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.execve(
            registry.binary, [registry.binary, *words], {**registry.environment, "TERM": "xterm"})
    seen, answered, deadline = b"", 0, time.monotonic() + 30
    keys = [answer.encode() + b"\n" for answer in answers] + ([last] if last else [])
    while time.monotonic() < deadline:
        ready, _, _ = select.select([terminal], [], [], 0.05)
        if ready:
            try:
                seen += os.read(terminal, 4096)
            except OSError:
                break
        elif seen.endswith((b": ", b"] ")) and len(seen) > answered:
            if not keys:
                break
            answered = len(seen)
            os.write(terminal, keys.pop(0))
    status = ended(child)
    os.close(terminal)
    return status, seen.decode("utf-8", "replace")


def main():
    """Talks to the end, and breaks off at each question."""
    chosen = options(__doc__, every=100)
    figures = Figures()
    asked = refused = recorded = left = piped = forbidden = broken = 0
    with workspace() as directory:
        registry = Registry(chosen.binary, directory / "registry.db").init()
        for noun, (words, answers) in TALKS.items():
            typed = [answer.removeprefix("?") for answer in answers]
            before = registry.content()
            # In a pipe, and where it is told so, it refuses and asks nothing.
            outcome = registry.run(*words)
            piped += outcome.explained and "missing" in outcome.err and "[none]" not in outcome.err
            code, seen = talk(registry, [*words, "--no-input"], [])
            forbidden += code in (1, 64) and "missing" in seen
            for stop in sorted({*range(0, len(typed), chosen.every), len(typed) - 1}):
                for key in (END, BREAK):
                    code, seen = talk(registry, words, typed[:stop], key)
                    broken += 1
                    if code == 0 or code == "waits":
                        figures.fail(f"{noun} broken off at {stop}: {code}: {seen[-300:]}")
                    left += registry.content() != before
            code, seen = talk(registry, words, typed)
            asked += seen.count(": ") > 0
            refused += seen.count("error: ") >= sum(answer.startswith("?") for answer in answers)
            done = code == 0 and registry.content() != before
            recorded += done
            if not done:
                figures.fail(f"{noun}: {code}: {seen}")
        figures.exactly("nouns_recorded_by_answers", recorded, len(TALKS))
        figures.exactly("nouns_with_wrong_answers_refused", refused, len(TALKS))
        figures.at_least("broken_off", broken, 2 * len(TALKS))
        figures.exactly("left_behind", left, 0)
        figures.exactly("nouns_refused_in_a_pipe", piped, len(TALKS))
        figures.exactly("nouns_refused_without_input", forbidden, len(TALKS))
        # An undo is asked for too: no and the end leave everything as it is, yes does not.
        before = registry.content()
        registry.do("product", "add", "box", "--name", "Box")
        after = registry.content()
        for keys in (["n"], []):
            talk(registry, ["undo"], keys, None if keys else END)
            left += registry.content() != after
        figures.exactly("undone_without_yes", left, 0)
        talk(registry, ["undo"], ["y"])
        figures.control("what_is_recorded_is_seen", registry.content() != after and after != before)
        figures.exactly("verified", registry.verify().code, 0)
    figures.close()


main()
