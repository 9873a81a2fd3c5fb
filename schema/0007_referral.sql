-- Referrals and tasks.

ALTER TABLE account
  ADD COLUMN referred TINYINT NOT NULL DEFAULT 0 COMMENT '1 = came by an invitation: orders are looked at for it';

CREATE TABLE referral (
  friend_id BIGINT UNSIGNED NOT NULL COMMENT 'member who was invited: once for ever',
  referrer_id BIGINT UNSIGNED NOT NULL COMMENT 'member who invited',
  joined_on DATE NOT NULL COMMENT 'day of joining: the plan of that day says what is paid',
  made_at DATETIME NOT NULL COMMENT 'when the friend signed up',
  network BINARY(32) NULL COMMENT 'keyed hash of the network the sign-up came from; NULL = not by a browser',
  confirmed_at DATETIME NULL COMMENT 'when the friend''s e-mail or phone was first proven',
  ordered_at DATETIME NULL COMMENT 'when the friend''s first paid order was booked',
  completed_at DATETIME NULL COMMENT 'when the friend''s first completed order was booked',
  partner VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'who sent that order',
  order_no VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'its number',
  reversed_at DATETIME NULL COMMENT 'when it was refunded whole',
  PRIMARY KEY (friend_id),
  KEY by_referrer (referrer_id, made_at),
  KEY by_network (referrer_id, network)
) COMMENT 'who invited whom, and how far it came';

CREATE TABLE referral_effect (
  effect_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'order of posting',
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'in whose books: the referrer''s or the friend''s',
  friend_id BIGINT UNSIGNED NOT NULL COMMENT 'which referral',
  part VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'join, order, or reverse of the order''s part',
  state VARCHAR(8) CHARACTER SET ascii NOT NULL DEFAULT 'due' COMMENT 'due, paid, held, refused or nothing',
  points BIGINT NOT NULL DEFAULT 0 COMMENT 'points it pays, once judged; of a reversal what it took',
  reason VARCHAR(24) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'why held or refused: cap, network, mail, payer, self_phone …',
  evidence VARCHAR(400) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'member numbers and counts that show it',
  counted_on DATE NULL COMMENT 'first day of the month it counts in, for the cap',
  posted_at DATETIME NOT NULL COMMENT 'when its cause was booked',
  settled_at DATETIME NULL COMMENT 'when paid, held or ended',
  staff_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'who released or refused it; 0 = nobody',
  note VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'what they wrote',
  PRIMARY KEY (effect_id),
  UNIQUE KEY once (member_id, friend_id, part),
  KEY by_state (state, effect_id),
  KEY by_month (member_id, counted_on)
) COMMENT 'what a friend''s joining and first order do in the books of each: posted with the cause, applied after';

CREATE TABLE task (
  task_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'its ID in URLs',
  kind VARCHAR(12) CHARACTER SET ascii NOT NULL COMMENT 'share, quiz, review, profile, newsletter, checkin, bonus or active',
  state VARCHAR(8) CHARACTER SET ascii NOT NULL DEFAULT 'draft' COMMENT 'draft, open or closed',
  name VARCHAR(80) NOT NULL COMMENT 'name, Chinese',
  name_en VARCHAR(80) NOT NULL DEFAULT '' COMMENT 'name, English; empty = the Chinese is shown',
  text VARCHAR(2000) NOT NULL DEFAULT '' COMMENT 'what to do, Chinese',
  text_en VARCHAR(2000) NOT NULL DEFAULT '' COMMENT 'the same in English',
  points BIGINT NOT NULL COMMENT 'points each time',
  times BIGINT NOT NULL DEFAULT 1 COMMENT 'how often a member may earn it within its span',
  span VARCHAR(8) CHARACTER SET ascii NOT NULL DEFAULT 'ever' COMMENT 'ever, month or day',
  need BIGINT NOT NULL DEFAULT 1 COMMENT 'share: visitors; bonus: tasks done; active: members rewarded; quiz: right answers',
  budget BIGINT NULL COMMENT 'most points it may pay in all; NULL = no limit',
  paid BIGINT NOT NULL DEFAULT 0 COMMENT 'points it has paid',
  from_day DATE NOT NULL COMMENT 'first day',
  until_day DATE NULL COMMENT 'last day; NULL = until closed',
  code VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'checkin: the word shown at the event',
  link VARCHAR(200) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'share: path of ours that visitors are led to',
  made_at DATETIME NOT NULL COMMENT 'when made',
  PRIMARY KEY (task_id),
  KEY by_state (state, kind)
) COMMENT 'tasks as staff define them';

