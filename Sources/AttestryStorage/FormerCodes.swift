package import AttestryDomain
import GRDB

/// A code under which something was asked for, and the one by which it goes.
package struct FollowedCode: Hashable, Sendable {
    package let noun: Noun
    package let asked: Code
    package let current: Code
}

extension ReadTransaction {
    /// The code by which a thing goes that is asked for by this one: itself, unless it is the code
    /// of a thing that was renamed.
    package func current(_ code: Code, of noun: Noun) throws -> Code {
        guard let current = try leading(from: code, of: noun), current != code,
            try key(of: noun.rawValue, code) as ID<Never>? == nil
        else { return code }
        asides.followed.add(FollowedCode(noun: noun, asked: code, current: current))
        return current
    }

    /// The code by which a thing goes that this one names, or named; nil where it names none.
    package func known(_ code: Code, of noun: Noun) throws -> Code? {
        if try key(of: noun.rawValue, code) as ID<Never>? != nil { return code }
        let current = try current(code, of: noun)
        return current == code ? nil : current
    }

    /// Throws `conflict` where a code leads to a thing that was renamed: it is given to no other.
    package func refuseFormer(_ code: Code, of noun: Noun, unlessOf own: Code? = nil) throws {
        guard let current = try leading(from: code, of: noun), current != own else { return }
        throw RegistryError(
            .conflict, "'\(code)' was the code of \(noun.rawValue) '\(current)', and leads to it",
            hint: "give another code", field: "code")
    }

    /// Whether a code leads to a thing that was renamed.
    package func isFormer(_ code: Code, of noun: Noun) throws -> Bool {
        try leading(from: code, of: noun) != nil
    }

    /// All codes of whatever goes, or went, by a code, that one first.
    func names(of code: String) throws -> [String] {
        guard let asked = Code(code) else { return [code] }
        var names = [code]
        for noun in Noun.coded {
            let current = try leading(from: asked, of: noun) ?? asked
            guard let key: ID<Never> = try key(of: noun.rawValue, current) else { continue }
            names += [current.description]
            names += try db.values(
                "SELECT code FROM former_code WHERE noun = ? AND thing_id = ? ORDER BY id",
                [noun.rawValue, key])
        }
        return names.enumerated().filter { !names[..<$0.offset].contains($0.element) }
            .map(\.element)
    }

    /// The former codes of a noun, each with the code by which its thing goes now.
    func formerCodes(of noun: Noun) throws -> [(former: String, current: String)] {
        try db.rows(
            """
            SELECT former_code.code AS former, thing.code AS current
            FROM former_code JOIN \(noun.rawValue) AS thing ON thing.id = thing_id
            WHERE noun = ? AND former <> current
            """, [noun.rawValue]
        ).sound("former code", named: "former", self) { (try $0["former"], try $0["current"]) }
    }

    /// The code by which the thing goes that this one was the code of; nil where it was of none.
    private func leading(from code: Code, of noun: Noun) throws -> Code? {
        try db.value(
            """
            SELECT thing.code FROM former_code JOIN \(noun.rawValue) AS thing ON thing.id = thing_id
            WHERE noun = ? AND former_code.code = ?
            """, [noun.rawValue, code])
    }
}

extension WriteTransaction {
    /// Gives a thing another code. The old one leads to it from then on; what names the thing by
    /// its code follows.
    package func rename(
        _ noun: Noun, from old: Code, to new: Code, recordedOn: CivilDate
    ) throws {
        guard let key: ID<Never> = try reading.key(of: noun.rawValue, old) else {
            throw RegistryError(.notFound, "no \(noun.rawValue) '\(old)'")
        }
        try update(noun.rawValue, key, ["code": new], subject: new)
        try put(
            "former_code", where: ["noun": noun.rawValue, "code": old],
            cells: ["thing_id": key, "recorded_on": recordedOn], subject: new)
        let ladders: [(ID<Never>, String)] = try db.rows(
            "SELECT id, anchor FROM ladder WHERE scope = ? AND scope_code = ?",
            [noun.rawValue, old]
        ).map { (try $0["id"], try $0["anchor"]) }
        for (ladder, anchor) in ladders {
            try update("ladder", ladder, ["scope_code": new], subject: "\(new):\(anchor)")
        }
        if noun == .product { try renameCovered(old, to: new) }
        if noun == .scheme { try renameNamed(old, to: new) }
    }

    /// What names a scheme by its code: channels, and editions that need a parent of it.
    private func renameNamed(_ old: Code, to new: Code) throws {
        let channels: [(ID<Never>, String, [String])] = try db.rows(
            """
            SELECT id, code, only_schemes FROM channel WHERE removed IS NOT 1 AND EXISTS (
              SELECT 1 FROM json_each(only_schemes) WHERE value = ?)
            """, [old]
        ).map { (try $0["id"], try $0["code"], try $0["only_schemes"]) }
        for (key, code, schemes) in channels {
            let renamed = schemes.map { $0 == old.description ? new.description : $0 }
            try update("channel", key, ["only_schemes": renamed], subject: code)
        }
        let facts: [(ID<Never>, String)] = try db.rows(
            """
            SELECT fact.id, scheme.code || ifnull(':' || edition.code, '') AS subject FROM fact
              JOIN scheme ON scheme.id = fact.scheme_id
              LEFT JOIN edition ON edition.id = fact.edition_id
            WHERE name = 'parent_scheme' AND value = ?
            """, [old]
        ).map { (try $0["id"], try $0["subject"]) }
        for (key, subject) in facts {
            try update("fact", key, ["value": new], subject: subject)
        }
    }

    private func renameCovered(_ old: Code, to new: Code) throws {
        let covering = try db.rows(
            """
            SELECT version.id, evidence.code, version, covers
            FROM version JOIN evidence ON evidence.id = evidence_id
            WHERE EXISTS (SELECT 1 FROM json_each(covers) WHERE value = ?) ORDER BY version.id
            """, [old]
        ).map { row -> (key: ID<Version>, name: VersionReference, covers: [String]) in
            (
                try row["id"], VersionReference(code: try row["code"], version: try row["version"]),
                try row["covers"]
            )
        }
        for (key, name, covers) in covering {
            let renamed = covers.map { $0 == old.description ? new.description : $0 }
            try update("version", key, ["covers": renamed], subject: name)
        }
    }
}
