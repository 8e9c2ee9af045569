import AttestryDomain
import GRDBSQLite

/// What is said of a row that holds what it cannot.
extension Row {
    static let hint = "attestry audit verify lists what is wrong"

    /// That a column does not hold what it should: which row of which table, the column, what was
    /// found, and what would be right.
    func damaged(_ column: String, not expected: String? = nil) -> RegistryError {
        let origin = names.firstIndex(of: column).flatMap { self.origin($0) }
        let row = origin.map { name(of: $0.table, besides: $0.column) + ": " } ?? ""
        return Self.damage(
            "\(row)column \(origin?.column ?? column)", lossy(column), not: expected)
    }

    /// That something does not hold what it should.
    static func damage(_ place: String, _ value: String, not expected: String?) -> RegistryError {
        let right = expected.map { ", not \($0)" } ?? ""
        return RegistryError(
            .damaged, "\(place) holds '\(value.abbreviated)'\(right)", hint: hint)
    }

    /// What would be right in the words of an error about what was typed.
    static func expected(by error: any Error) -> String? {
        (error as? RegistryError)?.hint?.after("give ")
    }

    /// The row of a table that is part of this one, by its code where that is at hand and not what
    /// is wrong, else by its number: `agreement nda-1`, `agreement event 7`.
    private func name(of table: String, besides column: String) -> String {
        let mark = ["code", "id", "sequence"].lazy.filter { $0 != column }
            .compactMap { mark in
                self.names.indices.first {
                    let origin = self.origin($0)
                    return origin?.table == table && origin?.column == mark
                }
            }.first
        return table.replacing("_", with: " ")
            + (mark.map { " " + lossy(names[$0]).abbreviated } ?? "")
    }
}
