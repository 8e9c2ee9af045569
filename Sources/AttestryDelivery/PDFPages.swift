import AttestryDomain
import Foundation

/// The pages of a PDF as qpdf tells of them, and the objects that a stamp makes of them.
///
/// qpdf's own overlay would draw the page anew inside its trim box. Here the page's content becomes
/// a form of its own (ISO 32000-1 §8.10), drawn where it was: whatever it does to the graphics
/// state ends with it, and the stamp that follows lies where it should.
struct PDFPages {
    private let objects: PDFObjects
    private let pages: [(reference: String, contents: [String])]
    private let header: [String: Any]

    /// Reads the pages of a file whose contents are coalesced, so that each page has one stream at
    /// most. Throws `invalid` where there are none.
    init(of path: String) throws {
        let document = try PDFObjects.json(["--json-key=pages"], path)
        let found = (document["pages"] as? [[String: Any]] ?? []).compactMap { page in
            (page["object"] as? String).map { ($0, page["contents"] as? [String] ?? []) }
        }
        guard !found.isEmpty else { throw PDFInspection.refusal("has no pages", "store another") }
        var known: Set<String> = []
        pages = found.filter { known.insert($0.0).inserted }
        objects = try PDFObjects(path, pages.map(\.reference))
        try objects.fetch(Set(pages.flatMap(\.contents)).sorted())
        header = objects.header
    }

    /// The document that `qpdf --update-from-json` takes.
    func update(stamping sentences: [String]) throws -> Data {
        var next = (header["maxobjectid"] as? Int ?? 0) + 1
        var changed: [String: Any] = [:]
        func add(_ object: [String: Any]) -> String {
            defer { next += 1 }
            changed["obj:\(next) 0 R"] = object
            return "\(next) 0 R"
        }
        let font = add([
            "value": [
                "/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Courier",
                "/Encoding": "/WinAnsiEncoding",
            ]
        ])
        for (index, page) in pages.enumerated() {
            var dictionary = try objects.dictionary(page.reference)
            guard let stamp = try objects.page(dictionary).stamp(sentences, font: "AttestryStamp")
            else {
                throw PDFInspection.refusal(
                    "has no room to see anything on page \(index + 1)", "mend it first")
            }
            var drawing: [UInt8] = []
            var resources: [String: Any] = ["/Font": ["/AttestryStamp": font]]
            if let content = page.contents.first {
                let form = try form(of: content, on: dictionary)
                let before = changed.updateValue(form, forKey: "obj:\(content)") as? [String: Any]
                if let before, !NSDictionary(dictionary: before).isEqual(to: form) {
                    throw PDFInspection.refusal(
                        "has pages that share their content but nothing else", "mend it first")
                }
                resources["/XObject"] = ["/AttestryPage": content]
                drawing = Array("q /AttestryPage Do Q\n".utf8)
            }
            dictionary["/Resources"] = resources
            dictionary["/Contents"] = add([
                "stream": [
                    "data": Data(drawing + stamp).base64EncodedString(), "dict": [String: Any](),
                ]
            ])
            changed["obj:\(page.reference)"] = ["value": dictionary]
        }
        var head = header
        head["maxobjectid"] = next - 1
        return try JSONSerialization.data(withJSONObject: ["version": 2, "qpdf": [head, changed]])
    }

    /// A page's stream of content as a form with the page's resources; its bytes stay.
    private func form(of content: String, on page: [String: Any]) throws -> [String: Any] {
        guard let object = try objects.resolved(content) as? [String: Any],
            let stream = object["stream"] as? [String: Any],
            var dictionary = stream["dict"] as? [String: Any]
        else { throw PDFInspection.refusal("is damaged: a page's content is missing", "mend it") }
        dictionary["/Type"] = "/XObject"
        dictionary["/Subtype"] = "/Form"
        dictionary["/BBox"] = try objects.mediaBox(of: page)
        dictionary["/Resources"] =
            try objects.inherited("/Resources", of: page) as? [String: Any] ?? [String: Any]()
        dictionary["/Length"] = nil
        return ["stream": ["dict": dictionary]]
    }
}
