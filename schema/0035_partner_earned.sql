-- What partners with a budget have given out, for budgets that end earning.

CREATE TABLE partner_earned (
  partner VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the partner''s code',
  month DATE NOT NULL COMMENT 'first day of the month in which it was booked',
  points BIGINT NOT NULL DEFAULT 0 COMMENT 'priced to its orders while its terms ended earning at the budget; refunds give nothing back',
  PRIMARY KEY (partner, month)
) COMMENT 'what of a partner''s budgets is used; the month''s row is locked by each of its orders';
