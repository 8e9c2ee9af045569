/// The ends of lines in a text: a line feed, a carriage return, or both, which are one.
extension Collection<UInt8> {
    /// The length of the end of a line with which these bytes begin; 0 where they do not.
    var lineEnd: Int {
        switch first {
        case 0x0A: 1
        case 0x0D: dropFirst().first == 0x0A ? 2 : 1
        default: 0
        }
    }

    /// How many lines end in these bytes.
    var lineEnds: Int {
        var before: UInt8 = 0
        var ends = 0
        for byte in self {
            if byte == 0x0D || byte == 0x0A && before != 0x0D { ends += 1 }
            before = byte
        }
        return ends
    }
}
