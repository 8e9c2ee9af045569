-- A registry in STRICT tables. What a table says is read from the log again (rules.md §8), so for every
-- later step: a column is added, never taken away; its DEFAULT, or NULL, is what older entries meant,
-- and never changes. No CHECK lists what data may add to: kinds, scopes, roles, classes, ways.
-- Lists and objects are checked by their brackets only: with trusted_schema off, SQLite 3.40 refuses
-- its scalar JSON functions inside a schema. Every number has a range, the one in which it is read; a
-- key ends where numbers in JSON are no longer exact.

-- The log: one entry for each row changed, with the whole row after the change but for what holds its
-- default. The hash is taken over the fields, the salt and the hash of the entry before.
CREATE TABLE entry (
  sequence INTEGER PRIMARY KEY CHECK (sequence BETWEEN 1 AND 9007199254740991),
  -- The number of the first entry of the command that left it: its entries stand together.
  command INTEGER NOT NULL CHECK (command BETWEEN 1 AND 9007199254740991),
  recorded_at TEXT NOT NULL CHECK (recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at)),
  actor TEXT NOT NULL,
  on_behalf_of TEXT,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL CHECK (row_id BETWEEN 1 AND 9007199254740991),
  image TEXT NOT NULL CHECK (image GLOB '{*}'),
  reason TEXT,
  -- Whether the person vouched for the clock, which had gone back or ahead.
  clock_accepted INTEGER NOT NULL CHECK (clock_accepted IN (0, 1)),
  salt BLOB NOT NULL CHECK (length(salt) = 16),
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE INDEX entry_by_row ON entry (table_name, row_id);
CREATE INDEX entry_by_subject ON entry (subject);

CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
BEGIN
  SELECT RAISE(ABORT, 'entry: the log is append-only');
END;

CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
BEGIN
  SELECT RAISE(ABORT, 'entry: the log is append-only');
END;

-- What holds for the registry as a whole.
CREATE TABLE registry (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  organization TEXT NOT NULL CHECK (organization <> ''),
  time_zone TEXT NOT NULL,
  owner TEXT,
  escalation TEXT,
  catalogue_version INTEGER NOT NULL CHECK (catalogue_version BETWEEN 0 AND 1000000000),
  -- What the page says of itself, in the user's own words.
  page_title TEXT CHECK (page_title <> ''),
  page_intro TEXT CHECK (page_intro <> ''),
  page_contact TEXT CHECK (page_contact <> ''),
  page_address TEXT CHECK (page_address <> ''),
  page_not_held TEXT CHECK (page_not_held <> ''),
  page_security_contact TEXT CHECK (page_security_contact <> '')
) STRICT;

-- The catalogue: schemes, editions, and what is known about each, with its source.
CREATE TABLE scheme (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  code TEXT NOT NULL,
  title TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind <> ''),
  origin TEXT NOT NULL CHECK (origin IN ('attestry', 'user')),
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
) STRICT;

CREATE UNIQUE INDEX scheme_once ON scheme (code) WHERE removed IS NOT 1;

CREATE TABLE edition (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  scheme_id INTEGER NOT NULL REFERENCES scheme,
  code TEXT NOT NULL,
  title TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('attestry', 'user')),
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
) STRICT;

CREATE UNIQUE INDEX edition_once ON edition (scheme_id, code) WHERE removed IS NOT 1;

CREATE TABLE fact (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  scheme_id INTEGER NOT NULL REFERENCES scheme,
  edition_id INTEGER REFERENCES edition,
  name TEXT NOT NULL,
  value TEXT,
  confidence TEXT NOT NULL CHECK (confidence IN ('H', 'M', 'L', 'BK', 'NF', 'R', 'user')),
  source TEXT NOT NULL,
  checked_on TEXT CHECK (checked_on IS date(checked_on, '+0 days')),
  note TEXT,
  origin TEXT NOT NULL CHECK (origin IN ('attestry', 'user'))
) STRICT;

CREATE UNIQUE INDEX fact_once_each_origin
  ON fact (scheme_id, ifnull(edition_id, 0), name, origin);

CREATE TABLE ladder (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  scope TEXT NOT NULL CHECK (scope <> ''),
  scope_code TEXT,
  anchor TEXT NOT NULL,
  rungs TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('attestry', 'user')),
  CHECK ((scope = 'any') = (scope_code IS NULL))
) STRICT;

CREATE UNIQUE INDEX ladder_once_each_origin
  ON ladder (scope, ifnull(scope_code, ''), anchor, origin);

-- What the organization holds.
CREATE TABLE product (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
) STRICT;

CREATE UNIQUE INDEX product_once ON product (code) WHERE removed IS NOT 1;

