package import AttestryDomain
import AttestryStorage

extension Registry {
    /// Gives a thing another code; the old one leads to it from then on and is given to no other.
    /// Throws `notFound` where nothing goes by the old one, `conflict` where the new one is taken.
    package func rename(_ thing: CodedNoun, from old: Code, to new: Code, author: Author) throws {
        try write("\(thing.rawValue).rename", author) { transaction, today in
            let reading = transaction.reading
            let old = try reading.checked(old, thing)
            if thing == .scheme {
                try reading.catalogueItem(old)
                    .checkOwn("scheme '\(old)'", hint: "schemes of your own can be renamed")
            }
            guard new != old else {
                throw RegistryError(
                    .invalid, "'\(old)' is its code already", hint: "give another code",
                    field: "code")
            }
            if try reading.has(new, thing.noun) {
                throw RegistryError(
                    .conflict, "\(thing.noun.rawValue) '\(new)' exists already",
                    hint: "give another code", field: "code")
            }
            // It may have its own old code back.
            try reading.refuseFormer(new, of: thing.noun, unlessOf: old)
            try transaction.rename(thing.noun, from: old, to: new, recordedOn: today)
        }
    }

    /// What could not be evaluated and was passed over since it was opened.
    package var damages: [Damage] { store.damages }

    /// The codes that were asked for since the registry was opened and that led to others, each as
    /// a sentence.
    package var followedCodes: [String] {
        store.followedCodes.map { "\($0.noun.rawValue) '\($0.asked)' goes by '\($0.current)'" }
    }
}
