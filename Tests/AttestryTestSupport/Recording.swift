package import AttestryDomain
package import AttestryService

/// The fields of a version as a test types them.
package struct VersionForm {
    package var fields: [String: String]
    package var identifiers: [String: String]
    package var cleared: Set<String>

    package init(
        fields: [String: String] = [:], identifiers: [String: String] = [:],
        cleared: Set<String> = []
    ) {
        self.fields = fields
        self.identifiers = identifiers
        self.cleared = cleared
    }

    /// The form of the whole evidence, with these fields of its own.
    fileprivate func form(_ others: [String: String?]) -> Form {
        var values = fields.merging(others.compactMapValues { $0 }) { $1 }
        for (name, value) in identifiers {
            values[VersionContent.identifierPrefix + name] = value
        }
        return Form(values, cleared: cleared)
    }
}

/// What a test says about the evidence rather than about a version.
package struct EvidenceForm {
    package var owner: String?
    package var storesMilestones: Bool
    package var file: DocumentSource?

    package init(
        owner: String? = nil, storesMilestones: Bool = false, file: DocumentSource? = nil
    ) {
        self.owner = owner
        self.storesMilestones = storesMilestones
        self.file = file
    }

    fileprivate func input(_ version: VersionForm, scheme: String? = nil) -> EvidenceInput {
        EvidenceInput(
            version.form(["owner": owner, "scheme": scheme]), storesMilestones: storesMilestones,
            file: file)
    }
}

extension Registry {
    package func add(
        _ code: String, scheme: String, as noun: Scheme.Noun, evidence: EvidenceForm,
        version: VersionForm, author: Author
    ) throws -> Recorded {
        try add(
            Code(code, field: "code"), as: noun, evidence.input(version, scheme: scheme),
            author: author)
    }

    package func renew(
        _ code: String, as noun: Scheme.Noun, evidence: EvidenceForm, version: VersionForm,
        author: Author
    ) throws -> Recorded {
        try renew(
            Code(code, field: "code"), as: noun, evidence.input(version), author: author)
    }

    package func edit(
        _ reference: String, as noun: Scheme.Noun, evidence: EvidenceForm, version: VersionForm,
        author: Author
    ) throws -> Recorded {
        try edit(
            VersionReference(reference), as: noun, evidence.input(version), author: author)
    }
}
