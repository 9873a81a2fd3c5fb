-- Surveys: definitions, invitations, answers. A published version never
-- changes; a new one is a new row of survey.

CREATE TABLE survey (
  survey_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'one version of one survey',
  code VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'which survey; "trip" = asked after completed trips',
  version BIGINT NOT NULL COMMENT 'counted up within the code from 1',
  state VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'draft, live (at most one of a code) or closed',
  name VARCHAR(80) NOT NULL COMMENT 'title, Chinese',
  name_en VARCHAR(80) NOT NULL COMMENT 'title, English',
  intro VARCHAR(400) NOT NULL DEFAULT '' COMMENT 'words before the first question, Chinese',
  intro_en VARCHAR(400) NOT NULL DEFAULT '' COMMENT 'the same in English',
  created_at DATETIME NOT NULL COMMENT 'when made',
  published_at DATETIME NULL COMMENT 'when it went live',
  closed_at DATETIME NULL COMMENT 'when it was closed or replaced',
  PRIMARY KEY (survey_id),
  UNIQUE KEY version (code, version),
  KEY live (code, state)
) COMMENT 'surveys, each version a row';

CREATE TABLE survey_question (
  survey_id BIGINT UNSIGNED NOT NULL COMMENT 'of which version',
  n BIGINT NOT NULL COMMENT 'its place, from 1',
  code VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'names it in forms (q_CODE) and over versions',
  kind VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'nps (0-10), scale (1-5), choice or text',
  driver VARCHAR(16) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'of a scale: product, service, environment, expectation or word_of_mouth; empty = none',
  required TINYINT NOT NULL DEFAULT 1 COMMENT '1 = needs an answer ("not applicable" is one, of a scale)',
  text VARCHAR(200) NOT NULL COMMENT 'the question, Chinese',
  text_en VARCHAR(200) NOT NULL COMMENT 'the question, English',
  options VARCHAR(800) NOT NULL DEFAULT '' COMMENT 'of a choice: one a line, Chinese',
  options_en VARCHAR(800) NOT NULL DEFAULT '' COMMENT 'the same lines in English',
  PRIMARY KEY (survey_id, n),
  UNIQUE KEY code (survey_id, code)
) COMMENT 'questions as data';

CREATE TABLE survey_invitation (
  invitation_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'also part of the derived token and the reward''s source',
  token_hash BINARY(32) NULL COMMENT 'SHA-256 of the link''s token; set with the row',
  survey_id BIGINT UNSIGNED NOT NULL COMMENT 'which version is asked',
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whom',
  partner VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'after which order',
  order_no VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'after which order',
  lang VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'language of the person then',
  points BIGINT NOT NULL COMMENT 'points promised for the answer',
  invited_at DATETIME NOT NULL COMMENT 'when',
  ends_at DATETIME NOT NULL COMMENT 'from here on an answer earns nothing',
  submitted_at DATETIME NULL COMMENT 'when handed in; answers are frozen then',
  paid_points BIGINT NOT NULL DEFAULT 0 COMMENT 'points credited for it',
  case_no VARCHAR(16) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'complaint that a low answer opened; empty = none',
  PRIMARY KEY (invitation_id),
  UNIQUE KEY token (token_hash),
  UNIQUE KEY order_once (partner, order_no),
  KEY by_member (member_id, invited_at),
  KEY by_survey (survey_id, submitted_at)
) COMMENT 'who was asked after which trip';

CREATE TABLE survey_answer (
  invitation_id BIGINT UNSIGNED NOT NULL COMMENT 'of which invitation',
  code VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'to which question',
  score BIGINT NULL COMMENT 'of nps, scale and choice (line from 1); NULL = text, or not applicable',
  text VARCHAR(1000) NOT NULL DEFAULT '' COMMENT 'of a text',
  saved_at DATETIME NOT NULL COMMENT 'when last saved',
  PRIMARY KEY (invitation_id, code)
) COMMENT 'answers, saved step by step';

ALTER TABLE order_head ADD KEY by_completed (completed_at, travel_end);
