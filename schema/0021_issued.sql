-- A lot knows its day of issue: the open ones are counted by month each night without
-- reading the entry of each.

ALTER TABLE lot
  ADD issued_on DATE NOT NULL DEFAULT '1970-01-01' COMMENT 'programme day on which its entry was posted';

UPDATE lot l JOIN entry e ON e.member_id = l.member_id AND e.seq = l.seq
  SET l.issued_on = DATE(e.posted_at + INTERVAL 8 HOUR);

ALTER TABLE lot
  ALTER issued_on DROP DEFAULT;
