"""What the tests of stamped copies share: how a mark is read, seen and missed, and who gets copies."""

import html
import json
import re
import shutil
import subprocess

from harness import Registry, day, digest

TOOLS = ("qpdf", "pdftotext", "pdftoppm")
# Of 255: how dark a pixel of the document is at most, and how light it may have become.
DARK, LIGHT = 128, 200
# To the inch: as many as points, so that a word's box is a box of dots.
DOTS = 72
# code: name, person, address, and the names that the mark must show; none where they cannot be.
CUSTOMERS = {
    "plain": ("Acme Inc.", "J. Doe", "j.doe@acme.example", True),
    "accents": ("Ünïted Çompany (Nº 1) \\ Söhne", "José Ñúñez-Ærø", "jose@accents.example", True),
    "emoji": ("Rocket \U0001f680 Inc.", "Zo\U0001f600", "zo@emoji.example", False),
    "hebrew": ("שלום בעמ", "דוד כהן", "david@hebrew.example", False),
    "arabic": ("شركة المثال", "ليلى", "layla@arabic.example", False),
    "chinese": ("例子有限公司", "王小明", "wang@chinese.example", False),
    "polish": ("Zażółć Gęślą S.A.", "Łukasz Żak", "lukasz@polish.example", False),
    "long": ("Vereinigte Krankenhausgesellschaft und Pflegedienste Rheinland-Westfalen gGmbH",
             "Prof. Dr. med. Maximiliane-Alexandra von Hohenlohe-Waldenburg-Schillingsfürst",
             "maximiliane-alexandra.hohenlohe@krankenhausgesellschaft-westfalen.example", True),
}


def output_of(*words):
    """What a program prints; it must succeed."""
    return subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, check=True).stdout


def texts(path):
    """The text of each page, lines and spaces made one."""
    pages = output_of("pdftotext", "-cropbox", "-raw", str(path), "-").decode().split("\f")
    return [" ".join(page.split()) for page in pages[:-1]]


def words(path):
    """The words of each page with their boxes, in points from the top left as it is shown."""
    text = output_of("pdftotext", "-cropbox", "-bbox", str(path), "-").decode()
    return [[(html.unescape(word), *map(float, box)) for *box, word in re.findall(
        r'<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*?)</word>', body)]
            for body in re.findall("<page .*?>(.*?)</page>", text, re.DOTALL)]


class Picture:
    """A rendered page."""

    def __init__(self, path):
        kind, width, height, _, self.pixels = path.read_bytes().split(maxsplit=4)
        self.width, self.height, self.depth = int(width), int(height), 3 if kind == b"P6" else 1
        self.pixels = self.pixels[-self.width * self.height * self.depth:]

    def red_in(self, box):
        """How many pixels in a box are red, as the mark is."""
        left, top, right, bottom = (round(place) for place in box)
        found = 0
        for row in range(max(top, 0), min(bottom + 1, self.height)):
            for column in range(max(left, 0), min(right + 1, self.width)):
                start = 3 * (row * self.width + column)
                red, green, blue = self.pixels[start:start + 3]
                found += red > max(green, blue) + 40
        return found


