import AttestryDomain

/// The XML of a workbook, of which only what xlsx2csv keeps to itself is looked at.
struct WorkbookMarkup {
    private var rows = 0
    private var columns = 0
    private var formulas = 0
    private var countsWrongly = false

    init(_ bytes: [UInt8]) {
        var isText = false
        var position = 0
        while let start = bytes[position...].firstIndex(of: 0x3C) {
            let rest = bytes[start...]
            position = start + 1
            func begins(_ words: String) -> Bool { rest.starts(with: words.utf8) }
            func tag() -> ArraySlice<UInt8> { rest.prefix { $0 != 0x3E } }
            if begins("<c ") {
                // A formula whose result is a text may well have an empty one.
                isText = tag().holds(" t=\"str\"")
            } else if begins("</f>"), !isText {
                let next = rest.dropFirst(4)
                let empty = ["<v></v>", "<v/>", "<v />", "</c>"]
                if empty.contains(where: { next.starts(with: $0.utf8) }) { formulas += 1 }
            } else if begins("<row ") {
                if Self.isHidden(tag()) { rows += 1 }
            } else if begins("<col ") {
                if Self.isHidden(tag()) { columns += 1 }
            } else if begins("<workbookPr"), tag().holds("date1904=\"0\"") {
                // xlsx2csv takes any word but "false" for yes.
                countsWrongly = true
            }
        }
    }

    private static func isHidden(_ tag: ArraySlice<UInt8>) -> Bool {
        tag.holds(" hidden=\"1\"") || tag.holds(" hidden=\"true\"")
    }

    /// What a person should know. Throws `invalid` for what xlsx2csv reads as something else.
    func notes() throws -> [String] {
        if countsWrongly {
            throw Workbook.refusal(
                "counts its days in a way that xlsx2csv reads wrongly",
                "save the sheet as CSV UTF-8")
        }
        guard formulas == 0 else {
            throw Workbook.refusal(
                "holds \(formulas.of("formula")) without a result",
                "open it in a spreadsheet program, which computes them, and save it again")
        }
        let hidden = [(rows, "row"), (columns, "column")].filter { $0.0 > 0 }
            .map { $0.0.of("hidden \($0.1)") }
        return hidden.isEmpty
            ? [] : ["the workbook has \(hidden.joined(separator: " and ")); they are read too"]
    }
}
