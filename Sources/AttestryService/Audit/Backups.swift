import AttestryDomain
import AttestryLog
import AttestryStorage

extension Registry {
    /// Copies the registry into an empty file while others go on writing, and verifies the copy in
    /// full (`rules.md` §11). Throws `damaged` where there is a finding: the copy is worth nothing,
    /// as it is where it does not go on from a checkpoint that was signed before.
    package func backUp(to path: String, holding signed: String? = nil) throws {
        let checkpoints = try signed.map { [try SignedCheckpoint($0).checkpoint] } ?? []
        try store.copy(to: path)
        try Self.checkCopy(
            path, "the copy has", holding: checkpoints,
            hint: "attestry audit verify --files lists them")
    }

    /// Eight hexadecimal digits that stand for this registry in the names of its copies; a restored
    /// one has the same.
    package func copyName() throws -> String {
        String(try store.read { try $0.registryName() }.prefix(8))
    }

    static func checkCopy(
        _ path: String, _ whose: String, holding checkpoints: [Checkpoint] = [], hint: String
    ) throws {
        let findings = try Verification.of(path, files: true, checkpoints: checkpoints).findings
        guard let first = findings.first else { return }
        throw RegistryError(
            .damaged,
            "\(whose) \(findings.count.of("finding")): \(first.subject.abbreviated) "
                + "\(first.detail.abbreviated)", hint: hint)
    }
}
