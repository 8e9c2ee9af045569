"""Stamped copies: the mark stands on every page for all to read, or the release is refused."""

import os
import random
import re
import shutil
import time

from harness import TODAY, Figures, Registry, options, skip, workspace
from pdf import A4, LETTER, SLIDE, Page, assemble, make_pdf, make_signed_pdf, stream
from stamped import CUSTOMERS, TOOLS, Desk, Mark, faded, output_of, texts


def pages_of_all_kinds():
    """Pages as programs and scanners leave them, by what is special about each."""
    edge = "BT /F1 12 Tf 20 820 Td (Outside the trim) Tj ET\n"
    return {
        "portrait": Page(),
        "landscape": Page((842, 595)),
        "rotated 90": Page(A4, "/Rotate 90"),
        "rotated 180": Page(A4, "/Rotate 180"),
        "rotated 270": Page(LETTER, "/Rotate 270"),
        "landscape, rotated back": Page((842, 595), "/Rotate 270"),
        "letter": Page(LETTER),
        "slide": Page(SLIDE),
        "A3": Page((842, 1191)),
        "origin elsewhere": Page(A4, origin=(-200, 300)),
        "cropped": Page(A4, "/CropBox [80 200 500 700]"),
        "cropped, rotated 90": Page(A4, "/CropBox [80 200 500 700] /Rotate 90"),
        "scale left on": Page(content=b"q 0.05 0 0 0.05 900 900 cm q 1 w 0 0 1000 1000 re S"),
        "restores too often": Page(content=b"0 0 300 300 re S Q Q"),
        "clip left on": Page(content=b"100 400 50 50 re W n 0 0 600 900 re f"),
        "dark ground": Page(content=b"0 0 0.3 rg 0 0 595 842 re f"),
        "white written last": Page(content=b"0 0 300 300 re S 1 1 1 rg 0 0 595 842 re f"),
        "nothing on it": Page(content=b" "),
        "trimmed, with more around": Page(A4, "/TrimBox [40 40 555 802]", edge.encode()),
        "an empty trim box": Page(A4, "/TrimBox [0 0 0 0]"),
    }


def kinds_of_pages(desk, figures):
    """Every kind of page carries the mark and keeps what was on it."""
    kinds = pages_of_all_kinds()
    flaws, path, target, mark = desk.stamped(make_pdf(list(kinds.values())), "plain")
    flawed = desk.report("page kinds", flaws, list(kinds))
    pictures = desk.directory / "pictures"
    if mark:
        print(f"smallest height of the mark: {mark.smallest:.1f} points")
        lost = {page: [f"lost: {what}"] for page, what in faded(path, target, pictures).items()}
        figures.exactly("kinds_of_pages_that_lost_something",
                        desk.report("page kinds", lost, list(kinds)), 0)
        read = texts(target)
        figures.exactly("text_kept", sum(
            f"page {index + 1} of" in read[index] for index, page in enumerate(kinds.values())
            if page.content is None), sum(page.content is None for page in kinds.values()))
    figures.exactly("kinds_of_pages_flawed", flawed, 0)
    figures.exactly("kinds_of_pages", len(texts(target)) if target.exists() else 0, len(kinds))


def controls(desk, figures):
    """Copies that are not stamped, not everywhere, or covered again, are noticed."""
    folder, pictures = desk.directory, desk.directory / "pictures"
    content = make_pdf([Page(), Page(LETTER), Page((842, 595))])
    flaws, path, target, mark = desk.stamped(content, "plain")
    figures.exactly("control_copy_flaws", desk.report("control", flaws), 0)
    if not mark:
        return
    figures.control("an_unstamped_copy", set(mark.flaws(path, pictures)) == {0, 1, 2})
    mixed = folder / "mixed.pdf"
    output_of("qpdf", "--empty", "--pages", str(target), "1-2", str(path), "3", "--", str(mixed))
    figures.control("one_page_unstamped", set(mark.flaws(mixed, pictures)) == {2})
    white = folder / "white.pdf"
    white.write_bytes(make_pdf([Page(content=b"1 1 1 rg 0 0 595 842 re f")]))
    output_of("qpdf", str(target), "--overlay", str(white), "--repeat=1", "--", str(mixed))
    figures.control("a_covered_mark", 0 in mark.flaws(mixed, pictures))
    figures.control("what_was_there_is_gone", len(faded(path, mixed, pictures)) > 0)
    figures.control("a_stranger_s_mark", set(
        Mark({"copy_id": "XXXXXX-XXXXXX", "released_on": "2001-01-01", "contact": None,
              "evidence": "c", "version": 1}, "plain").flaws(target, pictures)) == {0, 1, 2})


