import ArgumentParser
import AttestryDomain
import AttestryService

/// The fields of a report's version, as add, renew and edit take them.
struct ReportFields: ParsableArguments {
    @Option(help: "The firm that signed it.")
    var auditor: String?
    @Option(help: "Type 2: the period as START..END.")
    var period: String?
    @Option(help: "Type 1: the day that it speaks about.")
    var asOfDate: String?
    @Option(name: .customLong("issued"), help: "The day of issue, YYYY-MM-DD.")
    var issued: String?
    @Option(help: "unqualified, qualified, adverse or disclaimer.")
    var opinion: String?
    @Option(help: "The criteria, such as security,availability.")
    var criteria: String?
    @Option(help: "The number of exceptions that the auditor noted.")
    var exceptions: String?
    @Option(help: "The edition it was made to, such as 2017.")
    var edition: String?
    @Option(help: "The scope as printed.")
    var scope: String?
    @Option(
        help: "A product that it covers; may be given several times.",
        completion: productCompletion)
    var covers: [String] = []
    @Option(name: .customLong("set"), help: "An identifier, KEY=VALUE; may be given several times.")
    var identifiers: [String] = []

    var form: VersionForm {
        get throws {
            let fields: [String: String?] = [
                "auditor": auditor, "period": period, "as_of_on": asOfDate, "issued_on": issued,
                "opinion": opinion, "criteria": criteria, "exceptions": exceptions,
                "edition": edition,
                "scope": scope, "covers": covers.isEmpty ? nil : covers.joined(separator: ","),
            ]
            return VersionForm(
                fields: fields.compactMapValues { $0 },
                identifiers: try parseAssignments(identifiers, option: "set"))
        }
    }
}
