import AttestryDomain
import AttestryService

/// Something that an `add` may ask for at a terminal.
struct Question {
    /// The field of the form that takes the answer.
    let field: String
    /// What is asked for, as a clause.
    let what: String
    /// The values that there are; empty where it may be any.
    var choices: [String] = []
    /// What an empty answer stands for; nil where there is no default.
    var proposal: String?
    /// Whether an empty answer leaves the field out.
    var isOptional = false
    /// Whether other values than those may be right too.
    var isOpen = false
    /// An answer in the form in which it is kept. Throws what is wrong with it.
    var check: (String) throws -> String = { $0 }

    /// The line that somebody reads before the answer: `edition (2013, 2022) [2022]: `.
    var prompt: String {
        // Some fields say in their own words which values there are.
        let isSaid = choices.count > 30 || choices.allSatisfy(what.words.contains)
        let values = isSaid ? "" : " (\(choices.joined(separator: ", ")))"
        let empty = proposal.map { " [\($0)]" } ?? (isOptional ? " [none]" : "")
        return "\(what)\(values)\(empty): "
    }
}

extension Question {
    /// The question for an argument that is a code.
    static func code(_ field: String = "code", _ what: String) -> Question {
        Question(field: field, what: what) { try Code($0, field: field).description }
    }

    /// The question for a field; `blank` is a noun into which an answer is put to see whether it
    /// may be one, and the registry knows which day is today.
    init<Noun: Sendable>(
        _ field: Field<Noun>, of blank: Noun, in registry: Registry, choices: [String] = [],
        proposal: String? = nil, isOptional: Bool
    ) {
        self.init(
            field: field.name, what: field.clause, choices: choices, proposal: proposal,
            isOptional: isOptional && proposal == nil
        ) { text in
            let text = field.isDay ? try registry.day(text, field.name).description : text
            var blank = blank
            try field.set(.string(Form.checked(text, field: field.name)), &blank)
            return text
        }
        if case .list = field.entry { isOpen = true }
        if case .words(let words) = field.offer, choices.isEmpty { self.choices = words }
    }
}
