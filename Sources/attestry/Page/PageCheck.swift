import ArgumentParser
import AttestryDomain
import AttestryHost
import AttestryPage
import AttestryService

/// How findings on pages are written.
enum FindingFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json, sarif
}

struct PageCheck: AttestryCommand {
    static let configuration = verb(
        "check", "Find claims on pages that are dead, void or not allowed; any exits 2.",
        """
        Reads Markdown, HTML, MDX, reStructuredText, ERB, Liquid and plain text that
        anybody wrote, and needs no registry. With --own the page is yours and is held
        against the registry too. A comment takes a finding back until a day:
          <!-- attestry: allow RULE until DATE: REASON -->
        """,
        example: """
            attestry page check compliance.md
            attestry page check --own --format sarif docs/*.md
            """)

    @Argument(help: "The pages, - for standard input.", completion: .file())
    var files: [String]
    @Flag(help: "The page is ours: hold it against the registry.")
    var own = false
    @Flag(help: "Also what is neither false nor can be checked.")
    var notes = false
    @Option(help: "text, json or sarif.")
    var format: FindingFormat = .text
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var known: KnownOptions

    func validate() throws {
        if known.past.knownAt != nil, !own {
            throw ValidationError("--known-at asks a registry: it needs --own")
        }
    }

    func run(in console: Console) throws {
        let checker = try own ? ownChecker(in: console) : checker(in: console)
        var findings: [PageFinding] = []
        var mentioned: Set<Code> = []
        var linked = LinkedFiles()
        for file in files {
            let folder = Console.folder(of: file)
            let page = try checker.read(console.contents(of: file), file: file, withNotes: notes) {
                path in
                folder.flatMap { linked.sha256(path, from: $0) }
            }
            findings += page.findings
            mentioned.formUnion(page.mentioned)
        }
        findings += checker.missing(beside: mentioned, file: files[0])
        switch format {
        case .text: for finding in findings { console.print(finding.text.visible()) }
        case .json: console.print(findings.json.document)
        case .sarif: console.print(findings.sarif(version: Attestry.version).document)
        }
        if findings.contains(where: { $0.severity != .note }) { throw FindingsFound() }
    }

    /// A checker that knows what the program knows; its day is this machine's.
    private func checker(in console: Console) throws -> PageChecker {
        let today = { try console.clock.today(in: Zone.ofMachine) }
        let day =
            try known.asked.asOf.map {
                try CivilDate(typed: $0, field: "as-of", today: today)
            } ?? today()
        return PageChecker(try Catalogue.pageKnowledge(), on: day)
    }

    /// A checker that knows what the registry holds.
    private func ownChecker(in console: Console) throws -> PageChecker {
        let (registry, day) = try known.registry(self.registry.open(in: console))
        let published = Set(
            try registry.publishedThings(asOf: day).map(\.publication)
                .filter { $0.thing == .evidence && !$0.isHidden }.map(\.code))
        let held = try registry.list(as: nil, asOf: day, EvidenceFilter()).map { document in
            OwnEvidence(
                code: document.evidence.code, scheme: document.scheme,
                content: document.version?.content, verdict: document.verdict,
                hasDocument: document.version?.document != nil,
                isPublished: published.contains(document.evidence.code))
        }
        let own = OwnRegistry(
            evidence: held, products: try registry.products(),
            restricted: try registry.restrictedFiles())
        return PageChecker(
            try registry.pageKnowledge(), on: try day ?? registry.today(), own: own)
    }
}
