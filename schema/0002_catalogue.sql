-- Points are worth something: catalogue, redemptions, coupons, paying with
-- points, and the staff desk. As everywhere: instants are UTC, days are days of
-- the programme's time zone, member_id leads every key of per-member data.

CREATE TABLE item (
  item VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'code: the item''s ID in its URL; "coupon" = the plan''s coupon, always there',
  category VARCHAR(12) CHARACTER SET ascii NOT NULL COMMENT 'goods, virtual, service, trip, coupon, voucher, miles or donation',
  state VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'draft, live or ended',
  name VARCHAR(80) NOT NULL COMMENT 'name, Chinese',
  name_en VARCHAR(80) NOT NULL DEFAULT '' COMMENT 'name, English; empty = the Chinese one is shown',
  text TEXT NOT NULL COMMENT 'description, Chinese: plain text, blank lines make paragraphs',
  text_en TEXT NOT NULL COMMENT 'description, English; empty = the Chinese one is shown',
  returns VARCHAR(400) NOT NULL DEFAULT '' COMMENT 'return rule beyond that of its category, Chinese',
  returns_en VARCHAR(400) NOT NULL DEFAULT '' COMMENT 'the same in English',
  cost_points BIGINT NOT NULL COMMENT 'points one costs before a tier''s discount',
  cut_points BIGINT NULL COMMENT 'cost while a window of lower cost runs; NULL = none',
  cut_from DATE NULL COMMENT 'first day of the lower cost',
  cut_until DATE NULL COMMENT 'last day of the lower cost',
  value_fen BIGINT NOT NULL DEFAULT 0 COMMENT 'what one is worth, in fen; 0 = not said',
  per_order BIGINT NULL COMMENT 'most in one redemption; NULL = no limit',
  per_member BIGINT NULL COMMENT 'most a member may have within period_days; NULL = no limit',
  period_days BIGINT NOT NULL DEFAULT 0 COMMENT 'days per_member counts back; 0 = ever',
  year_value_fen BIGINT NULL COMMENT 'most value of this item a member may redeem in a calendar year; NULL = no limit',
  min_tier VARCHAR(24) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'lowest tier that may redeem it; empty = all',
  min_balance BIGINT NOT NULL DEFAULT 0 COMMENT 'points that must stay available afterwards',
  open_from DATETIME NULL COMMENT 'first instant it can be redeemed; NULL = at once',
  open_until DATETIME NULL COMMENT 'first instant it can no longer be redeemed; NULL = no end',
  early_hours BIGINT NOT NULL DEFAULT 0 COMMENT 'hours before open_from at which early_tier may already redeem',
  early_tier VARCHAR(24) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'lowest tier with early access; empty = none',
  campaign VARCHAR(32) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'only within this campaign; empty = always',
  supplier VARCHAR(80) NOT NULL DEFAULT '' COMMENT 'who delivers it',
  promised_days BIGINT NOT NULL DEFAULT 7 COMMENT 'days promised to members from placing to shipping or issuing',
  low_stock BIGINT NOT NULL DEFAULT 5 COMMENT 'stock from which pages say how many are left',
  coupon_fen BIGINT NOT NULL DEFAULT 0 COMMENT 'coupon of an amount: what one is worth, in fen',
  coupon_percent_bp BIGINT NOT NULL DEFAULT 0 COMMENT 'coupon of a percentage: basis points off the price',
  coupon_ceiling_fen BIGINT NOT NULL DEFAULT 0 COMMENT 'most a percentage coupon takes off; 0 = no ceiling',
  coupon_min_fen BIGINT NOT NULL DEFAULT 0 COMMENT 'least price it can be used on',
  coupon_categories VARCHAR(127) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'product categories it is good for, comma-separated; empty = all',
  coupon_months BIGINT NOT NULL DEFAULT 0 COMMENT 'months a coupon or voucher lives; 0 = as the plan''s coupons',
  tags VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'destinations and interests it goes with, comma-separated, for suggestions',
  art VARCHAR(24) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'name of a drawing of ours; empty = its category''s',
  picture_hash BINARY(32) NULL COMMENT 'SHA-256 of an uploaded picture; NULL = the drawing is shown',
  sort_no BIGINT NOT NULL DEFAULT 0 COMMENT 'place among its like where nothing else decides; small first',
  created_at DATETIME NOT NULL COMMENT 'when made; "newest" sorts by it',
  version BIGINT NOT NULL DEFAULT 1 COMMENT 'counted up by each edit: two staff editing at once are told',
  PRIMARY KEY (item),
  KEY shown (state, category, cost_points, item),
  KEY by_cost (state, cost_points, item),
  KEY newest (state, created_at, item)
) COMMENT 'what points can be redeemed for';

