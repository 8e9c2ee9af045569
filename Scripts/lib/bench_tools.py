"""Runs commands by turns and takes their seconds, their processor seconds and their peak of memory."""

import math
import os
import subprocess
import threading
import time
from typing import NamedTuple

# Seconds after which a command is killed; it then counts as endless.
LIMIT = 180.0
# The most rounds of one row.
ROUNDS = 30


class Run(NamedTuple):
    """What one command took, or the best of several runs of it.

    `peak` is in MiB and never below this program's own size, which stays small.
    """

    seconds: float
    processor: float
    peak: float

    def __str__(self):
        return "%.1f ms (processor %.1f ms), %.0f MiB" % (self.seconds * 1000, self.processor * 1000, self.peak)


class Pair(NamedTuple):
    """The best of ours and of what it is held against."""

    ours: Run
    theirs: Run

    @property
    def ratio(self):
        """How many times as long ours takes."""
        return self.ours.seconds / self.theirs.seconds


def measured(words, limit=LIMIT, statuses=(0,)):
    """Runs one command and throws its output away; leaves the program where it fails."""
    expired = threading.Event()
    began = time.perf_counter()
    child = subprocess.Popen(words, stdout=subprocess.DEVNULL)

    def stop():
        expired.set()
        child.kill()

    timer = threading.Timer(limit, stop)
    timer.start()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - began
    timer.cancel()
    child.returncode = os.waitstatus_to_exitcode(status)
    if expired.is_set():
        return Run(math.inf, math.inf, usage.ru_maxrss / 1024)
    if child.returncode not in statuses:
        raise SystemExit("exit %d: %s" % (child.returncode, " ".join(words)[:300]))
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def best(runs):
    """The best times of several runs and their highest peak."""
    return Run(min(run.seconds for run in runs), min(run.processor for run in runs), max(run.peak for run in runs))


def in_turn(commands, budget, prepare=lambda: None, limit=LIMIT, statuses=(0,)):
    """The best of each command, all taken in turn until the budget of seconds is spent; `prepare` is not timed."""
    taken = [[] for _ in commands]
    began = time.perf_counter()
    while len(taken[0]) < ROUNDS:
        for words, runs in zip(commands, taken):
            prepare()
            runs.append(measured(words, limit, statuses))
        spent = time.perf_counter() - began
        if spent * (1 + 1 / len(taken[0])) > budget or any(math.isinf(runs[-1].seconds) for runs in taken):
            break
    return [best(runs) for runs in taken]


def text(value):
    """A figure to read: three digits that count, all of a large one."""
    return "%d" % value if 1000 <= value < math.inf else "%.3g" % value
