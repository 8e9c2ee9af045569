import AttestryDomain
import Foundation

/// The objects that a stamp makes of a document's pages, in the JSON that `qpdf --update-from-json`
/// takes.
///
/// qpdf's own overlay would draw the page anew inside its trim box. Here the page's content becomes
/// a form of its own (ISO 32000-1 §8.10), drawn where it was: whatever it does to the graphics
/// state ends with it, and the stamp that follows lies where it should.
struct PDFUpdate {
    private let document: PDFDocument
    private var forms: [String: [UInt8]] = [:]
    private var objects: [UInt8] = []
    private var newest: Int

    /// Stamps the pages of a document, each of which is drawn by one stream at most. Throws
    /// `invalid` where a page cannot be stamped.
    init(_ document: PDFDocument, stamping sentences: [String]) throws {
        self.document = document
        newest = Int(document.header["maxobjectid"]?.number ?? 0)
        let font = add(
            #"{"value":{"/Type":"/Font","/Subtype":"/Type1","/BaseFont":"/Courier","#
                + #""/Encoding":"/WinAnsiEncoding"}}"#)
        for (index, page) in document.pages.enumerated() {
            let dictionary = try document.dictionary(page.reference)
            guard let stamp = document.page(dictionary).stamp(sentences, font: "AttestryStamp")
            else {
                throw QPDF.refusal(
                    "has no room to see anything on page \(index + 1)", "mend it first")
            }
            var drawing: [UInt8] = []
            var resources = #""/Font":{"/AttestryStamp":"\#(font)"}"#
            if let content = page.contents.first {
                try addForm(of: content, on: dictionary)
                resources += #","/XObject":{"/AttestryPage":"\#(content)"}"#
                drawing = Array("q /AttestryPage Do Q\n".utf8)
            }
            let data = Data(drawing + stamp).base64EncodedString()
            let contents = add(#"{"stream":{"data":"\#(data)","dict":{}}}"#)
            let changed = dictionary.copy(
                without: ["/Resources", "/Contents"],
                adding: #""/Resources":{\#(resources)},"/Contents":"\#(contents)""#)
            put(page.reference, Array(#"{"value":"#.utf8) + changed + [UInt8(ascii: "}")])
        }
    }

    /// The document that qpdf takes.
    var bytes: [UInt8] {
        Array(#"{"version":2,"qpdf":["#.utf8)
            + document.header.copy(without: ["maxobjectid"], adding: #""maxobjectid":\#(newest)"#)
            + Array(",{".utf8) + objects.dropLast() + Array("}]}".utf8)
    }

    /// A page's stream of content as a form with the page's resources; its bytes stay.
    private mutating func addForm(of content: String, on page: PDFValue) throws {
        let box = document.medium(of: page)
        let sides = [box.left, box.bottom, box.right, box.top].map(PDFPage.text)
        let resources = document.inherited("/Resources", of: page)?.text ?? Array("{}".utf8)[...]
        let dictionary = try document.stream(content).copy(
            without: ["/Type", "/Subtype", "/BBox", "/Resources", "/Length"],
            adding: #""/Type":"/XObject","/Subtype":"/Form","#
                + #""/BBox":[\#(sides.joined(separator: ","))],"/Resources":"#
                + String(decoding: resources, as: UTF8.self))
        if let before = forms.updateValue(dictionary, forKey: content) {
            guard before == dictionary else {
                throw QPDF.refusal(
                    "has pages that share their content but nothing else", "mend it first")
            }
            return
        }
        put(content, Array(#"{"stream":{"dict":"#.utf8) + dictionary + Array("}}".utf8))
    }

    private mutating func add(_ object: String) -> String {
        newest += 1
        put("\(newest) 0 R", Array(object.utf8))
        return "\(newest) 0 R"
    }

    private mutating func put(_ reference: String, _ object: [UInt8]) {
        objects += Array(#""obj:\#(reference)":"#.utf8) + object + [UInt8(ascii: ",")]
    }
}

extension PDFValue {
    /// The dictionary without some keys and with further entries, as JSON.
    fileprivate func copy(without keys: Set<String>, adding entries: String) -> [UInt8] {
        var copy = [UInt8(ascii: "{")]
        for (key, value) in self.entries where !keys.contains(key) {
            copy += Array(#""\#(key)":"#.utf8) + value.text + [UInt8(ascii: ",")]
        }
        return copy + Array(entries.utf8) + [UInt8(ascii: "}")]
    }
}
