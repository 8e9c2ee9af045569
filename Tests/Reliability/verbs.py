"""The verbs of the program, as it lists them itself, each with words that do something in a filled
registry: a new verb without such words fails the tests that go through all of them."""

import json

from delivery import WebServer, reply, script
from harness import Registry, add_words, day, fill, write_csv, write_document
from pdf import Page, make_pdf

PERSON = ("--to", "acme", "--contact", "jö@acme.example")
HOW = ("--channel", "email", "--purpose", "tender")
WHY = ("--reason", "a tést \ufffd")
COLUMNS = {
    "report": ("code,scheme,auditor,as_of_on,issued_on,opinion",
               f"one,soc1-type1,CPA,{day(-90)},{day(-30)},unqualified"),
    "customer": ("code,name", "one,One Ltd."),
    "contact": ("customer,name,email,role", "hope,N,one@hope.example,user"),
    "agreement": ("customer,kind,code,executed_on,ends_on,renewal",
                  f"owes,nda,one,{day(-9)},{day(300)},fixed"),
    "distribution": ("evidence,customer,contact,released_on,channel,purpose",
                     f"iso9001,acme,jö@acme.example,{day(-9)},email,one"),
    "product": ("code,name", "one,One"), "scheme": ("code,title,kind", "one,One,report"),
    "edition": ("scheme,code,title", "c5,2021,C5"),
    "fact": ("scheme,name,value,source", "c5,expiring_days,45,a letter"),
    "event": ("evidence,version,kind,occurred_on,reason", f"iso27017,1,suspended,{day(-2)},unpaid"),
    "milestone": ("evidence,version,kind,due_on", f"iso27017,1,book-auditor,{day(50)}"),
    "letter": ("evidence,version,from_on,to_on,signed_on,signer",
               f"soc2,1,{day(-95)},{day(-20)},{day(-19)},X"),
    "contract": ("customer,since", f"hope,{day(-9)}"),
    "agreement-kind": ("code,title,retention_months,expiring_days", "one,One,24,60"),
    "agreement-event": ("agreement,kind,occurred_on", f"draft-1,sent,{day(0)}"),
    "activity": ("code,title,from_on,each_period", f"one,One,{day(-9)},month"),
    "activity-cadence": ("activity,from_on,every_months", f"dr,{day(90)},6"),
    "activity-event": ("activity,kind,occurred_on,result,details.scenario", f"dr,done,{day(-3)},pass,one"),
    "activity-finding": ("activity,event,title,fix_by", f"dr,1,one,{day(30)}"),
    "publication": ("evidence,section", "iso9001,One"),
    "former-code": ("noun,code,leads_to", "product,sky,cloud"),
    "ladder": ("anchor,scope,scope_code,rungs", "end,scheme,iso9001,90 30"),
}


def verbs(registry):
    """All verbs, each with whether it changes something: what does takes a word for the clock."""
    def walk(command, path):
        below = [child for child in command.get("subcommands", ())
                 if child["commandName"] != "help"]
        for child in below:
            yield from walk(child, (*path, child["commandName"]))
        if not below:
            names = {name["name"] for argument in command.get("arguments", ())
                     for name in argument.get("names") or ()}
            yield " ".join(path), "accept-clock" in names

    return dict(walk(json.loads(registry.do("--experimental-dump-help"))["command"], ()))


