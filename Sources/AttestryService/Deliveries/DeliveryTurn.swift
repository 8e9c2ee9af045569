import AttestryDomain
import AttestryStorage

/// The turn of this process at raising and delivering. Whoever takes one holds the lock over the
/// registry's file, so that no two processes of one registry have it at once.
package struct DeliveryTurn: Sendable {
    /// When no further message is begun.
    let deadline: ContinuousClock.Instant

    /// A turn of so many seconds from now on.
    package init(seconds: Int) {
        deadline = .now + .seconds(seconds)
    }
}

extension Registry {
    /// Where the registry's file lies.
    package var path: String { store.path }

    /// What a run reports that found another one at work.
    package func reportUnderWay() throws -> AlertReport {
        AlertReport(underWayOn: try clock.today(in: settings().timeZone))
    }
}
