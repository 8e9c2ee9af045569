import ArgumentParser
import AttestryDomain
import AttestryService

/// What verbs that record an event take.
protocol EventGroup: ParsableArguments {
    associatedtype Kind

    /// Records the event and prints what it happened to.
    func record(_ kind: Kind, in console: Console) throws
}

/// A verb that records an event of which there is nothing more to know.
protocol EventCommand: AttestryCommand {
    associatedtype Options: EventGroup
    static var kind: Options.Kind { get }
    var event: Options { get }
}

extension EventCommand {
    func run(in console: Console) throws {
        try event.record(Self.kind, in: console)
    }
}

/// What the verbs that record an event of an evidence have in common.
struct EvidenceEventOptions<Noun: EvidenceNoun>: EventGroup {
    @Argument(help: "CODE, or CODE@N for one version.", completion: codeCompletion)
    var version: String
    @Option(help: "The day it happened, YYYY-MM-DD.")
    var on: String
    @OptionGroup var change: ChangeOptions<ReasonOptions>

    func record(_ kind: Event.Kind, in console: Console) throws {
        let registry = try change.registry.open(in: console)
        let name = try registry.record(
            kind, on: registry.day(on, "on"), to: registry.version(named: version), as: Noun.noun,
            author: change.why.author(in: console))
        console.print(name.description)
    }
}

/// What the verbs that record an event of an agreement have in common.
struct AgreementEventOptions: EventGroup {
    @Argument(help: "The code.", completion: agreementCompletion)
    var code: String
    @Option(help: "The day it happened, YYYY-MM-DD (default: today).")
    var on: String?
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func record(_ kind: AgreementEvent.Kind, in console: Console) throws {
        try record(kind, by: nil, in: console)
    }

    func record(
        _ kind: AgreementEvent.Kind, by party: String?, successor: String? = nil,
        effectiveOn: String? = nil, file: DocumentSource? = nil, in console: Console
    ) throws {
        let registry = try change.registry.open(in: console)
        let code = try registry.agreement(named: self.code, "code")
        try registry.record(
            kind, on: registry.day(given: on, "on"), to: code, party: party,
            successor: successor.map { try registry.agreement(named: $0, "by") },
            effectiveOn: registry.day(given: effectiveOn, "effective"), file: file,
            author: change.why.author(in: console))
        console.print(code.description)
    }
}

/// What the verbs that follow a distribution up have in common.
struct DistributionEventOptions: EventGroup {
    @Argument(help: "Its number, or the copy's identifier that is stamped on it.")
    var id: String
    @Option(help: "The day it happened, YYYY-MM-DD (default: today).")
    var on: String?
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func record(_ kind: DistributionEvent.Kind, in console: Console) throws {
        let registry = try change.registry.open(in: console)
        let followed = try registry.follow(
            registry.distribution(named: id), kind, on: registry.day(given: on, "on"),
            author: change.why.author(in: console))
        console.print("\(followed.id.rawValue)")
        if followed.copies.count > 1 {
            let numbers = followed.copies.map { "\($0.rawValue)" }.joined(separator: ", ")
            console.note("note: it holds for all copies of this person: \(numbers)")
        }
    }
}
