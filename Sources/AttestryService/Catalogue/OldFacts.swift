package import AttestryDomain
import AttestryStorage

extension Registry {
    /// The facts of one scheme or of all whose source was last read more than a year before a day,
    /// the oldest first. A choice of the product has no source to read again.
    package func oldFacts(of scheme: Code?, asOf day: CivilDate?) throws -> [OldFact] {
        try read(asOf: day) { reading, day in
            let items = try scheme.map { [try reading.catalogueItem($0)] } ?? reading.catalogue()
            return try items.flatMap { item in
                try reading.sound("scheme", item.code) {
                    try SchemeDocument(item, []).facts.filter {
                        $0.fact.confidence != .recommended && $0.fact.isOld(on: day)
                    }.map { OldFact(scheme: item.code, about: $0) }
                } ?? []
            }.sorted { ($0.age, $0.scheme) < ($1.age, $1.scheme) }
        }
    }
}

/// A fact whose source should be read again, with the scheme that it is about.
package struct OldFact: Sendable {
    fileprivate let scheme: String
    fileprivate let about: FactDocument

    fileprivate var age: CivilDate { about.fact.checkedOn ?? .distantFuture }

    package static let columns =
        [Column<OldFact>("scheme") { .string($0.scheme) }]
        + FactDocument.columns.map { column in
            Column(column.name, column.place) { column.value($0.about) }
        }
}
