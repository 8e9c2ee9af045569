import ArgumentParser

struct CustomerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "customer",
        abstract: "Companies that evidence is handed to: prospects, customers, former ones.",
        subcommands: [
            CustomerAdd.self, CustomerEdit.self, Rename<Customers>.self, CustomerShow.self,
            CustomerList.self,
            CustomerVoidContract.self, ContactCommand.self,
        ])
}
