"""The plain SQL that the sqlite3 shell runs for the same answers: it reads, through an index where there is one,
every row that the rules look at. What the log's hashes are is left out: the shell need not know."""

# Every row that decides what holds, what lapses and what is due.
DECIDING = (
    "registry scheme edition fact product evidence version version_product version_identifier event milestone "
    "bridge_letter customer contract agreement_kind agreement agreement_event ladder alert alert_response "
    "alert_reminder alert_escalation"
).split()

SETTINGS = "SELECT * FROM registry;"
CUSTOMER = """
SELECT * FROM customer WHERE code = '{customer}';
SELECT contract.* FROM contract JOIN customer ON customer.id = customer_id WHERE customer.code = '{customer}';
SELECT * FROM agreement_kind ORDER BY code;
SELECT agreement.*, agreement_kind.code FROM agreement JOIN customer ON customer.id = customer_id
    JOIN agreement_kind ON agreement_kind.id = kind_id WHERE customer.code = '{customer}' ORDER BY agreement.code;
SELECT agreement_event.*, successor.code FROM agreement_event JOIN agreement ON agreement.id = agreement_id
    JOIN customer ON customer.id = agreement.customer_id LEFT JOIN agreement AS successor ON successor.id = successor_id
    WHERE customer.code = '{customer}' ORDER BY agreement_event.id;
"""
FAMILY = """
SELECT evidence.*, scheme.code FROM evidence JOIN scheme ON scheme.id = scheme_id WHERE evidence.id IN {family};
SELECT version.*, edition.code, parent.code FROM version LEFT JOIN edition ON edition.id = edition_id
    LEFT JOIN evidence AS parent ON parent.id = parent_id WHERE evidence_id IN {family} ORDER BY evidence_id, version;
SELECT event.* FROM version JOIN event ON version_id = version.id WHERE evidence_id IN {family};
SELECT milestone.* FROM version JOIN milestone ON version_id = version.id WHERE evidence_id IN {family};
SELECT bridge_letter.* FROM version JOIN bridge_letter ON version_id = version.id WHERE evidence_id IN {family};
SELECT * FROM scheme WHERE id IN (SELECT scheme_id FROM evidence WHERE id IN {family});
SELECT * FROM edition WHERE scheme_id IN (SELECT scheme_id FROM evidence WHERE id IN {family});
SELECT * FROM fact WHERE scheme_id IN (SELECT scheme_id FROM evidence WHERE id IN {family}) ORDER BY name, origin;
"""
ONE = """(WITH RECURSIVE family (id) AS (SELECT id FROM evidence WHERE code = '%s'
    UNION SELECT parent_id FROM family JOIN version ON version.evidence_id = family.id
    WHERE parent_id IS NOT NULL) SELECT id FROM family)"""


def family(code):
    """What `show` of one evidence reads: it, its parents, their parts, and the facts of their schemes."""
    return SETTINGS + FAMILY.replace("{family}", ONE % code)