CREATE TABLE catalogue_change (
  one TINYINT NOT NULL COMMENT 'always 1: the only row',
  n BIGINT UNSIGNED NOT NULL COMMENT 'counted up by each edit of an item: programs then read the catalogue anew',
  PRIMARY KEY (one)
) COMMENT 'when the catalogue was last edited';
INSERT INTO catalogue_change (one, n) VALUES (1, 0);

CREATE TABLE item_stock (
  item VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of which item',
  `left` BIGINT UNSIGNED NULL COMMENT 'how many are left; NULL = unlimited. Unsigned: cannot be oversold',
  taken BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'redeemed so far, less what came back; "popular" sorts by it',
  points BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'points redeemed for it, less what came back (a charity''s total)',
  PRIMARY KEY (item),
  KEY popular (taken, item)
) COMMENT 'the hot row of an item, locked behind the account and before a code';

CREATE TABLE item_departure (
  item VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of which trip',
  departs_on DATE NOT NULL COMMENT 'departure day',
  places BIGINT UNSIGNED NOT NULL COMMENT 'places offered',
  `left` BIGINT UNSIGNED NOT NULL COMMENT 'places left',
  PRIMARY KEY (item, departs_on)
) COMMENT 'departure days of trips, with places';

CREATE TABLE item_code (
  item VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of which partner voucher or virtual item',
  code VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the code to hand out',
  redemption_no VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'whom it was given to; NULL = free',
  added_at DATETIME NOT NULL COMMENT 'when it was brought in',
  PRIMARY KEY (item, code),
  KEY free (item, redemption_no, code)
) COMMENT 'codes brought in or made for an item; each is given once';

CREATE TABLE item_picture (
  hash BINARY(32) NOT NULL COMMENT 'SHA-256 of the bytes',
  type VARCHAR(16) CHARACTER SET ascii NOT NULL COMMENT 'image/png or image/jpeg',
  width BIGINT NOT NULL COMMENT 'pixels',
  height BIGINT NOT NULL COMMENT 'pixels',
  bytes MEDIUMBLOB NOT NULL COMMENT 'the picture as checked and re-encoded',
  PRIMARY KEY (hash)
) COMMENT 'pictures uploaded by staff';

CREATE TABLE redemption (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose',
  redemption_no VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'reference: R and 10 characters of the code alphabet; also the spend''s reference in the ledger',
  person_id BIGINT UNSIGNED NOT NULL COMMENT 'who of the account did it',
  item VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'what',
  category VARCHAR(12) CHARACTER SET ascii NOT NULL COMMENT 'category of the item then',
  name VARCHAR(80) NOT NULL COMMENT 'name of the item then, Chinese',
  name_en VARCHAR(80) NOT NULL DEFAULT '' COMMENT 'name of the item then, English',
  supplier VARCHAR(80) NOT NULL DEFAULT '' COMMENT 'supplier of the item then',
  quantity BIGINT NOT NULL COMMENT 'how many',
  cost_points BIGINT NOT NULL COMMENT 'points taken in all',
  value_fen BIGINT NOT NULL DEFAULT 0 COMMENT 'value in all then, in fen',
  tier VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'tier then (its discount and its place in the queue)',
  priority BIGINT NOT NULL DEFAULT 0 COMMENT '1 = priority service: first in the staff queue',
  state VARCHAR(10) CHARACTER SET ascii NOT NULL COMMENT 'placed, approved, shipped, issued, done, rejected or cancelled',
  held_reason VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'why staff must look first; empty = nothing',
  placed_at DATETIME NOT NULL COMMENT 'when redeemed',
  promised_on DATE NOT NULL COMMENT 'day promised for shipping or issuing',
  approved_at DATETIME NULL COMMENT 'when approved',
  shipped_at DATETIME NULL COMMENT 'when shipped or issued',
  done_at DATETIME NULL COMMENT 'when received or used up',
  ended_at DATETIME NULL COMMENT 'when rejected or cancelled',
  ended_by VARCHAR(8) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'who ended it: member, staff or company (then points live 30 more days)',
  reason VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'why rejected or cancelled, told to the member',
  carrier VARCHAR(40) NOT NULL DEFAULT '' COMMENT 'who carries it',
  tracking_no VARCHAR(40) NOT NULL DEFAULT '' COMMENT 'delivery number',
  recipient VARCHAR(80) NOT NULL DEFAULT '' COMMENT 'who receives it',
  phone VARCHAR(20) NOT NULL DEFAULT '' COMMENT 'phone for the delivery',
  address VARCHAR(300) NOT NULL DEFAULT '' COMMENT 'where to',
  departs_on DATE NULL COMMENT 'trip: chosen departure',
  travellers VARCHAR(300) NOT NULL DEFAULT '' COMMENT 'trip: names, one a line',
  flyer_no VARCHAR(32) NOT NULL DEFAULT '' COMMENT 'miles: frequent-flyer number',
  score BIGINT NULL COMMENT 'the member''s rating of what came, 1-5; NULL = none',
  feedback VARCHAR(500) NOT NULL DEFAULT '' COMMENT 'and words to it',
  feedback_at DATETIME NULL COMMENT 'when rated',
  PRIMARY KEY (member_id, redemption_no),
  KEY by_time (member_id, placed_at),
  KEY of_item (member_id, item, placed_at),
  KEY queue (state, priority, promised_on),
  KEY to_address (address(32), placed_at)
) COMMENT 'redemptions of catalogue items';

