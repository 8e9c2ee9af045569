import AttestryDomain

/// Writes the image of a row: its columns as canonical JSON, without those that hold their default.
///
/// The columns come in the order of their names. One writer serves many rows.
package struct RowImage: Sendable {
    /// What is written so far.
    package private(set) var bytes: [UInt8] = []

    package init() {}

    /// Begins another row.
    package mutating func begin() {
        bytes.removeAll(keepingCapacity: true)
        bytes.append(UInt8(ascii: "{"))
    }

    /// Writes a column's name; its value must follow.
    package mutating func add(name: UnsafeRawBufferPointer) {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        bytes.append(contentsOf: name)
    }

    /// How a column's name stands in an image.
    package static func quoted(_ name: String) -> [UInt8] {
        JSONValue.string(name).canonical + [UInt8(ascii: ":")]
    }

    /// Writes a number.
    package mutating func add(_ number: Int) {
        bytes.append(decimal: number)
    }

    /// Writes a text, given by its bytes in UTF-8; bytes that are none equal no image.
    package mutating func add(text: UnsafeRawBufferPointer) {
        if text.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) {
            bytes.append(UInt8(ascii: "\""))
            bytes.append(contentsOf: text)
            bytes.append(UInt8(ascii: "\""))
        } else {
            let string = String(decoding: text, as: UTF8.self)
            bytes += JSONValue.string(string).canonical
            if !string.utf8.elementsEqual(text) { addForeign() }
        }
    }

    /// Writes bytes as a text of hexadecimal digits.
    package mutating func add(hexadecimal: UnsafeRawBufferPointer) {
        bytes.append(UInt8(ascii: "\""))
        bytes.append(hexadecimal: hexadecimal)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes that a column is empty whose default is something else.
    package mutating func addNull() {
        bytes += "null".utf8
    }

    /// Marks a value that no column can hold: what follows equals no image.
    package mutating func addForeign() {
        bytes.append(UInt8(ascii: "?"))
    }

    /// Ends the row.
    package mutating func end() {
        bytes.append(UInt8(ascii: "}"))
    }
}
