import AttestryDomain
import AttestryHost
import Foundation
import Testing

struct NewFileTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
    }

    private func write(_ text: String, to file: NewFile) throws {
        try Array(text.utf8).withUnsafeBytes(file.write)
    }

    @Test func `a file is there when it is published, for its owner alone, and not before`() throws
    {
        let file = try NewFile(at: folder.path + "/f")
        try write("one ", to: file)
        try write("two", to: file)
        #expect(try folder.names == [])
        #expect(try InputFile.contents(of: file.path) == Array("one two".utf8))
        #expect(try file.bytes(from: 4, count: 9) == Array("two".utf8))
        try file.publish()
        #expect(try folder.text(of: "f") == "one two")
        #expect(FileFacts(folder.path + "/f")?.mode == 0o600)
    }

    @Test func `a file that is given up leaves nothing`() throws {
        do {
            let nameless = try NewFile(at: folder.path + "/f")
            try write("half", to: nameless)
            let named = try NewFile(namedAt: folder.path + "/made/for/it/f", advice: "")
            try write("half", to: named)
            try Data([1]).write(to: URL(filePath: named.path + "-journal"))
            #expect(FileFacts(named.path)?.mode == 0o600)
        }
        #expect(try folder.names == ["made"])
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path + "/made/for/it") == [])
    }

    @Test func `what a killed process left goes with the next file, what is under way does not`()
        async throws
    {
        try folder.write("", to: "no-draft")
        try FileManager.default.createDirectory(
            atPath: folder.path + "/.attestry-5", withIntermediateDirectories: false)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/.attestry-6", withDestinationPath: folder.path + "/no-draft")
        let stays = try folder.names
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = folder.path as String] in
            let file = try NewFile(namedAt: path + "/f", advice: "")
            try Data([1]).write(to: URL(filePath: file.path + "-journal"))
            kill(getpid(), SIGKILL)
        }
        #expect(try folder.names.count == stays.count + 2)
        let living = try NewFile(namedAt: folder.path + "/living", advice: "")
        try write("living", to: living)
        let draft = try folder.names.filter { !stays.contains($0) }
        #expect(draft.count == 1)
        try NewFile.replace(folder.path + "/other", with: [1])
        await #expect(processExitsWith: .success) { [path = folder.path as String] in
            try NewFile(namedAt: path + "/g", advice: "").publish()
        }
        #expect(try folder.names == (stays + draft + ["g", "other"]).sorted())
        try living.publish()
        #expect(try folder.text(of: "living") == "living")
    }

    @Test func `a name that a finished file had before goes too`() throws {
        let file = try NewFile(namedAt: folder.path + "/f", advice: "")
        try file.publish()
        link(folder.path + "/f", folder.path + "/.attestry-7")
        try NewFile.replace(folder.path + "/g", with: [])
        #expect(try folder.names.filter { $0 == ".attestry-7" } == [])
        #expect(try folder.text(of: "f") == "")
    }

    @Test(arguments: [false, true])
    func `what came meanwhile is never overwritten, be it a link to nothing`(isLink: Bool) throws {
        let path = folder.path + "/f"
        let file = try NewFile(at: path)
        try write("mine", to: file)
        if isLink {
            try FileManager.default.createSymbolicLink(
                atPath: path, withDestinationPath: folder.path + "/else")
        } else {
            try folder.write("theirs", to: "f")
        }
        #expect {
            try file.publish()
        } throws: {
            ($0 as? RegistryError)?.kind == .conflict
        }
        #expect(try folder.names == ["f"])
        if !isLink {
            #expect(try folder.text(of: "f") == "theirs")
            #expect(throws: RegistryError.self) { try NewFile(at: path) }
        }
    }

    @Test(arguments: ["f/", "", "missing/f", "plain/f"])
    func `what cannot be a file is refused`(name: String) throws {
        try folder.write("", to: "plain")
        #expect {
            _ = try NewFile(at: name.isEmpty ? "" : "\(folder.path)/\(name)")
        } throws: {
            ($0 as? RegistryError)?.message.hasPrefix("output: ") == true
        }
    }

    @Test func `where there is no more room, nothing appears and the old file is kept`() async {
        await #expect(processExitsWith: .success) {
            signal(SIGXFSZ, SIG_IGN)
            let folder = try Folder()
            try folder.write("old", to: "f")
            try folder.write("{}\n", to: "lines")
            var limit = rlimit(rlim_cur: 10, rlim_max: 10)
            setrlimit(__rlimit_resource_t(1), &limit)
            let bytes = [UInt8](repeating: 65, count: 100)
            let file = try NewFile(at: folder.path + "/new")
            for attempt in [
                { try bytes.withUnsafeBytes(file.write) },
                { try NewFile.replace(folder.path + "/f", with: bytes) },
                { try LineFile(path: folder.path + "/lines").append(bytes) },
            ] {
                do {
                    try attempt()
                    exit(1)
                } catch let error as RegistryError {
                    if !error.message.contains("File too large") { exit(2) }
                }
            }
            if try folder.text(of: "f") != "old" || folder.text(of: "lines") != "{}\n" { exit(3) }
            exit(try folder.names == ["f", "lines"] ? 0 : 4)
        }
    }
}

struct LineFileTests {
    @Test func `a line mends a torn line, and what is no file for lines is refused`() throws {
        let folder = try Folder()
        try folder.write("{\"torn", to: "x")
        try LineFile(path: folder.path + "/x").append(Array("{}".utf8))
        #expect(try folder.text(of: "x") == "{\"torn\n{}\n")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/link", withDestinationPath: folder.path + "/x")
        try folder.write("SQLite format 3\0…", to: "db")
        mkfifo(folder.path + "/pipe", 0o600)
        for path in ["", "/link", "/db", "/pipe", "/x/y"].map({ folder.path + $0 }) + ["/dev/full"]
        {
            #expect(throws: RegistryError.self) { try LineFile(path: path).append([]) }
            #expect(LineFile(path: path).obstacle != nil)
        }
        #expect(LineFile(path: folder.path + "/new").obstacle == nil)
        #expect(LineFile(path: folder.path + "/missing/new").obstacle != nil)
        #expect(try folder.names == ["db", "link", "pipe", "x"])
    }
}

struct InputFileTests {
    @Test func `only a file is taken for a document, and a pipe keeps nobody waiting`() throws {
        let folder = try Folder()
        try folder.write("0123456789", to: "f")
        mkfifo(folder.path + "/pipe", 0o600)
        let file = try InputFile(folder.path + "/f", for: "file")
        #expect(file.name == "f")
        #expect(try file.bytes(from: 8, count: 5) == Array("89".utf8))
        #expect(try file.bytes(from: 10, count: 5) == [])
        for (path, words) in [
            ("/pipe", "is not a regular file"), ("", "is not a regular file"),
            ("/missing", "No such file or directory"), ("/f/g", "Not a directory"),
        ] {
            #expect {
                _ = try InputFile(folder.path + path, for: "file")
            } throws: {
                let error = $0 as? RegistryError
                return error?.problems.first?.field == "file"
                    && error?.message.hasPrefix("file: ") == true
                    && error?.message.hasSuffix(words) == true
            }
        }
    }
}
