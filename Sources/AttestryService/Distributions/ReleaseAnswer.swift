package import AttestryDomain
import AttestryStorage

/// The gate's answer to a request, with everything that was found out about it (`cli.md`, "Shapes
/// scripts rely on").
package struct ReleaseAnswer {
    let question: GateQuestion
    let verdict: Verdict
    let world: EvidenceWorld
    let version: Version
    let customer: Customer
    let contact: Contact?
    let day: CivilDate
    let issuedOn: CivilDate
    let reliedOn: Agreement?
    let letter: BridgeLetter?
    /// The rules that refuse.
    package let failures: [GateRule]
    /// SHA-256 of the document that would go out; nil where there is none.
    var sha256: String?

    var name: VersionReference { world.name(of: version) }
    /// What the document that would go out is attached to.
    var owner: AttachmentOwner { letter.map { .letter($0.id) } ?? .version(version.id) }
    /// Whether it may go out.
    package var isAllowed: Bool { failures.isEmpty }

    /// The columns of an answer.
    package static let columns: [Column<ReleaseAnswer>] = [
        Column("allowed") { $0.isAllowed }, Column("rules") { $0.failures },
        Column("warnings") { $0.warnings }, Column("version") { $0.name },
        Column("class") { $0.question.releaseClass }, Column("sha256") { $0.sha256 },
        Column("rules", .documentOnly) { answer in
            answer.failures.map { ["rule": $0.rawValue, "detail": answer.detail(of: $0)] }
        },
        Column("letter", .documentOnly) { $0.letter != nil },
        Column("customer", .documentOnly) { $0.customer.code },
        Column("contact", .documentOnly) { $0.contact?.email },
        Column("relies_on", .documentOnly) { $0.reliedOn?.code },
        Column("on", .documentOnly) { $0.day },
        Column("hand_over", .documentOnly) { $0.handOver },
    ]
}

/// What recording a release came to.
package struct RecordedRelease {
    /// The number of the row in the ledger.
    package let id: ID<Distribution>
    package let copyID: String
    package let outcome: Distribution.Outcome
    package let answer: ReleaseAnswer

    /// Whether it went out in spite of a refusal.
    package var isOverridden: Bool { outcome == .released && !answer.isAllowed }

    /// The columns of what was recorded.
    package static let columns: [Column<RecordedRelease>] = [
        Column("id") { $0.id }, Column("copy_id") { $0.copyID }, Column("outcome") { $0.outcome },
        Column("answer", .documentOnly) { JSONValue($0.answer, ReleaseAnswer.columns) },
    ]
}
