-- What partners earned members and took of theirs: each use of a coupon is kept, and
-- the days are added up by partner for the settlement.

CREATE TABLE coupon_use (
  member_id BIGINT UNSIGNED NOT NULL COMMENT 'whose coupon',
  code VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the coupon',
  n BIGINT NOT NULL COMMENT 'counted up within the coupon, from 1',
  partner VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'who took it; desk = our own staff',
  order_no VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'order or use it was taken for',
  back TINYINT NOT NULL COMMENT '0 = taken, 1 = given back',
  fen BIGINT NOT NULL COMMENT 'what it took off, in fen; the same when given back',
  happened_at DATETIME NOT NULL COMMENT 'when',
  PRIMARY KEY (member_id, code, n),
  KEY by_time (happened_at)
) COMMENT 'coupons as they were taken and given back: append-only';
INSERT INTO coupon_use (member_id, code, n, partner, order_no, back, fen, happened_at)
  SELECT member_id, code, 1, used_by, used_order, 0, used_fen, used_at FROM coupon
  WHERE state = 'used' AND used_at IS NOT NULL;

CREATE TABLE rollup_partner (
  day DATE NOT NULL COMMENT 'programme day on which it was booked',
  partner VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'whose order or counter; import = our own orders, desk = our own counter',
  orders BIGINT NOT NULL COMMENT 'orders that earned points',
  paid_fen BIGINT NOT NULL COMMENT 'money paid for them, in fen',
  earned BIGINT NOT NULL COMMENT 'points its orders earned',
  reversed BIGINT NOT NULL COMMENT 'points its refunds took back',
  spent BIGINT NOT NULL COMMENT 'points with which its orders were paid',
  spent_fen BIGINT NOT NULL COMMENT 'what they paid of the price, in fen',
  returned BIGINT NOT NULL COMMENT 'of such points those that refunds gave back',
  returned_fen BIGINT NOT NULL COMMENT 'what they had paid, in fen',
  coupons BIGINT NOT NULL COMMENT 'coupons and vouchers it took',
  coupons_fen BIGINT NOT NULL COMMENT 'what they took off, in fen',
  coupons_back BIGINT NOT NULL COMMENT 'coupons that were given back',
  coupons_back_fen BIGINT NOT NULL COMMENT 'what they had taken off, in fen',
  PRIMARY KEY (day, partner)
) COMMENT 'what was earned and redeemed at each partner, by day: what settlements add up';
