#include <string.h>

#include "base/mem.h"
#include "store/order.h"

#define HEAD_COLUMNS                                                                         \
	"partner, order_no, member_id, category, products, branch, destination, guide, payer, " \
	"paid_fen, eligible_fen, paid_at, tier, first_in_category, rule_version, points, held, " \
	"refused, held_reason, lot_seq, held_lot_seq, refunded_fen, taken, travel_end, "     \
	"completed_at, cancelled, content_hash, answer"
#define HEAD_OUT "ssIssssssiitsiiiiisiiiidtibs"
#define HEAD_SIXTEEN "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"

static const struct db_sql head_claim = {
	"INSERT INTO order_head (partner, order_no) VALUES (?, ?)"
	" ON DUPLICATE KEY UPDATE order_no = order_head.order_no",
	"ss", ""
};
static const struct db_sql head_lock = {
	"SELECT " HEAD_COLUMNS " FROM order_head WHERE partner = ? AND order_no = ? FOR UPDATE",
	"ss", HEAD_OUT
};
static const struct db_sql head_read = {
	"SELECT " HEAD_COLUMNS " FROM order_head WHERE partner = ? AND order_no = ?", "ss", HEAD_OUT
};
static const struct db_sql head_lock_some = {
	"SELECT " HEAD_COLUMNS " FROM order_head WHERE partner = ? AND order_no IN (" HEAD_SIXTEEN
	") ORDER BY order_no FOR UPDATE",
	"sssssssssssssssss", HEAD_OUT
};
static const struct bulk_sql head_save = BULK_SQL(
	"INSERT INTO order_head (" HEAD_COLUMNS ") VALUES ",
	"(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	" ON DUPLICATE KEY UPDATE member_id = VALUES(member_id), category = VALUES(category),"
	" products = VALUES(products), branch = VALUES(branch), destination = VALUES(destination),"
	" guide = VALUES(guide), payer = VALUES(payer), paid_fen = VALUES(paid_fen),"
	" eligible_fen = VALUES(eligible_fen), paid_at = VALUES(paid_at), tier = VALUES(tier),"
	" first_in_category = VALUES(first_in_category), rule_version = VALUES(rule_version),"
	" points = VALUES(points), held = VALUES(held), refused = VALUES(refused),"
	" held_reason = VALUES(held_reason), lot_seq = VALUES(lot_seq),"
	" held_lot_seq = VALUES(held_lot_seq), refunded_fen = VALUES(refunded_fen),"
	" taken = VALUES(taken), travel_end = VALUES(travel_end),"
	" completed_at = VALUES(completed_at), cancelled = VALUES(cancelled),"
	" content_hash = VALUES(content_hash), answer = VALUES(answer)",
	HEAD_OUT);
static const struct db_sql category_known = {
	"SELECT 1 FROM order_head WHERE member_id = ? AND category = ? LIMIT 1 FOR UPDATE", "is", "i"
};
/* all-members: the staff's list of points under review */
static const struct db_sql held_list = {
	"SELECT h.partner, h.order_no, m.member_no, h.held_reason, h.member_id, h.held, h.paid_at"
	" FROM order_head h JOIN member m ON m.member_id = h.member_id"
	" WHERE h.held > 0 ORDER BY h.paid_at, h.partner, h.order_no",
	"", "ssssiit"
};

static void copy(char *to, size_t size, const char *from)
{
	strncpy(to, from ? from : "", size - 1);
	to[size - 1] = '\0';
}

struct head_texts {
	char *partner, *order_no, *category, *products, *branch, *tier, *destination, *guide,
		*payer, *reason, *answer;
	int64_t member_id, first, cancelled;
	struct blob content;
};

static void head_set(struct order_head *head, const struct head_texts *t)
{
	struct ledger_order *o = &head->order;

	copy(o->partner, sizeof o->partner, t->partner);
	copy(o->order_no, sizeof o->order_no, t->order_no);
	copy(o->category, sizeof o->category, t->category);
	copy(o->products, sizeof o->products, t->products);
	copy(o->branch, sizeof o->branch, t->branch);
	copy(o->tier, sizeof o->tier, t->tier);
	o->first_in_category = t->first != 0;
	o->cancelled = t->cancelled != 0;
	head->member_id = t->member_id == INT64_MIN ? 0 : (uint64_t)t->member_id;
	head->destination = t->destination;
	head->guide = t->guide;
	head->payer = t->payer;
	head->held_reason = t->reason;
	head->answer = t->answer;
	head->has_content = t->content.len == SHA256_BYTES;
	if (head->has_content)
		memcpy(head->content, t->content.data, SHA256_BYTES);
}

static enum db head_next(struct database *db, const struct db_sql *sql, struct order_head *head)
{
	struct head_texts t = { 0 };
	struct ledger_order *o = &head->order;
	enum db result;

