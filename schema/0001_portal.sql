-- The ground floor: members, people, sessions, orders, the ledger, outbox.
-- All instants are UTC DATETIME; all days are DATE in the programme's time
-- zone. member_id leads every key of per-member data.

CREATE TABLE member (
  member_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'account id, never shown',
  member_no VARCHAR(16) CHARACTER SET ascii NOT NULL COMMENT 'member number printed on the card, M and 7 or more digits',
  kind VARCHAR(16) CHARACTER SET ascii NOT NULL DEFAULT 'personal' COMMENT 'personal, family or corporate',
  joined_on DATE NOT NULL COMMENT 'day of joining the programme',
  invited_by VARCHAR(16) CHARACTER SET ascii NULL COMMENT 'member number of who invited, as given at sign-up',
  state VARCHAR(12) CHARACTER SET ascii NOT NULL DEFAULT 'active' COMMENT 'active or closed',
  created_at DATETIME NOT NULL COMMENT 'when the row was made',
  PRIMARY KEY (member_id),
  UNIQUE KEY member_no (member_no)
) COMMENT 'one points account and its number';

CREATE TABLE person (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'the account this person belongs to',
  person_id BIGINT UNSIGNED NOT NULL COMMENT '1 = the holder, then counted up within the account',
  role VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'holder or user',
  may_spend TINYINT NOT NULL DEFAULT 1 COMMENT '1 = may spend the account''s points',
  name VARCHAR(80) NOT NULL COMMENT 'name as the person writes it',
  email VARCHAR(254) NULL COMMENT 'e-mail, lower case',
  email_confirmed TINYINT NOT NULL DEFAULT 0 COMMENT '1 = confirmed by link or imported',
  phone VARCHAR(20) CHARACTER SET ascii NULL COMMENT 'mobile number, 11 digits',
  phone_confirmed TINYINT NOT NULL DEFAULT 0 COMMENT '1 = confirmed by code or imported',
  birthday DATE NULL COMMENT 'day of birth',
  guardian VARCHAR(80) NULL COMMENT 'guardian who consented, for members under 14',
  lang VARCHAR(8) CHARACTER SET ascii NOT NULL DEFAULT 'zh-CN' COMMENT 'zh-CN or en',
  password_hash VARCHAR(128) CHARACTER SET ascii NULL COMMENT 'argon2id; NULL = none set yet',
  state VARCHAR(12) CHARACTER SET ascii NOT NULL DEFAULT 'active' COMMENT 'active, invited or removed',
  signed_in_at DATETIME NULL COMMENT 'latest sign-in; NULL = never yet',
  created_at DATETIME NOT NULL COMMENT 'when the row was made',
  PRIMARY KEY (member_id, person_id)
) COMMENT 'somebody who signs in to an account';

CREATE TABLE sign_in_name (
  name VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'e-mail or phone, cleaned',
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose account',
  person_id BIGINT UNSIGNED NOT NULL COMMENT 'which person of it',
  confirmed TINYINT NOT NULL DEFAULT 0 COMMENT '1 = confirmed or imported: may be matched by orders and resets',
  PRIMARY KEY (name),
  KEY person (member_id, person_id)
) COMMENT 'look-up from what people type to who they are; claimed first';

CREATE TABLE session (
  token_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of the cookie''s token',
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'who is signed in',
  person_id BIGINT UNSIGNED NOT NULL COMMENT 'which person',
  csrf CHAR(43) CHARACTER SET ascii NOT NULL COMMENT 'the value every form of this session carries',
  created_at DATETIME NOT NULL COMMENT 'sign-in; absolute end 30 days later',
  seen_at DATETIME NOT NULL COMMENT 'last use, written at most every 5 minutes; idle end after 14 days',
  device VARCHAR(80) NOT NULL DEFAULT '' COMMENT 'browser family, for the list of devices',
  PRIMARY KEY (token_hash),
  KEY person (member_id, person_id)
) COMMENT 'who is signed in where';

CREATE TABLE consent (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose account',
  person_id BIGINT UNSIGNED NOT NULL COMMENT 'who consented',
  paper VARCHAR(16) CHARACTER SET ascii NOT NULL COMMENT 'terms, privacy, marketing or guardian',
  version VARCHAR(16) CHARACTER SET ascii NOT NULL COMMENT 'version of the paper shown',
  given_at DATETIME NOT NULL COMMENT 'when',
  withdrawn_at DATETIME NULL COMMENT 'when taken back; NULL = in force',
  PRIMARY KEY (member_id, person_id, paper, version, given_at)
) COMMENT 'what was agreed to, and when';

