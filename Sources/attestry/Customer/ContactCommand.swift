import ArgumentParser

struct ContactCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contact", abstract: "Named persons at a company, with their role.",
        subcommands: [
            ContactAdd.self, ContactEdit.self, ContactLeave.self, ContactList.self,
            ContactVoid.self,
        ])
}
