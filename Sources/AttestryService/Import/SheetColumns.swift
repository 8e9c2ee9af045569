import AttestryDomain

/// Which column of ours each column of a sheet is.
struct SheetColumns {
    /// The header as it was typed.
    let header: [String]
    /// For each column of the sheet the one of ours; nil where it is none.
    let columns: [ImportKind.Column?]
    /// The place of each of ours that is there.
    let places: [String: Int]
    /// Ours that every row needs and that are not there.
    let missing: [String]
    /// Ours that hold days.
    let days: Set<String>
    /// The places of those that name a thing of another row.
    let things: [Int]
    /// The places of those of what one system calls it, each with the system.
    let references: [(place: Int, system: String)]
    /// What is wrong with the header.
    private(set) var problems: [(column: Int?, problem: Problem)] = []

    /// How the column of what one system calls things begins.
    static let referencePrefix = "ref."
    /// How the column begins that a copy with remarks has of its own; no import reads it.
    static let remarks = "attestry_remarks"
    /// How many unknown columns are named one by one.
    private static let mostNamed = 20

    /// Matches a header with the columns that are known; `mapping` says by names as typed which
    /// of ours one is, and nothing where it is to be left out. A column without a name is none
    /// where nothing stands in it; `filled` has the first place in which something does.
    static func matching(
        _ header: [String], _ known: KnownColumns, mapping: [String: String] = [:],
        filled: [Int: SheetPlace] = [:]
    ) -> SheetColumns {
        var columns: [ImportKind.Column?] = []
        var places: [String: Int] = [:]
        var problems: [(column: Int?, problem: Problem)] = []
        for (index, name) in header.enumerated() {
            let given = mapping[name]
            let column = given == "" || name.begins(with: remarks) ? nil : known[given ?? name]
            columns.append(column)
            if let column {
                if let first = places[column.name] {
                    let letters = SheetPlace.letters(of: first)
                    problems.append(
                        (index, Problem(nil, "'\(name.abbreviated)' is \(letters) once more")))
                }
                places[column.name] = places[column.name] ?? index
            } else if name.isEmpty, let place = filled[index] {
                let hint = "give the column a name, or empty it"
                problems.append(
                    (index, Problem(nil, "no name, but \(place) is filled in", hint: hint)))
            } else if !name.isEmpty, given != "", !name.begins(with: remarks) {
                problems.append((index, known.stranger(given ?? name)))
            }
        }
        let missing = known.columns.filter { $0.isNeeded && places[$0.name] == nil }.map(\.name)
        if problems.count > mostNamed {
            let left = problems.count - mostNamed
            problems =
                problems.prefix(mostNamed) + [(nil, Problem(nil, "\(left) more columns like it"))]
        }
        problems += missing.map {
            (nil, Problem(nil, "the column '\($0)' is missing", hint: "columns: \(known.list)"))
        }
        return SheetColumns(
            header: header, columns: columns, places: places, missing: missing, days: known.days,
            things: columns.indices.filter {
                if case .thing? = columns[$0]?.content { true } else { false }
            },
            references: columns.indices.compactMap { place in
                columns[place]?.name.after(referencePrefix).map { (place, $0) }
            }, problems: problems)
    }
}

/// The columns that a file of some kind may have, by names in any case and with blanks, hyphens or
/// underscores.
struct KnownColumns {
    let columns: [ImportKind.Column]
    private let prefixes: [String]
    /// Whether the command takes `--map`.
    private let isMapped: Bool
    private let byName: [String: ImportKind.Column]

    /// Any column that begins with one of the prefixes is known too.
    init(_ columns: [ImportKind.Column], prefixes: [String] = [], isMapped: Bool = true) {
        self.columns = columns
        self.prefixes = prefixes
        self.isMapped = isMapped
        byName = Dictionary(
            columns.map { (Self.folded($0.name), $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The column of a name as somebody typed it; nil where it is none.
    subscript(name: String) -> ImportKind.Column? {
        let folded = Self.folded(name)
        if let column = byName[folded] { return column }
        let prefix = prefixes.first { folded.begins(with: $0) && folded != $0 }
        guard let prefix else { return nil }
        let own = name.parts(at: ".").dropFirst().joined(separator: ".")
        return ImportKind.Column(name: prefix + own.trimmed)
    }

    /// The names of those that hold days.
    fileprivate var days: Set<String> {
        Set(columns.filter { if case .day = $0.content { true } else { false } }.map(\.name))
    }

    /// All names, as one may type them.
    var list: String {
        columns.map(\.name).joined(separator: " ") + prefixes.map { " \($0)NAME" }.joined()
    }

    fileprivate func stranger(_ name: String) -> Problem {
        let words = name.lowercased().unicodeScalars.map { $0 == " " || $0 == "-" ? "_" : $0 }
        let near = columns.map(\.name)
            .nearest(to: words.reduce(into: "") { $0.unicodeScalars.append($1) })
        let map = "--map '\(name.typed)="
        let hint =
            switch (near.first, isMapped) {
            case (let near?, true): "did you mean \(near)? \(map)\(near)' takes it so"
            case (let near?, false): "did you mean \(near)?"
            case (nil, true):
                "\(map)OURS' says which it is, \(map)' leaves it out; columns: \(list)"
            case (nil, false): "columns: \(list)"
            }
        return Problem(nil, "no column is called '\(name.abbreviated)'", hint: hint)
    }

    /// A name or a word without regard to case, and to what stands between its parts.
    static func folded(_ name: String) -> String {
        guard name.utf8.count <= 256 else { return name }
        let scalars = name.lowercased().unicodeScalars.filter {
            $0 != "_" && $0 != "-" && !$0.properties.isWhitespace
        }
        return String(String.UnicodeScalarView(scalars))
    }
}

extension String {
    /// The text within single quotes of a shell.
    fileprivate var typed: String { abbreviated.parts(at: "'").joined(separator: "'\\''") }
}
