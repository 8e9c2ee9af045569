package import AttestryDomain
import AttestryStorage

/// What recording came to: the name of what was recorded, and what the person should know.
package struct Recorded: Sendable {
    /// The version recorded, as `CODE@N`.
    package let name: VersionReference
    /// What is odd but was taken.
    package var doubts: [String] = []
    /// What is due in its life, past days too.
    package var planned: [PlannedMilestone] = []
    /// That whose day has come, where it is stored with the version as open milestones; nil where
    /// it is not stored.
    package var open: [PlannedMilestone]?
}

/// What a person gives to have a version recorded or corrected.
package struct EvidenceInput {
    /// The fields of ``Evidence`` and ``VersionContent``, with identifiers under
    /// ``VersionContent/identifierPrefix``.
    package var form: Form
    /// Whether to store the milestones that are proposed.
    package var storesMilestones: Bool
    /// The document of the version.
    package var file: DocumentSource?

    package init(_ form: Form, storesMilestones: Bool = false, file: DocumentSource? = nil) {
        self.form = form
        self.storesMilestones = storesMilestones
        self.file = file
    }
}

extension Registry {
    /// Records an evidence with its first version.
    ///
    /// Throws `conflict` where the code is taken, and otherwise everything that is wrong with the
    /// form at once.
    package func add(
        _ code: Code, as noun: Scheme.Noun, _ input: EvidenceInput, author: Author
    ) throws -> Recorded {
        try write("\(noun.rawValue).add", author) { transaction, today in
            var recorder = EvidenceRecorder(transaction, as: noun, today: today)
            return try recorder.add(code, input)
        }
    }

    /// Records a further version of an evidence; what is not given is taken over from the last one.
    package func renew(
        _ code: Code, as noun: Scheme.Noun, _ input: EvidenceInput, author: Author
    ) throws -> Recorded {
        try write("\(noun.rawValue).renew", author) { transaction, today in
            var recorder = EvidenceRecorder(transaction, as: noun, today: today)
            return try recorder.renew(code, input)
        }
    }
}
