-- The emergency stop: an item, a draw or all spending, with the text members see.

CREATE TABLE stop_gate (
  one TINYINT NOT NULL COMMENT 'always 1: the only row',
  standing INT NOT NULL COMMENT 'how many stops stand',
  PRIMARY KEY (one)
) COMMENT 'what every spend holds shared until it is written, and who stops or lifts holds alone: nothing slips through';
INSERT INTO stop_gate (one, standing) VALUES (1, 0);

CREATE TABLE stop (
  stop_id BIGINT NOT NULL AUTO_INCREMENT COMMENT 'in order',
  kind VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'all, item or draw',
  item VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'code of the item that is stopped; empty = none alone',
  draw_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'the draw that is stopped; 0 = none alone',
  text VARCHAR(200) NOT NULL COMMENT 'what members read, in Chinese',
  text_en VARCHAR(400) NOT NULL COMMENT 'the same in English',
  reason VARCHAR(200) NOT NULL COMMENT 'why, for colleagues',
  set_at DATETIME NOT NULL COMMENT 'since when it stands',
  set_by BIGINT UNSIGNED NOT NULL COMMENT 'who set it',
  lifted_at DATETIME NULL COMMENT 'when it was lifted; NULL = it stands',
  lifted_by BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'who lifted it; 0 = nobody yet',
  lift_reason VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'why it was lifted',
  standing TINYINT GENERATED ALWAYS AS (CASE WHEN lifted_at IS NULL THEN 1 ELSE NULL END) STORED COMMENT '1 while it stands: each stands once',
  PRIMARY KEY (stop_id),
  UNIQUE KEY once (standing, kind, item, draw_id)
) COMMENT 'emergency stops, those that stand and those that stood';
