-- Members' galleries: an event that takes entries, what was brought, who voted.
CREATE TABLE gallery (
  event_no BIGINT UNSIGNED NOT NULL COMMENT 'of which event',
  entries_from DATETIME NOT NULL COMMENT 'first instant at which entries are taken',
  votes_from DATETIME NOT NULL COMMENT 'first instant of the vote, at which no entry is taken any more',
  ends_at DATETIME NOT NULL COMMENT 'first instant at which no vote counts any more',
  version BIGINT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'counts changes: a form that is older saves nothing',
  PRIMARY KEY (event_no)
) COMMENT 'events that take entries of members, and when';

CREATE TABLE gallery_entry (
  entry_no BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'its number in addresses',
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose',
  person_id BIGINT UNSIGNED NOT NULL COMMENT 'who of the account brought it',
  event_no BIGINT UNSIGNED NOT NULL COMMENT 'to which event''s gallery',
  title VARCHAR(40) NOT NULL COMMENT 'as the member wrote it',
  text VARCHAR(500) NOT NULL COMMENT 'as the member wrote it; empty = none',
  state VARCHAR(10) CHARACTER SET ascii NOT NULL COMMENT 'waiting, shown, refused or withdrawn',
  is_live TINYINT GENERATED ALWAYS AS (CASE WHEN state IN ('waiting', 'shown') THEN 1 ELSE NULL END) STORED COMMENT '1 = counts; a member has one such in a gallery',
  reason VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'why staff refused it, for the member',
  made_at DATETIME NOT NULL COMMENT 'when brought',
  decided_at DATETIME NULL COMMENT 'when staff decided last; NULL = not yet',
  votes BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'votes it has',
  width BIGINT NOT NULL COMMENT 'of the picture, pixels',
  height BIGINT NOT NULL COMMENT 'of the picture, pixels',
  picture MEDIUMBLOB NOT NULL COMMENT 'a PNG, as checked and written anew',
  PRIMARY KEY (entry_no),
  UNIQUE KEY one_live (member_id, event_no, is_live),
  KEY of_event (event_no, state, entry_no),
  KEY by_votes (event_no, state, votes, entry_no),
  KEY by_state (state, entry_no)
) COMMENT 'pictures that members brought: shown once staff have looked at them';

CREATE TABLE gallery_vote (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose vote; one in a gallery',
  event_no BIGINT UNSIGNED NOT NULL COMMENT 'in which event''s gallery',
  entry_no BIGINT UNSIGNED NOT NULL COMMENT 'for which entry',
  voted_at DATETIME NOT NULL COMMENT 'when given, or moved last',
  PRIMARY KEY (member_id, event_no)
) COMMENT 'who votes for which entry: for nobody else to see';

INSERT INTO faq (topic, place, shown, changed_at, ask, ask_en, answer, answer_en) VALUES
('pages', 90, 1, '2026-11-23 00:00:00', '会员之间能聊天、评论吗？', 'Can members chat or comment here?',
 '不能。公开的聊天和评论按规定要逐条审核，我们没有开设。想和大家分享，可以参加会员活动的作品展：照片和文字由我们看过以后展出，每位会员有一票。有话对我们说，请到“投诉与建议”。',
 'No. The law asks that open chat and comments be checked one by one, so there are none. To share something, take part in the gallery of a members'' event: we look at each photo and its words before they are shown, and every member has one vote. To tell us something, use “Complaints and ideas”.');
