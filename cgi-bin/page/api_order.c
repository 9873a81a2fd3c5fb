/* POST /orders: an order is sent. */
#include "page/api_order.h"

#include <string.h>

#include "base/mem.h"
#include "page/api_pay.h"
#include "store/person.h"

#define PRODUCTS_MAX 16
#define CODE_MAX (PLAN_CODE - 1)
#define NAME_TEXT_MAX 80

static const char *const order_fields[] = {
	"order_no", "member", "category", "paid_fen", "status", "paid_at", "completed_at",
	"travel_end", "pay_code", "pay_points", "coupon_codes", "eligible_fen", "products",
	"destination", "guide", "branch", "payer", "dry_run", NULL
};

/* The request whose order is being booked: the renderer is called from within
 * the service, which knows nothing of requests. One request at a time. */
static struct {
	struct request *r;
	const char *member_no;
	bool dry_run;
} booking;

static bool
is_code(const char *text)
{
	size_t len = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

	return len >= 1 && len <= CODE_MAX && text[len] == '\0';
}

/* An optional code; "" when absent. */
static bool
read_code(struct request *r, const struct json *body, const char *name, const char **out)
{
	enum json_got got = json_text(body, name, CODE_MAX, out);

	if (got == JSON_ABSENT)
		*out = "";
	if (got == JSON_ABSENT || (got == JSON_OK && is_code(*out)))
		return true;
	api_refuse(r, name, "Give a code: at most 23 characters of A-Z a-z 0-9 . _ -");
	return false;
}

/* An optional free text; "" when absent. */
static bool
read_text(struct request *r, const struct json *body, const char *name, const char **out)
{
	enum json_got got = json_text(body, name, NAME_TEXT_MAX, out);

	if (got == JSON_ABSENT)
		*out = "";
	if (got != JSON_WRONG)
		return true;
	api_refuse(r, name, "Give a text of at most 80 characters.");
	return false;
}

static bool
read_products(struct request *r, const struct json *body, const char **out)
{
	const char *codes[PRODUCTS_MAX];
	int n = 0;
	struct buf list;
	bool good = json_texts(body, "products", CODE_MAX, codes, PRODUCTS_MAX, &n) != JSON_WRONG;

	buf_init(&list, r->mem);
	for (int i = 0; good && i < n; i++) {
		good = is_code(codes[i]);
		buf_printf(&list, "%s%s", i > 0 ? "," : "", codes[i]);
	}
	*out = n > 0 ? list.data : "";
	if (good && list.len < sizeof(((struct ledger_order *)0)->products))
		return true;
	api_refuse(r, "products", "Give a list of product codes, 127 characters together at most.");
	return false;
}

static bool
read_status(struct request *r, const struct json *body, struct order_facts *f)
{
	const char *status, *text;

	if (json_text(body, "status", 16, &status) != JSON_OK
	    || (strcmp(status, "paid") != 0 && strcmp(status, "completed") != 0)) {
		api_refuse(r, "status", "Give \"paid\" or \"completed\".");
		return false;
	}
	f->completed = strcmp(status, "completed") == 0;
	f->completed_at = f->completed ? f->paid_at : INSTANT_NONE;
	if (json_text(body, "completed_at", NAME_TEXT_MAX, &text) == JSON_ABSENT)
		return true;
	if (!f->completed) {
		api_refuse(r, "completed_at", "Only an order with status \"completed\" has one.");
		return false;
	}
	return api_instant(r, body, "completed_at", &f->completed_at);
}

static bool
read_travel_end(struct request *r, const struct json *body, int32_t *out)
{
	const char *text;

	*out = DAY_NONE;
	return json_text(body, "travel_end", NAME_TEXT_MAX, &text) == JSON_ABSENT
	       || api_day(r, body, "travel_end", out);
}

static bool
read_money(struct request *r, const struct json *body, struct order_facts *f)
{
	int64_t eligible;

	if (!api_fen(r, body, "paid_fen", &f->paid_fen))
		return false;
	f->eligible_fen = f->paid_fen;
	if (json_int(body, "eligible_fen", &eligible) == JSON_ABSENT)
		return true;
	if (!api_fen(r, body, "eligible_fen", &f->eligible_fen))
		return false;
	if (f->eligible_fen <= f->paid_fen)
		return true;
	api_refuse(r, "eligible_fen", "This is more than paid_fen.");
	return false;
}

static bool
read_category(struct request *r, const struct json *body, struct order_facts *f)
{
	const struct plan *plan = plan_on(portal_of(r)->plans, day_of(f->paid_at));

	if (json_text(body, "category", CODE_MAX, &f->category) == JSON_OK
	    && plan_category_index(plan, f->category) >= 0)
		return true;
	api_refuse(r, "category", "The programme has no such category.");
	return false;
}

