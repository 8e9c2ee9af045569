import AttestryLog
import AttestryStorage

extension ReadTransaction {
    /// What stands for this registry in names that must be the only ones of their kind anywhere:
    /// drawn from the first entry of the log, which never changes.
    func host() throws -> String {
        try "\(firstEntry().hash.prefix(32)).attestry"
    }
}
