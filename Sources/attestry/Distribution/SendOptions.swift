import ArgumentParser
import AttestryDomain
import AttestryService

/// What goes to which persons, and what is recorded of it.
struct SendOptions: ParsableArguments {
    @Argument(help: "CODE for the current version, or CODE@N.", completion: codeCompletion)
    var version: String
    @Option(help: "To all who hold this version, CODE@N.", completion: codeCompletion)
    var toHoldersOf: String?
    @Option(
        name: .customLong("to"), help: "To the rows of a sheet, or - for standard input.",
        completion: .file(extensions: ["csv", "xlsx"]))
    var file: String?
    @OptionGroup var sheet: SheetOptions
    @Option(help: "By which way: email, portal, data-room, in-person or other.")
    var channel: Distribution.Channel?
    @Option(help: "What they want it for.")
    var purpose: String?
    @Option(help: "Why they have sufficient knowledge to use the report.")
    var basis: String?
    @Flag(help: "The bridge letter of the report, not the report itself.")
    var bridge = false
    @Flag(help: "An older or lapsed version is sent on purpose.")
    var historical = false
    @Option(help: "The last day on which they may have access, YYYY-MM-DD.")
    var accessEnds: String?

    func validate() throws {
        if (toHoldersOf == nil) == (file == nil) {
            throw ValidationError("give --to-holders-of CODE@N or --to FILE.csv")
        }
    }

    func order(for registry: Registry, in console: Console) throws -> SendOrder {
        let recipients: SendOrder.Recipients =
            if let toHoldersOf {
                .holders(of: try registry.version(named: toHoldersOf))
            } else {
                .listed(try sheet.source(file ?? "-", in: console))
            }
        var order = SendOrder(try registry.version(named: version), to: recipients)
        order.channel = channel
        order.purpose = purpose
        order.basis = basis
        order.isLetter = bridge
        order.isHistorical = historical
        order.accessEndsOn = try registry.day(given: accessEnds, "access-ends")
        return order
    }
}
