package import AttestryDomain

/// What is wrong on a page, at its place.
package struct PageFinding: Sendable, Hashable {
    /// How bad it is.
    package enum Severity: String, Sendable, CaseIterable {
        case error, warning, note
    }

    /// The file as it was named.
    package var file = ""
    /// The line and the column of its first word, both from 1; columns are Unicode scalars.
    package var line = 0
    package var column = 0
    /// The rule of `rules.md` §10.
    package let rule: String
    package let severity: Severity
    /// What is wrong.
    package let message: String
    /// The claim's words.
    package let claim: String
    /// What would be right; nil where nothing could be said instead.
    package let right: String?
    /// Whether it is shown only where it is asked for: nothing false, nothing checkable.
    package var isOptional = false
    /// Where it stands in the bytes of the page.
    package let offset: Int
}

extension PageFinding {
    package static let columns: [Column<PageFinding>] = [
        Column("file") { .string($0.file) }, Column("line") { .number($0.line) },
        Column("column") { .number($0.column) }, Column("rule") { .string($0.rule) },
        Column("severity") { .string($0.severity.rawValue) },
        Column("claim") { .string($0.claim) }, Column("message") { .string($0.message) },
        Column("right") { .text($0.right) },
    ]

    /// The line that editors, compilers' readers and reviewers understand.
    package var text: String {
        let right = right.map { "; right: \($0)" } ?? ""
        let place = "\(file):\(line):\(column)"
        return "\(place): \(severity.rawValue): \(message): \"\(claim)\"\(right) [\(rule)]"
    }
}
