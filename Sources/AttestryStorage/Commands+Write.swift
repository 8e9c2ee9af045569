import AttestryDomain
import GRDB

extension WriteTransaction {
    /// Marks a row as not being there any more.
    package func mark(_ row: ChangedRow) throws {
        guard let mark = row.mark else { return }
        try restoring(row) {
            try update(
                row.name.table, ID<Never>(row.name.key), Cells(named: [(mark, true.cell)]),
                subject: $0)
        }
    }

    /// Makes a row what it was before the command. Throws `conflict` where something else has taken
    /// its place.
    package func restore(_ row: ChangedRow) throws {
        guard let before = row.before else { return }
        let fields = JSONValue.fields(ofImage: Array(before.image.utf8))
        let cells = try TableShape(row.name.table, in: db).columns.filter { $0.name != "id" }.map {
            ($0.name, fields[$0.name].map { Cell($0) } ?? $0.fallback)
        }
        try restoring(row) {
            try update(
                row.name.table, ID<Never>(row.name.key), Cells(named: cells), subject: $0)
        }
    }

    private func restoring(_ row: ChangedRow, _ body: (_ subject: String) throws -> Void) throws {
        do {
            try body(row.before?.subject ?? row.subject)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw RegistryError(
                .conflict,
                "\(row.name.table) \(row.subject) cannot be what it was: something else stands in "
                    + "its place (\(error.message ?? ""))",
                hint: "attestry audit log --last 20 shows what came after")
        }
    }
}
