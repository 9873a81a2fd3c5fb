-- Custom trips, and early access by tier: to products, events and draws.

CREATE TABLE custom_trip (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose; follows a merge of accounts',
  trip_no VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'reference: T and 10 characters',
  came_from BIGINT UNSIGNED NULL COMMENT 'account that asked and was merged into this one; NULL = this one asked',
  destination VARCHAR(120) NOT NULL COMMENT 'where to, as the member wrote it',
  period VARCHAR(80) NOT NULL COMMENT 'dates or month, as the member wrote them',
  people BIGINT NOT NULL COMMENT 'how many travel',
  budget_fen BIGINT NOT NULL DEFAULT 0 COMMENT 'for all together; 0 = open',
  priority TINYINT NOT NULL DEFAULT 0 COMMENT '1 = the tier has priority service',
  state VARCHAR(10) CHARACTER SET ascii NOT NULL COMMENT 'asked, proposed, booked, closed, withdrawn (by the member) or declined',
  waiting VARCHAR(6) CHARACTER SET ascii NOT NULL COMMENT 'whose turn: staff, member, trip (booked, nothing to do) or none (over)',
  due_at DATETIME NOT NULL COMMENT 'promised answer, or when the turn should be taken',
  owner_id BIGINT UNSIGNED NULL COMMENT 'adviser who looks after it; NULL = the desk',
  reason VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'why it was declined',
  opened_at DATETIME NOT NULL COMMENT 'when asked for',
  closed_at DATETIME NULL COMMENT 'when closed, withdrawn or declined',
  last_step BIGINT NOT NULL DEFAULT 0 COMMENT 'number of the latest step',
  PRIMARY KEY (member_id, trip_no),
  UNIQUE KEY trip_no (trip_no),
  KEY mine (member_id, opened_at),
  KEY queue (waiting, due_at)
) COMMENT 'custom trips members ask for';

CREATE TABLE custom_step (
  trip_no VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of which trip',
  step_no BIGINT NOT NULL COMMENT 'from 1 within the trip',
  step VARCHAR(10) CHARACTER SET ascii NOT NULL COMMENT 'asked, taken, message, note, proposed, agreed, booked, closed, withdrawn or declined',
  author VARCHAR(6) CHARACTER SET ascii NOT NULL COMMENT 'member or staff',
  staff_id BIGINT UNSIGNED NULL COMMENT 'which staff member; NULL = none',
  text VARCHAR(2000) NOT NULL DEFAULT '' COMMENT 'what was written',
  shown TINYINT NOT NULL DEFAULT 1 COMMENT '1 = the member sees it; 0 = a note among staff',
  at DATETIME NOT NULL COMMENT 'when',
  PRIMARY KEY (trip_no, step_no)
) COMMENT 'what happened with a custom trip, append-only';

CREATE TABLE custom_order (
  trip_no VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of which trip',
  partner VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'whose order',
  order_no VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'order it led to, one of the member''s',
  staff_id BIGINT UNSIGNED NOT NULL COMMENT 'who noted it',
  at DATETIME NOT NULL COMMENT 'when',
  PRIMARY KEY (trip_no, partner, order_no)
) COMMENT 'orders that custom trips led to';

CREATE TABLE early_product (
  product VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'code that orders and quotes carry',
  name VARCHAR(80) NOT NULL COMMENT 'what it is, Chinese',
  name_en VARCHAR(80) NOT NULL DEFAULT '' COMMENT 'English; empty = the same',
  public_from DATETIME NOT NULL COMMENT 'first instant at which everybody may book it',
  state VARCHAR(8) CHARACTER SET ascii NOT NULL DEFAULT 'live' COMMENT 'live or retired',
  staff_id BIGINT UNSIGNED NOT NULL COMMENT 'who set it last',
  set_at DATETIME NOT NULL COMMENT 'when',
  PRIMARY KEY (product),
  KEY coming (state, public_from)
) COMMENT 'marked products that higher tiers may book earlier';

CREATE TABLE early_access (
  product VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'code of a marked product',
  tier VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'lowest tier that has it',
  days BIGINT NOT NULL COMMENT 'days before the public start',
  PRIMARY KEY (product, tier)
) COMMENT 'how many days earlier which tier may book a marked product';

ALTER TABLE member_event
  ADD early_tier VARCHAR(24) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'lowest tier that may sign up earlier; empty = none',
  ADD early_days BIGINT NOT NULL DEFAULT 0 COMMENT 'days before open_from';

ALTER TABLE draw
  ADD early_tier VARCHAR(24) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'lowest tier that may enter earlier; empty = none',
  ADD early_days BIGINT NOT NULL DEFAULT 0 COMMENT 'days before opens_at';
