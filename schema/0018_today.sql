-- The days that no roll-up has made yet, as the proofs of the books add them up: the
-- points report of a running day reads these and what was booked since.

CREATE TABLE rollup_today (
  day DATE NOT NULL COMMENT 'programme day of posting',
  kind TINYINT NOT NULL COMMENT 'enum entry_kind',
  source_kind TINYINT NOT NULL COMMENT 'enum source_kind',
  tier VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'tier held once the entry was booked; empty = none known',
  category VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'product category of the order it was booked for; empty = no order',
  points BIGINT NOT NULL COMMENT 'sum, signed',
  entries BIGINT NOT NULL COMMENT 'number of entries',
  PRIMARY KEY (day, kind, source_kind, tier, category)
) COMMENT 'entries that are proved (account.proved_seq), by day; read of the days behind rollup_done.through_day';

INSERT INTO rollup_today (day, kind, source_kind, tier, category, points, entries)
  SELECT DATE(e.posted_at + INTERVAL 8 HOUR) AS a_day, e.kind, e.source_kind,
         COALESCE((SELECT t.tier FROM tier_change t WHERE t.member_id = e.member_id
                     AND t.posted_at <= e.posted_at AND t.effective_at <= e.posted_at
                   ORDER BY t.effective_at DESC, t.n DESC LIMIT 1),
                  (SELECT t.tier FROM tier_change t WHERE t.member_id = e.member_id
                   ORDER BY t.n LIMIT 1), '') AS a_tier,
         COALESCE(h.category, '') AS a_category, SUM(e.points), COUNT(*)
  FROM entry e
  JOIN account a ON a.member_id = e.member_id AND a.proved_seq >= e.seq
  LEFT JOIN order_head h ON e.source_kind IN (1, 2, 3)
    AND h.partner = SUBSTRING_INDEX(e.source_id, ':', 1)
    AND h.order_no = SUBSTRING_INDEX(SUBSTRING(e.source_id, LOCATE(':', e.source_id) + 1), '/', 1)
    AND h.member_id = e.member_id
  WHERE e.posted_at >= COALESCE((SELECT through_day + INTERVAL 1 DAY - INTERVAL 8 HOUR
                                 FROM rollup_done WHERE family = 'points'), '9999-12-31')
  GROUP BY a_day, e.kind, e.source_kind, a_tier, a_category;
