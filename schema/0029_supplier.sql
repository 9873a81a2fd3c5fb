-- Suppliers of items: whom to ask, how they are judged and when again. A supplier is
-- named by what items say: it is one from its first item on, and has a row here once
-- staff wrote something down.

CREATE TABLE supplier (
  name VARCHAR(80) NOT NULL COMMENT 'as the supplier of items says',
  contact VARCHAR(80) NOT NULL DEFAULT '' COMMENT 'whom to ask for',
  phone VARCHAR(40) NOT NULL DEFAULT '' COMMENT 'of the contact',
  email VARCHAR(120) NOT NULL DEFAULT '' COMMENT 'of the contact',
  terms VARCHAR(500) NOT NULL DEFAULT '' COMMENT 'what was agreed, for staff',
  review_on DATE NULL COMMENT 'day on which it is judged next; NULL = never judged yet, so now',
  version BIGINT NOT NULL DEFAULT 0 COMMENT 'counts up with each change of the contact: two editors do not overwrite each other',
  changed_at DATETIME NOT NULL COMMENT 'when the contact was last written, or the row made',
  PRIMARY KEY (name)
) COMMENT 'suppliers of items, as staff keep them';

CREATE TABLE supplier_review (
  name VARCHAR(80) NOT NULL COMMENT 'which supplier',
  n BIGINT NOT NULL COMMENT 'counted up within the supplier, from 1',
  score TINYINT NOT NULL COMMENT '1 to 5',
  words VARCHAR(500) NOT NULL COMMENT 'why',
  next_on DATE NOT NULL COMMENT 'day then chosen for the next one',
  staff_id BIGINT UNSIGNED NOT NULL COMMENT 'who judged',
  reviewed_at DATETIME NOT NULL COMMENT 'when',
  PRIMARY KEY (name, n)
) COMMENT 'how staff judged suppliers: append-only';

ALTER TABLE item ADD KEY by_supplier (supplier);
