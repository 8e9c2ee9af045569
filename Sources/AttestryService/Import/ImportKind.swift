package import AttestryDomain
import AttestryStorage

/// The kinds of rows that a file may hold, each after those that it may name.
package enum ImportKind: String, Sendable, CaseIterable {
    case product, scheme, edition, fact, report, certificate, event, milestone, letter, customer,
        contract, contact
    case agreementKind = "agreement-kind"
    case agreement
    case agreementEvent = "agreement-event"
    case activity
    case activityCadence = "activity-cadence"
    case activityEvent = "activity-event"
    case activityFinding = "activity-finding"
    case publication
    case distribution
    case formerCode = "former-code"
    case ladder

    /// A column that a file may have.
    package struct Column: Sendable {
        /// What stands in its cells.
        enum Content: Sendable {
            case text, flag, day
            /// A code of the catalogue, which is written in any case.
            case name
            case words([String])
            /// What names a thing of a noun, by its code or otherwise.
            case thing(Noun)
        }

        package let name: String
        /// Whether every row has to fill it in.
        package let isNeeded: Bool
        let content: Content
        /// What the command line calls it, without dashes.
        let option: String?

        init(
            name: String, isNeeded: Bool = false, _ content: Content = .text, option: String? = nil
        ) {
            self.name = name
            self.isNeeded = isNeeded
            self.content = content
            self.option = option
        }

        /// The column as one that a row may leave empty.
        var optional: Column { Column(name: name, content, option: option) }

        /// A column of which its name tells what stands in it.
        static func told(_ name: String, isNeeded: Bool = false) -> Column {
            let isDay = name.ends(with: "_on") || ["since", "until", "fix_by"].contains(name)
            let isFlag = ["voided", "hidden", "historical", "imported", "extra"].contains(name)
            let thing = things[name].map { Content.thing($0) }
            return Column(
                name: name, isNeeded: isNeeded, thing ?? (isDay ? .day : isFlag ? .flag : .text))
        }

        /// The columns that name a thing of another row.
        private static let things: [String: Noun] = [
            "customer": .customer, "evidence": .evidence, "agreement": .agreement,
            "successor": .agreement, "activity": .activity,
        ]

        init<Noun>(_ field: Field<Noun>) {
            name = field.name
            isNeeded = field.needed != nil
            option = field.option
            content =
                switch (field.entry, field.offer) {
                case (.flag, _): .flag
                case (.text, .words(let words)): .words(words)
                case (.text, .scheme): .name
                case (.text, .evidence): .thing(.evidence)
                case (.text, .customer): .thing(.customer)
                case (.text, .agreement): .thing(.agreement)
                default: field.isDay ? .day : .text
                }
        }
    }

    /// The columns that a file may have: those that a person fills in, then those that only an
    /// export has.
    package var columns: [Column] {
        let shape = shape
        let known = Set(shape.filledIn.map(\.name))
        let portable = shape.portable
        return shape.filledIn
            + portable.names.filter { !known.contains($0) }.map { Column.told($0) }
            + (portable.hasDocument ? [Column(name: "file")] : [])
    }

    /// The columns with the names that are taken for them.
    var known: KnownColumns {
        let (columns, portable) = (columns, shape.portable)
        let hasReferences = columns.contains { $0.name == "ref" }
        let prefixes = [portable.memberPrefix, hasReferences ? SheetColumns.referencePrefix : nil]
        return KnownColumns(columns, prefixes: prefixes.compactMap(\.self))
    }

    /// The noun of the evidence that a file holds; nil for other nouns.
    package var evidence: Scheme.Noun? {
        Scheme.Noun(rawValue: rawValue)
    }

    /// What a row is called, where it is one of several.
    package var word: String { rawValue.parts(at: "-").joined(separator: " ") }
}

extension [ImportKind.Column] {
    /// The columns of a form's fields.
    static func of<Noun>(_ fields: [Field<Noun>]) -> Self { fields.map { Element($0) } }

    /// Columns that every row has to fill in.
    static func needed(_ names: String...) -> Self { names.map { .told($0, isNeeded: true) } }
}

/// What an import came to.
package struct ImportReport: Sendable {
    package let kind: ImportKind
    /// How many rows were recorded.
    package var rows = 0
    /// How many of them were the first of a code that the registry did not have.
    package var new = 0
    /// How many old troubles it holds, which the next run of the alerts says once (`rules.md` §7).
    package var old = 0
    /// How many rows the gate would have refused.
    package var wouldRefuse = 0
    /// The codes that were made for rows without one.
    package var codes: [MadeCode] = []
    /// How many rows were left, as what they are about is there already.
    package var skipped = 0
    /// How many rows changed what is there already.
    package var changed = 0
    /// How many rows say nothing else than what is there already.
    package var unchanged = 0
    /// What they changed, field by field.
    package var changes: [ImportChange] = []
    /// What is odd but was taken, with its line.
    package var doubts: [String] = []
    /// What a person should know of how the file was read.
    package var notes: [String] = []
    /// Whether it was only tried.
    package let isDryRun: Bool

    /// The columns of a report.
    package static let columns: [Column<ImportReport>] =
        [
            Column("rows") { $0.rows }, Column("new") { $0.new },
            Column("old") { $0.old }, Column("would_refuse") { $0.wouldRefuse },
            Column("dry_run") { $0.isDryRun }, Column("kind", .documentOnly) { $0.kind.rawValue },
            Column("codes", .documentOnly) { $0.codes },
            Column("doubts", .documentOnly) { $0.doubts },
        ] + existingColumns

    private static let existingColumns: [Column<ImportReport>] = [
        Column("changed") { $0.changed }, Column("unchanged") { $0.unchanged },
        Column("skipped") { $0.skipped },
        Column("changes", .jsonOnly) { report in
            report.changes.map { JSONValue($0, ImportChange.columns) }
        },
    ]

    /// The columns of a list of what an export brought.
    package static let countColumns: [Column<ImportReport>] = [
        Column("kind") { $0.kind.rawValue }, Column("rows") { $0.rows },
        Column("dry_run", .fileOnly) { $0.isDryRun },
    ]

    /// The columns of such a list where something was there already.
    package static let existingCountColumns = countColumns + existingColumns
}

/// A code that was made for a row without one.
package struct MadeCode: Sendable, JSONConvertible {
    package let code: Code
    /// What it was made from.
    package let name: String

    package var json: JSONValue { ["code": code.json, "name": name.json] }
}
