/// What of a page can be seen, in its own units and directions.
struct PDFPage {
    /// The visible box.
    let box: PDFBox
    /// By how much a viewer turns it clockwise: 0, 90, 180 or 270 degrees.
    let rotation: Int

    /// The medium of a page that does not say its size.
    static let letter = PDFValue("[ 0 0 612 792 ]")

    /// The points of a letter on a page of common size, which grows with the page and shrinks
    /// where there is no room; Courier's letters are 0.6 wide.
    private static let (size, smallest, width) = (7.0, 1.0, 0.6)

    /// Measures a page; nil where nobody can tell its size, or nothing of it can be seen.
    init?(_ page: PDFValue, in file: PDFFile) throws {
        guard let media = try PDFBox(page["/MediaBox"] ?? Self.letter, in: file),
            let box = try (PDFBox(page["/CropBox"], in: file) ?? media).intersection(media)
        else { return nil }
        let turn = Int(try file.resolved(page["/Rotate"])?.number ?? 0) % 360
        (self.box, rotation) = (box, turn < 0 ? turn + 360 : turn)
    }

    /// The instructions that draw sentences along the foot of the page as it is seen, and the
    /// strip that they take; nil where there is no room.
    func mark(_ sentences: [String], font: String) -> (drawing: [UInt8], strip: PDFBox)? {
        let isTurned = rotation % 180 != 0
        let (wide, high) = isTurned ? (box.height, box.width) : (box.width, box.height)
        let margin = min(18, wide / 12)
        var size = max(Self.size, wide / 120)
        while size >= Self.smallest {
            let letters = Int((wide - 2 * margin) / (Self.width * size))
            let lines = letters < 8 ? [] : StampText.lines(sentences, width: letters)
            let rise = size * 1.25 * Double(lines.count) + margin / 2
            guard !lines.isEmpty, rise < high / 2 else {
                size *= 0.9
                continue
            }
            var bytes = Array("0.75 0 0 rg BT \(font) \(PDFValue.spelling(size)) Tf\n".utf8)
            for (index, line) in lines.enumerated() {
                let place = place(right: margin, up: rise - size * 1.25 * Double(index + 1))
                let matrix = ([direction] + [place.x, place.y].map(PDFValue.spelling))
                    .joined(separator: " ")
                bytes += "\(matrix) Tm (".utf8 + StampText.escaped(line) + ") Tj\n".utf8
            }
            let strip = PDFBox(around: [place(right: 0, up: 0), place(right: wide, up: rise)])
            return strip.map { (bytes + "ET\n".utf8, $0) }
        }
        return nil
    }

    /// Where a line of text goes, as the first part of a matrix.
    private var direction: String {
        [90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"][rotation] ?? "1 0 0 1"
    }

    /// A place counted from the lower left corner as it is seen.
    private func place(right: Double, up: Double) -> (x: Double, y: Double) {
        switch rotation {
        case 90: (box.right - up, box.bottom + right)
        case 180: (box.right - right, box.top - up)
        case 270: (box.left + up, box.top - right)
        default: (box.left + right, box.bottom + up)
        }
    }
}
