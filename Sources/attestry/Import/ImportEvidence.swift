import ArgumentParser
import AttestryDomain
import AttestryService

struct ImportEvidence<Noun: EvidenceNoun>: AttestryCommand {
    static var configuration: CommandConfiguration {
        let fields =
            Noun.noun == .report ? VersionForm.reportFields : VersionForm.certificateFields
        return CommandConfiguration(
            commandName: Noun.noun.rawValue,
            abstract: "Import \(Noun.noun.rawValue)s from CSV (RFC 4180, UTF-8, with a header).",
            discussion: """
                Columns: code scheme title owner
                \(fields.prefix(6).joined(separator: " "))
                \(fields.dropFirst(6).joined(separator: " "))
                and identifiers.NAME for each identifier of the scheme.

                code, scheme and issued_on must be there, and what the scheme cannot do
                without. A code that comes twice, or is in the registry already, gets a
                further version. What has lapsed is welcome.

                Example:
                  attestry import \(Noun.noun.rawValue) evidence.csv --dry-run
                """)
    }

    @OptionGroup var options: ImportOptions

    func run(in console: Console) throws {
        let report = try options.registry.open(in: console).importEvidence(
            console.contents(of: options.file), as: Noun.noun, isDryRun: options.dryRun,
            author: options.author.author(in: console))
        console.hasRecorded = !options.dryRun
        for doubt in report.doubts { console.note("warning: \(doubt)") }
        switch options.output.format {
        case .json: console.print(report.json.document)
        case .csv:
            let names = ["evidence", "versions", "never_raised", "dry_run"]
            console.print(
                [report.json], names.map { Column($0) }, options.output, quiet: "versions")
        case .table where options.output.quiet: console.print("\(report.versions)")
        case .table:
            let verb = options.dryRun ? "would be recorded" : "recorded"
            console.print("\(report.versions) versions of \(report.evidence) new codes \(verb)")
            if report.neverRaised > 0 {
                console.print(
                    "\(report.neverRaised) dates lie over \(Ladder.longestOverdue) days back: "
                        + "no alert will come of them"
                )
            }
        }
    }
}
