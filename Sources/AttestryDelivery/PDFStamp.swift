package import AttestryDomain
package import AttestryHost

/// Stamps each page of a PDF with whose copy it is, by means of qpdf.
///
/// A document that cannot be stamped faithfully is refused with the reason: one that is encrypted,
/// signed (a stamp would break the signature), damaged, or without a page to see.
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

    /// Writes the stamped document of a file. Throws `invalid` naming why it cannot be stamped,
    /// and `notWritable` where qpdf is not installed.
    package func apply(to input: NewFile, writing output: NewFile) throws {
        // The header may lie anywhere in the first 1024 bytes (ISO 32000-1 Annex H.3.4.1).
        guard PDFValue(try input.bytes(from: 0, count: 1_024)[...]).holds("%PDF-") else {
            throw QPDF.refusal("is not a PDF", "release it without --watermark")
        }
        try QPDF.run(["--check", input.path], "is damaged")
        var source = input
        var document = try PDFDocument(source.path)
        if document.pages.contains(where: { $0.contents.count > 1 }) {
            source = try NewFile(scratch: [])
            try QPDF.run(["--coalesce-contents", input.path, "-"], writing: source)
            document = try PDFDocument(source.path)
        }
        let update = try NewFile(scratch: PDFUpdate(document, stamping: sentences).bytes)
        try QPDF.run(
            ["--deterministic-id", source.path, "--update-from-json=\(update.path)", "-"],
            writing: output)
    }
}

/// The program that reads and writes PDF.
enum QPDF {
    private static let program = Program("qpdf", package: "qpdf")

    /// Runs it for at most two minutes. Throws `invalid` with what it complains of.
    static func run(
        _ arguments: [String], writing output: NewFile? = nil, atMost size: Int = 8 << 30,
        _ fault: String = "cannot be written"
    ) throws {
        let ending = try program.run(
            arguments, writing: output, Program.Limits(seconds: 120, writing: size, memory: 1 << 30)
        )
        if ending.isCutOff {
            throw refusal(
                "takes qpdf too much time or space", "release it without --watermark")
        }
        if ending.text.contains(": invalid password") { throw isEncrypted }
        guard ending.status == 0 else {
            throw refusal("\(fault): \(ending.reason)", "mend it, or store it anew")
        }
    }

    static let isEncrypted = refusal("is encrypted", "store a copy without a password")

    static func refusal(_ why: String, _ hint: String) -> RegistryError {
        RegistryError(.invalid, "the document cannot be stamped: it \(why)", hint: hint)
    }
}

extension Program.Ending {
    /// What qpdf complained of first, without the name of the file.
    fileprivate var reason: String {
        let lines = text.lines
        let complaints = lines.filter { $0.begins(with: "WARNING: ") || $0.begins(with: "qpdf: ") }
        guard let first = complaints.first ?? lines.last else { return "no reason given" }
        let words = first.utf8.drop { $0 != 0x20 }.dropFirst()
        let fact = words.split(separator: 0x3A).last { $0.first == 0x20 }?.dropFirst() ?? words
        return String(decoding: fact, as: UTF8.self).abbreviated
    }
}
