import AttestryDomain

/// What a mail that brings a checkpoint says to somebody who has never heard of one.
struct CheckpointBody {
    private let letter: CheckpointLetter
    private let wording: Wording

    init(_ letter: CheckpointLetter, _ wording: Wording) {
        self.letter = letter
        self.wording = wording
    }

    /// The plain text.
    var text: String {
        let organization = wording.organization
        let head = letter.head ?? (origin: "", entries: "")
        let lost =
            letter.lostOn.map {
                """

                On \($0) a copy of the registry was put back, and entries were lost: what was
                recorded between that copy and that day is vouched for by no checkpoint of
                the present log. Its name is another one since.

                """
            } ?? ""
        return """
            \(wording.headline)

            What to do: keep the attached file, \(letter.fileName), where nobody at
            \(organization) can change it. Leaving it in your mailbox is enough.

            It is the signed head of the log in which \(organization) records its
            certificates, reports, agreements, and who was given what: \(head.entries)
            entries, under the name
            \(head.origin.singleLine(of: 300)).
            Whoever changes, cuts or rewrites what is in that log by now, or puts an older
            copy back, cannot make it fit this file again.
            \(lost)
            To find out whether that was done, with the registry's file or a copy of it:

                attestry audit verify --registry FILE.db \\
                  --checkpoint \(letter.fileName) --vkey 'KEY'

            KEY is the line that begins with the name above and that \(organization)
            gave you by another way than mail; ask for it where you have none. The file is a
            signed note of C2SP over an RFC 6962 tree, which other programs check as well.

            One such mail comes each month. Ask why where one does not come.

            """
    }
}
