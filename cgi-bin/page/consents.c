#include "page/consents.h"

#include <string.h>

#include "base/mem.h"
#include "page/account.h"
#include "service/mail_choice.h"
#include "store/consent.h"

static const struct field query[] = {{"done", 16, false}, {0}};
static const struct field form[] = {{"marketing", 1, false}, {0}};

static const char *const notices[][2] = {{"given", "Lang.Profile.MarketingGiven"},
                                         {"withdrawn", "Lang.Profile.MarketingWithdrawn"},
                                         {NULL, NULL}};

static int consents_post(struct request *r)
{
	struct service_env env = account_env(r);
	const char *marketing = request_form(r, "marketing");
	bool wanted = marketing != NULL && marketing[0] == '1';
	if (mail_choice_choose(&env, account_viewer(r), MAIL_CAMPAIGN, wanted) != DB_OK)
		return account_unavailable(r);
	return respond_see_other(r, wanted ? "/profile/consents?done=given"
	                                   : "/profile/consents?done=withdrawn");
}

static void fill_row(struct request *r, int i, const struct consent_row *consent)
{
	static const char *const papers[] = {"terms", "privacy", "marketing", "guardian", NULL};
	struct view_node *root = page_root(r), *row = view_row(root, "Consents", i);
	const char *paper = text_among(consent->paper, papers) ? consent->paper : "privacy";
	const char *key = talloc_asprintf(r->mem, "Lang.Profile.Paper.%s", paper);
	view_str(row, "Title", view_words(root, talloc_asprintf(r->mem, "%s.Title", key)));
	view_str(row, "Wording", view_words(root, talloc_asprintf(r->mem, "%s.Wording", key)));
	view_str(row, "Version", consent->version);
	view_instant(row, "Given", consent->given_at);
	if (consent->withdrawn_at != INSTANT_NONE)
		view_instant(row, "Withdrawn", consent->withdrawn_at);
	if (strcmp(paper, "terms") == 0)
		view_str(row, "Link", "/terms");
	if (strcmp(paper, "privacy") == 0)
		view_str(row, "Link", "/privacy");
	if (strcmp(paper, "marketing") == 0 && consent->withdrawn_at == INSTANT_NONE)
		view_flag(root, "Marketing", true);
}

static int page_consents(struct request *r)
{
	struct consent_row *rows;
	int n;
	account_page(r, "Lang.Profile.ConsentsTitle", "profile");
	if (r->method == METHOD_POST)
		return consents_post(r);
	account_notice(r, notices);
	if (consent_list(portal_of(r)->db, r->mem, account_viewer(r), &rows, &n) != DB_OK)
		return account_unavailable(r);
	for (int i = 0; i < n; i++)
		fill_row(r, i, &rows[i]);
	return 200;
}

const struct route consents_routes[] = {
	{"/profile/consents", METHOD_GET | METHOD_POST, GUARD_MEMBER | GUARD_CSRF, page_consents,
     "profile_consents", query, form, 0},
	{0}};
