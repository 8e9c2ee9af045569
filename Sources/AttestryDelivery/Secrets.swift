import AttestryDomain
import Foundation

/// Reads secrets where they are kept: in files, or where systemd puts credentials.
struct Secrets {
    private let directory: String?
    private static let longest = 16_384

    /// Secrets whose credentials lie in this directory; nil outside of a systemd service.
    init(directory: String?) {
        self.directory = directory
    }

    /// The secret of a source. Throws `notFound` or `notWritable` where it cannot be read.
    func read(_ source: Channel.SecretSource) throws -> Secret {
        let path: String
        switch source {
        case .file(let file): path = file
        case .credential(let name):
            guard let directory, !name.contains("/") else {
                throw RegistryError(
                    .notFound, "no credential '\(name.abbreviated)'",
                    hint: "systemd hands it over by LoadCredential= to the service alone")
            }
            path = "\(directory)/\(name)"
        }
        // Not the whole file: a path that leads to a device must not fill the memory.
        guard let handle = FileHandle(forReadingAtPath: path),
            let bytes = try handle.read(upToCount: Self.longest + 1)
        else {
            throw RegistryError(
                .notFound, "the secret in \(path.abbreviated) cannot be read",
                hint: "check that the file is there, holds it, and is this user's")
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
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
}
