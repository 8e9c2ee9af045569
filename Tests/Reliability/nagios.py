"""A monitor's view of 'check --nagios': the exit statuses as Debian's negate understands them, and
the lines as the guidelines of the monitoring plugins want them, whatever users write."""

import pathlib
import re
import subprocess
import tempfile

from delivery import Office, script
from harness import Figures, Hand, Registry, day, options, skip, workspace

NEGATE = "/usr/lib/nagios/plugins/negate"
STATES = ("OK", "WARNING", "CRITICAL", "UNKNOWN")
# Maps of states to states; negate must arrive where the map of the expected one leads.
MAPS = {"same": (0, 1, 2, 3), "turned": (1, 2, 3, 0), "back": (3, 0, 1, 2)}
HOSTILE = ["a|b=1;2;3", "a\nOK - all well|x=1", "a\r\nb", "it's 'quoted' \"twice\"", "a=b;c:d",
           "|", "\x1b[31mred\x07\x9b0m", "a\u2028b\u2029c\x85d", "\u202egnp\u202c",
           "é\U0001f600 \ufffd", "$(id) `id` \\n %s <b>", "x" * 5000]
LONGEST_LINE = 8192

NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
RANGE = rf"@?(?:{NUMBER}|(?:~|{NUMBER}):(?:{NUMBER})?)"
# 'label'=value[UOM];[warn];[crit];[min];[max]
FIGURE = re.compile(
    r"(?P<label>'[^'=|\s][^'=|]*'|[^'=|\s]+)="
    rf"(?:U|(?P<value>{NUMBER})(?:[um]?s|%|[KMGT]?B|c)?)"
    rf"(?:;(?P<warn>{RANGE})?(?:;(?P<crit>{RANGE})?(?:;(?:{NUMBER})?(?:;(?:{NUMBER})?)?)?)?)?")
# A space outside of quotes.
BETWEEN = re.compile(r" (?=(?:[^']*'[^']*')*[^']*$)")
FIRST = re.compile(r"ATTESTRY (OK|WARNING|CRITICAL|UNKNOWN) - ([^|]*[^| ])(?: \| ([^|]+))?")
# What a terminal, a log or a line reader may take for more than a letter.
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def alarms(limits, value):
    """Whether a range says alarm for a value, by the guidelines."""
    inside, text = limits.startswith("@"), limits.removeprefix("@")
    start, colon, end = text.rpartition(":")
    low = float("-inf") if start == "~" else float(start or 0)
    high = float(end) if end or not colon else float("inf")
    return (low <= value <= high) == inside


def flaws(text, status):
    """What is wrong with an output of that status; it may have further lines."""
    if not text.endswith("\n"):
        return ["no end of line"]
    first, *more = text.removesuffix("\n").split("\n")
    found = [f"control character in {line[:60]!r}" for line in (first, *more)
             if CONTROL.search(line)]
    found += [f"a bar in {line[:60]!r}" for line in more if "|" in line]
    found += [f"a line of {len(line.encode())} bytes" for line in (first, *more)
              if len(line.encode()) > LONGEST_LINE]
    match = FIRST.fullmatch(first)
    if not match or match[1] != STATES[status]:
        return [*found, f"first line {first[:100]!r}"]
    if status == 3:
        return found + (["figures of the unknown"] if match[3] else [])
    worst, labels = 0, []
    for word in BETWEEN.split(match[3] or ""):
        figure = FIGURE.fullmatch(word)
        if not figure:
            found.append(f"figure {word!r}")
            continue
        labels.append(figure["label"].strip("'"))
        for place, limits in enumerate((figure["warn"], figure["crit"]), 1):
            if limits and figure["value"] and alarms(limits, float(figure["value"])):
                worst = max(worst, place)
    if len(labels) != len(set(labels)) or not labels:
        found.append(f"labels {labels}")
    if worst != status:
        found.append(f"figures say {STATES[worst]}, the word is {STATES[status]}")
    return found


