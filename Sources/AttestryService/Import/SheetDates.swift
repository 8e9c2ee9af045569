import AttestryDomain

/// In which order a sheet writes its dates, told by all of them.
struct SheetDates {
    /// A date that is not in ISO 8601, where it stands, and the orders in which it is one.
    private typealias Example = (text: String, place: SheetPlace, column: Int, forms: [DateForm])

    private var examples: [Example] = []
    private var possible = DateForm.allCases

    /// Takes in what stands in a column of days.
    mutating func take(_ text: String, at place: SheetPlace, _ column: Int) {
        guard text.utf8.count <= 40, CivilDate(text) == nil else { return }
        let text = text.trimmed
        let forms = CivilDate(text) == nil ? DateForm.forms(of: text) : []
        guard !forms.isEmpty else { return }
        possible.removeAll { !forms.contains($0) }
        if !examples.contains(where: { $0.forms == forms }) {
            examples.append((text, place, column, forms))
        }
    }

    /// The order to try the sheet with, where nobody named one: the only one that fits all dates.
    var onlyForm: DateForm? { !examples.isEmpty && possible.count == 1 ? possible[0] : nil }

    /// Whether some date can be read in more than one way, and none decides which.
    var isAmbiguous: Bool { possible.count > 1 && !examples.isEmpty }

    /// Whether a text is a date in more than one order.
    static func isAmbiguous(_ text: String) -> Bool { DateForm.forms(of: text).count > 1 }

    /// What is to be said where nobody named the order: what each date would mean, and how to say
    /// which is right.
    var problems: [(place: SheetPlace, column: Int, problem: Problem)] {
        if let form = onlyForm, let example = examples.first(where: { $0.forms == [form] }) {
            return [
                told(
                    example, "can only be \(form.words)",
                    "--date-format \(form.rawValue) reads the dates of this file so")
            ]
        }
        if isAmbiguous, let example = examples.first {
            let ways = example.forms.map { form in
                "\(form.day(example.text)?.description ?? "") as \(form.words)"
            }.joined(separator: " and ")
            let options = possible.map { "--date-format \($0.rawValue)" }.joined(separator: " or ")
            return [told(example, "is \(ways)", "\(options) says which")]
        }
        // Of dates that no order fits together each says which is its own.
        return []
    }

    private func told(_ example: Example, _ detail: String, _ hint: String)
        -> (place: SheetPlace, column: Int, problem: Problem)
    {
        (example.place, example.column, Problem("", ": '\(example.text)' \(detail)", hint: hint))
    }
}
