import AttestryDomain
import AttestryLog

/// Begins a file under its name: what takes its bytes, and what is done when it has them all.
package typealias FileMaker = (_ name: String) throws -> (
    write: ByteSink, finish: () throws -> Void
)

/// Files that leave the registry together, each with the hash of its bytes.
struct HashedFiles {
    private let make: FileMaker
    /// The files in the order in which they were written.
    private(set) var files: [(name: String, sha256: String, size: Int)] = []

    init(_ make: @escaping FileMaker) { self.make = make }

    /// Writes a file with what the body puts into it.
    mutating func add(_ name: String, _ fill: (ByteSink) throws -> Void) throws {
        let file = try make(name)
        var digest = StreamingDigest()
        try fill { bytes in
            digest.update(bytes)
            try file.write(bytes)
        }
        try file.finish()
        files.append((name, digest.finished, digest.count))
    }

    /// Writes a file with these bytes.
    mutating func add(_ name: String, _ bytes: [UInt8]) throws {
        try add(name) { try bytes.withUnsafeBytes($0) }
    }

    /// Writes a file of the lines that the body hands in.
    mutating func addLines(
        _ name: String, _ body: @escaping (_ add: ([UInt8]) throws -> Void) throws -> Void
    ) throws {
        try add(name) { try writeLines(to: $0, body) }
    }

    /// Writes rows as the CSV that their lists have, each as it comes.
    mutating func addTable<Row>(
        _ name: String, _ columns: [Column<Row>],
        _ each: @escaping (_ body: (Row) throws -> Void) throws -> Void
    ) throws {
        let columns = columns.filter { ![.jsonOnly, .documentOnly].contains($0.place) }
        try addLines(name) { add in
            try add(CSVWriter.record(columns.map(\.name)))
            try each { row in
                try add(
                    CSVWriter.record(
                        columns.map { $0.value(row).cell.visible(keepingNewlines: true) }))
            }
        }
    }

    /// The hashes as sha256sum(1) writes them, and as a manifest of BagIt has them.
    var sums: [UInt8] { files.flatMap { "\($0.sha256)  \($0.name)\n".utf8 } }
}

/// Writes the lines that the body hands in, each with its end, in pieces that are worth a call.
func writeLines(
    to sink: ByteSink, _ body: @escaping (_ add: ([UInt8]) throws -> Void) throws -> Void
) throws {
    var bytes: [UInt8] = []
    try body { line in
        bytes += line
        guard bytes.count > 1 << 16 else { return }
        try bytes.withUnsafeBytes(sink)
        bytes.removeAll(keepingCapacity: true)
    }
    try bytes.withUnsafeBytes(sink)
}
