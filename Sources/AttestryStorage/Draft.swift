import AttestryDomain
import Foundation

/// A file that is filled beside its final name and appears there complete or not at all.
struct Draft {
    /// Where it lies until it is published.
    let path: String
    private let target: String

    /// Creates the draft, readable by its owner only. Throws `conflict` where the target exists.
    init(for target: String) throws {
        guard !FileManager.default.fileExists(atPath: target) else { throw Self.exists(target) }
        let directory = (target as NSString).deletingLastPathComponent
        if !directory.isEmpty {
            do {
                try FileManager.default.createDirectory(
                    atPath: directory, withIntermediateDirectories: true)
            } catch {
                throw RegistryError(.notWritable, "cannot create the directory \(directory)")
            }
        }
        self.target = target
        path = target + ".new-\(getpid())-\(UInt32.random(in: .min ... .max))"
        let file = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw RegistryError(
                .notWritable, "cannot create \(target): \(String(cString: strerror(errno)))")
        }
        close(file)
    }

    /// Gives it its name, on disk when this returns. Throws `conflict` where another was faster.
    func publish() throws {
        guard link(path, target) == 0 else {
            if errno == EEXIST { throw Self.exists(target) }
            throw RegistryError(
                .notWritable, "cannot create \(target): \(String(cString: strerror(errno)))")
        }
        unlink(path)
        let directory = (target as NSString).deletingLastPathComponent
        let handle = open(directory.isEmpty ? "." : directory, O_RDONLY | O_CLOEXEC)
        if handle >= 0 {
            fsync(handle)
            close(handle)
        }
    }

    /// Removes what is left of it.
    func discard() {
        unlink(path)
        unlink(path + "-journal")
    }

    private static func exists(_ path: String) -> RegistryError {
        RegistryError(
            .conflict, "\(path) exists already", hint: "attestry status shows what it holds")
    }
}