MAY = family("soc2") + CUSTOMER + """
SELECT contact.* FROM contact JOIN customer ON customer.id = customer_id
    WHERE customer.code = '{customer}' AND lower(email) = lower('{email}') AND voided = 0;
SELECT document.*, attachment.name FROM attachment JOIN document ON document.id = document_id
    WHERE version_id = (SELECT version.id FROM version JOIN evidence ON evidence.id = evidence_id
    WHERE evidence.code = 'soc2' ORDER BY version DESC LIMIT 1);
"""
HELD = """
WITH asked (evidence_id, id, version) AS (SELECT evidence_id, version.id, version FROM version
    JOIN evidence ON evidence.id = evidence_id WHERE code = 'soc3' AND version = 1)
SELECT {columns} FROM distribution AS own JOIN customer ON customer.id = own.customer_id
    LEFT JOIN agreement ON agreement.id = agreement_id
WHERE own.version_id = (SELECT id FROM asked) AND outcome = 'released' AND bridge_letter_id IS NULL
    AND released_on <= '{today}' AND NOT EXISTS (
        SELECT 1 FROM distribution_event WHERE distribution_id = own.id AND kind = 'acknowledged'
        AND occurred_on <= '{today}')
    AND NOT EXISTS (
        SELECT 1 FROM distribution AS newer WHERE newer.customer_id = own.customer_id AND newer.version_id IN (
            SELECT version.id FROM version, asked WHERE version.evidence_id = asked.evidence_id
            AND version.version > asked.version AND voided = 0)
        AND (own.contact_id IS NULL OR newer.contact_id = own.contact_id) AND newer.outcome = 'released'
        AND newer.bridge_letter_id IS NULL AND newer.released_on <= '{today}'
        AND (newer.released_on, newer.id) > (own.released_on, own.id))
ORDER BY own.id;
"""
# However many copies somebody has, they hold it once.
HOLDER_IDS = HELD.replace("{columns}", "DISTINCT own.customer_id, own.contact_id").replace("ORDER BY own.id;", ";")
# What `flat` must be able to see: the same question without the index, often enough to outweigh the start-up.
SCAN = HELD.replace("{columns}", "count(*)").replace("own.version_id =", "+own.version_id =") * 5
HOLDERS = family("soc3") + HELD.replace(
    "{columns}", "own.*, customer.code, agreement.code") + """
SELECT distribution_event.* FROM distribution_event JOIN distribution ON distribution.id = distribution_id
    WHERE version_id = (SELECT version.id FROM version JOIN evidence ON evidence.id = evidence_id
    WHERE code = 'soc3' AND version = 1);
"""
CUSTOMER_SHOW = SETTINGS + CUSTOMER + FAMILY.replace("{family}", "(SELECT id FROM evidence)") + """
SELECT contact.* FROM contact JOIN customer ON customer.id = customer_id
    WHERE customer.code = '{customer}' AND voided = 0 ORDER BY contact.name;
SELECT own.*, evidence.code, version.version, agreement.code
    FROM distribution AS own JOIN customer ON customer.id = own.customer_id
    JOIN version ON version.id = own.version_id JOIN evidence ON evidence.id = evidence_id
    LEFT JOIN agreement ON agreement.id = agreement_id
    WHERE customer.code = '{customer}' ORDER BY own.id;
SELECT distribution_event.* FROM distribution_event JOIN distribution ON distribution.id = distribution_id
    JOIN customer ON customer.id = distribution.customer_id WHERE customer.code = '{customer}';
"""

EVIDENCE_LIST = """
SELECT evidence.*, version.*, scheme.code, edition.code, parent.code FROM evidence
    JOIN scheme ON scheme.id = evidence.scheme_id JOIN version ON version.evidence_id = evidence.id
    LEFT JOIN edition ON edition.id = edition_id LEFT JOIN evidence AS parent ON parent.id = parent_id
    WHERE (kind = 'report') = {report} ORDER BY evidence.code, version.version;
"""
CUSTOMER_LIST = """
SELECT customer.*, contract.* FROM customer LEFT JOIN contract ON contract.customer_id = customer.id
    ORDER BY customer.code, contract.id;
SELECT agreement.*, agreement_event.* FROM agreement JOIN agreement_event ON agreement_id = agreement.id;
"""
AGREEMENT_LIST = """
SELECT agreement.*, customer.code, agreement_kind.code, agreement_event.* FROM agreement
    JOIN customer ON customer.id = customer_id JOIN agreement_kind ON agreement_kind.id = kind_id
    JOIN agreement_event ON agreement_id = agreement.id ORDER BY agreement.code, agreement_event.id;
"""
ACTIVITIES = """
SELECT * FROM activity ORDER BY code;
SELECT * FROM activity_cadence ORDER BY activity_id, from_on;
SELECT activity_event.*, customer.code, attachment.name, sha256 FROM activity_event
    LEFT JOIN customer ON customer.id = customer_id
    LEFT JOIN attachment ON attachment.activity_event_id = activity_event.id
    LEFT JOIN document ON document.id = document_id ORDER BY activity_event.id;
SELECT * FROM activity_finding ORDER BY activity_event_id;
"""
DISTRIBUTIONS = """SELECT * FROM (
    SELECT distribution.*, evidence.code, version.version, customer.code, agreement.code
    FROM distribution JOIN version ON version.id = version_id JOIN evidence ON evidence.id = evidence_id
    JOIN customer ON customer.id = distribution.customer_id
    LEFT JOIN agreement ON agreement.id = agreement_id ORDER BY distribution.id DESC LIMIT {limit}) ORDER BY id"""
DISTRIBUTION_LIST = DISTRIBUTIONS.format(limit=-1) + "; SELECT * FROM distribution_event;"
