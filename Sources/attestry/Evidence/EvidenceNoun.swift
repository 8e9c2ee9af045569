import ArgumentParser
import AttestryDomain
import AttestryService

/// The noun a generic verb speaks for: certificates and reports share most verbs.
protocol EvidenceNoun: FieldSet where Noun == VersionContent {
    associatedtype Audits: AuditOptions
    static var noun: Scheme.Noun { get }
    static var additionAbstract: String { get }
    static var additionExamples: String { get }
    static var renewalAbstract: String { get }
    static var renewalExample: String { get }
}

extension EvidenceNoun {
    static var fields: [Field<VersionContent>] { VersionContent.fields(of: noun) }
}

/// Whether the audits that are proposed for a version are recorded with it.
protocol AuditOptions: ParsableArguments {
    var milestones: Bool { get }
}

extension MilestoneOptions: AuditOptions {}

extension NoMilestoneOptions: AuditOptions {}

enum Certificates: EvidenceNoun {
    typealias Audits = MilestoneOptions
    static let noun = Scheme.Noun.certificate
    static let additionAbstract = "Record a certificate, label, AOC, registration or statement."
    static let additionExamples = """
        attestry certificate add iso27001 --scheme iso27001 --edition 2022 \\
          --number IS-1 --issuer 'Example Cert' --issued 2025-03-01 \\
          --expires 2028-02-28 --milestones
        attestry certificate add tisax --scheme tisax --edition 6.0 \\
          --issuer 'Example Audit' --issued 2026-01-15 --expires 2029-01-14 \\
          --set participant_id=P0XYZ1 --set scope_id=S1AB2C \\
          --set assessment_id=A1AB2C-1 --set assessment_level=AL2 \\
          --set labels=Confidential
        """
    static let renewalAbstract = "Record a further version: a renewal or a reissue."
    static let renewalExample = """
        attestry certificate renew iso27001 --issued 2028-02-10 \\
          --valid-from 2028-02-29 --expires 2031-02-28 --milestones
        """
}

enum Reports: EvidenceNoun {
    typealias Audits = NoMilestoneOptions
    static let noun = Scheme.Noun.report
    static let additionAbstract = "Record an audit report."
    static let additionExamples = """
        attestry report add soc2-cloud --scheme soc2-type2 --auditor 'Example CPA' \\
          --period 2025-10-01..2026-09-30 --issued 2026-11-02 \\
          --opinion unqualified --criteria security,availability
        attestry report add soc1-first --scheme soc1-type1 --auditor 'Example CPA' \\
          --as-of-date 2026-06-30 --issued 2026-08-14 --opinion qualified
        """
    static let renewalAbstract = "Record the next period's report."
    static let renewalExample = """
        attestry report renew soc2-cloud --period 2026-10-01..2027-09-30 \\
          --issued 2027-11-05 --opinion unqualified
        """
}
