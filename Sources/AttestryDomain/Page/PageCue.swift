/// What a word or a phrase says about the sentence that it stands in (`rules.md` §10).
package enum PageCue: String, Sendable, CaseIterable {
    /// It is not so.
    case denies
    /// It is to be so some day.
    case plans
    /// It was so.
    case past
    /// Somebody else's duty, or a condition.
    case demands
    /// The reader and the reader's company, customers.
    case reader
    /// Those whose services the owner uses.
    case supplier
    /// A company that many use: a supplier, unless the page is its own.
    case named
    /// Anybody: a company, organizations.
    case anybody
    /// What a scheme is and does.
    case explains
    /// Calls it certified.
    case certified
    /// Calls it accredited.
    case accredited
    /// Says that it is met.
    case complies
    /// Says that it is held.
    case holds
    /// A document about it.
    case document
    /// The owner.
    case owner
    /// Leads the reader elsewhere.
    case refers
    /// The last day of a validity follows.
    case endsOn
    /// Begins another clause.
    case turns
    /// Asks why, where or how, which takes for granted what it asks about.
    case wonders
    /// A version number follows.
    case version
    /// A type or a level.
    case type
    /// Points back to what was said just before.
    case pointing
    /// Those who certify others.
    case body
    /// Says since when, which no later day puts an end to.
    case since
    /// Binds a word of certifying to what follows it.
    case binds
    /// Joins the items of a list.
    case joins
    /// A verb that a clause of its own may begin with.
    case verb
    /// Goes on about what was named just before.
    case relative
    /// The number of a document follows.
    case number
    /// Is the last day of a validity where it labels a column or an item.
    case endsLabel
    /// Is the number of a document where it labels a column or an item.
    case numberLabel
}

/// Words of pages with what they say, as data.
package struct PageWording: Sendable {
    package let cue: PageCue
    package let words: [String]
    /// The rule of `rules.md` §10 that they serve.
    package let rule: String
    /// Where they come from: ordinary language, or who names them.
    package let source: String

    package init(cue: PageCue, words: [String], rule: String, source: String) {
        self.cue = cue
        self.words = words
        self.rule = rule
        self.source = source
    }
}

/// What the reader of pages knows: the schemes, and the words by which sentences claim or do not.
package struct PageKnowledge: Sendable {
    package let schemes: [Scheme]
    package let words: [PageWording]

    package init(schemes: [Scheme], words: [PageWording]) {
        self.schemes = schemes
        self.words = words
    }
}
