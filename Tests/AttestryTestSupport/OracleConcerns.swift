package import AttestryDomain

/// Evidence or a customer of the oracle, and what `check` says of it on a day.
package struct OracleConcernCase: Decodable, Sendable {
    /// What is said, and which days were long past when they were recorded.
    package struct Answer: Decodable, Equatable, Sendable {
        package let concerns: [Said]
        package let anchors: [Day]
    }

    /// Severity, rule and day.
    package struct Said: Decodable, Equatable, Sendable {
        package let words: [String]

        package init(from decoder: any Decoder) throws {
            words = try decoder.singleValueContainer().decode([String].self)
        }

        init(_ concern: Concern) {
            words = [
                concern.severity.rawValue, "\(concern.rule)", concern.on?.description ?? "",
            ]
        }
    }

    /// Anchor and day, whether it was long past when it was recorded, and whether it still has
    /// something to say.
    package struct Day: Decodable, Equatable, Sendable {
        package let name: String
        package let on: String
        package let isOld: Bool
        package let speaks: Bool

        package init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            name = try list.decode(String.self)
            on = try list.decode(String.self)
            isOld = try list.decode(Bool.self)
            speaks = try list.decode(Bool.self)
        }

        init(_ anchor: Anchor, of watched: Watched) {
            (name, on) = ("\(anchor.name)", "\(anchor.on)")
            isOld = anchor.isOld
            speaks = !isOld || watched.stillSuffers(from: anchor)
        }
    }

    let evidence: [OracleEvidence]?
    let ask: String?
    let contracts: [OracleContract]?
    let agreements: [OracleAgreement]?
    let warning: Int
    let critical: Int
    package let as_of: String
    package let expected: Answer
}

extension OracleConcernCase.Answer {
    /// The product's answer in the oracle's words.
    fileprivate init(_ watched: [Watched], _ rules: ConcernRules, withDays: Bool) {
        concerns = watched.flatMap { rules.concerns(about: $0) { _ in false } }
            .map(OracleConcernCase.Said.init)
            .sorted { $0.words.lexicographicallyPrecedes($1.words) }
        anchors =
            withDays
            ? watched.flatMap { item in
                item.anchors.map { OracleConcernCase.Day($0, of: item) }
            }.sorted { ($0.name, $0.on) < ($1.name, $1.on) } : []
    }
}

extension OracleConcernCase {
    /// The product's answer.
    package func answer(schemes: [Scheme]) throws -> Answer {
        let asked = day(as_of)
        let rules = try ConcernRules(warningDays: warning, criticalDays: critical, day: asked)
        if let evidence {
            let anchors = AnchorRules(
                portfolio: try evidence.portfolio(schemes: schemes),
                defaultOwner: "desk@example.org")
            let watched = try anchors.watched(Code(ask ?? "", field: "code"), on: asked)
            return Answer([watched], rules, withDays: true)
        }
        let customer = try CustomerRules(contracts ?? [], agreements ?? [])
        let watched =
            try [customer.watchedObligations(on: asked)]
            + (agreements ?? []).map {
                customer.watched(try $0.agreement(satisfying: .phi), on: asked)
            }
        return Answer(watched, rules, withDays: false)
    }
}
