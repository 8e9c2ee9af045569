import ArgumentParser
import AttestryDomain
import AttestryHost
import AttestryService

/// Which of our columns the columns of somebody's sheet are.
struct MappingOptions: ParsableArguments {
    @Option(
        name: .customLong("map"),
        help: "A column's name in the sheet and ours, 'THEIRS=ours'; 'THEIRS=' drops it.")
    var maps: [String] = []

    @Option(
        help: "Take such names from this file; with --map it is written for the next time.",
        completion: .file(extensions: ["csv"]))
    var mapping: String?

    /// Ours by the sheet's own; an empty one is left out. Throws `invalid`.
    func columns(in console: Console) throws -> [String: String] {
        var columns: [String: String] = [:]
        if let mapping, maps.isEmpty || FileFacts(mapping) != nil {
            columns = try ColumnMapping.columns(InputFile.contents(of: mapping))
        }
        for map in maps {
            guard let sign = map.unicodeScalars.lastIndex(of: "="),
                sign != map.unicodeScalars.startIndex
            else { throw RegistryError.invalid("map", map, "'THEIR NAME=ours'") }
            let theirs = String(map.unicodeScalars[..<sign]).trimmed
            columns[theirs] = String(map.unicodeScalars[sign...].dropFirst()).trimmed
        }
        return columns
    }

    /// Writes the names for the next time, where they were given here.
    func save(_ columns: [String: String]) throws {
        guard let mapping, !maps.isEmpty else { return }
        try NewFile.replace(mapping, with: ColumnMapping.file(columns))
    }
}
