/// The mark that a stamp puts on the pages of a document.
///
/// A page's content becomes a form of its own (ISO 32000-1 §8.10), drawn where it was: whatever it
/// does to the graphics state ends with it. An annotation that would cover the mark becomes a part
/// of the page too, as when qpdf flattens annotations; all others, above all links, stay what they
/// are. A mark that is an annotation itself would go with one key, and viewers draw the fields of a
/// form above every other annotation.
struct PDFMark {
    private let sentences: [String]
    private var known: [[UInt8]: PDFValue] = [:]

    private static let (name, content) = ("/AttestryStamp", "/AttestryPage")
    private static let call = "\(name) Do\n"
    private static let font = PDFValue(
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>")
    private static let form = PDFValue("<< /Type /XObject /Subtype /Form >>")

    init(_ sentences: [String]) {
        self.sentences = sentences
    }

    /// Puts it on a page. Throws `invalid` where that cannot be done faithfully.
    mutating func put(on page: (number: Int, value: PDFValue), in file: inout PDFFile) throws {
        let layout = try layout(on: page.value, in: file)
        var drawn: [(key: String, value: PDFValue?)] = []
        var drawing: [String] = []
        if let form = try form(of: page.value, in: &file) {
            drawn.append((Self.content, form))
            drawing.append("q \(Self.content) Do Q\n")
        }
        for (form, matrix) in layout.covering.compactMap(\.appearance) {
            let name = "/AttestryNote\(drawn.count)"
            drawn.append((name, form))
            drawing.append("q \(matrix) cm \(name) Do Q\n")
        }
        drawn.append((Self.name, try form(layout, in: &file)))
        let bytes = Self.packed((drawing + [Self.call]).map(\.utf8))
        let content = try once(bytes) { try file.put(PDFValue.nothing.packed(bytes), data: bytes) }
        let resources = try file.resolved(page.value["/Resources"]) ?? .nothing
        let forms = try file.resolved(resources["/XObject"]) ?? .nothing
        var changes: [(key: String, value: PDFValue?)] = [
            ("/Resources", resources.with([("/XObject", forms.with(drawn))])),
            ("/Contents", content),
        ]
        if !layout.covering.isEmpty { changes.append(("/Annots", .array(layout.free))) }
        _ = try file.put(page.value.with(changes), at: page.number)
    }

    /// Whether it can be read on a page, drawn last and with nothing over it.
    func isThere(on page: PDFValue, in file: PDFFile) throws -> Bool {
        let layout = try layout(on: page, in: file)
        let forms = try file.resolved(file.resolved(page["/Resources"])?["/XObject"])
        let end = Self.packed([Self.call.utf8])
        return try layout.covering.isEmpty && file.data(of: forms?[Self.name]) == layout.mark
            && file.data(of: page["/Contents"]).suffix(end.count).elementsEqual(end)
    }

    private struct Layout {
        let box: PDFBox
        let mark: [UInt8]
        var covering: [PDFAnnotation] = []
        var free: [PDFValue] = []
    }

    private func layout(on page: PDFValue, in file: PDFFile) throws -> Layout {
        guard let shape = try PDFPage(page, in: file),
            let (drawing, strip) = shape.mark(sentences, font: "/Mark")
        else {
            throw QPDF.refusal(
                "has a page without room for a mark, or of no known size",
                "mend it, or release it without --watermark")
        }
        let mark = "/Artifact BMC\n".utf8 + drawing + "EMC\n".utf8
        var layout = Layout(box: shape.box, mark: Self.packed([mark]))
        for annotation in try file.resolved(page["/Annots"])?.elements ?? [] {
            let value = try file.resolved(annotation) ?? .nothing
            let isTurned = shape.rotation != 0
            if let covering = try PDFAnnotation(value, over: strip, isTurned: isTurned, in: file) {
                layout.covering.append(covering)
            } else {
                layout.free.append(annotation)
            }
        }
        return layout
    }

    /// A page's stream of content as a form with the page's resources; its bytes stay.
    private mutating func form(of page: PDFValue, in file: inout PDFFile) throws -> PDFValue? {
        guard let number = page["/Contents"]?.reference else { return nil }
        let (stream, data) = try file.object(number)
        guard let data else {
            guard stream.elements.isEmpty else {
                throw QPDF.refusal("is damaged: a page's content lies in pieces", "mend it")
            }
            return nil
        }
        let form = Self.form.with(
            [
                ("/BBox", page["/MediaBox"] ?? PDFPage.letter),
                ("/Resources", page["/Resources"] ?? .nothing),
            ] + ["/Length", "/Filter", "/DecodeParms"].map { ($0, stream[$0]) })
        return try once("\(number)".utf8 + form.text) {
            try file.put(form, copying: data)
        }
    }

    private mutating func form(_ layout: Layout, in file: inout PDFFile) throws -> PDFValue {
        let font = try once(Array(Self.font.text)) { try file.put(Self.font) }
        let form = Self.form.with([
            ("/BBox", PDFValue(layout.box.spelling)),
            (
                "/Resources",
                PDFValue.nothing.with([("/Font", PDFValue.nothing.with([("/Mark", font)]))])
            ),
        ]).packed(layout.mark)
        return try once(form.text + layout.mark) { try file.put(form, data: layout.mark) }
    }

    private mutating func once(
        _ key: some Sequence<UInt8>, _ make: () throws -> PDFValue
    ) rethrows -> PDFValue {
        let key = Array(key)
        if let made = known[key] { return made }
        let made = try make()
        known[key] = made
        return made
    }

    /// Runs of bytes as they are (ISO 32000-1 §7.4.5): a filter that qpdf leaves alone, so that the
    /// mark can be read in the copy.
    private static func packed(_ pieces: [some Collection<UInt8>]) -> [UInt8] {
        pieces.flatMap { piece in
            stride(from: 0, to: piece.count, by: 128).flatMap { start in
                let run = piece.dropFirst(start).prefix(128)
                return [UInt8(run.count - 1)] + run
            }
        } + [128]
    }
}

extension PDFValue {
    fileprivate func packed(_ data: [UInt8]) -> PDFValue {
        with([
            ("/Filter", PDFValue("/RunLengthDecode")), ("/Length", PDFValue("\(data.count)")),
        ])
    }
}
