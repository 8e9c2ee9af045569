import ArgumentParser
import AttestryDomain
import AttestryService

/// The noun that the verb `rename` speaks for.
protocol RenamedThing {
    static var thing: Renamable { get }
    static var completion: CompletionKind { get }
    /// A code that somebody typed wrong, and the right one.
    static var example: String { get }
}

struct Rename<Noun: RenamedThing>: ChangingCommand {
    static var configuration: CommandConfiguration {
        verb(
            "rename", "Give a \(Noun.thing.rawValue) another code.",
            """
            The old code leads to it from then on, wherever a code is asked for, and is
            not given to another.
            """,
            example: "attestry \(Noun.thing.rawValue) rename \(Noun.example) "
                + "--reason 'mistyped'")
    }

    @Argument(help: "The code as it is.", completion: Noun.completion)
    var old: String
    @Argument(help: "The code as it should be.")
    var new: String
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func apply(to registry: Registry, by author: Author) throws -> String {
        try registry.rename(
            Noun.thing, from: Code(old, field: "code"), to: Code(new, field: "code"),
            author: author)
        return new
    }
}

extension Certificates: RenamedThing {
    static let thing = Renamable.certificate
    static var completion: CompletionKind { codeCompletion }
    static let example = "iso2701 iso27001"
}

extension Reports: RenamedThing {
    static let thing = Renamable.report
    static var completion: CompletionKind { codeCompletion }
    static let example = "soc2-clod soc2-cloud"
}

enum Products: RenamedThing {
    static let thing = Renamable.product
    static var completion: CompletionKind { productCompletion }
    static let example = "clod cloud"
}

enum Schemes: RenamedThing {
    static let thing = Renamable.scheme
    static var completion: CompletionKind { schemeCompletion }
    static let example = "c5x c5"
}

enum Customers: RenamedThing {
    static let thing = Renamable.customer
    static var completion: CompletionKind { customerCompletion }
    static let example = "amce acme"
}

enum Activities: RenamedThing {
    static let thing = Renamable.activity
    static var completion: CompletionKind { activityCompletion }
    static let example = "dr-tets dr-test"
}

enum Agreements: RenamedThing {
    static let thing = Renamable.agreement
    static var completion: CompletionKind { agreementCompletion }
    static let example = "amce-nda acme-nda"
}
