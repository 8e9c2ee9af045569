package import AttestryDomain
import AttestryStorage

extension Registry {
    /// Decides that the page shows an evidence or an activity, or changes what it says of one; what
    /// was hidden is shown again. Returns the code. Throws `notFound`, and `conflict` where a code
    /// names both.
    package func publish(_ code: Code, _ form: Form, author: Author) throws -> Code {
        try write("page.publish", author) { transaction, today in
            let (thing, code) = try transaction.reading.publishable(code)
            guard try transaction.publish(thing, code, form, today: today) else {
                throw RegistryError(
                    .conflict, "'\(code)' is published like that already",
                    hint: "attestry page list shows what is published")
            }
            return code
        }
    }

    /// Takes a thing off the page, with its own address. Throws `notFound` where it is not on it.
    package func hide(_ code: Code, author: Author) throws -> Code {
        try write("page.hide", author) { transaction, today in
            let (thing, code) = try transaction.reading.publishable(code)
            let found = try transaction.reading.publication(thing, code)
            guard let found, !found.isHidden else {
                throw RegistryError.notFound(
                    "publication", "\(code)",
                    among: try transaction.reading.publications().filter { !$0.isHidden }
                        .map(\.code.description), field: "code")
            }
            var hidden = Publication(thing, found.code, recordedOn: today)
            (hidden.section, hidden.text) = (found.section, found.text)
            (hidden.document, hidden.isHidden) = (found.document, true)
            try transaction.put(hidden)
            return code
        }
    }

    /// Changes what the page says of itself.
    package func setPage(_ form: Form, author: Author) throws {
        try write("page.set", author) { transaction, _ in
            var settings = try transaction.reading.settings()
            let before = settings
            try RegistryError.check(form.fill(&settings.page, PageTexts.fields, isNew: false))
            guard settings != before else { throw RegistryError.nothingToChange }
            try transaction.update(settings)
        }
    }
}

extension WriteTransaction {
    /// Writes what is typed of a thing that is published; returns whether that changed anything.
    func publish(_ thing: Publication.Thing, _ code: Code, _ form: Form, today: CivilDate) throws
        -> Bool
    {
        let before = try reading.publication(thing, code)
        var publication = Publication(thing, before?.code ?? code, recordedOn: today)
        publication.section = before?.section
        publication.text = before?.text
        publication.document = before?.document ?? false
        var problems = form.fill(&publication, Publication.fields, isNew: before == nil)
        problems += form.strangers(among: Publication.fields)
        try problems.gather { try reading.checkShown(publication) }
        try RegistryError.check(problems)
        let isSaid = before.map {
            !$0.isHidden && $0.section == publication.section && $0.text == publication.text
                && $0.document == publication.document
        }
        if isSaid != true { try put(publication) }
        return isSaid != true
    }

    /// Throws `conflict` where something was decided of a thing already.
    func refusePublished(_ thing: Publication.Thing, _ code: Code) throws {
        guard let found = try reading.publication(thing, code) else { return }
        throw RegistryError(
            .conflict, "\(thing.rawValue): '\(found.code)' is published already",
            hint: "leave the row out, or give --existing update", field: thing.rawValue)
    }
}

extension ReadTransaction {
    /// What was decided of a thing, which may be asked for by a former code; nil where nothing was.
    func publication(_ thing: Publication.Thing, _ code: Code) throws -> Publication? {
        let current = try current(code, of: thing == .evidence ? .evidence : .activity)
        return try publications().first { $0.thing == thing && $0.code == current }
    }

    /// The one thing of a code that the page could show. Throws `notFound`, and `conflict` where
    /// an evidence and an activity bear it.
    fileprivate func publishable(_ code: Code) throws -> (Publication.Thing, Code) {
        let evidence = try known(code, of: .evidence)
        let activity = try known(code, of: .activity)
        if let evidence, activity == nil { return (.evidence, evidence) }
        if let activity, evidence == nil { return (.activity, activity) }
        guard evidence == nil else {
            throw RegistryError(
                .conflict, "'\(code)' is an evidence and an activity",
                hint: "attestry activity rename \(code) NEW tells them apart", field: "code")
        }
        throw RegistryError.notFound(
            "evidence or activity", "\(code)",
            among: try codes(of: .evidence) + codes(of: .activity), field: "code")
    }

    /// Throws `invalid` where the page may not show a thing, or not offer its document.
    fileprivate func checkShown(_ publication: Publication) throws {
        switch publication.thing {
        case .activity:
            if publication.document {
                throw RegistryError(
                    .invalid, "document: an activity has no file that everybody may have",
                    hint: "leave it out", field: "document")
            }
            guard try !activity(publication.code).mayBeShown else { return }
            throw RegistryError(
                .conflict, "activity '\(publication.code)' may not be shown",
                hint: "attestry activity edit \(publication.code) --may-be-shown says that it may",
                field: "code")
        case .evidence:
            let scheme = try EvidenceWorld(publication.code, as: nil, self).scheme
            guard publication.document, scheme.releaseClass != .public else { return }
            throw RegistryError(
                .invalid,
                "document: what is held under \(scheme.code) is of the class "
                    + "'\(scheme.releaseClass.rawValue)', and only 'public' is for download",
                hint: "leave it out: the page says how to ask for it", field: "document")
        }
    }
}
