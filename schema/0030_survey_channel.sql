-- Answers that staff take by phone or from paper.
ALTER TABLE survey_invitation
  ADD COLUMN channel VARCHAR(8) CHARACTER SET ascii NOT NULL DEFAULT 'link' COMMENT 'how it is answered: link = by the member; phone or paper = staff wrote it down',
  ADD COLUMN staff_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'who wrote it down; 0 = the member';
