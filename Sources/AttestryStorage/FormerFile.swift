import AttestryDomain
import AttestryLog
import GRDB

/// What keeps a registry as it is before its schema is brought up to date: an empty file, and how
/// it gets its name, on the disk, once it holds the copy.
package struct FormerFile {
    private let path: String
    private let publish: () throws -> Void
    private let withdraw: () -> Void

    package init(
        path: String, publish: @escaping () throws -> Void,
        withdraw: @escaping () -> Void
    ) {
        self.path = path
        self.publish = publish
        self.withdraw = withdraw
    }

    /// Copies a registry of an older schema, which nobody can change meanwhile, verifies the copy,
    /// and names it. Throws `damaged` where the copy has findings that the registry has not: one
    /// that is damaged itself is brought up to date as others are.
    fileprivate func keep(_ path: String, _ schema: Schema) throws {
        try StandingFile.copyPages(from: path, to: self.path)
        let found = try Self.findings(in: self.path, schema)
        guard try found.isEmpty || found == Self.findings(in: path, schema) else {
            throw RegistryError(
                .damaged, "no sound copy of \(path) could be made before bringing it up to date",
                hint: "nothing was changed; check the disk")
        }
        try publish()
    }

    private static func findings(in path: String, _ schema: Schema) throws -> [Finding] {
        try Store(inspecting: path, schema: schema).verify(files: true).findings
    }

    fileprivate func takeBack() { withdraw() }
}

extension Store {
    /// Takes the steps that the file has not seen, once what it held is kept where that is asked
    /// for. Throws what the copying, the verifying and the steps throw; nothing is changed then.
    func bringUpToDate(_ makeFormer: (() throws -> FormerFile)?) throws {
        // Before the transaction: to make a file may open others, and close them again.
        let former = try makeFormer?()
        do {
            try reporting {
                try queue.writeWithoutTransaction { db in
                    try schema.migrate(db) { older in try former?.keep(path, older) }
                }
            }
        } catch {
            // Where it cannot be told whether the steps were taken, the copy stays.
            let state = try? reporting { try queue.inDatabase { try Schema.state(of: $0) } }
            if let state, state.version < schema.newest { former?.takeBack() }
            throw error
        }
    }
}
