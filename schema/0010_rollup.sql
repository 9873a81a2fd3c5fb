-- What the reports read: days of the ledger added up by the nightly job.

CREATE TABLE rollup_done (
  family VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'points, members …: a line of rollup_steps',
  through_day DATE NOT NULL COMMENT 'its rows are made up to this day; later days are read from the ledger',
  made_at DATETIME NOT NULL COMMENT 'when last worked on',
  whole_at DATETIME NULL COMMENT 'when last made anew from the whole ledger',
  PRIMARY KEY (family)
) COMMENT 'how far each family of roll-up tables is made';

CREATE TABLE rollup_points (
  day DATE NOT NULL COMMENT 'programme day of posting',
  kind TINYINT NOT NULL COMMENT 'enum entry_kind',
  source_kind TINYINT NOT NULL COMMENT 'enum source_kind',
  tier VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'tier held once the entry was booked; empty = none known',
  category VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'product category of the order it was booked for; empty = no order',
  points BIGINT NOT NULL COMMENT 'sum, signed',
  entries BIGINT NOT NULL COMMENT 'number of entries',
  stated BIGINT NOT NULL COMMENT 'change of available + pending - debt as the entries state it',
  pending BIGINT NOT NULL COMMENT 'change of pending as the entries state it',
  PRIMARY KEY (day, kind, source_kind, tier, category)
) COMMENT 'the ledger by day: what the points report adds up';

CREATE TABLE rollup_lot (
  issued_month DATE NOT NULL COMMENT 'first day of the month in which the points were booked',
  ends_month DATE NOT NULL COMMENT 'first day of the month of the last usable day; 9999-12-01 = never, 1000-01-01 = trip not taken yet',
  lots BIGINT NOT NULL COMMENT 'number of open lots',
  points BIGINT NOT NULL COMMENT 'points not yet taken',
  PRIMARY KEY (issued_month, ends_month)
) COMMENT 'open lots by month of issue and of expiry, as of the day rollup_done names';

CREATE TABLE rollup_lot_use (
  day DATE NOT NULL COMMENT 'programme day of posting',
  issued_month DATE NOT NULL COMMENT 'first day of the month in which the lot was booked',
  kind TINYINT NOT NULL COMMENT 'enum entry_kind of the debit or give-back; 0 = lots credited that day, debts paid at once included',
  points BIGINT NOT NULL COMMENT 'credited, or taken > 0 and given back < 0',
  PRIMARY KEY (day, issued_month, kind)
) COMMENT 'what became of the points of each month of issue';

CREATE TABLE rollup_sale (
  day DATE NOT NULL COMMENT 'programme day of posting',
  orders BIGINT NOT NULL COMMENT 'orders that earned points that day',
  paid_fen BIGINT NOT NULL COMMENT 'money paid for them',
  PRIMARY KEY (day)
) COMMENT 'sales with which points were promised';

CREATE TABLE breakage_estimate (
  made_on DATE NOT NULL COMMENT 'day the estimate was made',
  breakage INT NOT NULL COMMENT 'basis points of points issued that are expected to end unused',
  months INT NOT NULL COMMENT 'number of ended months of issue it was taken from',
  ended_issued BIGINT NOT NULL COMMENT 'points issued in these months',
  ended_expired BIGINT NOT NULL COMMENT 'of them ended unused',
  issued BIGINT NOT NULL COMMENT 'points issued up to that day',
  used BIGINT NOT NULL COMMENT 'of them spent',
  sales_fen BIGINT NOT NULL COMMENT 'money paid for the orders with which points were promised',
  allocated_fen BIGINT NOT NULL COMMENT 'part of it that is the price of the points',
  recognised_fen BIGINT NOT NULL COMMENT 'of that part, revenue up to that day under this estimate',
  PRIMARY KEY (made_on)
) COMMENT 'the estimate of what lapses and what follows from it, each with its date: append-only';
