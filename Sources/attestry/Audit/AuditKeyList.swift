import ArgumentParser
import AttestryService

struct AuditKeyList: AttestryCommand {
    static let configuration = verb(
        "list", "Show the keys whose checkpoints are of this log.",
        "What it shows is public: it is what somebody needs who checks a checkpoint.",
        example: "attestry audit key list --quiet")

    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        let keys = try registry.open(in: console).logKeys()
        try console.print(keys, Registry.logKeyColumns, output, quiet: "key")
    }
}
