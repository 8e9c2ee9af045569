import ArgumentParser

struct AgreementCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agreement",
        abstract: "NDAs, BAAs, DPAs and other agreements with customers.",
        subcommands: [
            AgreementAdd.self, AgreementEdit.self, Rename<Agreements>.self, AgreementSend.self,
            AgreementNegotiate.self,
            AgreementSign.self, AgreementDecline.self, AgreementTerminate.self,
            AgreementSupersede.self, AgreementVoid.self, AgreementVoidEvent.self,
            AgreementShow.self, AgreementList.self, History<Agreements>.self, AgreementPaper.self,
            AgreementFile.self, AgreementKindCommand.self,
        ])
}
