import AttestryDomain
import AttestryLog
import Testing

struct ChainTests {
    private func entries(_ count: Int) throws -> [LogEntry] {
        let time = try #require(Timestamp("2026-11-23T12:00:00Z"))
        var entries: [LogEntry] = []
        for number in 1...count {
            entries.append(
                LogEntry(
                    sequence: number, recordedAt: time.description, actor: "ada", onBehalfOf: nil,
                    action: "certificate.add", subject: "iso27001@\(number)", table: "version",
                    row: Int64(number), image: #"{"id":\#(number)}"#, reason: "a reason",
                    previousHash: entries.last?.hash ?? LogEntry.genesis))
        }
        return entries
    }

    private func findings(_ entries: [LogEntry]) -> [Finding] {
        var chain = Chain()
        return entries.flatMap { chain.append($0) }
    }

    @Test func `the hash is SHA-256 over length-prefixed fields`() throws {
        let entry = LogEntry(
            sequence: 1, recordedAt: "2026-11-23T12:00:00Z", actor: "ada",
            onBehalfOf: nil, action: "certificate.add", subject: "iso27001@1", table: "version",
            row: 7, image: #"{"id":7}"#, reason: "Grüße", previousHash: LogEntry.genesis)
        // Python: sha256(b"1:1" b"20:2026-11-23T12:00:00Z" b"3:ada" b"-" …).
        #expect(entry.hash == "e59a20f86bcdb665ec42637f157d618ec450661e91c2060775a023e42c64f189")
    }

    @Test func `an untouched chain has no findings and knows its head`() throws {
        let entries = try entries(5)
        var chain = Chain()
        #expect(entries.flatMap { chain.append($0) }.isEmpty)
        #expect(chain.count == 5)
        #expect(chain.head == entries[4].hash)
    }

    @Test func `a text cannot move from one field to the next unseen`() throws {
        func hash(_ actor: String, _ onBehalfOf: String?, _ action: String) -> String {
            LogEntry(
                sequence: 1, recordedAt: "2026-11-23T12:00:00Z", actor: actor,
                onBehalfOf: onBehalfOf,
                action: action, subject: "s", table: "t", row: 1, image: "{}", reason: nil,
                previousHash: LogEntry.genesis
            ).hash
        }
        #expect(hash("ab", nil, "c") != hash("a", nil, "bc"))
        #expect(hash("a", nil, "b") != hash("a", "", "b"))
        #expect(hash("a", "-", "b") != hash("a", nil, "b"))
    }

    @Test(arguments: 0..<12) func `a change to any field is found`(field: Int) throws {
        var entries = try entries(3)
        let entry = entries[1]
        func changed(_ index: Int, _ text: String) -> String { field == index ? text + "x" : text }
        entries[1] = LogEntry(
            sequence: field == 0 ? 9 : entry.sequence, recordedAt: changed(1, entry.recordedAt),
            actor: changed(2, entry.actor), onBehalfOf: field == 3 ? "x" : entry.onBehalfOf,
            action: changed(4, entry.action), subject: changed(5, entry.subject),
            table: changed(6, entry.table), row: field == 7 ? 9 : entry.row,
            image: changed(8, entry.image), reason: field == 9 ? nil : entry.reason,
            previousHash: changed(10, entry.previousHash), hash: changed(11, entry.hash))
        #expect(!findings(entries).isEmpty)
    }

    @Test func `a missing, a doubled and a swapped entry are found`() throws {
        let entries = try entries(4)
        #expect(!findings([entries[0], entries[2], entries[3]]).isEmpty)
        #expect(!findings([entries[0], entries[1], entries[1], entries[2]]).isEmpty)
        #expect(!findings([entries[0], entries[2], entries[1], entries[3]]).isEmpty)
        #expect(!findings(Array(entries.dropFirst())).isEmpty)
    }
}
