-- The bell's figure is kept, not counted for every page; old notices are found by
-- their day.

ALTER TABLE account
  ADD unread INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'notices not yet shown on /notices: what the bell says';

ALTER TABLE notice
  ADD KEY posted (created_at);

UPDATE account a SET a.unread =
  (SELECT COUNT(*) FROM notice n WHERE n.member_id = a.member_id AND n.read_at IS NULL);
