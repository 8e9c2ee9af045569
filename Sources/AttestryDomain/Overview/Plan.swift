/// What lies ahead between two days: every day that is watched, the nearest first (`cli.md`, plan).
package struct Plan: Sendable {
    /// What falls on one day of one subject.
    package struct Item: Hashable, Sendable {
        /// The day.
        package let day: CivilDate
        /// What it is about.
        package let subject: AlertSubject
        /// How a person is told what that is: `iso27001 (ISO/IEC 27001:2022)`.
        package let title: String
        /// The names of the anchors that fall on the day.
        package let anchors: [AnchorName]
        /// What happens on it, as a clause for a person to read.
        package let what: String
        /// The e-mail address of who keeps it: its owner, else the registry's.
        package let owner: String?
        /// The day of the first rung of its ladder, by which somebody has to begin; nil where no
        /// alert comes before the day.
        package let leadDay: CivilDate?
        /// The products that it covers.
        package let products: [Code]
        /// What it costs; nil where that was not recorded.
        package let cost: Cost?

        /// The month in which it falls, as `2027-02`.
        package var month: String { String(day.description.utf8.prefix(7)) ?? "" }

        /// The year in which it falls.
        package var year: String { String(day.description.utf8.prefix(4)) ?? "" }
    }

    /// What falls into a month or a year.
    package struct Sum: Hashable, Sendable {
        /// The month or the year: `2027-02`, `2027`.
        package let span: String
        /// How many items fall into it.
        package let count: Int
        /// What they cost, one amount a currency.
        package let costs: [Cost]
    }

    /// The first day that is looked at.
    package let first: CivilDate
    /// The last day that is looked at.
    package let last: CivilDate
    /// What lies between, by day and then by subject.
    package let items: [Item]

    /// The plan of these subjects; `owner` keeps what has no owner of its own, and only what
    /// `keeps` answers with yes is in it.
    package init(
        from first: CivilDate, to last: CivilDate, of watched: [Watched], _ ladders: Ladders,
        owner: String?, keeping keeps: (Watched, Anchor) -> Bool = { _, _ in true }
    ) {
        self.first = first
        self.last = last
        items = watched.flatMap { watched in
            watched.items(ladders, owner: owner) {
                first <= $0.on && $0.on <= last && keeps(watched, $0)
            }
        }.sorted { ($0.day, $0.subject, $0.what) < ($1.day, $1.subject, $1.what) }
    }

    /// What falls into each month.
    package var months: [Sum] { sums(by: \.month) }

    /// What falls into each year.
    package var years: [Sum] { sums(by: \.year) }

    private func sums(by span: (Item) -> String) -> [Sum] {
        Dictionary(grouping: items, by: span).sorted { $0.key < $1.key }.map { span, items in
            Sum(span: span, count: items.count, costs: items.compactMap(\.cost).sums)
        }
    }
}

extension Watched {
    /// What is to be kept in mind of it; what falls on one day is one item.
    fileprivate func items(
        _ ladders: Ladders, owner other: String?, keeping keeps: (Anchor) -> Bool
    ) -> [Plan.Item] {
        let kept = anchors.filter {
            $0.name.kind != .ownerMissing && !ladders.isSilenced($0.name, of: target) && keeps($0)
        }
        return Dictionary(grouping: kept, by: \.on).values.flatMap { same in
            // An item has one cost, so what is paid in another currency is one of its own.
            let first = same.compactMap(\.cost).first?.currency
            return Dictionary(grouping: same) { $0.cost.map(\.currency) ?? first }.values
                .compactMap { item(of: $0, ladders, owner: owner ?? other) }
        }
    }

    private func item(of same: [Anchor], _ ladders: Ladders, owner: String?) -> Plan.Item? {
        guard let day = same.first?.on else { return nil }
        // Rungs after the day are no time to begin.
        let leads = same.compactMap { anchor in
            ladders.ladder(for: anchor, of: target).rungs.first.flatMap {
                $0 > 0 ? day.adding(days: -$0) : nil
            }
        }
        return Plan.Item(
            day: day, subject: subject, title: title, anchors: same.map(\.name),
            what: same.map(\.fact).joined(separator: "; "), owner: owner, leadDay: leads.min(),
            products: products, cost: same.compactMap(\.cost).sums.first)
    }
}

extension Plan {
    /// The columns of a list of its items.
    package static let columns: [Column<Item>] = [
        Column("month", .fileOnly) { $0.month }, Column("on") { $0.day },
        Column("subject") { $0.subject.name },
        Column("subject_kind", .fileOnly) { $0.subject.kind.rawValue },
        Column("what") { $0.what }, Column("lead_on") { $0.leadDay },
        Column("owner", .ifThereIsRoom) { $0.owner },
        Column("products", .ifThereIsRoom) { $0.products }, Column("cost") { $0.cost?.amount },
        Column("currency", .ifThereIsRoom) { $0.cost?.currency },
        Column("anchors", .fileOnly) { $0.anchors.map(\.description) },
        Column("title", .fileOnly) { $0.title },
    ]
}