CREATE TABLE one_time (
  token_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of the derived token; a code''s row has one too, never sent',
  kind VARCHAR(12) CHARACTER SET ascii NOT NULL COMMENT 'verify, reset or invite',
  channel VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'email or sms; web = handed on after a code',
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'for whom',
  person_id BIGINT UNSIGNED NOT NULL COMMENT 'which person',
  issue BIGINT NOT NULL COMMENT 'rising within the person and kind, never given twice; part of the derived token',
  address VARCHAR(254) NOT NULL COMMENT 'the e-mail or phone it proves',
  created_at DATETIME NOT NULL COMMENT 'when',
  ends_at DATETIME NOT NULL COMMENT 'not valid from here on',
  used_at DATETIME NULL COMMENT 'when used',
  tries INT NOT NULL DEFAULT 0 COMMENT 'wrong codes typed',
  PRIMARY KEY (token_hash),
  KEY person (member_id, person_id, kind, issue)
) COMMENT 'links and 6-digit codes that work once';

CREATE TABLE slow_down (
  bucket VARBINARY(64) NOT NULL COMMENT 'what is counted: kind and hash of address or name',
  fails INT NOT NULL COMMENT 'failures counted, fading',
  counted_at DATETIME NOT NULL COMMENT 'when last counted',
  PRIMARY KEY (bucket)
) COMMENT 'failed guesses, by who tries and by what is tried';

CREATE TABLE outbox (
  outbox_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'order of posting',
  channel VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'email or sms',
  kind VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'which text: verify, reset, exists, password_changed …',
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'to whom',
  person_id BIGINT UNSIGNED NOT NULL COMMENT 'which person',
  address VARCHAR(254) NOT NULL COMMENT 'where to',
  lang VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'language of the text',
  issue BIGINT NOT NULL DEFAULT 0 COMMENT 'issue of the one-time token it carries; the mailer derives the token',
  created_at DATETIME NOT NULL COMMENT 'when posted',
  not_before DATETIME NOT NULL COMMENT 'next try',
  tries INT NOT NULL DEFAULT 0 COMMENT 'deliveries tried',
  sent_at DATETIME NULL COMMENT 'when delivered',
  failed_at DATETIME NULL COMMENT 'given up for good',
  last_error VARCHAR(200) NULL COMMENT 'what the last try said',
  PRIMARY KEY (outbox_id),
  KEY due (sent_at, failed_at, not_before)
) COMMENT 'messages committed with their cause and delivered after';

CREATE TABLE plan_version (
  version BIGINT NOT NULL COMMENT 'rule version, from 1',
  name VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'plan name',
  from_day DATE NOT NULL COMMENT 'first day on which orders are priced by it',
  source MEDIUMTEXT NOT NULL COMMENT 'the plan file as loaded',
  loaded_at DATETIME NOT NULL COMMENT 'when',
  PRIMARY KEY (version)
) COMMENT 'dated rule versions';

CREATE TABLE account (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose',
  available BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'points that can be spent, exact up to good_through',
  pending BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'points of trips not yet taken',
  debt BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'points owed',
  held BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'points under review, outside the ledger',
  lifetime BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'points that count for a tier measured in points',
  tier VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'tier held',
  tier_since DATETIME NOT NULL COMMENT 'last tier change, effective',
  review_notice_on DATE NULL COMMENT 'day a fall was announced',
  review_on DATE NULL COMMENT 'next day on which the tier is looked at; NULL = nothing to fall from',
  pin_until DATE NULL COMMENT 'tier pinned by staff up to this day',
  good_through DATE NOT NULL COMMENT 'last day on which the figures above hold without recomputing',
  last_seq BIGINT NOT NULL DEFAULT 0 COMMENT 'seq of the latest entry',
  last_hash BINARY(32) NOT NULL COMMENT 'hash of the latest entry; zeros before the first',
  proved_seq BIGINT NOT NULL DEFAULT 0 COMMENT 'last_seq when the books were last proved',
  anchored_seq BIGINT NOT NULL DEFAULT 0 COMMENT 'last_seq when its hash was last written to an anchor file',
  is_touched TINYINT GENERATED ALWAYS AS (last_seq <> proved_seq) STORED COMMENT '1 = booked since last proved',
  is_adrift TINYINT GENERATED ALWAYS AS (last_seq <> anchored_seq) STORED COMMENT '1 = booked since last anchored',
  PRIMARY KEY (member_id),
  KEY touched (is_touched),
  KEY adrift (is_adrift),
  KEY due_figures (good_through),
  KEY due_review (review_on)
) COMMENT 'the row that is locked first, always';

