import AttestryDomain
import AttestryHost
import Foundation

/// Reads secrets where they are kept: in files, or where systemd puts credentials.
struct Secrets {
    /// Where credentials lie; nil outside of a systemd service.
    let directory: String?
    private static let longest = 16_384

    /// The secret of a source. Throws `notFound` or `notWritable` where it cannot be read.
    func read(_ source: Channel.SecretSource) throws -> Secret {
        let path: String
        switch source {
        case .file(let file): path = file
        case .credential(let name):
            guard let directory, !name.utf8.contains(0x2F) else {
                throw RegistryError(
                    .notFound, "no credential '\(name.abbreviated)'",
                    hint: "systemd hands it over by LoadCredential= to the service alone")
            }
            path = "\(directory)/\(name)"
        }
        guard let bytes = try? InputFile(path).bytes(from: 0, count: Self.longest + 1) else {
            throw RegistryError(
                .notFound, "the secret in \(path.abbreviated) cannot be read",
                hint: "check that it is a file and this user may read it")
        }
        let lines = String(decoding: bytes, as: UTF8.self).lines
            .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        guard !lines.isEmpty, bytes.count <= Self.longest else {
            throw RegistryError(.notFound, "the secret in \(path.abbreviated) is empty or too long")
        }
        return Secret(lines: lines)
    }
}

/// A secret: one line, or several while it is being replaced.
struct Secret {
    let lines: [String]

    /// The one that counts where only one can.
    var first: String? { lines.first }

    /// Whether a text holds a piece of it: of an address what follows the host's name, of a key
    /// what follows its mark.
    func isIn(_ text: String) -> Bool {
        let said = Array(text.utf8)
        return lines.contains { line in
            let start = line.range(of: "://").flatMap { line[$0.upperBound...].firstIndex(of: "/") }
            let core = start.map { line[$0...].dropFirst() } ?? line[...]
            return Self.shares(Array((core.after("whsec_") ?? String(core)).utf8), said)
        }
    }

    private static let piece = 6

    private static func shares(_ secret: [UInt8], _ said: [UInt8]) -> Bool {
        guard said.count >= piece, secret.count > piece else { return false }
        let pieces = Set((0...secret.count - piece).map { Array(secret[$0..<$0 + piece]) })
        return (0...said.count - piece).contains { pieces.contains(Array(said[$0..<$0 + piece])) }
    }
}
