import ArgumentParser
import AttestryDomain
import AttestryService

/// What add, renew and edit take of an evidence and a version of it.
struct EvidenceOptions<About: FieldSet, Noun: EvidenceNoun>: ParsableArguments {
    @OptionGroup var about: FieldOptions<About>
    @OptionGroup var version: FieldOptions<Noun>
    @Option(name: .customLong("set"), help: "An identifier, KEY=VALUE; may be given several times.")
    var identifiers: [String] = []
    @OptionGroup var document: FileOptions

    /// All that was typed. Throws `invalid` for an assignment without `=` and for a file that
    /// cannot be read.
    func input(
        in registry: Registry, storesMilestones: Bool = false, clearing: [String] = []
    ) throws -> EvidenceInput {
        var form = try about.form(in: registry).merged(with: version.form(in: registry))
        for (name, value) in try parseAssignments(identifiers, option: "set") {
            form[VersionContent.identifierPrefix + name] = value
        }
        form.cleared = Set(clearing)
        return EvidenceInput(
            form, storesMilestones: storesMilestones, file: try document.source())
    }
}

/// Whether to record the milestones that are proposed.
struct MilestoneOptions: ParsableArguments {
    @Flag(help: "Record what the scheme asks for in between, past days too: audits, interim …")
    var milestones = false
}

/// Where no audits are proposed.
struct NoMilestoneOptions: ParsableArguments {
    var milestones: Bool { false }
}
