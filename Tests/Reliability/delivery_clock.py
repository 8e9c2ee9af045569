"""Clocks that jump: back an hour, a day, two years, far ahead. Nothing is sent twice, nothing is
lost, and what waits for another try is sent in the end."""

import collections
import datetime
import signal

from clocks import made_up_clock
from delivery import (
    MailServer, Office, WebServer, arrived, kill, need_python_packages, parse, reply, sendmail,
    wait_until)
from harness import TODAY, Figures, options, workspace

NOON = datetime.datetime.combine(TODAY, datetime.time(12))
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
BACK = {"an_hour": HOUR, "a_day": DAY, "two_years": 730 * DAY}
OWNERS = ["a@example.com", "b@example.com"]


class Scene:
    """A registry under a clock that is set by hand, with a mail channel and a webhook."""

    def __init__(self, binary, folder, clock, days=5):
        self.mail, self.web = MailServer(), WebServer()
        self.office = Office(binary, folder)
        self.office.environment |= clock
        self.set(NOON)
        self.office.init()
        self.office.do("settings", "edit", "--escalation", "boss@example.com")
        self.office.mail(sendmail(folder, self.mail.port))
        self.office.webhook("hook", f"{self.web.url}/hook")
        self.add("first", days)

    def set(self, moment):
        """Sets the clock from which the next commands count on."""
        now = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
        self.office.environment["FAKETIME"] = f"{(moment - now).total_seconds():+.0f}"

    def add(self, prefix, days, *words):
        """A certificate of each owner that lapses in so many days."""
        self.office.certificates([(f"{prefix}{number}", owner, "Title", days)
                                  for number, owner in enumerate(OWNERS)], *words)

    def run(self, moment, *words):
        """One run at that moment; its exit code and how many mails and requests it sent."""
        self.set(moment)
        before = self.counts()
        self.outcome = self.office.run("alert", "run", *words, timeout=40)
        mails, hits = self.counts()
        return self.outcome.code, mails - before[0], hits - before[1]

    def counts(self):
        """How many mails and requests there were so far."""
        return len(self.mail.letters), len(self.web.hits)

    def repeated(self):
        """How many messages came a further time."""
        counts = collections.Counter(name for name, _ in arrived(self.mail, self.web))
        return sum(counts.values()) - len(counts)

    def close(self, figures, name, refusals=0):
        """The last figures; a request that was refused may come again."""
        figures.at_most(f"{name}_sent_twice", self.repeated(), refusals)
        self.set(NOON)
        figures.exactly(f"{name}_verify", self.office.verify().code, 0)
        self.mail.close()
        self.web.close()


def backwards(make, figures):
    """The clock goes back after all was sent, something new falls due, and it is put right."""
    for name, jump in BACK.items():
        scene = make(f"back-{name}")
        seen = [scene.run(NOON)]
        seen.append(scene.run(NOON - jump))
        scene.set(NOON)
        scene.add("second", 6)
        seen.append(scene.run(NOON - jump))
        seen.append(scene.run(NOON + HOUR))
        seen.append(scene.run(NOON + HOUR))
        same_day = jump == HOUR
        figures.exactly(f"back_{name}_runs", seen, [
            (0, 2, 2), (0 if same_day else 4, 0, 0), (0, 2, 2) if same_day else (4, 0, 0),
            (0, 0, 0) if same_day else (0, 2, 2), (0, 0, 0)])
        scene.close(figures, f"back_{name}")


def forwards(make, figures):
    """Far ahead: over 400 days is not believed; less is, and is put right by --accept-clock."""
    scene = make("ahead-far")
    seen = [scene.run(NOON), scene.run(NOON + 401 * DAY), scene.run(NOON + 3650 * DAY),
            scene.run(NOON + HOUR)]
    figures.exactly("ahead_over_400_days", seen, [(0, 2, 2), (4, 0, 0), (4, 0, 0), (0, 0, 0)])
    scene.close(figures, "ahead_over_400_days")
    scene = make("ahead-year")
    scene.run(NOON)
    ahead = scene.run(NOON + 300 * DAY)
    print(f"300 days ahead: {ahead}")
    scene.set(NOON + HOUR)
    scene.add("second", 6, "--accept-clock")
    seen = [scene.run(NOON + HOUR), scene.run(NOON + HOUR, "--accept-clock"),
            scene.run(NOON + 2 * HOUR)]
    figures.exactly("ahead_300_days_then_right", seen, [(4, 0, 0), (0, 2, 2), (0, 0, 0)])
    scene.close(figures, "ahead_300_days")


