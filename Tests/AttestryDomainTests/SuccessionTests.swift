import AttestryDomain
import AttestryTestSupport
import Testing

struct SuccessionTests {
    private func agreement(_ name: String, by successor: String?, isVoided: Bool = false) throws
        -> Agreement
    {
        func event(_ kind: AgreementEvent.Kind, by successor: Code? = nil) -> AgreementEvent {
            AgreementEvent(
                id: ID(1), kind: kind, occurredOn: day("2026-01-01"), successor: successor,
                recordedOn: day("2026-01-01"))
        }
        var agreement = Agreement(
            id: ID(1), code: try code(name), customer: try code("acme"),
            kind: AgreementKind(code: try code("nda"), title: "NDA"), terms: AgreementTerms(),
            recordedOn: day("2026-01-01"))
        if let successor {
            agreement.events.append(event(.superseded, by: try code(successor)))
        }
        if isVoided { agreement.events.append(event(.voided)) }
        return agreement
    }

    private func line(from first: String, to last: String, _ agreements: [Agreement]) throws
        -> [String]?
    {
        try AgreementEventRules.succession(
            from: code(first), to: code(last), among: agreements)?.map(\.description)
    }

    @Test(arguments: 2...7)
    func `a row of successors is found, however long`(length: Int) throws {
        let names = (1...length).map { "n\($0)" }
        let row = try zip(names, names.dropFirst()).map { try agreement($0, by: $1) }
        #expect(try line(from: "n1", to: "n\(length)", row.reversed()) == names)
        #expect(try line(from: "n\(length)", to: "n1", row) == nil)
    }

    @Test func `a voided agreement does not break the row, and a circle ends the search`() throws {
        let row = [
            try agreement("n1", by: "n2"), try agreement("n2", by: "n3", isVoided: true),
            try agreement("n3", by: "n2"),
        ]
        #expect(try line(from: "n1", to: "n3", row) == ["n1", "n2", "n3"])
        #expect(try line(from: "n1", to: "n9", row) == nil)
    }
}
