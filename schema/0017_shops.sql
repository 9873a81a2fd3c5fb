-- Shops: merchants who take vouchers, and redemptions at our own counter.

ALTER TABLE staff
  MODIFY role VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'clerk, manager, auditor or merchant',
  ADD COLUMN partner VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'merchant: at which partner; empty = everybody else';

ALTER TABLE redemption
  ADD COLUMN channel VARCHAR(8) CHARACTER SET ascii NOT NULL DEFAULT 'web' COMMENT 'web = the member''s own hand, or a gift; desk = staff, who were given the member''s one-time code',
  ADD COLUMN clerk_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'desk: which staff member; 0 = nobody',
  ADD COLUMN clerk VARCHAR(80) NOT NULL DEFAULT '' COMMENT 'desk: their name then, as the member is shown it';
