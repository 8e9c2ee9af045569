import AttestryDomain
import AttestryStorage

extension EvidenceRecorder {
    /// All that is wrong with a version in the registry as it is, but for what is said already.
    func problems(
        _ content: VersionContent, in world: EvidenceWorld, besides said: [Problem]
    ) throws -> [Problem] {
        let said = Set(said.compactMap(\.field))
        return VersionRules(scheme: world.scheme, today: today).problems(content, besides: said)
            + (said.contains("covers") ? [] : try unknownProducts(content))
            + (said.contains("parent") ? [] : try parentProblem(content, in: world))
    }

    /// What is odd about a version in the world that it is recorded in.
    func doubts(about version: Version, in world: EvidenceWorld) -> [String] {
        let content = version.content
        let name = world.name(of: version)
        let edit = "attestry \(noun.rawValue) edit \(name)"
        var doubts = VersionRules(scheme: world.scheme, today: today).doubts(
            about: content, isReissue: world.isReissue(version))
        let edition = content.edition.flatMap { world.scheme.editions[$0] }
        if content.parent == nil, let edition, let required = edition.parentScheme {
            doubts.append(
                "\(edition.title) needs a parent of \(required): \(edit) --parent CODE names it")
        }
        let missing = world.scheme.missing(in: content)
        if !missing.isEmpty {
            let fields = VersionContent.fields(of: noun)
            let options = missing.map { field in
                fields.first { $0.name == field }?.option.map { " --\($0) VALUE" }
                    ?? " --set \(field)=VALUE"
            }
            doubts.append(
                "\(name) has no \(missing.joined(separator: ", ")): "
                    + "\(edit)\(options.joined()) adds that")
        }
        return doubts
    }

    private func unknownProducts(_ content: VersionContent) throws -> [Problem] {
        guard !content.covers.isEmpty else { return [] }
        let products = try reading.products().map(\.code.description)
        return content.covers.map(\.description).filter { !products.contains($0) }.map { code in
            Problem(
                "covers", ": no product '\(code)'",
                hint: products.nearest(to: code).first.map { "did you mean \($0)?" }
                    ?? "attestry product add \(code)")
        }
    }

    /// What is wrong with a parent that is not there, is of another scheme than the edition asks
    /// for, or would be its own descendant (`rules.md` §3).
    private func parentProblem(_ content: VersionContent, in world: EvidenceWorld) throws
        -> [Problem]
    {
        guard let parent = content.parent else { return [] }
        guard try reading.has(parent, .evidence) else {
            return RegistryError.notFound(
                "evidence", parent.description, among: try reading.codes(of: .evidence),
                field: "parent"
            ).problems
        }
        let family = try reading.family(of: parent)
        if family.contains(where: { $0.code == world.evidence.code }) {
            return [
                Problem(
                    "parent", ": '\(parent)' rides on '\(world.evidence.code)' itself",
                    hint: "attestry evidence list shows what else it may ride on")
            ]
        }
        let edition = content.edition.flatMap { world.scheme.editions[$0] }
        guard let edition, let required = edition.parentScheme,
            let found = family.first(where: { $0.code == parent }), found.scheme != required
        else { return [] }
        return [
            Problem(
                "parent", ": '\(parent)' is evidence of \(found.scheme)",
                hint: "\(edition.title) needs a parent of \(required)")
        ]
    }
}
