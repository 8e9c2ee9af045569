package import AttestryDomain

/// The gate's answer as the outside sees it (`cli.md`, "Shapes scripts rely on").
package struct ReleaseAnswer {
    let answer: Gatekeeper.Answer
    /// SHA-256 of the document that would go out; nil where there is none.
    let sha256: String?

    /// Whether it may go out.
    package var isAllowed: Bool { answer.isAllowed }
    /// Each rule that refuses, with the fact by which it does.
    package var rules: [(rule: GateRule, detail: String)] {
        answer.failures.map { ($0, answer.facts.detail(of: $0)) }
    }
    /// The identifiers that are handed over in place of a file.
    package var handOver: [String: String] { answer.facts.handOver }
    /// What is odd but allowed.
    package var warnings: [String] { answer.facts.warnings }

    /// The columns of an answer.
    package static let columns: [Column<ReleaseAnswer>] = [
        Column("allowed") { $0.isAllowed }, Column("rules") { $0.answer.failures },
        Column("warnings") { $0.warnings }, Column("version") { $0.answer.name },
        Column("class") { $0.answer.facts.question.releaseClass }, Column("sha256") { $0.sha256 },
        Column("rules", .documentOnly) { answer in
            answer.rules.map { ["rule": $0.rule.rawValue, "detail": $0.detail] }
        },
        Column("letter", .documentOnly) { $0.answer.letter != nil },
        Column("customer", .documentOnly) { $0.answer.facts.customer.code },
        Column("contact", .documentOnly) { $0.answer.facts.contact?.email },
        Column("relies_on", .documentOnly) { $0.answer.reliedOn?.code },
        Column("on", .documentOnly) { $0.answer.facts.day },
        Column("hand_over", .documentOnly) { $0.handOver },
    ]
}

/// What recording a release came to.
package struct RecordedRelease {
    /// The number of the row in the ledger.
    package let id: ID<Distribution>
    /// What identifies the copy.
    package let copyID: String
    /// Whether it went out.
    package let outcome: Distribution.Outcome
    /// The gate's answer.
    package let answer: ReleaseAnswer

    /// Whether it went out in spite of a refusal.
    package var isOverridden: Bool { outcome == .released && !answer.isAllowed }

    /// The columns of what was recorded.
    package static let columns: [Column<RecordedRelease>] = [
        Column("id") { $0.id }, Column("copy_id") { $0.copyID }, Column("outcome") { $0.outcome },
        Column("answer", .documentOnly) { JSONValue($0.answer, ReleaseAnswer.columns) },
    ]
}
