-- Draws: prizes, tickets, proofs, winners.

CREATE TABLE draw (
  draw_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'number in its URL',
  kind VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'cutoff (drawn once after the cut-off) or instant (each ticket has its outcome at once)',
  state VARCHAR(10) CHARACTER SET ascii NOT NULL DEFAULT 'draft' COMMENT 'draft, published, frozen (cut-off past), drawn or cancelled',
  name VARCHAR(80) NOT NULL COMMENT 'name, Chinese',
  name_en VARCHAR(80) NOT NULL DEFAULT '' COMMENT 'name, English; empty = the Chinese one is shown, as with every text below',
  text TEXT NOT NULL COMMENT 'what it is about, Chinese: plain text, blank lines make paragraphs',
  text_en TEXT NOT NULL COMMENT 'the same in English',
  who VARCHAR(600) NOT NULL DEFAULT '' COMMENT 'who may take part and how, Chinese',
  who_en VARCHAR(600) NOT NULL DEFAULT '' COMMENT 'the same in English',
  method VARCHAR(600) NOT NULL DEFAULT '' COMMENT 'how winners are drawn, Chinese',
  method_en VARCHAR(600) NOT NULL DEFAULT '' COMMENT 'the same in English',
  claim_how VARCHAR(600) NOT NULL DEFAULT '' COMMENT 'how prizes are claimed and on which conditions, Chinese',
  claim_how_en VARCHAR(600) NOT NULL DEFAULT '' COMMENT 'the same in English',
  delivery VARCHAR(600) NOT NULL DEFAULT '' COMMENT 'how prizes are delivered, Chinese',
  delivery_en VARCHAR(600) NOT NULL DEFAULT '' COMMENT 'the same in English',
  forfeit VARCHAR(600) NOT NULL DEFAULT '' COMMENT 'when a prize counts as given up and what happens then, Chinese',
  forfeit_en VARCHAR(600) NOT NULL DEFAULT '' COMMENT 'the same in English',
  organiser VARCHAR(120) NOT NULL DEFAULT '' COMMENT 'who holds it, Chinese',
  organiser_en VARCHAR(120) NOT NULL DEFAULT '' COMMENT 'the same in English',
  contact VARCHAR(120) NOT NULL DEFAULT '' COMMENT 'phone, e-mail or address of the organiser',
  ticket_points BIGINT NOT NULL DEFAULT 0 COMMENT 'points one ticket costs; 0 = free',
  per_member BIGINT NOT NULL DEFAULT 0 COMMENT 'most tickets a member may have; 0 = no limit',
  per_day BIGINT NOT NULL DEFAULT 0 COMMENT 'most tickets a member may take on one day; 0 = no limit',
  max_tickets BIGINT NOT NULL DEFAULT 0 COMMENT 'most tickets in all (instant: the size of the deck); 0 = no limit',
  min_tier VARCHAR(24) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'lowest tier that may enter; empty = all',
  opens_at DATETIME NULL COMMENT 'first instant of entries',
  closes_at DATETIME NULL COMMENT 'cut-off: first instant without entries',
  draws_at DATETIME NULL COMMENT 'when winners are drawn, not before the cut-off',
  claim_days BIGINT NOT NULL DEFAULT 0 COMMENT 'days within which a prize must be claimed, counted from the day it was won',
  reserve_count BIGINT NOT NULL DEFAULT 0 COMMENT 'reserves drawn in the same run',
  tax_by VARCHAR(8) CHARACTER SET ascii NOT NULL DEFAULT 'company' COMMENT 'who bears the tax of taxable prizes: company or winner',
  public_source VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'public value fixed after the cut-off that goes into the draw, in words, Chinese; empty = none',
  public_source_en VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'the same in English',
  public_value VARCHAR(64) NULL COMMENT 'that value, once it is known',
  salt BINARY(32) NOT NULL COMMENT 'chance that makes member_ref; never published',
  seed_sealed VARBINARY(96) NOT NULL COMMENT 'the seed, sealed with a key outside the database',
  seed_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of the seed, published before entries open',
  seed BINARY(32) NULL COMMENT 'the seed, once drawn',
  deck_hash BINARY(32) NULL COMMENT 'instant: SHA-256 of deck.csv, from publication on',
  list_hash BINARY(32) NULL COMMENT 'SHA-256 of tickets.csv, from the cut-off on',
  tickets BIGINT NOT NULL DEFAULT 0 COMMENT 'tickets taken so far; the next number is one more',
  created_at DATETIME NOT NULL COMMENT 'when prepared',
  published_at DATETIME NULL COMMENT 'when published',
  frozen_at DATETIME NULL COMMENT 'when the list was frozen',
  drawn_at DATETIME NULL COMMENT 'when drawn (instant: when it was over and the seed published)',
  cancelled_at DATETIME NULL COMMENT 'when cancelled',
  cancel_reason VARCHAR(300) NOT NULL DEFAULT '' COMMENT 'why, told to members',
  settled TINYINT NOT NULL DEFAULT 0 COMMENT '1 = nothing is left to do for jobs: all told, refunded, given out or given up',
  version BIGINT NOT NULL DEFAULT 1 COMMENT 'counted up by each edit: two staff editing at once are told',
  PRIMARY KEY (draw_id),
  KEY shown (state, closes_at),
  KEY to_do (settled, state)
) COMMENT 'draws; the row is locked behind the account and hot only while a ticket is numbered';

