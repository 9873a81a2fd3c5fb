-- Messages by WeChat: who has tied their WeChat to their account.
CREATE TABLE wechat (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose account',
  person_id BIGINT UNSIGNED NOT NULL COMMENT 'which person of it',
  openid VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the person below the company''s WeChat account; NULL = not tied yet',
  tied_at DATETIME NULL COMMENT 'when it was tied; NULL = not yet',
  code_hash BINARY(32) NULL COMMENT 'HMAC of the code that ties it; NULL = none asked for, or used',
  made_at DATETIME NULL COMMENT 'when the code was made',
  ends_at DATETIME NULL COMMENT 'end of the code',
  PRIMARY KEY (member_id, person_id),
  UNIQUE KEY openid (openid),
  UNIQUE KEY code (code_hash)
) COMMENT 'messages that go to WeChat instead of e-mail';
