-- Announcements: a banner, a notice, a mail or an SMS to those of an audience.

CREATE TABLE audience (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'an open account',
  kind VARCHAR(16) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'kind of account',
  tier VARCHAR(24) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'tier held',
  place VARCHAR(80) NOT NULL DEFAULT '' COMMENT 'province and city of the address used last; empty = none known',
  interests VARCHAR(127) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'item categories liked, comma-separated, as stated',
  by_mail TINYINT NOT NULL DEFAULT 0 COMMENT '1 = agreed to offers and can be reached by e-mail or WeChat',
  by_sms TINYINT NOT NULL DEFAULT 0 COMMENT '1 = agreed to offers and has a proven phone',
  segment VARCHAR(12) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'RFM segment of the weekly count; empty = no order in its window',
  last_trip_on DATE NULL COMMENT 'last day of the latest trip taken; NULL = none',
  PRIMARY KEY (member_id)
) COMMENT 'what announcements are aimed by and counted on: a row a member, kept by the roll-up';

CREATE TABLE announcement (
  announcement_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'number in its address',
  title VARCHAR(60) NOT NULL COMMENT 'Chinese',
  title_en VARCHAR(60) NOT NULL COMMENT 'English',
  text VARCHAR(1000) NOT NULL COMMENT 'Chinese, plain paragraphs',
  text_en VARCHAR(1000) NOT NULL COMMENT 'English',
  link VARCHAR(120) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'page of the portal its button leads to; empty = none',
  by_banner TINYINT NOT NULL COMMENT '1 = stands over /balance while it lasts',
  by_notice TINYINT NOT NULL COMMENT '1 = a notice to each',
  by_mail TINYINT NOT NULL COMMENT '1 = a mail to those who agreed to offers',
  by_sms TINYINT NOT NULL COMMENT '1 = an SMS to those who agreed to offers',
  kind VARCHAR(16) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'kind of account; empty = any',
  tiers VARCHAR(200) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'tiers, comma-separated; empty = any',
  segment VARCHAR(12) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'RFM segment; empty = any',
  trip VARCHAR(8) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'latest trip: within, before (trip_days) or never; empty = any',
  trip_days SMALLINT NOT NULL DEFAULT 0 COMMENT 'so many days back from the day it goes out',
  city VARCHAR(40) NOT NULL DEFAULT '' COMMENT 'city or province of the address used last; empty = any',
  interest VARCHAR(24) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'item category liked; empty = any',
  starts_at DATETIME NOT NULL COMMENT 'goes out from here on',
  ends_at DATETIME NOT NULL COMMENT 'the banner ends',
  state VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'draft, waiting, sending, sent or stopped',
  version BIGINT NOT NULL DEFAULT 1 COMMENT 'counted up with each change: two editors do not overwrite each other',
  staff_id BIGINT UNSIGNED NOT NULL COMMENT 'who wrote it',
  created_at DATETIME NOT NULL COMMENT 'when',
  begun_at DATETIME NULL COMMENT 'when the first batch was posted',
  ended_at DATETIME NULL COMMENT 'when the last one was posted, or it was stopped',
  after_member BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'the last member looked at',
  members BIGINT NOT NULL DEFAULT 0 COMMENT 'so many it was for',
  mails BIGINT NOT NULL DEFAULT 0 COMMENT 'of them so many get a mail',
  messages BIGINT NOT NULL DEFAULT 0 COMMENT 'of them so many get an SMS',
  PRIMARY KEY (announcement_id),
  KEY due (state, starts_at)
) COMMENT 'announcements';

CREATE TABLE announcement_closed (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'who has put its banner away',
  announcement_id BIGINT UNSIGNED NOT NULL COMMENT 'which',
  closed_at DATETIME NOT NULL COMMENT 'when',
  PRIMARY KEY (member_id, announcement_id)
) COMMENT 'banners put away';

-- Until the first night: what the accounts say.
INSERT INTO audience (member_id, kind, tier)
  SELECT m.member_id, m.kind, a.tier FROM member m JOIN account a ON a.member_id = m.member_id WHERE m.state = 'active';
