-- Messages: what a mail is about, and the notices of the portal itself.

ALTER TABLE outbox
  ADD ref VARCHAR(96) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'what it is about, ids only (an order, a draw, a notice): the mailer reads the rest',
  ADD KEY by_kind (kind, member_id, created_at);

CREATE TABLE notice (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'to whom',
  notice_no BIGINT UNSIGNED NOT NULL COMMENT 'counted up within the member from 1',
  kind VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'which words: Lang.Notice.KIND.{Title,Text}',
  once_key VARCHAR(96) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'what makes it happen once: a day, an order, a draw',
  link VARCHAR(120) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'path of the page it leads to; empty = none',
  args VARCHAR(600) NOT NULL DEFAULT '' COMMENT 'what fills {0} {1} … of the words, a line each: points:N, day:N, fen:N or text:…',
  created_at DATETIME NOT NULL COMMENT 'when posted',
  read_at DATETIME NULL COMMENT 'when first shown on /notices; NULL = unread',
  PRIMARY KEY (member_id, notice_no),
  UNIQUE KEY once (member_id, kind, once_key),
  KEY unread (member_id, read_at)
) COMMENT 'messages within the portal';
