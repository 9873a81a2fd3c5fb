-- Advisers: what was said with a member outside the portal, and when to call back.

CREATE TABLE contact (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'with whom; follows a merge of accounts',
  contact_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'which',
  came_from BIGINT UNSIGNED NULL COMMENT 'account it was noted with before that was merged into this one; NULL = this one',
  staff_id BIGINT UNSIGNED NULL COMMENT 'who noted it; NULL = the portal, after a low rating',
  channel VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'phone, mail, sms, wechat, visit, counter, or rating (noted by the portal)',
  day DATE NOT NULL COMMENT 'programme day on which they spoke',
  note VARCHAR(1000) NOT NULL DEFAULT '' COMMENT 'what it was about; goes with the account',
  redemption_no VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'of a rating: which redemption; NULL = none',
  score BIGINT NULL COMMENT 'of a rating: 1 or 2; NULL = none',
  due_on DATE NULL COMMENT 'call the member back by this day; NULL = need not',
  made_at DATETIME NOT NULL COMMENT 'when it was noted',
  done_at DATETIME NULL COMMENT 'when the member was called back; NULL = not yet',
  done_by BIGINT UNSIGNED NULL COMMENT 'by whom',
  open_due DATE GENERATED ALWAYS AS (IF(done_at IS NULL, due_on, NULL)) STORED COMMENT 'due_on of what is still to be done',
  PRIMARY KEY (member_id, contact_id),
  UNIQUE KEY contact_id (contact_id),
  UNIQUE KEY rating (redemption_no),
  KEY due (open_due, member_id),
  KEY of_member (member_id, open_due)
) COMMENT 'contact log of the advisers, with call-backs';

-- An adviser's members.
ALTER TABLE member ADD KEY by_adviser (adviser_id, member_id);
