package import AttestryDomain

/// Findings as other programs read them.
extension [PageFinding] {
    /// The document of `cli.md`.
    package var json: JSONValue {
        ["findings": .array(map { JSONValue($0, PageFinding.columns) })]
    }

    /// A log of SARIF 2.1.0, which code hosts show beside the lines.
    package func sarif(version: String) -> JSONValue {
        let rules = Set(map(\.rule)).sorted()
        return [
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                [
                    "tool": [
                        "driver": [
                            "name": "attestry page check",
                            "version": .string(version),
                            "rules": .array(rules.map { ["id": .string($0)] }),
                        ]
                    ],
                    "columnKind": "unicodeCodePoints",
                    "results": .array(map { $0.sarif(rules) }),
                ]
            ],
        ]
    }
}

extension PageFinding {
    fileprivate func sarif(_ rules: [String]) -> JSONValue {
        let right = right.map { "; right: \($0)" } ?? ""
        return [
            "ruleId": .string(rule),
            "ruleIndex": .number(rules.firstIndex(of: rule) ?? 0),
            "level": .string(severity.rawValue),
            "message": ["text": .string("\(message): \"\(claim)\"\(right)")],
            "locations": [
                [
                    "physicalLocation": [
                        "artifactLocation": ["uri": .string(file.asReference)],
                        "region": ["startLine": .number(line), "startColumn": .number(column)],
                    ]
                ]
            ],
        ]
    }
}

extension String {
    /// A path as a reference of RFC 3986: what may not stand there as `%` and its bytes.
    fileprivate var asReference: String {
        var bytes: [UInt8] = []
        for byte in utf8 {
            if byte.isLetterOrDigit || "-._~/".utf8.contains(byte) {
                bytes.append(byte)
            } else {
                bytes += "%\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))".utf8
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
