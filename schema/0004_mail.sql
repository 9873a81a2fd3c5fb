-- What a member wants by mail, and the newsletter's sign-ups.

ALTER TABLE outbox
  ADD begun_at DATETIME NULL COMMENT 'when the end of the text was about to be handed over; set and not sent: its fate is unknown',
  ADD fate VARCHAR(8) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'why it ended undelivered: dead, unknown, unwanted, dropped; empty = waits or sent',
  ADD bulk TINYINT NOT NULL DEFAULT 0 COMMENT '1 = may wait behind what somebody waits for: codes, warnings, receipts',
  DROP KEY due,
  ADD KEY due (sent_at, failed_at, bulk, not_before),
  ADD KEY ended (fate, failed_at);

CREATE TABLE mail_choice (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose account; 0 = no member: person_id is the newsletter''s reader',
  person_id BIGINT UNSIGNED NOT NULL COMMENT 'which person of it',
  topic VARCHAR(12) CHARACTER SET ascii NOT NULL COMMENT 'survey, notice, wish, birthday, campaign or news',
  wanted TINYINT NOT NULL COMMENT '1 = may come by mail, 0 = may not; no row = the topic''s rule',
  changed_at DATETIME NOT NULL COMMENT 'when said last',
  PRIMARY KEY (member_id, person_id, topic)
) COMMENT 'which messages a person wants by mail';

CREATE TABLE unsubscribe_link (
  hash BINARY(32) NOT NULL COMMENT 'SHA-256 of the token in the link',
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose choice; 0 = a reader of the newsletter',
  person_id BIGINT UNSIGNED NOT NULL COMMENT 'which person of the account, or which reader',
  topic VARCHAR(12) CHARACTER SET ascii NOT NULL COMMENT 'what it ends',
  made_at DATETIME NOT NULL COMMENT 'when first sent',
  PRIMARY KEY (hash)
) COMMENT 'where the links that end a kind of mail lead';

-- Notices: numbered by the clock, so that nobody waits for a number.
ALTER TABLE notice
  MODIFY notice_no BIGINT UNSIGNED NOT NULL COMMENT 'rises with time: 1024 times the second it was posted, and a tag of its cause',
  ADD KEY created_at (created_at);

-- Birthdays: who has one is found by the day, and given something once a year.
ALTER TABLE person
  ADD birth_key SMALLINT GENERATED ALWAYS AS (MONTH(birthday) * 100 + DAYOFMONTH(birthday)) STORED COMMENT 'month and day of birth, 1231; NULL = not told',
  ADD KEY birthdays (birth_key, person_id, member_id);

CREATE TABLE birthday_gift (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'who was given it',
  kind VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'row of the plan: coupon, points or item',
  year SMALLINT NOT NULL COMMENT 'year of the birthday',
  birthday DATE NOT NULL COMMENT 'the birthday it was given for',
  what VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'code of the coupon, number of points, or reference of the redemption',
  given_at DATETIME NOT NULL COMMENT 'when',
  PRIMARY KEY (member_id, kind, year)
) COMMENT 'birthday gifts: append-only';

-- The newsletter: who asked for it and proved it, and what was sent. Who wants it
-- stands in mail_choice, topic news.
CREATE TABLE newsletter_reader (
  reader_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'person_id of mail_choice below member 0',
  email VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'where to, lower case',
  lang VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'zh-CN or en',
  state VARCHAR(10) CHARACTER SET ascii NOT NULL COMMENT 'asked, confirmed, or member (it is a member''s address: their choice decides)',
  issue BIGINT NOT NULL COMMENT 'of the latest link; the mailer derives the token',
  token_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of that token',
  paper VARCHAR(16) CHARACTER SET ascii NOT NULL COMMENT 'version of the consent shown',
  asked_at DATETIME NOT NULL COMMENT 'when last asked for',
  confirmed_at DATETIME NULL COMMENT 'when proved last; NULL = never',
  PRIMARY KEY (reader_id),
  UNIQUE KEY email (email),
  UNIQUE KEY token_hash (token_hash),
  KEY unproved (state, asked_at)
) COMMENT 'sign-ups for the newsletter';

CREATE TABLE newsletter (
  newsletter_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'number in its address',
  subject VARCHAR(120) NOT NULL COMMENT 'Chinese',
  subject_en VARCHAR(120) NOT NULL COMMENT 'English',
  text TEXT NOT NULL COMMENT 'Chinese, plain paragraphs',
  text_en TEXT NOT NULL COMMENT 'English',
  link VARCHAR(120) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'page of the portal its button leads to',
  tier VARCHAR(24) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'lowest tier it goes to; empty = every reader, members or not',
  state VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'draft, sending or sent',
  version BIGINT NOT NULL DEFAULT 1 COMMENT 'counted up with each change: two editors do not overwrite each other',
  staff_id BIGINT UNSIGNED NOT NULL COMMENT 'who wrote it',
  created_at DATETIME NOT NULL COMMENT 'when',
  begun_at DATETIME NULL COMMENT 'when sending began',
  ended_at DATETIME NULL COMMENT 'when the last one was posted',
  after_member BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'the last recipient posted: member',
  after_person BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'and person',
  posted BIGINT NOT NULL DEFAULT 0 COMMENT 'so many were posted',
  PRIMARY KEY (newsletter_id),
  KEY state (state)
) COMMENT 'newsletters';

ALTER TABLE mail_choice ADD KEY wanting (topic, wanted, member_id, person_id);
ALTER TABLE outbox ADD KEY by_ref (ref);
