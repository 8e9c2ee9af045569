"""A checkpoint by mail each month: one for each month in which a run was made, whatever was missed, killed or run
twice at once; what arrives verifies without Attestry; where it cannot be signed all else goes out."""

import collections
import datetime
import pathlib
import random
import shutil
import signal
import sys
import time

from clocks import made_up_clock, offset
from delivery import Letter, Office, parse, script
from harness import Figures, Registry, options, workspace

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Oracle"))
import tlog  # noqa: E402

KEEPERS = ("auditor@example.org", "Lawyer@Example.net")
START = datetime.date(2027, 1, 1)


class Keeper:
    """A registry whose log is signed and mailed, a sendmail that keeps what it is given, and a clock."""

    def __init__(self, binary, folder):
        self.office, self.folder, self.post = Office(binary, folder), folder, folder / "post"
        self.post.mkdir(parents=True)
        # Under another name until it is whole, as a mail server that says yes has all of it.
        self.program = script(folder / "sendmail", f"cat > {self.post}/$$.part && mv {self.post}/$$.part "
                                                   f"{self.post}/$(date +%s%N)-$$.mail")
        self.turn(START)
        self.office.init()
        self.vkey = self.office.do("audit", "key", "new", "--key", str(folder / "k" / "log.key"), "--origin",
                                   "registry.example.com/a") if (folder / "k").mkdir() is None else ""
        self.office.channel("keepers", "checkpoint", "--from", "attestry@vendor.example", "--sendmail", self.program,
                            "--secret-file", str(folder / "k" / "log.key"),
                            *(word for keeper in KEEPERS for word in ("--to", keeper)))

    def turn(self, day, hour=12):
        """Sets the clock of what is run next."""
        self.office.environment["FAKETIME"] = offset(datetime.datetime.combine(day, datetime.time(hour)))

    def mails(self):
        """What arrived, in its order."""
        return [parse(Letter("", [], path.read_bytes(), 0)) for path in sorted(self.post.glob("*.mail"))]

    def checkpoints(self):
        """Of the mails that bring one: to whom, the file's name, its text, the mail's identifier."""
        found = []
        for mail in self.mails():
            files = [(part.get_filename(), part.get_content()) for part in mail.iter_attachments()]
            found += [(str(mail["To"]), name, text.decode(), str(mail["Message-ID"])) for name, text in files]
        return found


def expected(days):
    """What arrives after runs on these days: one a month and keeper."""
    months = sorted({f"{day:%Y-%m}" for day in days})
    return sorted((keeper, f"checkpoint-{month}.txt") for month in months for keeper in KEEPERS)


def received(found):
    """What did arrive, without what is the same mail once more."""
    return sorted({(to, name, ident) for to, name, _, ident in found})


