"""Spreadsheets as people have them: each goes in after at most two dry runs, following only what the
first one says, or is refused by a sentence that says what it is."""

import datetime
import json
import re
import shlex
import shutil
import subprocess
import zipfile

from harness import Figures, Registry, options, skip, with_debian_python, workspace

try:
    import openpyxl
    from openpyxl.utils.datetime import CALENDAR_MAC_1904
except ImportError:
    with_debian_python()
    raise

MOST_ROUNDS = 2
ASKED = re.compile(r"--(date-format|encoding) ([a-z0-9-]+)")
HEADER = ("Code", "Name", "Status", "Since", "Handles PHI")
PEOPLE = (("acme", "Acme Inc.", (2024, 3, 15), True), ("mueller", "Müller & Söhne GmbH", (2023, 12, 1), False),
          ("naive", "Café naïf", (2022, 5, 31), True))


class Sheets:
    """Makes the files, each a way in which somebody would write the same customers down."""

    def __init__(self, folder):
        self.folder = folder

    def text(self, name, separator, day, yes, no, encoding, above=()):
        """A file of text."""
        lines = [*above, separator.join(HEADER)]
        lines += [separator.join((code, title, "Customer", day(datetime.date(*since)), yes if phi else no))
                  for code, title, since, phi in PEOPLE]
        path = self.folder / name
        path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
        return path

    def book(self, name, rows=None, change=lambda book, sheet: None):
        """A workbook."""
        book = openpyxl.Workbook()
        sheet = book.active
        for row in rows or self.rows():
            sheet.append(row)
        change(book, sheet)
        book.save(self.folder / name)
        return self.folder / name

    @staticmethod
    def rows():
        """The customers with real dates and marks."""
        return [HEADER] + [(code, title, "customer", datetime.date(*since), phi) for code, title, since, phi in PEOPLE]

    def computed(self):
        """A workbook whose names are formulas that a spreadsheet program computed."""
        rows = self.rows()
        plain = self.book("formulas.xlsx", rows[:1] + [
            (code, '=CONCATENATE("%s","")' % title.replace("&", "&"), *rest) for code, title, *rest in rows[1:]])
        done = self.folder / "computed.xlsx"
        titles = iter(title.replace("&", "&amp;") for _, title, *_ in rows[1:])
        with zipfile.ZipFile(plain) as old, zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED) as new:
            for item in old.infolist():
                data = old.read(item)
                if item.filename.startswith("xl/worksheets/"):
                    data = re.sub(r'<c r="(B\d+)"([^>]*)><f>(.*?)</f><v ?(?:></v>|/>)', lambda found: (
                        f'<c r="{found[1]}"{found[2]} t="str"><f>{found[3]}</f><v>{next(titles)}</v>'),
                        data.decode()).encode()
                new.writestr(item, data)
        return plain, done

    def all(self):
        """Every file that goes in, by what it is."""
        def titled(_, sheet):
            sheet.insert_rows(1, 2)
            sheet["A1"] = "Customers of Example Software, as of spring"
            sheet.merge_cells("A1:E1")

        def hidden(_, sheet):
            sheet.row_dimensions[3].hidden = True

        def mac(book, _):
            book.epoch = CALENDAR_MAC_1904

        def second(book, sheet):
            sheet.title = "Kunden 2024"
            notes = book.create_sheet("Notes", 0)
            notes.append(("nothing of interest",))

        def short(day):
            return f"{day.day}/{day.month}/{day.year}"

        return {
            "Excel, three rows": (self.text("excel.csv", ";", short, "TRUE", "FALSE", "utf-8-sig"), ()),
            "German": (self.text("german.csv", ";", lambda day: day.strftime("%d.%m.%Y"), "x", "-", "cp1252"), ()),
            "US": (self.text("us.csv", ",", lambda day: day.strftime("%m/%d/%Y"), "Yes", "No", "utf-8"), ()),
            "French": (self.text("french.txt", "\t", lambda day: day.strftime("%d/%m/%Y"), "Y", "N", "utf-16"), ()),
            "Japanese": (self.text("japanese.csv", ",", lambda day: f"\u3000{day.year}年{day.month}月{day.day}日\u3000",
                                   "1", "0", "utf-8-sig"), ()),
            "UTF-16 without a mark": (self.text("wide.txt", ";", str, "true", "false", "utf-16-be"), ()),
            "sep= line and bars": (self.text("bars.csv", "|", str, "yes", "no", "utf-8", ("sep=|",)), ()),
            "title rows of text": (self.text("titles.csv", ",", str, "yes", "no", "utf-8", (
                "Customers,,,,", ",,,,", "last changed by somebody,,,,")), ()),
            "workbook, merged title": (self.book("merged.xlsx", change=titled), ()),
            "workbook, hidden row": (self.book("hidden.xlsx", change=hidden), ()),
            "workbook, days from 1904": (self.book("mac.xlsx", change=mac), ()),
            "workbook, a sheet by name": (self.book("second.xlsx", change=second), ("--sheet", "kunden 2024")),
            "workbook, computed formulas": (self.computed()[1], ()),
        }

    def office(self):
        """Files as LibreOffice writes them: those that go in, and those that are refused, by what they are and what
        the refusal has to say."""
        def dated(form):
            def change(_, sheet):
                for row in range(2, len(PEOPLE) + 2):
                    sheet.cell(row, 4).number_format = form
            return change

        def made(name, kind, source, options=""):
            """A file that LibreOffice makes of another."""
            subprocess.run(
                ["soffice", f"-env:UserInstallation=file://{self.folder}/profile", "--headless", "--convert-to",
                 f"{kind}{options}", "--outdir", str(self.folder / name), str(source)],
                check=True, capture_output=True, timeout=300)
            return next((self.folder / name).iterdir())

        def text(separator, encoding):
            return f":Text - txt - csv (StarCalc):{separator},34,{encoding},1"

        german, us = self.book("de.xlsx", change=dated("DD.MM.YYYY")), self.book("en.xlsx", change=dated("M/D/YYYY"))
        japanese = self.book("ja.xlsx", change=dated('YYYY"年"M"月"D"日"'))
        utf8, windows = 76, 1
        return {
            "LibreOffice, workbook": made("one", "xlsx", us),
            "LibreOffice, workbook with formulas": made("two", "xlsx", self.folder / "formulas.xlsx"),
            "LibreOffice, workbook with a merged title": made("three", "xlsx", self.folder / "merged.xlsx"),
            "LibreOffice, workbook with days from 1904": made("four", "xlsx", self.folder / "mac.xlsx"),
            "LibreOffice, German, Windows-1252": made("five", "csv", german, text(59, windows)),
            "LibreOffice, German, tabs": made("six", "csv", german, text(9, utf8)),
            "LibreOffice, US": made("seven", "csv", us, text(44, utf8)),
            "LibreOffice, Japanese": made("eight", "csv", japanese, text(44, utf8)),
        }, {"(.ods)": made("nine", "ods", us), "(.xls)": made("ten", "xls", us)}

    def refused(self):
        """Every file that cannot go in, by what the refusal has to say."""
        serial = [HEADER] + [(code, title, "customer", (datetime.date(*since) - datetime.date(1899, 12, 30)).days, phi)
                             for code, title, since, phi in PEOPLE]
        (self.folder / "a.pdf").write_bytes(b"%PDF-1.7\n%%EOF")
        (self.folder / "old.xls").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
        (self.folder / "locked.xlsx").write_bytes(
            bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
        (self.folder / "a.png").write_bytes(bytes.fromhex("89504e470d0a1a0a") + bytes(60))
        with zipfile.ZipFile(self.folder / "a.ods", "w") as ods:
            ods.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        with zipfile.ZipFile(self.folder / "broken.xlsx", "w") as broken:
            broken.writestr("xl/workbook.xml", "<nothing")
        with zipfile.ZipFile(self.folder / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as bomb, \
                zipfile.ZipFile(self.book("small.xlsx")) as small:
            for item in small.infolist():
                data = small.read(item)
                if item.filename.endswith("sheet1.xml"):
                    head, tail = data.split(b"</sheetData>")
                    row = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>' + b"a" * 4000 + b"</t></is></c></row>"
                    data = head + b"".join(row % (n, n) for n in range(9, 30000)) + b"</sheetData>" + tail
                bomb.writestr(item, data)
        return {
            "serial number": self.book("serial.xlsx", serial), "without a result": self.computed()[0],
            "a PDF": self.folder / "a.pdf", "(.xls)": self.folder / "old.xls",
            "with a password": self.folder / "locked.xlsx", "a picture": self.folder / "a.png",
            "(.ods)": self.folder / "a.ods", "cannot be read": self.folder / "broken.xlsx",
            "too much time or space": self.folder / "bomb.xlsx",
        }


def rounds(registry, path, more):
    """How many dry runs it takes until one finds nothing, doing what each says; 9 where none does."""
    words, said = [*more], ""
    for count in range(1, 9):
        outcome = registry.run("import", "customer", str(path), *words, "--dry-run")
        if outcome.code == 0:
            registry.do("import", "customer", str(path), *words)
            return count, words, said
        said = outcome.err
        asked = dict(ASKED.findall(outcome.err))
        new = [word for name, value in asked.items() for word in (f"--{name}", value) if f"--{name}" not in words]
        if not new:
            break
        words += new
    return 9, words, said


def recorded(registry):
    """The customers as the registry has them."""
    found = json.loads(registry.do("customer", "list", "--format", "json"))
    return sorted((row["code"], row["name"], row["since"], row["handles_phi"]) for row in found)


def main():
    """Takes each file in by what the program says of it alone."""
    chosen = options(__doc__, rows=5000, office=0)
    figures = Figures()
    right = sorted((code, title, str(datetime.date(*since)), phi) for code, title, since, phi in PEOPLE)
    with workspace() as directory:
        sheets = Sheets(directory)
        empty = Registry(chosen.binary, directory / "empty.db").init()
        longest, wrong = 0, []
        accepted, refused = sheets.all(), sheets.refused()
        if chosen.office and not shutil.which("soffice"):
            skip("needs LibreOffice: apt-get install --no-install-recommends libreoffice-calc-nogui")
        if chosen.office:
            more, others = sheets.office()
            accepted |= {name: (path, ()) for name, path in more.items()}
            refused = [*refused.items(), *others.items()]
        else:
            refused = [*refused.items()]
        for name, (path, more) in accepted.items():
            registry = empty.copy(directory / "registry.db")
            count, words, said = rounds(registry, path, more)
            print(f"{name}: {count} dry run{'s' * (count > 1)}; {shlex.join(words) or 'no option'}")
            longest = max(longest, count)
            if count > MOST_ROUNDS:
                figures.fail(f"{name}: {said}")
            elif recorded(registry) != right:
                wrong.append(name)
                print(recorded(registry))
        figures.at_most("dry_runs", longest, MOST_ROUNDS)
        figures.exactly("sheets_recorded_otherwise_than_they_say", len(wrong), 0)
        big = sheets.book("big.xlsx", [HEADER] + [
            (f"c{n}", f"Company {n}", "customer", datetime.date(2024, 1, 1 + n % 28), n % 2 == 0)
            for n in range(chosen.rows)])
        registry = empty.copy(directory / "registry.db")
        figures.at_most("dry_runs_of_the_big_workbook", rounds(registry, big, ())[0], 1)
        figures.exactly("rows_of_the_big_workbook", len(recorded(registry)), chosen.rows)
        missed = []
        for words, path in refused:
            outcome = empty.run("import", "customer", str(path), "--dry-run", timeout=200)
            print(f"{path.name}: {outcome.err.strip().splitlines()[0] if outcome.err else outcome}")
            if not outcome.explained or words not in outcome.err:
                missed.append(path.name)
                figures.fail(str(outcome))
        figures.exactly("refusals_that_do_not_say_what_it_is", len(missed), 0)
        hidden = empty.run("import", "customer", str(directory / "hidden.xlsx"), "--dry-run").err
        figures.exactly("hidden_rows_said", int("1 hidden row" in hidden), 1)
        # A sheet whose dates nobody can tell apart takes more than following orders.
        both = sheets.text("both.csv", ",", lambda day: f"{day.day % 12 + 1}/{day.month}/{day.year}", "x", "", "utf-8")
        told = empty.run("import", "customer", str(both), "--dry-run").err
        figures.control("an_ambiguous_date_is_not_guessed", "says which" in told)
    figures.close()


main()
