import AttestryDomain

extension Console {
    /// Runs what records a form; where something is missing and somebody sits at a terminal, asks
    /// for it field by field and runs it again. Nothing is recorded before the last answer.
    ///
    /// `questions` are all that may be asked with a form as it is so far, in their order.
    func asking<Result>(
        _ options: AskingOptions, _ form: Form, _ questions: (Form) throws -> [Question],
        _ record: (Form) throws -> Result
    ) throws -> Result {
        do {
            return try record(form)
        } catch let error as RegistryError
            where canAsk && !options.noInput && error.problems.contains(where: \.isMissing)
        {}
        note("some of it is missing; Enter takes what stands in [], Ctrl-C records nothing")
        var form = form
        var answered: Set<String> = []
        while true {
            // What comes next may hang on the answer before.
            while let next = try questions(form).first(where: {
                form[$0.field] == nil && !answered.contains($0.field)
            }) {
                answered.insert(next.field)
                form[next.field] = try answer(to: next)
            }
            do {
                return try record(form)
            } catch let error as RegistryError {
                let known = try questions(form).map(\.field)
                let fields = error.problems.compactMap { problem in
                    known.first { field in
                        problem.field.map { $0 == field || field.ends(with: ".\($0)") } ?? false
                    }
                }
                guard !fields.isEmpty else { throw error }
                for problem in error.problems {
                    complain(problem.message { $0 }, hint: problem.hint)
                }
                for field in fields { form[field] = nil }
                answered.subtract(fields)
            }
        }
    }

    /// What somebody answers; asked again until it may be an answer. Nil where it is left out.
    private func answer(to question: Question) throws -> String? {
        while true {
            let text = try ask(question.prompt)
            if text.isEmpty, question.isOptional { return nil }
            let answer = text.isEmpty ? question.proposal ?? "" : text
            do {
                guard !answer.isEmpty else {
                    throw RegistryError(
                        .invalid, "it cannot be done without", hint: "Ctrl-C ends")
                }
                guard
                    question.choices.isEmpty || question.isOpen
                        || question.choices.contains(answer)
                else {
                    throw RegistryError.notFound(
                        question.field, answer, among: question.choices)
                }
                return try question.check(answer)
            } catch let error as RegistryError {
                for problem in error.problems {
                    complain(problem.message { $0 }, hint: problem.hint)
                }
            }
        }
    }
}

extension Form {
    /// The texts of these arguments. Throws `usage` with all that were not given.
    func arguments(_ names: (field: String, what: String)...) throws -> [String] {
        let missing = names.filter { self[$0.field] == nil }
        guard missing.isEmpty else {
            throw RegistryError(
                .usage, missing.map { .missing($0.field, $0.what, hint: "--help shows an example") }
            )
        }
        return names.compactMap { self[$0.field] }
    }

    /// The form with a further field, where it was given.
    func with(_ field: String, _ text: String?) -> Form {
        var form = self
        if let text { form[field] = text }
        return form
    }

    /// The form without some of its fields.
    func without(_ fields: String...) -> Form {
        var form = self
        for field in fields { form[field] = nil }
        return form
    }
}
