import AttestryDomain

/// Checks entries one after the other: numbers without gaps, hashes that fit (`rules.md` §8).
package struct Chain: Sendable {
    /// The number of entries seen.
    package private(set) var count = 0
    /// The hash of the last entry seen; what a signed checkpoint would hold.
    package private(set) var head = LogEntry.genesis
    private var expected = 1

    /// An empty chain.
    package init() {}

    /// Takes in the next entry and returns what is wrong with it.
    package mutating func append(_ entry: LogEntry) -> [Finding] {
        var findings: [Finding] = []
        if entry.sequence != expected {
            findings.append(
                Finding(
                    .chain, "entry \(entry.sequence)", "stands where entry \(expected) is expected")
            )
        }
        if entry.previousHash != head {
            findings.append(
                Finding(.chain, "entry \(entry.sequence)", "does not follow the entry before it"))
        }
        if entry.computedHash != entry.hash {
            findings.append(
                Finding(.chain, "entry \(entry.sequence)", "its content does not match its hash"))
        }
        if Timestamp(entry.recordedAt) == nil {
            findings.append(
                Finding(.chain, "entry \(entry.sequence)", "its time is not a time"))
        }
        count += 1
        head = entry.hash
        expected = entry.sequence + 1
        return findings
    }
}

/// One thing that `audit verify` found.
package struct Finding: Hashable, Sendable {
    /// Which of the checks found it.
    package enum Check: String, Sendable {
        case integrity, foreignKeys = "foreign_keys", chain, replay, documents, fingerprint
    }

    /// Which of the checks found it.
    package let check: Check
    /// What it is about: an entry, a row, the file.
    package let subject: String
    /// What is wrong with it.
    package let detail: String

    /// A finding of this check about this subject.
    package init(_ check: Check, _ subject: String, _ detail: String) {
        self.check = check
        self.subject = subject
        self.detail = detail
    }
}
