import ArgumentParser
import AttestryDomain
import AttestryService

struct PagePublish: ChangingCommand {
    static let configuration = verb(
        "publish", "Show an evidence or an activity on the page, while it stands.",
        """
        Nothing else is ever on the page. What is published stands there while it is
        in force, or kept; after that for 90 days under what is no longer in force,
        then at its own address only. Given again it changes what the page says;
        --section '' and --text '' empty that. --document offers the file for
        download, where its class is public.
        """,
        example: """
            attestry page publish iso27001 --document
            attestry page publish soc2 --text 'Ask for the bridge letter too.'
            attestry page publish dr-test --section 'Continuity'
            """)

    @Argument(help: "The evidence or the activity.", completion: publishableCompletion)
    var code: String
    @OptionGroup var fields: FieldOptions<Publication>
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func apply(to registry: Registry, by author: Author) throws -> Code {
        try registry.publish(
            Code(code, field: "code"), fields.form(in: registry).emptyingBlanks, author: author)
    }
}

extension Form {
    /// The form in which a field that was given without a text is to be emptied.
    var emptyingBlanks: Form {
        let blank = Set(values.filter { $0.value.isEmpty }.keys)
        return Form(values.filter { !blank.contains($0.key) }, cleared: cleared.union(blank))
    }
}

extension Publication: FieldSet {}
extension PageTexts: FieldSet {}
