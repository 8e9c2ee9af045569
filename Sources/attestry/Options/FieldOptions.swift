import ArgumentParser
import AttestryDomain
import AttestryService

/// Names a field table for ``FieldOptions``, which must know it by its type alone.
protocol FieldSet {
    associatedtype Noun
    static var fields: [Field<Noun>] { get }
}

/// An option for each field of a table: names, help and completion are those of the table.
///
/// The parser finds options by reflection and fills them by decoding, so both are answered from the
/// table.
struct FieldOptions<Fields: FieldSet>: ParsableArguments, CustomReflectable {
    /// What was typed.
    private(set) var form = Form()

    init() {}

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        for field in Self.typed {
            let key = Key(stringValue: field.name)
            switch field.entry {
            case .text:
                form[field.name] = try container.decode(Option<String?>.self, forKey: key)
                    .wrappedValue
            case .flag:
                form[field.name] = try container.decode(Flag<Bool?>.self, forKey: key)
                    .wrappedValue.map { $0 ? "yes" : "no" }
            case .list:
                let words = try container.decodeIfPresent([String].self, forKey: key) ?? []
                form[field.name] = words.isEmpty ? nil : words.joined(separator: ",")
            }
        }
    }

    /// What was typed, with the days that stand at a distance from today in their own form.
    func form(in registry: Registry) throws -> Form {
        var form = form
        for field in Self.typed where field.isDay {
            guard let text = form[field.name] else { continue }
            // What is no day at all is refused with all else that is wrong.
            let day = try RegistryError.unlessMistyped { try registry.day(text, field.name) }
            form[field.name] = day?.description ?? text
        }
        return form
    }

    var customMirror: Mirror {
        Mirror(self, children: Self.typed.map { (label: $0.name, value: Self.option($0)) })
    }

    private static var typed: [Field<Fields.Noun>] { Fields.fields.filter { $0.option != nil } }

    private static func option(_ field: Field<Fields.Noun>) -> Any {
        let name = NameSpecification.customLong(field.option ?? field.name)
        let help = ArgumentHelp(stringLiteral: field.help)
        switch field.entry {
        case .text:
            return Option<String?>(name: name, help: help, completion: .init(field.offer))
        case .flag: return Flag<Bool?>(name: name, inversion: .prefixedNo, help: help)
        case .list:
            return Option<[String]>(
                wrappedValue: [], name: name, help: help, completion: .init(field.offer))
        }
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }

        init?(intValue: Int) { nil }
    }
}

extension CompletionKind {
    /// The completion of what a field takes; nil where nothing is known of it.
    fileprivate init?<Noun>(_ offer: Field<Noun>.Offer) {
        switch offer {
        case .nothing: return nil
        case .evidence: self = codeCompletion
        case .product: self = productCompletion
        case .scheme: self = schemeCompletion
        case .edition: self = editionCompletion
        case .customer: self = customerCompletion
        case .agreement: self = agreementCompletion
        case .words(let words): self = .list(words)
        }
    }
}

extension Activity: FieldSet {}
extension ActivityCadence: FieldSet {}
extension Evidence: FieldSet {}
extension Customer: FieldSet {}
extension ContractInput: FieldSet {}
extension Contact: FieldSet {}
extension AgreementTerms: FieldSet {}
extension AgreementStart: FieldSet {}
extension AgreementKind: FieldSet {}

/// What `add` takes beside title and owner: the scheme.
enum NewEvidenceFields: FieldSet {
    static let fields = Evidence.newFields
}

/// What is typed of a record.
enum RecordFields: FieldSet {
    static let fields = ActivityEvent.recordFields
}

/// What edit takes, where the address names the person as recorded.
enum NewContactFields: FieldSet {
    static let fields = Contact.fields.map { $0.name == "email" ? $0.typed(as: "new-email") : $0 }
}
