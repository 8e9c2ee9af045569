import AttestryDomain
import AttestryHost
import Foundation

/// One POST by the `curl` program. Address, headers and body, secrets all, go over its standard
/// input: what stands in arguments is everybody's to read.
struct WebRequest {
    let address: WebAddress
    let body: Data
    let headers: [(String, String)]

    private static let seconds = 20
    private static let longestReply = 1 << 16
    private static let longestConfiguration = 60_000

    /// Sends it once; follows nothing and repeats nothing. Nil where it is too long to be sent.
    /// Throws where the address is refused.
    func send() throws -> WebReply? {
        let configuration = Array(try lines().map { $0 + "\n" }.joined().utf8)
        guard configuration.count <= Self.longestConfiguration else { return nil }
        let result = try Program.curl.run(
            ["--disable", "--config", "-"], reading: .secret(configuration),
            Program.Limits(
                seconds: Self.seconds + 5, keeping: Self.longestReply, writing: Self.longestReply))
        return WebReply(result.text, status: result.status, isCutOff: result.isCutOff)
    }

    private func lines() throws -> [String] {
        var lines = [
            "url = \(Self.quoted(address.text))", "request = \"POST\"", "silent", "show-error",
            "include", "suppress-connect-headers", "http1.1", "globoff",
            "proto = \"=\(address.scheme)\"", "max-time = \(Self.seconds)",
            "connect-timeout = 10", "user-agent = \"attestry\"", "header = \"Expect:\"",
            "data-raw = \(Self.quoted(String(decoding: body, as: UTF8.self)))",
        ]
        lines += headers.map { "header = \(Self.quoted("\($0.0): \($0.1)"))" }
        if !usesProxy {
            // The name was looked at once; it must not lead elsewhere when curl looks again.
            let found = try address.resolved()
            let addresses = found.map { $0.text.utf8.contains(0x3A) ? "[\($0.text)]" : $0.text }
            lines.append("noproxy = \"*\"")
            if !found.contains(where: { $0.text == address.host }) {
                let pin = "\(address.host):\(address.port):\(addresses.joined(separator: ","))"
                lines.append("resolve = \(Self.quoted(pin))")
            }
        }
        return lines
    }

    /// Whether another machine makes the connection, and so looks the name up.
    private var usesProxy: Bool {
        let environment = ProcessInfo.processInfo.environment
        let names = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
        return address.scheme == "https"
            && names.contains { !(environment[$0] ?? "").isEmpty }
            && NetworkAddress.all(of: address.host).isEmpty
    }

    private static func quoted(_ text: String) -> String {
        "\"\(Syntax.configuration.escaped(text))\""
    }
}

/// What came back.
struct WebReply {
    /// The status of HTTP; nil where there was no reply.
    let status: Int?
    private let retryAfter: String?
    private let body: String
    private let complaint: String
    private let needsMending: Bool

    /// curl's statuses for proxies that are not there or say no, and for TLS that nobody can trust
    /// (curl(1), "EXIT CODES").
    private static let statusesToMend: Set<Int32> = [
        5, 35, 53, 54, 58, 59, 60, 66, 77, 80, 82, 83, 90, 91, 97,
    ]

    init(_ text: String, status exit: Int32, isCutOff: Bool) {
        var rest = text[...]
        var status: Int?
        var retryAfter: String?
        // Each interim reply of 1xx comes before the one that counts.
        while rest.begins(with: "HTTP/"), let end = rest.range(of: "\r\n\r\n") {
            let head = rest[..<end.lowerBound].components(separatedBy: "\r\n")
            status = head.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
            retryAfter = head.dropFirst().first { $0.lowercased().begins(with: "retry-after:") }
                .map { $0.dropFirst(12).trimmingCharacters(in: .whitespaces) }
            rest = rest[end.upperBound...]
            guard let status, (100..<200).contains(status) else { break }
        }
        self.status = status
        self.retryAfter = retryAfter
        body = String(rest)
        let first = rest.lines.first
        complaint = isCutOff ? "no end of a reply" : first ?? "curl ended with \(exit)"
        // A proxy's refusal is no status of the other side, and has none of its own in curl.
        needsMending =
            Self.statusesToMend.contains(exit) || complaint.contains("CONNECT tunnel failed")
    }

    /// What the reply means for the message (RFC 9110 §15; Standard Webhooks: only 2xx is success).
    /// Only what the message itself is to blame for, or an address that nobody knows, can never
    /// succeed; who may not send, or not yet, may some day.
    ///
    /// What the other side says is repeated only where it holds no piece of the secret.
    func outcome(at now: Timestamp, isTeams: Bool, hiding secret: Secret? = nil) -> DeliveryOutcome
    {
        let isTelling = secret?.isIn(complaint) ?? false
        guard let status else {
            return .temporary(
                isTelling ? "no reply" : complaint.abbreviated, needsMending: needsMending)
        }
        let judged = isTeams ? teamsStatus(status) : status
        let line = secret?.isIn(body) ?? false ? nil : body.lines.first
        let said = line.map { " \($0)".abbreviated } ?? ""
        let detail = "HTTP \(judged)" + (judged == 200 ? "" : said)
        switch judged {
        case 200..<300: return .sent("HTTP \(judged)")
        case 410: return .gone("HTTP 410: nothing may be sent there any more")
        case 400, 404, 413, 422: return .permanent(detail)
        default:
            let isBusy = [408, 425, 429].contains(judged) || !(300..<500).contains(judged)
            return .temporary(detail, retryAfter: seconds(from: now), needsMending: !isBusy)
        }
    }

    /// Teams answers 200 and says in the body what went wrong behind it.
    private func teamsStatus(_ status: Int) -> Int {
        guard let range = body.range(of: "HTTP error ", options: .caseInsensitive) else {
            return status
        }
        return Int(body[range.upperBound...].prefix(3)) ?? 500
    }

    /// Seconds or a date (RFC 9110 §10.2.3).
    private func seconds(from now: Timestamp) -> Int? {
        guard let retryAfter else { return nil }
        if !retryAfter.isEmpty, retryAfter.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            return Int(retryAfter) ?? .max
        }
        return Timestamp(mailDate: retryAfter).map {
            max(0, $0.secondsSinceEpoch - now.secondsSinceEpoch)
        }
    }
}

extension Program {
    /// Speaks HTTP.
    static let curl = Program("curl", package: "curl")
}
