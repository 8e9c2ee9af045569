import Glibc
import SystemPackage

/// What can be seen of a file without opening it.
package struct FileFacts: Sendable {
    /// The number of its bytes.
    package let size: Int
    /// Who may do what with it, as chmod(1) takes it.
    package let mode: UInt32
    /// Whether it is a folder.
    package let isFolder: Bool
    private let userID: UInt32

    /// The facts of what a path leads to; nil where that is nothing.
    package init?(_ path: String) {
        guard let found = try? path.withCString({ try Stat($0) }) else { return nil }
        size = Int(found.size)
        mode = found.rawValue.st_mode & 0o7777
        isFolder = found.type == .directory
        userID = found.rawValue.st_uid
    }

    /// Whether it belongs to the user that may do everything.
    package var isRoots: Bool { userID == 0 }

    /// The name of the user that owns it; nil where the number has no name.
    package var owner: String? { Self.name(ofUser: userID) }

    /// Whether this process may write there.
    package static func isWritable(_ path: String) -> Bool { access(path, W_OK) == 0 }

    /// Whether this process may run what is there.
    package static func isExecutable(_ path: String) -> Bool {
        let type = try? path.withCString { try Stat($0) }.type
        return type == .regular && access(path, X_OK) == 0
    }

    static func name(ofUser number: UInt32) -> String? {
        getpwuid(number).map { String(cString: $0.pointee.pw_name) }
    }
}
