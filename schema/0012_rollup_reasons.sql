-- Redemptions, campaigns, draws, satisfaction and referrals of the reports: what
-- happened on each day, added up by the day on which it happened, so that a past
-- day's figures never change. Made from the tables of facts alone, any time again.

CREATE TABLE rollup_redemption (
  grain CHAR(1) CHARACTER SET ascii NOT NULL COMMENT 'd: a day, by all that tells rows apart; t: a day in all; m: a whole month by all, under its first day',
  day DATE NOT NULL COMMENT 'programme day on which it happened',
  item VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'what was redeemed',
  category VARCHAR(12) CHARACTER SET ascii NOT NULL COMMENT 'category of the item when it was redeemed',
  supplier VARCHAR(80) NOT NULL COMMENT 'supplier of the item then; empty = none',
  placed BIGINT NOT NULL COMMENT 'redemptions placed',
  quantity BIGINT NOT NULL COMMENT 'pieces of them',
  points BIGINT NOT NULL COMMENT 'points taken for them',
  value_fen BIGINT NOT NULL COMMENT 'value of them, in fen',
  sent BIGINT NOT NULL COMMENT 'redemptions shipped or issued',
  on_time BIGINT NOT NULL COMMENT 'of those sent, those not after the day promised',
  wait_days BIGINT NOT NULL COMMENT 'of those sent, days from placing to sending, in all',
  received BIGINT NOT NULL COMMENT 'redemptions received or used up',
  rejected BIGINT NOT NULL COMMENT 'redemptions rejected by staff',
  cancelled BIGINT NOT NULL COMMENT 'redemptions taken back by member, staff or company',
  points_back BIGINT NOT NULL COMMENT 'points of those rejected and cancelled',
  rated BIGINT NOT NULL COMMENT 'redemptions rated for the first time',
  score BIGINT NOT NULL COMMENT 'change of the sum of all ratings: a rating given anew counts by its difference',
  PRIMARY KEY (grain, day, item, category, supplier)
) COMMENT 'redemptions by day, item, category and supplier';

CREATE TABLE rollup_draw (
  grain CHAR(1) CHARACTER SET ascii NOT NULL COMMENT 'd: a day, by all that tells rows apart; t: a day in all; m: a whole month by all, under its first day',
  day DATE NOT NULL COMMENT 'programme day on which it happened',
  draw_id BIGINT UNSIGNED NOT NULL COMMENT 'of which draw',
  prize_no BIGINT NOT NULL COMMENT 'of which prize; 0 = its tickets',
  tickets BIGINT NOT NULL COMMENT 'tickets taken',
  entrants BIGINT NOT NULL COMMENT 'members who took their first one',
  points BIGINT NOT NULL COMMENT 'points taken for them',
  points_back BIGINT NOT NULL COMMENT 'points of its tickets on the day it was cancelled',
  wins BIGINT NOT NULL COMMENT 'prizes won, those of reserves too',
  won_fen BIGINT NOT NULL COMMENT 'value of them, in fen',
  delivered BIGINT NOT NULL COMMENT 'prizes delivered, credited or issued',
  delivered_fen BIGINT NOT NULL COMMENT 'value of them, in fen',
  forfeited BIGINT NOT NULL COMMENT 'prizes given up',
  forfeited_fen BIGINT NOT NULL COMMENT 'value of them, in fen',
  PRIMARY KEY (grain, day, draw_id, prize_no)
) COMMENT 'draws by day, draw and prize';

CREATE TABLE rollup_survey (
  grain CHAR(1) CHARACTER SET ascii NOT NULL COMMENT 'd: a day, by all that tells rows apart; t: a day in all; m: a whole month by all, under its first day',
  day DATE NOT NULL COMMENT 'programme day on which it was handed in',
  survey VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'code of the survey',
  category VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'category of the order asked about; empty = none',
  guide VARCHAR(80) NOT NULL COMMENT 'guide of that order; empty = none said',
  answered BIGINT NOT NULL COMMENT 'surveys handed in',
  nps BIGINT NOT NULL COMMENT 'answers from 0 to 10',
  nps_high BIGINT NOT NULL COMMENT 'of them 9 and 10',
  nps_low BIGINT NOT NULL COMMENT 'of them 0 to 6',
  scales BIGINT NOT NULL COMMENT 'answers on scales from 1 to 5',
  scales_high BIGINT NOT NULL COMMENT 'of them 4 and 5',
  product BIGINT NOT NULL COMMENT 'of them about the product',
  product_sum BIGINT NOT NULL COMMENT 'their sum',
  service BIGINT NOT NULL COMMENT 'of them about the service',
  service_sum BIGINT NOT NULL COMMENT 'their sum',
  environment BIGINT NOT NULL COMMENT 'of them about the environment',
  environment_sum BIGINT NOT NULL COMMENT 'their sum',
  expectation BIGINT NOT NULL COMMENT 'of them about what was expected',
  expectation_sum BIGINT NOT NULL COMMENT 'their sum',
  word_of_mouth BIGINT NOT NULL COMMENT 'of them about word of mouth',
  word_of_mouth_sum BIGINT NOT NULL COMMENT 'their sum',
  PRIMARY KEY (grain, day, survey, category, guide)
) COMMENT 'answers by day, survey, category and guide';

