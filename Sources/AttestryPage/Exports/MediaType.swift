import AttestryDomain

/// The kinds of files that no browser runs, by the endings of their names.
enum MediaType {
    private static let types = [
        "pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
        "txt": "text/plain", "csv": "text/csv",
    ]

    /// The ending of a name, where it is one of those.
    static func ending(of name: String) -> String? {
        let ending = name.parts(at: ".").last.map { $0.lowercased() } ?? ""
        return types[ending] == nil ? nil : ending
    }

    /// What a file of this name is; bytes, where nothing else can be said.
    static func of(_ name: String) -> String {
        ending(of: name).flatMap { types[$0] } ?? "application/octet-stream"
    }
}
