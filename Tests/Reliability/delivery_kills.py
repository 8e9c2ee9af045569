"""Kills 'alert run' with signal 9 at its system calls and around each reply of its peers: nothing
is lost, and at most one message comes twice per kill, the same to the byte."""

import collections
import concurrent.futures
import contextlib
import ctypes
import json
import multiprocessing
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import time

from delivery import (
    MailServer, Office, WebServer, arrived, kill, need_python_packages, new_secret, sendmail,
    wait_until)
from harness import Figures, Hand, options, skip, workspace

WRITING = {"openat", "write", "writev", "pwrite64", "fsync", "fdatasync", "unlink", "rename",
           "ftruncate", "sendto", "sendmsg", "connect", "clone", "clone3", "vfork", "execve",
           "pipe2", "socketpair", "memfd_create", "flock", "kill"}
READING = {"read", "pread64", "close", "fcntl", "poll", "ppoll", "wait4", "waitid", "recvfrom",
           "lseek", "newfstatat", "fstat", "dup2", "dup3", "futex"}
SUBREAPER = 36
RUNS = 4
# Most of a run is waiting, so some can be shot at at a time.
SHARES = 4


class World:
    """A registry where alerts are due, its peers, and what an undisturbed run delivers."""

    def __init__(self, binary, directory):
        self.mail, self.web, self.file = MailServer(), WebServer(), directory / "alerts.jsonl"
        self.base = Office(binary, directory / "base").init()
        self.base.certificates([(f"c{number}", f"o{number % 2}@example.com", "Títle \ufffd", 5)
                                for number in range(3)])
        self.base.mail(sendmail(directory, self.mail.port))
        self.base.webhook("hook", f"{self.web.url}/hook", keys=[new_secret(), new_secret()])
        self.base.secretive("pager", "pagerduty", "R" * 32, "--url", f"{self.web.url}/pager")
        self.base.channel("file", "file", "--path", str(self.file))
        self.place = directory / "shot" / "registry.db"
        self.expected = {}
        office = self.fresh()
        self.runs_undisturbed = office.deliver(runs=1)
        got = self.arrived()
        self.expected = collections.Counter(name for name, _ in got)

    def arrived(self):
        """Everything that came, by whatever way."""
        return arrived(self.mail, self.web, self.file)

    def fresh(self):
        """A copy that was never run, and peers that have seen nothing."""
        office = self.base.copy(self.place)
        self.mail.letters.clear()
        self.web.hits.clear()
        self.web.torn = 0
        for server in (self.mail, self.web):
            server.before = server.after = None
        self.file.unlink(missing_ok=True)
        return office

    def close(self):
        """Stops the peers."""
        self.mail.close()
        self.web.close()


def adopt_orphans():
    """Makes this process the parent of programs whose own parent is killed."""
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)


def wait_for_orphans(seconds=30):
    """Waits until every program that a killed run left behind has ended."""
    end = time.monotonic() + seconds
    with contextlib.suppress(ChildProcessError):
        while time.monotonic() < end:
            if os.waitpid(-1, os.WNOHANG) == (0, 0):
                time.sleep(0.002)


