import AttestryDomain
import Foundation

/// Objects of a PDF by their references, fetched from qpdf many at a time.
final class PDFObjects {
    /// What the document says of itself.
    let header: [String: Any]
    private let path: String
    private var known: [String: Any] = [:]

    /// How many objects one call asks for.
    private static let batch = 400

    /// Fetches the pages, and what they share with their parents.
    init(_ path: String, _ pages: [String]) throws {
        self.path = path
        header = try Self.part(
            0, of: Self.json(["--json-key=qpdf", "--json-object=trailer"], path))
        try fetch(pages)
        var wanted = pages
        while !wanted.isEmpty {
            let found = wanted.compactMap { known[$0] as? [String: Any] }.flatMap { dictionary in
                ["/Parent", "/Resources", "/MediaBox", "/CropBox", "/Rotate"]
                    .compactMap { dictionary[$0] }.filter(Self.isReference).compactMap {
                        $0 as? String
                    }
            }
            wanted = Set(found).filter { known[$0] == nil }.sorted()
            try fetch(wanted)
        }
    }

    /// A dictionary by its reference. Throws `invalid` where it is none.
    func dictionary(_ reference: String) throws -> [String: Any] {
        guard let dictionary = try resolved(reference) as? [String: Any] else {
            throw PDFInspection.refusal("is damaged: object \(reference) is missing", "mend it")
        }
        return dictionary
    }

    /// A value, fetched where it is a reference.
    func resolved(_ value: Any?) throws -> Any? {
        guard let value, Self.isReference(value), let reference = value as? String else {
            return value
        }
        if known[reference] == nil { try fetch([reference]) }
        return known[reference]
    }

    /// A value that a page has itself, or from the nodes above it (ISO 32000-1 §7.7.3.4).
    func inherited(_ key: String, of page: [String: Any]) throws -> Any? {
        var node: [String: Any]? = page
        var depth = 0
        while let current = node, depth < 64 {
            if let value = try resolved(current[key]), !(value is NSNull) { return value }
            node = try resolved(current["/Parent"]) as? [String: Any]
            depth += 1
        }
        return nil
    }

    /// The corners of the medium that a page is for; US Letter where it does not say.
    func mediaBox(of dictionary: [String: Any]) throws -> [Double] {
        let box = try box("/MediaBox", of: dictionary) ?? (0, 0, 612, 792)
        return [box.0, box.1, box.2, box.3]
    }

    /// What of a page can be seen: its crop box within its media box.
    func page(_ dictionary: [String: Any]) throws -> PDFPage {
        let media = try box("/MediaBox", of: dictionary) ?? (0, 0, 612, 792)
        let crop = try box("/CropBox", of: dictionary) ?? media
        let turn = try (inherited("/Rotate", of: dictionary) as? NSNumber)?.intValue ?? 0
        return PDFPage(
            box: (
                max(media.0, crop.0), max(media.1, crop.1), min(media.2, crop.2),
                min(media.3, crop.3)
            ), rotation: ((turn % 360) + 360) % 360)
    }

    private func box(_ key: String, of page: [String: Any]) throws
        -> (Double, Double, Double, Double)?
    {
        guard let list = try inherited(key, of: page) as? [Any], list.count == 4 else { return nil }
        let sides = try list.compactMap { (try resolved($0) as? NSNumber)?.doubleValue }
        guard sides.count == 4 else { return nil }
        return (
            min(sides[0], sides[2]), min(sides[1], sides[3]), max(sides[0], sides[2]),
            max(sides[1], sides[3])
        )
    }

    /// Asks for objects, all that are not known yet.
    func fetch(_ references: [String]) throws {
        var rest = references[...]
        while !rest.isEmpty {
            let options = rest.prefix(Self.batch).map { reference in
                "--json-object=" + reference.split(separator: " ").prefix(2).joined(separator: ",")
            }
            rest = rest.dropFirst(Self.batch)
            let document = try Self.json(["--json-key=qpdf"] + options, path)
            for (name, object) in try Self.part(1, of: document) {
                guard name.hasPrefix("obj:"), let object = object as? [String: Any] else {
                    continue
                }
                known[String(name.dropFirst(4))] = object["value"] ?? object
            }
        }
    }

    private static func part(_ index: Int, of document: [String: Any]) throws -> [String: Any] {
        guard let parts = document["qpdf"] as? [[String: Any]], parts.count > index else {
            throw PDFInspection.refusal("cannot be read", "mend it first")
        }
        return parts[index]
    }

    private static func isReference(_ value: Any) -> Bool {
        guard let text = value as? String else { return false }
        let words = text.split(separator: " ")
        return words.count == 3 && words[2] == "R" && words.prefix(2).allSatisfy { Int($0) != nil }
    }

    /// What qpdf says of a file in its JSON, version 2, without the contents of streams.
    static func json(_ options: [String], _ path: String) throws -> [String: Any] {
        let result = try Program.qpdf.run(
            ["--json=2", "--json-stream-data=none"] + options + [path], keeping: 256 << 20)
        guard result.status == 0,
            let document = try JSONSerialization.jsonObject(with: result.bytes) as? [String: Any]
        else { throw PDFInspection.refusal("cannot be read: \(result.reason)", "mend it first") }
        return document
    }
}
