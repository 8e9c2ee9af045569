import ArgumentParser
import AttestryDomain
import AttestryHost
import AttestryService

struct ImportAll: AttestryCommand {
    static let configuration = verb(
        "all", "Fill a new registry from a folder that 'export all' made.",
        """
        Everything comes back as it was, by no rule but what each row says: the rules
        were asked when it was recorded. The log begins anew, and what is recorded is
        of today. Nothing is taken in unless all of it is, and each file has the hash
        that SHA256SUMS says.

        With --existing the registry need not be new: rows about what it has already
        are left, or change it, and all rows go in by the rules, as with 'import KIND'.
        """,
        example: """
            attestry init --organization Example --owner security@example.com
            attestry import all registry-2026
            attestry import all registry-2026 --existing update --dry-run
            """)

    @Argument(help: "The folder.", completion: .directory)
    var folder: String
    @Flag(help: "Check everything; record nothing.")
    var dryRun = false
    @OptionGroup var existing: ExistingOptions
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: ListOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        let names = Set(try NewFolder.names(in: folder))
        let source = ExportFolder(
            contents: { name in
                names.contains(name)
                    ? try InputFile.contents(of: "\(folder)/\(name)") : nil
            }, document: sheetDocuments(in: folder))
        let reports = try registry.open(in: console).importAll(
            source, existing: existing.rows, isDryRun: dryRun, author: author.author(in: console))
        let columns =
            existing.rows == .refuse
            ? ImportReport.countColumns : ImportReport.existingCountColumns
        for report in reports { report.tell(console) }
        try console.print(reports, columns, output)
        guard dryRun, output.format == .table, !output.quiet else { return }
        for line in reports.flatMap(\.changeLines) { console.print(line) }
    }
}

/// Opens documents that a sheet names by their places beside it.
func sheetDocuments(in folder: String?) -> ImportedDocument {
    { path, name in
        guard let folder else {
            throw RegistryError(
                .invalid, "file: standard input lies in no folder",
                hint: "give the sheet as a file", field: "file")
        }
        let file = try InputFile(path, below: folder, for: "file")
        return try DocumentSource(named: name ?? file.name, reading: file.bytes)
    }
}
