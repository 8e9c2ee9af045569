"""Makes small PDF files (ISO 32000-1) for the tests, by hand and without any library."""

A4, LETTER, SLIDE = (595, 842), (612, 792), (960, 540)


class Page:
    """One page: its size in points, further entries of its dictionary, and what it shows."""

    def __init__(self, size=A4, entries="", content=None, origin=(0, 0)):
        self.size, self.entries, self.content, self.origin = size, entries, content, origin

    @property
    def box(self):
        """Its MediaBox."""
        (left, low), (width, height) = self.origin, self.size
        return f"[{left} {low} {left + width} {low + height}]"

    def drawing(self, text):
        """The bytes of its content: a line of text in the middle, a thin frame around it."""
        (left, low), (width, height) = self.origin, self.size
        return self.content or (
            f"0.5 w {left + 20} {low + height / 2 - 20:.0f} {width - 40} 60 re S\n"
            f"BT /F1 12 Tf {left + 30} {low + height / 2:.0f} Td ({text}) Tj ET\n").encode("ascii")


def assemble(objects, root=1):
    """A file of these objects, the first of which has the number 1."""
    found, offsets = bytearray(b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(found))
        found += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(found)
    found += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        found += b"%010d 00000 n \n" % offset
    return bytes(found) + b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, root, start)


def stream(content):
    """A stream object."""
    return b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream"


def make_pdf(pages, title="Report", catalog="", further=()):
    """A document of these pages. `further` are objects whose numbers follow those of the pages."""
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    for index, page in enumerate(pages):
        objects += [
            (f"<< /Type /Page /Parent 2 0 R /MediaBox {page.box} {page.entries} "
             f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * index} 0 R >>").encode(),
            stream(page.drawing(f"{title}, page {index + 1} of {len(pages)}"))]
    return assemble([*objects, *further])


def make_signed_pdf(pages, title="Report", kind="/FT /Sig"):
    """A document with a signature field and a signature in it, as a signing program leaves it."""
    field = 4 + 2 * len(pages)
    catalog = f"/AcroForm << /Fields [{field} 0 R] /SigFlags 3 >>"
    pages = [Page(page.size, page.entries, page.content, page.origin) for page in pages]
    pages[0].entries += f" /Annots [{field} 0 R]"
    widget = (f"<< /Type /Annot /Subtype /Widget {kind} /T (Signature1) /F 132 "
              f"/Rect [0 0 0 0] /P 4 0 R /V {field + 1} 0 R >>").encode()

    def whole(ranges):
        numbers = b" ".join(b"%010d" % number for number in ranges)
        signature = (
            b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached "
            b"/M (D:20260101120000Z) /ByteRange [" + numbers + b"] "
            b"/Contents <" + b"30820100" + b"00" * 252 + b"> >>")
        return make_pdf(pages, title, catalog, [widget, signature])

    draft = whole((0, 0, 0, 0))
    start = draft.index(b"/Contents <3082") + len(b"/Contents ")
    end = draft.index(b">", start) + 1
    return whole((0, start, end, len(draft) - end))
