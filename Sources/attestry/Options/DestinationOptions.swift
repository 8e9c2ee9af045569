import ArgumentParser
import AttestryHost

/// Where to write a file that other programs read.
struct DestinationOptions: ParsableArguments {
    @Option(
        name: .customLong("output"),
        help: "Write to this file, in place of what it holds, and print nothing.",
        completion: .file())
    var path: String?

    /// Writes to the file, else to standard output.
    func write(_ bytes: [UInt8], in console: Console) throws {
        guard let path else {
            console.print(bytes)
            return
        }
        try NewFile.replace(path, with: bytes)
    }

    /// Writes what the body prints to the file, else to standard output.
    func write(in console: Console, _ body: (Console) throws -> Void) throws {
        guard path != nil else { return try body(console) }
        try write(console.gathered(body), in: console)
    }
}
