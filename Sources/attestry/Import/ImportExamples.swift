import AttestryDomain
import AttestryService

extension ImportKind {
    /// What a row of the kind may say, by its columns; each after those of the kinds before it.
    var example: [(column: String, value: String)] {
        sample.parts(at: "\n").map { line in
            let parts = line.parts(at: "=")
            return (parts[0].trimmed, parts.dropFirst().joined(separator: "=").trimmed)
        }
    }

    private var sample: String {
        switch self {
        case .product:
            """
            code = cloud
            name = Example Cloud
            """
        case .scheme:
            """
            code = acme-seal
            title = Acme Seal
            kind = certificate
            """
        case .edition:
            """
            scheme = acme-seal
            code = 2025
            title = Acme Seal 2025
            """
        case .fact:
            """
            scheme = acme-seal
            name = validity_months
            value = 12
            source = letter of 2025-01-10
            checked_on = 2025-01-12
            """
        case .report:
            """
            code = soc2
            scheme = soc2-type2
            auditor = Example CPA
            period_start = 2025-01-01
            period_end = 2025-12-31
            issued_on = 2026-02-10
            opinion = unqualified
            criteria = security availability
            covers = cloud
            """
        case .certificate:
            """
            code = iso27001
            scheme = iso27001
            edition = 2022
            number = IS 12345
            issuer = Example Certification B.V.
            issued_on = 2025-03-01
            expires_on = 2028-02-29
            covers = cloud
            owner = security@example.com
            """
        case .event:
            """
            evidence = iso27001
            version = 1
            kind = suspended
            occurred_on = 2026-05-04
            reason = the audit was late
            """
        case .milestone:
            """
            evidence = iso27001
            version = 1
            kind = surveillance
            due_on = 2026-02-28
            done_on = 2026-02-10
            """
        case .letter:
            """
            evidence = soc2
            version = 1
            from_on = 2026-01-01
            to_on = 2026-03-31
            signed_on = 2026-04-02
            signer = J. Doe, CISO
            """
        case .customer:
            """
            code = acme
            name = Acme Inc.
            domains = acme.example
            ref = crm=12345
            status = customer
            since = 2026-01-01
            handles_phi = no
            """
        case .contract:
            """
            customer = acme
            since = 2024-01-01
            until = 2024-12-31
            """
        case .contact:
            """
            customer = acme
            name = J. Doe
            email = j.doe@acme.example
            role = user
            """
        case .agreementKind:
            """
            code = clickwrap
            title = Click-through terms
            counts_as_nda = yes
            retention_months = 24
            """
        case .agreement:
            """
            customer = acme
            kind = nda
            code = acme-nda
            executed_on = 2026-01-10
            renewal = fixed
            ends_on = 2028-01-09
            survival_months = 36
            """
        case .agreementEvent:
            """
            agreement = acme-nda
            kind = terminated
            occurred_on = 2026-06-30
            party = Acme Inc.
            reason = they moved to another vendor
            """
        case .activity:
            """
            code = dr-test
            title = Disaster-recovery test
            from_on = 2026-01-01
            each_period = quarter
            owner = operations@example.com
            """
        case .activityCadence:
            """
            activity = dr-test
            from_on = 2027-01-01
            each_period = year
            """
        case .activityEvent:
            """
            activity = dr-test
            kind = done
            occurred_on = 2026-02-20
            result = partial
            reference = OPS-77
            """
        case .activityFinding:
            """
            activity = dr-test
            event = 1
            title = the restore took too long
            fix_by = 2026-04-30
            closed_on = 2026-04-12
            """
        case .publication:
            """
            evidence = iso27001
            section = Certificates
            text = The certificate covers all of our hosting.
            """
        case .distribution:
            """
            evidence = soc2
            customer = acme
            contact = j.doe@acme.example
            released_on = 2026-02-15
            channel = email
            purpose = vendor review
            basis = runs their vendor reviews
            """
        case .formerCode:
            """
            noun = product
            code = sky
            leads_to = cloud
            """
        case .ladder:
            """
            anchor = end
            scope = scheme
            scope_code = iso27001
            rungs = 180 90 30
            """
        }
    }
}
