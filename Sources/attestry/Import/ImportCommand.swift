import ArgumentParser

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Record many at once from a spreadsheet: all rows or none.",
        subcommands: [
            ImportRows<0>.self, ImportRows<1>.self, ImportRows<2>.self, ImportRows<3>.self,
            ImportRows<4>.self, ImportRows<5>.self, ImportRows<6>.self, ImportRows<7>.self,
            ImportRows<8>.self, ImportRows<9>.self, ImportRows<10>.self, ImportRows<11>.self,
            ImportRows<12>.self, ImportRows<13>.self, ImportRows<14>.self, ImportRows<15>.self,
            ImportRows<16>.self, ImportRows<17>.self, ImportRows<18>.self, ImportRows<19>.self,
            ImportRows<20>.self, ImportRows<21>.self, ImportRows<22>.self, ImportAll.self,
        ])
}
