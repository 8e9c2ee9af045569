import AttestryDomain

/// Everything that is wrong with a file: the import is all or nothing.
package struct ImportRefusal: Error, Sendable {
    /// One sentence a bad field, or many that are alike, in the order of the lines.
    package let problems: [String]
    /// How many problems there are.
    package let count: Int
    /// What a person should know of how the file was read.
    package let notes: [String]
    /// Whether rows are about what is there already.
    package let hasExisting: Bool
    /// What is wrong with each line, by its number.
    fileprivate let remarks: [Int: [String]]

    /// The rows of a file as they are, with what is wrong with each as a last column; written part
    /// by part. Throws where the file is none, and what the body throws.
    package func annotate(
        _ source: SheetSource, _ kind: ImportKind, _ write: ([UInt8]) throws -> Void
    ) throws {
        let known = kind.known
        let sheet = try Sheet(source) { known[source.mapping[$0] ?? $0] != nil }
        func line(_ cells: [String], _ last: String, width: Int) -> [UInt8] {
            let empty = repeatElement("", count: max(0, width - cells.count))
            return CSVWriter.record(
                (cells + empty).map(SafeCell.guarded) + [SafeCell.written(last)], as: { $0 })
        }
        let width = sheet.header.count
        try write(SheetEncoding.byteOrderMark)
        let general = (remarks[0] ?? []) + (remarks[sheet.headerPlace.line] ?? [])
        let title = general.isEmpty ? "" : ": " + general.joined(separator: "; ")
        try write(line(sheet.header, SheetColumns.remarks + title, width: width))
        do {
            try sheet.walk { record in
                let lines = Set(record.fields.map(\.line)).union([record.place.line])
                let found = lines.sorted().flatMap { remarks[$0] ?? [] }
                try write(
                    line(record.fields.map(\.text), found.joined(separator: "; "), width: width))
            }
        } catch is UnreadableRecord {
            // The copy ends where the file stops being CSV, which its header says.
        }
    }
}

extension ImportRefusal {
    /// Everything that is wrong with files of which nobody writes a copy with remarks.
    init(_ problems: [String]) {
        self.init(
            problems: problems, count: problems.count, notes: [], hasExisting: false,
            remarks: [:])
    }
}

/// Collects what is wrong with a file, and says alike things together.
struct ImportProblems {
    private struct Group {
        var count = 0
        var isOne = true
        /// The first of them, each with its sentence.
        var first: [PlacedProblem] = []
        var lines: [Int] = []
    }

    /// How the command line calls the columns.
    private let options: [String: String]
    private let keepsRemarks: Bool
    private var groups: [String: Group] = [:]
    private var remarks: [Int: [String]] = [:]
    private var count = 0

    private static let mostGroups = 500
    private static let mostShown = 200
    private static let mostAlone = 3
    private static let mostLines = 6

    init(_ columns: [ImportKind.Column], keepsRemarks: Bool) {
        options = Dictionary(
            columns.compactMap { column in column.option.map { ($0, column.name) } },
            uniquingKeysWith: { first, _ in first })
        self.keepsRemarks = keepsRemarks
    }

    var isEmpty: Bool { count == 0 }

    mutating func add(_ problems: [PlacedProblem]) {
        for problem in problems { add(problem) }
    }

    mutating func add(_ problem: PlacedProblem) {
        let problem = PlacedProblem(
            problem.place, problem.column, problem.problem.inColumns(options))
        count += 1
        if keepsRemarks {
            let hint = problem.problem.hint.map { " (\($0))" } ?? ""
            let words = String(decoding: problem.words.utf8.dropFirst(2), as: UTF8.self)
            remarks[problem.place?.line ?? 0, default: []].append(words + hint)
        }
        let key = problem.place == nil ? problem.sentence : problem.words.withoutValues
        guard groups[key] != nil || groups.count < Self.mostGroups else { return }
        var group = groups[key] ?? Group()
        group.count += 1
        group.isOne = group.isOne && group.first.first.map { $0.words == problem.words } ?? true
        if group.first.count < Self.mostAlone { group.first.append(problem) }
        if group.lines.count < Self.mostLines { group.lines.append(problem.place?.line ?? 0) }
        groups[key] = group
    }

    /// The failure that says all of it.
    func refusal(_ notes: [String], hasExisting: Bool = false) -> ImportRefusal {
        ImportRefusal(
            problems: sentences, count: count, notes: notes, hasExisting: hasExisting,
            remarks: remarks)
    }

    /// One sentence for each, or for many that are alike, in the order of the lines.
    var sentences: [String] {
        var sentences = groups.values.flatMap(sentences(of:))
        sentences.sort { ($0.line, $0.text) < ($1.line, $1.text) }
        let left = sentences.count - Self.mostShown
        return sentences.prefix(Self.mostShown).map(\.text)
            + (left > 0 ? ["and \(left) more sentences like these"] : [])
    }

    private func sentences(of group: Group) -> [(line: Int, text: String)] {
        guard let first = group.first.first else { return [] }
        let line = first.place?.line ?? 0
        if group.count == 1 || first.place == nil { return [(line, first.sentence)] }
        let hint = first.problem.hint.map { " (\($0))" } ?? ""
        if group.isOne { return [(line, lines(of: group, from: 0) + first.words + hint)] }
        let alone = group.first.map { ($0.place?.line ?? 0, $0.sentence) }
        guard group.count > alone.count else { return alone }
        let rest = lines(of: group, from: alone.count)
        let column = first.column.map { ", \($0)" } ?? ""
        return alone + [(alone.last?.0 ?? line, "\(rest)\(column): the same kind of thing")]
    }

    /// `lines 3, 4, 5`, with how many there are where not all of them are named.
    private func lines(of group: Group, from start: Int) -> String {
        let unit = group.first.first?.place?.unit ?? "line"
        let count = group.count - start
        let numbers = group.lines.dropFirst(start).map { String($0) }.joined(separator: ", ")
        let all = group.lines.count == group.count
        return "\(unit)s \(numbers)" + (all ? "" : " … (\(count) rows)")
    }
}

extension Problem {
    /// The problem in the words of a sheet: options as the columns that say the same. What names a
    /// whole command stays.
    fileprivate func inColumns(_ options: [String: String]) -> Problem {
        guard let hint, hint.utf8.contains(0x2D), !hint.begins(with: "attestry "),
            !hint.contains(" attestry ")
        else {
            return self
        }
        let words = hint.parts(at: " ").map { word in
            let name = word.unicodeScalars.prefix {
                $0 == "-" || $0.isASCII && $0.properties.isAlphabetic
            }
            let option = String(String.UnicodeScalarView(name)).after("--")
            guard let option, let column = Self.words[option] ?? options[option] else {
                return word
            }
            return column + String(word.unicodeScalars.dropFirst(name.count))
        }
        return Problem(
            field, detail,
            hint: words.joined(separator: " ").replacing("--set ", with: "identifiers."))
    }

    /// Options that are marks of a column.
    private static let words = ["auto-renew": "renewal auto", "evergreen": "renewal evergreen"]
}

extension String {
    /// The text without what is quoted in it, and without numbers: how alike things are told.
    fileprivate var withoutValues: String {
        var isQuoted = false
        let scalars = unicodeScalars.filter { scalar in
            if scalar == "'" { isQuoted.toggle() }
            return !isQuoted && !(0x30...0x39).contains(scalar.value)
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