class Tally:
    """What the kills came to."""

    COUNTS = ("shots", "kills", "lost", "duplicates", "too_many", "unequal", "strange", "torn",
              "stuck", "unverified")

    def __init__(self, world, figures):
        self.world, self.figures = world, figures
        self.shots = self.kills = self.lost = self.duplicates = self.too_many = 0
        self.unequal = self.strange = self.torn = self.stuck = self.unverified = 0
        self.most_runs, self.by_kind = 0, collections.Counter()

    @property
    def plain(self):
        """The counts, to be handed from one process to another."""
        return {name: getattr(self, name) for name in self.COUNTS}, self.most_runs, self.by_kind

    def add(self, plain):
        """Adds what another process counted."""
        counts, most_runs, by_kind = plain
        for name, count in counts.items():
            setattr(self, name, getattr(self, name) + count)
        self.most_runs = max(self.most_runs, most_runs)
        self.by_kind += by_kind

    def judge(self, office, what, kills, kind):
        """Runs until all is said to be done, and compares what arrived with what is due."""
        self.shots += 1
        self.kills += kills
        self.by_kind[kind] += kills
        for server in (self.world.mail, self.world.web):
            server.before = server.after = None
        runs = office.deliver(runs=RUNS)
        wait_for_orphans()
        self.most_runs = max(self.most_runs, runs or RUNS + 1)
        if runs is None:
            self.stuck += 1
            self.figures.fail(f"{what}: exit 0 does not come, {dict(office.states())}")
        try:
            got = self.world.arrived()
        except json.JSONDecodeError as error:
            self.torn += 1
            self.figures.fail(f"{what}: a broken line or body: {error}")
            return
        self.compare(what, kills, got)
        if (verified := office.verify()).code != 0:
            self.unverified += 1
            self.figures.fail(f"{what}: verify: {verified}")

    def compare(self, what, kills, got):
        """Counts what is missing, what came again, and what came again otherwise."""
        expected, counts = self.world.expected, collections.Counter(name for name, _ in got)
        lost = sum((expected - counts).values())
        again = sum((counts - expected).values())
        strange = [name for name in counts if name not in expected]
        unequal = len(set(got)) - len(counts)
        torn = self.world.web.torn
        self.lost += lost
        self.duplicates += again
        self.too_many += again > kills
        self.unequal += unequal
        self.strange += len(strange)
        self.torn += torn
        if lost or again > kills or unequal or strange:
            self.figures.fail(f"{what}: lost {lost}, again {again} of {kills} kills, other bodies"
                              f" {unequal}, unknown {strange}")

    def close(self, wanted):
        """Prints the figures."""
        print(f"{self.shots} shots, kills by " + ", ".join(
            f"{kind} {count}" for kind, count in self.by_kind.items())
            + f"; {self.duplicates} came twice, {self.torn} requests broke off")
        self.figures.at_least("kills", self.kills, wanted)
        self.figures.exactly("lost", self.lost, 0)
        self.figures.at_most("duplicates", self.duplicates, self.kills)
        self.figures.exactly("shots_with_more_duplicates_than_kills", self.too_many, 0)
        self.figures.exactly("duplicates_with_another_body", self.unequal, 0)
        self.figures.exactly("messages_that_were_never_due", self.strange, 0)
        self.figures.exactly("shots_that_never_exit_0", self.stuck, 0)
        self.figures.at_most("runs_until_exit_0_after_a_kill", self.most_runs, 1)
        self.figures.exactly("shots_not_verified", self.unverified, 0)


def calls_of(world, names):
    """The system calls of an undisturbed run from its first write on, each with its number among
    those of its name; the run's own threads only."""
    office, log = world.fresh(), world.place.parent / "trace"
    subprocess.run(
        ["strace", "-o", str(log), "-e", f"trace={','.join(sorted(names | {'pwrite64'}))}", office.binary,
         "alert", "run"], env=office.environment, stdin=subprocess.DEVNULL, check=False,
        capture_output=True)
    counts, calls, has_begun = collections.Counter(), [], False
    for line in log.read_text(errors="replace").splitlines():
        if not (match := re.match(r"(\w+)\(", line)):
            continue
        counts[match[1]] += 1
        has_begun |= match[1] == "pwrite64"
        if has_begun and match[1] in names:
            calls.append((match[1], counts[match[1]]))
    return calls


def shoot_at_calls(world, tally, wanted, names, share):
    """Kills at system calls, evenly spread over the run; each at another one. Each process takes
    its share of them."""
    calls = calls_of(world, names)
    step = max(1, len(calls) / wanted)
    chosen = [calls[int(place * step)] for place in range(min(wanted, len(calls)))]
    if share == 0:
        print(f"{len(calls)} system calls of the run, killed at {len(chosen)}")
    for name, number in chosen[share::SHARES]:
        office = world.fresh()
        process = subprocess.run(
            ["strace", "-o", "/dev/null", "-e", f"trace={name}", "-e",
             f"inject={name}:signal=SIGKILL:when={number}", office.binary, "alert", "run"],
            env=office.environment, stdin=subprocess.DEVNULL, check=False, capture_output=True,
            timeout=120)
        hit = process.returncode == -signal.SIGKILL
        tally.judge(office, f"killed at {name} number {number}", int(hit), "system call")


