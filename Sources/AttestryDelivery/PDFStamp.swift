package import AttestryDomain
package import AttestryHost

/// Stamps each page of a PDF with whose copy it is.
///
/// qpdf lays a document open and closes it again; in between its pages are changed in the syntax of
/// PDF itself. A document that cannot be stamped faithfully is refused with the reason.
package struct PDFStamp: Sendable {
    private let sentences: [String]

    /// The stamp of one copy. A name that the standard fonts of PDF cannot show gives way to the
    /// customer's code or the person's address.
    package init(_ mark: CopyMark) {
        let company =
            StampText.isShowable(mark.customer.name) ? mark.customer.name : mark.customer.code
        let recipient = mark.person.map { person in
            StampText.isShowable(person.name)
                ? "\(person.name) <\(person.email)>, "
                : "\(person.email), "
        }
        sentences = [
            "Confidential. Copy \(mark.copyID) for \(company)",
            (recipient ?? "") + "released \(mark.day), \(mark.version)",
        ]
    }

    /// Writes the stamped document of a file: sound, and with the mark on every page, when this
    /// returns. Returns the names of the files that are embedded in it, which bear no mark. Throws
    /// `invalid` naming why it cannot be stamped, such as embedded files unless they are allowed,
    /// and `notWritable` where qpdf is not installed.
    package func apply(
        to input: NewFile, writing output: NewFile, withAttachments: Bool
    ) throws -> [String] {
        // The header may lie anywhere in the first 1024 bytes (ISO 32000-1 Annex H.3.4.1).
        guard try input.bytes(from: 0, count: 1_024)[...].holds("%PDF-") else {
            throw QPDF.refusal("is not a PDF", "release it without --watermark")
        }
        let qpdf = QPDF(for: input)
        let open = try qpdf.layOpen(input)
        var file = try PDFFile(open, within: qpdf)
        let attachments = try file.attachments()
        guard attachments.isEmpty || withAttachments else {
            throw QPDF.refusal(
                "embeds files that no stamp reaches: \(attachments.joined(separator: ", "))",
                "--with-attachments hands them out as they are")
        }
        let pages = try file.pages()
        var mark = PDFMark(sentences)
        for page in pages { try mark.put(on: page, in: &file) }
        // What the metadata says (PDF/A, a title, a history) it says of the document as it was.
        let catalog = try file.catalog
        _ = try file.put(catalog.value.with([("/Metadata", nil)]), at: catalog.number)
        try file.finish()
        try qpdf.run(
            ["--object-streams=generate", "--decode-level=none", "--deterministic-id", open.path],
            writing: output)
        try qpdf.run(["--check", output.path])
        let copy = try PDFFile(qpdf.layOpen(output), within: qpdf)
        let copies = try copy.pages()
        guard copies.count == pages.count,
            try copies.allSatisfy({ try mark.isThere(on: $0.value, in: copy) })
        else { throw QPDF.refusal("loses the mark again", "release it without --watermark") }
        return attachments
    }
}
