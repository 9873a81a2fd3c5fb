#include "page/surveys.h"

#include <string.h>

#include "base/mem.h"
#include "page/account.h"
#include "service/survey.h"

#define WORD "Lang.Surveys."

static const struct field none[] = {{0}};

static const char *name_of(const struct view_node *root, const struct survey_invitation *v)
{
	return view_lang(root) == LANG_EN ? v->name_en : v->name;
}

/* The trip it is about, if it is about one. */
static void fill_trip(struct view_node *row, const struct survey_invitation *v)
{
	if (survey_is_no_trip(v->partner))
		return;
	view_str(row, "OrderNo", v->order_no);
	view_str(row, "Trip", v->trip);
}

/* One that can be answered: the link of its mail. False: no key. */
static bool fill_open(struct request *r, struct view_node *row, const struct survey_invitation *v)
{
	char token[TOKEN_TEXT];

	if (!survey_token(portal_of(r)->config, v->member_id, v->invitation_id, token))
		return false;
	view_str(row, "Name", name_of(row, v));
	view_str(row, "Url", talloc_asprintf(r->mem, "/survey/%s", token));
	fill_trip(row, v);
	if (page_now(r) >= v->ends_at)
		return true; /* still welcome, without points */
	view_change(row, "Points", v->points);
	view_day(row, "Until", day_of(v->ends_at - 1));
	return true;
}

static bool fill_past(struct request *r, struct view_node *row, const struct survey_invitation *v)
{
	char token[TOKEN_TEXT];

	view_str(row, "Name", name_of(row, v));
	fill_trip(row, v);
	view_day(row, "Day", day_of(v->submitted_at));
	if (v->paid_points > 0)
		view_change(row, "Points", v->paid_points);
	if (!v->case_no[0])
		return true;
	/* What was done about it stands on the same link. */
	if (!survey_token(portal_of(r)->config, v->member_id, v->invitation_id, token))
		return false;
	view_str(row, "Url", talloc_asprintf(r->mem, "/survey/%s/done", token));
	view_str(row, "CaseNo", v->case_no);
	return true;
}

static int page_surveys(struct request *r)
{
	struct view_node *root = page_root(r);
	struct survey_invitation *all;
	int n, n_open = 0, n_past = 0;
	bool ok = true;

	account_page(r, WORD "Title", "profile");
	if (survey_member_list(portal_of(r)->db, r->mem, viewer_of(r)->member_id, &all, &n) != DB_OK)
		return account_unavailable(r);
	for (int i = 0; i < n && ok; i++)
		ok = all[i].submitted_at == INSTANT_NONE
		             ? fill_open(r, view_row(root, "Open", n_open++), &all[i])
		             : fill_past(r, view_row(root, "Past", n_past++), &all[i]);
	return ok ? 200 : 500;
}

/* Who scanned a poster: what is asked, and a button that begins. */
static int page_poster(struct request *r)
{
	struct service_env env = account_env(r);
	struct view_node *root = page_root(r);
	struct survey survey;
	char token[TOKEN_TEXT];
	enum db got = survey_live(env.db, r->mem, r->param[0], &survey);
	bool en = view_lang(root) == LANG_EN;

	if (got != DB_OK)
		return got == DB_NONE ? page_problem(r, 404) : account_unavailable(r);
	account_page(r, WORD "Title", "profile");
	view_str(root, "Page.Title", en ? survey.name_en : survey.name);
	view_str(root, "Intro", en ? survey.intro_en : survey.intro);
	view_str(root, "Code", survey.code);
	if (r->method == METHOD_GET)
		return 200;
	got = survey_scan(&env, portal_of(r)->plans, survey.code, viewer_of(r)->member_id, token);
	if (got == DB_OK)
		return respond_see_other(r, talloc_asprintf(r->mem, "/survey/%s", token));
	view_flag(root, "Again", got == DB_DUP);
	return got == DB_DUP ? 422 : got == DB_NONE ? page_problem(r, 404) : account_unavailable(r);
}

const struct route surveys_routes[] = {
	{.path = "/surveys", .methods = METHOD_GET, .guards = GUARD_MEMBER, .page = page_surveys,
	 .template = "surveys", .query = none},
	{.path = "/surveys/:code", .methods = METHOD_GET | METHOD_POST,
	 .guards = GUARD_MEMBER | GUARD_CSRF, .page = page_poster, .template = "survey_poster",
	 .query = none, .form = none},
	{0},
};
