/// What a column can hold: anything that has one form in JSON, CSV and tables.
package protocol JSONConvertible: SendableMetatype {
    var json: JSONValue { get }
}

extension JSONConvertible where Self: RawRepresentable<String> {
    package var json: JSONValue { .string(rawValue) }
}

extension JSONConvertible where Self: CustomStringConvertible {
    package var json: JSONValue { .string(description) }
}

extension JSONValue: JSONConvertible {
    package var json: JSONValue { self }
}

extension Bool: JSONConvertible {
    package var json: JSONValue { .bool(self) }
}

extension Int: JSONConvertible {
    package var json: JSONValue { .number(self) }
}

extension ID: JSONConvertible {
    package var json: JSONValue { .number(Int(rawValue)) }
}

// In generic code a key path is made anew each time it is met, which costs more than all the rest
// of writing a list: closures here.
extension Optional: JSONConvertible where Wrapped: JSONConvertible {
    package var json: JSONValue { map { $0.json } ?? .null }
}

extension Array: JSONConvertible where Element: JSONConvertible {
    package var json: JSONValue { .array(map { $0.json }) }
}

extension Dictionary: JSONConvertible where Key == String, Value: JSONConvertible {
    package var json: JSONValue { .object(mapValues { $0.json }) }
}

extension String: JSONConvertible {}
extension Code: JSONConvertible {}
extension VersionReference: JSONConvertible {}
extension CivilDate: JSONConvertible {}
extension Timestamp: JSONConvertible {}
extension ActivityEvent.Kind: JSONConvertible {}
extension ActivityEvent.Result: JSONConvertible {}
extension ActivityVerdict.State: JSONConvertible {}
extension Agreement.EventKind: JSONConvertible {}
extension AgreementStanding.State: JSONConvertible {}
extension AgreementTerms.Renewal: JSONConvertible {}
extension AgreementTerms.SurvivalBasis: JSONConvertible {}
extension Contact.Role: JSONConvertible {}
extension Customer.Status: JSONConvertible {}
extension Distribution.Channel: JSONConvertible {}
extension Distribution.Outcome: JSONConvertible {}
extension EventKind: JSONConvertible {}
extension Fact.Origin: JSONConvertible {}
extension GateRule: JSONConvertible {}
extension Occurrence.State: JSONConvertible {}
extension ReleaseClass: JSONConvertible {}
extension Scheme.Kind: JSONConvertible {}
extension Verdict.State: JSONConvertible {}
extension Publication.Thing: JSONConvertible {}
extension PublishedClaim.Standing: JSONConvertible {}
extension PublishedClaim.Access: JSONConvertible {}
