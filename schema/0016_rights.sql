-- Members' rights: deletion, and what the law keeps.

CREATE TABLE erasure (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose account',
  person_id BIGINT UNSIGNED NOT NULL COMMENT 'which person of it; 0 = the account and everybody in it',
  asked_at DATETIME NOT NULL COMMENT 'when the member had it deleted: nobody signs in from here on',
  points BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'points that were let go',
  wiped_at DATETIME NULL COMMENT 'when what need not be kept was wiped; NULL = not yet',
  rest_on DATE NULL COMMENT 'day on which to look again at what had to be kept (goods under way, prizes); NULL = nothing is left',
  PRIMARY KEY (member_id, person_id),
  KEY waiting (wiped_at),
  KEY rest (rest_on),
  KEY by_day (asked_at)
) COMMENT 'accounts and people that were deleted, kept to prove it';
ALTER TABLE draw_winner ADD KEY by_member_state (member_id, state);
ALTER TABLE outbox ADD KEY of_person (member_id, person_id, created_at);
