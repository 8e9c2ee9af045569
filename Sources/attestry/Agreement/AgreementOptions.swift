import ArgumentParser
import AttestryDomain
import AttestryService

/// The terms of an agreement, as add and edit take them.
struct AgreementOptions: ParsableArguments {
    @OptionGroup var terms: FieldOptions<AgreementTerms>
    @Flag(help: "It renews itself term by term.")
    var autoRenew = false
    @Flag(help: "It has no end.")
    var evergreen = false

    func validate() throws {
        let hasEnd = terms.form["ends_on"] != nil
        if evergreen && (hasEnd || autoRenew) {
            throw ValidationError("give one of --ends, --auto-renew and --evergreen")
        }
        if autoRenew != (terms.form["term_months"] != nil) {
            throw ValidationError("--term MONTHS and --auto-renew go together")
        }
    }

    func form(in registry: Registry) throws -> Form {
        var form = try terms.form(in: registry)
        if evergreen || autoRenew { form["renewal"] = evergreen ? "evergreen" : "auto" }
        return form
    }
}
