#include "store/audit_pay.h"

#define REFERENCE "CONCAT('pay:', p.partner, ':', p.order_no"

static const struct db_sql points_spent = {
	/* all-members: points that paid, against the ledger's spends */
	"SELECT p.member_id, p.order_no, CAST(COALESCE(-e.points, 0) AS SIGNED) AS is_now, p.points"
	" FROM order_payment p LEFT JOIN entry e ON e.member_id = p.member_id AND e.source_kind = 5"
	" AND e.source_id = " REFERENCE ") AND e.kind = 4"
	" WHERE p.part = 'points' AND (e.points IS NULL OR e.points <> -p.points)", "", "isii"
};
static const struct db_sql points_back = {
	/* all-members: what refunds gave back, against the ledger's give-backs */
	"SELECT p.member_id, p.order_no, CAST(COALESCE(SUM(e.points), 0) AS SIGNED) AS is_now,"
	" p.returned_points AS must_be FROM order_payment p LEFT JOIN entry e"
	" ON e.member_id = p.member_id AND e.source_kind = 5 AND e.kind = 5"
	" AND e.source_id >= " REFERENCE ", '/') AND e.source_id < " REFERENCE ", '0')"
	" WHERE p.part = 'points' GROUP BY p.member_id, p.partner, p.order_no, p.returned_points"
	" HAVING is_now <> must_be", "", "isii"
};
static const struct db_sql spend_of_none = {
	/* all-members: spends for orders that no payment tells of */
	"SELECT e.member_id, e.source_id, CAST(-e.points AS SIGNED), 0 FROM entry e"
	" LEFT JOIN order_payment p ON p.partner = SUBSTRING_INDEX(SUBSTR(e.source_id, 5), ':', 1)"
	" AND p.order_no = SUBSTRING_INDEX(e.source_id, ':', -1) AND p.part = 'points'"
	" AND p.member_id = e.member_id"
	" WHERE e.source_kind = 5 AND e.kind = 4 AND e.source_id LIKE 'pay:%' AND p.part IS NULL",
	"", "isii"
};
static const struct db_sql coupon_free = {
	/* all-members: coupons that paid and are not used by that order */
	"SELECT p.member_id, p.order_no, 0, p.fen FROM order_payment p LEFT JOIN coupon c"
	" ON c.member_id = p.member_id AND c.code = SUBSTR(p.part, 8) AND c.state = 'used'"
	" AND c.used_by = p.partner AND c.used_order = p.order_no"
	" WHERE p.part LIKE 'coupon/%' AND p.returned_at IS NULL AND c.code IS NULL", "", "isii"
};
static const struct db_sql order_of_none = {
	/* all-members: payments of orders that are not booked */
	"SELECT p.member_id, p.order_no, 0, 1 FROM order_payment p LEFT JOIN order_head h"
	" ON h.partner = p.partner AND h.order_no = p.order_no AND h.member_id = p.member_id"
	" WHERE h.member_id IS NULL", "", "isii"
};

enum db audit_payments(struct database *db, void *mem, struct audit_odd **out, int *n)
{
	enum db result;

	*out = NULL;
	*n = 0;
	result = audit_look(db, mem, &points_spent, "payment_spent", out, n);
	if (result == DB_OK)
		result = audit_look(db, mem, &points_back, "payment_back", out, n);
	if (result == DB_OK)
		result = audit_look(db, mem, &spend_of_none, "payment_lost", out, n);
	if (result == DB_OK)
		result = audit_look(db, mem, &coupon_free, "payment_coupon", out, n);
	if (result == DB_OK)
		result = audit_look(db, mem, &order_of_none, "payment_order", out, n);
	return result;
}
