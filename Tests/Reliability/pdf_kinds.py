"""PDF files that are hard to stamp, by what is special about each."""

import random
import zlib

from pdf import A4, Page, assemble, make_pdf, stream

XMP = (b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
       b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
       b'xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="2" '
       b'pdfaid:conformance="B"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>')
# Broader than nothing by less than any number that can be divided by.
THIN = (b"<< /Type /XObject /Subtype /Form /BBox [0 0 0." + b"0" * 320 + b"9 9] /Length 0 >>\n"
        b"stream\n\nendstream")
OPAQUE = (b"<< /Type /XObject /Subtype /Form /BBox [0 0 10 10] /Matrix [1 0 0 1 5 5] /Length 29 >>\n"
          b"stream\n0.8 0.9 1 rg 0 0 10 10 re f  \nendstream")


def one_page(box="0 0 595 842", entries="", resources="", more=(), content=None):
    """A document of one page, whose further objects have the numbers from 6 on."""
    return assemble([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 4 0 R {entries} "
         f"/Resources << /Font << /F1 5 0 R >> {resources} >> >>").encode("latin-1"),
        stream(content or b"BT /F1 12 Tf 72 500 Td (Hello) Tj ET"),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", *more])


def annotated(*annotations, entries="", form=OPAQUE):
    """A page with annotations, each the text of a dictionary; object 6 covers what it is put on."""
    bodies = [b"<< /Type /Annot " + text.encode() + b" >>" for text in annotations]
    kids = " ".join(f"{7 + index} 0 R" for index in range(len(bodies)))
    return one_page(entries=f"/Annots [{kids}] {entries}", more=[form, *bodies])


def with_files(catalog="", entries=""):
    """Two embedded files, one of them with a name in UTF-16."""
    further = [
        b"<< /Type /EmbeddedFile /Length 6 >>\nstream\nsecret\nendstream",
        b"<< /Type /Filespec /F (plan \\(1\\).txt) /EF << /F 6 0 R >> >>",
        b"<< /Type /Filespec /F (x) /UF <FEFF00C400E9002E006300730076> /EF << /F 6 0 R >> >>"]
    return make_pdf([Page(A4, entries)], catalog=catalog, further=further)


PORTFOLIO = ("/Collection << /View /D >> "
             "/Names << /EmbeddedFiles << /Names [(a) 7 0 R (b) 8 0 R] >> >>")
SHADING = ("/Shading << /S << /ShadingType 2 /ColorSpace /DeviceRGB /Extend [true true] "
           "/Coords [0.00003 .5 595.00004 000.000000000000000000001] /Function << /FunctionType 2 "
           "/Domain [0 1] /N 1 /C0 [0 0 1] /C1 [0 1 0] >> >> >>")
FOOT = "/Rect [0 0 595 60] /F 4"


def kinds():
    """Documents by name: the bytes, and what a refusal must say, or None where a copy is due."""
    return {
        "tiny coordinates": (one_page(resources=SHADING, content=b"/S sh"), None),
        "a point at the end of numbers": (one_page("0 0 612. 792."), None),
        "zeros before numbers": (one_page("0 0 0000000612.00 0792"), None),
        "a number of 26 digits": (one_page("0 0 12345678901234567890123456 792"), "damaged"),
        "a number of 26 digits and a point": (
            one_page("0 0 12345678901234567890123456.5 792"), "no known size"),
        "a size in words": (one_page("/A /B /C /D"), "no known size"),
        "a size of nothing": (one_page("0 0 0 0"), "no known size"),
        "no room": (one_page("0 0 5 5"), "room"),
        "little room": (one_page("0 0 30 30"), None),
        "very large": (one_page("0 0 14400 14400"), None),
        "names beyond ASCII": (one_page(
            resources="/ColorSpace << /F#CB#CE /DeviceRGB /a#20b#28 /DeviceGray >>",
            content=b"/F#CB#CE cs 0 0 1 sc 90 90 300 300 re f /a#20b#28 cs 0 sc 9 500 99 99 re f"),
            None),
        "a crop box elsewhere": (
            one_page(entries="/CropBox [900 900 950 950]"), "no known size"),
        "a crop box of three numbers": (one_page(entries="/CropBox [9 9 300]"), None),
        "shared content": (assemble([
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 5 0 R >>",
            stream(b"9 99 99 99 re f")]), None),
        "a link at the foot": (annotated(
            f"/Subtype /Link {FOOT} /A << /S /URI /URI (http://x.example) >>"), None),
        "an opaque note on the mark": (annotated(
            f"/Subtype /FreeText {FOOT} /AP << /N 6 0 R >>"), None),
        "an opaque note everywhere, a link, a hidden one": (annotated(
            "/Subtype /Stamp /Rect [0 0 595 842] /F 4 /AP << /N 6 0 R >>",
            "/Subtype /Link /Rect [90 90 99 99] /A << /S /URI /URI (http://x.example) >>",
            f"/Subtype /FreeText {FOOT}2 /AP << /N 6 0 R >>".replace("/F 42", "/F 2")), None),
        "a note on a turned page": (annotated(
            "/Subtype /FreeText /Rect [500 0 595 842] /F 4 /AP << /N 6 0 R >>",
            entries="/Rotate 90"), None),
        "an upright note beside the mark": (annotated(
            "/Subtype /Text /Rect [545 400 565 420] /F 28 /AP << /N 6 0 R >>",
            entries="/Rotate 90"), None),
        "a note whose form has next to no width": (annotated(
            f"/Subtype /FreeText {FOOT} /AP << /N 6 0 R >>", form=THIN), None),
        "a field on the mark": (annotated(
            f"/Subtype /Widget /FT /Tx /T (a) {FOOT} /AP << /N 6 0 R >>"), None),
        "a check box on the mark": (annotated(
            f"/Subtype /Widget /FT /Btn /T (b) {FOOT} /AS /On /AP << /N << /On 6 0 R >> >>",
            f"/Subtype /Widget /FT /Btn /T (c) {FOOT} /AS /Off /AP << /N << /On 6 0 R >> >>"),
            None),
        "a shape that the viewer draws": (annotated(
            f"/Subtype /Square {FOOT} /IC [1 1 1]"), "annotation over the foot"),
        "such a shape elsewhere": (annotated(
            "/Subtype /Square /Rect [90 600 200 700] /F 4 /IC [1 1 1]"), None),
        "a portfolio": (with_files(PORTFOLIO), r"embeds .*'plan \(1\)\.txt', 'Äé\.csv"),
        "a file on a page": (with_files(
            entries="/Annots [<< /Subtype /FileAttachment /Rect [9 600 30 630] /FS 7 0 R >>]"),
            r"embeds .*'plan"),
        "PDF/A": (make_pdf([Page()], catalog="/Metadata 6 0 R", further=[
            b"<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n" % len(XMP) + XMP
            + b"\nendstream"]), None),
        "an XFA form": (make_pdf([Page()], catalog="/NeedsRendering true"), "XFA"),
        "too many pages": (assemble([
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 10001 /MediaBox [0 0 99 99] /Kids ["
            + b" ".join(b"%d 0 R" % (3 + index) for index in range(10_001)) + b"] >>",
            *[b"<< /Type /Page /Parent 2 0 R >>"] * 10_001]), "more than 10000 pages"),
    }


UNITS = {"spaces": b" ", "operators": b"0 0 m\n", "numbers": b"1 ", "brackets": b"[",
         "names": b"/A "}
SIZE, BLOCK = 3 << 30, 6 << 20


def deflated(unit, times):
    """Three GiB of a unit, compressed so many times."""
    block = (unit * (BLOCK // len(unit) + 1))[:BLOCK]
    packer = zlib.compressobj(9)
    head = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    piece = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    total = 1
    for _ in range(SIZE // BLOCK):
        total = zlib.adler32(block, total)
    end = zlib.compressobj(9, zlib.DEFLATED, -15)
    found = (head if len(head) else zlib.compress(b"")[:2]) + piece * (SIZE // BLOCK)
    found += end.flush() + total.to_bytes(4, "big")
    for _ in range(times - 1):
        found = zlib.compress(found, 9)
    return found


def in_object_stream(body):
    """A document with an object in an object stream, the body of which is given."""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /X 6 0 R >>",
        stream(b"0 0 m"), body.replace(b"<<", b"<< /Type /ObjStm /N 1 /First 4", 1)]
    found, rows = b"%PDF-1.6\n", [b"\x00" * 6 + b"\xff"]
    for number, text in enumerate(bodies, 1):
        rows.append(b"\x01" + len(found).to_bytes(4, "big") + b"\x00\x00")
        found += b"%d 0 obj\n" % number + text + b"\nendobj\n"
    rows += [b"\x02" + (5).to_bytes(4, "big") + b"\x00\x00",
             b"\x01" + len(found).to_bytes(4, "big") + b"\x00\x00"]
    table = b"".join(rows)
    return found + (
        b"7 0 obj\n<< /Type /XRef /Size 8 /W [1 4 2] /Root 1 0 R /Length %d >>\nstream\n"
        % len(table) + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(found))


def bombs():
    """Small files that ask for minutes or gigabytes: a name and how to make it."""
    def body(unit, times):
        data = deflated(unit, times)
        filters = b" ".join([b"/FlateDecode"] * times)
        return (b"<< /Filter [" + filters + b"] /Length %d >>\nstream\n" % len(data)
                + data + b"\nendstream")

    def content(found, contents="4 0 R"):
        return assemble([
            b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %s >>"
            % contents.encode(), found])

    places = {
        "content": content, "two parts of content": lambda found: content(found, "[4 0 R 4 0 R]"),
        "an object stream": in_object_stream,
        "a picture": lambda found: make_pdf([Page(entries="/X 6 0 R")], further=[found])}
    found = [
        (f"{what} of {name}, packed {times} times",
         lambda place=place, unit=unit, times=times: place(body(unit, times)))
        for what, place in places.items() for name, unit in UNITS.items() for times in (1, 2, 3)]
    deep = b"[" * 2_000_000 + b"]" * 2_000_000
    files = b"<< /EF " + b"[" * 400 + b"/A " * 1_000_000 + b"]" * 400 + b" >>"
    return [
        *found,
        ("arrays in arrays", lambda: make_pdf([Page(entries="/X 6 0 R")], further=[deep])),
        ("files in arrays in arrays",
         lambda: make_pdf([Page(entries="/X 6 0 R")], further=[files])),
        ("resources that every page inherits", lambda: many(
            9_000, "", "/Resources << " + "".join(
                f"/N{index} {index} " for index in range(20_000)) + ">>")),
        ("notes that every page has", lambda: many(
            2_000, "/Annots 4 0 R", further=[
                b"[ " + b"5 0 R " * 200_000 + b"]",
                b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /X (" + b"x" * 60_000 + b") >>"])),
        ("content that pages of every size share", lambda: many(
            9_000, "/Contents 4 0 R /MediaBox [0 0 {0} 700]", further=[
                stream(random.Random(1).randbytes(400_000))])),
        ("very many objects", lambda: many(1, "/X 4 0 R", further=[
            b"[ " + b" ".join(b"%d 0 R" % (5 + index) for index in range(100_000)) + b" ]",
            *[b"null"] * 100_000])),
        ("a number of a million digits", lambda: one_page("0 0 " + "1" * 1_000_000 + " 792")),
        ("a name of a million letters", lambda: one_page(entries="/" + "A" * 1_000_000 + " 1"))]


def many(count, entries, above="", further=()):
    """So many pages with the same entries, `{0}` a number of their own; `further` are the objects
    from 4 on."""
    first = 4 + len(further)
    kids = " ".join(f"{first + index} 0 R" for index in range(count))
    return assemble([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {count} /MediaBox [0 0 595 842] /Kids [{kids}] {above} >>".encode(),
        b"null", *further,
        *[f"<< /Type /Page /Parent 2 0 R {entries.format(400 + index)} >>".encode()
          for index in range(count)]])
