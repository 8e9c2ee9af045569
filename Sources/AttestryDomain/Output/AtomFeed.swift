/// A feed of what happened (Atom, RFC 4287).
package struct AtomFeed: Hashable, Sendable {
    /// One thing that happened.
    package struct Entry: Hashable, Sendable {
        /// What tells it from every other entry anywhere, for ever.
        package let id: String
        /// What happened, in a few words.
        package let title: String
        /// When it happened.
        package let updated: Timestamp
        /// Who did it.
        package let author: String
        /// What there is to know about it, as plain lines.
        package let content: String

        package init(
            id: String, title: String, updated: Timestamp, author: String, content: String
        ) {
            self.id = id
            self.title = title
            self.updated = updated
            self.author = author
            self.content = content
        }
    }

    /// What tells it from every other feed.
    package let id: String
    /// What a reader shows as its name.
    package let title: String
    /// When the newest thing happened.
    package let updated: Timestamp
    /// Its entries, the newest first.
    package let entries: [Entry]

    package init(id: String, title: String, updated: Timestamp, entries: [Entry]) {
        self.id = id
        self.title = title
        self.updated = updated
        self.entries = entries
    }

    /// The document: XML 1.0 in UTF-8.
    package var bytes: [UInt8] {
        var lines = [
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
            "<feed xmlns=\"http://www.w3.org/2005/Atom\">",
            "  <id>\(id.xml)</id>",
            "  <title>\(title.xml)</title>",
            "  <updated>\(updated)</updated>",
            "  <generator>Attestry</generator>",
        ]
        for entry in entries {
            // Without a page to point to an entry must carry its content itself (4.1.2).
            lines += [
                "  <entry>",
                "    <id>\(entry.id.xml)</id>",
                "    <title>\(entry.title.xml)</title>",
                "    <updated>\(entry.updated)</updated>",
                "    <author><name>\(entry.author.xml)</name></author>",
                "    <content type=\"text\">\(entry.content.xml)</content>",
                "  </entry>",
            ]
        }
        return lines.flatMap { ($0 + "\n").utf8 } + "</feed>\n".utf8
    }
}

extension String {
    fileprivate var xml: String { Syntax.markup.escaped(plainLines) }
}