def render(path, folder, *how):
    """The pages of a document as pictures, one after the other."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    output_of("pdftoppm", "-cropbox", *how, str(path), str(folder / "page"))
    for picture in sorted(folder.iterdir()):
        yield Picture(picture)
        picture.unlink()


class Mark:
    """What the mark on a copy must say."""

    def __init__(self, row, code):
        name, person, address, is_showable = CUSTOMERS[code]
        self.copy, self.day = row["copy_id"], row["released_on"]
        self.lines = [f"Copy {self.copy} for {name if is_showable else code}"]
        if row["contact"]:
            self.lines += [f"{person} <{address}>" if is_showable else address]
        self.lines.append(f"released {self.day}, {row['evidence']}@{row['version']}")
        self.near = [self.copy, self.day] + ([address] if row["contact"] else [])

    def flaws(self, path, folder):
        """What is wrong, by page: words that are missing, off the page, or that nobody can see."""
        found, read, boxed = {}, texts(path), words(path)
        self.smallest = float("inf")
        for index, picture in enumerate(render(path, folder, "-r", str(DOTS))):
            flaws = [f"missing: {line}" for line in self.lines if "".join(line.split()) not in "".join(read[index].split())]
            for wanted in self.near:
                box = next((box for word, *box in boxed[index] if wanted in word), None)
                if box is None:
                    flaws.append(f"no place for {wanted}")
                    continue
                left, top, right, bottom = box
                self.smallest = min(self.smallest, bottom - top)
                if not (0 <= left < right - 2 and right <= picture.width and 0 <= top < bottom
                        and bottom <= picture.height):
                    flaws.append(f"{wanted} is off the page: {box}")
                if picture.red_in(box) < 5:
                    flaws.append(f"{wanted} cannot be seen")
            if flaws:
                found[index] = flaws
        return found


def faded(original, stamped, folder):
    """The pages of which something was visible before and is not any more, with how many dots."""
    how = ("-r", "36", "-gray")
    before = list(render(original, folder, *how))
    found = {}
    for index, (old, new) in enumerate(zip(before, render(stamped, folder, *how), strict=True)):
        if (old.width, old.height) != (new.width, new.height):
            found[index] = "another size"
        elif lost := sum(a < DARK and b > LIGHT
                         for a, b in zip(old.pixels, new.pixels, strict=True)):
            found[index] = f"{lost} dots"
    return found


class Desk:
    """A registry and what is released from it."""

    def __init__(self, binary, directory, figures):
        self.registry = Registry(binary, directory / "registry.db").init()
        self.directory, self.out, self.figures = directory, directory / "out", figures
        self.out.mkdir()
        self.count = 0
        for code, (name, person, address, _) in CUSTOMERS.items():
            self.registry.do("customer", "add", code, "--name", name)
            self.registry.do("customer", "contact", "add", code, "--name", person, "--email",
                             address, "--role", "user")

    def store(self, content):
        """Records a certificate with a document; returns its code and the document's path."""
        self.count += 1
        path = self.directory / f"document{self.count}.pdf"
        path.write_bytes(content)
        code = f"c{self.count}"
        self.registry.do(
            "certificate", "add", code, "--scheme", "iso9001", "--edition", "2015", "--number",
            code, "--issuer", "Body", "--issued", day(-50), "--expires", day(900), "--file",
            str(path))
        return code, path

    def release(self, code, customer, registry=None, is_named=True, more=()):
        """Releases it stamped; returns how that ended and the path of the copy."""
        target = self.out / f"{code}-{customer}.pdf"
        who = ("--contact", CUSTOMERS[customer][2]) if is_named else ()
        return (registry or self.registry).run(
            "distribution", "log", code, "--to", customer, *who, "--channel", "email",
            "--purpose", "tender", "--watermark", "--output", str(target), *more, timeout=300), target

    def ledger(self):
        """The numbers of rows that a release adds to."""
        return self.registry.query(
            "SELECT (SELECT count(*) FROM distribution), (SELECT count(*) FROM entry)")[0]

    def stamped(self, content, customer, is_named=True):
        """Stores and releases a document; returns the flaws of the copy, its path and its mark."""
        code, path = self.store(content)
        outcome, target = self.release(code, customer, is_named=is_named)
        if outcome.code != 0:
            self.figures.fail(f"{code} to {customer}: {outcome}")
            return {"all": [str(outcome)]}, path, target, None
        row = json.loads(self.registry.do(
            "distribution", "show", outcome.out.strip(), "--format", "json"))
        flaws = {}
        if (row["sha256"], row["copy_sha256"]) != (digest(path), digest(target)):
            flaws["ledger"] = [f"the ledger says {row['sha256']} and {row['copy_sha256']}"]
        if subprocess.run(["qpdf", "--check", str(target)], capture_output=True,
                          check=False).returncode != 0:
            flaws["file"] = ["qpdf --check finds faults"]
        if target.stat().st_mode & 0o077:
            flaws["mode"] = ["others may read the copy"]
        mark = Mark(row, customer)
        flaws.update(mark.flaws(target, self.directory / "pictures"))
        return flaws, path, target, mark

    def report(self, what, flaws, names=None):
        """Prints each flaw in words; returns how many pages have one."""
        for page, texts_ in flaws.items():
            name = names[page] if names and isinstance(page, int) else page
            self.figures.fail(f"{what}, page {name}: {'; '.join(texts_)}")
        return len(flaws)
