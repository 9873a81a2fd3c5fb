-- What a member wants by mail, and the newsletter's sign-ups.

ALTER TABLE outbox
  ADD begun_at DATETIME NULL COMMENT 'when the end of the text was about to be handed over; set and not sent: its fate is unknown',
  ADD fate VARCHAR(8) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'why it ended undelivered: dead, unknown, unwanted, dropped; empty = waits or sent',
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