CREATE TABLE entry (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose',
  seq BIGINT NOT NULL COMMENT 'counted up within the member without gaps, from 1',
  kind TINYINT NOT NULL COMMENT 'enum entry_kind: 1 earn 2 release 3 reverse 4 spend 5 give_back 6 expire 7 opening 8 credit 9 adjust 10 forgive',
  points BIGINT NOT NULL COMMENT 'signed change of available + pending - debt',
  moved BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'points a release moved from pending to available',
  available_after BIGINT UNSIGNED NOT NULL COMMENT 'available behind this entry',
  pending_after BIGINT UNSIGNED NOT NULL COMMENT 'pending behind this entry',
  debt_after BIGINT UNSIGNED NOT NULL COMMENT 'debt behind this entry',
  source_kind TINYINT NOT NULL COMMENT 'enum source_kind: 1 order 2 refund 3 held 4 lot 5 spend 6 opening 7 survey …',
  source_id VARCHAR(160) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'what caused it, unique within kind',
  effective_at DATETIME NOT NULL COMMENT 'when it happened',
  posted_at DATETIME NOT NULL COMMENT 'when it was booked',
  rule_version BIGINT NOT NULL COMMENT 'plan version it was computed under',
  inputs VARCHAR(512) NOT NULL COMMENT 'frozen inputs of the receipt, name=value separated by blanks',
  prev_hash BINARY(32) NOT NULL COMMENT 'hash of the entry before',
  hash BINARY(32) NOT NULL COMMENT 'HMAC-SHA-256 over the versioned encoding of this row and prev_hash',
  PRIMARY KEY (member_id, seq),
  UNIQUE KEY once (member_id, source_kind, source_id, kind),
  KEY by_kind (member_id, kind, seq)
) COMMENT 'the ledger: append-only';

CREATE TABLE lot (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose',
  seq BIGINT NOT NULL COMMENT 'seq of the entry that credited it',
  parent_seq BIGINT NOT NULL DEFAULT 0 COMMENT 'lot it continues when a company cancelled; 0 = none',
  points BIGINT UNSIGNED NOT NULL COMMENT 'points credited',
  `left` BIGINT UNSIGNED NOT NULL COMMENT 'points not yet taken',
  available_on DATE NULL COMMENT 'first usable day; NULL while the trip is pending',
  expires_on DATE NULL COMMENT 'last usable day; 9999-12-31 = never; NULL while pending',
  from_refunded_order TINYINT NOT NULL DEFAULT 0 COMMENT '1 = its order has a refund: pays debt first',
  is_open TINYINT GENERATED ALWAYS AS (`left` > 0) STORED COMMENT '1 while points are left',
  PRIMARY KEY (member_id, seq),
  KEY open_of_member (member_id, is_open, expires_on),
  KEY open_expiry (is_open, expires_on),
  KEY open_available (is_open, available_on)
) COMMENT 'points by their dates';

CREATE TABLE allocation (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose',
  entry_seq BIGINT NOT NULL COMMENT 'the debit that took, or the give-back that returned',
  lot_seq BIGINT NOT NULL COMMENT 'from which lot',
  at_seq BIGINT NOT NULL COMMENT 'entry whose commit made this row (later ones pay debt)',
  points BIGINT NOT NULL COMMENT 'taken > 0, given back < 0',
  PRIMARY KEY (member_id, entry_seq, lot_seq, at_seq),
  KEY by_lot (member_id, lot_seq)
) COMMENT 'which debit took how much from which lot: append-only';

CREATE TABLE debt (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose',
  entry_seq BIGINT NOT NULL COMMENT 'the debit that could not be covered',
  unpaid BIGINT UNSIGNED NOT NULL COMMENT 'points of it still owed',
  PRIMARY KEY (member_id, entry_seq)
) COMMENT 'what is still owed, by cause';

