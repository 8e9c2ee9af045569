import ArgumentParser
import AttestryDelivery
import AttestryDomain
import AttestryHost
import AttestryPage
import AttestryService

struct PageBuild: AttestryCommand {
    static let configuration = verb(
        "build", "Build the page in a folder that a web server serves.",
        """
        HTML without script for people; JSON with its schema, Markdown, a feed, and
        llms.txt for programs; an address for each claim; the SHA-256 of every file.
        The same registry gives the same bytes all day, and only changed files are
        written, each whole, index.html last. What a former build made and this one
        does not is deleted, and nothing else. Prints what changed; nothing is printed
        where nothing did. What cannot be judged is left out and said: exits 2.

        --templates is a folder of templates (Mustache) in place of the program's:
        \(PublishedPage.replaceable.keys.sorted().prefix(4).joined(separator: ", ")),
        \(PublishedPage.replaceable.keys.sorted().dropFirst(4).joined(separator: ", ")).
        """,
        example: """
            attestry page build /srv/www/trust
            attestry page build preview --as-of +30
            """)

    @Argument(help: "The folder; it is made where it is missing.", completion: .directory)
    var directory: String
    @OptionGroup var templates: TemplateOptions
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var known: KnownOptions
    @Flag(help: "Print nothing of what was written, as for cron.")
    var quiet = false

    func run(in console: Console) throws {
        let (registry, day) = try known.registry(self.registry.open(in: console))
        let page = try registry.page(asOf: day)
        let files = try page.folderFiles(templates.read(), registry)
        let outcome = try PageFolder(writing: directory).build(files)
        guard !quiet else { return }
        for name in outcome.written { console.print("written\t\(name)") }
        for name in outcome.removed { console.print("removed\t\(name)") }
    }
}

/// The templates of the user's own.
struct TemplateOptions: ParsableArguments {
    @Option(help: "A folder of templates in place of the program's.", completion: .directory)
    var templates: String?

    /// What lies in the folder, by the names of the files.
    func read() throws -> [String: [UInt8]] {
        guard let templates else { return [:] }
        let folder = try KeptFolder(reading: templates, for: "templates")
        var files: [String: [UInt8]] = [:]
        for name in try folder.names {
            var bytes: [UInt8] = []
            if try folder.read(name, { bytes += $0 }) { files[name] = bytes }
        }
        return files
    }
}

extension Page {
    /// All files that a build makes, those that people look at last; the documents come straight
    /// out of the registry.
    func folderFiles(_ templates: [String: [UInt8]], _ registry: Registry) throws
        -> [PageFolder.File]
    {
        let documents = claims(.stands).compactMap { claim -> PageFolder.File? in
            guard claim.access == .download, let version = claim.version,
                let name = PublishedPage.documentPath(of: claim.code, version),
                let document = version.document
            else { return nil }
            let reference = VersionReference(code: claim.code, version: version.version)
            let noun = claim.scheme?.kind.noun ?? .certificate
            return PageFolder.File(name: name, sha256: document.sha256) { sink in
                _ = try registry.export(reference, as: noun, isLetter: false, to: sink)
            }
        }
        let files = try PublishedPage(self, templates: templates).files
        return documents + files.map { PageFolder.File(name: $0.name, bytes: $0.bytes) }
    }
}
