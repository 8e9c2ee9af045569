import AttestryDomain
import AttestryHost

/// A PDF as qpdf tells of it: its objects by their references, and its pages.
struct PDFDocument {
    /// What the document says of itself.
    let header: PDFValue
    /// Each page's reference, once, and the references of the streams that draw it.
    let pages: [(reference: String, contents: [String])]
    private let objects: [String: PDFValue]
    private let nodes = Nodes()

    /// How much of a document's structure is looked at.
    private static let longest = 256 << 20

    /// Reads a file. Throws `invalid` where it cannot be stamped faithfully: it is encrypted,
    /// signed, or without a page.
    init(_ path: String) throws {
        let structure = try NewFile(scratch: [])
        try QPDF.run(
            [
                "--json=2", "--json-stream-data=none", "--json-key=qpdf", "--json-key=pages",
                "--json-key=encrypt", path,
            ], writing: structure, atMost: Self.longest, "cannot be read")
        let document = PDFValue(try structure.bytes(from: 0, count: structure.size)[...])
        if document["encrypt"]?["encrypted"]?.text.first == UInt8(ascii: "t") {
            throw QPDF.isEncrypted
        }
        let parts = document["qpdf"]?.elements ?? []
        guard parts.count == 2 else { throw QPDF.refusal("cannot be read", "mend it first") }
        if parts[1].holds("\"/ByteRange\":") || parts[1].holds("\"/FT\": \"/Sig\"") {
            throw QPDF.refusal(
                "is signed, and a stamp would break the signature",
                "release it without --watermark")
        }
        header = parts[0]
        objects = Dictionary(parts[1].entries.map { ($0.key, $0.value) }) { $1 }
        var known: Set<String> = []
        pages = (document["pages"]?.elements ?? []).compactMap { page in
            page["object"]?.string.map {
                ($0, (page["contents"]?.elements ?? []).compactMap(\.string))
            }
        }.filter { known.insert($0.0).inserted }
        guard !pages.isEmpty else { throw QPDF.refusal("has no pages", "store another") }
    }

    /// A dictionary by its reference. Throws `invalid` where it is none.
    func dictionary(_ reference: String) throws -> PDFValue {
        guard let found = objects["obj:" + reference]?["value"], !found.entries.isEmpty else {
            throw QPDF.refusal("is damaged: object \(reference) is missing", "mend it")
        }
        return found
    }

    /// The dictionary of a stream by its reference. Throws `invalid` where it is none.
    func stream(_ reference: String) throws -> PDFValue {
        guard let found = objects["obj:" + reference]?["stream"]?["dict"] else {
            throw QPDF.refusal("is damaged: a page's content is missing", "mend it")
        }
        return found
    }

    /// A value that a page has itself, or from the nodes above it (ISO 32000-1 §7.7.3.4).
    func inherited(_ key: String, of page: PDFValue) -> PDFValue? {
        if let value = resolved(page[key]) { return value }
        var parent = page["/Parent"]?.string
        for _ in 0..<64 {
            guard let reference = parent else { return nil }
            let node = nodes.fields(of: reference) { objects["obj:" + reference]?["value"] }
            if let value = resolved(node[key]) { return value }
            parent = node["/Parent"]?.string
        }
        return nil
    }

    /// The corners of the medium that a page is for; US Letter where it does not say.
    func medium(of page: PDFValue) -> PDFPage.Box { box("/MediaBox", of: page) ?? (0, 0, 612, 792) }

    /// What of a page can be seen: its crop box within its media box.
    func page(_ page: PDFValue) -> PDFPage {
        let media = medium(of: page)
        let crop = box("/CropBox", of: page) ?? media
        let turn = Int(inherited("/Rotate", of: page)?.number ?? 0)
        return PDFPage(
            box: (
                max(media.left, crop.left), max(media.bottom, crop.bottom),
                min(media.right, crop.right), min(media.top, crop.top)
            ), rotation: ((turn % 360) + 360) % 360)
    }

    private func box(_ key: String, of page: PDFValue) -> PDFPage.Box? {
        let sides = (inherited(key, of: page)?.elements ?? []).compactMap { resolved($0)?.number }
        guard sides.count == 4 else { return nil }
        return (
            min(sides[0], sides[2]), min(sides[1], sides[3]), max(sides[0], sides[2]),
            max(sides[1], sides[3])
        )
    }

    /// What a reference leads to; any other value is itself.
    private func resolved(_ value: PDFValue?) -> PDFValue? {
        guard let reference = value?.string, let object = objects["obj:" + reference] else {
            return value
        }
        return object["value"]
    }
}

/// What the nodes above pages hold: each is asked for by many pages and tells of all of them.
private final class Nodes {
    private var known: [String: [String: PDFValue]] = [:]

    func fields(of reference: String, _ load: () -> PDFValue?) -> [String: PDFValue] {
        if let fields = known[reference] { return fields }
        let fields = Dictionary((load()?.entries ?? []).map { ($0.key, $0.value) }) { $1 }
            .filter { !$0.value.isNull }
        known[reference] = fields
        return fields
    }
}
