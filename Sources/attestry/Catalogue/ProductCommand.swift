import ArgumentParser

struct ProductCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "product", abstract: "What the organization offers and evidence may cover.",
        subcommands: [
            ProductAdd.self, ProductList.self, ProductEdit.self, Rename<Products>.self,
            ProductRemove.self,
        ])
}
