/// One thing that is wrong with what somebody typed.
package struct Problem: Hashable, Sendable {
    /// The field at fault, by the name of its column; nil where it is the whole.
    package let field: String?
    /// What is wrong. Where it begins with a colon or a space it follows the field's name, in the
    /// words of where that was typed.
    package let detail: String
    /// What would be right, or what to type next.
    package let hint: String?
    /// Whether something was not given that is needed.
    package let isMissing: Bool

    package init(
        _ field: String?, _ detail: String, hint: String? = nil, isMissing: Bool = false
    ) {
        self.field = field
        self.detail = detail
        self.hint = hint
        self.isMissing = isMissing
    }

    /// What is wrong with a field where something is.
    static func when(_ isWrong: Bool, _ field: String, _ detail: String, hint: String) -> Problem? {
        isWrong ? Problem(field, detail, hint: hint) : nil
    }

    /// A field with a value that it cannot take, and what it can take.
    package static func invalid(_ field: String, _ value: String, _ expected: String) -> Problem {
        Problem(field, ": '\(value.abbreviated)' is not valid", hint: "give \(expected)")
    }

    /// A value that is none of those that a fact of a scheme lists, with the near miss; nil where
    /// the fact lists none.
    package static func unknown(
        _ field: String, _ value: String, among known: [String], of fact: String, in scheme: Code
    ) -> Problem? {
        guard !known.isEmpty, !known.contains(value) else { return nil }
        let near = known.nearest(to: value)
        return Problem(
            field, ": \(scheme) knows no '\(value.abbreviated)'",
            hint: near.isEmpty
                ? "give one of \(known.joined(separator: ", ")); attestry scheme edit \(scheme) "
                    + "--set \(fact)=… lists others"
                : "did you mean \(near.joined(separator: " or "))?")
    }

    /// A field that was not given and without which it cannot be.
    package static func missing(_ field: String, _ why: String, hint: String?) -> Problem {
        Problem(field, " is missing: \(why)", hint: hint, isMissing: true)
    }

    /// A field without which it cannot be, where that was not given.
    static func missing(if isMissing: Bool, _ field: String, _ why: String, hint: String)
        -> Problem?
    {
        isMissing ? .missing(field, why, hint: hint) : nil
    }

    /// What is wrong with the day of something that has happened, where the day is yet to come.
    package static func future(_ field: String, _ day: CivilDate, by today: CivilDate, hint: String)
        -> [Problem]
    {
        guard day > today else { return [] }
        return [Problem(field, ": \(day) lies in the future (today is \(today))", hint: hint)]
    }

    /// The sentence, with the field under the name by which it was typed: an option, a column.
    package func message(naming name: (_ field: String) -> String) -> String {
        guard let field, detail.utf8.first == 0x3A || detail.utf8.first == 0x20 else {
            return detail
        }
        return name(field) + detail
    }
}

extension [Problem] {
    /// What the body makes; nil where it throws what somebody typed wrong, which is kept beside
    /// what was wrong before, under the name of a field where it names none. Any other failure is
    /// thrown on.
    @discardableResult
    package mutating func gather<Result>(in field: String? = nil, _ body: () throws -> Result)
        throws
        -> Result?
    {
        do {
            return try body()
        } catch let error as RegistryError where error.isTyped {
            for problem in error.problems {
                let placed = field.map { problem.placed(in: $0) } ?? problem
                if !contains(placed) { append(placed) }
            }
            return nil
        }
    }
}

extension Problem {
    /// The problem as one of this field, where it is of no other.
    fileprivate func placed(in name: String) -> Problem {
        field == nil ? Problem(name, ": \(detail)", hint: hint) : self
    }
}
