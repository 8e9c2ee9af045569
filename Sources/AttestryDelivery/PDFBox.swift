/// An upright rectangle in the units of a page.
struct PDFBox {
    let left: Double
    let bottom: Double
    let right: Double
    let top: Double

    /// The smallest one around points; nil around none.
    init?(around points: [(x: Double, y: Double)]) {
        let (across, up) = (points.map(\.x), points.map(\.y))
        guard let left = across.min(), let right = across.max(), let bottom = up.min(),
            let top = up.max()
        else { return nil }
        (self.left, self.bottom, self.right, self.top) = (left, bottom, right, top)
    }

    /// The one that four numbers spell; nil of anything else.
    init?(_ value: PDFValue?, in file: PDFFile) throws {
        let sides = try (file.resolved(value)?.elements ?? []).compactMap {
            try file.resolved($0)?.number
        }
        guard sides.count == 4 else { return nil }
        self.init(around: [(sides[0], sides[1]), (sides[2], sides[3])])
    }

    var width: Double { right - left }
    var height: Double { top - bottom }

    /// What lies in both; nil where that has no area.
    func intersection(_ other: PDFBox) -> PDFBox? {
        let (low, high) = (
            (x: max(left, other.left), y: max(bottom, other.bottom)),
            (x: min(right, other.right), y: min(top, other.top))
        )
        return low.x < high.x && low.y < high.y ? PDFBox(around: [low, high]) : nil
    }

    /// Four numbers, as PDF spells them.
    var spelling: String {
        "[ " + [left, bottom, right, top].map(PDFValue.spelling).joined(separator: " ") + " ]"
    }
}

extension PDFValue {
    /// A number with five decimals, at most a billion: PDF knows no exponents. What is no number
    /// is 0.
    static func spelling(_ value: Double) -> String {
        let value = value.isNaN ? 0 : value
        let parts = Int((min(max(value, -1e9), 1e9) * 1e5).rounded()).magnitude
            .quotientAndRemainder(dividingBy: 100_000)
        let digits = String(parts.remainder)
        return (value < 0 ? "-" : "") + String(parts.quotient) + "."
            + String(repeating: "0", count: 5 - digits.count) + digits
    }
}