class Monitor:
    """Asks as a monitor does and counts."""

    def __init__(self, figures):
        self.figures, self.asked, self.wrong, self.seen = figures, 0, 0, set()

    def judge(self, what, status, expected, text=None):
        """Notes one answer; text is checked where it is given."""
        self.asked += 1
        self.seen.add(expected)
        found = [] if status == expected else [f"status {status} and not {expected}"]
        found += flaws(text, expected) if text is not None else []
        self.wrong += bool(found)
        for flaw in found:
            self.figures.fail(f"{what[:80]!r}: {flaw}")

    def ask(self, what, expected, registry, *more, prefix=()):
        """Asks directly, with nowhere to write to, and through negate."""
        words = ("check", "--nagios", "--registry", str(registry.path), *more)
        direct = registry.run(*words, prefix=prefix, timeout=100)
        self.judge(what, direct.code, expected, direct.out)
        if direct.err and "warning" not in direct.err:
            self.figures.fail(f"{what}: also says {direct.err[:100]!r}")
        with open("/dev/full", "wb") as full:
            self.judge(f"{what}, /dev/full", registry.run(
                *words, prefix=prefix, timeout=100, stdout=full).code, 3)
        for name, states in MAPS.items():
            options = [f"--{word.lower()}={STATES[state]}"
                       for word, state in zip(STATES, states, strict=True)]
            done = subprocess.run(
                [NEGATE, "--timeout=100", *options, *prefix, registry.binary, *words], check=False,
                capture_output=True, env=registry.environment)
            self.judge(f"{what}, {name}", done.returncode, states[expected])
            if done.stdout.decode("utf-8", "replace") != direct.out:
                self.wrong += 1
                self.figures.fail(f"{what}: negate passes {done.stdout[:100]!r} on")


def certificates(office, *days):
    """An office where certificates lapse in so many days, after a run."""
    office.init()
    office.channel("file", "file", "--path", str(office.folder / "alerts.jsonl"))
    office.certificates([(f"c{number}", "o@example.com", HOSTILE[number % len(HOSTILE)], ahead)
                         for number, ahead in enumerate(days)])
    office.do("alert", "run")
    return office


def hostile(office):
    """Every text that a user may write is meant to break a line."""
    office.init()
    for number, text in enumerate(HOSTILE):
        office.run("settings", "edit", f"--organization={text}")
        office.run("product", "add", f"p{number}", f"--name={text}")
        office.do("certificate", "add", f"c{number}", "--scheme=iso9001", "--edition=2015",
                  f"--number={text}", f"--issuer={text}", f"--scope={text}", f"--title={text}",
                  "--issued", day(-200), "--expires", day(number - 3), "--milestones")
        office.run("certificate", "milestone", "add", f"c{number}", text, "--due", day(-1))
        office.run("certificate", "suspend", f"c{number}", "--on", day(-9), f"--reason={text}")
        office.do("customer", "add", f"k{number}", f"--name={text}", "--status=customer",
                  "--since", day(-90), "--phi", "--personal-data")
        office.do("agreement", "add", f"k{number}", "nda", f"n{number}", f"--template={text}",
                  "--signed", day(-300), f"--signed-by={text}", "--ends", day(6 + number))
    office.mail(script(office.folder / "broken",
                       "cat >&2 <<'X'\na|b=1\n\033[31m 'x' \"y\" OK - well | z=1\nX\nexit 64"))
    office.run("alert", "run", timeout=100)
    return office


def healthy_and_ill(chosen, folder, monitor):
    """The statuses 0, 1 and 2, each for several reasons."""
    binary = chosen.binary
    monitor.ask("far ahead", 0, certificates(Office(binary, folder / "well"), 800))
    office = certificates(Office(binary, folder / "soon"), 800, 30)
    monitor.ask("in 30 days", 1, office)
    monitor.ask("30 days are critical", 2, office, "--critical", "30")
    monitor.ask("as of the day after the end", 2, office, "--as-of", day(31))
    for word in ("--quiet", "--format=json", "--format=csv"):
        monitor.ask(f"{word} is of no effect", 1, office, word)
    # Further ahead than the 90 days at which its scheme calls it expiring.
    office = certificates(Office(binary, folder / "far"), 100)
    monitor.ask("100 days are soon", 1, office, "--warning", "100")
    monitor.ask("100 days are far", 0, office, "--warning", "99")
    monitor.ask("in five days", 2, certificates(Office(binary, folder / "now"), 800, 5))
    monitor.ask("300 at once", 2, certificates(
        Office(binary, folder / "many"), *(number % 90 for number in range(300))))
    monitor.ask("nothing there", 0, Office(binary, folder / "never").init())
    monitor.ask("hostile", 2, hostile(Office(binary, folder / "hostile")))


