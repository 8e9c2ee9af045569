package import AttestryDomain
package import AttestryService
import Foundation

/// A history of the oracle's: what is recorded on which day, and what a run must raise.
package struct OracleTimeline: Decodable, Sendable {
    package struct Day: Decodable, Sendable {
        package let day: String
        package let ops: [Operation]
        package let run: Bool
        package let raised: [Raised]
        package let reminded: [Raised]?
        package let escalated: [Raised]?
        /// The last alert of each anchor date that is gone.
        package let resolved: [Raised]?
        package let mails: [Mail]?
        /// Whether every mail is refused on it.
        package let refused: Bool?
        /// What gets through on it, of this day and those before.
        package let arrived: [Mail]?
        /// The first and the last seconds of the day, since 1970 in UTC.
        package let at: [Int]?
    }

    /// A digest: to whom, of which sort, about which alerts.
    package struct Mail: Decodable, Sendable, CustomStringConvertible {
        let recipient: String
        let kind: String
        let alerts: [Raised]

        package var description: String {
            "\(recipient) \(kind): \(alerts.map(\.description).sorted())"
        }
    }

    package struct Operation: Decodable, Sendable {
        enum Content: Decodable, Sendable {
            case number(Int)
            case document(OracleVersion)

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                if let number = try? container.decode(Int.self) {
                    self = .number(number)
                } else {
                    self = .document(try container.decode(OracleVersion.self))
                }
            }
        }

        let op: String
        let code: String
        let scheme: String?
        let owner: String?
        let version: Content?
        let kind: String?
        let occurred_on: String?
        let due_on: String?
        let done_on: String?
        let fields: [String: String?]?
        let on: String?
        let anchor: String?
        let anchor_on: String?
        let until: String?
        let activity: OracleActivityOperation?
    }

    /// An alert: code, anchor, date of the anchor, rung.
    package struct Raised: Decodable, Hashable, Sendable, CustomStringConvertible {
        package let description: String

        package init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            let code = try list.decode(String.self)
            let anchor = try list.decode(String.self)
            let on = try list.decode(String.self)
            description = "\(code) \(anchor) \(on) \(try list.decode(Int.self))"
        }

        package init(_ told: AlertNotification) {
            description = "\(told.subject.name) \(told.anchor) \(told.anchorOn) \(told.rung)"
        }

        package init(_ alert: Alert) {
            description = "\(alert.subject.name) \(alert.anchor) \(alert.anchorOn) \(alert.rung)"
        }
    }

    package let default_owner: String?
    package let escalation: String?
    package let days: [Day]
    package let first_day_count: Int?
    package let year_count: Int?
    package let old_count: Int?
}

