package import AttestryDomain
import AttestryStorage

extension Registry {
    /// What was done to the registry, as a feed: at most so many use cases, the newest.
    package func feed(limit: Int) throws -> AtomFeed {
        try store.read { reading in
            let first = try reading.firstEntry()
            let space = "tag:\(try reading.host()),\(first.recordedAt.prefix(10)):"
            let epochs = try reading.epochs()
            let entries = try reading.newestUseCases(limit).map { useCase in
                // The numbers of entries that were lost are given again.
                let number = useCase.oldest.sequence
                let epoch = epochs.last { $0.entries < number }.map { $0.name + ":" } ?? ""
                return AtomFeed.Entry(
                    id: space + epoch + "\(number)", title: useCase.title,
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
    /// What stands for this registry in names that must be the only ones of their kind anywhere:
    /// drawn from the first entry of the log, which never changes.
    func host() throws -> String {
        try "\(firstEntry().hash.prefix(32)).attestry"
    }

    /// The newest use cases that say something, the newest first.
    fileprivate func newestUseCases(_ limit: Int) throws -> [LoggedUseCase] {
        var found: [LoggedUseCase] = []
        var newest = try head().sequence
        while found.count < limit, let useCase = try useCase(endingWith: newest) {
            if useCase.isNews { found.append(useCase) }
            newest = useCase.oldest.sequence - 1
        }
        return found
    }

    /// The use case whose last entry has this number; nil where no entry is left. What lies between
    /// the first and the last entries of a very long one is counted, and not read.
    private func useCase(endingWith newest: Int) throws -> LoggedUseCase? {
        var found: LoggedUseCase?
        try eachEntry(backFrom: newest) { entry in
            guard let useCase = found else {
                found = LoggedUseCase(entry)
                return true
            }
            guard useCase.includes(entry), useCase.entries < LoggedUseCase.long else {
                return false
            }
            found?.add(entry)
            return true
        }
        guard let useCase = found, useCase.entries == LoggedUseCase.long else { return found }
        let oldest = useCase.oldest.sequence
        let first = try first(before: oldest, where: useCase.includes)
        let next = min(first + LoggedUseCase.longest, oldest) - 1
        found?.skip(oldest - next - 1)
        try eachEntry(backFrom: next) { entry in
            guard entry.sequence >= first else { return false }
            found?.add(entry)
            return true
        }
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
