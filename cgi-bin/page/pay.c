#include "page/pay.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "page/account.h"
#include "page/movement.h"
#include "page/rule_words.h"
#include "page/stops.h"
#include "rule/pay.h"
#include "service/pay_code.h"
#include "service/redeem.h"
#include "store/statement.h"

#define USED_SHOWN_S 1800 /* how long a used code is told of */
#define CLOCK_AT 11       /* of "2026-10-03T12:00:00+08:00" */

static const struct field no_fields[] = {{0}};

/* The viewer's points as they are today, also before the nightly job. */
static bool figures(struct request *r, int64_t *available)
{
	const struct viewer *v = viewer_of(r);
	int32_t today = day_of(page_now(r));
	int64_t pending;

	*available = v->available;
	return today <= v->good_through ||
	       statement_figures(portal_of(r)->db, v->member_id, today, available, &pending) == DB_OK;
}

/* Why this person can get no code now; NULL = can. */
static char *reason(struct request *r, const struct plan *plan, int64_t available)
{
	const struct viewer *v = viewer_of(r);
	struct view_node *root = page_root(r);

	if (!v->holder && !v->may_spend)
		return talloc_strdup(r->mem, view_words(root, "Lang.Pay.MayNot"));
	if (v->debt > 0)
		return text_sentence(r->mem, root, "Lang.Pay.InDebt", text_points(r->mem, v->debt), NULL);
	if (available >= plan->pay.min_points)
		return NULL;
	return text_sentence(r->mem, root, "Lang.Pay.Short", text_points(r->mem, plan->pay.min_points),
	                     text_points(r->mem, plan->pay.min_points - available), NULL);
}

/* "4 分 52 秒" */
static const char *left_words(struct request *r, int64_t seconds)
{
	struct view_node *root = page_root(r);
	char *minutes = text_points(r->mem, seconds / 60), *rest = text_points(r->mem, seconds % 60);

	if (seconds < 60)
		return text_sentence(r->mem, root, "Lang.Pay.LeftSeconds", rest, NULL);
	return text_sentence(r->mem, root, "Lang.Pay.Left", minutes, rest, NULL);
}

static void fill_code(struct request *r, const struct pay_code_shown *code)
{
	struct view_node *root = page_root(r);
	char instant[INSTANT_TEXT];
	int64_t left = code->ends_at - page_now(r);

	if (code->code[0] != '\0') {
		instant_local(instant, code->ends_at);
		view_str(root, "Code", code->code);
		view_str(root, "Code.First", talloc_strndup(r->mem, code->code, 4));
		view_str(root, "Code.Last", code->code + 4);
		view_str(root, "Left", left_words(r, left));
		view_str(root, "Left.Seconds", talloc_asprintf(r->mem, "%lld", (long long)left));
		view_str(root, "Ends", talloc_strndup(r->mem, instant + CLOCK_AT, 8));
		view_str(root, "Ends.Iso", talloc_strdup(r->mem, instant));
	} else if (code->used_at != INSTANT_NONE && page_now(r) - code->used_at < USED_SHOWN_S) {
		if (text_starts(code->used_by, REDEEM_COUNTER))
			view_str(root, "UsedRedemption", code->used_by + sizeof REDEEM_COUNTER - 1);
		else
			view_str(root, "UsedOrder", movement_order(r->mem, code->used_by));
	} else if (code->used_at == INSTANT_NONE && left > -USED_SHOWN_S) {
		view_flag(root, "Over", true);
	}
}

/* What points can pay: the plan's rules, and how much the viewer has for it. */
static void fill_rules(struct request *r, const struct plan *plan, int64_t available)
{
	struct view_node *root = page_root(r);
	struct rule_lines rules = rule_words(r->mem, root, plan);
	int64_t steps = available / plan->pay.step_points, points = steps * plan->pay.step_points;
	int n = 0;

	for (int i = 0; i < rules.n; i++)
		if (text_starts(rules.lines[i].id, "pay."))
			view_str(view_row(root, "Rules", n++), "Text", rules.lines[i].text);
	view_points(root, "Available", available);
	if (points >= plan->pay.min_points)
		view_sentence(root, "Most", "Lang.Pay.Most", text_points(r->mem, points),
		              text_money(r->mem, steps * plan->pay.step_fen), NULL);
}

/* Asked for a code during a stop: the page, which says why (a 403 is a problem's). */
#define STOPPED 422

static int make(struct request *r)
{
	struct service_env env = account_env(r);
	int64_t wait_s = 0;

	switch (pay_code_make(&env, account_viewer(r), &wait_s)) {
	case PAY_CODE_OK:
		return respond_see_other(r, "/pay");
	case PAY_CODE_STOPPED:
		view_str(page_root(r), "WhyNot", stops_why(r, NULL, 0));
		return STOPPED;
	case PAY_CODE_LIMIT:
		return account_wait(r, "code", wait_s);
	default:
		return account_unavailable(r);
	}
}

static int page_pay(struct request *r)
{
	const struct plan *plan = plan_on(portal_of(r)->plans, day_of(page_now(r)));
	struct service_env env = account_env(r);
	struct pay_code_shown code;
	struct stop *stops;
	int64_t available;
	const char *why_not;
	int n;
	enum db got;

	account_page(r, "Lang.Pay.Title", "pay");
	if (!figures(r, &available) || !stops_look(r, &stops, &n))
		return account_unavailable(r);
	fill_rules(r, plan, available);
	why_not = stop_of(stops, n, NULL, 0) ? stops_why(r, NULL, 0) : reason(r, plan, available);
	if (why_not != NULL) {
		view_str(page_root(r), "WhyNot", why_not);
		return r->method != METHOD_POST ? 200 : stop_of(stops, n, NULL, 0) ? STOPPED : 403;
	}
	if (r->method == METHOD_POST) {
		int status = make(r);

		if (status != 429)
			return status;
	}
	got = pay_code_latest(&env, account_viewer(r), &code);
	if (got != DB_OK && got != DB_NONE)
		return account_unavailable(r);
	if (got == DB_OK)
		fill_code(r, &code);
	return r->method == METHOD_POST ? 429 : 200;
}

const struct route pay_routes[] = {
	{"/pay", METHOD_GET | METHOD_POST, GUARD_MEMBER | GUARD_CSRF, page_pay, "pay", NULL, no_fields,
     0},
	{0}};
