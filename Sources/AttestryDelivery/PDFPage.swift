import AttestryDomain

/// What of a page can be seen, in its own units and directions.
struct PDFPage {
    /// The corners of a box.
    typealias Box = (left: Double, bottom: Double, right: Double, top: Double)

    /// The corners of the visible box.
    let box: Box
    /// By how much a viewer turns it clockwise: 0, 90, 180 or 270 degrees.
    let rotation: Int

    /// The points of a line, of a letter and around the stamp; Courier's letters are 0.6 wide.
    private static let (size, margin) = (7.0, 18.0)

    /// The instructions that draw sentences along the foot of the page as it is seen; nil where
    /// there is no room to see anything.
    func stamp(_ sentences: [String], font: String) -> [UInt8]? {
        let (width, height) = (box.right - box.left, box.top - box.bottom)
        let isTurned = rotation % 180 != 0
        let (wide, high) = isTurned ? (height, width) : (width, height)
        guard wide >= 36, high >= 36 else { return nil }
        let margin = min(Self.margin, wide / 12)
        let letters = max(8, Int((wide - 2 * margin) / (0.6 * Self.size)))
        let size = min(Self.size, (wide - 2 * margin) / (0.6 * Double(letters)))
        let lines = StampText.lines(sentences, width: letters)
        var bytes = Array("q 0.75 0 0 rg BT /\(font) \(Self.text(size)) Tf\n".utf8)
        for (index, line) in lines.enumerated() {
            let rise = margin / 2 + size * 1.25 * Double(lines.count - 1 - index)
            bytes += Array((matrix(right: margin, up: rise) + " Tm (").utf8)
            bytes += StampText.escaped(line) + Array(") Tj\n".utf8)
        }
        return bytes + Array("ET Q\n".utf8)
    }

    /// The text matrix for a place counted from the lower left corner as it is seen.
    private func matrix(right: Double, up: Double) -> String {
        let (turn, x, y) =
            switch rotation {
            case 90: ("0 1 -1 0", box.right - up, box.bottom + right)
            case 180: ("-1 0 0 -1", box.right - right, box.top - up)
            case 270: ("0 -1 1 0", box.left + up, box.top - right)
            default: ("1 0 0 1", box.left + right, box.bottom + up)
            }
        return "\(turn) \(Self.text(x)) \(Self.text(y))"
    }

    /// A number with two decimals, as PDF knows no exponents.
    static func text(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let (whole, rest) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
        return "\(hundredths < 0 ? "-" : "")\(whole).\(pad(rest, 2))"
    }
}
