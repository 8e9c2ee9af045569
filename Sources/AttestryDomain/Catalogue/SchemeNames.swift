extension Scheme {
    /// What is wrong with the names that these facts of it list: a name that nothing goes by would
    /// do nothing, and nobody would notice.
    package func strangers(in facts: Set<String>) -> [Problem] {
        let fields = VersionContent.fields(of: kind.noun).map(\.name)
        let lists: [(fact: String, names: [String], known: [String], of: String)] = [
            ("required_fields", requiredFields, fields, "fields"),
            ("renewed_identifiers", renewedIdentifiers, identifierNames, "identifiers"),
            ("hand_over_identifiers", handOverIdentifiers, identifierNames, "identifiers"),
            (
                "identifier_examples", identifierExamples.keys.sorted(), identifierNames,
                "identifiers"
            ),
            ("identifier_values", identifierValues.keys.sorted(), identifierNames, "identifiers"),
        ]
        return lists.filter { facts.contains($0.fact) }.flatMap { list in
            list.names.filter { !list.known.contains($0) }.map { name in
                let near = list.known.nearest(to: name).joined(separator: " or ")
                let all = list.known.isEmpty ? "there are none" : list.known.joined(separator: " ")
                let further =
                    list.of == "fields" ? "" : "; --set known_identifiers=… lists others"
                return Problem(
                    list.fact, ": \(code) has no '\(name.abbreviated)'",
                    hint: near.isEmpty ? "\(list.of): \(all)\(further)" : "did you mean \(near)?")
            }
        }
    }
}