-- Codes by which things went before they were renamed: each still leads to its thing, and to no
-- other. The noun is the name of the thing's table.
CREATE TABLE former_code (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  noun TEXT NOT NULL CHECK (noun <> ''),
  code TEXT NOT NULL,
  thing_id INTEGER NOT NULL CHECK (thing_id BETWEEN 1 AND 9007199254740991),
  recorded_on TEXT NOT NULL CHECK (recorded_on IS date(recorded_on, '+0 days')),
  UNIQUE (noun, code)
) STRICT;

-- The public half of a key that signs checkpoints of the log: NAME+NUMBER+BASE64.
CREATE TABLE log_key (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  verifier_key TEXT NOT NULL UNIQUE CHECK (verifier_key GLOB '?*+????????+?*'),
  recorded_on TEXT NOT NULL CHECK (recorded_on IS date(recorded_on, '+0 days'))
) STRICT;

-- The lives of the log after the first: each begins where a copy was put back. What was recorded since
-- that copy is lost, and no number up to the floor is given out again.
CREATE TABLE epoch (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  name TEXT NOT NULL UNIQUE CHECK (length(name) = 32),
  -- The last entry of the copy, and how many entries of the other log are lost, where that is known.
  entries INTEGER NOT NULL CHECK (entries BETWEEN 1 AND 9007199254740991),
  head BLOB NOT NULL CHECK (length(head) = 32),
  lost INTEGER CHECK (lost BETWEEN 0 AND 9007199254740991),
  floor INTEGER NOT NULL CHECK (floor BETWEEN 1 AND 1000000000),
  began_at TEXT NOT NULL CHECK (began_at IS strftime('%Y-%m-%dT%H:%M:%SZ', began_at)),
  recorded_on TEXT NOT NULL CHECK (recorded_on IS date(recorded_on, '+0 days'))
) STRICT;

CREATE TABLE evidence (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  code TEXT NOT NULL UNIQUE,
  scheme_id INTEGER NOT NULL REFERENCES scheme,
  title TEXT,
  owner TEXT,
  ref TEXT NOT NULL DEFAULT '[]' CHECK (ref GLOB '[[]*]'),
  discontinued_on TEXT CHECK (discontinued_on IS date(discontinued_on, '+0 days')),
  recorded_on TEXT NOT NULL CHECK (recorded_on IS date(recorded_on, '+0 days'))
) STRICT;

CREATE INDEX evidence_by_scheme ON evidence (scheme_id);

CREATE TABLE version (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  evidence_id INTEGER NOT NULL REFERENCES evidence,
  version INTEGER NOT NULL CHECK (version BETWEEN 1 AND 100000),
  edition_id INTEGER REFERENCES edition,
  parent_id INTEGER REFERENCES evidence,
  number TEXT,
  issuer TEXT,
  auditor TEXT,
  scope TEXT,
  covers TEXT NOT NULL DEFAULT '[]' CHECK (covers GLOB '[[]*]'),
  identifiers TEXT NOT NULL DEFAULT '{}' CHECK (identifiers GLOB '{*}'),
  issued_on TEXT NOT NULL CHECK (issued_on IS date(issued_on, '+0 days')),
  valid_from TEXT CHECK (valid_from IS date(valid_from, '+0 days')),
  expires_on TEXT CHECK (expires_on IS date(expires_on, '+0 days')),
  period_start TEXT CHECK (period_start IS date(period_start, '+0 days')),
  period_end TEXT CHECK (period_end IS date(period_end, '+0 days')),
  as_of_on TEXT CHECK (as_of_on IS date(as_of_on, '+0 days')),
  opinion TEXT CHECK (opinion IN ('unqualified', 'qualified', 'adverse', 'disclaimer')),
  criteria TEXT NOT NULL DEFAULT '[]' CHECK (criteria GLOB '[[]*]'),
  exceptions INTEGER CHECK (exceptions BETWEEN 0 AND 100000),
  recorded_on TEXT NOT NULL CHECK (recorded_on IS date(recorded_on, '+0 days')),
  voided INTEGER NOT NULL DEFAULT 0 CHECK (voided IN (0, 1)),
  UNIQUE (evidence_id, version),
  CHECK (expires_on >= ifnull(valid_from, issued_on)),
  CHECK ((period_start IS NULL) = (period_end IS NULL)),
  CHECK (period_start <= period_end AND period_end <= issued_on),
  CHECK (as_of_on <= issued_on),
  CHECK (as_of_on IS NULL OR period_end IS NULL),
  CHECK ((opinion IS NULL) = (as_of_on IS NULL AND period_end IS NULL)),
  CHECK (parent_id <> evidence_id)
) STRICT;

CREATE INDEX version_by_issue ON version (issued_on, number);
CREATE INDEX version_by_parent ON version (parent_id) WHERE parent_id IS NOT NULL;

