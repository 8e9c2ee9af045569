/// Which row of the ledger a person means: by its number, or by the copy that went out.
package enum DistributionName: Hashable, Sendable {
    case number(ID<Distribution>)
    /// The identifier that is stamped on a copy, in capitals.
    case copy(String)

    /// What was typed. Throws `invalid` for what is neither.
    package init(_ text: String) throws {
        let bytes = Array(text.utf8)
        if let number = Int64(text), number > 0 {
            self = .number(ID(number))
        } else if bytes.count == 13, bytes[6] == UInt8(ascii: "-") {
            self = .copy(text.uppercased())
        } else {
            throw RegistryError.invalid(
                "id", text,
                "a number that 'distribution list' shows, such as 12, or the identifier of a copy, "
                    + "such as 51KF5C-HBGKP6")
        }
    }
}
