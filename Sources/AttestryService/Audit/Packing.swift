package import AttestryDomain
import AttestryLog
import AttestryStorage
import Foundation

/// What a package of evidence is to hold.
package struct PackageOrder: Sendable {
    /// The customer whom it is for: nothing of another one is in it.
    package var customer: Code?
    /// Only entries recorded, and copies released, from this day on.
    package var from: CivilDate?
    /// Only entries recorded, and copies released, up to this day.
    package var to: CivilDate?
    /// The days of which the verdicts and the agreements are.
    package var days: [CivilDate] = []
    /// The signed head of the log to which the entries lead; nil where nobody signed it.
    package var checkpoint: String?

    package init() {}

    /// Whether it holds a part of the log alone.
    var isPart: Bool { customer != nil || from != nil || to != nil }
}

extension Registry {
    /// Writes a package for somebody who has no Attestry (`rules.md` §11), file by file, in the
    /// layout of BagIt; returns the documents among it that not everybody may have.
    ///
    /// Throws `notFound` where there is no such customer, `invalid` where the days are the wrong
    /// way round, and `busy` where something was recorded after the checkpoint.
    package func pack(_ order: PackageOrder, into make: @escaping FileMaker) throws
        -> [TakenDocument]
    {
        if let from = order.from, let to = order.to, to < from {
            throw RegistryError(
                .invalid, "to: \(to) is before \(from)", hint: "give --from the earlier day",
                field: "to")
        }
        var filter = EntryFilter()
        filter.from = try order.from.map(start)
        filter.until = try order.to.map(end)
        let signed = try order.checkpoint.map { try SignedCheckpoint($0) }
        return try read(asOf: nil) { reading, today in
            let count = try reading.head().sequence
            guard signed.map({ $0.checkpoint.size == count }) ?? true else {
                throw RegistryError(
                    .busy, "something was recorded since the log was signed", hint: "try again")
            }
            filter.customer = try order.customer.map { try reading.customer($0).id }
            var bag = Bag(make)
            if let signed {
                try bag.payload.add("data/checkpoint.txt", Array(signed.description.utf8))
            }
            let numbers = try bag.addEntries(filter, reading)
            if order.isPart { try bag.addProofs(of: numbers, in: count, reading) }
            try bag.addTables(order, customer: filter.customer, on: today, reading)
            let taken = try reading.exportDocuments(
                of: filter.customer, as: Self.packaging
            ) { document in
                try bag.payload.add("data/documents/\(document.sha256)") { sink in
                    try reading.eachChunk(of: document) { try $0.withUnsafeBytes(sink) }
                }
            }
            try bag.finish([
                ("Source-Organization", try reading.settings().organization),
                ("Bagging-Date", today.description),
                ("External-Description", "Evidence out of a registry; README.txt says what it is"),
                ("Attestry-Entries", "\(numbers.count) of \(count)"),
                ("Attestry-Customer", order.customer?.description),
                ("Attestry-From", order.from?.description), ("Attestry-To", order.to?.description),
            ])
            return taken
        }
    }

    /// What the log says of a document that left in a package.
    package static let packaging = "audit.package"
}

extension Bag {
    /// Writes the entries, each as the line of the fields that are hashed; returns their numbers.
    fileprivate mutating func addEntries(_ filter: EntryFilter, _ reading: ReadTransaction) throws
        -> [Int]
    {
        var numbers: [Int] = []
        try payload.addLines("data/entries.jsonl") { add in
            try reading.eachEntry(filter) { entry in
                numbers.append(entry.sequence)
                try add(JSONValue(entry, Registry.logColumns).canonical + [0x0A])
            }
        }
        return numbers
    }

    /// Writes for each entry its number and the hashes that lead from it to the root.
    fileprivate mutating func addProofs(
        of numbers: [Int], in count: Int, _ reading: ReadTransaction
    ) throws {
        try payload.addLines("data/proofs.txt") { add in
            for lot in numbers.lots(of: 10_000) {
                let paths = lot.map { MerkleTree.inclusion(of: $0 - 1, in: count) }
                var hashes = try reading.hashes(ofSubtrees: paths.flatMap(\.self))
                    .compactMap(\.self)[...]
                for (number, path) in zip(lot, paths) {
                    let words = ["\(number)"] + hashes.prefix(path.count).map(\.base64)
                    hashes = hashes.dropFirst(path.count)
                    try add(Array((words.joined(separator: " ") + "\n").utf8))
                }
            }
        }
    }

    /// Writes what the entries come to: the verdicts and agreements of each day, the releases.
    fileprivate mutating func addTables(
        _ order: PackageOrder, customer: ID<Customer>?, on today: CivilDate,
        _ reading: ReadTransaction
    ) throws {
        var filter = DistributionFilter(customer: customer)
        (filter.from, filter.to) = (order.from, order.to)
        var held: Set<Code> = []
        try payload.addTable("data/distributions.csv", DistributionDocument.columns) { add in
            try reading.eachDocument(filter, on: .distantFuture) { row in
                if row.row.handover.outcome == .released { held.insert(row.version.code) }
                try add(row)
            }
        }
        var agreements = AgreementFilter()
        agreements.customer = order.customer
        let columns =
            customer == nil ? EvidenceDocument.columnsOfBoth : EvidenceDocument.columnsForHolders
        for day in Set(order.days.isEmpty ? [today] : order.days).sorted() {
            let evidence = try reading.evidence(as: nil, on: day, EvidenceFilter())
            try payload.addTable("data/verdicts-\(day).csv", columns) { add in
                try evidence.filter { customer == nil || held.contains($0.evidence.code) }
                    .forEach(add)
            }
            try payload.addTable("data/agreements-\(day).csv", AgreementDocument.columns) {
                try reading.eachAgreement(agreements, on: day, $0)
            }
        }
    }
}