CREATE TRIGGER version_covers_known_products BEFORE INSERT ON version
WHEN NEW.voided = 0
BEGIN
  SELECT RAISE(ABORT, 'version: covers names an unknown product')
  WHERE EXISTS (
    SELECT 1 FROM json_each(NEW.covers)
    WHERE value NOT IN (SELECT code FROM product WHERE removed = 0));
END;

CREATE TRIGGER version_still_covers_known_products BEFORE UPDATE OF covers, voided ON version
WHEN NEW.voided = 0
BEGIN
  SELECT RAISE(ABORT, 'version: covers names an unknown product')
  WHERE EXISTS (
    SELECT 1 FROM json_each(NEW.covers)
    WHERE value NOT IN (SELECT code FROM product WHERE removed = 0));
END;

CREATE TABLE event (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  version_id INTEGER NOT NULL REFERENCES version,
  kind TEXT NOT NULL CHECK (kind <> ''),
  occurred_on TEXT NOT NULL CHECK (occurred_on IS date(occurred_on, '+0 days')),
  reason TEXT,
  recorded_on TEXT NOT NULL CHECK (recorded_on IS date(recorded_on, '+0 days')),
  voided INTEGER NOT NULL DEFAULT 0 CHECK (voided IN (0, 1))
) STRICT;

CREATE INDEX event_by_version ON event (version_id);

CREATE TABLE milestone (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  version_id INTEGER NOT NULL REFERENCES version,
  kind TEXT NOT NULL CHECK (kind <> ''),
  due_on TEXT NOT NULL CHECK (due_on IS date(due_on, '+0 days')),
  done_on TEXT CHECK (done_on IS date(done_on, '+0 days')),
  recorded_on TEXT NOT NULL CHECK (recorded_on IS date(recorded_on, '+0 days')),
  voided INTEGER NOT NULL DEFAULT 0 CHECK (voided IN (0, 1))
) STRICT;

CREATE UNIQUE INDEX milestone_once_a_day
  ON milestone (version_id, kind, due_on) WHERE voided = 0;

CREATE TABLE bridge_letter (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  version_id INTEGER NOT NULL REFERENCES version,
  from_on TEXT NOT NULL CHECK (from_on IS date(from_on, '+0 days')),
  to_on TEXT NOT NULL CHECK (to_on IS date(to_on, '+0 days')),
  signed_on TEXT NOT NULL CHECK (signed_on IS date(signed_on, '+0 days')),
  signer TEXT NOT NULL CHECK (signer <> ''),
  recorded_on TEXT NOT NULL CHECK (recorded_on IS date(recorded_on, '+0 days')),
  voided INTEGER NOT NULL DEFAULT 0 CHECK (voided IN (0, 1)),
  CHECK (from_on <= to_on AND to_on <= signed_on)
) STRICT;

CREATE INDEX bridge_letter_by_version ON bridge_letter (version_id);

-- Companies and the people there.
CREATE TABLE customer (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  code TEXT NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  domains TEXT NOT NULL DEFAULT '[]' CHECK (domains GLOB '[[]*]'),
  handles_phi INTEGER NOT NULL DEFAULT 0 CHECK (handles_phi IN (0, 1)),
  handles_personal_data INTEGER NOT NULL DEFAULT 0 CHECK (handles_personal_data IN (0, 1)),
  owner TEXT,
  ref TEXT NOT NULL DEFAULT '[]' CHECK (ref GLOB '[[]*]'),
  recorded_on TEXT NOT NULL CHECK (recorded_on IS date(recorded_on, '+0 days')),
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
) STRICT;

CREATE UNIQUE INDEX customer_once ON customer (code) WHERE removed IS NOT 1;
CREATE INDEX customer_by_name ON customer (name);

-- The spans in which a company is a customer; before the first it is a prospect, after the last a
-- former customer.
CREATE TABLE contract (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  customer_id INTEGER NOT NULL REFERENCES customer,
  since_on TEXT NOT NULL CHECK (since_on IS date(since_on, '+0 days')),
  until_on TEXT CHECK (until_on IS date(until_on, '+0 days')),
  recorded_on TEXT NOT NULL CHECK (recorded_on IS date(recorded_on, '+0 days')),
  voided INTEGER NOT NULL DEFAULT 0 CHECK (voided IN (0, 1)),
  CHECK (since_on <= until_on)
) STRICT;

CREATE INDEX contract_by_customer ON contract (customer_id);

