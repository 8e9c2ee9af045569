import AttestryDomain

/// What words say, several things at once: the set of `PageCue`, which describes each.
struct Cue: OptionSet, Hashable {
    let rawValue: UInt32

    static let denies = Cue(rawValue: 1 << 0)
    static let plans = Cue(rawValue: 1 << 1)
    static let past = Cue(rawValue: 1 << 2)
    static let demands = Cue(rawValue: 1 << 3)
    static let reader = Cue(rawValue: 1 << 4)
    static let supplier = Cue(rawValue: 1 << 5)
    static let named = Cue(rawValue: 1 << 6)
    static let anybody = Cue(rawValue: 1 << 7)
    static let explains = Cue(rawValue: 1 << 8)
    static let certified = Cue(rawValue: 1 << 9)
    static let accredited = Cue(rawValue: 1 << 10)
    static let complies = Cue(rawValue: 1 << 11)
    static let holds = Cue(rawValue: 1 << 12)
    static let document = Cue(rawValue: 1 << 13)
    static let owner = Cue(rawValue: 1 << 14)
    static let refers = Cue(rawValue: 1 << 15)
    static let endsOn = Cue(rawValue: 1 << 16)
    static let turns = Cue(rawValue: 1 << 17)
    static let wonders = Cue(rawValue: 1 << 18)
    static let version = Cue(rawValue: 1 << 19)
    static let type = Cue(rawValue: 1 << 20)
    static let pointing = Cue(rawValue: 1 << 21)
    static let body = Cue(rawValue: 1 << 22)
    static let since = Cue(rawValue: 1 << 23)
    static let binds = Cue(rawValue: 1 << 24)
    static let joins = Cue(rawValue: 1 << 25)
    static let verb = Cue(rawValue: 1 << 26)
    static let relative = Cue(rawValue: 1 << 27)
    static let number = Cue(rawValue: 1 << 28)
    static let endsLabel = Cue(rawValue: 1 << 29)
    static let numberLabel = Cue(rawValue: 1 << 30)

    /// Says of its subject that it has something.
    static let asserts: Cue = [.certified, .accredited, .complies, .holds]
}

extension Cue {
    init(_ cue: PageCue) {
        self =
            switch cue {
            case .denies: .denies
            case .plans: .plans
            case .past: .past
            case .demands: .demands
            case .reader: .reader
            case .supplier: .supplier
            case .named: .named
            case .anybody: .anybody
            case .explains: .explains
            case .certified: .certified
            case .accredited: .accredited
            case .complies: .complies
            case .holds: .holds
            case .document: .document
            case .owner: .owner
            case .refers: .refers
            case .endsOn: .endsOn
            case .turns: .turns
            case .wonders: .wonders
            case .version: .version
            case .type: .type
            case .pointing: .pointing
            case .body: .body
            case .since: .since
            case .binds: .binds
            case .joins: .joins
            case .verb: .verb
            case .relative: .relative
            case .number: .number
            case .endsLabel: .endsLabel
            case .numberLabel: .numberLabel
            }
    }
}

/// A cue at its place among the words.
struct CueHit {
    let range: Range<Int>
    let cue: Cue
}
