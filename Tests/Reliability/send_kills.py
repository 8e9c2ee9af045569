"""Kills 'distribution send' with signal 9 at its system calls: what is recorded has its copies, what is
not has none, and the same command finishes what was recorded."""

import json
import pathlib
import random
import re
import shutil
import subprocess

from harness import Figures, Registry, day, digest, options, skip, workspace
from pdf import Page, make_pdf

# What changes the disk, and what starts the program that stamps.
CALLS = {"write", "pwrite64", "fsync", "fdatasync", "mkdir", "linkat", "unlink", "rename", "rmdir", "flock",
         "ftruncate", "openat", "clone", "clone3", "vfork", "wait4"}
# Of these few, each is shot at: the folder is made, locked, and given its name.
RARE = {"mkdir", "rename", "flock"}
TWICE = 7


class World:
    """A registry in which many hold a report, of whom some may not have the next one."""

    def __init__(self, binary, directory, holders, refused, is_stamped):
        self.directory, self.holders, self.refused = directory, holders, refused
        self.base = Registry(binary, directory / "base.db").init()
        self.registry, self.out = self.base, directory / "out"
        report = directory / "report.pdf"
        report.write_bytes(make_pdf([Page(), Page()]))
        self.stamp = ("--watermark",) if is_stamped else ()
        self.words = ("distribution", "send", "soc2@2", "--to-holders-of", "soc2@1", "--directory",
                      str(self.out), "--format", "json", *self.stamp)
        do = self.base.do
        common = ("--auditor", "CPA", "--opinion", "unqualified", "--criteria", "security",
                  "--file", str(report))
        do("report", "add", "soc2", "--scheme", "soc2-type2", "--period", f"{day(-800)}..{day(-436)}",
           "--issued", day(-400), *common)
        self.fill(do)
        do("report", "renew", "soc2", "--period", f"{day(-435)}..{day(-71)}", "--issued", day(-30), *common)

    def fill(self, do):
        """Records who holds the first report; the last of them have no NDA any more."""
        def write(name, header, rows):
            path = self.directory / f"{name}.csv"
            path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
            do("import", name, str(path))

        people = [f"c{index}" for index in range(self.holders)]
        write("customer", "code,name", [f"{code},Customer {code}" for code in people])
        write("contact", "customer,name,email,role", [f"{code},P. {code},p@{code}.example,user" for code in people])
        write("agreement", "customer,kind,renewal,effective_on,ends_on,executed_on", [
            f"{code},nda,fixed,{day(-390)},{day(-9 if index >= self.holders - self.refused else 900)},{day(-390)}"
            for index, code in enumerate(people)])
        rows = [f"soc2,1,{code},p@{code}.example,{day(-300)},email,review {code},reviews vendors"
                for code in people]
        # Some were given it twice.
        rows += [row.replace(day(-300), day(-200)) for row in rows[::TWICE]]
        write("distribution", "evidence,version,customer,contact,released_on,channel,purpose,basis", rows)

    @property
    def released(self):
        """To how many it goes."""
        return self.holders - self.refused

    def fresh(self):
        """A copy of the registry from which nothing was sent."""
        for path in (self.out, *self.hidden()):
            shutil.rmtree(path, ignore_errors=True)
        self.registry = self.base.copy(self.directory / "shot.db")
        return self.registry

    def hidden(self):
        """What lies hidden beside the folder."""
        return sorted(self.directory.glob(".out.attestry-*"))

    def rows(self):
        """What is recorded of the second report."""
        return self.registry.query(
            "SELECT outcome, copy_id, lower(hex(coalesce(copy_sha256, sha256))), customer.code FROM distribution"
            " JOIN version ON version.id = version_id JOIN customer ON customer.id = customer_id"
            " WHERE version.version = 2 AND NOT EXISTS (SELECT 1 FROM distribution_event"
            "  WHERE distribution_id = distribution.id AND kind = 'voided')")

    def flaws(self, folder):
        """What is wrong between the rows and the copies in a folder; each must have the other."""
        rows, found = self.rows(), []
        copies = {path.name: digest(path) for path in folder.iterdir()} if folder.is_dir() else {}
        wanted = {f"{copy}-{code}.pdf": sha for outcome, copy, sha, code in rows if outcome == "released"}
        if len(rows) not in (0, self.holders) or rows and len(wanted) != self.released:
            found.append(f"{len(rows)} rows, {len(wanted)} of them released")
        found += [f"no copy {name}" for name in wanted.keys() - copies.keys()]
        found += [f"no row for {name}" for name in copies.keys() - wanted.keys()]
        found += [f"other bytes in {name}" for name, sha in wanted.items() if copies.get(name, sha) != sha]
        return found