class World:
    """Registries in which every verb has something to do."""

    def __init__(self, binary, directory, rows=8):
        self.directory = directory / "world"
        self.registry = fill(Registry(binary, self.directory / "registry.db").init(), rows)
        self.paper = write_document(self.directory / "päper.bin", 5000, 5)
        self.stand = self.directory / "stamped.pdf"
        self.stand.write_bytes(make_pdf([Page()]))
        self.verbs = verbs(self.registry)
        self.prepare()
        self.due()
        # Where nothing waits any more a run ends well.
        self.calm = self.registry.copy(self.directory / "calm.db")
        self.empty = Registry(binary, self.directory / "empty.db").init()
        self.registry.copy(self.directory / "left.db").do(
            "export", "all", "--output", str(self.directory / "all"))
        self.trouble()
        self.registry.do("backup", str(self.directory / "copy.db"))
        self.known = {**self.changing(), **self.reading()}
        if strange := set(self.verbs) ^ set(self.known):
            raise SystemExit(f"verbs without words, or words without a verb: {sorted(strange)}")

    def value(self, sql, *values):
        """One value of a query."""
        return str(self.registry.query(sql, *values)[0][0])

    @staticmethod
    def quarter():
        """The quarter of yesterday, of which the filled registry has a record."""
        year, month = day(-1).split("-")[:2]
        return f"{year}-Q{(int(month) + 2) // 3}"

    def prepare(self):
        """Records what the filled registry lacks."""
        do, paper = self.registry.do, self.paper
        do("certificate", "milestone", "add", "tisax", "book-auditor", "--due", day(-5))
        do("certificate", "milestone", "done", "tisax", "book-auditor", "--on", day(-4),
           "--file", paper)
        do("certificate", "milestone", "add", "iso27017", "surveillance", "--due", day(40))
        do("certificate", "suspend", "r2", "--on", day(-3), *WHY)
        do("certificate", "edit", "tisax", "--file", paper)
        do("certificate", "add", "passed-on", "--scheme", "iso9001", "--edition", "2015", "--number", "N 1",
           "--issued", day(-9), "--expires", day(900), "--file", paper)
        for code, back in (("given-up", -98), ("withdrawn", -97), ("recalled", -95)):
            do("report", "add", code, "--scheme", "soc1-type1", "--auditor", "CPA", "--as-of-date",
               day(back), "--issued", day(-50), "--opinion", "unqualified")
        do("report", "discontinue", "given-up", "--on", day(0))
        for code in ("withdrawn", "recalled"):
            do("distribution", "log", code, *PERSON, "--basis", "reviews", *HOW)
            do("report", "withdraw", code, "--on", day(0), *WHY)
        do("distribution", "recall", "recalled@1", *WHY)
        for code, customer in (("draft-1", "hope"), ("draft-2", "owes")):
            do("agreement", "add", customer, "dpa", code, "--evergreen")
        do("agreement", "send", "draft-2")
        do("agreement", "add", "acme", "nda", "nda-4", "--signed", day(-9), "--evergreen")
        do("distribution", "log", "iso9001", *PERSON, *HOW)
        do("distribution", "log", "iso9001@2", "--to", "hope", "--contact", "h@hope.example",
           "--access-ends", day(30), *HOW)
        do("page", "build", str(self.directory / "page"), "--quiet")
        for kind, lines in COLUMNS.items():
            (self.directory / f"{kind}.csv").write_text("\n".join((*lines, "")), encoding="utf-8")
        write_csv(self.directory / "certificate.csv", "imported", 3)
        (self.directory / "people.csv").write_text(
            "customer,contact,basis\nacme,jö@acme.example,reviews\n", encoding="utf-8")

    def due(self):
        """Lets an alert be due."""
        self.registry.do("certificate", "add", "due", "--scheme", "iso9001", "--edition", "2015",
                         "--number", "D", "--issuer", "Body", "--issued", day(-900), "--expires",
                         day(6))

    def trouble(self):
        """Lets a message wait, another be given up and a channel be closed by its other side."""
        server, program = WebServer(), script(self.directory / "sendmail", "exit 75")
        server.answers["/gone"] = reply(410)
        secret = self.directory / "secret"
        secret.write_text("whsec_" + "c2VjcmV0" * 4 + "\n", encoding="utf-8")
        secret.chmod(0o600)
        self.registry.do("alert", "channel", "add", "slow", "mail", "--from", "a@example.com",
                         "--sendmail", program)
        self.registry.do("alert", "channel", "add", "gone", "webhook", "--url",
                         f"{server.url}/gone", "--secret-file", str(secret))
        self.registry.run("alert", "run")
        server.close()
        listed = json.loads(self.registry.do("alert", "outbox", "list", "--format", "json"))
        self.message = next(str(row["id"]) for row in listed if row["channel"] == "slow")

    def changing(self):
        """The words after each verb that changes something; `{out}` is a path that is free."""
        paper, folder = self.paper, self.directory
        last = self.value("SELECT max(id) FROM distribution WHERE access_ends_on IS NOT NULL")
        plain = self.value("SELECT max(id) FROM distribution WHERE access_ends_on IS NULL")
        recalled = self.value(
            "SELECT min(distribution_id) FROM distribution_event WHERE kind = 'recalled'"
            " AND distribution_id NOT IN (SELECT distribution_id FROM distribution_event"
            " WHERE kind = 'acknowledged')")
        alert = self.value("SELECT max(id) FROM alert WHERE resolved_on IS NULL")
        surveillance = ("iso27017", "surveillance", "--due", day(40))
        report = ("--auditor", "CPA", "--opinion", "unqualified")
        return {
            "init": ("--registry", "{out}", "--organization", "X", "--owner", "a@example.com"),
            "restore": (f"{folder}/copy.db",),
            "settings edit": ("--owner", "new@example.com"),
            "scheme add": ("c6", "--kind", "report", "--title", "C6", "--set", "coverage=period",
                           "--set", "freshness_months=12"),
            "scheme edit": ("c5", "--title", "Other"), "scheme rename": ("c5", "c55"),
            "scheme remove": ("c5",),
            "edition add": ("c5", "2020", "--title", "E", "--set", "published_on=2020-01"),
            "edition edit": ("tisax", "7.0", "--title", "Other"),
            "edition remove": ("tisax", "7.0"),
            "undo": ("--yes", *WHY),
            "product add": ("edge", "--name", "Edge"), "product edit": ("cloud", "--name", "Other"),
            "product rename": ("cloud", "sky"), "product remove": ("right",),
            "certificate add": (*add_words("new", "--file", paper)[2:],),
            "certificate renew": ("iso27017", "--issued", day(-1), "--expires", day(1800)),
            "certificate edit": ("tisax", "--title", "Other"),
            "certificate rename": ("tisax", "label"),
            "certificate milestone add": ("iso27017", "book-auditor", "--due", day(30)),
            "certificate milestone done": (*surveillance, "--on", day(-1), "--file", paper),
            "certificate milestone edit": (*surveillance, "--new-due", day(200)),
            "certificate milestone void": (*surveillance, *WHY),
            "certificate milestone file": ("tisax", "book-auditor", "--due", day(-5), "--output",
                                           "{out}"),
            "certificate suspend": ("iso27017", "--on", day(-1), *WHY),
            "certificate restore": ("r2", "--on", day(-1), *WHY),
            "certificate withdraw": ("r3", "--on", day(-1), *WHY),
            "certificate cancel": ("r4", "--on", day(-1), *WHY),
            "certificate discontinue": ("r5", "--on", day(0)), "certificate resume": ("r1",),
            "certificate void": ("r6@1", *WHY),
            "certificate void-event": ("tisax", "restored", "--on", day(-18), *WHY),
            "certificate file": ("tisax", "--output", "{out}"),
            "report add": ("new", "--scheme", "soc1-type1", "--as-of-date", day(-96), "--issued",
                           day(-50), *report),
            "report renew": ("soc2", "--period", f"{day(-95)}..{day(-5)}", "--issued", day(-2),
                             "--criteria", "security,availability", "--file", paper, *report),
            "report edit": ("soc1", "--auditor", "Other"), "report rename": ("soc1", "soc-one"),
            "report bridge": ("soc2", "--from", day(-95), "--to", day(-20), "--signed", day(-19),
                              "--signer", "X", "--file", paper),
            "report withdraw": ("soc1", "--on", day(-1), *WHY),
            "report discontinue": ("soc1", "--on", day(0)), "report resume": ("given-up",),
            "report void": ("soc1@1", *WHY),
            "report void-event": ("withdrawn", "withdrawn", "--on", day(0), *WHY),
            "report void-bridge": ("soc2", "--signed", day(-39), *WHY),
            "report file": ("soc2", "--output", "{out}"),
            "customer add": ("newco", "--name", "New", "--domain", "new.example"),
            "customer edit": ("hope", "--name", "Other"), "customer rename": ("hope", "hopes"),
            "customer void-contract": ("owes", "--since", day(-20), *WHY),
            "customer contact add": ("hope", "--name", "N", "--email", "n@hope.example", "--role",
                                     "user"),
            "customer contact edit": ("hope", "h@hope.example", "--name", "Other"),
            "customer contact leave": ("acme", "audit@cpa.example", "--on", day(-1)),
            "customer contact void": ("gone", "g@gone.example", *WHY),
            "agreement add": ("owes", "nda", "nda-9", "--signed", day(-5), "--evergreen", "--file",
                              paper),
            "agreement edit": ("nda-3", "--template", "T"),
            "agreement rename": ("nda-3", "nda-33"), "agreement send": ("draft-1",),
            "agreement negotiate": ("draft-2",),
            "agreement sign": ("draft-2", "--by", "X", "--file", paper),
            "agreement decline": ("draft-2", "--by", "X"),
            "agreement terminate": ("nda-2", "--on", day(0), *WHY),
            "agreement supersede": ("nda-2", "--by", "nda-4"),
            "agreement void": ("nda-4", *WHY),
            "agreement void-event": ("baa-1", "terminated", "--on", day(40), *WHY),
            "agreement file": ("nda-2", "--output", "{out}"),
            "page publish": ("iso9001", "--section", "One"), "page hide": ("dr",),
            "page set": ("--title", "Other"), "audit key new": ("--key", "{out}"),
            "activity add": ("backup", "--title", "Backup", "--each", "month", "--from", day(-9)),
            "activity edit": ("dr", "--title", "Other"), "activity rename": ("dr", "dr-test"),
            "activity done": ("screening", "--occurrence", "HR-2", "--on", day(0), "--result", "pass",
                              "--file", paper),
            "activity open": ("screening", "--reference", "HR-9", "--due", day(9)),
            "activity waive": ("screening", "--occurrence", "HR-2", "--approved-by", "X", *WHY),
            "activity close-finding": ("dr", "2"), "activity end": ("dr", "--on", day(0)),
            "activity void": ("dr", *WHY),
            "activity void-event": ("dr", "done", "--on", day(-1), *WHY),
            "activity void-cadence": ("risk", "--from", day(-70), *WHY),
            "activity file": ("dr", "--occurrence", self.quarter(), "--output", "{out}"),
            "agreement kind set": ("click", "--title", "Other"),
            "distribution log": ("soc2", *PERSON, "--basis", "reviews", *HOW, "--output", "{out}"),
            "distribution send": ("soc2", "--to", f"{folder}/people.csv", *HOW, "--directory",
                                  "{out}"),
            "distribution recall": ("withdrawn@1", *WHY),
            "distribution receive": (plain,), "distribution acknowledge": (recalled,),
            "distribution end": (last,), "distribution void": (plain, *WHY), "alert run": (),
            "alert acknowledge": (alert,), "alert snooze": (alert, "--until", day(10)),
            "alert ladder set": ("end", "90 30 7", "--scheme", "iso9001"),
            "alert channel add": ("more", "mail", "--from", "a@example.com"),
            "alert channel enable": ("gone",), "alert channel remove": ("post",),
            "alert outbox retry": (self.message,), "alert outbox drop": (self.message, *WHY),
            "import all": (f"{folder}/all",), "export all": ("--output", "{out}"),
            "audit package": ("{out}", "--key", str(self.registry.path.parent / "k")),
            **{f"import {kind}": (f"{folder}/{kind}.csv",) for kind in ("certificate", *COLUMNS)},
        }

    def reading(self):
        """The words after each verb that changes nothing."""
        plain = ("status", "check", "plan", "overview", "evidence list", "doctor", "settings show",
                 "scheme list", "scheme check", "product list", "certificate list", "report list",
                 "customer list", "agreement list", "activity list", "agreement kind list",
                 "distribution list", "alert list",
                 "alert ladder list", "alert channel list", "alert outbox list", "audit log",
                 "audit verify", "audit key list", "calendar", "metrics", "feed", "page list")
        return {**dict.fromkeys(plain, ()), **{
            "find": ("acme",), "scheme show": ("iso27001",), "edition list": ("iso27001",),
            "certificate show": ("iso27001",), "certificate history": ("iso27001",),
            "report show": ("soc2",), "report history": ("soc2",), "customer show": ("acme",),
            "customer contact list": ("acme",), "agreement show": ("nda-2",),
            "agreement history": ("nda-2",), "agreement paper": ("nda", "--template", "T"),
            "backup": ("{out}",),
            "audit checkpoint": ("--key", str(self.registry.path.parent / "k")),
            "audit prove": ("1", "--checkpoint", str(self.registry.path.parent / "k.last")),
            "page check": (f"{self.directory}/page/index.html",),
            **{f"export {kind}": () for kind in ("certificate", *COLUMNS)}, "export oscal": (),
            "export catena-x": ("passed-on", "--bpn", "BPNL00000000012A", "--type", "ISO9001"),
            "page build": ("{out}",), "page diff": (f"{self.directory}/page",),
            "activity show": ("dr",), "activity history": ("dr",),
            "distribution may": ("soc2", *PERSON, "--basis", "reviews"),
            "distribution show": ("1",), "distribution holders": ("iso9001@1",),
            "alert show": ("1",), "alert explain": ("iso27001",),
            "alert channel test": ("post", "--to", "a@example.com"),
            "alert outbox show": (self.message,)}}

    def copy(self, verb, path):
        """A copy of the registry in which the verb has something to do."""
        others = {"alert run": self.calm, "import all": self.empty}
        copied = others.get(verb, self.registry).copy(path)
        if verb == "undo":
            copied.do("product", "add", "taken-back")
        return copied

    def words(self, verb, out):
        """The command line of the verb, with that path where it needs one that is free."""
        return (*verb.split(), *(word.format(out=out) for word in self.known[verb]))


def length(registry):
    """How many entries the log has."""
    return registry.query("SELECT count(*) FROM entry")[0][0]
