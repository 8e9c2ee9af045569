import AttestryDomain
import AttestryLog
import AttestryService
import AttestryTestSupport
import Testing

struct LoggedEntryTests {
    @Test func `the hash of an entry can be recomputed from what the log prints of it`() throws {
        let registry = try TemporaryRegistry(on: "2026-11-23").open()
        try registry.addCustomer(
            Code("acme", field: "code"), Form(["name": "Acme"]),
            author: Author(actor: "tester", onBehalfOf: "A. Lead"))
        let entries = try registry.log(about: nil, newest: 3)
        #expect(entries.count == 3)
        for entry in entries {
            var hash = EntryHash()
            hash.add(try #require(entry["sequence"].int))
            hash.add(try #require(entry["command"].int))
            for field in ["recorded_at", "actor", "on_behalf_of", "action", "subject", "table"] {
                Self.add(entry[field].string, to: &hash)
            }
            hash.add(try #require(entry["row"].int))
            Self.add(entry["image"].string, to: &hash)
            Self.add(entry["reason"].string, to: &hash)
            hash.add(entry["clock_accepted"] == true ? 1 : 0)
            try Self.bytes(entry["salt"]).withUnsafeBytes { hash.add($0) }
            let found = hash.finish(after: try Self.bytes(entry["previous_hash"]))
            #expect(found == (try Self.bytes(entry["hash"])))
        }
    }

    private static func add(_ text: String?, to hash: inout EntryHash) {
        guard var text else { return hash.add(nil) }
        text.withUTF8 { hash.add(UnsafeRawBufferPointer($0)) }
    }

    private static func bytes(_ value: JSONValue) throws -> [UInt8] {
        try #require([UInt8](hexadecimal: value.string ?? "none"))
    }
}
