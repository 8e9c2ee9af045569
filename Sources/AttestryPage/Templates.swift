import AttestryDomain
import Mustache

/// What a template is filled with, by the names that stand in it. A name that is missing is looked
/// for further out, so what is absent is `false`.
typealias Fields = [String: Any]

extension String? {
    /// The text as a template's section takes it: `false` where there is none.
    var field: Any {
        if let self { self } else { false }
    }
}

/// The templates that pages are made of; they are part of the program.
struct Templates {
    private let library: MustacheLibrary

    /// All templates, some of them replaced by others of the same name. Throws `invalid` where one
    /// is not written as templates are.
    init(replacedBy own: [String: [UInt8]] = [:]) throws {
        // The library's own escaping goes by Characters and overlooks a bracket that a combining
        // letter follows; so each template asks for the program's.
        MustacheContentTypes.register(Markup(), named: Markup.name)
        MustacheContentTypes.register(Markdown(), named: Markdown.name)
        var templates: [String: MustacheTemplate] = [:]
        for (name, bytes) in Self.sources.merging(own, uniquingKeysWith: { $1 }) {
            let isMarkdown = [".md", ".txt"].contains { name.ends(with: $0) }
            let type = isMarkdown ? Markdown.name : Markup.name
            do {
                templates[name] = try MustacheTemplate(
                    string: "{{% CONTENT_TYPE:\(type) }}" + String(decoding: bytes, as: UTF8.self))
            } catch {
                throw RegistryError(
                    .invalid, "templates: '\(name)' is no template: \(error)",
                    hint: "mend it, or take it out of the folder", field: "templates")
            }
        }
        library = MustacheLibrary(templates: templates)
    }

    /// The page that a template makes of these fields. Throws `damaged` where there is no such
    /// template.
    func page(_ name: String, _ fields: Fields) throws -> [UInt8] {
        guard let text = library.render(fields, withTemplate: name) else {
            throw RegistryError(.damaged, "the program has no template '\(name)'")
        }
        return Array(text.utf8)
    }

    /// The texts of the templates by their names.
    static let sources: [String: [UInt8]] = [
        "overview": PackageResources.overview_mustache,
        "head": PackageResources.head_mustache,
        "figures": PackageResources.figures_mustache,
        "concerns": PackageResources.concerns_mustache,
        "lives": PackageResources.lives_mustache,
        "plan": PackageResources.plan_mustache,
        "companies": PackageResources.companies_mustache,
        "picture": PackageResources.picture_mustache,
        "axis": PackageResources.axis_mustache,
        "life": PackageResources.life_mustache,
        "symbols": PackageResources.symbols_mustache,
        "page.css": PackageResources.page_css,
        "picture.css": PackageResources.picture_css,
        "index": PackageResources.index_mustache,
        "claim": PackageResources.claim_mustache,
        "claim-facts": PackageResources.claim_facts_mustache,
        "site-head": PackageResources.site_head_mustache,
        "site-foot": PackageResources.site_foot_mustache,
        "site.css": PackageResources.site_css,
        "index.md": PackageResources.index_md_mustache,
        "llms.txt": PackageResources.llms_txt_mustache,
    ]
}

/// HTML and SVG: what nobody sees in a text is shown by its name, and no text is ever markup.
private struct Markup: MustacheContentType {
    static let name = "MARKUP"

    func escapeText(_ text: String) -> String { Syntax.markup.escaped(text.visible()) }
}

/// Markdown: a text of the user's is one line, and no mark of it acts.
private struct Markdown: MustacheContentType {
    static let name = "PLAINMARKDOWN"

    func escapeText(_ text: String) -> String { Syntax.markdown.escaped(text.visible()) }
}
