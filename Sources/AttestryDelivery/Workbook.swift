import AttestryDomain
import AttestryHost

/// A workbook of a spreadsheet (`.xlsx`), read by xlsx2csv within what one may cost: a small file
/// can hold gigabytes.
package struct Workbook {
    /// One sheet as CSV.
    package struct Sheet {
        /// Its rows, separated by commas, in UTF-8; dates in ISO 8601.
        package let rows: [UInt8]
        /// What a person should know of it.
        package let notes: [String]
    }

    private let file: NewFile

    private static let reader = Program("xlsx2csv", package: "xlsx2csv")
    private static let unpacker = Program("unzip", package: "unzip")
    private static let limits = Program.Limits(
        seconds: 120, writing: 64 << 20, memory: 1 << 30)
    /// What stands before the name of a sheet: a character that no text of XML can hold.
    private static let mark: UInt8 = 0x1E

    /// Throws `notWritable` where it cannot be laid where xlsx2csv reads it.
    package init(_ bytes: [UInt8]) throws { file = try NewFile(scratch: bytes) }

    /// The sheet of a name, else the first in which something stands. Throws `notFound` with the
    /// sheets there are, `invalid` where the workbook cannot be read as it is, and `notWritable`
    /// where xlsx2csv is not installed.
    package func sheet(named name: String?) throws -> Sheet {
        let sheets = try self.sheets()
        let names = sheets.map(\.name)
        let chosen =
            name.map { name in sheets.first { $0.name.lowercased() == name.lowercased() } }
            ?? sheets.first { !$0.rows.isEmpty } ?? sheets.first
        guard let chosen else {
            throw RegistryError.notFound("sheet", name ?? "", among: names)
        }
        var notes = try WorkbookMarkup(unpacked()).notes()
        if names.count > 1, name == nil {
            let others = names.filter { $0 != chosen.name }.map { "'\($0)'" }
            notes.append(
                "read the sheet '\(chosen.name)'; --sheet NAME reads another: "
                    + others.joined(separator: ", "))
        }
        return Sheet(rows: Array(chosen.rows), notes: notes)
    }

    /// All sheets with their names. Without a format of its own a date is written as its cell shows
    /// it, which nobody can read back.
    private func sheets() throws -> [(name: String, rows: ArraySlice<UInt8>)] {
        let output = try NewFile(scratch: [])
        let ending = try Self.reader.run(
            ["--all", "-p", "x\(Self.mark)", "-f", "%Y-%m-%d", file.path], writing: output,
            Self.limits)
        if ending.isCutOff {
            throw Self.refusal("takes too much time or space", "save the sheet as CSV UTF-8")
        }
        let bytes = try output.bytes(from: 0, count: output.size)
        let parts = bytes.split(separator: Self.mark)
        let sheets = parts.compactMap { part -> (name: String, rows: ArraySlice<UInt8>)? in
            guard let end = part.firstIndex(of: 0x0A) else { return nil }
            // ` 1 - NAME`
            let title = String(decoding: part[..<end], as: UTF8.self)
            let words = title.parts(at: "-").dropFirst().joined(separator: "-")
            return (String(words.dropFirst()), part[(end + 1)...])
        }
        // What it cannot read it may leave with status 0.
        guard ending.status == 0, ending.bytes.isEmpty, !sheets.isEmpty else {
            let cause = ending.text.lines.last?.trimmed.abbreviated ?? "it holds no sheet"
            throw Self.refusal(
                "cannot be read: \(cause)", "save it anew as .xlsx, or the sheet as CSV UTF-8")
        }
        return sheets
    }

    /// The XML of the workbook and its sheets.
    private func unpacked() throws -> [UInt8] {
        let output = try NewFile(scratch: [])
        let limits = Program.Limits(seconds: 60, writing: 256 << 20, memory: 1 << 30)
        let ending = try Self.unpacker.run(
            ["-p", file.path, "xl/workbook.xml", "xl/worksheets/*.xml"], writing: output, limits)
        // 11 says that one of the names is not there: some programs call the parts otherwise.
        guard !ending.isCutOff, [0, 1, 11].contains(ending.status) else {
            throw Self.refusal("is damaged or too large", "save the sheet as CSV UTF-8")
        }
        return try output.bytes(from: 0, count: output.size)
    }

    static func refusal(_ why: String, _ hint: String) -> RegistryError {
        RegistryError(.invalid, "the workbook \(why)", hint: hint)
    }
}
