package import AttestryDomain

extension Version {
    /// The columns of a version in the document of its evidence.
    static let columns = VersionContent.columns.map { Column($0) { $0.content } } + ownColumns

    private static let ownColumns: [Column<Version>] = [
        Column("version") { $0.version }, Column("edition") { $0.edition },
        Column("parent") { $0.parent }, Column("voided") { $0.isVoided },
        Column("recorded_on") { $0.recordedOn }, Column("events") { $0.events },
        Column("document") { $0.document?.name }, Column("sha256") { $0.document?.sha256 },
    ]
}

extension DatedEvent: JSONConvertible where What: JSONConvertible {
    package var json: JSONValue {
        [
            "kind": kind.json, "occurred_on": occurredOn.json, "reason": reason.json,
            "voided": isVoided.json, "recorded_on": recordedOn.json,
        ]
    }
}

extension Milestone {
    func json(on day: CivilDate) -> JSONValue {
        [
            "kind": kind.json, "due_on": dueOn.json, "done_on": doneOn.json,
            "overdue": isOverdue(on: day).json, "document": document?.name.json ?? .null,
            "sha256": document?.sha256.json ?? .null,
        ]
    }
}

extension BridgeLetter: JSONConvertible {
    package var json: JSONValue {
        [
            "from": fromOn.json, "to": toOn.json, "signed_on": signedOn.json,
            "signer": signer.json, "document": document?.name.json ?? .null,
            "sha256": document?.sha256.json ?? .null,
        ]
    }
}

extension Verdict: JSONConvertible {
    package var json: JSONValue {
        [
            "state": state.json, "since": since.json, "until": until.json,
            "in_force": isInForce.json, "flags": sortedFlags.json, "reasons": reasons.json,
        ]
    }
}

extension Stretch: JSONConvertible {
    package var json: JSONValue {
        [
            "from": from.json, "through": through.json, "version": version.json,
            "in_force": isInForce.json, "state": isInForce ? .null : state.json,
        ]
    }
}

extension Verdict.Reason: JSONConvertible {
    package var json: JSONValue { ["rule": rule.json, "on": on.json, "fact": fact.json] }
}

extension Verdict.Gap: JSONConvertible {
    package var json: JSONValue { ["from": from.json, "to": to.json, "days": days.json] }
}
