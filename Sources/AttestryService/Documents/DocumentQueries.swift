package import AttestryDomain
import AttestryStorage
import Foundation

/// Takes the bytes of a document, one piece after the other.
package typealias ByteSink = (UnsafeRawBufferPointer) throws -> Void

extension Registry {
    /// Hands out the document of a version for own use. Throws `notFound` where none is attached.
    package func export(
        _ reference: VersionReference, as noun: Scheme.Noun, isLetter: Bool, to sink: ByteSink
    ) throws -> TakenDocument {
        return try read(asOf: nil) { reading, day in
            let world = try EvidenceWorld(reference.code, as: noun, reading)
            let version = try world.version(reference, on: day)
            let name = world.name(of: version)
            let owner: AttachmentOwner =
                isLetter ? .letter(try version.letter(named: name).id) : .version(version.id)
            return TakenDocument(
                document: try reading.export(
                    owner, of: world.noun, named: name.description, to: sink),
                name: name.description, action: "\(noun.rawValue).file",
                isPublic: world.scheme.releaseClass == .public)
        }
    }

    /// Hands out the document of an agreement for own use. Throws `notFound` where none is
    /// attached.
    package func exportAgreement(_ code: Code, to sink: ByteSink) throws -> TakenDocument {
        return try store.read { reading in
            let agreement = try AgreementWorld(code, reading).agreement
            return TakenDocument(
                document: try reading.export(
                    .agreement(agreement.id), of: "agreement", named: code.description, to: sink),
                name: code.description, action: "agreement.file", isPublic: false)
        }
    }

    /// Leaves an entry of what is taken out, unless anybody may have it (`rules.md` §6): it says
    /// who, which version, which bytes and when.
    package func log(_ taken: TakenDocument, author: Author) throws {
        guard !taken.isPublic else { return }
        try write(taken.action, author) { transaction, _ in
            try transaction.recordTaking(of: taken.document, subject: taken.name)
        }
    }
}

/// A document whose bytes were taken out for own use.
package struct TakenDocument: Sendable {
    let document: StoredDocument
    let name: String
    let action: String
    let isPublic: Bool

    /// SHA-256 of its bytes.
    package var sha256: String { document.sha256 }
}

extension ReadTransaction {
    /// Hands out the document of something, given what it is and is called. Throws `notFound`.
    func export(
        _ owner: AttachmentOwner, of noun: String, named name: String, hint: String? = nil,
        to sink: ByteSink
    ) throws -> StoredDocument {
        let document = try document(of: owner, of: noun, named: name, hint: hint)
        try eachChunk(of: document) { try $0.withUnsafeBytes(sink) }
        return document
    }

    /// The document of something, given what it is and is called. Throws `notFound`.
    func document(
        of owner: AttachmentOwner, of noun: String, named name: String, hint: String? = nil
    ) throws -> StoredDocument {
        guard let document = try document(of: owner) else {
            throw RegistryError(
                .notFound, "\(name) has no document",
                hint: hint ?? "attestry \(noun) edit \(name) --file PATH attaches one")
        }
        return document
    }
}

extension Version {
    /// The bridge letter that counts: the one that reaches furthest. Throws `notFound`.
    func letter(named name: VersionReference) throws -> BridgeLetter {
        let letters = bridgeLetters.filter { !$0.isVoided }
        guard let letter = letters.max(by: { ($0.toOn, $0.id) < ($1.toOn, $1.id) }) else {
            throw RegistryError(
                .notFound, "\(name) has no bridge letter",
                hint: "attestry report bridge \(name) records one")
        }
        return letter
    }
}