	*head = (struct order_head){ 0 };
	result = db_next(db, sql, &t.partner, &t.order_no, &t.member_id, &t.category, &t.products,
	                 &t.branch, &t.destination, &t.guide, &t.payer, &o->paid_fen,
	                 &o->eligible_fen, &o->paid_at, &t.tier, &t.first, &o->rule_version,
	                 &o->points, &o->held, &o->refused, &t.reason, &o->lot_seq,
	                 &o->held_lot_seq, &o->refunded_fen, &o->taken, &o->travel_end,
	                 &o->completed_at, &t.cancelled, &t.content, &t.answer);
	if (result == DB_OK)
		head_set(head, &t);
	return result;
}

static enum db head_one(struct database *db, void *mem, const struct db_sql *sql,
                        const char *partner, const char *order_no, struct order_head *head)
{
	enum db result = db_query(db, mem, sql, partner, order_no);

	if (result == DB_OK)
		result = head_next(db, sql, head);
	db_end(db, sql);
	return result;
}

enum db order_lock(struct database *db, void *mem, const char *partner, const char *order_no,
                   struct order_head *head)
{
	/* Claimed by key first: the insert takes the exclusive lock whether or
	 * not the row was there. */
	enum db result = db_run(db, &head_claim, partner, order_no);

	if (result == DB_OK)
		result = head_one(db, mem, &head_lock, partner, order_no, head);
	return result;
}

enum db order_read(struct database *db, void *mem, const char *partner, const char *order_no,
                   struct order_head *head)
{
	return head_one(db, mem, &head_read, partner, order_no, head);
}

enum db order_lock_some(struct database *db, void *mem, const char *partner,
                        const char *const n16[16], struct order_head **heads, int *n)
{
	struct order_head head;
	enum db result;

	*heads = NULL;
	*n = 0;
	result = db_query(db, mem, &head_lock_some, partner, n16[0], n16[1], n16[2], n16[3], n16[4],
	                  n16[5], n16[6], n16[7], n16[8], n16[9], n16[10], n16[11], n16[12],
	                  n16[13], n16[14], n16[15]);
	while (result == DB_OK && (result = head_next(db, &head_lock_some, &head)) == DB_OK) {
		*heads = talloc_realloc(mem, *heads, struct order_head, (unsigned)*n + 1);
		(*heads)[(*n)++] = head;
	}
	return result == DB_NONE ? DB_OK : result;
}

void order_bulk_begin(struct bulk *heads, void *mem)
{
	bulk_begin(heads, &head_save, mem);
}

void order_bulk_head(struct bulk *b, const struct order_head *head)
{
	const struct ledger_order *o = &head->order;

	bulk_text(b, o->partner);
	bulk_text(b, o->order_no);
	bulk_number(b, head->member_id ? (int64_t)head->member_id : INT64_MIN);
	bulk_text(b, o->category);
	bulk_text(b, o->products);
	bulk_text(b, o->branch);
	bulk_text(b, head->destination ? head->destination : "");
	bulk_text(b, head->guide ? head->guide : "");
	bulk_text(b, head->payer ? head->payer : "");
	bulk_number(b, o->paid_fen);
	bulk_number(b, o->eligible_fen);
	bulk_number(b, o->paid_at);
	bulk_text(b, o->tier);
	bulk_number(b, o->first_in_category);
	bulk_number(b, o->rule_version);
	bulk_number(b, o->points);
	bulk_number(b, o->held);
	bulk_number(b, o->refused);
	bulk_text(b, head->held_reason ? head->held_reason : "");
	bulk_number(b, o->lot_seq);
	bulk_number(b, o->held_lot_seq);
	bulk_number(b, o->refunded_fen);
	bulk_number(b, o->taken);
	bulk_number(b, o->travel_end);
	bulk_number(b, o->completed_at);
	bulk_number(b, o->cancelled);
	bulk_bytes(b, head->has_content ? head->content : NULL, SHA256_BYTES);
	bulk_text(b, head->answer);
}

enum db order_save(struct database *db, const struct order_head *head)
{
	void *mem = talloc_new(NULL);
	struct bulk rows;
	enum db result;

	order_bulk_begin(&rows, mem);
	order_bulk_head(&rows, head);
	result = bulk_write(db, &rows);
	talloc_free(mem);
	return result;
}

enum db order_category_known(struct database *db, uint64_t member_id, const char *category,
                             bool *known)
{
	int64_t one;
	enum db result = db_one(db, NULL, &category_known, (int64_t)member_id, category, &one);

	*known = result == DB_OK;
	return result == DB_NONE ? DB_OK : result;
}

enum db order_held_list(struct database *db, void *mem, struct order_held **rows, int *n)
{
	struct order_held row;
	int64_t member = 0;
	enum db result = db_query(db, mem, &held_list);

	*rows = NULL;
	*n = 0;
	while (result == DB_OK &&
	       (result = db_next(db, &held_list, &row.partner, &row.order_no, &row.member_no,
	                         &row.reason, &member, &row.points, &row.paid_at)) == DB_OK) {
		row.member_id = (uint64_t)member;
		*rows = talloc_realloc(mem, *rows, struct order_held, (unsigned)*n + 1);
		(*rows)[(*n)++] = row;
	}
	return result == DB_NONE ? DB_OK : result;
}
