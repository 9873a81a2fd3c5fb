#include "page/custom.h"

#include <string.h>

#include "base/mem.h"
#include "page/account.h"
#include "page/case_parts.h"
#include "page/custom_parts.h"
#include "page/rule_words.h"

#define SHOWN 50
#define WORD "Lang.Custom."
#define BUDGET_MAX INT64_C(10000000) /* yuan */

static const struct field one_query[] = {{"done", 16, false}, {0}};
static const struct field ask_form[] = {{"destination", 600, false}, {"period", 400, false},
                                        {"people", 12, false},       {"budget", 20, false},
                                        {"text", 8000, false},       {"form_id", 64, false},
                                        {0}};
static const struct field text_form[] = {{"text", 8000, false}, {0}};
static const struct field none[] = {{0}};

static const char *const notices[][2] = {{"asked", WORD "Done.asked"},
                                         {"sent", WORD "Done.sent"},
                                         {"agreed", WORD "Done.agreed"},
                                         {"withdrawn", WORD "Done.withdrawn"},
                                         {NULL, NULL}};

/* May, or from which tier. */
static void fill_benefit(struct request *r)
{
	struct view_node *root = page_root(r);
	const struct viewer *v = viewer_of(r);
	const struct plan *plan = plan_on(portal_of(r)->plans, day_of(page_now(r)));
	const struct plan_benefit *benefit = custom_benefit(plan, v->kind);

	view_flag(root, "May", custom_open(plan, v->tier, v->kind));
	if (benefit)
		view_sentence(root, "From", WORD "FromTier",
		              plan_words(root, &plan->tiers[plan_tier_index(plan, benefit->tier)].name),
		              NULL);
	view_sentence(root, "Promise", WORD "Promise",
	              text_day(r->mem, view_lang(root), day_of(custom_promise(plan, page_now(r)))),
	              NULL);
}

static int show_list(struct request *r, int status)
{
	struct custom_row *trips;
	int n;

	account_page(r, WORD "Title", "profile");
	if (custom_list(portal_of(r)->db, r->mem, viewer_of(r)->member_id, SHOWN, &trips, &n) != DB_OK)
		return account_unavailable(r);
	for (int i = 0; i < n; i++)
		custom_fill(r, view_row(page_root(r), "Trips", i), &trips[i]);
	fill_benefit(r);
	case_form_id(r);
	return status;
}

static int page_list(struct request *r)
{
	view_str(page_root(r), "Form.people", "2");
	return show_list(r, 200);
}

/* A line of prose of 1 to MAX characters; else its error. */
static const char *line(struct request *r, const char *name, size_t max, const char *empty)
{
	const char *text = account_line(r, name);

	page_keep(r, name);
	if (!text[0])
		page_error(r, name, empty);
	else if (utf8_length(text) > max)
		page_error(r, name, WORD "LineLong");
	return text;
}

static void read_ask(struct request *r, struct custom_new *what)
{
	int64_t yuan = 0;

	what->destination = line(r, "destination", CUSTOM_DESTINATION, WORD "DestinationEmpty");
	what->period = line(r, "period", CUSTOM_PERIOD, WORD "PeriodEmpty");
	what->wishes = case_prose(r, "text");
	page_keep(r, "people");
	page_keep(r, "budget");
	page_keep(r, "text");
	if (!int_parse(account_line(r, "people"), &what->people) || what->people < 1 ||
	    what->people > CUSTOM_PEOPLE_MAX)
		page_error(r, "people", WORD "PeopleWrong");
	if (account_line(r, "budget")[0] &&
	    (!int_parse(account_line(r, "budget"), &yuan) || yuan < 1 || yuan > BUDGET_MAX))
		page_error(r, "budget", WORD "BudgetWrong");
	what->budget_fen = yuan * 100;
	if (utf8_length(what->wishes) > CUSTOM_TEXT)
		page_error(r, "text", WORD "TextLong");
}

static int back(struct request *r, const char *no, const char *done)
{
	return respond_see_other(r, talloc_asprintf(r->mem, "/custom/%s?done=%s", no, done));
}

