/// What a version must satisfy to be recorded.
package struct VersionRules: Sendable {
    private let scheme: Scheme
    private let today: CivilDate

    /// The rules for versions of this scheme, recorded on this day.
    package init(scheme: Scheme, today: CivilDate) {
        self.scheme = scheme
        self.today = today
    }

    /// All that is wrong with a version, but for what is said of these fields already.
    package func problems(_ content: VersionContent, besides said: Set<String> = []) -> [Problem] {
        let problems =
            editionProblems(content) + missing(content) + unknownValues(content)
            + Cost.problems(content.identifiers)
            + (scheme.kind == .report ? reportProblems(content) : [])
            + dateProblems(content)
        return problems.filter { !said.contains($0.field ?? "") }
    }

    private func dateProblems(_ content: VersionContent) -> [Problem] {
        let (issued, start) = (content.issuedOn, content.start)
        let expires = content.expiresOn ?? start
        let order = Problem.when(
            expires < start, "expires_on", ": \(expires) lies before the start on \(start)",
            hint: "give the last day of validity")
        return Problem.future(
            "issued_on", issued, by: today,
            hint: "record a version once it is issued; valid_from may lie ahead")
            + [order].compactMap(\.self)
    }

    /// What is odd but may be true, as sentences for the person who records it; a reissue keeps
    /// the edition of its cycle.
    package func doubts(about content: VersionContent, isReissue: Bool = false) -> [String] {
        var doubts: [String] = []
        if let edition = content.edition.flatMap({ scheme.editions[$0] }),
            let late = edition.lateness(of: content), !isReissue
        {
            doubts.append(
                "\(late.field) \(late.day) is later than the last day of issue of "
                    + "\(edition.title) (\(late.last))")
        }
        if let last = scheme.endedOn, last < today {
            let next = scheme.successor.map { "; \($0) took its place" } ?? ""
            doubts.append("\(scheme.title) ended after \(last)\(next)")
        }
        if let edition = content.edition.flatMap({ scheme.editions[$0] }),
            let last = edition.retiresOn, last < today, end(of: content).map({ $0 > last }) ?? true
        {
            doubts.append(
                "\(edition.title) retired after \(last): nothing issued to it is in force since")
        }
        if let months = scheme.validityMonths, let printed = content.expiresOn {
            let computed = content.start.adding(months: months)
            if printed > computed {
                doubts.append(
                    "expires_on \(printed) is later than \(months.of("month")) allow (\(computed))")
            }
        }
        for (name, example) in scheme.identifierExamples.sorted(by: { $0.key < $1.key }) {
            if let value = content.identifiers[name], !value.isShaped(as: example) {
                doubts.append("\(name) '\(value.abbreviated)' does not look like \(example)")
            }
        }
        return doubts
    }

    private func end(of content: VersionContent) -> CivilDate? {
        content.expiresOn ?? scheme.validityMonths.map { content.start.adding(months: $0) }
    }

    private func editionProblems(_ content: VersionContent) -> [Problem] {
        if let edition = content.edition {
            do {
                _ = try scheme.edition(edition)
                return []
            } catch {
                return (error as? RegistryError)?.problems ?? []
            }
        }
        guard scheme.kind != .report, !scheme.editions.isEmpty else { return [] }
        return [
            .missing(
                "edition", "evidence of \(scheme.code) is issued to an edition",
                hint: "give one of \(scheme.editionCodes.joined(separator: " ")); "
                    + "attestry edition list \(scheme.code) says which was out when")
        ]
    }

    private func missing(_ content: VersionContent) -> [Problem] {
        let absent = VersionContent.fields(of: scheme.kind.noun).filter { field in
            scheme.requiredFields.contains(field.name) && field.isEmpty(in: content)
        }
        return absent.map {
            .missing($0.name, "\(scheme.code) cannot do without it", hint: "give \($0.clause)")
        }
            + scheme.requiredIdentifiers.filter { content.identifiers[$0] == nil }.map {
                .missing(
                    $0, "\(scheme.code) cannot do without it", hint: "give it as --set \($0)=VALUE")
            }
            + content.identifiers.keys.filter {
                !scheme.identifierNames.contains($0) && !Cost.isNamed($0, in: scheme)
            }.sorted().map(unknownIdentifier)
    }

    private func unknownIdentifier(_ name: String) -> Problem {
        let near = scheme.identifierNames.nearest(to: name).first
        return Problem(
            name, "\(scheme.code) has no identifier '\(name.abbreviated)'",
            hint: near.map { "did you mean \($0)?" }
                ?? (scheme.identifierNames.isEmpty
                    ? "attestry scheme edit \(scheme.code) --set known_identifiers=NAME"
                    : "identifiers of \(scheme.code): "
                        + scheme.identifierNames.joined(separator: " ")))
    }

    /// Criteria and identifiers with values that the catalogue does not list; of an identifier
    /// with several values, separated by commas, each one.
    private func unknownValues(_ content: VersionContent) -> [Problem] {
        let criteria = content.criteria.map {
            Problem.unknown(
                "criteria", $0, among: scheme.knownCriteria, of: "known_criteria", in: scheme.code)
        }
        let identifiers = content.identifiers.sorted { $0.key < $1.key }.flatMap { name, value in
            value.parts(at: ",").map {
                Problem.unknown(
                    name, $0.trimmed, among: scheme.identifierValues[name] ?? [],
                    of: "identifier_values", in: scheme.code)
            }
        }
        return (criteria + identifiers).compactMap(\.self)
    }

    private func reportProblems(_ content: VersionContent) -> [Problem] {
        let problems = scheme.coverage == .day ? dayProblems(content) : periodProblems(content)
        guard content.opinion == nil else { return problems }
        let opinions = Report.Opinion.allCases.map(\.rawValue).joined(separator: ", ")
        return [
            .missing(
                "opinion", "a report says what its auditor concluded",
                hint: "give one of \(opinions)")
        ] + problems
    }

    private func dayProblems(_ content: VersionContent) -> [Problem] {
        let (day, issued) = (content.asOfOn ?? content.issuedOn, content.issuedOn)
        return [
            .when(
                content.periodStart != nil || content.periodEnd != nil, "period",
                ": a \(scheme.title) report speaks about one day, not a period",
                hint: "give the day it speaks about"),
            .missing(
                if: content.asOfOn == nil, "as_of_on",
                "the day that the report speaks about",
                hint: "give a date as YYYY-MM-DD"),
            .when(
                issued < day, "as_of_on", ": \(day) lies after the day of issue \(issued)",
                hint: "a report speaks about a day that has passed"),
        ].compactMap(\.self)
    }

    private func periodProblems(_ content: VersionContent) -> [Problem] {
        let (first, last) = (content.periodStart, content.periodEnd)
        let absent = first != nil ? "period_end" : last != nil ? "period_start" : "period"
        let (start, end) = (first ?? .distantPast, last ?? .distantPast)
        let isWhole = first != nil && last != nil
        return [
            .when(
                content.asOfOn != nil, "as_of_on",
                ": a \(scheme.title) report speaks about a period, not one day",
                hint: "give the period as START..END"),
            .missing(
                if: !isWhole, absent, "the first and the last day that the report covers",
                hint: "give START..END"),
            .when(
                isWhole && end < start, "period", ": \(start)..\(end) ends before it starts",
                hint: "give START..END"),
            .when(
                isWhole && start <= end && content.issuedOn < end, "period",
                ": \(start)..\(end) ends after the day of issue \(content.issuedOn)",
                hint: "a report is issued when its period has ended"),
        ].compactMap(\.self)
    }
}

extension String {
    /// Whether it has the shape of an example such as `A1AB2C-1`: the same first letter, as many
    /// capitals and digits, and a number after each dash.
    fileprivate func isShaped(as example: String) -> Bool {
        let parts = utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        let pattern = example.utf8.split(separator: UInt8(ascii: "-"))
        guard let head = parts.first, let model = pattern.first else { return false }
        return parts.count == pattern.count && head.first == model.first
            && head.count == model.count
            && head.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) }
            && parts.dropFirst().allSatisfy { Int(Substring($0)) != nil }
    }
}
