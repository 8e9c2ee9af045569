package import AttestryDomain
import GRDB

/// What can be said about something: queries that pick by dates which evidence and customers have
/// to be read and judged. They err on the side of judging; the rules themselves stand in Domain.
extension ReadTransaction {
    /// The evidence about which something can be said on a day, or until `horizon`, the furthest
    /// day that is looked ahead to: all but what is in force by a printed end that lies behind it.
    ///
    /// Passed over is only a certificate that has started, whose printed end and open milestones
    /// lie behind the horizon, to none of these editions, without an event, a parent or an open
    /// alert; the editions are those that retire before it, require a parent, or say more, and of
    /// some schemes all are judged. What the schema would refuse is judged too, so that a damaged
    /// row is told of.
    package func evidenceToJudge(
        on day: CivilDate, horizon: CivilDate, editions: [(scheme: Code, edition: String)],
        schemes: [Code], needsOwner: Bool
    ) throws -> Set<Int64> {
        let judged = schemes.map { "'\($0)'" }.joined(separator: ", ")
        let listed = try editions.compactMap { item in
            try db.value(
                """
                SELECT edition.id FROM edition JOIN scheme ON scheme.id = scheme_id
                WHERE scheme.code = ? AND scheme.removed IS NOT 1
                  AND edition.code = ? AND edition.removed IS NOT 1
                """, [item.scheme, item.edition]) as Int64?
        }.map(String.init).joined(separator: ", ")
        return try keySet(
            """
            SELECT evidence.id FROM evidence LEFT JOIN scheme ON scheme.id = scheme_id
            WHERE ifnull(scheme.kind, 'report') = 'report' OR (:needsOwner AND owner IS NULL)
              OR scheme.code IN (\(judged))
              OR discontinued_on IS NOT NULL
              OR evidence.recorded_on IS NOT date(evidence.recorded_on, '+0 days')
              OR NOT EXISTS (
                SELECT 1 FROM version WHERE evidence_id = evidence.id AND voided = 0
                  AND ifnull(valid_from, issued_on) <= :day)
            UNION
            SELECT subject_id FROM alert
            WHERE subject_kind = 'evidence' AND resolved_on IS NULL
            UNION
            SELECT evidence_id FROM version AS own
            WHERE voided = 0
              AND (expires_on IS NULL OR expires_on <= :horizon OR parent_id IS NOT NULL
                OR edition_id IN (\(listed)))
              AND NOT EXISTS (
                SELECT 1 FROM version AS later
                WHERE later.evidence_id = own.evidence_id AND later.voided = 0
                  AND (ifnull(later.valid_from, later.issued_on), later.version)
                    > (ifnull(own.valid_from, own.issued_on), own.version)
                  AND ifnull(later.valid_from, later.issued_on) <= :day)
            UNION
            SELECT evidence_id FROM version
            WHERE issued_on IS NOT date(issued_on, '+0 days')
              OR valid_from IS NOT date(valid_from, '+0 days')
              OR expires_on IS NOT date(expires_on, '+0 days')
              OR recorded_on IS NOT date(recorded_on, '+0 days')
              OR NOT json_valid(covers) OR NOT json_valid(identifiers)
              OR NOT json_valid(criteria) OR \(ColumnRange.isBroken(in: "version"))
              OR voided IS NOT 0 AND voided IS NOT 1
              OR edition_id NOT IN (SELECT id FROM edition)
            UNION
            SELECT evidence_id FROM event JOIN version ON version.id = version_id
            UNION
            SELECT evidence_id FROM milestone JOIN version ON version.id = version_id
            WHERE milestone.voided = 0 AND done_on IS NULL AND due_on <= :horizon
              OR milestone.voided IS NOT 0 AND milestone.voided IS NOT 1
              OR due_on IS NOT date(due_on, '+0 days')
              OR done_on IS NOT date(done_on, '+0 days')
            """, ["day": day, "horizon": horizon, "needsOwner": needsOwner])
    }

    /// The customers of whose agreements one can end, or ask for notice, between two days; without
    /// the first day, of whose agreements one may have done so before. Agreements of `silentKinds`
    /// are not warned of before they renew themselves.
    ///
    /// A term that renews itself is reckoned in months of at least 28 days, and notice in months of
    /// 31, so that a deadline is never thought later than it is. Months are counted from the second
    /// term's first day; before it they are negative.
    package func customersWithEnds(
        from first: CivilDate?, to last: CivilDate?, on day: CivilDate, silentKinds: [Code]
    ) throws -> Set<Int64> {
        let silent = silentKinds.map { "'\($0)'" }.joined(separator: ", ")
        return try keySet(
            """
            SELECT customer_id FROM agreement
            WHERE renewal = 'fixed' AND ends_on >= :first AND ends_on <= :last
              OR ends_on IS NOT date(ends_on, '+0 days')
              OR effective_on IS NOT date(effective_on, '+0 days')
              OR recorded_on IS NOT date(recorded_on, '+0 days')
              OR \(ColumnRange.isBroken(in: "agreement"))
              OR ifnull(renewal, '') NOT IN (SELECT value FROM json_each(:renewals))
              OR renewal = 'auto' AND term_months IS NULL
              OR kind_id NOT IN (SELECT id FROM agreement_kind)
            UNION
            SELECT customer_id FROM (
              SELECT customer_id, term_months, notice,
                12 * (substr(:day, 1, 4) - substr(base, 1, 4))
                  + substr(:day, 6, 2) - substr(base, 6, 2) - before AS months
              FROM (
                SELECT customer_id, term_months,
                  ifnull(notice_days, 31 * notice_months) AS notice,
                  ifnull(date(ends_on, '+1 day'), effective_on) AS base,
                  iif(ends_on IS NULL, ifnull(initial_term_months, term_months), 0) AS before
                FROM agreement
                WHERE renewal = 'auto' AND (notice_days IS NOT NULL OR notice_months IS NOT NULL)
                  AND kind_id NOT IN (
                    SELECT id FROM agreement_kind WHERE code IN (\(silent)))))
            WHERE months % term_months = 0
              OR iif(months < 0, -months, term_months - months % term_months) * 28 - 28 - notice
                <= :ahead
            UNION
            SELECT customer_id FROM agreement_event
              JOIN agreement ON agreement.id = agreement_id
            WHERE agreement_event.kind = 'terminated' AND occurred_on > :first
                AND date(occurred_on, '-1 day') <= :last
              OR occurred_on IS NOT date(occurred_on, '+0 days')
            UNION
            SELECT customer_id FROM alert JOIN agreement ON agreement.id = subject_id
            WHERE subject_kind = 'agreement' AND resolved_on IS NULL
            """,
            [
                "first": first?.description ?? "", "last": last?.description ?? "9999-12-31",
                "day": day,
                "renewals": Cell(.texts(AgreementTerms.Renewal.allCases.map(\.rawValue))),
                "ahead": last.map { day.days(until: $0) } ?? Int(Int32.max),
            ])
    }

