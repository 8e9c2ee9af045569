import AttestryDomain
import AttestryStorage

extension Registry {
    /// Records the rows of a sheet: all or none.
    ///
    /// An evidence whose code comes twice, or exists already, gets a further version; `existing`
    /// says what becomes of a row about what is there already. Past distributions are recorded as
    /// they happened, without the gate; what it would have refused is listed. Throws
    /// ``ImportRefusal`` with everything that is wrong with every row, and with remarks where they
    /// are asked for, and `invalid` where the file is no sheet at all.
    package func importRows(
        _ source: SheetSource, as kind: ImportKind, existing: ExistingRows = .refuse,
        isDryRun: Bool, withRemarks: Bool = false, author: Author,
        document: @escaping ImportedDocument
    ) throws -> ImportReport {
        let table = try ImportTable(source, kind.known)
        try kind.refuseList(table.sheet.header.filter { source.mapping[$0] == nil })
        try store.prepareForManyRows()
        return try trying(isDryRun) { finish in
            try write("import.\(kind.rawValue)", author) { transaction, today in
                var run = ImportRun(
                    transaction, kind, existing, isDryRun: isDryRun, withRemarks: withRemarks,
                    clock, today: today, author: author, document)
                return try finish(run.record(table))
            }
        }
    }

    /// Runs a change and takes it back where it is only tried.
    func trying<Report>(
        _ isDryRun: Bool, _ body: ((Report) throws -> Report) throws -> Report
    ) throws -> Report {
        var tried: Report?
        do {
            return try body { report in
                guard isDryRun else { return report }
                tried = report
                throw TakenBack()
            }
        } catch let error as TakenBack {
            guard let tried else { throw error }
            return tried
        }
    }
}

/// Takes the transaction back after everything in it went well.
private struct TakenBack: Error {}
