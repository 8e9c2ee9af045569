import AttestryDomain
import AttestryLog
import Testing

struct ChainTests {
    /// An entry as it lies in its table.
    private struct Entry {
        var sequence: Int
        /// The texts in the order of the hash: time, actor, on behalf of, action, subject, table,
        /// row, image, reason.
        var texts: [String?]
        var salt: [UInt8]
        var hash: [UInt8] = []

        func fields(_ hash: inout EntryHash) {
            for text in texts {
                guard var text else {
                    hash.add(nil)
                    continue
                }
                text.withUTF8 { hash.add(UnsafeRawBufferPointer($0)) }
            }
            salt.withUnsafeBytes { hash.add($0) }
        }

        mutating func seal(after previous: [UInt8]) {
            var fresh = EntryHash()
            fresh.add(sequence)
            fields(&fresh)
            hash = fresh.finish(after: previous)
        }
    }

    private func entry(
        _ number: Int = 1, actor: String? = "ada", onBehalfOf: String? = nil,
        action: String? = "certificate.add", reason: String? = "Grüße",
        after previous: [UInt8] = EntryHash.genesis
    ) -> Entry {
        var entry = Entry(
            sequence: number,
            texts: [
                "2026-11-23T12:00:00Z", actor, onBehalfOf, action, "iso27001@1", "version", "7",
                #"{"id":7}"#, reason,
            ], salt: Array(0..<16))
        entry.seal(after: previous)
        return entry
    }

    private func entries(_ count: Int) -> [Entry] {
        var entries: [Entry] = []
        for number in 1...count {
            entries.append(entry(number, after: entries.last?.hash ?? EntryHash.genesis))
        }
        return entries
    }

    private func follow(_ entries: [Entry]) -> (chain: Chain, findings: [Finding]) {
        var chain = Chain()
        let findings = entries.flatMap { entry in
            Array((entry.texts[0] ?? "").utf8).withUnsafeBytes { time in
                entry.hash.withUnsafeBytes {
                    chain.append(
                        entry.sequence, recordedAt: time, hash: $0, fields: entry.fields)
                }
            }
        }
        return (chain, findings)
    }

    @Test func `the hash is SHA-256 over length-prefixed fields, the salt and the hash before`() {
        // Python: sha256(b"1:1" b"20:2026-11-23T12:00:00Z" b"3:ada" b"-" … b"16:" salt b"32:" …).
        #expect(
            entry().hash.hexadecimal
                == "0f439dc3b804d2b80ef383f17530f2c0d528ad78c7447adfbe29099a39e42a50")
    }

    @Test func `an untouched chain has no findings and knows its head`() {
        let entries = entries(5)
        let (chain, findings) = follow(entries)
        #expect(findings.isEmpty)
        #expect(chain.count == 5)
        #expect(chain.head == entries[4].hash)
    }

    @Test func `a text cannot move from one field to the next unseen`() {
        #expect(
            entry(actor: "ab", action: "c").hash != entry(actor: "a", action: "bc").hash)
        #expect(entry(onBehalfOf: nil).hash != entry(onBehalfOf: "").hash)
        #expect(entry(onBehalfOf: "-").hash != entry(onBehalfOf: nil).hash)
    }

    @Test func `the same entry with another salt has another hash`() {
        var other = entry()
        other.salt[15] ^= 1
        other.seal(after: EntryHash.genesis)
        #expect(other.hash != entry().hash)
    }

    @Test func `letters that only look the same have another hash`() {
        #expect(entry(reason: "\u{E9}").hash != entry(reason: "e\u{301}").hash)
    }

    @Test(arguments: 0..<12) func `a change to any field is found`(field: Int) {
        var entries = entries(3)
        switch field {
        case 9: entries[1].sequence = 9
        case 10: entries[1].salt[0] ^= 1
        case 11: entries[1].hash[31] ^= 1
        default: entries[1].texts[field] = (entries[1].texts[field] ?? "") + "x"
        }
        #expect(!follow(entries).findings.isEmpty)
    }

    @Test(arguments: [
        ("2026-11-23T11:59:59Z", false, 1, 0), ("2026-11-22T11:59:59Z", false, 1, 1),
        ("2026-11-22T11:59:59Z", true, 1, 0), ("2026-11-23T12:00:01Z", false, 0, 0),
    ])
    func `where time goes back is named, and a day back that nobody vouched for is a finding`(
        time: String, isAccepted: Bool, steps: Int, findings: Int
    ) {
        var entries = entries(2)
        entries[1].texts[0] = time
        entries[1].seal(after: entries[0].hash)
        var chain = Chain()
        var found: [Finding] = []
        for entry in entries {
            Array((entry.texts[0] ?? "").utf8).withUnsafeBytes { time in
                entry.hash.withUnsafeBytes {
                    found += chain.append(
                        entry.sequence, recordedAt: time, isClockAccepted: isAccepted, hash: $0,
                        fields: entry.fields)
                }
            }
        }
        #expect(chain.stepsBack.map(\.sequence) == Array(repeating: 2, count: steps))
        #expect(found.count == findings)
    }

    @Test func `a missing, a doubled and a swapped entry are found`() {
        let entries = entries(4)
        #expect(!follow([entries[0], entries[2], entries[3]]).findings.isEmpty)
        #expect(!follow([entries[0], entries[1], entries[1], entries[2]]).findings.isEmpty)
        #expect(!follow([entries[0], entries[2], entries[1], entries[3]]).findings.isEmpty)
        #expect(!follow(Array(entries.dropFirst())).findings.isEmpty)
    }
}