CREATE TABLE contact (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  customer_id INTEGER NOT NULL REFERENCES customer,
  name TEXT NOT NULL CHECK (name <> ''),
  email TEXT NOT NULL CHECK (email LIKE '%_@_%'),
  role TEXT NOT NULL CHECK (role <> ''),
  left_on TEXT CHECK (left_on IS date(left_on, '+0 days')),
  recorded_on TEXT NOT NULL CHECK (recorded_on IS date(recorded_on, '+0 days')),
  voided INTEGER NOT NULL DEFAULT 0 CHECK (voided IN (0, 1))
) STRICT;

CREATE UNIQUE INDEX contact_once_a_customer ON contact (customer_id, lower(email))
  WHERE voided IS NOT 1;
CREATE INDEX contact_voided ON contact (customer_id) WHERE voided IS NOT 0;

-- Agreements and what happened to them.
CREATE TABLE agreement_kind (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  code TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL CHECK (title <> ''),
  counts_as_nda INTEGER NOT NULL DEFAULT 0 CHECK (counts_as_nda IN (0, 1)),
  satisfies TEXT CHECK (satisfies <> ''),
  retention_months INTEGER NOT NULL CHECK (retention_months BETWEEN 0 AND 1200),
  expiring_days INTEGER NOT NULL CHECK (expiring_days BETWEEN 0 AND 3650),
  origin TEXT NOT NULL CHECK (origin IN ('attestry', 'user'))
) STRICT;

CREATE TABLE agreement (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  code TEXT NOT NULL UNIQUE,
  customer_id INTEGER NOT NULL REFERENCES customer,
  kind_id INTEGER NOT NULL REFERENCES agreement_kind,
  template TEXT,
  ref TEXT NOT NULL DEFAULT '[]' CHECK (ref GLOB '[[]*]'),
  effective_on TEXT CHECK (effective_on IS date(effective_on, '+0 days')),
  renewal TEXT NOT NULL CHECK (renewal IN ('fixed', 'auto', 'evergreen')),
  ends_on TEXT CHECK (ends_on IS date(ends_on, '+0 days')),
  initial_term_months INTEGER CHECK (initial_term_months BETWEEN 1 AND 1200),
  term_months INTEGER CHECK (term_months BETWEEN 1 AND 1200),
  notice_days INTEGER CHECK (notice_days BETWEEN 0 AND 3650),
  notice_months INTEGER CHECK (notice_months BETWEEN 1 AND 120),
  survival_basis TEXT CHECK (survival_basis IN ('end', 'disclosure', 'indefinite')),
  survival_months INTEGER CHECK (survival_months BETWEEN 1 AND 1200),
  recorded_on TEXT NOT NULL CHECK (recorded_on IS date(recorded_on, '+0 days')),
  -- What renews itself may have a printed end of its first term, or months of its own for it.
  CHECK (renewal <> 'fixed' OR ends_on IS NOT NULL),
  CHECK (renewal <> 'evergreen' OR ends_on IS NULL),
  CHECK (initial_term_months IS NULL OR renewal = 'auto' AND ends_on IS NULL),
  CHECK (notice_days IS NULL OR notice_months IS NULL),
  CHECK ((renewal = 'auto') = (term_months IS NOT NULL)),
  CHECK (effective_on <= ends_on),
  CHECK ((ifnull(survival_basis, '') IN ('end', 'disclosure')) = (survival_months IS NOT NULL))
) STRICT;

CREATE INDEX agreement_by_customer ON agreement (customer_id);

CREATE TABLE agreement_event (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  agreement_id INTEGER NOT NULL REFERENCES agreement,
  kind TEXT NOT NULL CHECK (kind <> ''),
  occurred_on TEXT NOT NULL CHECK (occurred_on IS date(occurred_on, '+0 days')),
  successor_id INTEGER REFERENCES agreement,
  party TEXT,
  reason TEXT,
  recorded_on TEXT NOT NULL CHECK (recorded_on IS date(recorded_on, '+0 days')),
  voided INTEGER NOT NULL DEFAULT 0 CHECK (voided IN (0, 1)),
  CHECK ((kind = 'superseded') = (successor_id IS NOT NULL)),
  CHECK (successor_id <> agreement_id)
) STRICT;

CREATE INDEX agreement_event_by_agreement ON agreement_event (agreement_id);

-- Controls that come again. How often one is due has a row for each change, from a day on; what is
-- due is derived, and only what happened is recorded.
CREATE TABLE activity (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  code TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL CHECK (title <> ''),
  owner TEXT,
  record_fields TEXT NOT NULL DEFAULT '[]' CHECK (record_fields GLOB '[[]*]'),
  may_be_shown INTEGER NOT NULL DEFAULT 0 CHECK (may_be_shown IN (0, 1)),
  ended_on TEXT CHECK (ended_on IS date(ended_on, '+0 days')),
  recorded_on TEXT NOT NULL CHECK (recorded_on IS date(recorded_on, '+0 days')),
  voided INTEGER NOT NULL DEFAULT 0 CHECK (voided IN (0, 1))
) STRICT;

