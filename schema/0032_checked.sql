-- Details that somebody has called right, and when: asked once a year.
ALTER TABLE person
  ADD COLUMN checked_on DATE NULL COMMENT 'day on which the person last said that their details are right; NULL = never',
  ADD COLUMN checked_key DATE GENERATED ALWAYS AS (COALESCE(checked_on, DATE(created_at + INTERVAL 8 HOUR))) STORED COMMENT 'the same, or the day the row was made: what the yearly question goes by',
  ADD KEY checked (checked_key, member_id);