class Sniper:
    """Hooks of a server that kill a process at one of its replies."""

    def __init__(self, process, number, delay=0.0):
        self.process, self.left, self.delay, self.has_shot = process, number, delay, False

    def __call__(self):
        """Kills when it is the turn of this reply."""
        self.left -= 1
        if self.left == 0:
            time.sleep(self.delay)
            self.has_shot = True
            kill(self.process.pid)


def shoot_at_replies(world, tally, draw, wanted, share):
    """Kills right before and shortly after the replies of both servers; a share of them."""
    counts = {"mail": 2, "web": 6}
    plans = [(server, when, number) for server, count in counts.items()
             for when in ("before", "after") for number in range(1, count + 1)]
    for shot in range(share, wanted, SHARES):
        server, when, number = plans[shot % len(plans)]
        office = world.fresh()
        process = office.start("alert", "run")
        delay = 0 if when == "before" or shot < len(plans) else draw.uniform(0, 0.012)
        sniper = Sniper(process, number, delay)
        setattr(getattr(world, server), when, sniper)
        process.communicate(timeout=120)
        hit = process.returncode == -signal.SIGKILL
        tally.judge(office, f"killed {when} reply {number} of the {server} server", int(hit),
                    "reply")


def shoot_again_and_again(world, tally, draw, rounds, share):
    """Kills run after run, with even odds at each reply, until one gets through; a share of the
    rounds."""
    for number in range(share, rounds, SHARES):
        office, kills = world.fresh(), 0
        for _ in range(40):
            process = office.start("alert", "run")
            for server in (world.mail, world.web):
                if draw.random() < 0.8:
                    setattr(server, draw.choice(["before", "after"]),
                            Sniper(process, draw.randint(1, 3)))
            process.communicate(timeout=120)
            for server in (world.mail, world.web):
                server.before = server.after = None
            if process.returncode != -signal.SIGKILL:
                break
            kills += 1
        tally.judge(office, f"killed again and again, round {number}", kills, "series")


def after_reused_number(world, tally, figures):
    """The number of a killed run belongs to another program by the time of the next run."""
    place = pathlib.Path("/proc/sys/kernel/ns_last_pid")
    for _ in range(20):
        office = world.fresh()
        process = office.start("alert", "run")
        world.web.before = Sniper(process, 2)
        process.communicate(timeout=120)
        wait_for_orphans()
        try:
            place.write_text(str(process.pid - 1))
        except OSError:
            print("skipped: a process number cannot be chosen here")
            return
        with subprocess.Popen(["sleep", "60"]) as other:
            is_same, before = other.pid == process.pid, tally.stuck + tally.lost
            if is_same:
                world.web.before = None
                runs = office.deliver(runs=RUNS)
                tally.compare("number reused", 1, world.arrived())
                figures.exactly("run_after_its_number_was_reused",
                                (runs, tally.stuck + tally.lost - before), (1, 0))
            other.kill()
        if is_same:
            return
    print("skipped: the process number was never reused")


