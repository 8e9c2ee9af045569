import ArgumentParser
import AttestryDomain
import AttestryService

/// The kind that a generic import speaks for.
protocol ImportNoun {
    static var kind: ImportKind { get }
    /// What a person should know about the file.
    static var advice: String { get }
}

enum CustomerRows: ImportNoun {
    static let kind = ImportKind.customer
    static let advice = "domains is a list separated by spaces; the marks are yes or no."
}

enum ContactRows: ImportNoun {
    static let kind = ImportKind.contact
    static let advice = "Roles: user prospect partner user_auditor regulator practitioner."
}

enum AgreementRows: ImportNoun {
    static let kind = ImportKind.agreement
    static let advice = "renewal is fixed, auto or evergreen; without executed_on it is a draft."
}

enum DistributionRows: ImportNoun {
    static let kind = ImportKind.distribution
    static let advice = "They are recorded without the gate; what it would have refused is listed."
}

struct ImportRows<Noun: ImportNoun>: AttestryCommand {
    static var configuration: CommandConfiguration {
        let name = Noun.kind.rawValue
        let columns = Noun.kind.columns
        let lines = stride(from: 0, to: columns.count, by: 5).map {
            columns[$0..<min($0 + 5, columns.count)].joined(separator: " ")
        }
        return CommandConfiguration(
            commandName: name,
            abstract: "Import \(name)s from CSV (RFC 4180, UTF-8, with a header).",
            discussion: """
                Columns, \(Noun.kind.needed.joined(separator: ", ")) needed:
                \(lines.joined(separator: "\n"))

                \(Noun.advice)
                All rows or none; every bad row is named with its line and column.

                Example:
                  attestry import \(name) FILE.csv --dry-run
                """)
    }

    @OptionGroup var options: ImportOptions

    func run(in console: Console) throws {
        let report = try options.registry.open(in: console).importRows(
            console.contents(of: options.file), as: Noun.kind, isDryRun: options.dryRun,
            author: options.author.author(in: console))
        console.hasRecorded = !options.dryRun
        for doubt in report.doubts { console.note("warning: \(doubt)") }
        switch options.output.format {
        case .json: console.print(report.json.document)
        case .csv:
            let names = ["rows", "would_refuse", "dry_run"]
            console.print([report.json], names.map { Column($0) }, options.output, quiet: "rows")
        case .table where options.output.quiet: console.print("\(report.rows)")
        case .table:
            let verb = options.dryRun ? "would be recorded" : "recorded"
            console.print("\(report.rows) \(Noun.kind.rawValue)s \(verb)")
            if report.wouldRefuse > 0 {
                console.print("the gate would have refused \(report.wouldRefuse) of them")
            }
        }
    }
}
