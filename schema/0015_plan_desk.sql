-- The plan desk: drafts of the next rules, and rehearsals of them.

CREATE TABLE plan_draft (
  draft_id BIGINT NOT NULL AUTO_INCREMENT COMMENT 'which draft',
  title VARCHAR(80) NOT NULL COMMENT 'what staff call it',
  source MEDIUMTEXT NOT NULL COMMENT 'the plan file as it would be published; always a good one',
  base_version BIGINT NOT NULL COMMENT 'rule version it was made from, and is compared with',
  edit BIGINT NOT NULL DEFAULT 1 COMMENT 'counted up with each change',
  state VARCHAR(12) CHARACTER SET ascii NOT NULL DEFAULT 'draft' COMMENT 'draft, published or dropped',
  staff_id BIGINT UNSIGNED NOT NULL COMMENT 'who changed it last',
  edited_at DATETIME NOT NULL COMMENT 'when',
  version BIGINT NULL COMMENT 'rule version it became',
  PRIMARY KEY (draft_id),
  KEY by_state (state, draft_id)
) COMMENT 'rules being prepared';

CREATE TABLE plan_rehearsal (
  rehearsal_id BIGINT NOT NULL AUTO_INCREMENT COMMENT 'which rehearsal',
  draft_id BIGINT NOT NULL COMMENT 'of which draft',
  edit BIGINT NOT NULL COMMENT 'of which change of it',
  source MEDIUMTEXT NOT NULL COMMENT 'the plan file that is rehearsed',
  from_day DATE NOT NULL COMMENT 'orders paid from this day on are priced by it',
  state VARCHAR(12) CHARACTER SET ascii NOT NULL DEFAULT 'waiting' COMMENT 'waiting, running, done or failed',
  staff_id BIGINT UNSIGNED NOT NULL COMMENT 'who asked for it',
  asked_at DATETIME NOT NULL COMMENT 'when',
  begun_at DATETIME NULL COMMENT 'when the job began',
  ended_at DATETIME NULL COMMENT 'when it was done: as of then are its figures',
  done BIGINT NOT NULL DEFAULT 0 COMMENT 'members gone through',
  total BIGINT NOT NULL DEFAULT 0 COMMENT 'of how many',
  members BIGINT NOT NULL DEFAULT 0 COMMENT 'members with an order in the span',
  orders BIGINT NOT NULL DEFAULT 0 COMMENT 'orders paid in the span',
  sales_fen BIGINT NOT NULL DEFAULT 0 COMMENT 'money of them that was not given back',
  more BIGINT NOT NULL DEFAULT 0 COMMENT 'members who earn more by the draft',
  less BIGINT NOT NULL DEFAULT 0 COMMENT 'members who earn less by the draft',
  up BIGINT NOT NULL DEFAULT 0 COMMENT 'members in a higher tier by the draft',
  down BIGINT NOT NULL DEFAULT 0 COMMENT 'members in a lower tier by the draft',
  old_points BIGINT NOT NULL DEFAULT 0 COMMENT 'points of the span''s orders by the rules in force, less refunds',
  new_points BIGINT NOT NULL DEFAULT 0 COMMENT 'the same by the draft',
  old_fen BIGINT NOT NULL DEFAULT 0 COMMENT 'what those points are worth as coupons',
  new_fen BIGINT NOT NULL DEFAULT 0 COMMENT 'the same by the draft',
  old_held BIGINT NOT NULL DEFAULT 0 COMMENT 'of the points, those above a day''s cap',
  new_held BIGINT NOT NULL DEFAULT 0 COMMENT 'the same by the draft',
  old_open BIGINT NOT NULL DEFAULT 0 COMMENT 'points open at the end when nobody redeems',
  new_open BIGINT NOT NULL DEFAULT 0 COMMENT 'the same by the draft',
  old_open_fen BIGINT NOT NULL DEFAULT 0 COMMENT 'what those are worth as coupons',
  new_open_fen BIGINT NOT NULL DEFAULT 0 COMMENT 'the same by the draft',
  PRIMARY KEY (rehearsal_id),
  KEY by_draft (draft_id, rehearsal_id),
  KEY by_state (state, rehearsal_id)
) COMMENT 'what drafts would have meant for the orders of a span';

CREATE TABLE plan_rehearsal_month (
  rehearsal_id BIGINT NOT NULL COMMENT 'of which rehearsal',
  month DATE NOT NULL COMMENT 'first day of the month of payment',
  orders BIGINT NOT NULL COMMENT 'orders paid in it',
  old_points BIGINT NOT NULL COMMENT 'their points by the rules in force',
  new_points BIGINT NOT NULL COMMENT 'their points by the draft',
  PRIMARY KEY (rehearsal_id, month)
) COMMENT 'a rehearsal by month';

CREATE TABLE plan_rehearsal_tier (
  rehearsal_id BIGINT NOT NULL COMMENT 'of which rehearsal',
  old_tier VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'tier by the rules in force',
  new_tier VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'tier by the draft',
  members BIGINT NOT NULL COMMENT 'how many members',
  PRIMARY KEY (rehearsal_id, old_tier, new_tier)
) COMMENT 'a rehearsal''s tiers, from and to';

CREATE TABLE plan_rehearsal_member (
  rehearsal_id BIGINT NOT NULL COMMENT 'of which rehearsal',
  place BIGINT NOT NULL COMMENT 'from 1, most affected first',
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'who',
  old_points BIGINT NOT NULL COMMENT 'points of the span''s orders by the rules in force',
  new_points BIGINT NOT NULL COMMENT 'the same by the draft',
  old_tier VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'tier by the rules in force',
  new_tier VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'tier by the draft',
  PRIMARY KEY (rehearsal_id, place),
  KEY by_member (member_id)
) COMMENT 'the members whom a rehearsed draft affects most';
