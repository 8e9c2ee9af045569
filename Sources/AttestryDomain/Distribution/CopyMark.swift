/// What is stamped on each page of a copy.
package struct CopyMark: Sendable {
    /// The customer's name and code.
    package let customer: (name: String, code: String)
    /// The person's name and address; nil where nobody is named.
    package let person: (name: String, email: String)?
    /// The day of the release.
    package let day: CivilDate
    /// The version, as `CODE@N`.
    package let version: String
    /// What identifies the copy.
    package let copyID: String

    package init(
        customer: (name: String, code: String), person: (name: String, email: String)?,
        day: CivilDate, version: String, copyID: String
    ) {
        self.customer = customer
        self.person = person
        self.day = day
        self.version = version
        self.copyID = copyID
    }

    /// The name of the copy's file: which copy, and whose, with the ending that the document has.
    package func fileName(like document: String) -> String {
        let stem = "\(copyID)-\(customer.code)"
        let parts = document.utf8.split(separator: UInt8(ascii: "."))
        guard parts.count > 1, let ending = parts.last, ending.count <= 8,
            ending.allSatisfy(isLetterOrDigit)
        else { return stem }
        return "\(stem).\(String(decoding: ending, as: UTF8.self))"
    }

    private func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
            || (0x61...0x7A).contains(byte)
    }

    /// The identifier of the copy in the name of a file that ``fileName(like:)`` made.
    package static func copyID(inFileName name: String) -> String {
        String(decoding: name.utf8.prefix(13), as: UTF8.self)
    }
}