    /// The customers of whom an obligation is unmet on a day, or was when it was last alerted of.
    package func customersOwing(on day: CivilDate) throws -> Set<Int64> {
        try keySet(
            """
            WITH met (customer_id, duty) AS MATERIALIZED (
              SELECT customer_id, satisfies FROM agreement
                JOIN agreement_kind ON agreement_kind.id = kind_id
              WHERE satisfies IS NOT NULL AND \(Self.inForce))
            SELECT customer.id FROM customer
            WHERE (handles_phi <> 0 AND (id, 'phi') NOT IN (SELECT * FROM met)
                OR handles_personal_data <> 0
                  AND (id, 'personal_data') NOT IN (SELECT * FROM met))
              AND EXISTS (
                SELECT 1 FROM contract WHERE customer_id = customer.id AND \(Self.covers))
            UNION
            SELECT id FROM customer
            WHERE recorded_on IS NOT date(recorded_on, '+0 days')
              OR removed IS NOT 0 AND removed IS NOT 1
            UNION
            SELECT customer_id FROM contract
            WHERE since_on IS NOT date(since_on, '+0 days')
              OR until_on IS NOT date(until_on, '+0 days')
              OR voided IS NOT 0 AND voided IS NOT 1
            UNION
            SELECT subject_id FROM alert
            WHERE subject_kind = 'customer' AND resolved_on IS NULL
            """, ["day": day])
    }

    /// The next day from one on that is written down as an end of an agreement, those of some
    /// kinds left out; nil where there is none.
    package func nextAgreementEnd(from day: CivilDate, exceptOf kinds: [String]) throws
        -> CivilDate?
    {
        let next: CivilDate?? = try db.value(
            """
            WITH wanted AS (
              SELECT id, renewal, ends_on FROM agreement WHERE kind_id NOT IN (
                SELECT id FROM agreement_kind
                WHERE code IN (SELECT value FROM json_each(:kinds))))
            SELECT min(day) AS day FROM (
              SELECT min(ends_on) AS day FROM wanted
              WHERE renewal = 'fixed' AND ends_on >= :day
                AND ends_on IS date(ends_on, '+0 days')
              UNION ALL
              SELECT date(min(occurred_on), '-1 day') FROM agreement_event
              WHERE kind = 'terminated' AND occurred_on > :day
                AND occurred_on IS date(occurred_on, '+0 days')
                AND agreement_id IN (SELECT id FROM wanted))
            """, ["day": day, "kinds": Cell(.texts(kinds))]
        )
        return next ?? nil
    }

    private func keySet(_ sql: String, _ arguments: Cells) throws -> Set<Int64> {
        Set(try keys(sql, arguments))
    }
}

extension ReadTransaction {
    /// The keys of all evidence.
    package func evidenceKeys() throws -> Set<Int64> { Set(try keys("SELECT id FROM evidence")) }

    /// The keys of all versions.
    package func versionKeys() throws -> [ID<Version>] {
        try keys("SELECT id FROM version").map { ID($0) }
    }

    /// The evidence of these keys together with the parents that its verdicts look at.
    package func families(of keys: [Int64]) throws -> [Evidence] {
        guard !keys.isEmpty else { return [] }
        return try evidence(
            keySet(
                """
                WITH RECURSIVE family (id) AS (
                  SELECT value FROM json_each(?)
                  UNION
                  SELECT version.parent_id
                  FROM family JOIN version ON version.evidence_id = family.id
                  WHERE version.parent_id IS NOT NULL)
                SELECT id FROM family
                """, [keys.list]))
    }

    /// The day since which a subject is known to be unreadable, where an alert says so.
    package func unreadableSince(_ subject: AlertSubject) throws -> CivilDate? {
        let day: String? = try db.value(
            """
            SELECT anchor_on FROM alert WHERE subject_kind = ? AND subject_id = ?
              AND anchor = 'unreadable' AND resolved_on IS NULL ORDER BY id DESC LIMIT 1
            """, [subject.kind.rawValue, subject.key])
        return day.flatMap { CivilDate($0) }
    }
}