CREATE TABLE rollup_flow (
  flow VARCHAR(10) CHARACTER SET ascii NOT NULL COMMENT 'redemption, survey or referral',
  grain CHAR(1) CHARACTER SET ascii NOT NULL COMMENT 'd: a day by when each had begun; t: a day in all; c: all up to now of what began on a day',
  day DATE NOT NULL COMMENT 'programme day of the step; of c the day it began',
  begun_on DATE NOT NULL COMMENT 'day on which what took the step had begun: placed, invited, joined; of t the day itself',
  step VARCHAR(12) CHARACTER SET ascii NOT NULL COMMENT 'redemption: placed, sent, received, rejected, cancelled, returned (cancelled after it was sent); survey: invited, started, answered, rewarded; referral: joined, confirmed, ordered, completed, reversed, join_host, join_friend, order_host, order_friend (paid out), taken (taken back), refused',
  n BIGINT NOT NULL COMMENT 'how many',
  points BIGINT NOT NULL COMMENT 'points that went with it',
  PRIMARY KEY (flow, grain, day, begun_on, step),
  KEY of_begun (flow, grain, begun_on, step, n, points)
) COMMENT 'steps by their day and by the day on which each way began, for how far a group came';

CREATE TABLE rollup_reasons (
  one TINYINT NOT NULL COMMENT 'always 1: the only row',
  until_day DATE NOT NULL COMMENT 'every day up to this one is added up; later ones are read from the facts',
  PRIMARY KEY (one)
) COMMENT 'how far redemptions, draws, answers and steps are added up';

-- Ratings are given anew: what each one changed is kept.
CREATE TABLE redemption_rating (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'who rated',
  redemption_no VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'what',
  n BIGINT NOT NULL COMMENT 'which time, from 1',
  score BIGINT NOT NULL COMMENT '1 to 5',
  before_score BIGINT NOT NULL DEFAULT 0 COMMENT 'the one it replaced; 0 = the first',
  rated_at DATETIME NOT NULL COMMENT 'when',
  PRIMARY KEY (member_id, redemption_no, n),
  KEY by_time (rated_at)
) COMMENT 'ratings of redemptions as they were given: append-only';
INSERT INTO redemption_rating (member_id, redemption_no, n, score, before_score, rated_at)
  SELECT member_id, redemption_no, 1, score, 0, feedback_at FROM redemption
  WHERE score IS NOT NULL AND feedback_at IS NOT NULL;

-- A day is read through an index of each thing that can happen on it.
ALTER TABLE redemption ADD KEY by_placed (placed_at), ADD KEY by_shipped (shipped_at),
  ADD KEY by_done (done_at), ADD KEY by_ended (ended_at);
ALTER TABLE survey_invitation ADD KEY by_invited (invited_at), ADD KEY by_submitted (submitted_at);
ALTER TABLE survey_answer
  ADD COLUMN first_at DATETIME NULL COMMENT 'when first saved: with the earliest of them the survey was begun',
  ADD KEY by_first (first_at, invitation_id);
UPDATE survey_answer SET first_at = saved_at;
ALTER TABLE draw_entry ADD KEY by_day (entered_on);
ALTER TABLE draw_winner ADD KEY by_delivered (delivered_at), ADD KEY by_forfeited (forfeited_at);
ALTER TABLE referral ADD KEY by_made (made_at, referrer_id), ADD KEY by_confirmed (confirmed_at),
  ADD KEY by_ordered (ordered_at), ADD KEY by_completed (completed_at),
  ADD KEY by_reversed (reversed_at);
ALTER TABLE referral_effect ADD KEY by_settled (settled_at);