CREATE TABLE redemption_no (
  redemption_no VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the reference',
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose',
  PRIMARY KEY (redemption_no)
) COMMENT 'look-up from a reference to its member; claimed first';

CREATE TABLE form_done (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose',
  form_id VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the form''s hidden id',
  location VARCHAR(120) CHARACTER SET ascii NOT NULL COMMENT 'where its 303 led',
  done_at DATETIME NOT NULL COMMENT 'when; rows older than 30 days are removed',
  PRIMARY KEY (member_id, form_id),
  KEY done_at (done_at)
) COMMENT 'forms that had their effect: a repeated submit answers the same';

CREATE TABLE coupon (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose',
  code VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the code, without blanks and hyphens',
  redemption_no VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'redeemed as; empty = a gift',
  source VARCHAR(12) CHARACTER SET ascii NOT NULL COMMENT 'redemption, birthday, draw or staff',
  kind VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'amount, percent or voucher (a partner''s own, used at the partner''s)',
  item VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'catalogue item it came from',
  name VARCHAR(80) NOT NULL COMMENT 'what it says, Chinese',
  name_en VARCHAR(80) NOT NULL DEFAULT '' COMMENT 'what it says, English',
  fen BIGINT NOT NULL DEFAULT 0 COMMENT 'amount: what it is worth',
  percent_bp BIGINT NOT NULL DEFAULT 0 COMMENT 'percent: basis points off the price',
  ceiling_fen BIGINT NOT NULL DEFAULT 0 COMMENT 'percent: most it takes off; 0 = no ceiling',
  min_fen BIGINT NOT NULL DEFAULT 0 COMMENT 'least price it can be used on',
  categories VARCHAR(127) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'product categories it is good for; empty = all',
  points BIGINT NOT NULL DEFAULT 0 COMMENT 'points paid for it',
  state VARCHAR(10) CHARACTER SET ascii NOT NULL COMMENT 'issued, used, expired or cancelled',
  issued_at DATETIME NOT NULL COMMENT 'when',
  expires_on DATE NOT NULL COMMENT 'last usable day; 9999-12-31 = never',
  used_at DATETIME NULL COMMENT 'when used',
  used_by VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'partner that used it',
  used_order VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'order it was used for',
  used_fen BIGINT NOT NULL DEFAULT 0 COMMENT 'what it took off',
  PRIMARY KEY (member_id, code),
  KEY by_state (member_id, state, expires_on),
  KEY of_redemption (member_id, redemption_no),
  KEY ending (state, expires_on, member_id)
) COMMENT 'coupons and vouchers of members';

CREATE TABLE coupon_code (
  code VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the code',
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose',
  PRIMARY KEY (code)
) COMMENT 'look-up from a code to its member; claimed first';

