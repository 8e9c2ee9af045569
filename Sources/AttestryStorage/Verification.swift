import AttestryDomain
package import AttestryLedger
import GRDB

/// What `audit verify` looked at and found.
package struct Verification: Sendable {
  /// Everything found, in the order of the checks.
  package var findings: [Finding] = []
  /// The number of entries in the log.
  package var entries = 0
  /// The number of rows compared with their entries.
  package var rows = 0
  /// The hash of the last entry.
  package var head = LogEntry.genesis
}

extension Store {
  /// Compares the file with itself and with its log (`rules.md` §8): SQLite's own checks, the chain,
  /// the tables against the last image of each row, and the fingerprint of the schema.
  package func verify() throws -> Verification {
    var verification = Verification()
    try attempt(.integrity, &verification) { db, verification in
      for row in try Row.fetchAll(db, sql: "PRAGMA integrity_check(100)") {
        let message = row.lossy("integrity_check")
        if message != "ok" { verification.findings.append(Finding(.integrity, "file", message)) }
      }
    }
    try attempt(.foreignKeys, &verification) { db, verification in
      for row in try Row.fetchAll(db, sql: "PRAGMA foreign_key_check") {
        let subject = "\(row.lossy("table")) \(row.lossy("rowid"))"
        verification.findings.append(
          Finding(.foreignKeys, subject, "names a row of \(row.lossy("parent")) that is not there"))
      }
    }
    try attempt(.chain, &verification, Self.followChain)
    for table in try tables() {
      try attempt(.replay, &verification) { try Self.replay(table, in: $0, &$1) }
    }
    try attempt(.replay, &verification, Self.findForeignEntries)
    try attempt(.fingerprint, &verification) { db, verification in
      verification.findings += try Schema.findings(in: db)
    }
    return verification
  }

  /// A check that cannot be carried out is a finding like any other.
  private func attempt(
    _ check: Finding.Check, _ verification: inout Verification,
    _ body: (Database, inout Verification) throws -> Void
  ) throws {
    do {
      try queue.read { try body($0, &verification) }
    } catch let error as DatabaseError {
      if error.resultCode == .SQLITE_BUSY { throw error }
      let message = error.message ?? error.resultCode.description
      verification.findings.append(Finding(check, "file", "cannot be read: \(message)"))
    } catch let error as RegistryError {
      verification.findings.append(Finding(check, "file", "cannot be read: \(error.message)"))
    }
  }

  private static func followChain(_ db: Database, _ verification: inout Verification) throws {
    var chain = Chain()
    let rows = try Row.fetchCursor(db, sql: "SELECT * FROM entry ORDER BY sequence")
    while let row = try rows.next() {
      verification.findings += chain.append(try LogEntry(row: row))
    }
    verification.entries = chain.count
    verification.head = chain.head
  }

  /// The tables of a fresh registry that the log speaks for.
  private func tables() throws -> [String] {
    try Schema.fresh().read { try Schema.objects(in: $0) }
      .filter { $0.type == "table" && $0.name != "entry" }.map(\.name).sorted()
  }

  /// Walks a table and the last images of its rows side by side, both in the order of the keys.
  private static func replay(
    _ table: String, in db: Database, _ verification: inout Verification
  ) throws {
    func found(_ row: Int64, _ detail: String) {
      verification.findings.append(Finding(.replay, "\(table) \(row)", detail))
    }
    let rows = try Row.fetchCursor(db, sql: "SELECT * FROM \(table) ORDER BY id")
    let images = try Row.fetchCursor(
      db,
      sql: """
        SELECT row_id, image, max(sequence) FROM entry WHERE table_name = ?
        GROUP BY row_id ORDER BY row_id
        """, arguments: [table])
    func nextImage() throws -> (key: Int64, image: String)? {
      try images.next().map { (Int64(try $0.number("row_id")), $0.lossy("image")) }
    }
    var logged = try nextImage()
    while let row = try rows.next() {
      let key = Int64(try row.number("id"))
      verification.rows += 1
      while let image = logged, image.key < key {
        found(image.key, "is in the log but not in the table")
        logged = try nextImage()
      }
      guard let image = logged, image.key == key else {
        found(key, "is not in the log")
        continue
      }
      if Array(image.image.utf8) != row.image.canonical {
        found(key, "differs from its last entry in the log")
      }
      logged = try nextImage()
    }
    while let image = logged {
      found(image.key, "is in the log but not in the table")
      logged = try nextImage()
    }
  }

  /// Entries that speak of a table the registry does not have.
  private static func findForeignEntries(
    _ db: Database, _ verification: inout Verification
  ) throws {
    let known = Set(try Schema.fresh().read { try Schema.objects(in: $0) }.map(\.name))
    let names = try Row.fetchAll(db, sql: "SELECT DISTINCT table_name FROM entry")
    for name in names.map({ $0.lossy("table_name") }) where !known.contains(name) {
      verification.findings.append(
        Finding(.replay, "entries", "speak of an unknown table '\(name.abbreviated)'"))
    }
  }
}

extension Store {
  /// Throws `newerRegistry` where a newer Attestry wrote the file.
  package func refuseNewer() throws {
    guard let state = try? queue.read({ try Schema.state(of: $0) }),
      state.applicationID == Schema.applicationID
    else { return }
    try Schema.refuseNewer(state, path: path)
  }
}
