import ArgumentParser

struct ActivityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "activity",
        abstract: "Controls that come again: what is due, what was done, what an auditor asks for.",
        subcommands: [
            ActivityAdd.self, ActivityEdit.self, Rename<Activities>.self, ActivityDone.self,
            ActivityOpen.self, ActivityWaive.self, ActivityCloseFinding.self, ActivityEnd.self,
            ActivityVoid.self, ActivityVoidEvent.self, ActivityVoidCadence.self,
            ActivityShow.self, ActivityList.self, History<Activities>.self, ActivityFile.self,
        ])
}
