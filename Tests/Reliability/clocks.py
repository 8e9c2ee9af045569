"""A made-up clock for the binary and for what it starts, by libfaketime."""

import contextlib
import datetime
import glob
import shutil
import subprocess

from harness import CLOCK, skip


@contextlib.contextmanager
def made_up_clock():
    """The environment in which FAKETIME says how far the date is off; sleeping takes its real time.

    The memory that the programs share is made by one that waits until the end: a program that made
    it would change its own environment, where Swift looks for the arguments."""
    if CLOCK:
        yield {name: value for name, value in CLOCK.items() if name != "FAKETIME"}
        return
    libraries = glob.glob("/usr/lib/*/faketime/libfaketime.so.1")
    if not libraries or not shutil.which("faketime"):
        skip("needs faketime")
    with subprocess.Popen(
            ["faketime", "-f", "+0", "sh", "-c", "echo $FAKETIME_SHARED; read line"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as keeper:
        yield {"LD_PRELOAD": libraries[0], "FAKETIME_DONT_FAKE_MONOTONIC": "1",
               "FAKETIME_SHARED": keeper.stdout.readline().strip()}
        keeper.stdin.close()


def offset(moment):
    """What FAKETIME has to be for a moment of UTC to be now."""
    now = datetime.datetime.now(datetime.timezone.utc)
    return f"{(moment.replace(tzinfo=datetime.timezone.utc) - now).total_seconds():+.0f}"
