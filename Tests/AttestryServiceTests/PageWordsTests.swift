import AttestryDomain
import AttestryService
import Testing

/// The words by which the reader of pages knows claims (`rules.md` §10).
struct PageWordsTests {
    @Test func `every word of pages has its rule and source, and no company is ordinary language`()
        throws
    {
        let words = try Catalogue.pageKnowledge().words
        #expect(Set(words.map(\.cue)) == Set(PageCue.allCases))
        for wording in words {
            #expect(!wording.words.isEmpty && !wording.rule.isEmpty, "\(wording.cue)")
            #expect(!wording.source.isEmpty, "\(wording.cue)")
            let isCompany = wording.cue == .named
            #expect(!isCompany || wording.source != "ordinary language", "\(wording.words)")
        }
    }
}