CREATE TABLE pay_code (
  code_hash BINARY(32) NOT NULL COMMENT 'HMAC of the eight digits with the portal''s token key',
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'who pays',
  person_id BIGINT UNSIGNED NOT NULL COMMENT 'which person asked',
  made_at DATETIME NOT NULL COMMENT 'when asked',
  ends_at DATETIME NOT NULL COMMENT 'five minutes later',
  used_at DATETIME NULL COMMENT 'when an order took it; NULL = not yet',
  used_by VARCHAR(97) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'partner:order_no that took it',
  PRIMARY KEY (code_hash),
  KEY of_member (member_id, ends_at),
  KEY ends_at (ends_at)
) COMMENT 'one-time codes for paying with points at a booking desk';

CREATE TABLE order_payment (
  partner VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of which partner''s',
  order_no VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'order',
  part VARCHAR(72) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'points, or coupon/CODE',
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose points or coupon',
  points BIGINT NOT NULL DEFAULT 0 COMMENT 'points spent (part points)',
  fen BIGINT NOT NULL COMMENT 'what it paid of the price',
  returned_points BIGINT NOT NULL DEFAULT 0 COMMENT 'points given back by refunds',
  returned_at DATETIME NULL COMMENT 'coupon: when a refund gave it back; points: when the last came back',
  PRIMARY KEY (partner, order_no, part)
) COMMENT 'what of an order was not paid in money';

ALTER TABLE order_event
  ADD COLUMN points BIGINT NOT NULL DEFAULT 0 COMMENT 'refund: points paid with that it names; once applied those that came back',
  ADD COLUMN coupons VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'refund: the coupon it names; once applied those that came back, comma-separated';

CREATE TABLE wish (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose',
  item VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'what',
  wished_at DATETIME NOT NULL COMMENT 'when',
  tell TINYINT NOT NULL DEFAULT 1 COMMENT '1 = wants to be told when it is back in stock',
  told_at DATETIME NULL COMMENT 'when last told',
  PRIMARY KEY (member_id, item),
  KEY of_item (item, tell),
  KEY waiting (tell, told_at, member_id)
) COMMENT 'wish lists';

CREATE TABLE address (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose',
  address_no BIGINT NOT NULL COMMENT 'counted up within the member',
  recipient VARCHAR(80) NOT NULL COMMENT 'who receives',
  phone VARCHAR(20) NOT NULL COMMENT 'phone',
  address VARCHAR(300) NOT NULL COMMENT 'where to',
  used_at DATETIME NOT NULL COMMENT 'last used: the latest is filled in first',
  PRIMARY KEY (member_id, address_no)
) COMMENT 'address books';

CREATE TABLE preference (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose',
  suggest TINYINT NOT NULL DEFAULT 1 COMMENT '1 = suggestions are shown',
  destinations VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'places liked, comma-separated, as typed',
  interests VARCHAR(127) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'item categories liked, comma-separated',
  transport VARCHAR(16) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'plane, train, car or empty',
  lodging VARCHAR(16) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'hotel, inn, apartment or empty',
  PRIMARY KEY (member_id)
) COMMENT 'stated preferences; they never touch prices';

CREATE TABLE claim (
  claim_no VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'reference: C and 10 characters',
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'who misses points',
  order_no VARCHAR(64) NOT NULL COMMENT 'order as the member typed it',
  text VARCHAR(1000) NOT NULL COMMENT 'what the member says',
  state VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'open, granted or refused',
  made_at DATETIME NOT NULL COMMENT 'when filed',
  answer VARCHAR(500) NOT NULL DEFAULT '' COMMENT 'what staff answered',
  answered_at DATETIME NULL COMMENT 'when',
  staff_id BIGINT UNSIGNED NULL COMMENT 'by whom',
  PRIMARY KEY (member_id, claim_no),
  UNIQUE KEY claim_no (claim_no),
  KEY queue (state, made_at)
) COMMENT 'claims of missing points';

CREATE TABLE staff (
  staff_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'never shown',
  email VARCHAR(254) CHARACTER SET ascii NOT NULL COMMENT 'signs in with it, lower case',
  name VARCHAR(80) NOT NULL COMMENT 'name',
  role VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'clerk, manager or auditor',
  lang VARCHAR(8) CHARACTER SET ascii NOT NULL DEFAULT 'zh-CN' COMMENT 'zh-CN or en',
  password_hash VARCHAR(128) CHARACTER SET ascii NOT NULL COMMENT 'argon2id',
  must_change TINYINT NOT NULL DEFAULT 0 COMMENT '1 = the password was set by somebody else',
  totp VARBINARY(128) NULL COMMENT 'TOTP secret sealed with the portal''s token key; NULL = not enrolled',
  totp_step BIGINT NOT NULL DEFAULT 0 COMMENT 'last time step used: a code works once',
  state VARCHAR(8) CHARACTER SET ascii NOT NULL DEFAULT 'active' COMMENT 'active or blocked',
  signed_in_at DATETIME NULL COMMENT 'latest sign-in',
  created_at DATETIME NOT NULL COMMENT 'when made',
  PRIMARY KEY (staff_id),
  UNIQUE KEY email (email)
) COMMENT 'staff members';

