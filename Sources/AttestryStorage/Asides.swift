package import AttestryDomain
import GRDB
import Synchronization

/// What readings found beside what they were asked for, for all readings of a store.
final class Asides: Sendable {
    /// The codes that led to others.
    let followed = Noted<FollowedCode>()
    /// What could not be made sense of.
    let damages = Noted<Damage>()
}

/// Notes things, each once, in the order of noting.
final class Noted<Item: Hashable & Sendable>: Sendable {
    private let items = Mutex<(all: [Item], known: Set<Item>)>(([], []))

    var all: [Item] { items.withLock { $0.all } }

    func add(_ item: Item) {
        items.withLock { if $0.known.insert(item).inserted { $0.all.append(item) } }
    }
}

extension Store {
    /// The codes that were asked for and led to another one, in the order of asking.
    package var followedCodes: [FollowedCode] { asides.followed.all }

    /// What could not be made sense of and was passed over so far.
    package var damages: [Damage] { asides.damages.all }
}

extension ReadTransaction {
    /// What could not be made sense of and was passed over so far.
    package var damages: [Damage] { asides.damages.all }

    /// Notes that something is passed over, and why.
    package func note(_ noun: String, _ name: String, _ error: RegistryError) {
        let cause = error.message
        asides.damages.add(
            Damage(noun, name, because: cause.after("\(noun) \(name): ") ?? cause))
    }

    /// What the body reads, or what is wrong with it where it cannot be made sense of. Failures of
    /// the disk and of the file as a whole are thrown.
    package func damage<Value>(in body: () throws -> Value) throws -> Result<Value, RegistryError> {
        do {
            return .success(try body())
        } catch let error as RegistryError {
            return .failure(error)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
            return .failure(RegistryError(.damaged, error.message ?? "a page is malformed"))
        }
    }

    /// What the body reads; nil where that cannot be made sense of, which is noted under the name
    /// of the thing.
    package func sound<Value>(
        _ noun: String, _ name: @autoclosure () -> String, _ body: () throws -> Value
    ) throws -> Value? {
        switch try damage(in: body) {
        case .success(let value): return value
        case .failure(let error):
            note(noun, name(), error)
            return nil
        }
    }
}

extension Row {
    /// What `read` makes of each row but of those that cannot be made sense of; these are noted by
    /// what stands in a column that names them.
    func sound<Element>(
        _ noun: String, named column: String = "id", _ reading: ReadTransaction,
        _ read: (Row) throws -> Element
    ) throws -> [Element] {
        var elements: [Element] = []
        while let row = try next() {
            let name = row.lossy(column)
            let element = try reading.sound(noun, name.isEmpty ? row.lossy("id") : name) {
                try read(row)
            }
            if let element { elements.append(element) }
        }
        return elements
    }
}
