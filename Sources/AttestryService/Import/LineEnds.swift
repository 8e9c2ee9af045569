/// The ends of lines in a text: a line feed, a carriage return, or both, which are one.
extension Collection<UInt8> {
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

extension RandomAccessCollection<UInt8> where Index == Int {
    /// The length of the end of a line that begins at a place; 0 where none does.
    func lineEnd(at place: Int) -> Int {
        guard place < endIndex else { return 0 }
        switch self[place] {
        case 0x0A: return 1
        case 0x0D: return place + 1 < endIndex && self[place + 1] == 0x0A ? 2 : 1
        default: return 0
        }
    }
}
