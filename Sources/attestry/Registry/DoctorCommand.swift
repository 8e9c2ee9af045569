import ArgumentParser
import AttestryDomain
import AttestryService

struct DoctorCommand: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look at versions, paths, permissions, SQLite and the last alert run.",
        discussion: """
            Example:
              attestry doctor
            """)

    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let version: JSONValue = [
            "aspect": "attestry", "value": .string(Attestry.version), "ok": true, "advice": .null,
        ]
        let lines = [version] + (try registry.open(in: console).doctor())
        let columns = ["aspect", "value", "ok", "advice"].map { Column($0) }
        console.print(lines, columns, output, quiet: "aspect")
    }
}
