package import AttestryDomain
import AttestryLog
package import Foundation
import GRDB

/// A stored file: its bytes lie in chunks, its log entry holds their hash.
package struct StoredDocument: Hashable, Sendable {
    package let id: Int64
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    package let sha256: String
    /// The number of its bytes.
    package let size: Int
    /// The name it had when it was attached.
    package let name: String
}

/// What a document is attached to.
package enum AttachmentOwner: Hashable, Sendable {
    case version(ID<Version>)
    case letter(ID<BridgeLetter>)
    case milestone(ID<Milestone>)
    case agreement(ID<Agreement>)
    case record(ID<ActivityEvent>)

    fileprivate var place: (column: String, key: Int64) {
        let (table, key) = row
        return ("\(table)_id", key)
    }

    private var row: (table: String, key: Int64) {
        switch self {
        case .version(let id): ("version", id.rawValue)
        case .letter(let id): ("bridge_letter", id.rawValue)
        case .milestone(let id): ("milestone", id.rawValue)
        case .agreement(let id): ("agreement", id.rawValue)
        case .record(let id): ("activity_event", id.rawValue)
        }
    }

    /// The tables of what a document may be attached to.
    static let tables = [
        AttachmentOwner.version(ID(0)), .letter(ID(0)), .milestone(ID(0)), .agreement(ID(0)),
        .record(ID(0)),
    ].map(\.row.table)
}

/// The number of bytes in a chunk; the last one of a document may be shorter.
package let documentChunkSize = 1 << 20

extension ReadTransaction {
    /// The document attached to something; nil where there is none.
    package func document(of owner: AttachmentOwner) throws -> StoredDocument? {
        try db.rows(
            """
            SELECT document.id, sha256, size, name FROM attachment
            JOIN document ON document.id = attachment.document_id
            WHERE attachment.\(owner.place.column) = ?
            """, [owner.place.key]
        ).map { row in
            try StoredDocument(
                id: row["id"], sha256: row.hash("sha256"), size: row["size"], name: row["name"])
        }.first
    }

    /// Hands the chunks of a document to the body, one after the other. Throws `damaged` where they
    /// do not make up the bytes that were stored.
    package func eachChunk(of document: StoredDocument, _ body: (Data) throws -> Void) throws {
        var digest = StreamingDigest()
        try eachChunk(of: document.id) { bytes in
            digest.update(bytes)
            try body(Data(bytes))
        }
        guard digest.finished == document.sha256 else {
            throw RegistryError(
                .damaged, "the bytes of document \(document.sha256.prefix(12))… have changed",
                hint: "attestry audit verify --files lists what is wrong")
        }
    }

    /// Hands the chunks of the document of this key to the body, as they lie in the file.
    func eachChunk(of document: Int64, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let rows = try db.rows(
            "SELECT bytes FROM document_chunk WHERE document_id = ? ORDER BY position", [document])
        while let row = try rows.next() {
            if case .bytes(let bytes) = row.value(0) { try body(bytes) }
        }
    }
}

extension WriteTransaction {
    /// Stores a document, or finds the one with the same bytes, and attaches it.
    ///
    /// `chunks` hands in the next chunk of ``documentChunkSize`` bytes, empty at the end. Throws
    /// `conflict` where something is attached already, and `invalid` where the bytes are not those
    /// of the hash: the file changed while it was read.
    package func attach(
        _ name: String, sha256: String, size: Int, to owner: AttachmentOwner, subject: String,
        recordedOn: CivilDate, chunks: () throws -> Data
    ) throws {
        if try reading.document(of: owner) != nil {
            throw RegistryError(
                .conflict, "\(subject) has a document already",
                hint: "the bytes behind a version never change; void it and record it anew")
        }
        let held: Int64? = try db.value(
            "SELECT id FROM document WHERE sha256 = ?", [Cell.hash(sha256)])
        let document =
            try held
            ?? store(sha256: sha256, size: size, subject: subject, recordedOn, chunks: chunks)
        try insert(
            "attachment",
            [
                "document_id": document, owner.place.column: owner.place.key, "name": name,
                "recorded_on": recordedOn,
            ], subject: subject)
    }

    private func store(
        sha256: String, size: Int, subject: String, _ recordedOn: CivilDate,
        chunks: () throws -> Data
    ) throws -> Int64 {
        let document: Int64 = try insert(
            "document",
            ["sha256": Cell.hash(sha256), "size": size, "recorded_on": recordedOn],
            subject: subject)
        let insertion = try Row("INSERT INTO document_chunk VALUES (?, ?, ?)", in: db)
        var digest = StreamingDigest()
        var position = 0
        while true {
            let bytes = try chunks()
            if bytes.isEmpty { break }
            bytes.withUnsafeBytes { digest.update($0) }
            try insertion.run([document.cell, .number(position), .bytes(Array(bytes))])
            countUnlogged(1)
            position += 1
        }
        guard digest.finished == sha256 else {
            throw RegistryError(.invalid, "the file changed while it was read")
        }
        return document
    }
}
