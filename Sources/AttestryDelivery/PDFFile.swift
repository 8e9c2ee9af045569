import AttestryDomain
import AttestryHost

/// A PDF whose objects lie open, as qpdf writes it on demand: each is read where it lies, and
/// changed by a later version of it at the end of the file (ISO 32000-1 §7.5.6).
struct PDFFile {
    private let file: NewFile
    private let limits: QPDF
    private let trailer: PDFValue
    private let table: Int
    private var offsets: [Int]
    private var changes: [(number: Int, offset: Int)] = []
    private var end: Int

    private static let (longestObject, mostPages) = (8 << 20, 10_000)
    // What the pages may hold together with all that they inherit.
    private static let longestPages = 64 << 20

    /// Opens what qpdf wrote, within what the document may cost. Throws `invalid` where it is
    /// encrypted.
    init(_ file: NewFile, within limits: QPDF) throws {
        self.file = file
        self.limits = limits
        end = file.size
        let last = try file.bytes(from: max(0, end - 64), count: 64).split(separator: 0x0A)
        let place = Int(String(decoding: last.dropLast().last ?? [], as: UTF8.self)) ?? end
        table = min(max(0, place), end)
        let bytes = try file.bytes(from: table, count: end - table)
        let entries = bytes.split(separator: 0x0A).dropFirst(2).prefix { $0.count == 19 }
        offsets = entries.map { Int(String(decoding: $0.prefix(10), as: UTF8.self)) ?? 0 }
        let rest = bytes[(entries.last?.endIndex ?? bytes.endIndex)...]
        trailer = PDFValue(beginning: rest.drop { $0 != UInt8(ascii: "<") }) ?? .nothing
        guard trailer["/Encrypt"] == nil else { throw QPDF.isEncrypted }
    }

    /// What the whole document says of itself, and the number of the object that says it.
    var catalog: (number: Int, value: PDFValue) {
        get throws {
            let number = trailer["/Root"]?.reference ?? 0
            return (number, try object(number).value)
        }
    }

    /// The numbers of all objects.
    var numbers: Range<Int> { offsets.indices }

    /// An object by its number, `null` where there is none, and where its bytes lie if it is a
    /// stream. Throws `invalid` where it is larger than any honest one, or the time is up.
    func object(_ number: Int) throws -> (value: PDFValue, data: Range<Int>?) {
        try limits.check()
        guard numbers.contains(number), offsets[number] > 0 else { return (.null, nil) }
        var count = 1 << 10
        while count <= Self.longestObject {
            let bytes = try file.bytes(from: offsets[number], count: count)
            if let value = PDFValue(beginning: bytes.drop { $0 != 0x0A }),
                case let rest = bytes[value.text.endIndex...], rest.count > 8 || bytes.count < count
            {
                guard rest.starts(with: "\nstream\n".utf8) else { return (value, nil) }
                let start = offsets[number] + rest.startIndex + 8
                return (value, start..<(start + (try length(value))))
            }
            count *= 8
        }
        throw QPDF.isTooMuch
    }

    /// What a value is or refers to; nil where that is `null`.
    func resolved(_ value: PDFValue?) throws -> PDFValue? {
        try value?.reference.map { try object($0).value }.flatMap(\.given)
            ?? value.flatMap {
                $0.reference == nil ? $0 : nil
            }
    }

    /// Whether a value refers to a stream.
    func isStream(_ value: PDFValue) throws -> Bool {
        try value.reference.map { try object($0).data != nil } ?? false
    }

    /// The first bytes of a stream, as they are stored; none of anything else.
    func data(of value: PDFValue?) throws -> [UInt8] {
        guard let place = try value?.reference.flatMap({ try object($0).data }) else { return [] }
        return try file.bytes(from: place.lowerBound, count: min(place.count, 1 << 20))
    }

    /// Each page in its order with what it inherits (§7.7.3.4). Throws `invalid` where there is
    /// none, or too many.
    func pages() throws -> [(number: Int, value: PDFValue)] {
        var found: [(number: Int, value: PDFValue)] = []
        var waiting = [(try catalog.value["/Pages"], PDFValue.nothing)]
        var (visits, length) = (0, 0)
        while let (reference, above) = waiting.popLast() {
            guard let number = reference?.reference else { continue }
            let own = try object(number).value
            let node = own.with(
                ["/Resources", "/MediaBox", "/CropBox", "/Rotate"].map {
                    ($0, own[$0] ?? above[$0])
                })
            visits += 1
            let kids = try resolved(own["/Kids"])?.elements
            guard waiting.count + found.count + (kids?.count ?? 1) <= Self.mostPages,
                visits < 4 * Self.mostPages
            else {
                throw QPDF.refusal(
                    "has more than \(Self.mostPages) pages", "divide it, and store the parts")
            }
            if let kids {
                let above = node.with([("/Kids", nil)])
                waiting += kids.reversed().map { ($0, above) }
            } else {
                found.append((number, node))
            }
            length += node.text.count
            guard length <= Self.longestPages else { throw QPDF.isTooMuch }
        }
        guard !found.isEmpty else { throw QPDF.refusal("has no pages", "store another") }
        return found
    }

    private func length(_ stream: PDFValue) throws -> Int {
        try max(0, Int(resolved(stream["/Length"])?.number ?? 0))
    }
}

extension PDFFile {
    /// Adds an object, or with a number a later version of one; with data it is a stream. Returns
    /// a reference to it. Throws `notWritable`.
    mutating func put(
        _ value: PDFValue, at number: Int? = nil, data: [UInt8]? = nil, copying: Range<Int>? = nil
    ) throws -> PDFValue {
        let number = number ?? offsets.count
        if number == offsets.count { offsets.append(end) }
        changes.append((number, end))
        try write("\(number) 0 obj\n".utf8 + value.text)
        if data != nil || copying != nil {
            try write("\nstream\n".utf8)
            if let data { try write(data) }
            var rest = copying ?? 0..<0
            while !rest.isEmpty {
                let bytes = try file.bytes(from: rest.lowerBound, count: min(rest.count, 1 << 20))
                guard !bytes.isEmpty else { throw QPDF.isTooMuch }
                try write(bytes)
                rest = rest.dropFirst(bytes.count)
            }
            try write("\nendstream".utf8)
        }
        try write("\nendobj\n".utf8)
        return PDFValue("\(number) 0 R")
    }

    /// Writes where the changed objects lie; without that they do not count. Throws `notWritable`.
    mutating func finish() throws {
        let start = end
        try write("xref\n".utf8)
        for (number, offset) in changes {
            let digits = String(offset)
            let zeros = String(repeating: "0", count: max(0, 10 - digits.count))
            try write("\(number) 1\n\(zeros)\(digits) 00000 n \n".utf8)
        }
        let now = trailer.with([
            ("/Size", PDFValue("\(offsets.count)")), ("/Prev", PDFValue("\(table)")),
        ])
        try write("trailer ".utf8 + now.text + "\nstartxref\n\(start)\n%%EOF\n".utf8)
    }

    private mutating func write(_ bytes: some Sequence<UInt8>) throws {
        let bytes = Array(bytes)
        try limits.check(length: end + bytes.count)
        try bytes.withUnsafeBytes { try file.write($0) }
        end += bytes.count
    }
}
