package import AttestryDomain
import GRDB

/// Writes rows that come from outside as they are told, by no rule but the schema's.
package final class PortableWriter {
    private let transaction: WriteTransaction
    private let recordedOn: CivilDate
    private var keys: [String: Int64] = [:]
    private var lists: [String: [String: Int64]] = [:]

    package init(_ transaction: WriteTransaction, recordedOn: CivilDate) {
        self.transaction = transaction
        self.recordedOn = recordedOn
    }

    /// Inserts a row of a kind by its cells, those that are empty left out; returns its key and the
    /// name that the log has for it. Throws `notFound` naming the column where something is named
    /// that is not there, and `invalid` where the schema refuses the row.
    package func insert(_ portable: Portable, _ cells: [String: String]) throws -> (
        key: Int64, subject: String
    ) {
        if portable.table == "version" { try beginEvidence(cells) }
        var row: [(column: String, cell: Cell)] = []
        for reference in portable.references {
            if let other = try key(reference, cells) { row.append((reference.column, other.cell)) }
        }
        for column in portable.columns {
            if let name = column.fills, let text = cells[column.name] {
                row.append((name, try column.form.cell(text, column.name)))
            }
        }
        for (name, text) in portable.fixed { row.append((name, .text(text))) }
        switch portable.recorded {
        case .on: row.append((portable.recorded.rawValue, recordedOn.cell))
        case .at: row.append((portable.recorded.rawValue, transaction.change.time.cell))
        case .never: break
        }
        if let (column, prefix) = portable.members {
            var members: [String: JSONValue] = [:]
            for (name, text) in cells {
                if let member = name.after(prefix) { members[member] = .string(text) }
            }
            row.append((column, JSONValue.object(members).cell))
        }
        let subject = portable.subject.names.compactMap { cells[$0] }
            .joined(separator: portable.subject.mark)
        let inserted = try insert(portable, row, subject)
        if portable.table == "distribution" { try follow(inserted, cells, subject) }
        return (inserted, subject)
    }

    /// Begins the evidence that a version is of, where that is not there yet.
    package func beginEvidence(_ cells: [String: String]) throws {
        guard let code = cells["code"],
            try transaction.reading.key(of: "evidence", Code(code, field: "code")) as ID<Never>?
                == nil
        else { return }
        let scheme = try key(.scheme, cells)
        try checking {
            try transaction.insert(
                "evidence",
                [
                    "code": code, "scheme_id": scheme, "title": cells["title"],
                    "owner": cells["owner"], "discontinued_on": cells["discontinued_on"],
                    "recorded_on": recordedOn,
                ], subject: code)
        }
    }

    private func insert(
        _ portable: Portable, _ row: [(column: String, cell: Cell)], _ subject: String
    ) throws -> Int64 {
        try checking {
            guard !portable.identity.isEmpty else {
                return try transaction.insert(portable.table, Cells(named: row), subject: subject)
            }
            return try transaction.put(
                portable.table,
                where: Cells(named: row.filter { portable.identity.contains($0.column) }),
                cells: Cells(named: row.filter { !portable.identity.contains($0.column) }),
                subject: subject)
        }
    }

    /// Records what followed a row of the ledger.
    private func follow(_ key: Int64, _ cells: [String: String], _ subject: String) throws {
        for (kind, day, reason) in Portable.followUps {
            guard let on = cells[day] else { continue }
            try checking {
                try transaction.insert(
                    "distribution_event",
                    [
                        "distribution_id": key, "kind": kind.rawValue, "occurred_on": on,
                        "reason": cells[reason], "recorded_on": recordedOn,
                    ], subject: subject)
            }
        }
    }

    /// The key that a row's cells name; nil where they name none and need not.
    private func key(_ reference: Portable.Reference, _ cells: [String: String]) throws -> Int64? {
        let parts = reference.parts.map { cells[$0] }
        let last = reference.parts.last ?? ""
        if reference.isOptional, cells[last] == nil { return nil }
        let names = parts.compactMap(\.self)
        guard names.count == parts.count else {
            throw RegistryError.missing(last, "every row needs it", hint: "fill the column in")
        }
        let name = names.joined(separator: " ")
        let known = "\(reference.column) \(name)"
        if let key = keys[known] { return key }
        let found =
            reference.isList
            ? try list(reference)[name]
            : try transaction.db.value(reference.query, Cells(names)) as Int64?
        guard let found else {
            throw RegistryError(
                .notFound,
                "\(last): the registry has no \(reference.parts.joined(separator: " ")) "
                    + "'\(name.abbreviated)'", hint: "import that first", field: last)
        }
        keys[known] = found
        return found
    }

    private func list(_ reference: Portable.Reference) throws -> [String: Int64] {
        if let known = lists[reference.column] { return known }
        var list: [String: Int64] = [:]
        let rows = try transaction.db.rows(reference.query)
        while let row = try rows.next() { list[try row["name"]] = try row["id"] }
        lists[reference.column] = list
        return list
    }

    /// Says in the words of the sheet what the schema refuses.
    @discardableResult
    private func checking<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw RegistryError(
                .invalid, "the registry takes no such row: \(error.message ?? "it fits nothing")",
                hint: "mend the row, or leave it out")
        }
    }
}

extension Portable.Form {
    /// What a text of a column stands for. Throws `invalid`.
    fileprivate func cell(_ text: String, _ name: String) throws -> Cell {
        switch self {
        case .text: return .text(text)
        case .code: return try Code(text, field: name).cell
        case .flag: return try Bool(word: text, field: name).cell
        case .words: return JSONValue.texts(text.words).cell
        case .number:
            guard let number = Int(text) else {
                throw RegistryError.invalid(name, text, "a whole number")
            }
            return .number(number)
        case .hash:
            guard let bytes = [UInt8](hexadecimal: text), bytes.count == 32 else {
                throw RegistryError.invalid(name, text, "64 hexadecimal digits")
            }
            return .bytes(bytes)
        }
    }
}
