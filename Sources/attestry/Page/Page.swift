import ArgumentParser

struct PageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "page",
        abstract: "The compliance page: what it shows, built from evidence in force.",
        subcommands: [
            PagePublish.self, PageHide.self, PageList.self, PageSet.self, PageBuild.self,
            PageDiff.self, PageCheck.self,
        ])
}
