#include "page/unsubscribe.h"

#include "base/mem.h"
#include "page/account.h"
#include "service/mail_choice.h"

/* "ask" is the button of the page, the other a mailer's one click. */
static const struct field form[] = {{"ask", 8, false}, {"List-Unsubscribe", 16, false},
                                    {"csrf", 64, false}, {0}};

static void fill(struct request *r, const struct unsubscribe *what)
{
	struct view_node *root = page_root(r);

	view_str(root, "Topic", view_words(root, talloc_asprintf(r->mem, "Lang.MailTopic.%s.Name",
	                                                         mail_topic_word(what->topic))));
	view_flag(root, "Ended", what->ended);
	view_flag(root, "Reader", what->id.member_id == 0);
}

static void start(struct request *r)
{
	account_page(r, "Lang.Unsubscribe.Title", "unsubscribe");
	respond_header(r, "Referrer-Policy", "no-referrer");
}

/* Looking changes nothing: mail scanners follow links. */
static int page_ask(struct request *r)
{
	struct service_env env = account_env(r);
	struct unsubscribe what;
	enum db got;

	start(r);
	got = unsubscribe_look(&env, r->param[0], &what);
	if (got == DB_NONE)
		return account_gone(r);
	if (got != DB_OK)
		return account_unavailable(r);
	fill(r, &what);
	return 200;
}

/* No guard but the token: the one click comes from a mailer without a session,
 * and is not led elsewhere. */
static int page_end(struct request *r)
{
	struct service_env env = account_env(r);
	struct unsubscribe what;
	enum db got;

	start(r);
	got = unsubscribe_do(&env, r->param[0]);
	if (got == DB_OK && request_form(r, "ask"))
		return respond_see_other(r, r->path);
	if (got == DB_OK)
		got = unsubscribe_look(&env, r->param[0], &what);
	if (got == DB_NONE)
		return account_gone(r);
	if (got != DB_OK)
		return account_unavailable(r);
	fill(r, &what);
	return 200;
}

const struct route unsubscribe_routes[] = {
	{"/unsubscribe/:token", METHOD_GET, 0, page_ask, "unsubscribe", NULL, NULL, 0},
	{"/unsubscribe/:token", METHOD_POST, GUARD_ONE_CLICK, page_end, "unsubscribe", NULL, form, 0},
	{0},
};
