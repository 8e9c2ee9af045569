package import AttestryDomain
import Glibc

/// A time zone as this machine's tz database describes it (TZif, RFC 9636), read without a look at
/// the process's environment.
package struct Zone: Sendable {
    private let changes: [Int]
    private let offsets: [Int]
    private let first: Int
    private let rule: ZoneRule?

    /// Seconds east of UTC in an IANA zone at an instant. Throws `invalid` where the machine does
    /// not know the zone: falling back to another would shift every date by a day.
    package static func offset(of name: String, at instant: Timestamp) throws -> Int {
        if name == "UTC" { return 0 }
        let path = "/usr/share/zoneinfo/" + name
        guard isName(name), let bytes = try? InputFile(path).bytes(from: 0, count: 1 << 20),
            let zone = Zone(bytes)
        else {
            throw RegistryError(
                .invalid, "time_zone: '\(name.abbreviated)' is not known to this machine",
                hint: "give an IANA name such as Europe/Berlin; Debian's package is tzdata",
                field: "time_zone")
        }
        return zone.offset(at: instant.secondsSinceEpoch)
    }

    /// The name of the zone of this machine's clocks; UTC where none is set.
    package static var ofMachine: String {
        var target = [CChar](repeating: 0, count: 4_096)
        let length = readlink("/etc/localtime", &target, target.count)
        let path = target.prefix(max(length, 0)).map { UInt8(bitPattern: $0) }
        let name = String(decoding: path, as: UTF8.self).split(separator: "/zoneinfo/").last ?? ""
        return !name.isEmpty && isName(String(name)) ? String(name) : "UTC"
    }

    private static func isName(_ text: String) -> Bool {
        text.utf8.count <= 64 && text.utf8.first != UInt8(ascii: "/")
            && text.utf8.allSatisfy { $0.isLetterOrDigit || "/_+-".utf8.contains($0) }
    }

    /// The zone that the bytes of a file describe; nil where they describe none.
    init?(_ file: [UInt8]) {
        // The first part repeats the zone for programs that know 32 bits only.
        guard let old = Part(file[...], width: 4),
            let part = Part(file.dropFirst(old.length), width: 8)
        else { return nil }
        let count = part.changes
        changes = (0..<count).map { part.number(at: $0 * 8, 8) }
        let types = (0..<count).map { part.number(at: count * 8 + $0, 1) & 0xFF }
        let known = (0..<part.types).map { part.number(at: count * 9 + $0 * 6, 4) }
        guard let first = known.first, types.allSatisfy({ $0 < known.count }) else { return nil }
        (self.first, offsets) = (first, types.map { known[$0] })
        let rest = file.dropFirst(old.length + part.length).split(separator: UInt8(ascii: "\n"))
        rule = rest.first.flatMap { ZoneRule($0) }
        if !rest.isEmpty, rule == nil { return nil }
    }

    /// Seconds east of UTC at an instant.
    func offset(at instant: Int) -> Int {
        guard let index = changes.lastIndex(where: { $0 <= instant }) else {
            return changes.isEmpty ? rule?.offset(at: instant) ?? first : first
        }
        let isLast = index == changes.count - 1
        return (isLast ? rule?.offset(at: instant) : nil) ?? offsets[index]
    }

    /// A header, with how many there are of each thing, and what follows it.
    private struct Part {
        let changes: Int
        let types: Int
        let length: Int
        private let bytes: ArraySlice<UInt8>

        init?(_ bytes: ArraySlice<UInt8>, width: Int) {
            self.bytes = bytes
            guard bytes.count >= 44, bytes.starts(with: "TZif".utf8) else { return nil }
            func count(_ place: Int) -> Int { Self.number(bytes, at: 20 + 4 * place, 4) }
            (changes, types) = (count(3), count(4))
            guard (0..<6).allSatisfy({ (0...65_535).contains(count($0)) }) else { return nil }
            length =
                44 + changes * (width + 1) + types * 6 + count(5) + count(2) * (width + 4)
                + count(1) + count(0)
            if bytes.count < length { return nil }
        }

        /// The big-endian number at a place behind the header.
        func number(at place: Int, _ width: Int) -> Int {
            Self.number(bytes, at: 44 + place, width)
        }

        private static func number(_ bytes: ArraySlice<UInt8>, at place: Int, _ width: Int) -> Int {
            let digits = bytes.dropFirst(place).prefix(width)
            return digits.dropFirst().reduce(Int(Int8(bitPattern: digits.first ?? 0))) {
                $0 << 8 | Int($1)
            }
        }
    }
}
