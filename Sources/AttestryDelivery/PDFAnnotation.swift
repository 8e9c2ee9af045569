/// Something that a viewer draws over a page, such as a note or the field of a form.
struct PDFAnnotation {
    /// The form that shows it and the matrix that puts it in its place; nil where nothing is shown.
    let appearance: (form: PDFValue, matrix: String)?

    /// Reads an annotation; nil where it leaves a strip of the page free. Throws `invalid` where it
    /// may cover the strip and has no appearance of its own.
    init?(_ value: PDFValue, over strip: PDFBox, isTurned: Bool, in file: PDFFile) throws {
        let flags = Int(try file.resolved(value["/F"])?.number ?? 0)
        let (isHidden, isUpright) = (flags & 2 != 0, flags & 16 != 0)
        let kind = try file.resolved(value["/Subtype"])
        let looks = try file.resolved(value["/AP"])
        guard !isHidden, kind != PDFValue("/Popup"), looks != nil || kind != PDFValue("/Link"),
            let place = try PDFBox(value["/Rect"], in: file),
            // What stays upright on a page that is turned turns around its upper left corner.
            let reach = isUpright && isTurned ? place.turnedAroundCorner : place,
            reach.intersection(strip) != nil
        else { return nil }
        guard let looks else {
            throw QPDF.refusal(
                "has an annotation over the foot of a page that only its viewer can draw",
                "flatten its annotations, and store that; or release it without --watermark")
        }
        var form = looks["/N"]
        if let now = form, try !file.isStream(now) {
            let state = try file.resolved(value["/AS"])?.text ?? []
            form = try file.resolved(now)?[String(decoding: state, as: UTF8.self)]
        }
        appearance = try form.flatMap { form in
            try Self.matrix(of: form, into: place, file).map { (form, $0) }
        }
    }

    /// The matrix of ISO 32000-1 §12.5.5.
    private static func matrix(
        of form: PDFValue, into place: PDFBox, _ file: PDFFile
    ) throws -> String? {
        guard try file.isStream(form), let looks = try file.resolved(form),
            let box = try PDFBox(looks["/BBox"], in: file)
        else { return nil }
        let given = try (file.resolved(looks["/Matrix"])?.elements ?? []).compactMap {
            try file.resolved($0)?.number
        }
        let m = given.count == 6 ? given : [1, 0, 0, 1, 0, 0]
        let shown = PDFBox(
            around: box.corners.map { x, y in
                (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])
            })
        guard let shown, shown.width > 0, shown.height > 0 else { return nil }
        let (across, up) = (place.width / shown.width, place.height / shown.height)
        return [
            across, 0, 0, up, place.left - shown.left * across, place.bottom - shown.bottom * up,
        ].map(PDFValue.spelling).joined(separator: " ")
    }
}

extension PDFBox {
    fileprivate var corners: [(x: Double, y: Double)] {
        [(left, bottom), (right, bottom), (left, top), (right, top)]
    }

    fileprivate var turnedAroundCorner: PDFBox? {
        let side = max(width, height)
        return PDFBox(around: [(left - side, top - side), (left + side, top + side)])
    }
}
