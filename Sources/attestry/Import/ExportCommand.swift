import ArgumentParser

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write what is recorded as CSV, or a claim as other programs take it.",
        subcommands: [
            ExportRows<0>.self, ExportRows<1>.self, ExportRows<2>.self, ExportRows<3>.self,
            ExportRows<4>.self, ExportRows<5>.self, ExportRows<6>.self, ExportRows<7>.self,
            ExportRows<8>.self, ExportRows<9>.self, ExportRows<10>.self, ExportRows<11>.self,
            ExportRows<12>.self, ExportRows<13>.self, ExportRows<14>.self, ExportRows<15>.self,
            ExportRows<16>.self, ExportRows<17>.self, ExportRows<18>.self, ExportRows<19>.self,
            ExportRows<20>.self, ExportRows<21>.self, ExportRows<22>.self, ExportAll.self,
            ExportOSCAL.self, ExportCatenaX.self,
        ])
}
