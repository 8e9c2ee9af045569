"""What is asked of the registries: each question of ours beside the plain SQL of the sqlite3 shell."""

import csv
import functools
import shutil
import subprocess
from typing import NamedTuple

import bench_sql
import bench_world
from bench_tools import Pair, in_turn

SHELL_MODES = {"table": ["-separator", "\t"], "csv": ["-csv", "-header"], "json": ["-json"]}
LISTS = {
    "certificate_list": bench_sql.EVIDENCE_LIST.format(report=0),
    "report_list": bench_sql.EVIDENCE_LIST.format(report=1),
    "customer_list": bench_sql.CUSTOMER_LIST,
    "agreement_list": bench_sql.AGREEMENT_LIST,
    "distribution_list": bench_sql.DISTRIBUTION_LIST,
    "audit_log": None,
}


class Question(NamedTuple):
    """A command of ours, the SQL for the same answer, and whether it is asked of the few rows too."""

    words: list
    sql: str
    flat: bool = False
    modes: tuple = ()
    # The registry that is asked, by its name.
    stage: str = "many"


class Asks:
    """The questions over M+, each answered once and remembered."""

    def __init__(self, stages, size):
        self.size = size
        self.stages = stages
        self.few, self.many = stages["few"], stages["many"]
        asked = size.few // bench_world.EACH // 2 + 1
        self.names = {"customer": bench_world.customer(asked), "email": bench_world.email(asked),
                      "today": bench_world.TODAY.isoformat()}
        for registry in (self.few, self.many, stages["kept"]):
            registry.run("alert", "run")
            said = registry.run("alert", "run")
            if said:
                raise SystemExit("something is due: " + said[:300])

    def question(self, name):
        """A question by its name."""
        noun, _, form = name.rpartition("_")
        if noun in LISTS:
            sql = LISTS[noun] or self.many.log(with_image=form != "table")
            return Question([*noun.split("_"), "--format", form], sql, modes=SHELL_MODES[form])
        to = self.names["customer"]
        return {
            "customer_show": lambda: Question(["customer", "show", to], bench_sql.CUSTOMER_SHOW, True),
            "may": lambda: Question(["distribution", "may", "soc2", "--to", to, "--contact", self.names["email"],
                                     "--basis", "x"], bench_sql.MAY, True),
            "holders": lambda: Question(["distribution", "holders", "soc3@1"], bench_sql.HOLDERS, True),
            "history": lambda: Question(["certificate", "history", "c00050"], bench_sql.family("c00050"), True),
            "feed": lambda: Question(["feed"], self.many.log(with_image=True) + " DESC LIMIT 100", True),
            "status": lambda: Question(["status"], self.many.deciding()),
            "check": lambda: Question(["check"], self.many.deciding()),
            "metrics": lambda: Question(["metrics"], self.many.deciding()),
            "calendar": lambda: Question(["calendar"], self.many.deciding()),
            "alert_run": lambda: Question(["alert", "run"], self.many.deciding(), True),
            "kept_status": lambda: Question(["status"], bench_sql.ACTIVITIES, stage="kept"),
            "kept_alert_run": lambda: Question(["alert", "run"], bench_sql.ACTIVITIES, stage="kept"),
            "kept_list": lambda: Question(["activity", "list"], bench_sql.ACTIVITIES, stage="kept"),
            "verify": lambda: Question(["audit", "verify"], "PRAGMA integrity_check; PRAGMA foreign_key_check"),
        }[name]()

    @functools.cache
    def asked(self, name):
        """The best of ours and of the shell in M+ and, for a flat question, of ours among the few rows."""
        question = self.question(name)
        sql = question.sql.replace("{customer}", self.names["customer"]).replace("{email}", self.names["email"])
        sql = sql.replace("{today}", self.names["today"])
        asked = self.stages[question.stage]
        commands = [asked.ours(*question.words), asked.shell(sql, *question.modes)]
        if question.flat:
            commands.append(self.few.ours(*question.words))
        runs = in_turn(commands, self.size.budget, statuses=(0, 2) if name == "check" else (0,))
        print("%s: %s; sqlite3 shell %s%s" % (
            name, runs[0], runs[1], "; among few " + str(runs[2]) if question.flat else ""), flush=True)
        return runs

    def ratio(self, name):
        """Ours against the shell."""
        return Pair(*self.asked(name)[:2]).ratio

    def peak(self, name):
        """The memory of ours, MiB."""
        return self.asked(name)[0].peak

    def seconds(self, name):
        """The seconds of ours."""
        return self.asked(name)[0].seconds

    def flat(self, name):
        """Ours in M+ against ours among few distributions, all else the same."""
        ours, _, few = self.asked(name)
        return ours.seconds / few.seconds

    def control_flat(self):
        """The shell without its index: it must not be flat, or flatness means nothing here."""
        sql = bench_sql.SCAN.replace("{today}", self.names["today"])
        many, few = in_turn([self.many.shell(sql), self.few.shell(sql)], self.size.budget)
        return many.seconds / few.seconds

    def wrong_answers(self):
        """How many questions get another answer from the shell: then their times mean nothing."""
        wrong = 0
        theirs = self.few.ask(bench_sql.HOLDER_IDS.replace("{today}", self.names["today"]))
        ours = self.rows(["distribution", "holders", "soc3@1"])
        wrong += not theirs or ours != len(theirs)
        for noun, table in (("certificate", "evidence"), ("customer", "customer"), ("agreement", "agreement"),
                            ("distribution", "distribution")):
            where = " JOIN scheme ON scheme.id = scheme_id WHERE kind <> 'report'" if noun == "certificate" else ""
            theirs = int(self.few.ask("SELECT count(*) FROM %s%s" % (table, where))[0])
            ours = self.rows([noun, "list"])
            if ours != theirs:
                print("%s list: %d rows, the table has %d" % (noun, ours, theirs))
                wrong += 1
        return wrong

    def rows(self, words):
        """How many rows a CSV list of ours has."""
        with subprocess.Popen(self.few.ours(*words, "--format", "csv"), stdout=subprocess.PIPE, text=True) as child:
            return sum(1 for _ in csv.reader(child.stdout)) - 1

    def verify_speed(self):
        """Entries of the log that `audit verify` checks in a second, SQLite's own checks included."""
        return self.entries() / self.seconds("verify")

    def replay_speed(self):
        """Entries a second of chain and replay alone: without the seconds, or the processor's, of SQLite's checks."""
        ours, checks = self.asked("verify")[:2]
        own = max(ours.seconds - checks.seconds, ours.processor - checks.processor)
        return self.entries() / own

    def entries(self):
        """The entries of the log."""
        return int(self.many.ask("SELECT count(*) FROM entry")[0])

    def distribution_bytes(self):
        """The bytes that one distribution adds to the file, its entry in the log included."""
        rows = [int(r.ask("SELECT count(*) FROM distribution")[0]) for r in (self.many, self.few)]
        return (self.many.path.stat().st_size - self.few.path.stat().st_size) / (rows[0] - rows[1])

    def csv_ratio(self):
        """100 000 distributions as CSV, against sqlite-utils with the same rows and columns."""
        sql = bench_sql.DISTRIBUTIONS.format(limit=100_000)
        theirs = [shutil.which("sqlite-utils"), "query", str(self.many.path), sql, "--csv"]
        ours = self.many.ours("distribution", "list", "--limit", "100000", "--format", "csv")
        return Pair(*in_turn([ours, theirs], self.size.budget)).ratio
