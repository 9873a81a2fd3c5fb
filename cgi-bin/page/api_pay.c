#include "page/api_pay.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "rule/code.h"
#include "service/pay_code.h"
#include "store/pay_code.h"

#define TYPED_MAX 64
#define POINTS_MAX 1000000000000LL

static struct service_env
env_of(struct request *r)
{
	struct portal *portal = portal_of(r);

	return (struct service_env){ .db = portal->db, .config = portal->config, .mem = r->mem,
		                         .now = clock_now(), .client = r->client };
}

const char *
api_coupon_code(struct request *r, const char *typed)
{
	char code[CODE_TEXT];

	return code_clean(typed, code) && code[0] != '\0' ? talloc_strdup(r->mem, code) : NULL;
}

static int
by_code(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool
read_coupons(struct request *r, const struct json *body, struct order_facts *f)
{
	const char *typed[ORDER_COUPONS];
	int n = 0;
	bool good = json_texts(body, "coupon_codes", TYPED_MAX, typed, ORDER_COUPONS, &n)
	            != JSON_WRONG;

	for (int i = 0; good && i < n; i++) {
		f->coupons[i] = api_coupon_code(r, typed[i]);
		good = f->coupons[i] != NULL;
	}
	if (!good) {
		api_refuse(r, "coupon_codes", "Give a list of at most 8 coupon codes.");
		return false;
	}
	f->n_coupons = n;
	qsort(f->coupons, (size_t)n, sizeof(f->coupons[0]), by_code);
	for (int i = 1; i < n; i++)
		if (strcmp(f->coupons[i - 1], f->coupons[i]) == 0) {
			api_refuse(r, "coupon_codes", "A coupon can be used once only.");
			return false;
		}
	return true;
}

/* The code's eight digits and the points it pays with; "" = no code. */
static bool
read_points(struct request *r, const struct json *body, struct order_facts *f,
            char code[PAY_CODE_TEXT])
{
	const char *typed = NULL;
	enum json_got got = json_text(body, "pay_code", TYPED_MAX, &typed);
	enum json_got points = json_int(body, "pay_points", &f->pay_points);

	if (points == JSON_ABSENT)
		f->pay_points = 0;
	if (points == JSON_WRONG || f->pay_points < 0 || f->pay_points > POINTS_MAX) {
		api_refuse(r, "pay_points", "Give a whole number of points.");
		return false;
	}
	code[0] = '\0';
	if (got == JSON_WRONG || (got == JSON_OK && !pay_code_clean(typed, code))) {
		api_refuse(r, "pay_code", "Give the eight digits that the member's page shows.");
		return false;
	}
	if (got == JSON_OK && f->pay_points == 0) {
		api_refuse(r, "pay_points", "Say how many points the code is to pay with.");
		return false;
	}
	if (got == JSON_OK || f->pay_points == 0)
		return true;
	api_refuse(r, "pay_code", "Points need the member's code: it stands on the page /pay.");
	return false;
}

int
api_guess_check(struct request *r)
{
	struct service_env env = env_of(r);
	int64_t wait_s = 0;
	char text[24];

	if (pay_guess_wait(&env, api_caller(r)->key_name, &wait_s) != DB_OK)
		return api_db_failed(r);
	if (wait_s == 0)
		return 0;
	snprintf(text, sizeof(text), "%lld", (long long)wait_s);
	respond_header(r, "Retry-After", text);
	return api_error(r, 429, "slow_down",
	                 "Too many wrong codes came with this key. Wait as long as Retry-After says; "
	                 "calls without codes are answered meanwhile.", NULL);
}

/* The code's hash, and who is told of its use. */
static int
find_person(struct request *r, const char *code, struct order_facts *f)
{
	struct database *db = portal_of(r)->db;
	struct person *person = talloc_zero(r->mem, struct person);
	struct person_id id;
	enum db got;

	if (!pay_code_hash(portal_of(r)->config, code, f->pay_code)) {
		api_problem(r, 500);
		return 500;
	}
	got = pay_code_owner(db, f->pay_code, &id);
	if (got == DB_OK)
		got = person_get(db, r->mem, id, person);
	if (got == DB_OK)
		f->told = person;
	return got == DB_OK || got == DB_NONE ? 0 : api_db_failed(r);
}

bool
api_pay_read(struct request *r, const struct json *body, struct order_facts *f, int *status)
{
	char code[PAY_CODE_TEXT];

	*status = 422;
	if (!read_points(r, body, f, code) || !read_coupons(r, body, f))
		return false;
	*status = 0;
	if (f->pay_points > 0 || f->n_coupons > 0)
		*status = api_guess_check(r);
	if (*status == 0 && f->pay_points > 0)
		*status = find_person(r, code, f);
	return *status == 0;
}

void
api_guess_wrong(struct request *r)
{
	struct service_env env = env_of(r);

	if (pay_guess_count(&env, api_caller(r)->key_name) != DB_OK)
		log_event(LOG_WARN, "wrong_code_uncounted", "route=%s", r->route->path);
}

int
api_coupon_failed(struct request *r, enum coupon_outcome outcome, int status, const char *field)
{
	static const struct {
		const char *code, *message;
	} words[] = {
		[COUPON_UNKNOWN] = { "coupon_unknown", "There is no such coupon that could be used here." },
		[COUPON_USED] = { "coupon_used", "This coupon has been used." },
		[COUPON_EXPIRED] = { "coupon_expired", "This coupon's last day is over." },
		[COUPON_CANCELLED] = { "coupon_cancelled", "This coupon was cancelled." },
		[COUPON_CATEGORY] = { "coupon_category", "This coupon is not for this category." },
		[COUPON_MIN] = { "coupon_min", "The price is below what this coupon asks for." },
		[COUPON_OTHERS] = { "coupon_unknown", "There is no such coupon that could be used here." },
	};

	if (outcome == COUPON_TRY_AGAIN || outcome == COUPON_FAILED) {
		status = outcome == COUPON_TRY_AGAIN ? 503 : 500;
		api_problem(r, status);
		return status;
	}
	return api_error(r, status, words[outcome].code, words[outcome].message, field);
}

static int
refuse_points(struct request *r, const struct order_facts *f, const struct order_answer *a)
{
	const struct plan *plan = plan_on(portal_of(r)->plans, day_of(f->paid_at));

	return api_error(r, 422, "pay_points_not_allowed",
	                 talloc_asprintf(r->mem, "Points pay from %lld on, in steps of %lld; here at "
	                                         "most %lld.", (long long)plan->pay.min_points,
	                                 (long long)plan->pay.step_points,
	                                 (long long)a->most.points), "pay_points");
}

/* A code of this member's that is used or over is late, not guessed. */
static bool
is_guess(const struct order_facts *f)
{
	return f->pay_points > 0 && (f->told == NULL || f->told->id.member_id != f->member_id);
}

bool
api_pay_failed(struct request *r, enum order_outcome outcome, const struct order_facts *f,
               const struct order_answer *a, int *status)
{
	/* Whatever else is wrong with it: nothing is told to who guesses. */
	if ((outcome == ORDER_PAY_STEPS || outcome == ORDER_PAY_SHORT || outcome == ORDER_COUPON)
	    && is_guess(f))
		outcome = ORDER_PAY_CODE;
	switch (outcome) {
	case ORDER_PAY_CODE:
		if (is_guess(f))
			api_guess_wrong(r);
		*status = api_error(r, 422, "pay_code_wrong",
		                    "This code is not this member's, was used, or is over. Ask for a "
		                    "new one.", "pay_code");
		return true;
	case ORDER_PAY_STEPS:
		*status = refuse_points(r, f, a);
		return true;
	case ORDER_PAY_SHORT:
		*status = api_error(r, 422, "points_short",
		                    "The member has fewer points to spend than that.", "pay_points");
		return true;
	case ORDER_PAY_STOPPED:
		*status = api_error(r, 422, "spending_stopped",
		                    "Spending points is stopped for now. Book without points, or send "
		                    "the order again later.", "pay_points");
		return true;
	case ORDER_COUPON:
		if (a->coupon_outcome == COUPON_UNKNOWN)
			api_guess_wrong(r);
		*status = api_coupon_failed(r, a->coupon_outcome, 422, "coupon_codes");
		return true;
	default:
		return false;
	}
}

void
api_add_payments(struct json_out *w, const struct order_answer *a)
{
	int64_t price = a->order.paid_fen;

	if (a->n_payments == 0)
		return;
	for (int i = 0; i < a->n_payments; i++)
		price += a->payments[i].fen;
	json_add_int(w, "price_fen", price);
	for (int i = 0; i < a->n_payments; i++) {
		const struct payment *p = &a->payments[i];

		if (payment_coupon(p) != NULL)
			continue;
		json_add_int(w, "pay_points", p->points);
		json_add_int(w, "pay_points_fen", p->fen);
		json_add_int(w, "pay_points_returned", p->returned_points);
	}
	json_open_array(w, "coupons");
	for (int i = 0; i < a->n_payments; i++) {
		const struct payment *p = &a->payments[i];

		if (payment_coupon(p) == NULL)
			continue;
		json_open_object(w, NULL);
		json_add_text(w, "code", payment_coupon(p));
		json_add_int(w, "fen", p->fen);
		json_add_bool(w, "returned", p->returned_at != INSTANT_NONE);
		json_close_object(w);
	}
	json_close_array(w);
}

void
api_add_back(struct request *r, struct json_out *w, int64_t points, const char *coupons)
{
	if (points == 0 && (coupons == NULL || coupons[0] == '\0'))
		return;
	json_add_int(w, "points_returned", points);
	json_open_array(w, "coupons_returned");
	for (const char *p = coupons; p != NULL && *p != '\0'; p += strcspn(p, ",")) {
		p += strspn(p, ",");
		json_add_text(w, NULL, talloc_strndup(r->mem, p, strcspn(p, ",")));
	}
	json_close_array(w);
}
