/// What somebody decided to publish on the page: one evidence or one activity (`rules.md` §10).
package struct Publication: Hashable, Sendable {
    /// What a publication is of.
    package enum Thing: String, Sendable, CaseIterable {
        case evidence, activity
    }

    package let thing: Thing
    /// The code of the evidence or the activity.
    package let code: Code
    /// The heading under which it stands; nil for the one that its kind has.
    package var section: String?
    /// What the user says beside the claim.
    package var text: String?
    /// Whether the file may be downloaded, where everybody may have it.
    package var document = false
    /// Whether it was taken off the page again.
    package var isHidden = false
    /// The civil day on which it was decided as it is.
    package let recordedOn: CivilDate

    package init(_ thing: Thing, _ code: Code, recordedOn: CivilDate) {
        self.thing = thing
        self.code = code
        self.recordedOn = recordedOn
    }

    package static let fields: [Field<Publication>] = [
        .text("section", \.section, "The heading under which it stands, if not its kind's."),
        .text("text", \.text, "What you say beside the claim."),
        .flag("document", \.document, "Offer the file, where its class is public."),
    ]
}

/// What the page says of itself, in the user's own words.
package struct PageTexts: Hashable, Sendable {
    /// The heading; nil for one made of the organization's name.
    package var title: String?
    /// What stands before the claims.
    package var intro: String?
    /// Where to ask for a report: an e-mail address or a web address.
    package var contact: String?
    /// The web address under which the page is served.
    package var address: String?
    /// What the organization says that it does not hold.
    package var notHeld: String?
    /// Where to report a security problem: an e-mail address or a web address.
    package var securityContact: String?

    package init() {}

    package static let fields: [Field<PageTexts>] = [
        .text("page_title", \.title, "The heading of the page.").typed(as: "title"),
        .text("page_intro", \.intro, "What stands before the claims.").typed(as: "intro"),
        reachable("page_contact", \.contact, "Where to ask: an e-mail or https address.")
            .typed(as: "contact"),
        webAddress("page_address", \.address, "The https address under which it is served.")
            .typed(as: "address"),
        .text("page_not_held", \.notHeld, "What you say that you do not hold.")
            .typed(as: "not-held"),
        reachable(
            "page_security_contact", \.securityContact,
            "Where to report a security problem; makes security.txt."
        ).typed(as: "security-contact"),
    ]

    private static func webAddress(
        _ name: String, _ path: Field<PageTexts>.Path<String?>, _ help: String
    ) -> Field<PageTexts> {
        .any(name, path, help, expected: "give an https address", json: { .string($0) }) {
            try checkAddress($0, name)
        }
    }

    private static func reachable(
        _ name: String, _ path: Field<PageTexts>.Path<String?>, _ help: String
    ) -> Field<PageTexts> {
        .any(name, path, help, expected: "give an address", json: { .string($0) }) { text in
            if text.begins(with: "https://") { return try checkAddress(text, name) }
            try EmailAddress.check(text, field: name)
            return text
        }
    }

    /// Nothing that a link, a feed or a line of its own would end at.
    private static func checkAddress(_ text: String, _ field: String) throws -> String {
        let isPlain = text.utf8.allSatisfy {
            (0x21...0x7E).contains($0) && ![0x22, 0x27, 0x3C, 0x3E, 0x5C, 0x60].contains($0)
        }
        guard let rest = text.after("https://"), isPlain, let host = rest.parts(at: "/").first,
            !host.isEmpty, !host.utf8.contains(0x40)
        else {
            throw RegistryError.invalid(
                field, text, "an address such as https://trust.example.com/")
        }
        return text
    }
}