def names_of_all_kinds(desk, figures):
    """Names that the fonts cannot show give way to the code and the address."""
    flawed, content = 0, make_pdf([Page(), Page(SLIDE)])
    for code in CUSTOMERS:
        flaws, *_ = desk.stamped(content, code)
        flawed += desk.report(f"customer {code}", flaws) > 0
        if code in ("accents", "chinese"):
            flaws, *_ = desk.stamped(content, code, is_named=False)
            flawed += desk.report(f"customer {code}, nobody named", flaws) > 0
    figures.exactly("names_flawed", flawed, 0)


def several_streams(desk, figures):
    """A page drawn by several streams, each of which ends in the middle of something."""
    parts = [b"q 0 0 1 rg 100 400 50", b"50 re f Q BT /F1 12 Tf 100 500 Td", b"(In three parts) Tj ET"]
    flaws, _, target, _ = desk.stamped(assemble([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 /MediaBox [0 0 595 842] >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >>"
        b" /Contents [5 0 R 6 0 R 7 0 R] >>", *map(stream, parts)]), "plain")
    figures.exactly("several_streams_flawed", desk.report("several streams", flaws), 0)
    figures.exactly("several_streams_kept", "In three parts" in texts(target)[0], True)


def fastest(*actions, rounds=5):
    """The seconds that each takes when nothing else is in its way; they take turns, so that what
    else the machine does meets them all."""
    taken = [[] for _ in actions]
    for _ in range(rounds):
        for action, seconds in zip(actions, taken):
            began = time.perf_counter()
            action()
            seconds.append(time.perf_counter() - began)
    return [min(seconds) for seconds in taken]


def speed(desk, figures, pages):
    """A stamp takes little more than qpdf itself."""
    def release(code, registry=None):
        outcome, target = desk.release(code, "plain", registry)
        if outcome.code != 0:
            figures.fail(f"{code}: {outcome}")
        target.unlink(missing_ok=True)

    short, _ = desk.store(make_pdf([Page()]))
    long, path = desk.store(make_pdf([Page(A4 if index % 3 else LETTER) for index in range(pages)]))
    mark = desk.directory / "mark.pdf"
    mark.write_bytes(make_pdf([Page()]))
    words_ = ("qpdf", str(path), "--overlay", str(mark), "--repeat=1", "--",
              str(desk.directory / "x"))
    ours, overlay, one = fastest(
        lambda: release(long), lambda: output_of(*words_), lambda: release(short))
    print(f"{pages} pages: {ours * 1000:.0f} ms, qpdf's overlay {overlay * 1000:.0f} ms")
    figures.at_most("one_page_ms", round(one * 1000), 100)
    figures.at_most("many_pages_to_overlay", round(ours / overlay, 2), 3)
    slow = desk.directory / "slow"
    slow.mkdir()
    (slow / "qpdf").write_text(f"#!/bin/sh\nsleep 0.1\nexec {shutil.which('qpdf')} \"$@\"\n")
    (slow / "qpdf").chmod(0o755)
    other = Registry(desk.registry.binary, desk.registry.path)
    other.environment = {**other.environment, "PATH": f"{slow}:{os.environ['PATH']}"}
    figures.control("a_slow_start", fastest(lambda: release(short, other), rounds=1)[0] > 0.1)


def many_pages(desk, figures, pages):
    """A long document carries the mark from the first to the last page."""
    content = make_pdf([Page(A4 if index % 3 else LETTER) for index in range(pages)])
    flaws, _, target, _ = desk.stamped(content, "accents")
    figures.exactly("long_document_pages_flawed", desk.report("long document", flaws), 0)
    figures.exactly("long_document_pages", len(texts(target)) if target.exists() else 0, pages)