CREATE TABLE qualifying (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose',
  n BIGINT NOT NULL COMMENT 'counted up within the member',
  happens_at DATETIME NOT NULL COMMENT 'when the delta takes effect',
  base_at DATETIME NOT NULL COMMENT 'when its base was earned: decides the window',
  points BIGINT NOT NULL COMMENT 'qualifying points, signed',
  net_fen BIGINT NOT NULL COMMENT 'net spend in fen, signed',
  trips BIGINT NOT NULL COMMENT 'trips, signed',
  PRIMARY KEY (member_id, n),
  KEY by_time (member_id, base_at),
  KEY by_effect (member_id, happens_at)
) COMMENT 'what counts for the tier: append-only';

CREATE TABLE tier_change (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose',
  n BIGINT NOT NULL COMMENT 'counted up within the member',
  effective_at DATETIME NOT NULL COMMENT 'from when the tier holds',
  posted_at DATETIME NOT NULL COMMENT 'when it was booked',
  tier VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'tier from then on',
  qualifying_sum BIGINT NOT NULL COMMENT 'the qualifying figure that caused it',
  cause VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'join, rise, correction, review, pin or opening',
  PRIMARY KEY (member_id, n)
) COMMENT 'tier history';

CREATE TABLE cap_day (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose',
  day DATE NOT NULL COMMENT 'day of payment',
  points BIGINT UNSIGNED NOT NULL COMMENT 'purchase points booked at once, not held; a refund frees nothing',
  PRIMARY KEY (member_id, day)
) COMMENT 'what of a plan''s daily cap is used';

CREATE TABLE day_total (
  day DATE NOT NULL COMMENT 'programme day of posting',
  kind TINYINT NOT NULL COMMENT 'enum entry_kind; 0 = change of available + pending - debt as the entries state it',
  points BIGINT NOT NULL COMMENT 'sum, signed',
  entries BIGINT NOT NULL COMMENT 'number of entries',
  PRIMARY KEY (day, kind)
) COMMENT 'what the nightly proof found on each day: opening + sum of kinds = closing';

CREATE TABLE order_head (
  partner VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'who sent it; import = CSV',
  order_no VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the partner''s order number',
  member_id BIGINT UNSIGNED NULL COMMENT 'whose; NULL while only parked events are known',
  category VARCHAR(24) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'product category',
  products VARCHAR(127) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'product codes, comma-separated',
  branch VARCHAR(24) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'branch code',
  destination VARCHAR(80) NOT NULL DEFAULT '' COMMENT 'where to, as the partner says',
  guide VARCHAR(80) NOT NULL DEFAULT '' COMMENT 'guide, as the partner says',
  payer VARCHAR(80) NOT NULL DEFAULT '' COMMENT 'who paid, as the partner says',
  paid_fen BIGINT NOT NULL DEFAULT 0 COMMENT 'money received, in fen',
  eligible_fen BIGINT NOT NULL DEFAULT 0 COMMENT 'of it what earns points',
  paid_at DATETIME NULL COMMENT 'when paid',
  tier VARCHAR(24) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'tier it was priced at, frozen',
  first_in_category TINYINT NOT NULL DEFAULT 0 COMMENT '1 = the member''s first in its category, frozen',
  rule_version BIGINT NOT NULL DEFAULT 0 COMMENT 'plan version it was priced under, frozen',
  points BIGINT NOT NULL DEFAULT 0 COMMENT 'priced total',
  held BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'of it under review',
  refused BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'of it refused by staff',
  held_reason VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'why held, or why released or refused',
  lot_seq BIGINT NOT NULL DEFAULT 0 COMMENT 'lot it earned',
  held_lot_seq BIGINT NOT NULL DEFAULT 0 COMMENT 'lot of its released hold',
  refunded_fen BIGINT NOT NULL DEFAULT 0 COMMENT 'money given back so far',
  taken BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'points reversed so far',
  travel_end DATE NULL COMMENT 'last day of the trip',
  completed_at DATETIME NULL COMMENT 'when the trip was taken',
  cancelled TINYINT NOT NULL DEFAULT 0 COMMENT '1 = refunded whole',
  content_hash BINARY(32) NULL COMMENT 'SHA-256 of the parsed request, to tell a repeat from a conflict',
  answer TEXT NULL COMMENT 'first answer, replayed to repeats',
  PRIMARY KEY (partner, order_no),
  KEY by_member (member_id, paid_at),
  KEY by_held (held),
  KEY by_partner_time (partner, paid_at, order_no)
) COMMENT 'orders as booked';