static bool
read_facts(struct request *r, const struct json *body, struct order_facts *f)
{
	if (!api_number(r, body, "order_no", &f->order_no)
	    || !api_instant(r, body, "paid_at", &f->paid_at) || !read_money(r, body, f)
	    || !read_category(r, body, f) || !read_status(r, body, f)
	    || !read_travel_end(r, body, &f->travel_end)
	    || !read_products(r, body, &f->products) || !read_code(r, body, "branch", &f->branch)
	    || !read_text(r, body, "destination", &f->destination)
	    || !read_text(r, body, "guide", &f->guide) || !read_text(r, body, "payer", &f->payer))
		return false;
	if (json_bool(body, "dry_run", &f->dry_run) != JSON_WRONG)
		return true;
	api_refuse(r, "dry_run", "Give true or false.");
	return false;
}

/* The member the order is for; 0: *STATUS is the answer. */
static uint64_t
read_member(struct request *r, const struct json *body, int *status)
{
	const char *id;

	if (json_text(body, "member", 254, &id) == JSON_OK)
		return api_member(r, id, 422, "member", status);
	*status = api_refuse(r, "member", "Give a member number, e-mail or phone.");
	return 0;
}

static char *
render_answer(void *mem, const struct order_answer *a)
{
	struct json_out w;
	struct buf out;

	buf_init(&out, mem);
	json_begin(&w, &out);
	json_add_text(&w, "order_no", a->order.order_no);
	json_add_int(&w, "points", a->points);
	json_add_text(&w, "state", api_points_state(portal_of(booking.r), &a->order));
	json_add_int(&w, "held", a->held);
	api_add_lines(&w, &a->pricing);
	api_add_payments(&w, a);
	json_open_object(&w, "member");
	json_add_text(&w, "member_no", booking.member_no);
	json_add_text(&w, "tier", a->tier);
	json_add_int(&w, "available", a->available);
	json_add_int(&w, "pending", a->pending);
	json_add_int(&w, "held", a->member_held);
	json_add_int(&w, "debt", a->debt);
	json_add_int(&w, "lifetime", a->lifetime);
	json_close_object(&w);
	if (booking.dry_run)
		json_add_bool(&w, "dry_run", true);
	json_end(&w);
	return out.data;
}

/* The first answer again, with the mark of a repeat. */
static int
replay(struct request *r, const char *stored)
{
	size_t len = stored != NULL ? strlen(stored) : 0;

	if (len == 0)
		return api_db_failed(r);
	r->content_type = "application/json; charset=utf-8";
	buf_add(&r->out, stored, len - 1);
	buf_str(&r->out, ",\"replayed\":true}");
	return 200;
}

/* Books what was read; the status, its answer written. */
static int
book(struct request *r, const struct order_facts *facts)
{
	struct portal *portal = portal_of(r);
	struct order_answer answer;
	int status;
	enum order_outcome outcome = order_book(portal->db, portal->plans, r->mem, facts,
	                                        render_answer, &answer);

	if (outcome == ORDER_REPEATED)
		return replay(r, answer.stored);
	if (api_pay_failed(r, outcome, facts, &answer, &status))
		return status;
	if (outcome != ORDER_DONE)
		return api_order_failed(r, outcome,
		                        outcome == ORDER_FUTURE && facts->paid_at > clock_now()
		                        ? "paid_at" : "completed_at");
	r->content_type = "application/json; charset=utf-8";
	buf_str(&r->out, answer.stored);
	return facts->dry_run ? 200 : 201;
}

static int
page_book(struct request *r)
{
	struct portal *portal = portal_of(r);
	struct order_facts facts = { .partner = api_caller(r)->partner };
	char *member_no = NULL, *kind = NULL;
	int status;
	const struct json *body = api_body(r, order_fields, &status);

	if (body == NULL)
		return status;
	if (!read_facts(r, body, &facts))
		return 422;
	if (!api_pay_read(r, body, &facts, &status))
		return status;
	facts.member_id = read_member(r, body, &status);
	if (facts.member_id == 0)
		return status;
	if (member_get(portal->db, r->mem, facts.member_id, &member_no, &kind) != DB_OK)
		return api_db_failed(r);
	booking.r = r;
	booking.member_no = member_no;
	booking.dry_run = facts.dry_run;
	return book(r, &facts);
}

const struct route api_order_routes[] = {
	{ API_ROOT "/orders", METHOD_POST, GUARD_KEY | GUARD_JSON, page_book, NULL, NULL, NULL, 0 },
	{ 0 }
};