extension OracleTimeline.Operation {
    /// Records the operation through the use case that a user's command would call.
    package func perform(in registry: Registry, schemes: [String: Scheme]) throws {
        switch (op, version) {
        case ("add", .document(let document)):
            let scheme = self.scheme ?? ""
            _ = try registry.add(
                code, scheme: scheme, as: schemes[scheme]?.kind.noun ?? .certificate,
                evidence: EvidenceForm(owner: owner),
                version: document.form(schemes[scheme]), author: .test)
        case ("renew", .document(let document)):
            let noun = try noun(registry)
            _ = try registry.renew(
                code, as: noun, evidence: EvidenceForm(),
                version: document.form(try scheme(registry, schemes)), author: .test)
        case ("event", .number(let number)):
            _ = try registry.record(
                Event.Kind(rawValue: kind ?? "") ?? .suspended,
                on: try CivilDate(occurred_on ?? "", field: "on"),
                to: try VersionReference("\(code)@\(number)"), as: try noun(registry), author: .test
            )
        case ("milestone", .number(let number)):
            _ = try registry.addMilestone(
                Code(kind ?? "", field: "kind"), due: CivilDate(due_on ?? "", field: "due"),
                to: VersionReference("\(code)@\(number)"), author: .test)
        case ("milestone_done", .number(let number)):
            _ = try registry.finishMilestone(
                kind ?? "", on: CivilDate(done_on ?? "", field: "on"),
                due: due_on.map { try CivilDate($0, field: "due") },
                of: VersionReference("\(code)@\(number)"), author: .test)
        case ("edit", .number(let number)):
            _ = try registry.edit(
                "\(code)@\(number)", as: try noun(registry), evidence: EvidenceForm(),
                version: correction, author: .test)
        case ("own", _):
            _ = try registry.edit(
                code, as: try noun(registry), evidence: EvidenceForm(owner: owner),
                version: VersionForm(), author: .test)
        case ("void", .number(let number)):
            _ = try registry.void(
                VersionReference("\(code)@\(number)"), as: try noun(registry), isDryRun: false,
                author: .test)
        case ("acknowledge", _):
            try registry.acknowledgeAlert(try openAlert(registry), author: .test)
        case ("snooze", _):
            try registry.snoozeAlert(
                try openAlert(registry), until: CivilDate(until ?? "", field: "until"),
                author: .test)
        case ("discontinue", _):
            try registry.discontinue(
                Code(code, field: "code"), as: try noun(registry),
                on: CivilDate(on ?? "", field: "on"), author: .test)
        case ("activity", _): try activity?.perform(on: code, in: registry)
        default:
            throw Oracle.Failure(description: "no operation \(op)")
        }
    }

    /// The number of the alert that is answered: an open one about the anchor date.
    private func openAlert(_ registry: Registry) throws -> Int {
        let alerts = try registry.alerts(
            of: Code(code, field: "code"), in: [.open, .acknowledged, .snoozed]
        ).map(\.alert)
        let alert = alerts.last {
            $0.anchor.description == anchor && $0.anchorOn.description == anchor_on
        }
        guard let number = alert?.id.rawValue else {
            throw Oracle.Failure(description: "nothing open of \(code) \(anchor ?? "")")
        }
        return Int(number)
    }

    /// What an edit changes; a field without a value is emptied.
    private var correction: VersionForm {
        let fields = fields ?? [:]
        return VersionForm(
            fields: fields.compactMapValues { $0 },
            cleared: Set(fields.filter { $0.value == nil }.keys))
    }

    private func scheme(_ registry: Registry, _ schemes: [String: Scheme]) throws -> Scheme? {
        try schemes[document(registry).scheme.code.description]
    }

    private func noun(_ registry: Registry) throws -> Scheme.Noun {
        try document(registry).scheme.kind.noun
    }

    private func document(_ registry: Registry) throws -> EvidenceDocument {
        if let certificate = try? registry.show(VersionReference(code), as: .certificate, asOf: nil)
        {
            return certificate
        }
        return try registry.show(VersionReference(code), as: .report, asOf: nil)
    }
}

extension OracleVersion {
    /// The form that records it, with something in every field that the scheme needs.
    package func form(_ scheme: Scheme?) -> VersionForm {
        var fields: [String: String?] = [
            "edition": edition, "issued_on": issued_on, "valid_from": valid_from,
            "expires_on": expires_on, "period_start": period_start, "period_end": period_end,
            "as_of_on": as_of_on, "opinion": opinion, "parent": parent,
            // Two versions that say the same are refused, and the oracle may draw them.
            "scope": UUID().uuidString,
        ]
        for field in scheme?.requiredFields ?? [] {
            fields[field] = field == "criteria" ? scheme?.knownCriteria.first ?? "some" : "some"
        }
        var form = VersionForm(fields: fields.compactMapValues { $0 })
        for name in scheme?.requiredIdentifiers ?? [] {
            form.identifiers[name] = scheme?.identifierValues[name]?.first ?? "some"
        }
        // What is not given here must not be taken over from the version before.
        let clearable = scheme?.kind == .report ? ["edition"] : ["edition", "parent"]
        form.cleared = Set(clearable.filter { fields[$0] == .some(nil) })
        return form
    }
}
