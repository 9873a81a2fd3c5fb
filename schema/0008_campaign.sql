-- Campaigns and events of members.

CREATE TABLE campaign (
  campaign VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'code: its ID in URLs, of its plan rows and of items that belong to it',
  state VARCHAR(10) CHARACTER SET ascii NOT NULL COMMENT 'draft, published or stopped (before its last day)',
  name VARCHAR(31) NOT NULL COMMENT 'name, Chinese; short: it stands on receipts',
  name_en VARCHAR(80) NOT NULL COMMENT 'name, English',
  text TEXT NOT NULL COMMENT 'what members read, Chinese: plain text, blank lines make paragraphs',
  text_en TEXT NOT NULL COMMENT 'the same in English; empty = the Chinese is shown',
  theme VARCHAR(80) NOT NULL DEFAULT '' COMMENT 'its theme, for staff',
  place VARCHAR(80) NOT NULL DEFAULT '' COMMENT 'where it takes place, Chinese; empty = everywhere',
  place_en VARCHAR(80) NOT NULL DEFAULT '' COMMENT 'the same in English',
  channels VARCHAR(120) NOT NULL DEFAULT '' COMMENT 'how it is made known, for staff',
  goal VARCHAR(12) CHARACTER SET ascii NOT NULL COMMENT 'what its target counts: participants, orders, sales or redemptions',
  target BIGINT NOT NULL DEFAULT 0 COMMENT 'how many, or fen of sales',
  from_day DATE NOT NULL COMMENT 'first day',
  until_day DATE NOT NULL COMMENT 'last day',
  bonus_bp BIGINT NOT NULL DEFAULT 0 COMMENT 'earning bonus as the multiplier it means (11000 = +10 %); 0 = none',
  category VARCHAR(24) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'only orders in this category; empty = all, likewise below',
  product VARCHAR(24) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'only orders that carry this product code',
  partner VARCHAR(24) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'only orders of this partner',
  branch VARCHAR(24) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'only orders of this branch',
  min_paid_fen BIGINT NOT NULL DEFAULT 0 COMMENT 'only orders of at least so much',
  first_in_category TINYINT NOT NULL DEFAULT 0 COMMENT '1 = only a member''s first order in its category',
  tier VARCHAR(24) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'lowest tier it is for; empty = all',
  kind VARCHAR(16) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'kind of member it is for: personal, family or corporate; empty = all',
  budget_points BIGINT NULL COMMENT 'most points it may cost: then bonus and lower costs end; NULL = no cap',
  cost_fen BIGINT NOT NULL DEFAULT 0 COMMENT 'what it costs besides points, as staff enter it',
  margin_bp BIGINT NOT NULL DEFAULT 10000 COMMENT 'part of sales that is margin, basis points, for the net effect',
  survey VARCHAR(32) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'survey that participants are asked when it is over; empty = none',
  surveyed_on DATE NULL COMMENT 'day they were invited; NULL = not yet',
  closing VARCHAR(1000) NOT NULL DEFAULT '' COMMENT 'closing note that members read, Chinese',
  closing_en VARCHAR(1000) NOT NULL DEFAULT '' COMMENT 'the same in English',
  rule_version BIGINT NULL COMMENT 'plan version that brought its rows; NULL = none yet',
  published_at DATETIME NULL COMMENT 'when published',
  stopped_on DATE NULL COMMENT 'last day it counted when stopped before its end',
  stop_reason VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'why stopped: budget, or what staff wrote',
  created_at DATETIME NOT NULL COMMENT 'when made',
  version BIGINT NOT NULL DEFAULT 1 COMMENT 'counted up by each edit: two staff editing at once are told',
  PRIMARY KEY (campaign),
  KEY by_window (state, until_day)
) COMMENT 'campaigns: planned, published into the rules, measured';

CREATE TABLE campaign_item (
  campaign VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of which campaign',
  item VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'item whose cost is cut',
  cut_points BIGINT NOT NULL COMMENT 'what one costs while it runs',
  list_points BIGINT NOT NULL DEFAULT 0 COMMENT 'what one cost when it was published, for what the cut costs',
  PRIMARY KEY (campaign, item)
) COMMENT 'items that cost less while a campaign runs';

