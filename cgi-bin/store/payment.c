#include "store/payment.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define PAYMENT_COLUMNS "part, member_id, points, fen, returned_points, returned_at"
#define PAYMENT_OUT "siiiit"

static const struct db_sql payment_insert = {
	"INSERT INTO order_payment (partner, order_no, " PAYMENT_COLUMNS ")"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
	"ss" PAYMENT_OUT, ""
};
static const struct db_sql payment_update = {
	"UPDATE order_payment SET returned_points = ?, returned_at = ?"
	" WHERE partner = ? AND order_no = ? AND part = ?",
	"itsss", ""
};
static const struct db_sql payments_locked = {
	"SELECT " PAYMENT_COLUMNS " FROM order_payment WHERE partner = ? AND order_no = ?"
	" ORDER BY part FOR UPDATE",
	"ss", PAYMENT_OUT
};
static const struct db_sql payments_shown = {
	"SELECT " PAYMENT_COLUMNS " FROM order_payment WHERE partner = ? AND order_no = ?"
	" ORDER BY part",
	"ss", PAYMENT_OUT
};

const char *payment_coupon(const struct payment *payment)
{
	return text_starts(payment->part, PAYMENT_COUPON) ? payment->part + strlen(PAYMENT_COUPON)
	                                                  : NULL;
}

enum db payment_add(struct database *db, const char *partner, const char *order_no,
                    const struct payment *p)
{
	return db_run(db, &payment_insert, partner, order_no, p->part, (int64_t)p->member_id,
	              p->points, p->fen, p->returned_points, p->returned_at);
}

enum db payment_save(struct database *db, const char *partner, const char *order_no,
                     const struct payment *p)
{
	return db_run(db, &payment_update, p->returned_points, p->returned_at, partner, order_no,
	              p->part);
}

static enum db list(struct database *db, void *mem, const struct db_sql *sql, const char *partner,
                    const char *order_no, struct payment **rows, int *n)
{
	enum db result = db_query(db, mem, sql, partner, order_no);

	*rows = NULL;
	*n = 0;
	while (result == DB_OK) {
		struct payment p = { 0 };
		int64_t member_id = 0;
		char *part = NULL;

		result = db_next(db, sql, &part, &member_id, &p.points, &p.fen, &p.returned_points,
		                 &p.returned_at);
		if (result != DB_OK)
			break;
		snprintf(p.part, sizeof p.part, "%s", part);
		p.member_id = (uint64_t)member_id;
		*rows = talloc_realloc(mem, *rows, struct payment, (unsigned)*n + 1);
		(*rows)[(*n)++] = p;
	}
	return result == DB_NONE ? DB_OK : result;
}

enum db payment_lock(struct database *db, void *mem, const char *partner, const char *order_no,
                     struct payment **rows, int *n)
{
	return list(db, mem, &payments_locked, partner, order_no, rows, n);
}

enum db payment_read(struct database *db, void *mem, const char *partner, const char *order_no,
                     struct payment **rows, int *n)
{
	return list(db, mem, &payments_shown, partner, order_no, rows, n);
}
