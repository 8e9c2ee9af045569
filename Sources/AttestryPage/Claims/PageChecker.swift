package import AttestryDomain

/// Reads pages that anybody wrote, and finds what is wrong in their claims on a day.
package struct PageChecker: Sendable {
    private let book: PageBook
    private let day: CivilDate
    private let own: OwnRegistry?

    /// A checker that knows the schemes and the words of pages, and what the owner of the pages
    /// holds; nil where nobody says who that is.
    package init(_ knowledge: PageKnowledge, on day: CivilDate, own: OwnRegistry? = nil) {
        book = PageBook(knowledge)
        self.day = day
        self.own = own
    }

    /// What is wrong on a page, in its order; notes that say nothing false only where asked for.
    package func findings(_ source: [UInt8], file: String, withNotes: Bool) -> [PageFinding] {
        read(source, file: file, withNotes: withNotes) { _ in nil }.findings
    }

    /// The same, with the schemes that the page mentions; `sha256` hashes the file that a path
    /// beside the page leads to, nil where there is none.
    package func read(
        _ source: [UInt8], file: String, withNotes: Bool, sha256: (String) throws -> String?
    ) rethrows -> (findings: [PageFinding], mentioned: Set<Code>) {
        let mask = PageMask(source, isRST: file.ends(with: ".rst"))
        let text = PageText(mask, book)
        let places = PagePlaces(source)
        let own = own.map { OwnRules(text, $0) }
        let found = try PageRules.findings(in: text, on: day, own, sha256)
            .filter { withNotes || !$0.isOptional }
        let placed = places.placed(Array(Set(found)), file)
        let comments = Suppression.all(in: mask, places)
        let left = places.placed(placed.suppressed(by: comments, on: day), file)
        let mentioned = text.mentions.flatMap { $0.name.schemes.map { book.schemes[$0].code } }
        return (left, Set(mentioned))
    }

    /// Notes for what is in force, may be on the pages, and is on none of them.
    package func missing(beside mentioned: Set<Code>, file: String) -> [PageFinding] {
        (own?.evidence ?? []).filter {
            $0.isForPages && $0.verdict.isInForce && !mentioned.contains($0.scheme.code)
        }.map {
            var finding = PageFinding(
                rule: "not_on_page", severity: .note, message: "in force and not mentioned",
                claim: $0.code.description, right: $0.scheme.wording.right, offset: 0)
            (finding.file, finding.line, finding.column) = (file, 1, 1)
            return finding
        }
    }
}

/// The lines of a page.
struct PagePlaces {
    private let source: [UInt8]
    private let starts: [Int]

    init(_ source: [UInt8]) {
        self.source = source
        starts = [0] + source.indices.filter { source[$0] == 0x0A }.map { $0 + 1 }
    }

    /// The line of a byte, from 1.
    func line(of offset: Int) -> Int {
        var (low, high) = (0, starts.count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if starts[middle] <= offset { low = middle } else { high = middle - 1 }
        }
        return low + 1
    }

    /// Findings in their order, with lines and columns: each line is counted once.
    func placed(_ findings: [PageFinding], _ file: String) -> [PageFinding] {
        var (at, column, line) = (0, 1, 0)
        let sorted = findings.sorted {
            ($0.offset, $0.rule, $0.claim, $0.message) < ($1.offset, $1.rule, $1.claim, $1.message)
        }
        return sorted.map { finding in
            var finding = finding
            finding.file = file
            finding.line = self.line(of: finding.offset)
            if finding.line != line {
                (at, column, line) = (starts[finding.line - 1], 1, finding.line)
            }
            // A byte that goes on with a scalar begins none.
            column += source[at..<finding.offset].count { $0 & 0xC0 != 0x80 }
            at = finding.offset
            finding.column = column
            return finding
        }
    }
}