def in_containers(world, tally, figures):
    """In a container the number is always the same: that of the killed run is the own one."""
    prefix = ("unshare", "--pid", "--fork", "--kill-child", "--mount-proc")
    office = world.fresh()
    if subprocess.run([*prefix, "true"], check=False, capture_output=True).returncode != 0:
        print("skipped: no process namespaces here")
        return
    process = subprocess.Popen([*prefix, office.binary, "alert", "run"], env=office.environment,
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    world.web.before = Sniper(process, 2)
    process.wait(timeout=120)
    wait_for_orphans()
    world.web.before = None
    codes = []
    while len(codes) < RUNS and (not codes or codes[-1] != 0):
        codes.append(office.run("alert", "run", prefix=prefix, timeout=300).code)
    before = tally.lost + tally.too_many
    tally.compare("in a container", 1, world.arrived())
    figures.exactly("run_in_a_container_after_a_kill",
                    (codes, tally.lost + tally.too_many - before), ([0], 0))


def half_a_mail(binary, directory, figures):
    """A run is killed while a slow sendmail still reads a mail that no pipe holds at once: half of
    it must not go out."""
    mail = MailServer()
    office = Office(binary, directory / "slow").init()
    office.certificates([(f"c{number}", "o@example.com", "long " * 60, 5 + number % 200)
                         for number in range(600)])
    started = directory / "slow" / "started"
    office.mail(sendmail(directory / "slow", mail.port, f"touch {started}; sleep 0.5"))
    process = office.start("alert", "run")
    wait_until(started.exists)
    time.sleep(0.1)
    kill(process.pid)
    process.communicate()
    wait_for_orphans()
    early = len(mail.letters)
    runs = office.deliver(runs=RUNS)
    wait_for_orphans()
    bodies = {letter.data for letter in mail.letters}
    size = max((len(letter.data) for letter in mail.letters), default=0)
    print(f"a mail of {size} bytes; its run was killed at its reader's first byte: {early} went out"
          f" nevertheless, {len(mail.letters)} in all")
    figures.at_least("bytes_of_the_large_mail", size, 200_000)
    figures.exactly("large_mail_letters_that_differ", len(bodies), 1)
    figures.exactly("large_mail_runs_until_exit_0", runs, 1)
    mail.close()


def marked_too_early(world, figures):
    """A message that is marked as sent before it is sent is lost by a kill, and that is seen."""
    missing = {}
    for is_marked in (False, True):
        office = world.fresh()
        process = office.start("alert", "run")

        def drop(process=process):
            """Forgets what arrived, as if it had not, and kills the sender."""
            world.web.hits.pop()
            kill(process.pid)
        world.web.before = drop
        process.communicate(timeout=120)
        wait_for_orphans()
        world.web.before = None
        claimed = office.query("SELECT count(*) FROM delivery WHERE state = 'claimed'")[0][0]
        if is_marked:
            with Hand(office.path) as connection:
                connection.execute("UPDATE delivery SET state = 'sent' WHERE state = 'claimed'")
        office.deliver(runs=RUNS)
        wait_for_orphans()
        counts = collections.Counter(name for name, _ in world.arrived())
        missing[is_marked] = sum((world.expected - counts).values())
    print(f"{claimed} claimed when killed; lost {missing}")
    figures.exactly("lost_without_the_early_mark", missing[False], 0)
    figures.control("marked_before_it_is_sent", missing[True] > 0)


def shoot(chosen, directory, share):
    """One process's share of the shots, on a registry and peers of its own."""
    adopt_orphans()
    directory.mkdir()
    figures, draw = Figures(), random.Random(chosen.seed + share)
    world = World(chosen.binary, directory)
    if (world.runs_undisturbed, len(world.expected), set(world.expected.values())) != (1, 11, {1}):
        figures.fail(f"undisturbed: {world.runs_undisturbed} runs, {world.expected}")
    tally = Tally(world, figures)
    tally.stuck += figures.defects
    shoot_at_calls(world, tally, chosen.calls, WRITING, share)
    if chosen.reads:
        shoot_at_calls(world, tally, chosen.reads, READING, share)
    shoot_at_replies(world, tally, draw, chosen.replies, share)
    shoot_again_and_again(world, tally, draw, chosen.series, share)
    world.close()
    return tally.plain


def main():
    """Shoots at system calls and at replies, some processes at a time; then the special cases."""
    chosen = options(__doc__, calls=220, replies=84, series=4, reads=0)
    if not shutil.which("strace"):
        skip("needs strace")
    need_python_packages()
    figures = Figures()
    with workspace() as directory:
        with concurrent.futures.ProcessPoolExecutor(
                SHARES, multiprocessing.get_context("fork")) as pool:
            plains = list(pool.map(shoot, [chosen] * SHARES, [
                directory / f"share{share}" for share in range(SHARES)], range(SHARES)))
        adopt_orphans()
        (directory / "cases").mkdir()
        world = World(chosen.binary, directory / "cases")
        tally = Tally(world, figures)
        for plain in plains:
            tally.add(plain)
        # A run has only so many calls; a shot may come after its end.
        tally.close(max(300, tally.shots * 9 // 10))
        after_reused_number(world, tally, figures)
        in_containers(world, tally, figures)
        half_a_mail(chosen.binary, directory, figures)
        marked_too_early(world, figures)
        world.close()
    figures.close()


main()