CREATE TABLE draw_prize (
  draw_id BIGINT UNSIGNED NOT NULL COMMENT 'of which draw',
  prize_no BIGINT NOT NULL COMMENT 'place in the list, from 1: dearest first, drawn in this order',
  kind VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'goods, service, points or coupon',
  name VARCHAR(80) NOT NULL COMMENT 'name, Chinese',
  name_en VARCHAR(80) NOT NULL DEFAULT '' COMMENT 'name, English',
  value_fen BIGINT NOT NULL DEFAULT 0 COMMENT 'market value of one, in fen',
  `count` BIGINT NOT NULL DEFAULT 0 COMMENT 'how many there are',
  points BIGINT NOT NULL DEFAULT 0 COMMENT 'kind points: how many',
  coupon_fen BIGINT NOT NULL DEFAULT 0 COMMENT 'kind coupon: what it takes off, in fen',
  coupon_min_fen BIGINT NOT NULL DEFAULT 0 COMMENT 'kind coupon: least price it can be used on',
  coupon_months BIGINT NOT NULL DEFAULT 0 COMMENT 'kind coupon: months it lives',
  terms VARCHAR(400) NOT NULL DEFAULT '' COMMENT 'points and coupons: how, where and how long they can be used, Chinese',
  terms_en VARCHAR(400) NOT NULL DEFAULT '' COMMENT 'the same in English',
  taxable TINYINT NOT NULL DEFAULT 1 COMMENT '1 = taxed as occasional income',
  picture_hash BINARY(32) NULL COMMENT 'SHA-256 of its picture; NULL = a drawing is shown',
  PRIMARY KEY (draw_id, prize_no)
) COMMENT 'prizes of draws';

CREATE TABLE draw_entry (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'who entered',
  draw_id BIGINT UNSIGNED NOT NULL COMMENT 'which draw',
  entry_no BIGINT UNSIGNED NOT NULL COMMENT 'counted up within member and draw from 1',
  person_id BIGINT UNSIGNED NOT NULL COMMENT 'which person of the account',
  reference VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of the spend in the ledger',
  points BIGINT NOT NULL COMMENT 'points it took',
  tickets BIGINT NOT NULL COMMENT 'how many tickets',
  first_ticket BIGINT NOT NULL COMMENT 'number of the first; the others follow',
  entered_at DATETIME NOT NULL COMMENT 'when',
  entered_on DATE NOT NULL COMMENT 'programme day, for the limit a day',
  PRIMARY KEY (member_id, draw_id, entry_no)
) COMMENT 'entries: one spend, one or more tickets; append-only';