def unknown(chosen, folder, monitor):
    """Whatever keeps it from knowing is 3."""
    good = certificates(Office(chosen.binary, folder / "good"), 800)
    for words in (["--nonsense"], ["--critical", "x"], ["--critical", "-1"], ["more"],
                  ["--warning", "9" * 99], ["--warning", "10"], ["--as-of", "2026-13-01"],
                  ["--as-of", ""], ["--as-of"], ["--format", "x"],
                  *([f"--as-of={text}"] for text in HOSTILE), *([text] for text in HOSTILE)):
        monitor.ask(f"usage: {words}", 3, good, *words)
    for number, text in enumerate(HOSTILE[:-1]):
        place = folder / f"{number}" / text.replace("/", "")
        monitor.ask(f"missing {text!r}", 3, Registry(chosen.binary, place))
        place.parent.mkdir(exist_ok=True)
        place.write_text("no database " * 400, encoding="utf-8")
        monitor.ask(f"no database {text!r}", 3, Registry(chosen.binary, place))
    monitor.ask("a name too long", 3, Registry(chosen.binary, folder / ("x" * 300)))
    monitor.ask("a directory", 3, Registry(chosen.binary, folder))
    monitor.ask("a device", 3, Registry(chosen.binary, "/dev/null"))
    (folder / "empty").touch()
    monitor.ask("an empty file", 3, Registry(chosen.binary, folder / "empty"))
    data = good.path.read_bytes()
    for name, bytes_left in (("half", data[:len(data) // 2]), ("no head", b"x" * 100 + data[100:]),
                             ("no schema", data[:100] + b"\xff" * 3996 + data[4096:]),
                             ("no pages", data[:4096] + b"\xff" * (len(data) - 4096))):
        place = folder / f"damaged {name}"
        place.write_bytes(bytes_left)
        monitor.ask(f"damaged: {name}", 3, Registry(chosen.binary, place))
    newer = good.copy(folder / "newer" / "registry.db")
    with Hand(newer.path) as connection:
        connection.execute("PRAGMA user_version = 9999")
    monitor.ask("of a later program", 3, newer)
    with tempfile.TemporaryDirectory() as place:
        pathlib.Path(place).chmod(0o755)
        locked = good.copy(pathlib.Path(place) / "registry.db")
        locked.path.chmod(0)
        nobody = ("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
        if subprocess.run([*nobody, chosen.binary, "--version"], check=False,
                          capture_output=True).returncode == 0:
            monitor.ask("unreadable", 3, locked, prefix=nobody)
        else:
            print("skipped: no other user to be")


def controls(folder, figures):
    """Faulty plugins that a strict reader must catch, and a good one that it must not."""
    good = "ATTESTRY WARNING - 1 warning | 'a b'=1;0;;0 c=0.5s;;~:2;0;9 d=3;@5:;@10:20 e=U\nmore\n"
    figures.exactly("flaws_of_a_good_output", flaws(good, 1), [])
    for name, old, new in (
            ("another_word", "WARNING", "CRITICAL"), ("a_second_bar", " c=", " | c="),
            ("a_bar_in_a_detail", "more", "mo|re"), ("a_label_with_a_space", "'a b'", "a b"),
            ("no_number", "=0.5s", "=half"), ("a_comma", "0.5", "0,5"), ("no_unit", "0.5s", "0.5x"),
            ("a_fifth_limit", ";9", ";9;9"), ("a_range_of_three", "~:2", "~:2:3"),
            ("a_label_twice", "c=", "d="), ("figures_without_alarm", "=1;0;", "=0;0;"),
            ("a_carriage_return", "more", "m\rre"), ("an_escape", "more", "\x1b[31m"),
            ("a_line_before", "ATTESTRY", "note\nATTESTRY")):
        figures.control(name, flaws(good.replace(old, new), 1) != [])
    for status in (4, 64, 75):
        program = script(folder / f"plugin{status}", f"echo ATTESTRY OK - well; exit {status}")
        turned = subprocess.run([NEGATE, "--unknown=OK", program], check=False,
                                capture_output=True).returncode
        figures.control(f"status_{status}", turned != 0)


def main():
    """Asks in all situations."""
    chosen = options(__doc__)
    if not pathlib.Path(NEGATE).exists():
        skip("needs negate of monitoring-plugins-basic")
    figures = Figures()
    with workspace() as folder:
        monitor = Monitor(figures)
        healthy_and_ill(chosen, folder, monitor)
        unknown(chosen, folder, monitor)
        figures.at_least("answers", monitor.asked, 300)
        figures.exactly("expected_statuses", sorted(monitor.seen), [0, 1, 2, 3])
        figures.exactly("wrong_answers", monitor.wrong, 0)
        controls(folder, figures)
    figures.close()


main()
