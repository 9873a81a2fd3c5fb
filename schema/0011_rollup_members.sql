-- Members, tiers, RFM and cohorts of the reports, added up by the nightly job.

ALTER TABLE member
  ADD COLUMN source VARCHAR(12) CHARACTER SET ascii NOT NULL DEFAULT 'signup' COMMENT 'how the account came: signup, invited or import',
  ADD KEY by_creation (created_at, source);
UPDATE member m SET m.source = IF(NOT EXISTS (SELECT 1 FROM consent c WHERE c.member_id = m.member_id AND c.paper = 'terms' AND c.given_at <= m.created_at), 'import', IF(m.invited_by IS NULL, 'signup', 'invited'));

-- Whose tier changed on a day.
ALTER TABLE tier_change ADD KEY by_posting (posted_at), ADD KEY by_effect (effective_at);

CREATE TABLE rollup_member_day (
  day DATE NOT NULL COMMENT 'programme day on which the accounts were opened or ended',
  source VARCHAR(12) CHARACTER SET ascii NOT NULL COMMENT 'opened by signup, invited or import; ended by merged or erased; unmerged = opened again',
  members BIGINT NOT NULL COMMENT 'how many',
  PRIMARY KEY (day, source)
) COMMENT 'accounts opened and ended by day';

CREATE TABLE rollup_active (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'who earned or redeemed',
  known_on DATE NOT NULL COMMENT 'programme day on which that was booked',
  last_day DATE NOT NULL COMMENT 'latest day of what was booked then; never after known_on',
  PRIMARY KEY (member_id, known_on),
  KEY by_booking (known_on),
  KEY by_day (last_day, known_on)
) COMMENT 'days on which members earned or redeemed';

CREATE TABLE rollup_active_day (
  day DATE NOT NULL COMMENT 'at the end of this day, as booked by then',
  active90 BIGINT NOT NULL COMMENT 'members who earned or redeemed within 90 days',
  active365 BIGINT NOT NULL COMMENT 'the same within 365 days',
  PRIMARY KEY (day)
) COMMENT 'active members by day';

CREATE TABLE rollup_tier_day (
  day DATE NOT NULL COMMENT 'programme day at whose end the tier is another than at its beginning',
  from_tier VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'tier at the end of the day before; empty = not a member yet',
  to_tier VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'tier at the end of the day; empty = the account ended',
  cause VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'cause of the row that holds at the end of the day; empty = the account ended',
  members BIGINT NOT NULL COMMENT 'how many',
  PRIMARY KEY (day, from_tier, to_tier, cause)
) COMMENT 'changes of tier by day';

CREATE TABLE rollup_tier_move (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose tier',
  day DATE NOT NULL COMMENT 'as in rollup_tier_day',
  from_tier VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'tier at the end of the day before; never empty',
  to_tier VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'tier at the end of the day; empty = the account ended',
  first_day DATE NOT NULL COMMENT 'day of the member''s first tier',
  PRIMARY KEY (member_id, day),
  KEY by_day (day, member_id, from_tier, to_tier, first_day)
) COMMENT 'who changed tier when, for from x to of any period';

CREATE TABLE rollup_member_now (
  family VARCHAR(16) CHARACTER SET ascii NOT NULL COMMENT 'kind, lang, buyers or again',
  part VARCHAR(16) CHARACTER SET ascii NOT NULL COMMENT 'which of the family',
  as_of DATE NOT NULL COMMENT 'state at the end of this day',
  members BIGINT NOT NULL COMMENT 'how many',
  PRIMARY KEY (family, part)
) COMMENT 'figures of all members, made weekly';

CREATE TABLE rollup_year (
  year SMALLINT NOT NULL COMMENT 'calendar year',
  as_of DATE NOT NULL COMMENT 'state at the end of this day',
  buyers BIGINT NOT NULL COMMENT 'members with an order that was not refunded whole',
  again BIGINT NOT NULL COMMENT 'of them those with one in the following year',
  PRIMARY KEY (year)
) COMMENT 'retention by calendar year, made weekly';

CREATE TABLE rollup_cohort (
  quarter DATE NOT NULL COMMENT 'first day of the quarter of joining',
  age SMALLINT NOT NULL COMMENT 'quarters after that one; -1 = the whole cohort',
  as_of DATE NOT NULL COMMENT 'state at the end of this day',
  members BIGINT NOT NULL COMMENT 'of the cohort, with an order in that quarter that was not refunded whole',
  PRIMARY KEY (quarter, age)
) COMMENT 'cohorts by joining quarter, made weekly';

CREATE TABLE rollup_rfm (
  recency TINYINT NOT NULL COMMENT 'score 1 to 5: how recent the last order',
  frequency TINYINT NOT NULL COMMENT 'score 1 to 5: how many orders',
  money TINYINT NOT NULL COMMENT 'score 1 to 5: how much paid, less refunds',
  as_of DATE NOT NULL COMMENT 'state at the end of this day',
  members BIGINT NOT NULL COMMENT 'how many members have these scores',
  orders BIGINT NOT NULL COMMENT 'their orders of 36 months',
  net_fen BIGINT NOT NULL COMMENT 'what they paid in 36 months, less refunds, in fen',
  first_last DATE NOT NULL COMMENT 'earliest last order among them',
  PRIMARY KEY (recency, frequency, money)
) COMMENT 'members by RFM scores, made weekly; nobody is named';
