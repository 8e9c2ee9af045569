"""Kills commands at random moments; what was acknowledged is there, and nothing is half done."""

import random
import statistics
import time

from harness import Figures, add_words, day, options, workspace, Registry


def duration(registry, words, rounds=5):
    """The median seconds of a command."""
    taken = []
    for number in range(rounds):
        began = time.perf_counter()
        registry.do(*[word.format(f"warm{number}") for word in words])
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def versions(registry, code):
    """How many versions, milestones and entries an evidence has."""
    return registry.query(
        "SELECT (SELECT count(*) FROM version JOIN evidence ON evidence.id = evidence_id WHERE code = ?1),"
        " (SELECT count(*) FROM entry WHERE subject = ?1 OR subject LIKE ?1 || '@%')", code)[0]


def missing(registry, acknowledged):
    """The acknowledged writes that are not there."""
    return [code for code, count in acknowledged.items() if versions(registry, code)[0] < count]


def main():
    """Kills, checks, and shows that the check can fail."""
    chosen = options(__doc__, count=60)
    draw, figures = random.Random(chosen.seed), Figures()
    with workspace() as folder:
        registry = Registry(chosen.binary, folder / "registry.db").init()
        usual = duration(registry, add_words("{}"))
        acknowledged, half, killed, broken = {}, 0, 0, 0
        early = registry.copy(folder / "early.db")
        for number in range(chosen.count):
            kind = draw.choice(("add", "renew", "run", "milestone")) if acknowledged else "add"
            code = f"k{number}"
            if kind == "add":
                words = add_words(code)
            elif kind == "run":
                words = ("alert", "run")
            else:
                code = draw.choice(list(acknowledged))
                words = ("certificate", "renew", code, "--issued", day(-50), "--expires", day(900 + number))
                if kind == "milestone":
                    words = ("certificate", "milestone", "add", code, "visit", "--due", day(100 + number))
            before = versions(registry, code)
            process = registry.start(*words)
            time.sleep(draw.random() * usual * 1.2)
            process.kill()
            process.communicate()
            after = versions(registry, code)
            if process.returncode == -9:
                killed += 1
            elif process.returncode == 0:
                if kind in ("add", "renew"):
                    acknowledged[code] = acknowledged.get(code, 0) + 1
            else:
                figures.fail(f"{' '.join(words)}: exit {process.returncode}")
            grown = after[0] - before[0]
            if grown:
                acknowledged[code] = max(acknowledged.get(code, 0), after[0])
            if kind == "add" and (grown, after[1] - before[1] > 0) not in ((0, False), (1, True)):
                half += 1
            if registry.run("certificate", "list").code != 0:
                broken += 1
            if number % 10 == 0 and registry.verify().code != 0:
                half += 1
        verified = registry.verify().code
        lost = missing(registry, acknowledged)
        print(f"{killed} of {chosen.count} commands died, a whole one takes {usual * 1000:.1f} ms")
        figures.at_least("killed_while_running", killed, chosen.count // 4)
        figures.exactly("lost", len(lost), 0)
        figures.exactly("half_done", half, 0)
        figures.exactly("next_command_failed", broken, 0)
        figures.exactly("verify_status", verified, 0)
        figures.control("older_copy_put_back", bool(missing(early, acknowledged)))
    figures.close()


main()
