-- Ways by which people and programs hear of alerts.
CREATE TABLE channel (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('mail', 'webhook', 'slack', 'teams', 'pagerduty', 'file')),
  -- The sender of mail, the address of a web hook, the path of a file; never a secret.
  target TEXT CHECK (target <> ''),
  program TEXT CHECK (program GLOB '/*'),
  recipients TEXT NOT NULL CHECK (recipients GLOB '[[]*]'),
  secret_from TEXT CHECK (secret_from IN ('file', 'credential')),
  secret_name TEXT,
  only_kinds TEXT NOT NULL CHECK (only_kinds GLOB '[[]*]'),
  only_schemes TEXT NOT NULL CHECK (only_schemes GLOB '[[]*]'),
  least_severity TEXT NOT NULL CHECK (least_severity IN ('info', 'warning', 'critical')),
  recorded_on TEXT NOT NULL CHECK (recorded_on IS date(recorded_on, '+0 days')),
  disabled_because TEXT CHECK (disabled_because <> ''),
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  CHECK ((secret_from IS NULL) = (secret_name IS NULL))
) STRICT;

CREATE UNIQUE INDEX channel_once ON channel (code) WHERE removed = 0;

-- What is to be sent: written by the run that raises, in the same transaction, and never changed.
-- Without a channel it is for the run's own output. Which alerts it is about, and why: the words are
-- made when it is sent.
CREATE TABLE message (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE CHECK (length(key) = 64),
  channel_id INTEGER REFERENCES channel,
  recipient TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('raised', 'reminded', 'escalated', 'resolved')),
  alerts TEXT NOT NULL CHECK (alerts GLOB '[[]*]'),
  run_id INTEGER NOT NULL REFERENCES alert_run,
  queued_at TEXT NOT NULL CHECK (queued_at IS strftime('%Y-%m-%dT%H:%M:%SZ', queued_at))
) STRICT;

CREATE INDEX message_by_run ON message (run_id);

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
  attempts INTEGER NOT NULL CHECK (attempts >= 0),
  next_attempt_at TEXT CHECK (
    next_attempt_at IS strftime('%Y-%m-%dT%H:%M:%SZ', next_attempt_at)),
  claimed_at TEXT CHECK (claimed_at IS strftime('%Y-%m-%dT%H:%M:%SZ', claimed_at)),
  settled_at TEXT CHECK (settled_at IS strftime('%Y-%m-%dT%H:%M:%SZ', settled_at)),
  detail TEXT,
  CHECK ((state = 'queued') = (next_attempt_at IS NOT NULL)),
  CHECK ((state = 'claimed') = (claimed_at IS NOT NULL)),
  CHECK ((state IN ('sent', 'failed', 'dropped')) = (settled_at IS NOT NULL))
) STRICT;

CREATE INDEX delivery_open ON delivery (state) WHERE state IN ('queued', 'claimed', 'failed');

-- What people answered: from then on rungs before the date stay silent, or all of them until a day.
-- The alert is the last one raised for its anchor date by then.
CREATE TABLE alert_response (
  id INTEGER PRIMARY KEY,
  alert_id INTEGER NOT NULL REFERENCES alert,
  kind TEXT NOT NULL CHECK (kind IN ('acknowledged', 'snoozed')),
  until_on TEXT CHECK (until_on IS date(until_on, '+0 days')),
  recorded_on TEXT NOT NULL CHECK (recorded_on IS date(recorded_on, '+0 days')),
  CHECK ((kind = 'snoozed') = (until_on IS NOT NULL)),
  CHECK (until_on > recorded_on)
) STRICT;

CREATE INDEX alert_response_by_alert ON alert_response (alert_id);

-- An alert said once more when the time it was put off for had passed.
CREATE TABLE alert_reminder (
  id INTEGER PRIMARY KEY,
  response_id INTEGER NOT NULL UNIQUE REFERENCES alert_response,
  alert_id INTEGER NOT NULL REFERENCES alert,
  run_id INTEGER NOT NULL REFERENCES alert_run,
  reminded_on TEXT NOT NULL CHECK (reminded_on IS date(reminded_on, '+0 days'))
) STRICT;

-- An anchor date that was passed on because nobody answered; the alert is the last one about it.
CREATE TABLE alert_escalation (
  id INTEGER PRIMARY KEY,
  alert_id INTEGER NOT NULL UNIQUE REFERENCES alert,
  run_id INTEGER NOT NULL REFERENCES alert_run,
  recipient TEXT NOT NULL,
  escalated_on TEXT NOT NULL CHECK (escalated_on IS date(escalated_on, '+0 days'))
) STRICT;
