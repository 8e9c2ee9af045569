import AttestryDomain
import AttestryStorage

/// Finds the things that texts name without doubt, for commands and for the rows of a file alike.
///
/// Who records rows tells it what they are called, so that it is one for all of them.
final class Names {
    private let reading: ReadTransaction
    /// All names of a noun, where many are sought; nil where one is.
    private var lists: [Noun: [Folded: [Named]]]?
    /// Codes that were found as they stand, where many are sought.
    private var codes: [Noun: [String: Code]] = [:]

    init(_ reading: ReadTransaction, seeksMany: Bool = false) {
        self.reading = reading
        lists = seeksMany ? [:] : nil
    }

    /// The code of the thing of a noun that a text names: its code, or one by which it went, else
    /// the one thing of which a field says the same. A text that could be a code and names nothing
    /// is that code. Throws `conflict` where it names several, and `notFound`.
    func code(_ text: String, of noun: Noun, _ field: String) throws -> Code {
        if let known = codes[noun]?[text] { return known }
        let code = Code(text)
        if let code, noun.hasCodes, let known = try reading.known(code, of: noun) {
            if lists != nil { codes[noun, default: [:]][text] = known }
            return known
        }
        if code == nil, noun == .agreement,
            let named = try agreement(ofCustomerAndKind: text, field)
        {
            return named
        }
        let names = try names(noun, text, by: noun.namingFields)
        if let name = try one(of: names, noun, text, field) { return try Code(name, field: field) }
        guard let code else { throw unknown(noun, text, field) }
        return code
    }

    /// The evidence or the version that a text names: `CODE`, `CODE@N`, a title, a number, or the
    /// SHA-256 of a document.
    func version(_ text: String) throws -> VersionReference {
        let parts = text.parts(at: "@")
        let code = parts.count <= 2 ? Code(parts[0]) : nil
        if let code, try parts.count == 2 || reading.known(code, of: .evidence) != nil {
            return try VersionReference(text)
        }
        let fields = Noun.evidence.namingFields.union(["number", "sha256"])
        let names = try names(.evidence, text, by: fields)
        if let name = try one(of: names, .evidence, text, "code") {
            return try VersionReference(name)
        }
        guard code != nil else { throw unknown(.evidence, text, "code") }
        return try VersionReference(text)
    }

    /// The release that a text names: its number, the name of the copy, or the SHA-256 of the copy.
    func distribution(_ text: String) throws -> DistributionName {
        // What is no number and no copy may be a hash, or is refused below.
        if let name = try? DistributionName(text) { return name }
        let names = try names(.distribution, text, by: Noun.distribution.namingFields)
        return try DistributionName(one(of: names, .distribution, text, "id") ?? text)
    }

    /// The names of all things of a noun of which one of these fields says the text.
    func names(_ noun: Noun, _ text: String, by fields: Set<String>) throws
        -> [String]
    {
        let sought = Folded(text.trimmed)
        // What other systems call it is a name of theirs, to the letter.
        let ref = ExternalReference.read(text.trimmed)
        var found: [String] = []
        for named in try all(noun, sought)
        where fields.contains(named.field) && !found.contains(named.name) {
            if named.field != "ref" || named.value == ref { found.append(named.name) }
        }
        return found
    }

    /// Throws `conflict` where another thing of the noun is called one of these by another system.
    func refuseTaken(_ refs: [String], _ noun: Noun, besides own: Code?) throws {
        for ref in refs {
            let others = try names(noun, ref, by: ["ref"]).filter { $0 != own?.description }
            guard let other = others.first else { continue }
            let word = noun == .evidence ? "" : "\(noun.word) "
            throw RegistryError(
                .conflict, "ref: '\(ref)' is \(word)'\(other)' already",
                hint: "attestry find '\(ref)' shows what it is", field: "ref")
        }
    }

    /// Adds what was recorded since the names were read.
    func add(_ noun: Noun, _ code: Code, _ field: String, _ value: String?) {
        guard let value else { return }
        lists?[noun]?[Folded(value), default: []].append(
            Named(noun: "", name: code.description, field: field, value: value))
    }

    private func all(_ noun: Noun, _ sought: Folded) throws -> [Named] {
        if let known = lists?[noun] { return known[sought] ?? [] }
        var list: [Folded: [Named]] = [:]
        let isKept = lists != nil
        try reading.eachNamed(noun) { named in
            let folded = Folded(named.value)
            if isKept || folded == sought { list[folded, default: []].append(named) }
        }
        if isKept { lists?[noun] = list }
        return list[sought] ?? []
    }

    private func agreement(ofCustomerAndKind text: String, _ field: String) throws
        -> Code?
    {
        let words = text.trimmed.parts(at: " ").filter { !$0.isEmpty }
        guard words.count > 1, let kind = words.last.flatMap({ Code($0) }),
            try reading.agreementKinds().contains(where: { $0.code == kind })
        else { return nil }
        let name = words.dropLast().joined(separator: " ")
        let customer = try reading.customer(code(name, of: .customer, field))
        let all = try reading.agreements(of: customer.id)
            .filter { $0.kind.code == kind && !$0.isVoided }
        return try one(of: all.map(\.code.description), .agreement, text, field)
            .map { try Code($0, field: field) }
    }

    /// The only one of these names; nil where there is none. Throws `conflict` where there are
    /// several.
    func one(of names: [String], _ noun: Noun, _ text: String, _ field: String) throws
        -> String?
    {
        guard names.count > 1 else { return names.first }
        let listed = names.prefix(20).joined(separator: " ")
        throw RegistryError(
            .conflict, "\(field): '\(text.abbreviated)' names \(names.count.of(noun.word))",
            hint: "give one of \(listed)" + (names.count > 20 ? " …" : ""), field: field)
    }

    private func unknown(_ noun: Noun, _ text: String, _ field: String) -> RegistryError {
        let word = noun == .evidence ? "certificate or report" : noun.word
        return RegistryError(
            .notFound, "\(field): no \(word) is called '\(text.abbreviated)'",
            hint: "attestry find TEXT looks everywhere", field: field)
    }
}
