import ArgumentParser
import AttestryHost

/// Where to write a file that other programs read.
struct DestinationOptions: ParsableArguments {
    @Option(
        name: .customLong("output"),
        help: "Write to this file, in place of what it holds, and print nothing; - prints.",
        completion: .file())
    var path: String?

    /// Writes to the file, else to standard output.
    func write(_ bytes: [UInt8], in console: Console) throws {
        try Self.write(bytes, to: path ?? "-", in: console)
    }

    /// Writes what the body prints to the file, else to standard output.
    func write(in console: Console, _ body: (Console) throws -> Void) throws {
        guard let path, path != "-" else { return try body(console) }
        try write(console.gathered(body), in: console)
    }

    /// Writes to a file, or to standard output for `-`.
    static func write(
        _ bytes: [UInt8], to path: String, for field: String = "output", in console: Console
    ) throws {
        guard path != "-" else { return console.print(bytes) }
        try NewFile.replace(path, for: field, with: bytes)
    }
}
