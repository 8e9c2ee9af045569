import AttestryDomain
import SystemPackage

/// A file that is read.
package final class InputFile: Sendable {
    /// The last part of its path.
    package var name: String { place.name }
    private let place: Place
    private let handle: Handle

    /// Opens a regular file that is given in a field. Throws `notFound` where it cannot be opened,
    /// and `invalid` where it is something else: a pipe would keep everybody waiting.
    package convenience init(_ path: String, for field: String? = nil) throws {
        try self.init(Place(path, for: field), [])
    }

    /// Opens a regular file by its path from a folder: nothing that lies outside, and no link.
    /// Throws as `init(_:for:)` does.
    package convenience init(_ path: String, below folder: String, for field: String) throws {
        let parts = path.parts(at: "/")
        let given = Place(path, for: field)
        guard !parts.contains(where: { ["", ".", ".."].contains($0) }), !path.utf8.contains(0)
        else {
            throw given.error(
                .invalid, "'\(path.abbreviated)' does not lie beside the sheet",
                hint: "give its path from the sheet's folder, such as papers/nda.pdf")
        }
        var place = folder
        for part in parts {
            place += "/\(part)"
            let link = try? place.withCString { try Stat($0, followTargetSymlink: false) }
            guard link?.type != .symbolicLink else {
                throw given.error(
                    .invalid, "'\(path.abbreviated)' goes over a symbolic link",
                    hint: "put the file itself beside the sheet")
            }
        }
        try self.init(Place(place, for: field), .noFollow)
    }

    private init(_ place: Place, _ options: FileDescriptor.OpenOptions) throws {
        let path = place.path
        self.place = place
        handle = try place.reporting(.notFound, "cannot read \(path.abbreviated)") {
            try Handle.open(path, .readOnly, options.union(.nonBlocking))
        }
        guard handle.isRegular else {
            throw place.error(.invalid, "\(path.abbreviated) is not a regular file")
        }
    }

    /// At most so many bytes from an offset on; fewer at the end alone. Throws `notFound`.
    package func bytes(from offset: Int, count: Int) throws -> [UInt8] {
        try place.reporting(.notFound, "cannot read \(place.path.abbreviated)") {
            try handle.bytes(from: offset, count: count)
        }
    }

    /// The folder that a file lies in.
    package static func folder(of path: String) -> String { Place(path).directory }

    /// All bytes that a path leads to, a pipe's as well. Throws `notFound` where they cannot be
    /// read, and `invalid` where they are more than 256 MiB.
    package static func contents(of path: String) throws -> [UInt8] {
        try Place(path).reporting(.notFound, "cannot read \(path.abbreviated)") {
            let handle = try Handle.open(path, .readOnly)
            return try contents(of: handle.descriptor, named: path)
        }
    }

    /// All text that a path leads to; what is no UTF-8 becomes replacement characters. Throws as
    /// `contents(of:)` does.
    package static func text(of path: String) throws -> String {
        String(decoding: try contents(of: path), as: UTF8.self)
    }

    /// All bytes of standard input. Throws as `contents(of:)` does.
    package static func standardInput() throws -> [UInt8] {
        try Place("").reporting(.notFound, "cannot read standard input") {
            try contents(of: .standardInput, named: "standard input")
        }
    }

    private static func contents(of file: FileDescriptor, named name: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        // An array that grows holds all it has twice.
        bytes.reserveCapacity(min((try? Int(file.stat().size)) ?? 0, 256 << 20))
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = try chunk.withUnsafeMutableBytes({ try file.read(into: $0) }),
            count > 0
        {
            bytes += chunk[..<count]
            guard bytes.count <= 256 << 20 else {
                throw RegistryError(.invalid, "\(name.abbreviated) is larger than 256 MiB")
            }
        }
        return bytes
    }
}