def year(binary, folder, figures, draw, days):
    """Runs on some days of more than a year; whole months are missed."""
    keeper = Keeper(binary, folder)
    missed = set(draw.sample(range(2, 14), 3))
    ran = []
    for number in range(days):
        day = START + datetime.timedelta(number)
        if (day.year - START.year) * 12 + day.month in missed or draw.random() < 0.8:
            continue
        keeper.turn(day, draw.randrange(24))
        for _ in range(draw.randint(1, 2)):
            keeper.office.do("alert", "run")
        ran.append(day)
    found = keeper.checkpoints()
    wanted = expected(ran)
    figures.exactly("monthly_mails_as_expected", sorted((to, name) for to, name, _, _ in found) == wanted, True)
    figures.at_least("months_missed", len(missed & {number for number in range(1, days // 31 + 1)}), 1)
    figures.control("a_mail_twice", sorted((to, name) for to, name, _, _ in found + found[:1]) != wanted)
    good, sizes = 0, []
    for _, name, text, _ in found:
        _, size, _ = tlog.checkpoint(text, keeper.vkey)
        path = folder / name
        path.write_text(text)
        good += keeper.office.run("audit", "verify", "--checkpoint", str(path), "--vkey", keeper.vkey).code == 0
        sizes.append(size)
    figures.exactly("mailed_checkpoints_that_verify", (good, sizes == sorted(sizes)), (len(found), True))
    texts = [mail.get_body(("plain",)).get_content() for mail in keeper.mails()]
    figures.exactly("mails_that_say_what_to_do", sum(
        "keep the attached file" in text and "audit verify" in text and keeper.vkey.split("+")[0] in text
        for text in texts), len(texts))


def killed(binary, folder, figures, draw, kills):
    """Runs killed at random, and runs beside each other: a month's mail is one mail."""
    keeper = Keeper(binary, folder)
    died, ran = 0, []
    began = time.monotonic()
    keeper.office.do("alert", "run")
    usual = time.monotonic() - began
    ran.append(START)
    for number in range(1, kills + 1):
        day = (START + datetime.timedelta(31 * number)).replace(day=1)
        keeper.turn(day)
        ran.append(day)
        process = keeper.office.start("alert", "run")
        time.sleep(draw.uniform(0, 1.2 * usual))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        died += process.returncode == -signal.SIGKILL
        together = [keeper.office.start("alert", "run") for _ in range(3)]
        for process in together:
            process.communicate()
        if keeper.office.deliver() is None:
            figures.fail("a run never ends well after a kill")
    found = keeper.checkpoints()
    figures.at_least("runs_killed", died, kills // 3)
    figures.exactly("mails_after_kills", [(to, name) for to, name, _ in received(found)] == expected(ran), True)
    repeated = collections.Counter((to, name) for to, name, _, _ in found)
    figures.at_most("same_mail_repeated", sum(repeated.values()) - len(repeated), died * len(KEEPERS))
    figures.exactly("registry_after_kills", keeper.office.verify().code, 0)


def contradicted(binary, folder, figures):
    """A log that is not the one that was signed: nothing is signed, and the alerts go out."""
    keeper = Keeper(binary, folder)
    office = keeper.office
    office.mail(keeper.program)
    office.do("alert", "run")
    yesterday = folder / "yesterday.db"
    shutil.copyfile(office.path, yesterday)
    second = datetime.date(2027, 2, 3)
    keeper.turn(second)
    office.do("alert", "run")
    shutil.copyfile(yesterday, office.path)
    keeper.turn(second)
    office.certificates([("lapses", "owner@example.com", "it lapses", 3)])
    before = len(keeper.mails())
    # The rows were made by the day of the harness.
    outcome = office.run("alert", "run")
    new = keeper.mails()[before:]
    figures.exactly("alert_beside_a_fork", (outcome.code, [str(mail["To"]) for mail in new]), (69, ["owner@example.com"]))
    figures.exactly("fork_is_said", "nothing is signed: " in outcome.err, True)
    last = folder / "k" / "log.key.last"
    kept = last.read_text()
    last.unlink()
    keeper.turn(datetime.date(2027, 3, 3))
    outcome = office.run("alert", "run")
    figures.exactly("without_the_last_one", (outcome.code, "is gone" in outcome.err), (75, True))
    last.write_text(kept)
    # What finds it: with the last one of the copy's own day nothing would.
    last.write_text(keeper.checkpoints()[0][2])
    keeper.turn(datetime.date(2027, 4, 3))
    figures.control("a_fork_with_an_older_last_one", office.run("alert", "run").code in (0, 75)
                    and len(keeper.checkpoints()) > 4)


def copies(binary, folder, figures):
    """A checkpoint beside each copy, kept and removed with it; none where the log is another one."""
    registry = Registry(binary, folder / "registry.db").init()
    key = folder / "log.key"
    vkey = registry.do("audit", "key", "new", "--key", str(key), "--origin", "registry.example.com/a")
    kept, early = folder / "kept", folder / "early.db"
    kept.mkdir()
    good = 0
    for number in range(4):
        registry.do("product", "add", f"p{number}", "--name", f"P {number}")
        registry.do("backup", str(kept), "--keep", "2", "--key", str(key))
        if number == 0:
            shutil.copyfile(registry.path, early)
        for copy in kept.glob("*.db"):
            good += Registry(binary, copy).run(
                "audit", "verify", "--checkpoint", f"{copy}.checkpoint", "--vkey", vkey).code == 0
        time.sleep(1.1)
    names = sorted(path.name for path in kept.iterdir())
    figures.exactly("copies_that_verify_by_the_checkpoint_beside", good, 7)
    figures.exactly("files_of_two_copies", (len(names), all(f"{name}.checkpoint" in names
                                                            for name in names if name.endswith(".db"))), (4, True))
    shutil.copyfile(early, registry.path)
    registry.do("product", "add", "forged", "--name", "Forged")
    outcome = registry.run("backup", str(kept), "--keep", "2", "--key", str(key))
    figures.exactly("copy_of_a_fork", (outcome.code, "nothing is signed" in outcome.err,
                                       set(names) <= {path.name for path in kept.iterdir()}), (74, True, True))
    time.sleep(1.1)
    figures.control("a_fork_copied_without_a_key", registry.run("backup", str(kept), "--keep", "2").code == 0
                    and not set(names) <= {path.name for path in kept.iterdir()})


def main():
    """Runs all of it."""
    chosen = options(__doc__, days=430, kills=12)
    figures, draw = Figures(), random.Random(chosen.seed)
    with workspace() as folder, made_up_clock() as clock:
        import harness
        harness.CLOCK.update(clock)
        year(chosen.binary, folder / "year", figures, draw, chosen.days)
        killed(chosen.binary, folder / "kills", figures, draw, chosen.kills)
        contradicted(chosen.binary, folder / "fork", figures)
        harness.CLOCK.update({"FAKETIME": "+0"})
        (folder / "copies").mkdir()
        copies(chosen.binary, folder / "copies", figures)
    figures.close()


main()
