import ArgumentParser
import AttestryDelivery
import AttestryService

/// How a file of rows is read.
struct SheetOptions: ParsableArguments {
    @Option(help: "How a file that is not UTF-8 is written: windows-1252, utf-16le, …")
    var encoding: String?
    @Option(name: .customLong("sheet"), help: "Which sheet of a workbook (.xlsx); else the first.")
    var name: String?

    /// The rows of a file, or of standard input for `-`; a workbook's through xlsx2csv.
    func source(_ path: String, in console: Console) throws -> SheetSource {
        let encoding = try encoding.map { try SheetEncoding(named: $0) }
        let bytes = try console.contents(of: path)
        guard FileKind.isWorkbook(bytes) else {
            guard name == nil else {
                throw ValidationError("--sheet goes with a workbook (.xlsx); this is none")
            }
            var source = SheetSource(bytes)
            source.encoding = encoding
            return source
        }
        let sheet = try Workbook(bytes).sheet(named: name)
        var source = SheetSource(sheet.rows)
        source.encoding = .utf8
        source.isWorkbook = true
        source.notes = sheet.notes
        return source
    }
}
