import AttestryDomain
import Glibc
import SystemPackage

/// A file that grows by whole lines.
package struct LineFile {
    private let path: String

    package init(path: String) { self.path = path }

    /// Adds a line and makes sure that it is on the disk, whole or not at all. Throws
    /// `notWritable`, and `invalid` where the path leads to no file for lines.
    package func append(_ line: [UInt8]) throws {
        let handle = try opened([.create])
        try Place(path).reporting(.notWritable, "\(path.abbreviated) cannot be written") {
            let size = Int(try handle.descriptor.stat().size)
            // What a crash cut off must not swallow the line after it.
            let isTorn = try size > 0 && handle.bytes(from: size - 1, count: 1) != [0x0A]
            do {
                try handle.descriptor.writeAll((isTorn ? [0x0A] : []) + line + [0x0A])
                try handle.synchronize()
                if size == 0 { try Place(path).synchronizeDirectory() }
            } catch {
                // The cause is what stopped the writing.
                try? handle.descriptor.resize(to: Int64(size))
                throw error
            }
        }
    }

    /// What keeps lines from being added, as far as it can be seen without adding one.
    package var obstacle: String? {
        do {
            _ = try opened([])
            return nil
        } catch  where access(path, F_OK) != 0 && errno == ENOENT {
            let folder = Place(path).directory
            return access(folder, W_OK) == 0 ? nil : "\(folder) cannot be written"
        } catch {
            return "\(error)"
        }
    }

    private func opened(_ options: FileDescriptor.OpenOptions) throws -> Handle {
        let handle: Handle
        do {
            // A pipe without a reader must not keep a run waiting.
            handle = try Handle.open(
                path, .readWrite, options.union([.append, .noFollow, .nonBlocking]),
                permissions: .own)
        } catch let reason as Errno {
            let words = reason == .tooManySymbolicLinkLevels ? "it is a link" : "\(reason)"
            throw RegistryError(.notWritable, "\(path.abbreviated) cannot be opened: \(words)")
        }
        guard handle.isRegular else {
            throw RegistryError(.invalid, "\(path.abbreviated) is not a file")
        }
        guard !handle.isDatabase else {
            throw RegistryError(.invalid, "\(path.abbreviated) is a database")
        }
        return handle
    }
}
