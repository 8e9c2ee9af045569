package import AttestryDomain
import AttestryStorage
import Foundation

/// Takes the bytes of a document, one piece after the other.
package typealias ByteSink = (UnsafeRawBufferPointer) throws -> Void

extension Registry {
    /// Hands out the document of a version; returns its SHA-256. Throws `notFound` where none
    /// is attached.
    package func export(
        _ reference: VersionReference, as noun: Scheme.Noun, isLetter: Bool, to sink: ByteSink
    ) throws -> String {
        return try read(asOf: nil) { reading, day in
            let world = try EvidenceWorld(reference.code, as: noun, reading)
            let version = try world.version(reference, on: day)
            let name = world.name(of: version)
            let owner: AttachmentOwner =
                isLetter ? .letter(try version.letter(named: name).id) : .version(version.id)
            return try reading.export(owner, of: name.description, to: sink)
        }
    }

    /// Hands out the document of an agreement; returns its SHA-256. Throws `notFound` where none
    /// is attached.
    package func exportAgreement(_ code: Code, to sink: ByteSink) throws -> String {
        return try store.read { reading in
            let agreement = try AgreementWorld(code, reading).agreement
            return try reading.export(
                .agreement(agreement.id), of: code.description, to: sink)
        }
    }
}

extension ReadTransaction {
    func export(
        _ owner: AttachmentOwner, of name: String, hint: String? = nil, to sink: ByteSink
    ) throws -> String {
        guard let document = try document(of: owner) else {
            throw RegistryError(
                .notFound, "\(name) has no document",
                hint: hint ?? "edit \(name) --file PATH attaches one")
        }
        try eachChunk(of: document) { try $0.withUnsafeBytes(sink) }
        return document.sha256
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