def waiting(make, figures):
    """A message waits for another try while the clock jumps; in the end it was sent, once."""
    half = datetime.timedelta(minutes=31)
    for name, jump in BACK.items():
        scene = make(f"waits-{name}")
        scene.web.answers["/hook"] = reply(429, b"", "Retry-After: 1800")
        seen = [scene.run(NOON), scene.run(NOON - jump)]
        scene.web.answers["/hook"] = reply(200)
        seen += [scene.run(NOON - jump), scene.run(NOON + 2 * half), scene.run(NOON + 3 * half)]
        figures.exactly(f"waits_back_{name}", seen, [
            (75, 2, 2), (75 if jump == HOUR else 4, 0, 0), (75 if jump == HOUR else 4, 0, 0),
            (0, 0, 2), (0, 0, 0)])
        scene.close(figures, f"waits_back_{name}", refusals=2)
    scene = make("waits-ahead")
    scene.web.answers["/hook"] = reply(429, b"", "Retry-After: 1800")
    first = scene.run(NOON + 30 * DAY)
    scene.web.answers["/hook"] = reply(200)
    scene.run(NOON, "--accept-clock")
    # No try is ever more than 24 hours away, so a later one is the clock's mistake.
    later = scene.run(NOON + 25 * HOUR)
    ids = {hit.headers["webhook-id"] for hit in scene.web.hits[:first[2]]}
    again = {hit.headers["webhook-id"] for hit in scene.web.hits[first[2]:]}
    print(f"30 days ahead {first}, a day after it was put right {later}")
    figures.exactly("waits_ahead_lost", len(ids - again), 0)
    figures.exactly("waits_ahead_states", {state for _, state in scene.office.states()}, {"sent"})
    scene.close(figures, "waits_ahead", refusals=first[2])


def killed(make, figures):
    """A run is killed with a message in its hands, and the clock goes back."""
    for name, jump in BACK.items():
        scene = make(f"killed-{name}")
        process = scene.office.start("alert", "run")
        scene.web.before = lambda process=process: kill(process.pid)
        process.communicate(timeout=60)
        scene.web.before = None
        hit = process.returncode == -signal.SIGKILL
        scene.run(NOON - jump)
        runs = 1
        while scene.run(NOON + runs * HOUR)[0] != 0 and runs < 6:
            runs += 1
        names = {key for key, _ in arrived(scene.mail, scene.web)}
        figures.exactly(f"killed_back_{name}_hit_messages_runs", (hit, len(names), runs),
                        (True, 4, 1))
        scene.close(figures, f"killed_back_{name}", refusals=1)


def escalated(make, figures):
    """On the seventh day it goes to the escalation contact as a reply, once."""
    scene = make("escalated", 29)
    seen = [scene.run(NOON)[:2]]
    seen += [scene.run(NOON + 3 * DAY)[:2]]
    begun = len(scene.mail.letters)
    scene.run(NOON + 7 * DAY)
    letters = scene.mail.letters[begun:]
    to_boss = [parse(letter) for letter in letters if letter.recipients == ["boss@example.com"]]
    figures.exactly("escalations", (len(to_boss), len(letters)), (1, 1))
    if to_boss:
        first = {word for letter in scene.mail.letters[:begun]
                 for word in (parse(letter).get("References") or "").split()}
        answered = to_boss[0].get("In-Reply-To", "")
        figures.exactly("escalation_is_a_reply", (
            bool(answered), answered in (to_boss[0].get("References") or "").split(),
            answered in first), (True, True, True))
    again = scene.run(NOON + 7 * DAY + HOUR), scene.run(NOON + 6 * DAY), scene.run(NOON + 8 * DAY)
    figures.exactly("escalated_again", [(code, mails) for code, mails, _ in again],
                    [(0, 0), (4, 0), (0, 0)])
    scene.close(figures, "escalated")


def main():
    """Jumps."""
    chosen = options(__doc__)
    need_python_packages()
    figures = Figures()
    with workspace() as directory, made_up_clock() as clock:
        def make(name, days=5):
            """A fresh scene, where certificates lapse in so many days."""
            return Scene(chosen.binary, directory / name, clock, days)

        probe = make("probe")
        probe.set(NOON - 730 * DAY)
        shown = probe.office.run("alert", "run", "--dry-run", "--format", "json")
        figures.exactly("the_clock_is_made_up", f"{NOON - 730 * DAY:%Y-%m-%d}" in shown.out, True)
        # A tally that sees a message that comes again.
        probe.run(NOON)
        probe.web.hits += probe.web.hits[:1]
        figures.control("a_message_that_comes_again", probe.repeated() == 1)
        figures.exactly("delivered_at_noon", wait_until(lambda: probe.counts() == (2, 3), 1), True)
        for group in (backwards, forwards, waiting, killed, escalated):
            group(make, figures)
    figures.close()


main()
