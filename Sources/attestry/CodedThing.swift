import ArgumentParser
import AttestryDomain
import AttestryService

/// A noun that the verbs speak for which every noun with codes has.
protocol CodedThing {
    static var thing: CodedNoun { get }
    /// A code, and what somebody typed for it.
    static var example: (mistyped: String, code: String) { get }
}

extension CodedThing {
    static var completion: CompletionKind {
        thing.noun == .evidence ? codeCompletion : codesCompletion(of: thing.noun)
    }
}

extension Certificates: CodedThing {
    static let thing = CodedNoun.certificate
    static let example = (mistyped: "iso2701-eu", code: "iso27001-eu")
}

extension Reports: CodedThing {
    static let thing = CodedNoun.report
    static let example = (mistyped: "soc2-clod", code: "soc2-cloud")
}

enum Products: CodedThing {
    static let thing = CodedNoun.product
    static let example = (mistyped: "clod", code: "cloud")
}

enum Schemes: CodedThing {
    static let thing = CodedNoun.scheme
    static let example = (mistyped: "c5x", code: "c5")
}

enum Customers: CodedThing {
    static let thing = CodedNoun.customer
    static let example = (mistyped: "amce", code: "acme")
}

enum Activities: CodedThing {
    static let thing = CodedNoun.activity
    static let example = (mistyped: "dr-tets", code: "dr-test")
}

enum Agreements: CodedThing {
    static let thing = CodedNoun.agreement
    static let example = (mistyped: "amce-nda", code: "acme-nda")
}
