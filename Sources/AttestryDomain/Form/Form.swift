/// What somebody typed: texts by the names of the fields.
///
/// The command line and the imports fill the same form, so both refuse the same things in the same
/// words.
package struct Form: Sendable {
    /// The texts by field; a field that is not there was not given.
    package private(set) var values: [String: String]
    /// Fields to be emptied.
    package var cleared: Set<String>

    /// The longest text that a field takes, in bytes.
    package static let longestText = 10_000

    package init(_ values: [String: String?] = [:], cleared: Set<String> = []) {
        self.values = values.compactMapValues { $0 }
        self.cleared = cleared
    }

    /// Whether nothing was given.
    package var isEmpty: Bool { values.isEmpty && cleared.isEmpty }

    /// The text of a field; nil where it was not given.
    package subscript(field: String) -> String? {
        get { values[field] }
        set { values[field] = newValue }
    }

    /// The form with what another one holds beside it.
    package func merged(with other: Form) -> Form {
        Form(values.merging(other.values) { $1 }, cleared: cleared.union(other.cleared))
    }

    /// The fields that were given under a prefix, by the rest of their names.
    package func fields(under prefix: String) -> [String: String] {
        var found: [String: String] = [:]
        for (name, value) in values {
            if let rest = name.after(prefix) { found[rest] = value }
        }
        return found
    }

    /// The text, refused where it is empty, too long, or holds a NUL that SQLite would cut it at.
    package static func checked(_ text: String, field: String) throws -> String {
        func refuse(_ detail: String, hint: String? = nil) -> RegistryError {
            RegistryError(.invalid, [Problem(field, detail, hint: hint)])
        }
        if text.utf8.count > longestText {
            throw refuse(
                " is \(text.utf8.count.of("byte")) long", hint: "give at most \(longestText) bytes")
        }
        if text.utf8.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) {
            throw refuse(" is empty", hint: "give a value, or leave it out")
        }
        if text.utf8.contains(0) { throw refuse(" contains a NUL character") }
        return text
    }
}

extension Form {
    /// Puts what was typed into a noun, field by field; returns all that is wrong with it.
    ///
    /// A new noun needs all that it cannot be without.
    package func fill<Noun>(_ noun: inout Noun, _ fields: [Field<Noun>], isNew: Bool) -> [Problem] {
        var problems: [Problem] = []
        for field in fields {
            let text = values[field.name]
            do {
                if cleared.contains(field.name) {
                    try field.clear(&noun)
                } else if let text {
                    try field.set(.string(Form.checked(text, field: field.name)), &noun)
                } else if isNew, let why = field.needed {
                    problems.append(.missing(field.name, why, hint: field.expected))
                }
            } catch let error as RegistryError {
                problems += error.problems
            } catch {
                problems.append(Problem(field.name, ": \(error)"))
            }
        }
        return problems
    }

    /// What was typed or is to be emptied and is none of these fields; a name that ends in a full
    /// stop stands for all that begin with it.
    package func strangers<Noun>(among fields: [Field<Noun>], besides others: [String] = [])
        -> [Problem]
    {
        let known = fields.map { $0.name }
        let strangers = Set(values.keys).union(cleared).subtracting(known).sorted().filter { name in
            !others.contains {
                name == $0 || $0.ends(with: ".") && name.begins(with: $0)
            }
        }
        return strangers.map { name in
            Problem(
                name, " does not belong here",
                hint: known.nearest(to: name).first.map { "did you mean \($0)?" }
                    ?? "fields: \(known.joined(separator: " "))")
        }
    }
}
