import AttestryDomain
import AttestryStorage

extension ReadTransaction {
    /// Throws `conflict` where a version of any evidence of the scheme and title says the same
    /// (`rules.md` §5, Twins); `own` is the version that is written over.
    func refuseTwin(
        of content: VersionContent, titled title: String?, in world: EvidenceWorld,
        besides own: ID<Version>? = nil
    ) throws {
        let near = try evidence(
            issued: content.issuedOn, number: content.number, under: world.item.key)
        for evidence in near where evidence.title == title {
            let twin = evidence.standing.first { $0.content == content && $0.id != own }
            guard let twin else { continue }
            let name = VersionReference(code: evidence.code, version: twin.version)
            throw RegistryError(
                .conflict, "\(name) says the same already",
                hint: "attestry \(world.scheme.kind.noun.rawValue) edit corrects a version")
        }
    }
}
