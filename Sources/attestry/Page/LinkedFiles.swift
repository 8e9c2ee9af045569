import AttestryDomain
import AttestryHost
import AttestryService

/// The files beside pages that their links lead to.
struct LinkedFiles {
    private var hashes: [String: String?] = [:]

    /// The SHA-256 of the file that a link's path leads to from a page's folder; nil where none
    /// can be read there. A path from the root is looked for in the folder and in those above it,
    /// since nobody says which of them a server serves.
    mutating func sha256(_ path: String, from folder: String) -> String? {
        guard path.starts(with: "/") else { return hash("\(folder)/\(path)") }
        var parts = folder.parts(at: "/")
        while !parts.isEmpty {
            if let found = hash(parts.joined(separator: "/") + path) { return found }
            parts.removeLast()
        }
        return nil
    }

    private mutating func hash(_ path: String) -> String? {
        if let known = hashes[path] { return known }
        // Where nothing is, or something that is no file, no bytes are published.
        let file = try? InputFile(path)
        let found = file.flatMap { file in
            try? DocumentSource(named: file.name) { try file.bytes(from: $0, count: $1) }.sha256
        }
        hashes[path] = .some(found)
        return found
    }
}
