-- The roll-up of how members behave, for the report of that name.

CREATE TABLE rollup_behaviour (
  family VARCHAR(12) CHARACTER SET ascii NOT NULL COMMENT 'frequency or spend (part = band), cross, pair (two categories), tier (category, tier), interest, transport or lodging (word, tier)',
  part VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'which of the family',
  other VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'the second category, or the tier; empty = the family has none',
  as_of DATE NOT NULL COMMENT 'state at the end of this day',
  members BIGINT NOT NULL COMMENT 'how many',
  orders BIGINT NOT NULL COMMENT 'their orders of 24 months; of bands only',
  net_fen BIGINT NOT NULL COMMENT 'what they paid in 24 months, less refunds, in fen; of bands only',
  PRIMARY KEY (family, part, other)
) COMMENT 'how members behave, made weekly; nobody is named';
