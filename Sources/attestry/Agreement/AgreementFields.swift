import ArgumentParser
import AttestryDomain
import AttestryHost
import AttestryService

/// The terms of an agreement, as add and edit take them.
struct AgreementFields: ParsableArguments {
    @Option(help: "The template it was made from, with its version.")
    var template: String?
    @Option(name: .customLong("effective"), help: "The first day of its first term, YYYY-MM-DD.")
    var effective: String?
    @Option(name: .customLong("ends"), help: "Its last day, where it is fixed.")
    var ends: String?
    @Option(name: .customLong("term"), help: "The months of a term, with --auto-renew.")
    var term: String?
    @Flag(help: "It renews itself term by term.")
    var autoRenew = false
    @Flag(help: "It has no end.")
    var evergreen = false
    @Option(help: "Days before the end of a term by which notice must be given.")
    var noticeDays: String?
    @Option(help: "Months that it protects afterwards, or indefinite.")
    var survival: String?
    @Option(help: "What the months count from: end, or disclosure (each release).")
    var survivalBasis: String?

    func validate() throws {
        let ways = [ends != nil, autoRenew, evergreen].count { $0 }
        if ways > 1 { throw ValidationError("give one of --ends, --auto-renew and --evergreen") }
        if autoRenew != (term != nil) {
            throw ValidationError("--term MONTHS and --auto-renew go together")
        }
    }

    var values: [String: String?] {
        [
            "template": template, "effective_on": effective, "ends_on": ends,
            "renewal": evergreen ? "evergreen" : autoRenew ? "auto" : ends != nil ? "fixed" : nil,
            "term_months": term, "notice_days": noticeDays, "survival_months": survival,
            "survival_basis": survivalBasis,
        ]
    }
}

/// A document to attach.
struct FileOptions: ParsableArguments {
    @Option(help: "The document; its bytes are stored and never change.", completion: .file())
    var file: String?

    func source() throws -> DocumentSource? {
        try file.map { path in
            let file = try InputFile(path, for: "file")
            return try DocumentSource(named: file.name, reading: file.bytes)
        }
    }
}
