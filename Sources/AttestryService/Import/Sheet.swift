import AttestryDomain

/// A sheet as text: what its header says, and the records below.
struct Sheet {
    /// The header as it was typed, blanks at both ends taken off.
    let header: [String]
    /// Where the header stands.
    let headerPlace: SheetPlace
    /// What a person should know of how it was read.
    private(set) var notes: [String]
    /// What is wrong with the way the text is written, though it could be read.
    private(set) var problem: Problem?

    private let bytes: [UInt8]
    private let separator: UInt8
    private let start: (position: Int, line: Int)
    private let records: Int
    private let unit: String

    private static let separators = Array(",;\t|".utf8)
    /// Among how many records the header is looked for.
    private static let near = 10

    /// Finds the separator and the header: those by which the most columns have a name that is
    /// known. Throws `invalid` for what is no sheet.
    init(_ source: SheetSource, knows isKnown: (String) -> Bool) throws {
        let isWorkbook = source.isWorkbook
        if !isWorkbook { try FileKind.refuse(source.bytes) }
        let (bytes, guess) = try Self.decoded(source)
        self.bytes = bytes
        unit = isWorkbook ? "row" : "line"
        problem = guess
        let mark = SheetEncoding.mark(of: bytes)
        let line = isWorkbook ? nil : Self.separatorLine(bytes[mark...])
        start = line.map { ($0.end, 2) } ?? (mark, 1)
        let candidates =
            (isWorkbook ? [UInt8(ascii: ",")] : line.map { [$0.separator] })
            ?? Self.separators
        var best: (score: [Int], separator: UInt8, head: [[CSVField]])?
        var failure: (any Error)?
        for separator in candidates {
            var reader = CSVReader(
                bytes, separator: separator, from: start.position, line: start.line)
            var head: [[CSVField]] = []
            do {
                while head.count < Self.near, let record = try reader.next() {
                    if record.contains(where: { !$0.text.trimmed.isEmpty }) { head.append(record) }
                }
            } catch {
                failure = failure ?? error
            }
            let known = head.map { record in record.count { isKnown($0.text.trimmed) } }
            let score = [known.max() ?? 0, head.first?.count ?? 0]
            if best.map({ $0.score.lexicographicallyPrecedes(score) }) ?? !head.isEmpty {
                best = (score, separator, head)
            }
        }
        guard let best else {
            throw failure
                ?? RegistryError(
                    .invalid, "the file is empty", hint: "the first line names the columns")
        }
        separator = best.separator
        let known = best.head.map { record in record.count { isKnown($0.text.trimmed) } }
        let index = known.firstIndex(of: best.score[0]) ?? 0
        var header = best.head[index].map { $0.text.trimmed }
        while header.last == "" { header.removeLast() }
        self.header = header
        var reader = CSVReader(bytes, separator: separator, from: start.position, line: start.line)
        var place = SheetPlace(line: 0, unit: unit)
        var skipped = 0
        while skipped <= index, let record = try reader.next() {
            guard record.contains(where: { !$0.text.trimmed.isEmpty }) else { continue }
            place = SheetPlace(line: isWorkbook ? reader.count : record[0].line, unit: unit)
            skipped += 1
        }
        headerPlace = place
        records = reader.count
        notes = source.notes
        for record in best.head[..<index] {
            let words = record.map(\.text.trimmed).filter { !$0.isEmpty }.joined(separator: " ")
            notes.append(
                "line \(record[0].line) is taken for a title: '\(words.abbreviated)'")
        }
    }

    /// The text as UTF-8; what reads only as another encoding is read so, and that is said.
    private static func decoded(_ source: SheetSource) throws -> ([UInt8], Problem?) {
        let marked = SheetEncoding.marked(source.bytes)
        let mark = marked?.mark ?? 0
        if let encoding = source.encoding {
            return (try encoding.decoded(source.bytes, after: mark), nil)
        }
        let encoding = marked?.encoding ?? .utf8
        guard encoding == .utf8, let place = SheetEncoding.firstInvalid(in: source.bytes) else {
            return (try encoding.decoded(source.bytes, after: mark), nil)
        }
        let bytes = try SheetEncoding.windows.decoded(source.bytes, after: mark)
        let line = source.bytes[..<place].lineEnds + 1
        let odd = source.bytes[place...].prefix { $0 != 0x0A && $0 != 0x0D }.prefix(24)
        let before = source.bytes[..<place].reversed().prefix { $0 > 0x20 && $0 != 0x22 }.prefix(24)
        let sample = try SheetEncoding.windows.decoded(before.reversed() + odd, after: 0)
        return (
            bytes,
            Problem(
                nil,
                "line \(line): the file is not UTF-8; as windows-1252 it says "
                    + "'\(String(decoding: sample, as: UTF8.self).trimmed)'",
                hint: "if that is right give --encoding windows-1252, else save it as CSV UTF-8")
        )
    }

    /// The separator that a first line `sep=;` names, which Excel reads, and where the next begins.
    private static func separatorLine(_ bytes: ArraySlice<UInt8>)
        -> (separator: UInt8, end: Int)?
    {
        guard String(decoding: bytes.prefix(4), as: UTF8.self).lowercased() == "sep=",
            let separator = bytes.dropFirst(4).first, separators.contains(separator)
        else { return nil }
        let rest = bytes.dropFirst(5)
        let length = rest.lineEnd(at: rest.startIndex)
        return length == 0 ? nil : (separator, rest.startIndex + length)
    }
}

/// A record below the header, with its place.
struct SheetRecord {
    let place: SheetPlace
    let fields: [CSVField]
}

/// A record that is no CSV, after which nothing can be read.
struct UnreadableRecord: Error {
    let problem: Problem
}

extension Sheet {
    /// Whether it comes from a workbook.
    var isWorkbook: Bool { unit == "row" }

    /// Calls the body with each record in which something stands. Throws `UnreadableRecord`, and
    /// what the body throws.
    func walk(_ body: (SheetRecord) throws -> Void) throws {
        var reader = CSVReader(bytes, separator: separator, from: start.position, line: start.line)
        while let fields = try read(&reader) {
            guard reader.count > records,
                fields.contains(where: { !$0.text.isEmpty && !$0.text.trimmed.isEmpty })
            else { continue }
            let line = isWorkbook ? reader.count : fields[0].line
            try body(SheetRecord(place: SheetPlace(line: line, unit: unit), fields: fields))
        }
    }

    private func read(_ reader: inout CSVReader) throws -> [CSVField]? {
        do {
            return try reader.next()
        } catch let error as RegistryError {
            throw UnreadableRecord(problem: error.problems[0])
        }
    }
}
