extension Int {
    /// The number with what it counts, in the singular or the plural: `1 customer`, `2 entries`.
    /// `plural` is given where it is not the singular with an s.
    package func of(_ singular: String, _ plural: String? = nil) -> String {
        "\(self) " + (self == 1 ? singular : plural ?? singular + "s")
    }
}
