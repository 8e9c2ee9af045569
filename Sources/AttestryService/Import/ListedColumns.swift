import AttestryDomain

extension ImportKind {
    /// Throws `invalid` where a file is what the list of the kind writes: all its columns are the
    /// list's, and some are derived. A sheet of one's own with one such name among others is told of
    /// that column alone.
    func refuseList(_ header: [String]) throws {
        let derived = listed.subtracting(columns.map(\.name))
        let found = header.filter(derived.contains)
        guard !found.isEmpty, header.allSatisfy({ $0.isEmpty || listed.contains($0) }) else {
            return
        }
        throw RegistryError(
            .invalid,
            "the file is what '\(command) list' writes: \(found.joined(separator: ", ")) "
                + "\(found.count == 1 ? "is" : "are") derived",
            hint: "attestry export \(rawValue) writes what import takes")
    }

    private var command: String { self == .contact ? "customer contact" : rawValue }

    /// The columns of the list of the kind.
    private var listed: Set<String> {
        func names<Row>(_ columns: [AttestryDomain.Column<Row>]) -> Set<String> {
            Set(columns.map(\.name))
        }
        return switch self {
        case .certificate, .report:
            names(EvidenceDocument.columns(of: evidence ?? .certificate))
        case .customer: names(CustomerDocument.columns)
        case .agreement: names(AgreementDocument.columns)
        case .activity: names(ActivityDocument.columns)
        case .distribution: names(DistributionDocument.columns)
        case .contact: names(ContactDocument.columns)
        case .scheme: names(SchemeDocument.columns)
        case .edition: names(EditionDocument.columns)
        case .agreementKind: names(AgreementKind.columns)
        case .ladder: names(Ladders.Rule.columns)
        case .publication: names(PublishedThing.columns)
        case .product, .fact, .event, .milestone, .letter, .contract, .agreementEvent,
            .activityCadence, .activityEvent, .activityFinding, .formerCode:
            []
        }
    }
}
