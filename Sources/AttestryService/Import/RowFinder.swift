import AttestryDomain
import AttestryStorage

/// Which thing of the registry a row of a file means.
struct RowMeaning {
    let code: Code
    /// The name that the code was made from; nil where the row brings it, or the thing is known.
    var madeFrom: String?
}

/// Finds which thing a row means, and makes the code of one that brings none.
///
/// A row is the thing of its `ref` or of its code. Without either it is the one of the same name:
/// a customer whose domains do not tell it apart, a product, an evidence of the same scheme and
/// title. So a file that is read twice names the same things.
struct RowFinder {
    let names: Names
    /// The codes that rows of the file bring, or were given.
    var taken: Set<Code> = []
    private let reading: ReadTransaction
    private var titles: [EvidenceTitle: [Code]]?

    init(_ reading: ReadTransaction, _ names: Names) {
        self.reading = reading
        self.names = names
    }

    /// Which thing the row means; nil where it has no name, or its kind has no codes. Throws
    /// `invalid` and `conflict` where nobody can say.
    mutating func meaning(of row: ImportRow, _ kind: ImportKind) throws -> RowMeaning? {
        guard let noun = kind.shape.coded else { return nil }
        if let known = try thing(ofReferencesOf: row, kind) { return RowMeaning(code: known) }
        if let given = try row["code"].map({ try Code($0, field: "code") }) {
            // A former code leads on to what gets a further version, and is free for nothing else.
            let code = noun == .evidence ? try reading.current(given, of: noun) : given
            return RowMeaning(code: code)
        }
        guard kind != .agreement, let name = row.name(as: kind) else { return nil }
        if let same = try namesake(of: row, kind, name) {
            return RowMeaning(code: same)
        }
        guard let base = Code.base(of: name) else {
            throw RegistryError.missing(
                "code", "nothing of '\(name.abbreviated)' can be a code",
                hint: "fill in a column code")
        }
        let code = try Code.free(base) {
            try taken.contains($0) || reading.known($0, of: noun) != nil
        }
        taken.insert(code)
        return RowMeaning(code: code, madeFrom: name)
    }

    /// The code of the thing that other systems call what a row without a code says; nil where
    /// there is none. Throws `conflict` where there are several, or where the row gives the code of
    /// another.
    private func thing(ofReferencesOf row: ImportRow, _ kind: ImportKind) throws -> Code? {
        guard let noun = kind.shape.coded, noun.hasReferences,
            let refs = row.references?.words.compactMap(ExternalReference.read)
        else { return nil }
        if let given = row["code"].flatMap({ Code($0) }) {
            try names.refuseTaken(refs, noun, besides: reading.current(given, of: noun))
            return nil
        }
        let known = try refs.flatMap { try names.names(noun, $0, by: ["ref"]) }
        let distinct = known.enumerated().filter { !known[..<$0.offset].contains($0.element) }
            .map(\.element)
        return try names.one(of: distinct, noun, refs.joined(separator: " "), "ref")
            .flatMap { Code($0) }
    }

    /// Keeps by what names what a row recorded goes, for the rows that follow.
    mutating func keep(_ row: ImportRow, _ kind: ImportKind, as code: Code) {
        if let noun = kind.shape.coded, noun.hasReferences {
            for ref in row.references?.words ?? [] {
                names.add(noun, code, "ref", ExternalReference.read(ref))
            }
        }
        switch kind {
        case .customer:
            names.add(.customer, code, "name", row["name"])
            for domain in row["domains"]?.words ?? [] {
                names.add(.customer, code, "domains", domain)
            }
        case .certificate, .report:
            names.add(.evidence, code, "title", row["title"])
            if let title = EvidenceTitle(row), titles?[title]?.contains(code) != true {
                titles?[title, default: []].append(code)
            }
        default: break
        }
    }

    /// The code of the one thing that goes by the row's name; nil where there is none. Throws
    /// `conflict` where there are several.
    private mutating func namesake(of row: ImportRow, _ kind: ImportKind, _ name: String) throws
        -> Code?
    {
        switch kind {
        case .product:
            let sought = Folded(name)
            return try reading.products().first { Folded($0.name) == sought }?.code
        case .customer:
            let domains = Set((row["domains"]?.words ?? []).map(DomainName.compared))
            let same = try names.names(.customer, name, by: ["name"]).filter { code in
                let others = try reading.customer(Code(code, field: "code")).domains
                    .map(DomainName.compared)
                return domains.isEmpty || others.isEmpty || !domains.isDisjoint(with: others)
            }
            return try names.one(of: same, .customer, name, "name").flatMap { Code($0) }
        default:
            guard let title = EvidenceTitle(row) else { return nil }
            let all = try titles ?? EvidenceTitle.all(reading)
            titles = all
            let same = (all[title] ?? []).map(\.description)
            let field = title.title == nil ? "scheme" : "title"
            if let code = try names.one(of: same, .evidence, name, field) { return Code(code) }
            // Without a title it is the one that bears the code which would be made.
            guard title.title == nil, let code = Code.base(of: name).flatMap({ Code($0) }) else {
                return nil
            }
            return all.contains { $0.scheme == title.scheme && $1.contains(code) } ? code : nil
        }
    }
}

/// What two rows without a code have in common that are versions of one evidence.
private struct EvidenceTitle: Hashable {
    let scheme: Code
    let title: Folded?

    init(scheme: Code, _ title: String?) {
        self.scheme = scheme
        self.title = title.map { Folded($0) }
    }

    /// The evidence of the registry by what it has in common.
    static func all(_ reading: ReadTransaction) throws -> [EvidenceTitle: [Code]] {
        try reading.evidenceTitles().reduce(into: [:]) { titles, item in
            titles[EvidenceTitle(scheme: item.scheme, item.title), default: []].append(item.code)
        }
    }

    init?(_ row: ImportRow) {
        guard let scheme = row["scheme"].flatMap({ Code($0) }) else { return nil }
        self.init(scheme: scheme, row["title"])
    }
}

extension ImportKind {
    /// Whether a row may do without a code.
    var makesCodes: Bool { shape.coded != nil }
}

extension ImportRow {
    /// What a code is made from.
    fileprivate func name(as kind: ImportKind) -> String? {
        kind.evidence == nil ? self["name"] : self["title"] ?? self["scheme"]
    }

    /// Puts the codes of what other columns name in their place; keeps what is wrong with them.
    mutating func resolve(_ names: Names) throws {
        for index in columns.things {
            guard let column = columns.columns[index], case .thing(let noun) = column.content,
                let text = values[index]
            else { continue }
            values[index] =
                try wrong.gather { try names.code(text, of: noun, column.name) }?.description
        }
    }
}
