/* The counter. Of whoever holds the voucher nothing is read but the voucher: no
 * name, no number. The code comes in a form, never in an address. */
#include "page/admin_verify.h"

#include <string.h>

#include "base/mem.h"
#include "page/coupon_words.h"
#include "page/desk_form.h"
#include "service/reference.h"
#include "service/voucher.h"

#define WORD "Lang.Verify."
#define CODE_MAX 64
#define BILL_MAX INT64_C(100000000000)

static const struct field query[] = {{"done", 32, false}, {"took", 20, false}, {0}};
static const struct field form[] = {
	{"code", 200, false}, {"amount", 20, false}, {"ref", 16, false}, {"use", 4, false}, {0}};

struct counter {
	struct request *r;
	struct view_node *root;
	struct service_env env;
	struct voucher_counter who;
};

/* Begins the page. False: the database did not answer. */
static bool begin(struct request *r, struct counter *c)
{
	const struct desk *desk = desk_of(r);
	bool merchant = strcmp(desk->role, "merchant") == 0;

	*c = (struct counter){.r = r, .root = desk_page(r, WORD "Title"), .env = desk_env(r)};
	if (voucher_counter_of(&c->env, desk->staff_id, merchant, &c->who) != DB_OK)
		return false;
	view_flag(c->root, "Open", c->who.open);
	view_flag(c->root, "Page.Narrow", true);
	view_str(c->root, "Shop", c->who.supplier);
	return true;
}

static int page_form(struct request *r)
{
	const char *done = request_query(r, "done"), *took = request_query(r, "took");
	struct counter c;
	int64_t fen;

	if (!begin(r, &c))
		return desk_unavailable(r);
	if (done && strcmp(done, "voucher_used") == 0 && took && int_parse(took, &fen) && fen > 0 &&
	    fen <= BILL_MAX)
		view_money(c.root, "Took", fen);
	return 200;
}

/* What is printed on it, what it takes and what it is worth. */
static void fill(struct counter *c, const struct coupon *coupon)
{
	const struct plan *plan = plan_on(portal_of(c->r)->plans, day_of(c->env.now));
	struct view_node *row = view_node(c->root, "Coupon");
	int32_t today = day_of(c->env.now);

	coupon_fill(row, c->r->mem, plan, coupon, today);
	coupon_groups(row, c->r->mem, coupon);
	if (coupon->kind == COUPON_KIND_VOUCHER && coupon->fen > 0)
		view_money(row, "Figure", coupon->fen);
	if (coupon->used_at != INSTANT_NONE)
		view_instant(row, "UsedAt", coupon->used_at);
	view_flag(row, "AsksBill", coupon->kind == COUPON_KIND_PERCENT ||
	                           (coupon->kind == COUPON_KIND_AMOUNT && coupon->min_fen > 0));
}

/* A form for one use; sent twice it is one. */
static void fill_ref(struct counter *c)
{
	const char *sent = request_form(c->r, "ref");
	char ref[REFERENCE_TEXT];

	reference_draw('V', ref);
	view_str(c->root, "Ref", voucher_ref_good(sent) ? sent : ref);
}

/* Too many wrong codes: 429 with the wait, or 0. */
static int wait_first(struct counter *c)
{
	int64_t wait_s = 0;
	char text[INT_TEXT];

	if (voucher_wait(&c->env, &c->who, &wait_s) != DB_OK)
		return desk_unavailable(c->r);
	if (wait_s == 0)
		return 0;
	respond_header(c->r, "Retry-After", int_text(text, wait_s));
	page_error(c->r, "code", WORD "ErrorWait");
	return 429;
}

static int refused(struct counter *c, enum coupon_outcome outcome)
{
	static const char *const words[] = {
		[COUPON_USED] = WORD "ErrorUsed", [COUPON_EXPIRED] = WORD "ErrorExpired",
		[COUPON_CANCELLED] = WORD "ErrorCancelled", [COUPON_MIN] = WORD "ErrorMin",
		[COUPON_UNKNOWN] = WORD "ErrorUnknown"};

	if (outcome == COUPON_TRY_AGAIN || outcome == COUPON_FAILED)
		return desk_unavailable(c->r);
	page_error(c->r, outcome == COUPON_MIN ? "amount" : "code",
	           words[outcome] ? words[outcome] : WORD "ErrorUnknown");
	return 422;
}

static int use(struct counter *c, const struct coupon *coupon)
{
	int64_t amount = desk_yuan(c->r, "amount", BILL_MAX, 0), fen;
	enum coupon_outcome outcome;
	struct coupon now;

	if (page_has_errors(c->r))
		return fill(c, coupon), 422;
	outcome = voucher_use(&c->env, &c->who, coupon, request_form(c->r, "ref"), amount, &fen);
	if (outcome == COUPON_OK || outcome == COUPON_REPEATED)
		return respond_see_other(
			c->r, talloc_asprintf(c->r->mem, "/admin/verify?done=voucher_used&took=%lld",
		                          (long long)fen));
	/* as it is now: somebody may have been faster */
	if (coupon_read(c->env.db, c->r->mem, coupon->member_id, coupon->code, &now) != DB_OK)
		return desk_unavailable(c->r);
	fill(c, &now);
	return refused(c, outcome);
}

static int page_take(struct request *r)
{
	struct coupon coupon;
	enum coupon_outcome found;
	struct counter c;
	const char *typed;
	int status;

	if (!begin(r, &c))
		return desk_unavailable(r);
	page_keep(r, "code");
	page_keep(r, "amount");
	fill_ref(&c);
	typed = desk_text(r, "code", CODE_MAX);
	if (!typed[0] && !page_has_errors(r))
		page_error(r, "code", WORD "ErrorCode");
	if (page_has_errors(r))
		return 422;
	status = wait_first(&c);
	if (status != 0)
		return status;
	found = voucher_find(&c.env, &c.who, typed, &coupon);
	if (found != COUPON_OK)
		return refused(&c, found);
	if (request_form(r, "use"))
		return use(&c, &coupon);
	fill(&c, &coupon);
	return 200;
}

#define COUNTER (GUARD_CLERK | GUARD_MERCHANT)

const struct route admin_verify_routes[] = {
	{"/admin/verify", METHOD_GET, COUNTER, page_form, "admin/verify", query, NULL, 0},
	{"/admin/verify", METHOD_POST, COUNTER | GUARD_CSRF, page_take, "admin/verify", NULL, form, 0},
	{0},
};