CREATE TABLE task_question (
  task_id BIGINT UNSIGNED NOT NULL COMMENT 'of which quiz',
  n BIGINT NOT NULL COMMENT 'counted from 1',
  text VARCHAR(300) NOT NULL COMMENT 'question, Chinese',
  text_en VARCHAR(300) NOT NULL DEFAULT '' COMMENT 'question, English',
  options VARCHAR(800) NOT NULL COMMENT 'answers, one a line, Chinese',
  options_en VARCHAR(800) NOT NULL DEFAULT '' COMMENT 'the same in English, in the same order',
  answer BIGINT NOT NULL COMMENT 'the right one, counted from 1',
  PRIMARY KEY (task_id, n)
) COMMENT 'questions of a quiz';

CREATE TABLE task_done (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'who took part',
  task_id BIGINT UNSIGNED NOT NULL COMMENT 'in which task',
  n BIGINT NOT NULL COMMENT 'which time, counted from 1; of a month''s reward yyyymm',
  state VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'waiting (for staff), paid or refused',
  points BIGINT NOT NULL DEFAULT 0 COMMENT 'points paid',
  text VARCHAR(1000) NOT NULL DEFAULT '' COMMENT 'what the member wrote',
  made_at DATETIME NOT NULL COMMENT 'when sent in',
  paid_at DATETIME NULL COMMENT 'when paid',
  staff_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'who judged it; 0 = nobody had to',
  note VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'what they answered',
  PRIMARY KEY (member_id, task_id, n),
  KEY by_state (state, made_at),
  KEY by_paid (paid_at)
) COMMENT 'who did what, and what it paid';

CREATE TABLE task_share (
  token_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of the link''s token',
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose link',
  task_id BIGINT UNSIGNED NOT NULL COMMENT 'of which task',
  token CHAR(22) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the token itself: it opens nothing but a public page',
  PRIMARY KEY (token_hash),
  UNIQUE KEY once (member_id, task_id)
) COMMENT 'links that members share';

CREATE TABLE task_visit (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose link',
  task_id BIGINT UNSIGNED NOT NULL COMMENT 'of which task',
  visitor BINARY(32) NOT NULL COMMENT 'keyed hash of the visitor''s network',
  made_at DATETIME NOT NULL COMMENT 'when confirmed',
  PRIMARY KEY (member_id, task_id, visitor)
) COMMENT 'different people who confirmed a visit';

CREATE TABLE task_signal (
  signal_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'order of posting',
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'who did it',
  kind VARCHAR(12) CHARACTER SET ascii NOT NULL COMMENT 'profile, newsletter, checkin or share: tasks of that kind are paid',
  ref VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'what it was, so that each counts once',
  posted_at DATETIME NOT NULL COMMENT 'when its cause was booked',
  is_open TINYINT NOT NULL DEFAULT 1 COMMENT '1 = waits to be applied',
  PRIMARY KEY (signal_id),
  UNIQUE KEY once (member_id, kind, ref),
  KEY waiting (is_open, signal_id)
) COMMENT 'things done elsewhere that tasks reward: posted with the cause, applied after';

CREATE TABLE task_month (
  task_id BIGINT UNSIGNED NOT NULL COMMENT 'of kind active',
  month BIGINT NOT NULL COMMENT 'yyyymm',
  settled_at DATETIME NOT NULL COMMENT 'when its most active members were paid',
  PRIMARY KEY (task_id, month)
) COMMENT 'months whose most active members have been rewarded';
