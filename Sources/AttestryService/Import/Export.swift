import AttestryDomain
import AttestryLog
import AttestryStorage
import Foundation

/// How an export lies in its folder: one file of CSV a kind, the documents by their hashes, and the
/// hashes of all of them as sha256sum(1) writes them.
enum ExportLayout {
    static let sums = "SHA256SUMS"
    /// The folder of the documents.
    static let documents = "documents"

    static func path(ofDocument hash: String) -> String { "\(documents)/\(hash)" }

    static func file(of kind: ImportKind) -> String { "\(kind.rawValue).csv" }
}

extension Registry {
    /// Writes all rows of a kind as CSV that the import takes: what stands and what was voided.
    package func export(_ kind: ImportKind, to sink: ByteSink) throws {
        try store.read { try $0.export(kind, hasFiles: false, to: sink) }
    }

    /// Writes everything that was recorded by people, file by file as `open` begins them under
    /// their names; returns the documents among it that not everybody may have.
    package func exportAll(
        _ open: (_ name: String) throws -> (write: ByteSink, finish: () throws -> Void)
    ) throws -> [TakenDocument] {
        var sums: [String] = []
        func add(_ name: String, _ fill: (ByteSink) throws -> Void) throws {
            let file = try open(name)
            var digest = StreamingDigest()
            try fill { bytes in
                digest.update(bytes)
                try file.write(bytes)
            }
            try file.finish()
            sums.append("\(digest.finished)  \(name)\n")
        }
        let taken = try store.read { reading in
            for kind in ImportKind.allCases {
                try add(ExportLayout.file(of: kind)) {
                    try reading.export(kind, hasFiles: true, to: $0)
                }
            }
            return try reading.exportDocuments { document in
                try add(ExportLayout.path(ofDocument: document.sha256)) { sink in
                    try reading.eachChunk(of: document) { try $0.withUnsafeBytes(sink) }
                }
            }
        }
        let list = try open(ExportLayout.sums)
        try Array(sums.joined().utf8).withUnsafeBytes(list.write)
        try list.finish()
        return taken
    }

    /// Leaves an entry for each document that was taken out.
    package func log(_ taken: [TakenDocument], author: Author) throws {
        guard !taken.isEmpty else { return }
        try write("export.all", author) { transaction, _ in
            for document in taken {
                try transaction.recordTaking(of: document.document, subject: document.name)
            }
        }
    }
}

extension ReadTransaction {
    /// Writes the rows of a kind, each as it is read; with the places of their documents where
    /// those are written too.
    fileprivate func export(_ kind: ImportKind, hasFiles: Bool, to sink: ByteSink) throws {
        let portable = kind.shape.portable
        let hash = hasFiles && portable.hasDocument ? portable.names.firstIndex(of: "sha256") : nil
        var bytes: [UInt8] = []
        var isHeader = true
        try eachPortable(portable) { row in
            var cells = row
            if let hash {
                let path = row[hash].isEmpty ? "" : ExportLayout.path(ofDocument: row[hash])
                cells.append(isHeader ? "file" : path)
            }
            isHeader = false
            bytes += CSVWriter.record(cells)
            if bytes.count > 1 << 16 {
                try bytes.withUnsafeBytes(sink)
                bytes.removeAll(keepingCapacity: true)
            }
        }
        try bytes.withUnsafeBytes(sink)
    }

    /// Hands in each document once; returns those that not everybody may have, as often as they are
    /// attached.
    fileprivate func exportDocuments(_ body: (StoredDocument) throws -> Void) throws
        -> [TakenDocument]
    {
        let attached = try attachedDocuments()
        let open = Set(
            try catalogue(Set(attached.compactMap(\.scheme))).map { try $0.scheme() }
                .filter { $0.releaseClass == .public }.map(\.code))
        var last: String?
        var taken: [TakenDocument] = []
        for (document, subject, scheme) in attached {
            if last != document.sha256 { try body(document) }
            last = document.sha256
            guard !(scheme.map(open.contains) ?? false) else { continue }
            taken.append(
                TakenDocument(
                    document: document, name: subject, action: "export.all", isPublic: false))
        }
        return taken
    }
}
