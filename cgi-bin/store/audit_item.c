#include "store/audit_item.h"

#include <assert.h>

#include "base/mem.h"

#define ENDED "r.state IN ('rejected', 'cancelled')"
/* What the ledger says was spent for the redemption, and came back. */
#define SPENT                                                                                \
	"CAST(COALESCE((SELECT SUM(-e.points) FROM entry e WHERE e.member_id = r.member_id"  \
	" AND e.source_kind = 5 AND e.kind = 4 AND e.source_id = r.redemption_no), 0) AS SIGNED)"
#define BACK                                                                                 \
	"CAST(COALESCE((SELECT SUM(e.points) FROM entry e WHERE e.member_id = r.member_id"   \
	" AND e.source_kind = 5 AND e.kind = 5 AND e.source_id >= CONCAT(r.redemption_no, '/')" \
	" AND e.source_id < CONCAT(r.redemption_no, '0')), 0) AS SIGNED)"

/* One statement a member: the nightly proof asks it of everybody who moved. */
static const struct db_sql member_odd = {
	"(SELECT 0, r.redemption_no, " SPENT " AS is_now, r.cost_points AS must_be"
	" FROM redemption r WHERE r.member_id = ? HAVING is_now <> must_be)"
	" UNION ALL (SELECT 1, r.redemption_no, " BACK " AS is_now, IF(" ENDED
	", r.cost_points, 0) AS must_be FROM redemption r WHERE r.member_id = ?"
	" HAVING is_now <> must_be)"
	" UNION ALL (SELECT 2, r.redemption_no, COUNT(*), 0 FROM redemption r JOIN coupon c"
	" ON c.member_id = r.member_id AND c.redemption_no = r.redemption_no"
	" WHERE r.member_id = ? AND " ENDED " AND c.state <> 'cancelled'"
	" GROUP BY r.redemption_no)"
	" UNION ALL (SELECT 3, r.redemption_no, 0, 1 FROM redemption r WHERE r.member_id = ?"
	" AND r.category IN ('coupon', 'voucher') AND r.state IN ('issued', 'done')"
	" AND NOT EXISTS (SELECT 1 FROM coupon c WHERE c.member_id = r.member_id"
	" AND c.redemption_no = r.redemption_no))"
	" UNION ALL (SELECT 4, e.source_id, -e.points, 0 FROM entry e JOIN redemption_no k"
	" ON k.redemption_no = e.source_id LEFT JOIN redemption r ON r.member_id = e.member_id"
	" AND r.redemption_no = e.source_id WHERE e.member_id = ? AND e.source_kind = 5"
	" AND e.kind = 4 AND r.redemption_no IS NULL)", "iiiii", "isii"
};
static const char *const member_words[] = {
	"redemption_spent", "redemption_back", "coupon_good", "coupon_missing", "spend_of_none"
};

#define COUNTED /* all-members: what was taken of each item */                              \
	"SELECT item, SUM(quantity) AS quantity, SUM(cost_points) AS cost FROM redemption r" \
	" WHERE NOT " ENDED " GROUP BY item"
