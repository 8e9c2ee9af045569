import AttestryDomain
import AttestryHost

/// The program that reads and writes PDF, within what one document may cost: a small file can ask
/// for hours and for gigabytes.
struct QPDF {
    private let deadline: ContinuousClock.Instant
    private let longest: Int

    private static let program = Program("qpdf", package: "qpdf")
    // Together with what this process has it stays below half a GiB.
    private static let memory = 352 << 20

    /// For one document: a quarter of a minute, and a second for each MiB.
    init(for document: NewFile) {
        deadline = .now + .seconds(15 + document.size >> 20)
        longest = 64 << 20 + 8 * document.size
    }

    /// Throws `invalid` where the document has cost too much time, or a file made of it is longer
    /// than anything honest.
    func check(length: Int = 0) throws {
        guard ContinuousClock.now < deadline, length <= longest else { throw Self.isTooMuch }
    }

    /// The document with every object in the open, and one stream of content a page at most.
    func layOpen(_ document: NewFile) throws -> NewFile {
        let open = try NewFile(scratch: [])
        try run(
            [
                "--object-streams=disable", "--stream-data=preserve", "--coalesce-contents",
                document.path,
            ], writing: open)
        return open
    }

    /// Runs it, with the name of the output at the end. Throws `invalid` with what it complains of.
    func run(_ arguments: [String], writing output: NewFile? = nil) throws {
        try check()
        let left = deadline - .now
        let limits = Program.Limits(
            seconds: max(1, Int(left.components.seconds)), writing: longest, memory: Self.memory,
            isAlone: true)
        let ending = try Self.program.run(
            arguments + (output == nil ? [] : ["-"]), writing: output, limits)
        if ending.isCutOff || ending.status >= 128 { throw Self.isTooMuch }
        guard ending.status == 0 else {
            // What it says where it is given no more memory.
            if ending.text.contains("bad_alloc") { throw Self.isTooMuch }
            let question = ["--is-encrypted"] + arguments.suffix(1)
            if try Self.program.run(question, limits).status == 0 { throw Self.isEncrypted }
            throw Self.refusal("is damaged: \(ending.reason)", "mend it, or store it anew")
        }
    }

    static let isEncrypted = refusal("is encrypted", "store a copy without a password")
    static let isTooMuch = refusal(
        "takes too much time or space", "release it without --watermark")

    static func refusal(_ why: String, _ hint: String) -> RegistryError {
        RegistryError(.invalid, "the document cannot be stamped: it \(why)", hint: hint)
    }
}

extension Program.Ending {
    /// What qpdf complained of first, without the name of the file.
    fileprivate var reason: String {
        let lines = text.lines
        let complaints = lines.filter { $0.begins(with: "WARNING: ") || $0.begins(with: "qpdf: ") }
        guard let first = complaints.first ?? lines.last else { return "no reason given" }
        let words = first.utf8.drop { $0 != 0x20 }.dropFirst()
        let fact = words.split(separator: 0x3A).last { $0.first == 0x20 }?.dropFirst() ?? words
        return String(decoding: fact, as: UTF8.self).abbreviated
    }
}
