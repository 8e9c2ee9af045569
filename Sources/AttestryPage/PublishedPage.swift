package import AttestryDomain

/// The page as the files of a folder; the same page gives the same bytes.
package struct PublishedPage {
    /// A file of the folder.
    package struct File: Sendable {
        /// Its path within the folder.
        package let name: String
        package let bytes: [UInt8]
    }

    private let page: Page
    private let templates: Templates
    private let claims: [ClaimView]

    /// The files of a page, with templates of the user's in place of those of the same file name.
    /// Throws `invalid` for one that there is not, and one that is not written as templates are.
    package init(_ page: Page, templates own: [String: [UInt8]] = [:]) throws {
        self.page = page
        var replacing: [String: [UInt8]] = [:]
        for (file, bytes) in own {
            guard let name = Self.replaceable[file] else {
                throw RegistryError(
                    .invalid, "templates: there is no template '\(file.abbreviated)' to replace",
                    hint: "there are " + Self.replaceable.keys.sorted().joined(separator: ", "),
                    field: "templates")
            }
            replacing[name] = bytes
        }
        templates = try Templates(replacedBy: replacing)
        claims = page.claims.map { ClaimView($0, of: page) }
    }

    /// The files of templates that a user may replace, with the names that pages ask for them by.
    package static let replaceable: [String: String] = [
        "index.mustache": "index", "claim.mustache": "claim",
        "claim-facts.mustache": "claim-facts", "site-head.mustache": "site-head",
        "site-foot.mustache": "site-foot", "index.md.mustache": "index.md",
        "llms.txt.mustache": "llms.txt", "site.css": "site.css",
    ]

    /// The page for programs.
    package var document: JSONValue { PageDocument(page, claims).json }

    /// All files but documents, what people look at last.
    package var files: [File] {
        get throws {
            let fields = fields
            var files: [File] = []
            for view in claims {
                let own = view.fields.merging(fields) { first, _ in first }
                let base = "evidence/\(view.claim.code)"
                if let life = view.claim.life {
                    files.append(
                        File(
                            name: base + ".svg", bytes: try LifePicture(life, on: page.day).bytes))
                }
                files.append(File(name: base + ".json", bytes: view.document.document))
                files.append(
                    File(
                        name: base + ".html",
                        bytes: try templates.page("claim", own.merging(["up": "../"]) { $1 })))
            }
            files += [
                File(name: "style.css", bytes: try templates.page("site.css", [:])),
                File(name: "index.schema.json", bytes: PackageResources.index_schema_json),
                File(name: "changes.atom", bytes: PageFeed(page).feed.bytes),
                File(name: "llms.txt", bytes: try templates.page("llms.txt", fields)),
                File(name: "index.md", bytes: try templates.page("index.md", fields)),
                File(name: "index.json", bytes: document.document),
            ]
            if let security { files.append(security) }
            return files + [File(name: "index.html", bytes: try templates.page("index", fields))]
        }
    }

    private var fields: Fields {
        let texts = page.texts
        let stands = claims.filter { $0.claim.standing == .stands }
        let ended = claims.filter { $0.claim.standing == .ended }
        let covered = stands.filter { !$0.claim.covers.isEmpty }
        let contact = texts.contact.map { Self.link($0) }
        return [
            "organization": page.organization, "day": "\(page.day)", "up": "",
            "nextUpdate": "\(page.nextUpdateBy)",
            "title": texts.title ?? "Compliance of \(page.organization)",
            "intro": (texts.intro ?? "").paragraphs, "contact": (texts.contact).field,
            "contactLink": contact.field, "address": texts.address.field,
            "notHeld": (texts.notHeld ?? "").paragraphs, "hasNotHeld": texts.notHeld != nil,
            "hasClaims": !stands.isEmpty, "claims": stands.map(\.fields),
            "sections": sections(of: stands), "hasEnded": !ended.isEmpty,
            "ended": ended.map(\.fields), "hasCovered": !covered.isEmpty,
            "products": products(of: covered), "covered": covered.map(\.fields),
            "needsAsking": stands.contains { [.request, .nda].contains($0.claim.access) },
            "hasNDA": stands.contains { $0.claim.access == .nda },
            "structured": stands.compactMap(\.structured).map { ["data": $0] as Fields },
            "daysShown": ClaimRules.daysShown,
        ]
    }

    private func sections(of views: [ClaimView]) -> [Fields] {
        var sections: [(name: String, claims: [Fields])] = []
        for view in views {
            if sections.last?.name != view.claim.section {
                sections.append((view.claim.section, []))
            }
            sections[sections.count - 1].claims.append(view.fields)
        }
        return sections.enumerated().map { index, section in
            ["section": section.name, "anchor": "section\(index + 1)", "items": section.claims]
        }
    }

    /// What covers each product, a row a product and a cell a claim.
    private func products(of covered: [ClaimView]) -> [Fields] {
        let products = Set(covered.flatMap(\.claim.covers)).sorted {
            ($0.name, $0.code) < ($1.name, $1.code)
        }
        return products.map { product in
            [
                "product": product.name,
                "cells": covered.map { view -> Fields in
                    ["isCovered": view.claim.covers.contains(product), "by": view.claim.name]
                },
            ]
        }
    }

    /// RFC 9116: for thirty days, so that a page that nobody builds any more says so.
    private var security: File? {
        guard let contact = page.texts.securityContact else { return nil }
        var lines = [
            "Contact: \(Self.link(contact))",
            "Expires: \(page.day.adding(days: 30))T00:00:00Z",
        ]
        if let address = page.texts.address {
            let base = address.ends(with: "/") ? address : address + "/"
            lines.append("Canonical: \(base).well-known/security.txt")
        }
        return File(
            name: ".well-known/security.txt", bytes: lines.flatMap { ($0 + "\n").utf8 })
    }

    private static func link(_ contact: String) -> String {
        contact.begins(with: "https://") ? contact : "mailto:\(contact)"
    }
}

extension String {
    /// Its lines as paragraphs, without those that hold nothing.
    fileprivate var paragraphs: [Fields] {
        lines.map(\.trimmed).filter { !$0.isEmpty }.map { ["line": $0] }
    }
}
