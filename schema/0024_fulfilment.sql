-- Fulfilment papers: which file of miles went to the airline with which redemptions.

CREATE TABLE miles_batch (
  batch_no BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'number of the file',
  rows_in BIGINT NOT NULL DEFAULT 0 COMMENT 'redemptions in it',
  staff_id BIGINT UNSIGNED NOT NULL COMMENT 'who made it',
  made_at DATETIME NOT NULL COMMENT 'when',
  PRIMARY KEY (batch_no)
) COMMENT 'files of miles for airlines; each redemption of miles is in one at most';

ALTER TABLE redemption
  ADD COLUMN miles_batch BIGINT UNSIGNED NULL COMMENT 'miles: file it went to the airline with; NULL = not yet',
  ADD KEY miles (miles_batch);
