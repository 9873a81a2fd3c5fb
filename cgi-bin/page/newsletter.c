#include "page/newsletter.h"

#include "page/account.h"
#include "service/newsletter.h"

#define LINK_PAGE "newsletter_link"

static const struct field query[] = {{"done", 16, false}, {0}};
static const struct field form[] = {{"email", 300, false}, {"consent", 8, false}, {0}};
static const struct field none[] = {{0}};

static const char *const notices[][2] = {{"sent", "Lang.Newsletter.Sent"}, {NULL, NULL}};

static int page_form(struct request *r)
{
	account_page(r, "Lang.Newsletter.Title", "newsletter");
	account_notice(r, notices);
	return 200;
}

static int page_ask(struct request *r)
{
	struct service_env env = account_env(r);
	const char *email = email_clean(r->mem, account_line(r, "email"));

	page_form(r);
	page_keep(r, "email");
	page_keep(r, "consent");
	if (!email)
		page_error(r, "email", "Lang.Newsletter.EmailForm");
	if (account_line(r, "consent")[0] == '\0')
		page_error(r, "consent", "Lang.Newsletter.ConsentMissing");
	if (page_has_errors(r))
		return 422;
	if (newsletter_ask(&env, email, account_lang(r)) != NEWSLETTER_OK)
		return account_unavailable(r);
	return respond_see_other(r, "/newsletter?done=sent");
}

/* The link of a mail: asks on GET, which programs follow as well; acts on POST. */
static int page_link(struct request *r)
{
	struct service_env env = account_env(r);
	bool yes = r->method == METHOD_POST;
	struct reader reader;
	enum newsletter_outcome outcome;

	account_page(r, "Lang.Newsletter.Title", "newsletter");
	respond_header(r, "Referrer-Policy", "no-referrer");
	outcome = yes ? newsletter_confirm(&env, r->param[0])
	              : newsletter_look(&env, r->param[0], &reader);
	if (outcome == NEWSLETTER_UNKNOWN)
		return account_gone(r);
	if (outcome != NEWSLETTER_OK)
		return account_unavailable(r);
	return yes ? respond_see_other(r, "/newsletter/confirmed") : 200;
}

static int page_confirmed(struct request *r)
{
	account_page(r, "Lang.Newsletter.Title", "newsletter");
	view_flag(page_root(r), "Done", true);
	return 200;
}

const struct route newsletter_routes[] = {
	{"/newsletter", METHOD_GET, 0, page_form, "newsletter", query, NULL, 0},
	{"/newsletter", METHOD_POST, GUARD_CSRF, page_ask, "newsletter", NULL, form, 0},
	{"/newsletter/confirmed", METHOD_GET, 0, page_confirmed, LINK_PAGE, NULL, NULL, 0},
	{"/newsletter/:token", METHOD_GET | METHOD_POST, GUARD_CSRF, page_link, LINK_PAGE,
	 NULL, none, 0},
	{0},
};