def unfit(folder, draw):
    """Documents that cannot be stamped faithfully, by what is wrong with each."""
    plain, signed = make_pdf([Page(), Page(LETTER)]), make_signed_pdf([Page(), Page()])
    (folder / "plain.pdf").write_bytes(plain)
    (folder / "signed.pdf").write_bytes(signed)
    result = folder / "made.pdf"

    def qpdf(*words_):
        output_of("qpdf", *words_, str(result))
        return result.read_bytes()

    source, signature = str(folder / "plain.pdf"), str(folder / "signed.pdf")
    xref = plain.index(b"xref\n")
    return {
        "encrypted, empty user password": qpdf(
            source, "--encrypt", "", "owner", "256", "--modify=none", "--"),
        "encrypted, user password": qpdf(source, "--encrypt", "secret", "owner", "256", "--"),
        "encrypted, 128 bits": qpdf(
            source, "--allow-weak-crypto", "--encrypt", "", "owner", "128", "--use-aes=n", "--"),
        "truncated": plain[:len(plain) * 6 // 10],
        "truncated in its end": plain[:-12],
        "cross references wrong": plain[:xref].replace(b"%\xe2", b"%" + b"x" * 40 + b"\xe2", 1)
        + plain[xref:],
        "a byte of its structure wrong": plain.replace(b"/Kids [", b"/Kids (", 1),
        "garbage": draw.randbytes(20_000),
        "garbage that says PDF": b"%PDF-1.7\n" + draw.randbytes(20_000) + b"\n%%EOF\n",
        "text": "Confidential; kein PDF, ä.\n".encode() * 50,
        "picture": b"\x89PNG\r\n\x1a\n" + draw.randbytes(500),
        "no pages": assemble([b"<< /Type /Catalog /Pages 2 0 R >>",
                              b"<< /Type /Pages /Kids [] /Count 0 >>"]),
        "signed": signed,
        "signed, in object streams": qpdf(signature, "--object-streams=generate"),
        "signed, names written otherwise": make_signed_pdf([Page()], kind="/F#54/#53ig"),
        "a signature field, unsigned": assemble([
            b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R] >> >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Annots [5 0 R] >>",
            stream(b"0 0 300 300 re S"),
            b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (S) /Rect [0 0 0 0] /P 3 0 R >>"]),
    }


def is_clear(line, target):
    """Whether an error names a reason that a person can act on, and no file that is gone."""
    return (re.search("encrypted|signed|damaged|no pages|not a PDF", line) is not None
            and f".{target.name}" not in line and "PDF Version" not in line)


def refusals(desk, figures, draw):
    """What cannot be stamped is refused with a reason, and leaves nothing behind."""
    documents = unfit(desk.directory, draw)
    refused = clear = 0
    for what, content in documents.items():
        code, _ = desk.store(content)
        rows, before = desk.ledger(), sorted(desk.out.iterdir())
        outcome, target = desk.release(code, "plain")
        is_refused = (outcome.code == 1 and outcome.explained and desk.ledger() == rows
                      and sorted(desk.out.iterdir()) == before)
        line = next((line for line in outcome.err.splitlines() if "error: " in line), "")
        refused += is_refused
        clear += is_clear(line, target)
        if not is_refused:
            figures.fail(f"{what}: {outcome}; rows {rows} -> {desk.ledger()},"
                         f" copy there: {target.exists()}")
        elif not is_clear(line, target):
            figures.fail(f"{what}: not a clear reason: {line}")
    figures.exactly("unfit_documents_refused", refused, len(documents))
    figures.exactly("refusals_clear", clear, len(documents))
    bare = Registry(desk.registry.binary, desk.registry.path)
    bare.environment = {**bare.environment, "PATH": "/nonexistent"}
    code, _ = desk.store(make_pdf([Page()]))
    rows, before = desk.ledger(), sorted(desk.out.iterdir())
    outcome, target = desk.release(code, "plain", bare)
    figures.exactly("without_qpdf", (outcome.explained, "qpdf" in outcome.err,
                                     desk.ledger() == rows, sorted(desk.out.iterdir()) == before),
                    (True, True, True, True))
    outcome, target = desk.release(code, "plain")
    figures.control("a_fit_document_adds_a_row", outcome.code == 0 and target.exists()
                    and desk.ledger() != rows)


def main():
    """Stamps, reads the stamps, and tries what must not be stamped."""
    chosen = options(__doc__, pages=200)
    if missing := [tool for tool in TOOLS if not shutil.which(tool)]:
        skip(f"not installed: {' '.join(missing)}")
    draw, figures = random.Random(chosen.seed), Figures()
    os.environ.setdefault("LC_ALL", "C.UTF-8")
    print(f"stamping on {TODAY}")
    with workspace() as directory:
        desk = Desk(chosen.binary, directory, figures)
        controls(desk, figures)
        kinds_of_pages(desk, figures)
        names_of_all_kinds(desk, figures)
        several_streams(desk, figures)
        many_pages(desk, figures, chosen.pages)
        speed(desk, figures, 1_000)
        refusals(desk, figures, draw)
        figures.exactly("verify_status", desk.registry.verify(files=True).code, 0)
    figures.close()


main()