CREATE TABLE campaign_figure (
  campaign VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of which campaign',
  counted_at DATETIME NOT NULL COMMENT 'when counted',
  participants BIGINT NOT NULL COMMENT 'members with an order that counts or a redemption',
  orders BIGINT NOT NULL COMMENT 'orders that count, not refunded whole',
  sales_fen BIGINT NOT NULL COMMENT 'what was paid for them less what was given back',
  before_orders BIGINT NOT NULL COMMENT 'orders alike in as many days directly before',
  before_fen BIGINT NOT NULL COMMENT 'and what was paid for those',
  bonus_points BIGINT NOT NULL COMMENT 'points its bonus brought',
  redemptions BIGINT NOT NULL COMMENT 'redemptions of its items, not taken back',
  redeemed_points BIGINT NOT NULL COMMENT 'points spent on them',
  saved_points BIGINT NOT NULL COMMENT 'points its lower costs left to members',
  PRIMARY KEY (campaign)
) COMMENT 'what a campaign has brought, as last counted';

ALTER TABLE redemption ADD KEY item_by_time (item, placed_at);

CREATE TABLE member_event (
  event_no BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'its ID in URLs',
  state VARCHAR(10) CHARACTER SET ascii NOT NULL COMMENT 'draft, open or cancelled',
  name VARCHAR(80) NOT NULL COMMENT 'name, Chinese',
  name_en VARCHAR(80) NOT NULL DEFAULT '' COMMENT 'name, English; empty = the Chinese is shown, likewise below',
  text TEXT NOT NULL COMMENT 'what members read, Chinese: plain text, blank lines make paragraphs',
  text_en TEXT NOT NULL COMMENT 'the same in English',
  place VARCHAR(120) NOT NULL COMMENT 'where, Chinese',
  place_en VARCHAR(120) NOT NULL DEFAULT '' COMMENT 'where, English',
  starts_at DATETIME NOT NULL COMMENT 'when it begins',
  ends_at DATETIME NOT NULL COMMENT 'when it is over',
  open_from DATETIME NULL COMMENT 'first instant of signing up; NULL = once published',
  open_until DATETIME NOT NULL COMMENT 'first instant at which it is too late to sign up',
  back_until DATETIME NOT NULL COMMENT 'first instant at which cancelling gives no points back',
  tier VARCHAR(24) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'lowest tier that may come; empty = all',
  kind VARCHAR(16) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'kind of member that may come; empty = all',
  places BIGINT UNSIGNED NOT NULL COMMENT 'places offered',
  per_member BIGINT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'most places of one member',
  cost_points BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'points a place costs; 0 = none',
  reason VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'why cancelled, told to members',
  created_at DATETIME NOT NULL COMMENT 'when made',
  version BIGINT NOT NULL DEFAULT 1 COMMENT 'counted up by each edit: two staff editing at once are told',
  PRIMARY KEY (event_no),
  KEY by_time (state, ends_at)
) COMMENT 'events for members';

CREATE TABLE event_stock (
  event_no BIGINT UNSIGNED NOT NULL COMMENT 'of which event',
  places BIGINT UNSIGNED NOT NULL COMMENT 'places offered',
  taken BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'places taken',
  waiting BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'sign-ups that wait',
  last_queue BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'number given last on the waiting list',
  PRIMARY KEY (event_no)
) COMMENT 'the hot row of an event, locked behind the account';

CREATE TABLE event_signup (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose',
  signup_no VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'reference: E and 10 characters; the check-in code and the spend''s reference',
  event_no BIGINT UNSIGNED NOT NULL COMMENT 'for which event',
  person_id BIGINT UNSIGNED NOT NULL COMMENT 'who of the account did it',
  seats BIGINT UNSIGNED NOT NULL COMMENT 'places',
  state VARCHAR(10) CHARACTER SET ascii NOT NULL COMMENT 'going, waiting, came or cancelled',
  is_live TINYINT GENERATED ALWAYS AS (CASE WHEN state = 'cancelled' THEN NULL ELSE 1 END) STORED COMMENT '1 = counts; a member has one such of an event',
  queue_no BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'place on the waiting list when it was joined; 0 = never waited',
  cost_points BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'points taken in all; 0 while waiting',
  signed_at DATETIME NOT NULL COMMENT 'when signed up',
  moved_at DATETIME NULL COMMENT 'when moved up from the waiting list',
  came_at DATETIME NULL COMMENT 'when checked in',
  ended_at DATETIME NULL COMMENT 'when cancelled',
  ended_by VARCHAR(8) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'who cancelled: member, company or points (too few when a place came free)',
  points_back TINYINT NOT NULL DEFAULT 0 COMMENT '1 = the points went back',
  PRIMARY KEY (member_id, signup_no),
  UNIQUE KEY signup_no (signup_no),
  UNIQUE KEY one_live (member_id, event_no, is_live),
  KEY of_event (event_no, state, queue_no, signup_no)
) COMMENT 'who comes to which event';
