extension Int {
    /// The sum; where it is too great or too small for an Int, the nearest one.
    package func plus(_ other: Int) -> Int {
        let (sum, isBeyond) = addingReportingOverflow(other)
        return isBeyond ? (other < 0 ? .min : .max) : sum
    }

    /// The product; where it is too great or too small for an Int, the nearest one.
    package func times(_ other: Int) -> Int {
        let (product, isBeyond) = multipliedReportingOverflow(by: other)
        return isBeyond ? ((self < 0) == (other < 0) ? .max : .min) : product
    }

    /// The number with the other sign; of the smallest Int, which has none, the greatest.
    package var negated: Int { self == .min ? .max : -self }

    /// The number, or the limit that it lies beyond.
    package func clamped(to range: ClosedRange<Int>) -> Int {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}
