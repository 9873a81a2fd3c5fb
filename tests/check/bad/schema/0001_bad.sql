CREATE TABLE account (
  member_id BIGINT NOT NULL COMMENT 'whose',
  available BIGINT NOT NULL, -- BAD: schema
  seen TIMESTAMP NULL COMMENT 'ends in 2038', -- BAD: schema
  PRIMARY KEY (member_id)
) COMMENT 'an account';
CREATE TABLE loose ( -- BAD: schema
  a INT NOT NULL COMMENT 'no key'
) COMMENT 'a table';
CREATE TABLE silent ( -- BAD: schema
  a INT NOT NULL COMMENT 'with key',
  b UUID NOT NULL COMMENT 'one engine', -- BAD: schema
  PRIMARY KEY (a)
);
