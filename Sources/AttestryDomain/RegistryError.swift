/// A failure that the person at the terminal can act on: lower case, naming the thing and the
/// value.
package struct RegistryError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What kind of failure it is; the command line maps it to an exit status (`cli.md`).
    package enum Kind: Sendable {
        case invalid, notFound, conflict, noRegistry, newerRegistry, notWritable, busy, clock,
            damaged
        case unrecordedChange
        /// A word of the command line is not there.
        case usage
        /// The change is recorded, but what it should have written is lost.
        case outputLost
    }

    /// The kind of failure.
    package let kind: Kind
    /// All that is wrong; at least one thing.
    package let problems: [Problem]

    /// Everything that is wrong with what somebody typed.
    package init(_ kind: Kind, _ problems: [Problem]) {
        self.kind = kind
        self.problems = problems
    }

    package init(_ kind: Kind, _ message: String, hint: String? = nil, field: String? = nil) {
        let detail = field.flatMap { message.after($0) } ?? message
        self.init(kind, [Problem(field, detail, hint: hint)])
    }

    /// Whether what was typed is at fault, not the registry or the machine.
    package var isTyped: Bool { [.invalid, .notFound, .conflict].contains(kind) }

    /// What the body makes of what was typed; nil where that is at fault.
    package static func unlessMistyped<Result>(_ body: () throws -> Result) throws -> Result? {
        do {
            return try body()
        } catch let error as RegistryError where error.isTyped {
            return nil
        }
    }

    /// A field with a value that it cannot take, and what it can take.
    package static func invalid(_ field: String, _ value: String, _ expected: String)
        -> RegistryError
    {
        RegistryError(.invalid, [.invalid(field, value, expected)])
    }

    /// A field that the scheme or the verb needs and that was not given.
    package static func missing(_ field: String, _ why: String, hint: String) -> RegistryError {
        RegistryError(.invalid, [.missing(field, why, hint: hint)])
    }

    /// What was typed says what is recorded already.
    package static let nothingToChange = RegistryError(
        .invalid, "nothing to change", hint: "--help lists the options")

    /// Throws `invalid` with all problems, where there are any.
    package static func check(_ problems: [Problem]) throws {
        guard problems.isEmpty else { throw RegistryError(.invalid, problems) }
    }

    /// A thing that does not exist, with the known names that come near.
    package static func notFound(
        _ noun: String, _ name: String, among known: [String], field: String? = nil
    ) -> RegistryError {
        let near = known.nearest(to: name)
        let hint =
            if near.isEmpty {
                known.isEmpty || known.count > 30
                    ? "attestry find TEXT looks everywhere"
                    : "known: " + known.sorted().joined(separator: " ")
            } else {
                "did you mean \(near.joined(separator: " or "))?"
            }
        return RegistryError(
            .notFound, "no \(noun) '\(name.abbreviated)'", hint: hint, field: field)
    }

    /// What is wrong, in one sentence a problem, fields under the names of their columns.
    package var message: String { problems.map { $0.message { $0 } }.joined(separator: "; ") }

    /// What would be right about the first problem.
    package var hint: String? { problems.first?.hint }

    /// The message, without the hints.
    package var description: String { message }
}

extension String {
    /// The text cut to 80 characters, so that a message never repeats a field of ten megabytes.
    package var abbreviated: String { utf8.count > 80 ? cut(to: 78) : self }
}

extension [String] {
    /// The names at most two edits away from what was typed, or that it begins; nearest first.
    package func nearest(to name: String) -> [String] {
        guard name.utf8.count <= 64 else { return [] }
        return map {
            (name: $0, distance: editDistance(Array<UInt8>($0.utf8), Array<UInt8>(name.utf8)))
        }
        .filter { $0.distance <= 2 || (name.utf8.count >= 3 && $0.name.begins(with: name)) }
        .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
        .prefix(3).map(\.name)
    }
}

/// Levenshtein's distance between two byte strings.
private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, b) in right.enumerated() {
            let above = row[j + 1]
            row[j + 1] = Swift.min(above + 1, row[j] + 1, diagonal + (a == b ? 0 : 1))
            diagonal = above
        }
    }
    return row[right.count]
}
