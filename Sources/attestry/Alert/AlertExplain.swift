import ArgumentParser
import AttestryDomain
import AttestryService

struct AlertExplain: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Each anchor and rung of a code: when it fires, or why it does not.",
        discussion: """
            The code of an evidence, an agreement or a customer.

            Example:
              attestry alert explain iso27001
            """)

    @Argument(help: "The code.", completion: codeCompletion)
    var code: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var day: DayOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let document = try registry.open(in: console).explainAlerts(of: code, asOf: day.day)
        let anchors = document["anchors"].elements ?? []
        let rows: [JSONValue] = anchors.flatMap { anchor in
            (anchor["rungs"].elements ?? []).map { rung in
                [
                    "anchor": anchor["anchor"], "anchor_on": anchor["anchor_on"],
                    "rung": rung["rung"],
                    "fires_on": rung["fires_on"], "outcome": rung["outcome"],
                ]
            }
        }
        switch output.format {
        case .json: console.print(document.document)
        case _ where output.quiet:
            for name in Set(anchors.map { $0["anchor"].cell }).sorted() { console.print(name) }
        case .csv, .table:
            if output.format == .table, console.terminalWidth != nil, !output.quiet {
                for anchor in anchors {
                    console.print(
                        "\(anchor["anchor"].cell) \(anchor["anchor_on"].cell): "
                            + anchor["fact"].cell.visible()
                            + " [ladder of \(anchor["ladder_of"].cell)]")
                }
                let recipients = document["recipients"].cell
                console.print(
                    "to: " + (recipients.isEmpty ? "nobody" : recipients.visible()) + "\n")
            }
            let columns = ["anchor", "anchor_on", "rung", "fires_on", "outcome"].map { Column($0) }
            console.print(rows, columns, output, quiet: "anchor")
            if let why = document["why_none"].string { console.note(why) }
        }
    }
}
