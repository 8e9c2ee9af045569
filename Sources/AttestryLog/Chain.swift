import AttestryDomain

/// Checks entries one after the other: numbers without gaps, hashes that fit (`rules.md` §8).
package struct Chain: Sendable {
    /// The number of entries seen.
    package private(set) var count = 0
    /// The hash of the last entry seen; what a signed checkpoint would hold.
    package private(set) var head = EntryHash.genesis
    private var expected = 1
    private var hash = EntryHash()
    /// The places where time goes back from one entry to the next.
    package private(set) var stepsBack: [StepBack] = []
    private var lastTime: [UInt8] = []

    /// An empty chain.
    package init() {}

    /// Takes in the next entry and returns what is wrong with it; `fields` adds its fields but the
    /// number, which comes first, and the hash.
    package mutating func append(
        _ sequence: Int, recordedAt: UnsafeRawBufferPointer, isClockAccepted: Bool = false,
        hash stored: UnsafeRawBufferPointer,
        fields: (inout EntryHash) -> Void
    ) -> [Finding] {
        var findings: [Finding] = []
        func found(_ detail: String) {
            findings.append(Finding(.chain, "entry \(sequence)", detail))
        }
        if sequence != expected { found("stands where entry \(expected) is expected") }
        hash.add(sequence)
        fields(&hash)
        if !hash.matches(stored, after: head) {
            found("its content, or the entry before it, does not match its hash")
        }
        if let step = step(to: recordedAt, sequence, isClockAccepted) {
            if step.isUnexplained { found(step.detail) }
            stepsBack.append(step)
        }
        if !isTime(recordedAt) { found("its time is not a time") }
        count += 1
        head.replaceSubrange(0..., with: stored)
        expected = sequence &+ 1
        return findings
    }

    /// Where the time of an entry lies before that of the one before; the text of a time orders as
    /// the time does.
    private func step(to time: UnsafeRawBufferPointer, _ sequence: Int, _ isClockAccepted: Bool)
        -> StepBack?
    {
        guard time.lexicographicallyPrecedes(lastTime) else { return nil }
        return StepBack(
            sequence: sequence, from: String(decoding: lastTime, as: UTF8.self),
            to: String(decoding: time, as: UTF8.self), isClockAccepted: isClockAccepted)
    }

    /// Thousands of entries in a row have the same time: it is read once.
    private mutating func isTime(_ bytes: UnsafeRawBufferPointer) -> Bool {
        if lastTime.elementsEqual(bytes) { return true }
        guard Timestamp(String(decoding: bytes, as: UTF8.self)) != nil else { return false }
        lastTime = Array(bytes)
        return true
    }
}

/// One thing that `audit verify` found.
package struct Finding: Hashable, Sendable {
    /// Which of the checks found it.
    package enum Check: String, Sendable {
        case integrity, foreignKeys = "foreign_keys", chain, replay, documents, fingerprint,
            checkpoint
    }

    /// Which of the checks found it.
    package let check: Check
    /// What it is about: an entry, a row, the file.
    package let subject: String
    /// What is wrong with it.
    package let detail: String

    package init(_ check: Check, _ subject: String, _ detail: String) {
        self.check = check
        self.subject = subject
        self.detail = detail
    }
}