class Tally:
    """What the kills came to."""

    def __init__(self, world, figures):
        self.world, self.figures = world, figures
        self.shots = self.kills = self.half = self.unfinished = self.unverified = 0
        self.nothing = self.recorded = self.whole = 0

    def shoot(self, call, count):
        """Kills a command at its so-manieth call of a name, looks, and runs the same command again."""
        world, what = self.world, f"{call} {count}"
        registry = world.fresh()
        done = subprocess.run(
            ["strace", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:signal=SIGKILL:when={count}",
             registry.binary, *world.words],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=registry.environment,
            timeout=600)
        self.shots += 1
        self.kills += done.returncode < 0 or done.returncode == 137
        self.look(what)
        again = registry.run(*world.words, timeout=600)
        if again.code != 2 or world.flaws(world.out) or not world.rows() or world.hidden():
            self.unfinished += 1
            self.figures.fail(f"{what}: the same command: {again}; {world.flaws(world.out)[:3]}")
        elif len(json.loads(again.out)) != world.holders:
            self.unfinished += 1
            self.figures.fail(f"{what}: the same command reports {len(json.loads(again.out))} people")
        if (verified := registry.verify(files=True)).code != 0:
            self.unverified += 1
            self.figures.fail(f"{what}: verify: {verified}")

    def look(self, what):
        """What a kill left: copies appear with all their rows, or lie whole and hidden beside them."""
        world = self.world
        rows, hidden = world.rows(), world.hidden()
        if world.out.is_dir():
            self.whole += 1
            flaws = world.flaws(world.out)
        elif rows:
            self.recorded += 1
            flaws = world.flaws(hidden[0]) if len(hidden) == 1 else [f"rows, and {len(hidden)} hidden folders"]
        else:
            self.nothing += 1
            flaws = []
        if flaws:
            self.half += 1
            self.figures.fail(f"{what}: {'; '.join(flaws[:3])}")


def calls(world):
    """How often an undisturbed command makes each call, by name."""
    registry, log = world.fresh(), world.directory / "calls"
    subprocess.run(["strace", "-o", str(log), "-e", f"trace={','.join(sorted(CALLS))}", registry.binary, *world.words],
                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   env=registry.environment, timeout=600, check=False)
    names = re.findall(r"^(\w+)\(", log.read_text(errors="replace"), re.MULTILINE)
    return {name: names.count(name) for name in sorted(set(names) & CALLS)}


def points(counts, kills, draw):
    """Where to shoot: each of the rare calls, the last of all others, and the rest at random."""
    chosen = [(name, count) for name in sorted(RARE & counts.keys()) for count in range(1, counts[name] + 1)]
    others = [(name, count) for name, count in counts.items() if name not in RARE]
    while len(others) < kills:
        name = draw.choice(sorted(counts))
        others.append((name, draw.randint(1, counts[name])))
    draw.shuffle(others)
    return chosen + others[:max(0, kills - len(chosen))]


