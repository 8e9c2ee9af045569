/// What a word or a phrase says about the sentence that it stands in.
struct Cue: OptionSet, Hashable {
    let rawValue: UInt32

    /// It is not so.
    static let denies = Cue(rawValue: 1 << 0)
    /// It is to be so some day.
    static let plans = Cue(rawValue: 1 << 1)
    /// It was so.
    static let past = Cue(rawValue: 1 << 2)
    /// Somebody else's duty, or a condition.
    static let demands = Cue(rawValue: 1 << 3)
    /// The reader and the reader's company, customers.
    static let reader = Cue(rawValue: 1 << 4)
    /// Those whose services the owner uses.
    static let supplier = Cue(rawValue: 1 << 5)
    /// Anybody: a company, organizations.
    static let anybody = Cue(rawValue: 1 << 6)
    /// What a scheme is and does.
    static let explains = Cue(rawValue: 1 << 7)
    /// Calls it certified.
    static let certified = Cue(rawValue: 1 << 8)
    /// Calls it accredited.
    static let accredited = Cue(rawValue: 1 << 9)
    /// Says that it is met.
    static let complies = Cue(rawValue: 1 << 10)
    /// Says that it is held.
    static let holds = Cue(rawValue: 1 << 11)
    /// A document about it.
    static let document = Cue(rawValue: 1 << 12)
    /// The owner.
    static let owner = Cue(rawValue: 1 << 13)
    /// Leads the reader elsewhere.
    static let refers = Cue(rawValue: 1 << 14)
    /// The last day of a validity follows.
    static let endsOn = Cue(rawValue: 1 << 15)
    /// Begins another clause.
    static let turns = Cue(rawValue: 1 << 16)
    /// Asks why, where or how, which takes for granted what it asks about.
    static let wonders = Cue(rawValue: 1 << 17)
    /// A version number follows.
    static let version = Cue(rawValue: 1 << 18)
    /// A type or a level.
    static let type = Cue(rawValue: 1 << 19)
    /// Points back to what was said just before.
    static let pointing = Cue(rawValue: 1 << 20)
    /// Those who certify others.
    static let body = Cue(rawValue: 1 << 21)
    /// Says since when, which no later day puts an end to.
    static let since = Cue(rawValue: 1 << 22)
    /// Binds a word of certifying to what follows it.
    static let binds = Cue(rawValue: 1 << 23)
    /// A company that many use: a supplier, unless the page is its own.
    static let named = Cue(rawValue: 1 << 24)
    /// Joins the items of a list.
    static let joins = Cue(rawValue: 1 << 25)

    /// A verb that a clause of its own may begin with.
    static let verb = Cue(rawValue: 1 << 26)
    /// Goes on about what was named just before.
    static let relative = Cue(rawValue: 1 << 27)

    /// The number of a document follows.
    static let number = Cue(rawValue: 1 << 28)

    /// Says of its subject that it has something.
    static let asserts: Cue = [.certified, .accredited, .complies, .holds]
}

/// A cue at its place among the words.
struct CueHit {
    let range: Range<Int>
    let cue: Cue
}
