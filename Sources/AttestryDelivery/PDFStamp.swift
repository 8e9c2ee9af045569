package import AttestryDomain
package import Foundation

/// Stamps each page of a PDF with whose copy it is, by means of qpdf.
///
/// A document that cannot be stamped faithfully is refused with the reason: one that is encrypted,
/// signed (a stamp would break the signature), damaged, or without a page to see.
package struct PDFStamp: Sendable {
    private let sentences: [String]

    /// The stamp of one copy. A name that the standard fonts of PDF cannot show gives way to the
    /// customer's code or the person's address.
    package init(
        customer: String, customerCode: String, person: String?, address: String?, day: CivilDate,
        document: String, copyID: String
    ) {
        let company = StampText.isShowable(customer) ? customer : customerCode
        let name = person.flatMap { StampText.isShowable($0) ? $0 : nil }
        let recipient = [name, address.map { name == nil ? $0 : "<\($0)>" }]
            .compactMap(\.self).joined(separator: " ")
        sentences = [
            "Confidential. Copy \(copyID) for \(company)",
            (recipient.isEmpty ? "" : recipient + ", ") + "released \(day), \(document)",
        ]
    }

    /// Writes the stamped document of a file. Throws `invalid` naming why it cannot be stamped,
    /// and `notWritable` where qpdf is not installed.
    package func apply(to input: String, output: FileHandle) throws {
        try PDFInspection.check(input)
        let whole = try ScratchFile()
        try write(["--coalesce-contents", input, "-"], to: whole.handle)
        let pages = try PDFPages(of: whole.path)
        let update = try ScratchFile(pages.update(stamping: sentences))
        try write(
            ["--deterministic-id", whole.path, "--update-from-json=\(update.path)", "-"],
            to: output)
    }

    private func write(_ arguments: [String], to output: FileHandle) throws {
        let result = try Program.qpdf.run(arguments, output: output)
        guard result.status == 0 else {
            throw PDFInspection.refusal("cannot be written: \(result.reason)", "mend it first")
        }
    }
}

/// Whether a PDF may be stamped at all.
enum PDFInspection {
    static func check(_ path: String) throws {
        guard try hasHeader(path) else {
            throw refusal("is not a PDF", "release it without --watermark")
        }
        if try Program.qpdf.run(["--is-encrypted", path]).status == 0 {
            throw refusal("is encrypted", "store a copy without a password")
        }
        let health = try Program.qpdf.run(["--check", path])
        guard health.status == 0 else {
            throw refusal("is damaged: \(health.reason)", "mend it, or store it anew")
        }
        if try Program.qpdf.finds(["/ByteRange", "/FT /Sig"], in: path) {
            throw refusal(
                "is signed, and a stamp would break the signature",
                "release it without --watermark")
        }
    }

    static func refusal(_ why: String, _ hint: String) -> RegistryError {
        RegistryError(.invalid, "the document cannot be stamped: it \(why)", hint: hint)
    }

    /// The header may lie anywhere in the first 1024 bytes (ISO 32000-1 Annex H.3.4.1).
    private static func hasHeader(_ path: String) throws -> Bool {
        guard let file = FileHandle(forReadingAtPath: path),
            let head = try file.read(upToCount: 1024)
        else { return false }
        return head.range(of: Data("%PDF-".utf8)) != nil
    }
}