def between(world, figures):
    """What a kill between the record and the name leaves, made by hand: the same command finishes it."""
    registry = world.fresh()
    registry.run(*world.words, timeout=600)
    hidden = world.directory / f".out.attestry-{registry.query('SELECT lower(hex(hash)) FROM entry WHERE sequence = 1')[0][0][:12]}"
    world.out.rename(hidden)
    entries = registry.query("SELECT count(*) FROM entry")
    again = registry.run(*world.words, timeout=600)
    unchanged = registry.query("SELECT count(*) FROM entry") == entries
    figures.exactly("finished_without_a_new_row",
                    int(again.code == 2 and unchanged and not world.flaws(world.out) and not world.hidden()), 1)


def lost_output(world, figures):
    """A release whose file cannot get its name is voided in the same command."""
    registry = world.fresh()
    done = subprocess.run(
        ["strace", "-o", "/dev/null", "-e", "trace=rename", "-e", "inject=rename:error=ENOSPC:when=1",
         registry.binary, *world.words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=registry.environment, timeout=600)
    said = done.stderr.decode()
    standing = [row for row in world.rows() if row[0] == "released"]
    figures.exactly("voided_without_a_folder", int(
        done.returncode == 74 and "voided: nothing was handed out" in said and not standing
        and not world.hidden() and not world.out.exists()), 1)
    target = world.directory / "one.pdf"
    done = subprocess.run(
        ["strace", "-o", "/dev/null", "-e", "trace=linkat", "-e", "inject=linkat:error=ENOSPC:when=1",
         registry.binary, "distribution", "log", "soc2@2", "--to", "c0", "--contact", "p@c0.example", "--basis", "b",
         "--channel", "email", "--purpose", "p", "--output", str(target)], stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=registry.environment, timeout=600)
    said = done.stderr.decode()
    figures.exactly("voided_without_a_file", int(
        done.returncode == 74 and "is recorded and voided" in said and not target.exists()
        and not [row for row in world.rows() if row[0] == "released"]), 1)


def controls(world, figures):
    """A copy taken away, a strange one and a changed one must be seen."""
    registry = world.fresh()
    registry.run(*world.words, timeout=600)
    figures.exactly("flaws_undisturbed", len(world.flaws(world.out)), 0)
    first, second, *_ = sorted(world.out.iterdir())
    content = first.read_bytes()
    first.unlink()
    figures.control("a_row_without_its_copy", world.flaws(world.out) == [f"no copy {first.name}"])
    first.write_bytes(content)
    strange = world.out / "000000-000000-c0.pdf"
    strange.write_bytes(content)
    figures.control("a_copy_without_its_row", world.flaws(world.out) == [f"no row for {strange.name}"])
    strange.unlink()
    second.write_bytes(b"%PDF")
    figures.control("other_bytes", world.flaws(world.out) == [f"other bytes in {second.name}"])


def main():
    """Shoots at a world with stamps and at one without."""
    chosen = options(__doc__, holders=25, refused=4, kills=24, stamped=6)
    for program in ("strace", *["qpdf"] * (chosen.stamped > 0)):
        if not shutil.which(program):
            skip(f"needs {program}")
    draw, figures = random.Random(chosen.seed), Figures()
    for is_stamped, kills in ((False, chosen.kills - chosen.stamped), (True, chosen.stamped)):
        with workspace() as directory:
            world = World(chosen.binary, pathlib.Path(directory), chosen.holders, chosen.refused, is_stamped)
            controls(world, figures)
            between(world, figures)
            lost_output(world, figures)
            tally, counts = Tally(world, figures), calls(world)
            print("calls undisturbed: " + ", ".join(f"{name} {count}" for name, count in counts.items()))
            for point in points(counts, kills, draw):
                tally.shoot(*point)
            print(f"killed: {tally.nothing} before it was recorded, {tally.recorded} before and {tally.whole}"
                  " after the copies appeared")
            figures.at_least("kills", tally.kills, kills * 8 // 10)
            figures.exactly("half", tally.half, 0)
            figures.exactly("not_finished_by_the_same_command", tally.unfinished, 0)
            figures.exactly("unverified", tally.unverified, 0)
    figures.close()


main()
