-- Cases: complaints, questions, suggestions.

CREATE TABLE service_case (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose',
  case_no VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'reference: K and 10 characters',
  kind VARCHAR(12) CHARACTER SET ascii NOT NULL COMMENT 'complaint, question or suggestion',
  class VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'service, product, price or other',
  department VARCHAR(16) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'who looks after it: guides, product, sales or care; empty = not classified',
  source VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'member, caller (filed by staff) or survey',
  source_ref VARCHAR(64) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'what of that source: a survey''s invitation',
  partner VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'whose order it is about; empty = none, or not found',
  order_no VARCHAR(64) NOT NULL DEFAULT '' COMMENT 'order it is about, as given',
  category VARCHAR(24) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'category of that order',
  branch VARCHAR(24) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'branch of that order',
  priority TINYINT NOT NULL DEFAULT 0 COMMENT '1 = the tier has priority service',
  state VARCHAR(13) CHARACTER SET ascii NOT NULL COMMENT 'received, classified, investigating, proposed, accepted, executed or closed; threads: received, answered or closed',
  waiting VARCHAR(6) CHARACTER SET ascii NOT NULL COMMENT 'whose turn: staff, member or none (closed)',
  due_at DATETIME NOT NULL COMMENT 'when the turn should be taken',
  owner_id BIGINT UNSIGNED NULL COMMENT 'staff member who looks after it; NULL = nobody yet',
  opened_at DATETIME NOT NULL COMMENT 'when filed',
  ack_due DATETIME NOT NULL COMMENT 'one working day from then',
  acked_at DATETIME NULL COMMENT 'when staff first took a step',
  answer_due DATETIME NOT NULL COMMENT 'ten days from then, or from being opened again',
  answered_at DATETIME NULL COMMENT 'when first answered in writing',
  reopened INT NOT NULL DEFAULT 0 COMMENT 'how often the member sent it back',
  cause VARCHAR(16) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'service_quality, product, price, communication or slow_response; empty = not closed',
  outcome VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'what was done in one sentence that may stand on the survey''s page',
  closed_at DATETIME NULL COMMENT 'when closed',
  rating BIGINT NULL COMMENT '1 to 5 by the member; NULL = not rated',
  rating_text VARCHAR(500) NOT NULL DEFAULT '' COMMENT 'what the member says with it',
  last_step BIGINT NOT NULL DEFAULT 0 COMMENT 'number of the latest step',
  PRIMARY KEY (member_id, case_no),
  UNIQUE KEY case_no (case_no),
  KEY mine (member_id, opened_at),
  KEY queue (waiting, priority, due_at),
  KEY by_day (opened_at)
) COMMENT 'complaints, questions and suggestions';

CREATE TABLE case_step (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose',
  case_no VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of which case',
  step_no BIGINT NOT NULL COMMENT 'from 1 within the case',
  step VARCHAR(13) CHARACTER SET ascii NOT NULL COMMENT 'received, classified, investigating, proposed, accepted, reopened, executed, closed, reply, answered, note or goodwill',
  author VARCHAR(6) CHARACTER SET ascii NOT NULL COMMENT 'member, staff or system',
  staff_id BIGINT UNSIGNED NULL COMMENT 'which staff member; NULL = none',
  text VARCHAR(2000) NOT NULL DEFAULT '' COMMENT 'what was written',
  shown TINYINT NOT NULL DEFAULT 1 COMMENT '1 = the member sees it; 0 = a note among staff',
  at DATETIME NOT NULL COMMENT 'when',
  PRIMARY KEY (member_id, case_no, step_no)
) COMMENT 'what happened in a case, append-only';

CREATE TABLE case_picture (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose',
  case_no VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of which case',
  picture_no BIGINT NOT NULL COMMENT 'from 1 within the case',
  made_at DATETIME NOT NULL COMMENT 'when brought',
  type VARCHAR(16) CHARACTER SET ascii NOT NULL COMMENT 'image/png',
  width BIGINT NOT NULL COMMENT 'pixels',
  height BIGINT NOT NULL COMMENT 'pixels',
  bytes MEDIUMBLOB NOT NULL COMMENT 'the picture as checked and written anew',
  PRIMARY KEY (member_id, case_no, picture_no)
) COMMENT 'pictures with a case: for its member and staff only';

CREATE TABLE case_answer (
  answer_no BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'which',
  class VARCHAR(8) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'offered with cases of this class; empty = with all',
  title VARCHAR(60) NOT NULL COMMENT 'its name in the staff''s list',
  text VARCHAR(1000) NOT NULL COMMENT 'the words, Chinese',
  text_en VARCHAR(1000) NOT NULL DEFAULT '' COMMENT 'the words, English',
  state VARCHAR(8) CHARACTER SET ascii NOT NULL DEFAULT 'live' COMMENT 'live or retired',
  PRIMARY KEY (answer_no)
) COMMENT 'templates of answers';

CREATE TABLE goodwill (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'who gets the points',
  goodwill_no VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'reference: G and 10 characters; source of the entry',
  case_no VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'for which case',
  points BIGINT NOT NULL COMMENT 'how many',
  reason VARCHAR(200) NOT NULL COMMENT 'why, for the second signature and the audit',
  state VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'asked (waits for the second signature), given or refused',
  staff_id BIGINT UNSIGNED NOT NULL COMMENT 'whose budget',
  month INT NOT NULL COMMENT 'of the budget, year*100+month',
  asked_at DATETIME NOT NULL COMMENT 'when',
  signer_id BIGINT UNSIGNED NULL COMMENT 'who signed or refused; NULL = none needed or none yet',
  signed_at DATETIME NULL COMMENT 'when',
  PRIMARY KEY (member_id, goodwill_no),
  UNIQUE KEY goodwill_no (goodwill_no),
  KEY of_case (member_id, case_no),
  KEY waits (state, asked_at)
) COMMENT 'points given to make good';

CREATE TABLE goodwill_month (
  staff_id BIGINT UNSIGNED NOT NULL COMMENT 'whose budget',
  month INT NOT NULL COMMENT 'year*100+month',
  used BIGINT NOT NULL DEFAULT 0 COMMENT 'points given or asked for in it',
  PRIMARY KEY (staff_id, month)
) COMMENT 'what of each monthly goodwill budget is used';

INSERT INTO case_answer (class, title, text, text_en) VALUES
  ('', '已收到，正在了解', '您好，您反映的情况我们已经收到，正在向相关同事了解，10 天内给您书面答复。', 'We have your message and are looking into it with the people concerned. You will have our written answer within 10 days.'),
  ('service', '导游或服务问题：致歉与改进', '给您的旅途添了不愉快，我们很难过。已向当团人员核实，并安排了改进。', 'We are sorry that the service spoiled part of your trip. We have spoken with the staff concerned and changed how we work.'),
  ('product', '行程与描述不符', '您说得对，实际行程与页面描述有出入。我们已更正页面，并愿意按下面的办法补偿。', 'You are right: the trip differed from its description. We have corrected the page and would like to make it good as follows.'),
  ('price', '价格差异说明', '我们核对了您的订单，价格差异的原因如下。', 'We have checked your order. This is how the difference in price came about.');
