import AttestryDomain
import Foundation

/// A file for another program to read, which has no name and so is gone with this process.
final class ScratchFile {
    /// By which it is filled.
    let handle: FileHandle

    /// A file with these bytes. Throws `notWritable`.
    init(_ bytes: Data = Data()) throws {
        let folder = FileManager.default.temporaryDirectory.path
        var name = Array("\(folder)/attestry-XXXXXX".utf8CString)
        let descriptor = mkstemp(&name)
        guard descriptor >= 0 else {
            throw RegistryError(.notWritable, "cannot write a scratch file in \(folder)")
        }
        unlink(name)
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        if !bytes.isEmpty { try handle.write(contentsOf: bytes) }
    }

    /// Where a program of this user can read it.
    var path: String { "/proc/\(getpid())/fd/\(handle.fileDescriptor)" }
}
