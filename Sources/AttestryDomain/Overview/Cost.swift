/// An amount of money as somebody gave it for the budget: `12000`, `4500.50 EUR`.
package struct Cost: Hashable, Sendable, CustomStringConvertible {
    /// The amount in hundredths.
    package let hundredths: Int
    /// The currency by its three letters; nil where none was given.
    package let currency: String?

    package init(hundredths: Int, currency: String?) {
        self.hundredths = hundredths
        self.currency = currency
    }

    /// The amount that a text says. Throws `invalid` naming the field.
    package init(_ text: String, field: String) throws {
        let words = text.parts(at: " ").filter { !$0.isEmpty }
        let number = (words.first ?? "").parts(at: ".")
        let currency = words.dropFirst().first
        let isCurrency =
            currency.map { word in
                word.utf8.count == 3 && word.utf8.allSatisfy { (0x41...0x5A).contains($0) }
            } ?? true
        guard words.count <= 2, isCurrency, number.count <= 2,
            number.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            (1...12).contains(number[0].utf8.count), let whole = Int(number[0]),
            number.count == 1 || number[1].utf8.count == 2
        else {
            throw RegistryError.invalid(field, text, "an amount such as 12000 or 4500.50 EUR")
        }
        let rest = number.count == 2 ? Int(number[1]) ?? 0 : 0
        self.init(hundredths: whole * 100 + rest, currency: currency)
    }

    /// The number alone, with a decimal point where it is not a whole one.
    package var amount: String {
        let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
        return rest == 0 ? "\(whole)" : "\(whole).\(pad(rest, 2))"
    }

    package var description: String {
        [amount, currency].compactMap(\.self).joined(separator: " ")
    }
}

extension [Cost] {
    /// The sums, one a currency.
    package var sums: [Cost] {
        Dictionary(grouping: self, by: \.currency).map { currency, same in
            Cost(hundredths: same.map(\.hundredths).reduce(0, +), currency: currency)
        }.sorted { ($0.currency ?? "") < ($1.currency ?? "") }
    }
}

extension Cost {
    /// The identifier of a version under which stands what its renewal costs. What a milestone
    /// costs stands under the same name with the milestone's kind: `cost_surveillance`.
    package static let identifier = "cost"

    /// The identifier under which stands what an anchor costs; nil where it costs nothing of its
    /// own.
    static func identifier(for anchor: AnchorName) -> String? {
        switch anchor.kind {
        case .end, .editionRetirement, .freshUntil: identifier
        case .milestone: anchor.detail.map { "\(identifier)_\($0)" }
        default: nil
        }
    }

    /// Whether an identifier is one of a cost, of whatever scheme.
    static func isNamed(_ name: String, in scheme: Scheme) -> Bool {
        guard let kind = name.after("\(identifier)_") else { return name == identifier }
        return scheme.kind != .report
            && (scheme.milestoneKinds.isEmpty
                ? Code(kind) != nil
                : scheme.milestoneKinds.contains(kind))
    }

    /// What is wrong with the costs among identifiers.
    static func problems(_ identifiers: [String: String]) -> [Problem] {
        identifiers.sorted { $0.key < $1.key }.flatMap { name, text -> [Problem] in
            guard name == identifier || name.begins(with: "\(identifier)_") else { return [] }
            do {
                _ = try Cost(text, field: name)
                return []
            } catch {
                return (error as? RegistryError)?.problems ?? []
            }
        }
    }
}
