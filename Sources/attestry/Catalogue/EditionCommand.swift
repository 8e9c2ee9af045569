import ArgumentParser

struct EditionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edition", abstract: "Editions of a scheme and the dates that end them.",
        subcommands: [
            EditionList.self, EditionAdd.self, EditionEdit.self, EditionRemove.self,
        ])
}
