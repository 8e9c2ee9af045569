/// What one person, or a company where nobody was named, holds of one version: however many copies,
/// it is recalled, watched and acknowledged once (`rules.md` §6, Holders).
package struct Holding: Hashable, Sendable {
    /// The rows by which it is held, in the order of recording.
    package let copies: [Handover]
    /// The row under whose number it is followed up: the first that was recalled, else the first.
    package let lead: Handover

    /// The holding of these rows of one recipient as it stands on a day; nil where there are none.
    package init?(_ copies: [Handover], on day: CivilDate) {
        let copies = copies.sorted { $0.id < $1.id }
        guard
            let lead = copies.first(where: { $0.first(.recalled, by: day) != nil })
                ?? copies.first
        else { return nil }
        self.copies = copies
        self.lead = lead
    }

    /// The day on which it was recalled first.
    package func recall(by day: CivilDate) -> DistributionEvent? { lead.first(.recalled, by: day) }
}
