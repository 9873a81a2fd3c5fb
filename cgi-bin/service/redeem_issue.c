/* What an instant redemption brings: coupons, codes of partners, a donation. */
#include <assert.h>

#include "base/mem.h"
#include "service/coupon.h"
#include "service/redeem_private.h"

enum db redeem_gives_codes(struct database *db, const struct item *item)
{
	if (item->category == ITEM_VOUCHER)
		return DB_OK;
	return item->category == ITEM_VIRTUAL ? item_has_codes(db, item->item) : DB_NONE;
}

enum db redeem_keep_codes(struct database *db, void *mem, const struct item *item,
                          const char *redemption_no, int64_t quantity)
{
	const char **codes = talloc_array(mem, const char *, (unsigned)quantity);
	int found = 0;
	enum db result;

	assert(codes != NULL);
	result = item_codes_free(db, mem, item->item, (int)quantity, codes, &found);
	if (result == DB_OK && found < quantity)
		return DB_NONE;
	for (int i = 0; result == DB_OK && i < found; i++) {
		result = item_code_give(db, item->item, codes[i], redemption_no);
		if (result == DB_NONE) /* it was locked: nobody can have taken it */
			result = DB_FAIL;
	}
	return result;
}

/* One coupon or voucher of the redemption. CODE NULL = a fresh one of ours. */
static enum db give(struct database *db, void *mem, const struct item *item,
                    const struct redemption *r, const char *code, int64_t n, int64_t now,
                    char **out)
{
	int32_t today = day_of(now);
	bool percent = item->coupon_percent_bp > 0;
	struct coupon coupon = {
		.member_id = r->member_id, .code = code, .redemption_no = r->redemption_no,
		.source = "redemption",
		.kind = code ? COUPON_KIND_VOUCHER :
		        percent ? COUPON_KIND_PERCENT : COUPON_KIND_AMOUNT,
		.item = r->item, .name = r->name, .name_en = r->name_en,
		.fen = code ? item->value_fen : percent ? 0 : item->coupon_fen * n,
		.percent_bp = code ? 0 : item->coupon_percent_bp,
		.ceiling_fen = item->coupon_ceiling_fen, .min_fen = item->coupon_min_fen,
		.categories = item->coupon_categories,
		.points = code ? r->cost_points / r->quantity : r->cost_points,
		.issued_at = now, .used_at = INSTANT_NONE,
		.expires_on = item->coupon_months > 0 ?
		              day_add_months(today, (int)item->coupon_months) : DAY_NEVER,
	};
	enum db result = coupon_issue(db, mem, &coupon);

	/* Two suppliers may print the same code: only the look-up table minds. */
	if (result == DB_DUP && code) {
		coupon.state = COUPON_STATE_ISSUED;
		result = coupon_add(db, &coupon);
	}
	if (result == DB_OK && !*out)
		*out = talloc_strdup(mem, coupon.code);
	return result;
}

static enum db give_codes(struct database *db, void *mem, const struct item *item,
                          const struct redemption *r, int64_t now, char **out)
{
	const char **codes = NULL;
	int n = 0;
	enum db result = item_codes_given(db, mem, item->item, r->redemption_no, &codes, &n);

	for (int i = 0; result == DB_OK && i < n; i++)
		result = give(db, mem, item, r, codes[i], 1, now, out);
	return result;
}

void redeem_mark_issued(struct redemption *r, int64_t now)
{
	r->state = r->category == ITEM_DONATION ? REDEMPTION_DONE : REDEMPTION_ISSUED;
	r->shipped_at = now;
	if (r->state == REDEMPTION_DONE)
		r->done_at = now;
}

enum db redeem_issue(struct database *db, void *mem, const struct item *item,
                     const struct redemption *r, int64_t now, char **code)
{
	char *first = NULL;
	enum db result = DB_OK;

	if (r->category == ITEM_COUPON)
		result = give(db, mem, item, r, NULL, r->quantity, now, &first);
	else if (r->category != ITEM_DONATION)
		result = give_codes(db, mem, item, r, now, &first);
	if (code)
		*code = first;
	return result;
}
