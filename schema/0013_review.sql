-- The review queue: signals with their evidence, the flaws that proofs of the books
-- found, and what the last imports refused.

CREATE TABLE risk_signal (
  signal_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'order of finding',
  kind VARCHAR(12) CHARACTER SET ascii NOT NULL COMMENT 'cluster, earnings, address, survey, refund, passwords or codes',
  once_key VARCHAR(112) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'what makes it one: a member and day, a refund, an invitation, the hash of an address and a month',
  round INT NOT NULL DEFAULT 1 COMMENT 'counted up when it came back at twice its figure after it was settled',
  happened_at DATETIME NOT NULL COMMENT 'when the latest of it happened',
  found_at DATETIME NOT NULL COMMENT 'when it was first found: its day in reports, never changed',
  figure BIGINT NOT NULL COMMENT 'what grew too large: points, members, seconds or tries, as its kind says',
  members BIGINT NOT NULL DEFAULT 0 COMMENT 'how many members it names',
  evidence VARCHAR(400) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'figures that show it, name=value separated by blanks; no personal data',
  state VARCHAR(8) CHARACTER SET ascii NOT NULL DEFAULT 'open' COMMENT 'open, cleared (nothing wrong) or abuse',
  settled_at DATETIME NULL COMMENT 'when staff settled it',
  staff_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'who settled it; 0 = nobody yet',
  note VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'why, as they wrote it',
  PRIMARY KEY (signal_id),
  UNIQUE KEY once (kind, once_key, round),
  KEY queue (state, signal_id),
  KEY by_day (found_at, kind),
  KEY settled (settled_at, kind)
) COMMENT 'what looks like abuse, for somebody to look at';

CREATE TABLE risk_signal_member (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'who is named',
  signal_id BIGINT UNSIGNED NOT NULL COMMENT 'by which signal',
  PRIMARY KEY (member_id, signal_id),
  KEY by_signal (signal_id, member_id)
) COMMENT 'members whom a signal names: their redemptions wait for staff while it is open';

CREATE TABLE signal_mark (
  one TINYINT NOT NULL COMMENT 'always 1: the only row',
  until_at DATETIME NOT NULL COMMENT 'everything booked before was looked at',
  PRIMARY KEY (one)
) COMMENT 'how far the nightly search for signals came';

CREATE TABLE earned_band (
  day DATE NOT NULL COMMENT 'programme day of posting',
  band BIGINT NOT NULL COMMENT 'points a member earned that day, rounded up to two digits',
  members BIGINT NOT NULL COMMENT 'how many members earned so much',
  PRIMARY KEY (day, band)
) COMMENT 'how much members earn in a day: what the 99.9th percentile is read from';

CREATE TABLE guess (
  day DATE NOT NULL COMMENT 'programme day',
  kind VARCHAR(10) CHARACTER SET ascii NOT NULL COMMENT 'password (of a member), desk (of staff) or code',
  network BINARY(32) NOT NULL COMMENT 'keyed hash of the network it came from; zeros = not known',
  member_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'whose sign-in or code was guessed; 0 = nobody''s, or not known',
  subject VARCHAR(48) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'key of the partner that sent a wrong code; empty = none',
  tries BIGINT NOT NULL COMMENT 'how many were wrong',
  last_at DATETIME NOT NULL COMMENT 'when the last one was',
  PRIMARY KEY (day, kind, network, member_id, subject)
) COMMENT 'wrong passwords and codes by day: rows older than 90 days are removed';

CREATE TABLE flaw (
  flaw_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'order of finding',
  member_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'whose books disagree; 0 = a day''s totals, an anchor file or the catalogue',
  seq BIGINT NOT NULL DEFAULT 0 COMMENT 'entry it was found at; 0 = none alone',
  what VARCHAR(40) CHARACTER SET ascii NOT NULL COMMENT 'fixed word: balance, chain_hash, lot_left …',
  detail VARCHAR(160) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'figures; no personal data',
  found_at DATETIME NOT NULL COMMENT 'when first found',
  seen_at DATETIME NOT NULL COMMENT 'when last found',
  whole TINYINT NOT NULL DEFAULT 0 COMMENT '1 = only a proof of everything finds it, so only such a one can say that it is gone',
  mended_at DATETIME NULL COMMENT 'when a later proof no longer found it; NULL = stands',
  is_open TINYINT GENERATED ALWAYS AS (CASE WHEN mended_at IS NULL THEN 1 ELSE NULL END) STORED COMMENT '1 while it stands: each stands once',
  PRIMARY KEY (flaw_id),
  UNIQUE KEY once (is_open, member_id, what, detail)
) COMMENT 'what proofs of the books found: who and which row';

CREATE TABLE import_run (
  run_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'in order',
  kind VARCHAR(12) CHARACTER SET ascii NOT NULL COMMENT 'orders, members, balances or catalogue',
  file_name VARCHAR(100) NOT NULL COMMENT 'name of the file without its folder',
  upload_no VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'brought by staff as this upload; empty = by the operator',
  run_at DATETIME NOT NULL COMMENT 'when it was run last',
  `rows` BIGINT NOT NULL COMMENT 'rows of the file',
  refused BIGINT NOT NULL COMMENT 'rows refused',
  not_done BIGINT NOT NULL COMMENT 'rows that could not be tried',
  seen_at DATETIME NULL COMMENT 'when staff said that they looked at it; NULL = not since it ran last',
  seen_by BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'who did',
  PRIMARY KEY (run_id),
  UNIQUE KEY once (kind, file_name),
  KEY by_time (run_at)
) COMMENT 'the last run of each file that was imported';

-- What came in since the last night is found by when it did.
ALTER TABLE redemption ADD KEY placed (placed_at, member_id);
ALTER TABLE referral ADD KEY made (made_at);

-- Staff ask for the nightly run when the night went without it.
ALTER TABLE job_run ADD asked_at DATETIME NULL COMMENT 'when staff asked for it to run now; NULL = nobody did';

-- How many redemptions waited for eyes in a period is read along those that did.
ALTER TABLE redemption ADD KEY held (held_reason(8), placed_at);
