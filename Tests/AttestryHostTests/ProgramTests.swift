import AttestryDomain
import AttestryHost
import Foundation
import Testing

struct ProgramTests {
    private func run(
        _ script: String, reading input: Program.Input = .nothing, writing output: NewFile? = nil,
        _ limits: Program.Limits = Program.Limits(seconds: 60)
    ) throws -> Program.Ending {
        try Program("/bin/sh").run(["-c", script], reading: input, writing: output, limits)
    }

    /// Whether a process is there and is no mere remainder that nobody has asked for.
    private func isRunning(_ process: String) throws -> Bool {
        let number = process.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let bytes = try? InputFile.contents(of: "/proc/\(number)/stat") else { return false }
        let state = String(decoding: bytes, as: UTF8.self).split(separator: ") ").last?.first
        return state != "Z" && state != "X"
    }

    /// Whether a process that was killed ends: the signal is sent at once, and a machine with much
    /// to do takes its time to act on it.
    private func ends(_ process: String) throws -> Bool {
        for _ in 1...600 {
            if try !isRunning(process) { return true }
            usleep(100_000)
        }
        return false
    }

    @Test func `a program reads, writes, complains, and says how it ended`() throws {
        let ending = try run("cat; echo bad >&2; exit 3", reading: .secret(Array("in ".utf8)))
        #expect(ending.text == "in bad\n")
        #expect(ending.status == 3)
        #expect(!ending.isCutOff)
        #expect(try run("cat").text == "")
        #expect(try run("kill -9 $$").status == 137)
    }

    @Test func `what goes to a file goes there alone, and a file is read from its beginning`()
        throws
    {
        let file = try NewFile(scratch: Array("in".utf8))
        let output = try NewFile(scratch: [])
        let ending = try run("cat; echo bad >&2", reading: .file(file), writing: output)
        #expect(ending.text == "bad\n")
        #expect(try output.bytes(from: 0, count: 9) == Array("in".utf8))
    }

    @Test func `a program that does not end is ended, with what it started`() throws {
        // A machine that has much else to do may not have begun it within a second.
        for seconds in [1, 5, 25] {
            let ending = try run("sleep 300 & echo $!; wait", Program.Limits(seconds: seconds))
            #expect(ending.isCutOff)
            if ending.text.isEmpty { continue }
            #expect(try ends(ending.text))
            return
        }
        Issue.record("it never began")
    }

    @Test func `a program that closed its output is waited for, and not for ever`() throws {
        #expect(try run("exec >&- 2>&-; exit 4").status == 4)
        #expect(try run("exec >&- 2>&-; sleep 300", Program.Limits(seconds: 1)).isCutOff)
    }

    @Test func `a program that floods is ended, wherever it writes`() throws {
        let limits = Program.Limits(seconds: 300, keeping: 100, writing: 1 << 20)
        let ending = try run("yes", limits)
        #expect(ending.isCutOff)
        #expect(ending.bytes.count == 100)
        #expect(try run("yes", writing: NewFile(scratch: []), limits).isCutOff)
        #expect(try run("yes | head -c 2000000", limits).isCutOff)
        #expect(try !run("yes | head -c 1000000", limits).isCutOff)
    }

    @Test func `a program that takes too much memory is ended`() throws {
        #expect(try run("exec tail /dev/zero", .init(seconds: 300, memory: 64 << 20)).isCutOff)
        #expect(
            try !run("exec head -c 9 /dev/zero", .init(seconds: 300, memory: 64 << 20)).isCutOff)
    }

    @Test func `a program has a wall behind its limits, and the usual signals`() throws {
        let former = signal(SIGPIPE, SIG_IGN)
        defer { signal(SIGPIPE, former) }
        let text = try run(
            "exec cat /proc/self/limits /proc/self/status",
            .init(seconds: 60, memory: 64 << 20, isAlone: true)
        ).text
        #expect(text.contains(/Max data size +83886080/))
        #expect(text.contains(#/Max processes +1 /#))
        // The bits of SIGPIPE and SIGXFSZ.
        #expect(
            text.contains(/SigIgn:\t[0-9a-f]{9}[02468ace][0-9a-f]{2}[02468ace][0-9a-f]{3}\n/))
        #expect(try !run("exec cat /proc/self/limits").text.contains(#/Max processes +1 /#))
    }

    @Test func `who leaves something running behind is not waited for`() throws {
        let ending = try run("sleep 300 & echo $!")
        #expect(ending.status == 0)
        #expect(try isRunning(ending.text))
        let left = try #require(pid_t(ending.text.dropLast()))
        kill(left, SIGKILL)
    }

    @Test func `what is not there is said, with its package`() {
        #expect {
            try Program("no-such-program", package: "thing").run([], Program.Limits(seconds: 1))
        } throws: { error in
            (error as? RegistryError)?.hint == "apt-get install thing"
        }
        #expect(!Program("/bin").isInstalled)
    }
}