CREATE TABLE activity_cadence (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  activity_id INTEGER NOT NULL REFERENCES activity,
  from_on TEXT NOT NULL CHECK (from_on IS date(from_on, '+0 days')),
  each_period TEXT CHECK (each_period IN ('month', 'quarter', 'half-year', 'year')),
  every_months INTEGER CHECK (every_months BETWEEN 1 AND 1200),
  on_occasion TEXT CHECK (on_occasion IN ('contract-end', 'event')),
  within_days INTEGER CHECK (within_days BETWEEN 0 AND 3650),
  recorded_on TEXT NOT NULL CHECK (recorded_on IS date(recorded_on, '+0 days')),
  voided INTEGER NOT NULL DEFAULT 0 CHECK (voided IN (0, 1)),
  CHECK ((each_period IS NOT NULL) + (every_months IS NOT NULL) + (on_occasion IS NOT NULL) = 1),
  CHECK ((ifnull(on_occasion, '') = 'contract-end') = (within_days IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX activity_cadence_once_a_day ON activity_cadence (activity_id, from_on)
  WHERE voided = 0;

-- An occurrence that a customer makes due goes by the customer, any other by its name; of a record
-- without either it follows from the day.
CREATE TABLE activity_event (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  activity_id INTEGER NOT NULL REFERENCES activity,
  kind TEXT NOT NULL CHECK (kind <> ''),
  occurred_on TEXT NOT NULL CHECK (occurred_on IS date(occurred_on, '+0 days')),
  occurrence TEXT CHECK (occurrence <> ''),
  customer_id INTEGER REFERENCES customer,
  result TEXT CHECK (result IN ('pass', 'partial', 'fail')),
  extra INTEGER NOT NULL DEFAULT 0 CHECK (extra IN (0, 1)),
  reference TEXT,
  details TEXT NOT NULL DEFAULT '{}' CHECK (details GLOB '{*}'),
  due_on TEXT CHECK (due_on IS date(due_on, '+0 days')),
  approved_by TEXT,
  reason TEXT,
  recorded_on TEXT NOT NULL CHECK (recorded_on IS date(recorded_on, '+0 days')),
  voided INTEGER NOT NULL DEFAULT 0 CHECK (voided IN (0, 1)),
  CHECK (occurrence IS NULL OR customer_id IS NULL),
  CHECK (extra = 0 OR kind = 'done' AND occurrence IS NULL AND customer_id IS NULL),
  CHECK ((kind = 'done') = (result IS NOT NULL)),
  CHECK ((kind = 'opened') = (due_on IS NOT NULL)),
  CHECK ((kind = 'waived') = (approved_by IS NOT NULL)),
  CHECK (occurred_on <= due_on)
) STRICT;

CREATE INDEX activity_event_by_activity ON activity_event (activity_id, occurred_on);

CREATE INDEX activity_event_with_name ON activity_event (activity_id)
  WHERE occurrence IS NOT NULL OR customer_id IS NOT NULL;

-- What a record found, and by when it is to be mended.
CREATE TABLE activity_finding (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  activity_event_id INTEGER NOT NULL REFERENCES activity_event,
  title TEXT NOT NULL CHECK (title <> ''),
  fix_by TEXT NOT NULL CHECK (fix_by IS date(fix_by, '+0 days')),
  closed_on TEXT CHECK (closed_on IS date(closed_on, '+0 days')),
  recorded_on TEXT NOT NULL CHECK (recorded_on IS date(recorded_on, '+0 days')),
  voided INTEGER NOT NULL DEFAULT 0 CHECK (voided IN (0, 1))
) STRICT;

CREATE INDEX activity_finding_by_event ON activity_finding (activity_event_id);

-- What somebody decided to publish on the page: one evidence or one activity each.
CREATE TABLE publication (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  evidence_id INTEGER UNIQUE REFERENCES evidence,
  activity_id INTEGER UNIQUE REFERENCES activity,
  section TEXT CHECK (section <> ''),
  text TEXT CHECK (text <> ''),
  document INTEGER NOT NULL DEFAULT 0 CHECK (document IN (0, 1)),
  recorded_on TEXT NOT NULL CHECK (recorded_on IS date(recorded_on, '+0 days')),
  hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1)),
  CHECK ((evidence_id IS NULL) <> (activity_id IS NULL))
) STRICT;

-- Documents: the bytes once, in chunks of at most 1 MiB; their log entry is the hash.
CREATE TABLE document (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
  size INTEGER NOT NULL CHECK (size BETWEEN 1 AND 1099511627776),
  recorded_on TEXT NOT NULL CHECK (recorded_on IS date(recorded_on, '+0 days'))
) STRICT;

CREATE TABLE document_chunk (
  document_id INTEGER NOT NULL REFERENCES document,
  position INTEGER NOT NULL CHECK (position BETWEEN 0 AND 1048575),
  bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 1048576),
  PRIMARY KEY (document_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE attachment (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  document_id INTEGER NOT NULL REFERENCES document,
  version_id INTEGER UNIQUE REFERENCES version,
  bridge_letter_id INTEGER UNIQUE REFERENCES bridge_letter,
  milestone_id INTEGER UNIQUE REFERENCES milestone,
  agreement_id INTEGER UNIQUE REFERENCES agreement,
  activity_event_id INTEGER UNIQUE REFERENCES activity_event,
  name TEXT NOT NULL CHECK (name <> ''),
  recorded_on TEXT NOT NULL CHECK (recorded_on IS date(recorded_on, '+0 days')),
  CHECK ((version_id IS NOT NULL) + (bridge_letter_id IS NOT NULL) + (milestone_id IS NOT NULL)
    + (agreement_id IS NOT NULL) + (activity_event_id IS NOT NULL) = 1)
) STRICT;

-- The ledger: who was given, or refused, which version.
CREATE TABLE distribution (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  released_on TEXT NOT NULL CHECK (released_on IS date(released_on, '+0 days')),
  recorded_at TEXT NOT NULL CHECK (recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at)),
  released_by TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('released', 'refused')),
  customer_id INTEGER NOT NULL REFERENCES customer,
  contact_id INTEGER REFERENCES contact,
  version_id INTEGER NOT NULL REFERENCES version,
  bridge_letter_id INTEGER REFERENCES bridge_letter,
  class TEXT NOT NULL CHECK (class <> ''),
  -- The person as they were then; an edit of the contact changes no row.
  contact TEXT,
  contact_name TEXT,
  role TEXT,
  basis TEXT,
  agreement_id INTEGER REFERENCES agreement,
  purpose TEXT NOT NULL CHECK (purpose <> ''),
  channel TEXT NOT NULL CHECK (channel <> ''),
  sha256 BLOB CHECK (length(sha256) = 32),
  copy_sha256 BLOB CHECK (length(copy_sha256) = 32),
  copy_id TEXT NOT NULL UNIQUE,
  historical INTEGER NOT NULL DEFAULT 0 CHECK (historical IN (0, 1)),
  rules_failed TEXT NOT NULL DEFAULT '[]' CHECK (rules_failed GLOB '[[]*]'),
  override TEXT,
  approved_by TEXT,
  access_ends_on TEXT CHECK (access_ends_on IS date(access_ends_on, '+0 days')),
  -- Whether it happened before the registry was kept and came out of a file.
  imported INTEGER NOT NULL DEFAULT 0 CHECK (imported IN (0, 1)),
  CHECK ((contact_id IS NULL) + (contact IS NULL) + (contact_name IS NULL) + (role IS NULL)
    IN (0, 4)),
  CHECK ((override IS NULL) = (approved_by IS NULL)),
  CHECK (released_on <= access_ends_on)
) STRICT;

