-- The members desk: adjustments, advisers, pins, merges.

ALTER TABLE member
  ADD COLUMN merged_into BIGINT UNSIGNED NULL COMMENT 'account that carries this one on, while state is merged',
  ADD COLUMN adviser_id BIGINT UNSIGNED NULL COMMENT 'staff member who looks after the account; NULL = nobody',
  ADD KEY by_survivor (merged_into);

-- For the desk's search by a part of a name: read from the index alone.
ALTER TABLE person ADD KEY by_name (name, member_id, person_id);

ALTER TABLE staff ADD COLUMN contact VARCHAR(80) NOT NULL DEFAULT '' COMMENT 'how members reach this adviser: a telephone or WeChat number; empty = the house''s';

CREATE TABLE adjustment (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'in whose books',
  adjust_no VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'reference: A and 10 characters; also the entry''s source',
  kind VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'add, take or forgive',
  points BIGINT NOT NULL COMMENT 'how many, > 0',
  reason VARCHAR(200) NOT NULL COMMENT 'why, as staff wrote it',
  state VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'asked, given or refused',
  staff_id BIGINT UNSIGNED NOT NULL COMMENT 'who asked',
  signer_id BIGINT UNSIGNED NULL COMMENT 'second person who signed or refused; NULL = none needed, or not yet',
  asked_at DATETIME NOT NULL COMMENT 'when asked',
  signed_at DATETIME NULL COMMENT 'when signed or refused',
  PRIMARY KEY (member_id, adjust_no),
  UNIQUE KEY adjust_no (adjust_no),
  KEY by_state (state, asked_at)
) COMMENT 'points that staff added, took or forgave, with the reason';

CREATE TABLE tier_pin (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose tier',
  n BIGINT NOT NULL COMMENT 'counted up within the member',
  tier VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'tier pinned',
  until_day DATE NOT NULL COMMENT 'last day of the pin',
  reason VARCHAR(200) NOT NULL COMMENT 'why, as staff wrote it',
  staff_id BIGINT UNSIGNED NOT NULL COMMENT 'who pinned it',
  made_at DATETIME NOT NULL COMMENT 'when',
  lifted_at DATETIME NULL COMMENT 'when it was ended early or replaced; NULL = not',
  lifted_by BIGINT UNSIGNED NULL COMMENT 'by whom',
  PRIMARY KEY (member_id, n)
) COMMENT 'tiers pinned by staff';

CREATE TABLE account_merge (
  from_id BIGINT UNSIGNED NOT NULL COMMENT 'account that was merged',
  merge_no VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'reference: X and 10 characters; source of the paired entries',
  into_id BIGINT UNSIGNED NOT NULL COMMENT 'account that carries it on',
  reason VARCHAR(200) NOT NULL COMMENT 'why, as staff wrote it',
  staff_id BIGINT UNSIGNED NOT NULL COMMENT 'who merged',
  made_at DATETIME NOT NULL COMMENT 'when',
  tier_before VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'tier of the survivor just before',
  pin_before DATE NULL COMMENT 'end of the merged account''s own pin; NULL = none',
  moved_seq BIGINT NOT NULL DEFAULT 0 COMMENT 'last entry of the merged account that was looked at',
  last_move BIGINT NOT NULL DEFAULT 0 COMMENT 'number of the latest move',
  undone_at DATETIME NULL COMMENT 'when undone; NULL = in force',
  undone_by BIGINT UNSIGNED NULL COMMENT 'by whom',
  PRIMARY KEY (from_id, merge_no),
  UNIQUE KEY merge_no (merge_no),
  KEY by_survivor (into_id, made_at),
  KEY by_state (undone_at, made_at)
) COMMENT 'two accounts of one person made one';

CREATE TABLE merge_move (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'account that was merged',
  merge_no VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'which merge',
  n BIGINT NOT NULL COMMENT 'counted up within the merge; behind the slash in both entries'' source',
  kind VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'lot, debt, or count (what counts for the tier)',
  back TINYINT NOT NULL DEFAULT 0 COMMENT '1 = moved back by the undoing',
  points BIGINT NOT NULL COMMENT 'points moved; of a count the qualifying points, signed',
  from_lot BIGINT NOT NULL DEFAULT 0 COMMENT 'lot left in the merged account',
  from_seq BIGINT NOT NULL DEFAULT 0 COMMENT 'entry in the merged account',
  into_seq BIGINT NOT NULL DEFAULT 0 COMMENT 'entry in the survivor; of a lot also its number there',
  base_at DATETIME NULL COMMENT 'count: when its base was earned',
  net_fen BIGINT NOT NULL DEFAULT 0 COMMENT 'count: net spend in fen, signed',
  trips BIGINT NOT NULL DEFAULT 0 COMMENT 'count: trips, signed',
  moved_at DATETIME NOT NULL COMMENT 'when',
  PRIMARY KEY (member_id, merge_no, n)
) COMMENT 'what a merge moved: append-only';
