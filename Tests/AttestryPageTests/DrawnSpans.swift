import AttestryDomain
import AttestryTestSupport

/// What a picture says it draws, read back from the attributes of its bars.
struct DrawnSpan: Equatable {
    let state: String
    let from: CivilDate
    let to: CivilDate?
    let version: String

    /// The spans of a picture in their order.
    static func all(in picture: [UInt8]) -> [DrawnSpan] {
        let bar = #/data-state="(\w+)" data-from="(\S+)"(?: data-to="(\S+)")? data-version="(\d+)"/#
        return String(decoding: picture, as: UTF8.self).matches(of: bar).map { match in
            DrawnSpan(
                state: String(match.1), from: day(String(match.2)),
                to: match.3.map { day(String($0)) }, version: String(match.4))
        }
    }

    func contains(_ asked: CivilDate) -> Bool { from <= asked && to.map { asked <= $0 } ?? true }
}