CREATE INDEX distribution_by_customer ON distribution (customer_id, version_id);
CREATE INDEX distribution_by_version ON distribution (version_id, released_on);
CREATE INDEX distribution_by_agreement ON distribution (agreement_id, released_on)
  WHERE agreement_id IS NOT NULL;
CREATE INDEX distribution_refused ON distribution (id) WHERE outcome = 'refused';
CREATE INDEX distribution_overridden ON distribution (id) WHERE override IS NOT NULL;
CREATE INDEX distribution_by_access_end ON distribution (access_ends_on)
  WHERE access_ends_on IS NOT NULL;

CREATE TABLE distribution_event (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  distribution_id INTEGER NOT NULL REFERENCES distribution,
  kind TEXT NOT NULL CHECK (kind <> ''),
  occurred_on TEXT NOT NULL CHECK (occurred_on IS date(occurred_on, '+0 days')),
  reason TEXT,
  recorded_on TEXT NOT NULL CHECK (recorded_on IS date(recorded_on, '+0 days')),
  UNIQUE (distribution_id, kind)
) STRICT;

CREATE INDEX distribution_event_recalled ON distribution_event (distribution_id)
  WHERE kind = 'recalled';
CREATE INDEX distribution_event_voided ON distribution_event (distribution_id)
  WHERE kind = 'voided';

-- What happened that nothing is known of: damage, to be found without reading all.
CREATE INDEX distribution_event_unknown ON distribution_event (distribution_id)
  WHERE ifnull(kind, '') NOT IN (
    'received', 'recalled', 'acknowledged', 'access_ended', 'voided');

