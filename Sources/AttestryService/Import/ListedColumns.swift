import AttestryDomain

extension ImportKind {
    /// Throws `invalid` where a file is what the list of the kind writes: all its columns are those
    /// of the list, and some are derived.
    func refuseList(_ header: [String]) throws {
        let listed = shape.listed
        let derived = listed.subtracting(columns.map(\.name))
        let found = header.filter(derived.contains)
        guard !found.isEmpty, header.allSatisfy({ $0.isEmpty || listed.contains($0) }) else {
            return
        }
        throw RegistryError(
            .invalid,
            "the file is what '\(command) list' writes: \(found.joined(separator: ", ")) "
                + "\(found.count == 1 ? "is" : "are") derived",
            hint: "attestry export \(rawValue) writes what import takes")
    }

    private var command: String { self == .contact ? "customer contact" : rawValue }
}
