import AttestryDomain

/// What the columns of a row hold; reading never traps on a bad file.
extension Row {
    /// The value of a column. Throws `damaged` where it holds none of these, or a number out of the
    /// column's range, or where a changed schema has none of that name.
    subscript<Value: CellValue>(column: String) -> Value {
        get throws {
            let place = try index(of: column)
            let cell = value(place)
            if case .number(let number) = cell, let range = ranges[place],
                !range.contains(number)
            {
                throw damaged(
                    column, not: "a number from \(range.lowerBound) to \(range.upperBound)")
            }
            guard let value = Value(cell: cell) else { throw damaged(column, not: Value.expected) }
            return value
        }
    }

    /// The value of the first column. Throws `damaged`.
    func first<Value: CellValue>() throws -> Value { try self[names[0]] }

    /// The value of an enumeration that a column spells out.
    subscript<Choice: RawRepresentable<String> & CaseIterable>(column: String) -> Choice {
        get throws { try choice(column, self[column]) }
    }

    /// The value of an enumeration that a column spells out, or nothing.
    func optionalChoice<Choice: RawRepresentable<String> & CaseIterable>(_ column: String) throws
        -> Choice?
    {
        try (self[column] as String?).map { try choice(column, $0) }
    }

    /// The values of an enumeration that a column lists.
    func choices<Choice: RawRepresentable<String> & CaseIterable>(_ column: String) throws
        -> [Choice]
    {
        try (self[column] as [String]).map { try choice(column, $0) }
    }

    private func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ column: String, _ word: String
    ) throws -> Choice {
        guard let choice = Choice(rawValue: word) else {
            throw damaged(column, not: "one of \(Choice.words.joined(separator: ", "))")
        }
        return choice
    }

    /// The numbers of a range that a column lists.
    func numbers(_ column: String, in range: ClosedRange<Int>) throws -> [Int] {
        let elements = (try self[column] as JSONValue).elements
        let numbers = elements?.compactMap(\.int).filter { range.contains($0) }
        guard let numbers, numbers.count == elements?.count else {
            throw damaged(
                column, not: "a list of numbers from \(range.lowerBound) to \(range.upperBound)")
        }
        return numbers
    }

    /// What is made of the text in a column; what that throws says what would be right.
    func value<Value>(_ column: String, _ make: (String) throws -> Value) throws -> Value {
        let text: String = try self[column]
        do {
            return try make(text)
        } catch let error as RegistryError {
            throw damaged(column, not: Self.expected(by: error))
        }
    }

    /// The hash in a column, in hexadecimal digits.
    func hash(_ column: String) throws -> String {
        guard let hash = try optionalHash(column) else { throw damaged(column, not: "a hash") }
        return hash
    }

    /// The hash in a column that may be empty, in hexadecimal digits.
    func optionalHash(_ column: String) throws -> String? {
        switch value(try index(of: column)) {
        case .null: return nil
        case .bytes(let bytes): return bytes.hexadecimal
        default: throw damaged(column, not: "a hash")
        }
    }

    /// Puts into a new noun what the columns of its fields hold. Throws `damaged`.
    func fill<Noun>(_ noun: inout Noun, _ fields: [Field<Noun>]) throws {
        for field in fields {
            let value: JSONValue =
                switch field.entry {
                case .list: .texts(try self[field.name] as [String])
                case .flag: .bool(try self[field.name])
                case .text: try (self[field.name] as Cell).json
                }
            if case .null = value { continue }
            do {
                try field.set(value, &noun)
            } catch let error as RegistryError {
                throw damaged(field.name, not: Self.expected(by: error))
            }
        }
    }
}
