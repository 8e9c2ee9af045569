import AttestryDomain

extension Plan.Item {
    /// What a line of the plan is filled with.
    var fields: Fields {
        [
            "on": "\(day)", "subject": subject.named, "what": what, "owner": owner.field,
            "lead": (leadDay?.description).field, "cost": (cost?.description).field,
        ]
    }
}

extension Overview.Company {
    /// What a line of the companies is filled with.
    var fields: Fields {
        [
            "name": name, "status": status.rawValue,
            "agreements": agreements.map { pact in
                [
                    "title": pact.title, "state": pact.state.rawValue.words,
                    "until": (pact.until?.description).field,
                ] as Fields
            },
            "hasNone": agreements.isEmpty,
            "unmet": unmet.map {
                ["duty": $0.duty.lack, "since": "\($0.since)"] as Fields
            },
        ]
    }
}

extension Overview.Held {
    /// What a line of what is held is filled with.
    var fields: Fields {
        let more = companies - names.count
        let standing =
            verdict.flags.contains(.superseded) ? "superseded" : verdict.state.words
        return [
            "version": "\(version)", "standing": standing, "holders": "\(holders)",
            "companies": companies.of("company"),
            "names": names.map { ["company": $0] as Fields },
            "more": (more > 0 ? "and \(more) more" : nil).field,
        ]
    }
}

extension AgreementKind.Duty {
    /// What is not there where the duty is unmet.
    fileprivate var lack: String {
        switch self {
        case .phi: "no BAA for health information"
        case .personalData: "no DPA for personal data"
        }
    }
}
