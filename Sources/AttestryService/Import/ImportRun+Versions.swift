import AttestryDomain
import AttestryStorage

extension ImportRun {
    /// Records a version of an evidence; adds all that is wrong with it.
    mutating func recordVersion(_ row: ImportRow, _ wrong: inout [Problem]) throws {
        let code = row.meaning?.code ?? row.standIn
        let recorded = try wrong.gather { try record(row, as: code) } ?? nil
        if recorded == nil {
            // What rides on it, or follows it, is judged as if it were recorded.
            try evidence?.insertStandIn(code, scheme: row["scheme"].flatMap { Code($0) })
        }
        codes.insert(code)
        finder.keep(row, kind, as: code)
        doubt(recorded?.doubts ?? [], row)
    }

    private mutating func record(_ row: ImportRow, as code: Code) throws -> Recorded? {
        var wrong: [Problem] = []
        let file = try wrong.gather { try teller.source(row.form().values) } ?? nil
        var form = row.form(without: RowTeller.versionColumns.union(["code"]))
        let recorded: Recorded?
        if try transaction.reading.has(code, .evidence) {
            let world = try EvidenceWorld(code, as: kind.evidence, transaction.reading)
            let given = try row["scheme"].flatMap { Code($0) }
                .map { try transaction.reading.current($0, of: .scheme).description }
            if let scheme = given ?? row["scheme"], scheme != world.scheme.code.description {
                wrong.append(
                    Problem(
                        "scheme", ": '\(code)' is evidence of \(world.scheme.code), not \(scheme)"))
            }
            form["scheme"] = nil
            let last = world.evidence.versions.map(\.version).max() ?? 0
            _ = try wrong.gather { try row.checkNumber(after: last, of: code) }
            recorded =
                try wrong.gather {
                    try evidence?.addVersion(EvidenceInput(form, file: file), to: world)
                } ?? nil
        } else {
            _ = try wrong.gather { try row.checkNumber(after: 0, of: code) }
            recorded =
                try wrong.gather {
                    try evidence?.add(code, EvidenceInput(form, file: file))
                } ?? nil
            if recorded != nil { report.new += 1 }
        }
        try RegistryError.check(wrong)
        if let text = row["discontinued_on"] {
            var world = try EvidenceWorld(code, as: kind.evidence, transaction.reading).evidence
            world.discontinuedOn = try CivilDate(text, field: "discontinued_on")
            try transaction.update(world)
        }
        return recorded
    }

    func oldTroubles() throws -> Int {
        let list = try WatchList(transaction.reading, clock, on: today, .until(nil))
        let keys = Set(try codes.map { try transaction.reading.evidenceKey($0).rawValue })
        return try list.evidence(keys).reduce(0) { count, watched in
            count + watched.anchors.count { $0.isOld && watched.stillSuffers(from: $0) }
        }
    }
}
