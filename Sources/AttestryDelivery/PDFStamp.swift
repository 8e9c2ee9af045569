package import AttestryDomain
import Foundation

/// Stamps each page of a PDF with whose copy it is, by means of qpdf.
///
/// A document that cannot be stamped faithfully is refused with the reason: one that is encrypted,
/// signed (a stamp would break the signature) or damaged.
package struct PDFStamp: Sendable {
    private let lines: [String]

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
        lines = [
            "Confidential. Copy \(copyID) for \(company)",
            (recipient.isEmpty ? "" : recipient + ", ") + "released \(day), \(document)",
        ]
    }

    /// Writes the stamped document. Throws `invalid` naming why it cannot be stamped, and
    /// `notWritable` where qpdf is not installed.
    package func apply(to input: String, output: String) throws {
        try PDFInspection.check(input)
        let stamp = output + ".stamp"
        defer { unlink(stamp) }
        let bytes = StampPage(lines: lines).bytes
        guard
            FileManager.default.createFile(
                atPath: stamp, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
        else {
            throw RegistryError(.notWritable, "output: cannot write beside \(output.abbreviated)")
        }
        let result = try Program.qpdf.run([
            "--deterministic-id", input, "--overlay", stamp, "--repeat=1", "--", output,
        ])
        guard result.status == 0 else {
            throw RegistryError(
                .invalid, "the PDF cannot be stamped: \(result.reason)",
                hint: "release it without --watermark, or mend it first")
        }
        chmod(output, 0o600)
    }
}

/// Whether a PDF may be stamped at all.
private enum PDFInspection {
    static func check(_ path: String) throws {
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

    private static func refusal(_ why: String, _ hint: String) -> RegistryError {
        RegistryError(.invalid, "the document cannot be stamped: it \(why)", hint: hint)
    }
}
