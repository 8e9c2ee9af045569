import ArgumentParser
import AttestryDomain
import AttestryHost
import AttestryService

struct AuditPackage: AttestryCommand {
    static let configuration = verb(
        "package", "Make a folder that proves what the log says, without Attestry.",
        """
        The folder (BagIt) has the entries, the signed head of the log, the documents,
        the releases, and the verdicts and agreements of the days asked for, with a
        verifier of Python's own library: python3 DIRECTORY/verify.py --vkey KEY

        With --customer it has what belongs to that customer alone, each entry with its
        proof. --from and --to say which entries and releases; all else is complete. A
        part of the log is proven by the signature: it needs --key. Documents that not
        everybody may have leave an entry each.
        """,
        example: """
            attestry audit package audit-2026 --key /etc/attestry/log.key \\
              --as-of 2026-06-30 --as-of 2026-12-31
            attestry audit package for-acme --customer acme --key /etc/attestry/log.key
            """)

    @Argument(help: "The folder to make.", completion: .directory)
    var directory: String
    @Option(
        help: ArgumentHelp("The key that signs the log's head; or several.", valueName: "file"),
        completion: .file())
    var key: [String] = []
    @Option(help: "Only what belongs to this customer.", completion: customerCompletion)
    var customer: String?
    @Option(help: "Only entries and releases from this day on, YYYY-MM-DD.")
    var from: String?
    @Option(help: "Only entries and releases up to this day, YYYY-MM-DD.")
    var to: String?
    @Option(help: "A day of which the verdicts are; or several (default: today).")
    var asOf: [String] = []
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func validate() throws {
        if key.isEmpty, customer != nil || from != nil || to != nil {
            throw ValidationError(
                "a part of the log is proven by a signature: --key FILE is needed")
        }
    }

    func run(in console: Console) throws {
        let registry = try registry.open(in: console)
        try registry.checkClock()
        var order = PackageOrder()
        order.customer = try registry.customer(named: customer, "customer")
        order.from = try registry.day(given: from, "from")
        order.to = try registry.day(given: to, "to")
        order.days = try asOf.map { try registry.day($0, "as-of") }
        let folder = try NewFolder(
            at: directory, for: "directory", by: "package-\(registry.identifier())")
        // What a command that was cut short left behind.
        try folder.clear()
        if !key.isEmpty { order.checkpoint = try SigningKeyFile.sign(registry, with: key) }
        let taken = try registry.pack(order) { name in
            let file = try folder.newFile(name)
            return (file.write, file.publish)
        }
        // What cannot be said any more to have left must not leave.
        try registry.log(taken, as: Registry.packaging, author: author.author(in: console))
        try folder.publish()
        console.print(directory)
    }
}