CREATE TABLE draw_entrant (
  draw_id BIGINT UNSIGNED NOT NULL COMMENT 'which draw',
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'who takes part',
  ended TINYINT NOT NULL DEFAULT 0 COMMENT '1 = was told how it ended, and got the points back when it was cancelled',
  PRIMARY KEY (draw_id, member_id),
  KEY to_do (draw_id, ended, member_id)
) COMMENT 'who takes part in a draw, for what happens to each at its end';

CREATE TABLE draw_ticket (
  draw_id BIGINT UNSIGNED NOT NULL COMMENT 'of which draw',
  ticket_no BIGINT NOT NULL COMMENT 'number, from 1 without gaps',
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose',
  member_ref CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT '16 hex of HMAC-SHA-256(salt of the draw, member number): names nobody',
  entry_no BIGINT UNSIGNED NOT NULL COMMENT 'by which entry of the member',
  prize_no BIGINT NULL COMMENT 'instant: what it won, 0 = nothing; NULL = drawn later',
  taken_at DATETIME NOT NULL COMMENT 'when',
  PRIMARY KEY (draw_id, ticket_no),
  KEY of_member (member_id, draw_id, ticket_no)
) COMMENT 'tickets; append-only';

CREATE TABLE draw_winner (
  draw_id BIGINT UNSIGNED NOT NULL COMMENT 'of which draw',
  ticket_no BIGINT NOT NULL COMMENT 'winning ticket',
  win_no BIGINT NOT NULL COMMENT 'as drawn: 1, 2 …; reserves that moved up count on',
  prize_no BIGINT NOT NULL COMMENT 'what was won',
  for_ticket BIGINT NULL COMMENT 'a reserve: ticket whose prize was given up; NULL = as drawn',
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose ticket',
  member_no VARCHAR(16) CHARACTER SET ascii NOT NULL COMMENT 'number then: the file is kept also if the member leaves',
  name VARCHAR(80) NOT NULL COMMENT 'name then',
  state VARCHAR(10) CHARACTER SET ascii NOT NULL COMMENT 'won, claimed, delivered or forfeited',
  value_fen BIGINT NOT NULL COMMENT 'market value then',
  taxable TINYINT NOT NULL COMMENT '1 = taxed as occasional income',
  tax_fen BIGINT NOT NULL COMMENT 'tax on it: 20 % of the value where taxable',
  won_at DATETIME NOT NULL COMMENT 'when',
  claim_until DATE NOT NULL COMMENT 'last day to claim it',
  claimed_at DATETIME NULL COMMENT 'when claimed',
  recipient VARCHAR(80) NOT NULL DEFAULT '' COMMENT 'who receives it',
  phone VARCHAR(20) NOT NULL DEFAULT '' COMMENT 'phone for the delivery',
  address VARCHAR(300) NOT NULL DEFAULT '' COMMENT 'where to',
  identity_at DATETIME NULL COMMENT 'when staff checked the identity; NULL = not',
  identity_by BIGINT UNSIGNED NULL COMMENT 'who checked it',
  delivered_at DATETIME NULL COMMENT 'when delivered, credited or issued',
  delivery VARCHAR(120) NOT NULL DEFAULT '' COMMENT 'how: carrier and number, coupon code, entry',
  forfeited_at DATETIME NULL COMMENT 'when given up',
  reason VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'why: deadline, or words of staff',
  PRIMARY KEY (draw_id, ticket_no),
  UNIQUE KEY place (draw_id, win_no),
  UNIQUE KEY replaces (draw_id, for_ticket),
  KEY of_member (member_id, won_at),
  KEY queue (state, claim_until),
  KEY dear (won_at, value_fen)
) COMMENT 'winners: the file that is kept two years and longer';

CREATE TABLE draw_reserve (
  draw_id BIGINT UNSIGNED NOT NULL COMMENT 'of which draw',
  place BIGINT NOT NULL COMMENT 'in which order they move up, from 1',
  ticket_no BIGINT NOT NULL COMMENT 'ticket',
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose',
  PRIMARY KEY (draw_id, place)
) COMMENT 'reserves, drawn in the same run; append-only';

ALTER TABLE staff
  ADD phone VARCHAR(20) CHARACTER SET ascii NULL COMMENT 'mobile number, 11 digits: staff cannot enter draws as members';