static const struct db_sql taken = {
	"SELECT 0, s.item, CAST(s.taken AS SIGNED), CAST(COALESCE(c.quantity, 0) AS SIGNED)"
	" FROM item_stock s LEFT JOIN (" COUNTED ") c ON c.item = s.item"
	" WHERE s.taken <> COALESCE(c.quantity, 0)", "", "isii" /* all-members: by item */
};
static const struct db_sql points = {
	"SELECT 0, s.item, CAST(s.points AS SIGNED), CAST(COALESCE(c.cost, 0) AS SIGNED)"
	" FROM item_stock s LEFT JOIN (" COUNTED ") c ON c.item = s.item"
	" WHERE s.points <> COALESCE(c.cost, 0)", "", "isii" /* all-members: by item */
};
static const struct db_sql places = {
	"SELECT 0, CONCAT(d.item, ' ', d.departs_on), CAST(d.places AS SIGNED)"
	" - CAST(d.`left` AS SIGNED) AS is_now, CAST(COALESCE((SELECT SUM(r.quantity)"
	/* all-members: all travellers of a departure */
	" FROM redemption r WHERE r.item = d.item AND r.departs_on = d.departs_on AND NOT " ENDED
	"), 0) AS SIGNED) AS must_be FROM item_departure d HAVING is_now <> must_be", "", "isii"
};
static const struct db_sql unstocked = {
	"SELECT 0, i.item, 0, 1 FROM item i LEFT JOIN item_stock s ON s.item = i.item"
	" WHERE s.item IS NULL", "", "isii"
};
static const struct db_sql codes_left = {
	"SELECT 0, s.item, CAST(COALESCE(s.`left`, 0) AS SIGNED) AS is_now, c.unused AS must_be"
	" FROM item_stock s JOIN item i ON i.item = s.item JOIN (SELECT item,"
	" COUNT(*) - COUNT(redemption_no) AS unused FROM item_code GROUP BY item) c"
	" ON c.item = s.item WHERE i.category IN ('virtual', 'voucher')"
	" HAVING is_now <> must_be", "", "isii"
};
static const struct db_sql code_lost = {
	/* all-members: codes given to redemptions that are none, or more than they had */
	"SELECT 0, c.redemption_no, COUNT(*) AS is_now, COALESCE(MAX(r.quantity), 0) AS must_be"
	" FROM item_code c LEFT JOIN redemption_no k ON k.redemption_no = c.redemption_no"
	" LEFT JOIN redemption r ON r.member_id = k.member_id"
	" AND r.redemption_no = k.redemption_no WHERE c.redemption_no IS NOT NULL"
	" GROUP BY c.redemption_no HAVING is_now <> must_be", "", "isii"
};
static const struct db_sql number_lost = {
	/* all-members: references that lead to no redemption */
	"SELECT k.member_id, k.redemption_no, 0, 1 FROM redemption_no k LEFT JOIN redemption r"
	" ON r.member_id = k.member_id AND r.redemption_no = k.redemption_no"
	" WHERE r.redemption_no IS NULL", "", "isii"
};
static const struct db_sql coupon_lost = {
	/* all-members: coupons of ours that no code leads to */
	"SELECT c.member_id, c.redemption_no, 0, 1 FROM coupon c LEFT JOIN coupon_code k"
	" ON k.code = c.code AND k.member_id = c.member_id WHERE c.kind <> 'voucher'"
	" AND k.code IS NULL", "", "isii"
};
static const struct db_sql size = {
	"SELECT (SELECT COUNT(*) FROM item), (SELECT COUNT(*) FROM redemption_no)", "", "ii"
};

struct look {
	const struct db_sql *sql;
	const char *what;
};

/* Reads what an open query finds. WORDS: the first column says which of them it
 * is, else WORDS[0] and the first column is the member. */
static enum db look(struct database *db, void *mem, const struct db_sql *sql, enum db result,
                    const char *const *words, uint64_t member_id, struct audit_odd **out, int *n)
{
	struct audit_odd odd = { .member_id = member_id, .what = words[0] };
	int64_t first = 0;

	while (result == DB_OK &&
	       (result = db_next(db, sql, &first, &odd.subject, &odd.is, &odd.must)) == DB_OK) {
		if (member_id)
			odd.what = words[first];
		else
			odd.member_id = (uint64_t)first;
		*out = talloc_realloc(mem, *out, struct audit_odd, (unsigned)*n + 1);
		assert(*out != NULL);
		(*out)[(*n)++] = odd;
		if (!member_id)
			odd.member_id = 0;
	}
	return result == DB_NONE ? DB_OK : result;
}

enum db audit_redemptions(struct database *db, void *mem, uint64_t member_id,
                          struct audit_odd **out, int *n)
{
	int64_t m = (int64_t)member_id;

	*out = NULL;
	*n = 0;
	return look(db, mem, &member_odd, db_query(db, mem, &member_odd, m, m, m, m, m),
	            member_words, member_id, out, n);
}

enum db audit_stock(struct database *db, void *mem, struct audit_odd **out, int *n)
{
	static const struct look looks[] = {
		{ &taken, "item_taken" }, { &points, "item_points" }, { &places, "trip_places" },
		{ &unstocked, "item_unstocked" }, { &codes_left, "codes_left" },
		{ &code_lost, "code_given" }, { &number_lost, "redemption_lost" },
		{ &coupon_lost, "coupon_lost" },
	};
	enum db result = DB_OK;

	*out = NULL;
	*n = 0;
	for (size_t i = 0; result == DB_OK && i < sizeof looks / sizeof *looks; i++)
		result = look(db, mem, looks[i].sql, db_query(db, mem, looks[i].sql),
		              &looks[i].what, 0, out, n);
	return result;
}

enum db audit_stock_size(struct database *db, int64_t *items, int64_t *redemptions)
{
	return db_one(db, NULL, &size, items, redemptions);
}

enum db audit_look(struct database *db, void *mem, const struct db_sql *sql, const char *what,
                   struct audit_odd **out, int *n)
{
	struct audit_odd odd = { .what = what };
	int64_t member = 0;
	enum db got = db_query(db, mem, sql);

	while (got == DB_OK &&
	       (got = db_next(db, sql, &member, &odd.subject, &odd.is, &odd.must)) == DB_OK) {
		odd.member_id = (uint64_t)member;
		*out = talloc_realloc(mem, *out, struct audit_odd, (unsigned)*n + 1);
		assert(*out != NULL);
		(*out)[(*n)++] = odd;
	}
	return got == DB_NONE ? DB_OK : got;
}