CREATE TABLE order_event (
  partner VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'who sent it',
  order_no VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'about which order',
  event VARCHAR(72) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'paid, completed, moved/DAY or refund/REFUND_NO',
  member_id BIGINT UNSIGNED NULL COMMENT 'whose, once known',
  happened_at DATETIME NOT NULL COMMENT 'effective time as sent',
  amount_fen BIGINT NOT NULL DEFAULT 0 COMMENT 'money paid or given back',
  travel_end DATE NULL COMMENT 'moved: the new last day',
  received_at DATETIME NOT NULL COMMENT 'when it arrived',
  applied TINYINT NOT NULL DEFAULT 0 COMMENT '0 = parked, waits for its order',
  points_taken BIGINT NOT NULL DEFAULT 0 COMMENT 'refund: what it took',
  debt_after BIGINT NOT NULL DEFAULT 0 COMMENT 'refund: the member''s debt behind it',
  content_hash BINARY(32) NOT NULL COMMENT 'to tell a repeat from a conflict',
  note VARCHAR(80) NOT NULL DEFAULT '' COMMENT 'e.g. cut: a parked refund larger than what was paid',
  PRIMARY KEY (partner, order_no, event)
) COMMENT 'raw facts as they came: append-only but for applied';

CREATE TABLE partner (
  partner VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'code, also the owner of its orders',
  name VARCHAR(80) NOT NULL COMMENT 'name shown to members and staff',
  state VARCHAR(12) CHARACTER SET ascii NOT NULL DEFAULT 'active' COMMENT 'active or blocked',
  created_at DATETIME NOT NULL COMMENT 'when',
  PRIMARY KEY (partner)
) COMMENT 'booking systems and merchants';

CREATE TABLE partner_key (
  key_name VARCHAR(48) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'X-Key; two rows while rotating share it',
  slot TINYINT NOT NULL COMMENT '1 or 2: two live secrets while rotating',
  partner VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'whose key',
  secret VARBINARY(128) NOT NULL COMMENT 'the secret sealed with the portal''s token key',
  created_at DATETIME NOT NULL COMMENT 'when made',
  ends_at DATETIME NULL COMMENT 'an old secret''s end after rotation',
  PRIMARY KEY (key_name, slot)
) COMMENT 'keys of the partner API';

CREATE TABLE partner_nonce (
  key_name VARCHAR(48) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'by which key',
  nonce VARBINARY(64) NOT NULL COMMENT 'as sent',
  used_at DATETIME NOT NULL COMMENT 'real time; rows older than 15 minutes are removed',
  PRIMARY KEY (key_name, nonce),
  KEY used_at (used_at)
) COMMENT 'nonces seen, so that a request works once';

CREATE TABLE import_row (
  kind VARCHAR(12) CHARACTER SET ascii NOT NULL COMMENT 'balances: what is imported once',
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose',
  item VARCHAR(32) CHARACTER SET ascii NOT NULL COMMENT 'expiry day of the opening lot',
  points BIGINT NOT NULL COMMENT 'points brought in',
  PRIMARY KEY (member_id, kind, item)
) COMMENT 'what imports have booked, so that a second run changes nothing';

CREATE TABLE job_run (
  job VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'nightly, mail …',
  claimed_at DATETIME NULL COMMENT 'when the running one began; NULL = none runs',
  owner VARCHAR(64) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'host and process that runs it',
  done_on DATE NULL COMMENT 'last programme day finished',
  PRIMARY KEY (job)
) COMMENT 'claims of the job loop';

CREATE TABLE member_counter (
  name VARCHAR(16) CHARACTER SET ascii NOT NULL COMMENT 'which counter: member_no',
  next_value BIGINT NOT NULL COMMENT 'next number to give',
  PRIMARY KEY (name)
) COMMENT 'member numbers for sign-ups';

INSERT INTO member_counter (name, next_value) VALUES ('member_no', 9100001);
