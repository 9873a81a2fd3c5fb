-- Shops: merchants who take vouchers.

ALTER TABLE staff
  MODIFY role VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'clerk, manager, auditor or merchant',
  ADD COLUMN partner VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'merchant: at which partner; empty = everybody else';
