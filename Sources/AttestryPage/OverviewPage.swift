package import AttestryDomain

/// The overview as one HTML file that needs nothing else.
package struct OverviewPage {
    private let overview: Overview

    /// The page about an overview.
    package init(_ overview: Overview) { self.overview = overview }

    /// The file; the same overview gives the same bytes.
    package var bytes: [UInt8] {
        get throws {
            try Templates().page(
                "overview",
                [
                    "organization": overview.organization, "day": "\(overview.day)",
                    "figures": figures, "hasConcerns": !overview.concerns.isEmpty,
                    "concerns": concerns, "pictures": pictures,
                    "legend": Legend.items, "isEmpty": overview.lives.isEmpty,
                    "hasPlan": !overview.plan.items.isEmpty, "months": months,
                    "planEnd": "\(overview.plan.last)",
                    "hasCompanies": !overview.companies.isEmpty,
                    "companies": overview.companies.map(\.fields),
                    "hasMoreCompanies": overview.hasMoreCompanies,
                    "hasHeld": !overview.held.isEmpty, "held": overview.held.map(\.fields),
                ].merging(axis.fields) { first, _ in first })
        }
    }

    private var axis: TimeAxis { TimeAxis(overview.lives, today: overview.day) }

    private var figures: [Fields] {
        let figures = overview.figures
        let critical = overview.concerns.count { $0.severity == .critical }
        let warnings = overview.concerns.count { $0.severity == .warning }
        let out = figures.evidence - figures.inForce
        let all: [(String, String, String)?] = [
            ("\(figures.inForce) of \(figures.evidence)", "in force", out > 0 ? "bad" : "good"),
            ("\(figures.lapsing)", "about to lapse", figures.lapsing > 0 ? "notice" : "good"),
            ("\(critical)", "wrong now", critical > 0 ? "bad" : "good"),
            ("\(warnings)", "to watch", warnings > 0 ? "notice" : "good"),
            figures.openAlerts.map { ("\($0)", "open alerts", $0 > 0 ? "notice" : "good") },
            ("\(figures.customers)", "customers", "none"),
            ("\(figures.agreementsInForce)", "agreements in force", "none"),
            (
                "\(overview.held.map(\.holders).reduce(0, +))",
                "holders of documents", "none"
            ),
        ]
        return all.compactMap(\.self).map { ["value": $0, "name": $1, "tone": $2] }
    }

    private var concerns: [Fields] {
        overview.concerns.map { concern in
            [
                "severity": concern.severity.rawValue, "subject": concern.subject,
                "tone": concern.severity == .critical ? "bad" : "notice",
                "detail": concern.detail,
            ]
        }
    }

    /// A picture of the certificates and one of the reports, on one axis.
    private var pictures: [Fields] {
        let axis = axis
        let drawn = overview.lives.enumerated().map { index, life in
            (life.noun, LifeDrawing(life: life, axis: axis).fields(index + 1))
        }
        return [(Scheme.Noun.certificate, "Certificates"), (.report, "Reports")].compactMap {
            noun, name in
            let rows = drawn.filter { $0.0 == noun }.map(\.1)
            return rows.isEmpty
                ? nil
                : [
                    "name": name, "rows": rows, "isCut": axis.isCut, "cutYear": axis.first.year,
                ]
        }
    }

    private var months: [Fields] {
        let items = Dictionary(grouping: overview.plan.items, by: \.month)
        return overview.plan.months.map { sum in
            let days = items[sum.span] ?? []
            return [
                "month": days.first.map { Self.name(ofMonth: $0.day) } ?? sum.span,
                "costs": sum.costs.map { ["cost": $0.description] as Fields },
                "days": days.map(\.fields),
            ]
        }
    }

    private static func name(ofMonth day: CivilDate) -> String {
        "\(monthNames[day.fields.month - 1]) \(day.year)"
    }

    private static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]
}