CREATE TABLE staff_session (
  token_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of the cookie''s token',
  staff_id BIGINT UNSIGNED NOT NULL COMMENT 'who',
  csrf CHAR(43) CHARACTER SET ascii NOT NULL COMMENT 'the value every form carries',
  passed TINYINT NOT NULL DEFAULT 0 COMMENT '1 = password and TOTP; 0 = the TOTP is still asked',
  created_at DATETIME NOT NULL COMMENT 'sign-in; absolute end 12 hours later',
  seen_at DATETIME NOT NULL COMMENT 'last use; idle end after 30 minutes',
  PRIMARY KEY (token_hash),
  KEY staff (staff_id)
) COMMENT 'staff who are signed in';

CREATE TABLE staff_action (
  action_no BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'in order of writing',
  at DATETIME NOT NULL COMMENT 'when',
  staff_id BIGINT UNSIGNED NOT NULL COMMENT 'who; 0 = the operator''s command',
  action VARCHAR(32) CHARACTER SET ascii NOT NULL COMMENT 'what: item_edit, redemption_ship, member_view, sign_in …',
  member_id BIGINT UNSIGNED NULL COMMENT 'about which member',
  subject VARCHAR(64) NOT NULL DEFAULT '' COMMENT 'about which item, redemption, partner …',
  detail VARCHAR(500) NOT NULL DEFAULT '' COMMENT 'before and after in short; no passwords',
  PRIMARY KEY (action_no),
  KEY of_staff (staff_id, action_no),
  KEY of_member (member_id, action_no)
) COMMENT 'everything staff did or looked up about a member: append-only';

ALTER TABLE partner_key ADD COLUMN used_at DATETIME NULL COMMENT 'real time it last signed a request, up to 5 minutes behind; NULL = not yet';

CREATE TABLE order_upload (
  upload_no VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'reference: U and 10 characters',
  staff_id BIGINT UNSIGNED NOT NULL COMMENT 'who brought it',
  file_name VARCHAR(100) NOT NULL COMMENT 'name of the file there',
  file_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of its bytes',
  bytes MEDIUMBLOB NOT NULL COMMENT 'the file: what was tried is what is run',
  `rows` BIGINT NOT NULL COMMENT 'orders in it',
  state VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'tried, running or done',
  made_at DATETIME NOT NULL COMMENT 'when brought; removed 30 days later',
  run_at DATETIME NULL COMMENT 'when run for good',
  refused BIGINT NOT NULL COMMENT 'orders that cannot be booked, as of the last try or run',
  result MEDIUMBLOB NOT NULL COMMENT 'CSV: what the last try or run says of each order',
  PRIMARY KEY (upload_no),
  KEY made_at (made_at)
) COMMENT 'files of orders that staff bring: tried first, then run';

-- Reports ask for the entries of some days. The index holds all they add up, so
-- that no row is fetched for them.
ALTER TABLE entry ADD KEY by_posting (posted_at, kind, source_kind, points);

-- What changed in pending points is kept by day too; of the days proved before,
-- it is read once, here.
ALTER TABLE day_total MODIFY kind TINYINT NOT NULL COMMENT 'enum entry_kind; 0 = change of available + pending - debt as the entries state it; -1 = change of pending likewise';
INSERT INTO day_total (day, kind, points, entries)
  SELECT DATE(e.posted_at + INTERVAL 8 HOUR) AS a_day, -1,
    SUM(CAST(e.pending_after AS SIGNED) - COALESCE(CAST(p.pending_after AS SIGNED), 0)), COUNT(*)
  FROM account a JOIN entry e ON e.member_id = a.member_id AND e.seq <= a.proved_seq
    LEFT JOIN entry p ON p.member_id = e.member_id AND p.seq = e.seq - 1
  GROUP BY a_day;
