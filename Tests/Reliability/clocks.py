"""A made-up clock for the binary and for what it starts, by libfaketime."""

import contextlib
import ctypes
import datetime
import glob
import os
import shutil
import subprocess
import threading

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
        shared = keeper.stdout.readline().strip()
        # One without rights that may not open them would make its own, and lose its arguments.
        semaphore, memory = shared.split()
        for file in f"/dev/shm/sem.{semaphore[1:]}", f"/dev/shm/{memory[1:]}":
            os.chmod(file, 0o666)
        ended = threading.Event()
        threading.Thread(target=free, args=(semaphore, ended), daemon=True).start()
        yield {"LD_PRELOAD": libraries[0], "FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_SHARED": shared}
        ended.set()
        keeper.stdin.close()


def free(name, ended):
    """Gives the semaphore of the shared memory back where a program was killed that had it: it is needed for
    microseconds, so that whoever has it at each of eight looks in two seconds is dead, and all others would wait
    for ever."""
    library = ctypes.CDLL(None)
    library.sem_open.restype = ctypes.c_void_p
    semaphore = ctypes.c_void_p(library.sem_open(name.encode(), 0))
    value, taken = ctypes.c_int(), 0
    while not ended.wait(0.25):
        library.sem_getvalue(semaphore, ctypes.byref(value))
        taken = taken + 1 if value.value == 0 else 0
        if taken == 8:
            library.sem_post(semaphore)
            taken = 0


def offset(moment):
    """What FAKETIME has to be for a moment of UTC to be now."""
    now = datetime.datetime.now(datetime.timezone.utc)
    return f"{(moment.replace(tzinfo=datetime.timezone.utc) - now).total_seconds():+.0f}"
