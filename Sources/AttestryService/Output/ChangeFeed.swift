package import AttestryDomain
import AttestryStorage

extension Registry {
    /// What was done to the registry, as a feed: at most so many use cases, the newest.
    package func feed(limit: Int) throws -> AtomFeed {
        try store.read { reading in
            let first = try reading.firstEntry()
            let space = "tag:\(try reading.host()),\(first.recordedAt.prefix(10)):"
            let entries = try reading.newestUseCases(limit).map { useCase in
                AtomFeed.Entry(
                    id: space + "\(useCase.oldest.sequence)", title: useCase.title,
                    updated: try useCase.oldest.time, author: useCase.author,
                    content: try useCase.content(reading))
            }
            return AtomFeed(
                id: space + "feed", title: "Attestry: \(try reading.settings().organization)",
                updated: try entries.first?.updated ?? first.time, entries: entries)
        }
    }
}

extension ReadTransaction {
    /// The newest use cases that say something, the newest first.
    fileprivate func newestUseCases(_ limit: Int) throws -> [LoggedUseCase] {
        var found: [LoggedUseCase] = []
        var current: LoggedUseCase?
        func close() {
            if let current, current.isNews { found.append(current) }
            current = nil
        }
        try eachEntryFromNewest { entry in
            if current?.includes(entry) == true {
                current?.add(entry)
                return true
            }
            close()
            guard found.count < limit else { return false }
            current = LoggedUseCase(entry)
            return true
        }
        if found.count < limit { close() }
        return found
    }
}

extension LogEntry {
    /// When it was recorded. Throws `damaged`.
    fileprivate var time: Timestamp {
        get throws {
            guard let time = Timestamp(recordedAt) else {
                throw RegistryError(
                    .damaged, "entry \(sequence) has no time",
                    hint: "attestry audit verify lists what is wrong")
            }
            return time
        }
    }
}