CREATE TRIGGER distribution_is_never_changed BEFORE UPDATE ON distribution
BEGIN
  SELECT RAISE(ABORT, 'distribution: the ledger is append-only');
END;

CREATE TRIGGER distribution_is_never_deleted BEFORE DELETE ON distribution
BEGIN
  SELECT RAISE(ABORT, 'distribution: the ledger is append-only');
END;

CREATE TRIGGER distribution_event_is_never_changed BEFORE UPDATE ON distribution_event
BEGIN
  SELECT RAISE(ABORT, 'distribution_event: the ledger is append-only');
END;

CREATE TRIGGER distribution_event_is_never_deleted BEFORE DELETE ON distribution_event
BEGIN
  SELECT RAISE(ABORT, 'distribution_event: the ledger is append-only');
END;

CREATE TRIGGER document_is_never_changed BEFORE UPDATE ON document
BEGIN
  SELECT RAISE(ABORT, 'document: the bytes never change');
END;

CREATE TRIGGER document_is_never_deleted BEFORE DELETE ON document
BEGIN
  SELECT RAISE(ABORT, 'document: the bytes never change');
END;

CREATE TRIGGER document_chunk_is_never_changed BEFORE UPDATE ON document_chunk
BEGIN
  SELECT RAISE(ABORT, 'document_chunk: the bytes never change');
END;

CREATE TRIGGER document_chunk_is_never_deleted BEFORE DELETE ON document_chunk
BEGIN
  SELECT RAISE(ABORT, 'document_chunk: the bytes never change');
END;

CREATE TRIGGER attachment_is_never_changed BEFORE UPDATE ON attachment
BEGIN
  SELECT RAISE(ABORT, 'attachment: the bytes behind a version never change');
END;

CREATE TRIGGER attachment_is_never_deleted BEFORE DELETE ON attachment
BEGIN
  SELECT RAISE(ABORT, 'attachment: the bytes behind a version never change');
END;
-- What the alert runs did.
CREATE TABLE alert_run (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  day TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
  ran_at TEXT NOT NULL CHECK (ran_at IS strftime('%Y-%m-%dT%H:%M:%SZ', ran_at)),
  raised INTEGER NOT NULL CHECK (raised BETWEEN 0 AND 1000000000),
  resolved INTEGER NOT NULL CHECK (resolved BETWEEN 0 AND 1000000000),
  clock_accepted INTEGER NOT NULL DEFAULT 0 CHECK (clock_accepted IN (0, 1))
) STRICT;

CREATE TABLE alert (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  subject_kind TEXT NOT NULL CHECK (subject_kind <> ''),
  subject_id INTEGER NOT NULL CHECK (subject_id BETWEEN 1 AND 9007199254740991),
  anchor TEXT NOT NULL,
  anchor_on TEXT NOT NULL CHECK (anchor_on IS date(anchor_on, '+0 days')),
  rung INTEGER NOT NULL CHECK (rung BETWEEN -84 AND 1095),
  skipped TEXT NOT NULL CHECK (skipped GLOB '[[]*]'),
  message TEXT NOT NULL,
  recipients TEXT NOT NULL CHECK (recipients GLOB '[[]*]'),
  raised_on TEXT NOT NULL CHECK (raised_on IS date(raised_on, '+0 days')),
  resolved_on TEXT CHECK (resolved_on IS date(resolved_on, '+0 days')),
  run_id INTEGER NOT NULL REFERENCES alert_run,
  -- Whether what it warns of was long past when it was recorded: nothing follows it.
  old INTEGER NOT NULL DEFAULT 0 CHECK (old IN (0, 1)),
  UNIQUE (subject_kind, subject_id, anchor, anchor_on, rung)
) STRICT;

CREATE INDEX alert_unresolved ON alert (subject_kind, subject_id) WHERE resolved_on IS NULL;
-- What was resolved on no day: damage, to be found without reading all.
CREATE INDEX alert_unknown ON alert (id)
  WHERE resolved_on NOT GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]';

-- What people answered: from then on rungs before the date stay silent, or all of them until a day.
-- The alert is the last one raised for its anchor date by then.
CREATE TABLE alert_response (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  alert_id INTEGER NOT NULL REFERENCES alert,
  kind TEXT NOT NULL CHECK (kind <> ''),
  until_on TEXT CHECK (until_on IS date(until_on, '+0 days')),
  recorded_on TEXT NOT NULL CHECK (recorded_on IS date(recorded_on, '+0 days')),
  CHECK ((kind = 'snoozed') = (until_on IS NOT NULL)),
  CHECK (until_on > recorded_on)
) STRICT;

CREATE INDEX alert_response_by_alert ON alert_response (alert_id);

