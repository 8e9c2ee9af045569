import AttestryDomain
import AttestryHost
import Foundation

/// An address that something may be sent to: HTTPS, or HTTP on this machine itself, and never a
/// link-local one, behind which clouds keep the machine's own credentials.
package struct WebAddress: Sendable {
    /// The address as it was written.
    let text: String
    let scheme: String
    let host: String
    let port: Int

    /// The address with this text. Throws `invalid` for anything but an HTTP address without a
    /// password in it.
    package init(_ text: String) throws {
        func refuse(_ why: String) -> RegistryError {
            // Not the text itself: in some channels it is the secret.
            RegistryError(
                .invalid, "the address is refused: \(why)",
                hint: "give an address such as https://hooks.example.com/attestry", field: "url")
        }
        let isPlain = text.utf8.allSatisfy {
            0x21 <= $0 && $0 < 0x7F && !#""\<>^`{|}"#.utf8.contains($0)
        }
        guard isPlain, text.utf8.count <= 2_000, let parts = URLComponents(string: text),
            let scheme = parts.scheme?.lowercased(), let host = parts.host, !host.isEmpty
        else { throw refuse("it is not one") }
        guard ["http", "https"].contains(scheme) else {
            throw refuse("only https goes out, and http on this machine itself")
        }
        guard parts.user == nil, parts.password == nil else {
            throw refuse("a password in it would stand in the registry")
        }
        let port = parts.port ?? (scheme == "https" ? 443 : 80)
        guard (1...65_535).contains(port) else { throw refuse("there is no such port") }
        let own = ["localhost", "127.0.0.1", "[::1]", "::1"]
        guard scheme == "https" || own.contains(host) || host.begins(with: "127.") else {
            throw refuse("only https goes to another machine")
        }
        self.text = text
        self.scheme = scheme
        self.host = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        self.port = port
    }

    /// Throws `invalid` where the host is a number that is never contacted; names are looked up
    /// when something is sent.
    package func refuseForbiddenNumber() throws {
        let isNumber = host.utf8.allSatisfy { byte in
            "0123456789abcdefABCDEFxX.:".utf8.contains(byte)
        }
        if isNumber, !NetworkAddress.all(of: host).isEmpty { _ = try resolved() }
    }

    /// The addresses of the network that the name leads to now, each allowed. Throws `invalid`
    /// where one is not, `notFound` where the name leads nowhere.
    func resolved() throws -> [NetworkAddress] {
        let found = NetworkAddress.all(of: host)
        guard !found.isEmpty else {
            throw RegistryError(.notFound, "the name \(host.abbreviated) leads nowhere")
        }
        if let refused = found.first(where: \.isForbidden) {
            throw RegistryError(
                .invalid, "\(host.abbreviated) leads to \(refused.text), which is never contacted",
                field: "url")
        }
        guard scheme == "https" || found.allSatisfy(\.isLoopback) else {
            throw RegistryError(
                .invalid, "\(host.abbreviated) is another machine: only https goes there",
                field: "url")
        }
        return found
    }
}

/// A numeric address of the Internet Protocol.
struct NetworkAddress {
    /// The address as people write it.
    let text: String
    private let bytes: [UInt8]

    private static let seconds = 10

    /// What a name, or a number in any spelling that the system takes for one, leads to.
    ///
    /// Names are looked up by a program of their own: the library's function keeps no time limit,
    /// and name servers that are silent would hold a run up for minutes.
    static func all(of host: String) -> [NetworkAddress] {
        let numbers = numbers(in: host)
        guard numbers.isEmpty,
            let ending = try? Program.getent.run(
                ["ahosts", "--", host], Program.Limits(seconds: seconds)),
            ending.status == 0, !ending.isCutOff
        else { return numbers }
        var seen: Set<String> = []
        return ending.text.lines.flatMap { line in
            Self.numbers(in: String(line.unicodeScalars.prefix { $0 != " " }))
        }.filter { seen.insert($0.text).inserted }
    }

    private static func numbers(in host: String) -> [NetworkAddress] {
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICHOST
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: [NetworkAddress] = []
        var next = list
        while let item = next {
            if let address = NetworkAddress(item.pointee) { found.append(address) }
            next = item.pointee.ai_next
        }
        return found
    }

    private init?(_ info: addrinfo) {
        guard let pointer = info.ai_addr else { return nil }
        let raw = UnsafeRawPointer(pointer)
        switch info.ai_family {
        case AF_INET:
            let address = raw.loadUnaligned(as: sockaddr_in.self).sin_addr
            bytes = withUnsafeBytes(of: address) { Array($0) }
        case AF_INET6:
            let address = raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            bytes = withUnsafeBytes(of: address) { Array($0) }
        default: return nil
        }
        var name = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(info.ai_family, bytes, &name, socklen_t(name.count)) != nil else {
            return nil
        }
        text = String(
            decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether it is this machine itself.
    var isLoopback: Bool {
        if let four { return four[0] == 127 }
        return bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
    }

    /// Whether it is link-local, in whatever wrapping, or no single machine's.
    var isForbidden: Bool {
        if let four {
            return (four[0] == 169 && four[1] == 254) || four[0] == 0 || four[0] >= 224
        }
        let isLinkLocal = bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80
        let isUnspecified = bytes.allSatisfy { $0 == 0 }
        // Where Amazon keeps the machine's credentials in version 6.
        let isMetadata =
            bytes.starts(with: [0xFD, 0x00, 0x0E, 0xC2]) && bytes.suffix(2) == [2, 0x54]
        return isLinkLocal || isUnspecified || isMetadata || bytes[0] == 0xFF
    }

    /// The address of version 4 that it is or carries: mapped, translated (RFC 6052), 6to4
    /// (RFC 3056).
    private var four: [UInt8]? {
        if bytes.count == 4 { return bytes }
        let zeros = [UInt8](repeating: 0, count: 8)
        if bytes.starts(with: zeros + [0, 0, 0xFF, 0xFF]) { return Array(bytes[12...]) }
        if bytes.starts(with: zeros + [0, 0, 0, 0]), bytes[12...] != [0, 0, 0, 0],
            bytes[12...] != [0, 0, 0, 1]
        {
            return Array(bytes[12...])
        }
        if bytes.starts(with: [0, 0x64, 0xFF, 0x9B]) { return Array(bytes[12...]) }
        if bytes.starts(with: [0x20, 0x02]) { return Array(bytes[2..<6]) }
        return nil
    }
}

extension Program {
    /// Looks names up as everything else on the machine does.
    fileprivate static let getent = Program("getent", package: "libc-bin")
}
