import ArgumentParser
import AttestryDelivery
import AttestryDomain
import AttestryService

struct DoctorCommand: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract:
            "Look at versions, paths, permissions, SQLite, channels, and what calls the alerts.",
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
        let registry = try registry.open(in: console)
        let post = Post(now: console.clock.now, environment: console.environment)
        let channels = try registry.channels().map { channel -> JSONValue in
            let obstacle = post.obstacle(of: channel)
            return [
                "aspect": .string("channel \(channel.code)"),
                "value": .string(channel.kind.rawValue), "ok": .bool(obstacle == nil),
                "advice": .text(obstacle),
            ]
        }
        let lines = [version] + (try registry.doctor()) + channels
        let columns = ["aspect", "value", "ok", "advice"].map { Column($0) }
        console.print(lines, columns, output, quiet: "aspect")
    }
}