-- An alert said once more when the time it was put off for had passed.
CREATE TABLE alert_reminder (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  response_id INTEGER NOT NULL UNIQUE REFERENCES alert_response,
  alert_id INTEGER NOT NULL REFERENCES alert,
  run_id INTEGER NOT NULL REFERENCES alert_run,
  reminded_on TEXT NOT NULL CHECK (reminded_on IS date(reminded_on, '+0 days'))
) STRICT;

CREATE INDEX alert_reminder_by_alert ON alert_reminder (alert_id);

-- An anchor date that was passed on because nobody answered; the alert is the last one about it.
CREATE TABLE alert_escalation (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  alert_id INTEGER NOT NULL UNIQUE REFERENCES alert,
  run_id INTEGER NOT NULL REFERENCES alert_run,
  recipient TEXT NOT NULL,
  escalated_on TEXT NOT NULL CHECK (escalated_on IS date(escalated_on, '+0 days'))
) STRICT;

-- Ways by which people and programs hear of alerts.
CREATE TABLE channel (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  code TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind <> ''),
  -- The sender of mail, the address of a web hook, the path of a file; never a secret.
  target TEXT CHECK (target <> ''),
  program TEXT CHECK (program GLOB '/*'),
  recipients TEXT NOT NULL CHECK (recipients GLOB '[[]*]'),
  secret_from TEXT CHECK (secret_from <> ''),
  secret_name TEXT,
  only_kinds TEXT NOT NULL CHECK (only_kinds GLOB '[[]*]'),
  only_schemes TEXT NOT NULL CHECK (only_schemes GLOB '[[]*]'),
  least_severity TEXT NOT NULL CHECK (least_severity IN ('info', 'warning', 'critical')),
  recorded_on TEXT NOT NULL CHECK (recorded_on IS date(recorded_on, '+0 days')),
  disabled_because TEXT CHECK (disabled_because <> ''),
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  CHECK ((secret_from IS NULL) = (secret_name IS NULL))
) STRICT;

CREATE UNIQUE INDEX channel_once ON channel (code) WHERE removed IS NOT 1;

-- What is to be sent: written by the run that raises, in the same transaction, and never changed.
-- Without a channel it is for the run's own output.
CREATE TABLE message (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 9007199254740991),
  key TEXT NOT NULL UNIQUE CHECK (length(key) = 64),
  channel_id INTEGER REFERENCES channel,
  recipient TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind <> ''),
  alerts TEXT NOT NULL CHECK (alerts GLOB '[[]*]'),
  -- The message that told of them until they became somebody else's.
  instead_of INTEGER REFERENCES message,
  run_id INTEGER NOT NULL REFERENCES alert_run,
  queued_at TEXT NOT NULL CHECK (queued_at IS strftime('%Y-%m-%dT%H:%M:%SZ', queued_at))
) STRICT;

CREATE INDEX message_by_run ON message (run_id);
CREATE INDEX message_by_origin ON message (instead_of) WHERE instead_of IS NOT NULL;

CREATE TRIGGER message_is_never_changed BEFORE UPDATE ON message
BEGIN
  SELECT RAISE(ABORT, 'message: what is queued is never changed');
END;

CREATE TRIGGER message_is_never_deleted BEFORE DELETE ON message
BEGIN
  SELECT RAISE(ABORT, 'message: what is queued is never deleted');
END;

-- How far each message got; its id is the message's. One process at a time delivers, so what is claimed
-- when another begins was left behind.
CREATE TABLE delivery (
  id INTEGER PRIMARY KEY REFERENCES message,
  state TEXT NOT NULL CHECK (state IN ('queued', 'claimed', 'sent', 'failed', 'dropped')),
  attempts INTEGER NOT NULL CHECK (attempts BETWEEN 0 AND 1000000),
  next_attempt_at TEXT CHECK (
    next_attempt_at IS strftime('%Y-%m-%dT%H:%M:%SZ', next_attempt_at)),
  claimed_at TEXT CHECK (claimed_at IS strftime('%Y-%m-%dT%H:%M:%SZ', claimed_at)),
  settled_at TEXT CHECK (settled_at IS strftime('%Y-%m-%dT%H:%M:%SZ', settled_at)),
  detail TEXT,
  needs_mending INTEGER NOT NULL DEFAULT 0 CHECK (needs_mending IN (0, 1)),
  -- The alerts that the last try told of: what is said is decided when it is sent.
  told TEXT CHECK (told GLOB '[[]*]'),
  CHECK ((state = 'queued') = (next_attempt_at IS NOT NULL)),
  CHECK ((state = 'claimed') = (claimed_at IS NOT NULL)),
  CHECK ((state IN ('sent', 'failed', 'dropped')) = (settled_at IS NOT NULL))
) STRICT;

CREATE INDEX delivery_by_state ON delivery (state);
