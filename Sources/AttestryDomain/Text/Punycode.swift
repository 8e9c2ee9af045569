/// The form that labels of domains with letters beyond ASCII have in the DNS (RFC 3492).
///
/// Written here because neither the standard library nor a package that is kept has it without the
/// tables of a whole Unicode library.
package enum Punycode {
    private static let base = 36
    private static let (least, most) = (1, 26)
    private static let (skew, damp) = (38, 700)

    /// The text that a punycode text stands for, without the `xn--` of a domain's label; nil where
    /// it is none.
    package static func decoded(_ text: String) -> String? {
        let scalars = Array(text.unicodeScalars)
        guard scalars.allSatisfy(\.isASCII) else { return nil }
        let mark = scalars.lastIndex(of: "-")
        var output = mark.map { Array(scalars[..<$0]) } ?? []
        var (code, place, bias) = (0x80, 0, 72)
        var input = scalars[(mark.map { $0 + 1 } ?? 0)...]
        while !input.isEmpty {
            let before = place
            var (weight, threshold) = (1, base - bias)
            while true {
                guard let digit = input.popFirst().flatMap(digit(of:)) else { return nil }
                place += digit * weight
                let limit = min(max(threshold, least), most)
                if digit < limit { break }
                weight *= base - limit
                threshold += base
                // Nothing that a label holds comes near, and no sum below can then overflow.
                guard weight < Int(Int32.max), place < Int(Int32.max) else { return nil }
            }
            let count = output.count + 1
            bias = adapted(place - before, count: count, isFirst: before == 0)
            code += place / count
            place %= count
            guard code < 0x11_0000, let scalar = Unicode.Scalar(UInt32(code)) else { return nil }
            output.insert(scalar, at: place)
            place += 1
        }
        return output.reduce(into: "") { $0.unicodeScalars.append($1) }
    }

    private static func digit(of scalar: Unicode.Scalar) -> Int? {
        switch scalar {
        case "a"..."z": Int(scalar.value) - 0x61
        case "A"..."Z": Int(scalar.value) - 0x41
        case "0"..."9": Int(scalar.value) - 0x30 + 26
        default: nil
        }
    }

    private static func adapted(_ delta: Int, count: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / damp : delta / 2
        delta += delta / count
        var bias = 0
        while delta > (base - least) * most / 2 {
            delta /= base - least
            bias += base
        }
        return bias + (base - least + 1) * delta / (delta + skew)
    }
}
