import AttestryDomain

/// Finds rows of one file that say the same, whether or not they can be recorded.
struct ImportTwins {
    /// The first line of what names a row.
    private var names: [String: Int] = [:]
    /// The places of rows that could not be recorded, by all that stands in them.
    private var refused: [[String]: SheetPlace] = [:]

    private static let mostRefused = 50_000

    /// What is wrong with a row that says again what stands above it; nil where it does not.
    mutating func problem(of row: ImportRow, _ kind: ImportKind, _ existing: ExistingRows)
        -> Problem?
    {
        let name = Self.name(of: row, kind, existing)
        if let (field, text) = name {
            if let line = names[text] {
                let place = SheetPlace(line: line, unit: row.place.unit)
                return row[field] == nil
                    ? Problem(
                        field, ": '\(text)' is the same as in \(place)",
                        hint: "leave one of the rows out, or give each a code")
                    : Problem(field, ": the same as in \(place)", hint: "leave one of the rows out")
            }
            names[text] = row.place.line
        }
        guard let place = refused.isEmpty ? nil : refused[row.texts] else { return nil }
        return Problem(nil, "the same as \(place)", hint: "leave one of the rows out")
    }

    /// Keeps a row that could not be recorded.
    mutating func keep(_ row: ImportRow) {
        guard refused.count < Self.mostRefused else { return }
        refused[row.texts] = refused[row.texts] ?? row.place
    }

    /// What no other row of the file may have, and the column in which it stands.
    private static func name(
        of row: ImportRow, _ kind: ImportKind, _ existing: ExistingRows
    ) -> (field: String, text: String)? {
        // What was recorded in error takes no place.
        guard !row.isVoided else { return nil }
        switch kind {
        case .customer, .product, .activity: return row.ownCode.map { ("code", $0) }
        case .agreement where row.ownCode != nil: return row.ownCode.map { ("code", $0) }
        case .contact:
            guard let customer = row["customer"], let email = row["email"] else { return nil }
            return ("email", "\(customer) \(EmailAddress.compared(email))")
        default:
            // Where it would be recorded the rules say that the row above it says the same.
            guard existing != .refuse, let key = kind.shape.key(row) else { return nil }
            return (
                key[0],
                key.map { ($0 == "code" ? row.ownCode : row[$0]) ?? "" }.joined(separator: "\0")
            )
        }
    }
}

extension ImportRow {
    /// All that stands in it, in columns that are not known too.
    fileprivate var texts: [String] { record.fields.map(\.text) }

    /// The texts by which other rows may name what it records.
    fileprivate var names: Set<Folded> {
        Set(
            [self["code"], self["title"] ?? (self["code"] == nil ? self["scheme"] : nil)]
                .compactMap { $0.map { Folded($0) } })
    }

    /// A code for a row that has none that could be used: what else is wrong with it is found with
    /// that, and nothing of it is kept.
    var standIn: Code { Code("row-without-code-\(place.line)") ?? .unknown }
}

extension [ImportRow] {
    /// The rows as they stand, but for those whose parent comes later in the file: they wait for
    /// it, and so does what follows under the same name, as numbers count in the file's order.
    var inOrderOfParents: [ImportRow] {
        var ordered: [ImportRow] = []
        var waiting = self
        while !waiting.isEmpty {
            var next: [ImportRow] = []
            var missing = waiting.reduce(into: Set<Folded>()) { $0.formUnion($1.names) }
            var held: Set<Folded> = []
            for row in waiting {
                let names = row.names
                let isEarly =
                    row["parent"].map { Folded($0) }
                    .map { !names.contains($0) && missing.contains($0) } ?? false
                if !held.isDisjoint(with: names) || isEarly {
                    held.formUnion(names)
                    next.append(row)
                } else {
                    missing.subtract(names)
                    ordered.append(row)
                }
            }
            // A circle of parents: recording it says what is wrong.
            if next.count == waiting.count { return ordered + next }
            waiting = next
        }
        return ordered
    }
}