static int page_ask(struct request *r)
{
	struct service_env env = account_env(r);
	struct custom_new what = {.member_id = viewer_of(r)->member_id};
	char no[CUSTOM_NO];

	read_ask(r, &what);
	if (page_has_errors(r))
		return show_list(r, 422);
	switch (custom_ask(&env, portal_of(r)->plans, &what, case_form_sent(r), no)) {
	case CUSTOM_OK:
		return back(r, no, "asked");
	case CUSTOM_TIER:
		return show_list(r, 422);
	case CUSTOM_MANY:
		page_error(r, NULL, WORD "Many");
		return show_list(r, 422);
	case CUSTOM_TRY_AGAIN:
		return account_unavailable(r);
	default:
		return 500;
	}
}

/* The page of the trip that the path names; STATUS, or 404, 503. */
static int show(struct request *r, int status)
{
	struct view_node *root = page_root(r);
	struct custom_row c;
	enum db got = custom_read(portal_of(r)->db, r->mem, viewer_of(r)->member_id, r->param[0], &c);

	if (got == DB_NONE)
		return page_problem(r, 404);
	if (got == DB_OK)
		got = custom_fill_said(r, &c, false);
	if (got != DB_OK)
		return account_unavailable(r);
	view_sentence(root, "Page.Title", WORD "OneTitle", c.trip_no, NULL);
	view_str(root, "Page.Name", "profile");
	custom_fill(r, view_node(root, "One"), &c);
	view_sentence(root, "Next",
	              talloc_asprintf(r->mem, WORD "Next.%s%s", c.state,
	                              strcmp(c.state, "proposed") == 0 &&
	                                              strcmp(c.waiting, "staff") == 0
	                                      ? "_staff"
	                                      : ""),
	              text_day(r->mem, view_lang(root), day_of(c.due_at)), NULL);
	view_flag(root, "Late", strcmp(c.waiting, "staff") == 0 && c.due_at < page_now(r));
	view_flag(root, "Priority", c.priority && strcmp(c.waiting, "none") != 0);
	view_flag(root, "MayWrite", custom_may(&c, CUSTOM_MESSAGE, true));
	view_flag(root, "MayAgree", custom_may(&c, CUSTOM_AGREE, true));
	view_flag(root, "MayWithdraw", custom_may(&c, CUSTOM_WITHDRAW, true));
	return status;
}

static int page_one(struct request *r)
{
	account_notice(r, notices);
	return show(r, 200);
}

static int act(struct request *r, enum custom_act what, const char *text, const char *done)
{
	struct service_env env = account_env(r);
	const struct custom_asked asked = {.member_id = viewer_of(r)->member_id,
	                                   .trip_no = r->param[0], .act = what, .text = text};

	switch (custom_act(&env, portal_of(r)->plans, &asked)) {
	case CUSTOM_OK:
		return back(r, r->param[0], done);
	case CUSTOM_UNKNOWN:
		return page_problem(r, 404);
	case CUSTOM_TRY_AGAIN:
		return account_unavailable(r);
	case CUSTOM_TOO_LATE:
	case CUSTOM_LACKS:
		page_error(r, NULL, WORD "TooLate");
		return show(r, 422);
	default:
		return 500;
	}
}

static int page_write(struct request *r)
{
	const char *text = case_text(r, "text", CUSTOM_TEXT);

	return text ? act(r, CUSTOM_MESSAGE, text, "sent") : show(r, 422);
}

static int page_agree(struct request *r)
{
	return act(r, CUSTOM_AGREE, "", "agreed");
}

static int page_withdraw(struct request *r)
{
	return act(r, CUSTOM_WITHDRAW, "", "withdrawn");
}

#define ACT (GUARD_MEMBER | GUARD_CSRF)
#define ONE "/custom/:no"

const struct route custom_routes[] = {
	{"/custom", METHOD_GET, GUARD_MEMBER, page_list, "custom", NULL, NULL, 0},
	{"/custom", METHOD_POST, ACT, page_ask, "custom", NULL, ask_form, 0},
	{ONE, METHOD_GET, GUARD_MEMBER, page_one, "custom_trip", one_query, NULL, 0},
	{ONE "/messages", METHOD_POST, ACT, page_write, "custom_trip", NULL, text_form, 0},
	{ONE "/agree", METHOD_POST, ACT, page_agree, "custom_trip", NULL, none, 0},
	{ONE "/withdraw", METHOD_POST, ACT, page_withdraw, "custom_trip", NULL, none, 0},
	{0},
};
