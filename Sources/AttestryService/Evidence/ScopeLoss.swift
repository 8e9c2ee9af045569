import AttestryDomain
import AttestryStorage

extension WriteTransaction {
    /// What the holders of the version before lose where a new one covers fewer products: they rely
    /// on what they were given.
    func lostScope(of number: Int, in world: EvidenceWorld, today: CivilDate) throws -> [String] {
        let succession = world.evidence.standing
        guard let index = succession.firstIndex(where: { $0.version == number }), index > 0 else {
            return []
        }
        let (version, before) = (succession[index], succession[index - 1])
        let lost = before.covers.filter { !version.covers.contains($0) }
        guard !lost.isEmpty else { return [] }
        let holders = try HolderRules(of: world.evidence, before, reading)
            .holdings(of: before.id, on: today)
        guard !holders.isEmpty else { return [] }
        let products = lost.map(\.description).joined(separator: ", ")
        return [
            "\(holders.count) hold \(world.name(of: before)), which covers \(products); "
                + "\(world.name(of: version)) does not "
                + "(attestry distribution holders \(world.name(of: before)))"
        ]
    }
}
