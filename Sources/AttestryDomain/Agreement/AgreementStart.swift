/// What happened to an agreement by the time it is recorded.
package struct AgreementStart: Hashable, Sendable {
    package var draftedOn: CivilDate?
    package var executedOn: CivilDate?
    package var signedBy: String?
    package var terminatedOn: CivilDate?

    /// An event, its day, and the field that has the day.
    package typealias Happened = (kind: AgreementEvent.Kind, on: CivilDate, field: String)

    package init() {}

    package static let fields: [Field<AgreementStart>] = [
        .date("drafted_on", \.draftedOn, "The day it was drafted (default: today), YYYY-MM-DD.")
            .typed(as: "drafted"),
        .date("executed_on", \.executedOn, "The day the last party signed, YYYY-MM-DD.")
            .typed(as: "signed"),
        .text("signed_by", \.signedBy, "Who signed it for the customer."),
        .date("terminated_on", \.terminatedOn, "The first day it is out of force.").typed(as: nil),
    ]

    /// What has happened by the time it is recorded; what nobody has signed is a draft, of today
    /// where no day is given.
    package func events(today: CivilDate) -> [Happened] {
        let drafted = draftedOn ?? (executedOn == nil ? today : nil)
        let events: [(AgreementEvent.Kind, CivilDate?, String)] = [
            (.drafted, drafted, "drafted_on"), (.executed, executedOn, "executed_on"),
            (.terminated, terminatedOn, "terminated_on"),
        ]
        return events.compactMap { kind, day, field in day.map { (kind, $0, field) } }
    }
}
