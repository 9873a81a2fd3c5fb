#include "page/sign_in.h"

#include <string.h>

#include "page/account.h"
#include "page/viewer.h"
#include "service/sign_in.h"

static const struct field query[] = {{"next", 512, false}, {"done", 16, false}, {0}};
static const struct field form[] = {
	{"login", 300, false}, {"password", 1024, false}, {"next", 512, false}, {0}};
static const struct field out_form[] = {{"everywhere", 1, false}, {0}};

static const char *const notices[][2] = {{"reset", "Lang.Account.ResetDone"},
                                         {"out", "Lang.Account.SignedOut"},
                                         {"joined", "Lang.People.Joined"},
                                         {NULL, NULL}};

static void show(struct request *r, const char *next)
{
	account_page(r, "Lang.Account.SignInTitle", "sign-in");
	if (next != NULL && path_is_ours(next))
		view_str(page_root(r), "Form.next", next);
}

/* A wrong try never says which part was wrong, and takes as long as a right
 * one. */
static int sign_in_post(struct request *r)
{
	struct service_env env = account_env(r);
	struct person_id id;
	int64_t wait_s = 0;
	const char *login = account_line(r, "login"), *password = account_raw(r, "password");
	const char *next = request_form(r, "next");
	show(r, next);
	page_keep(r, "login");
	if (login[0] == '\0')
		page_error(r, "login", "Lang.Account.LoginEmpty");
	if (password[0] == '\0')
		page_error(r, "password", "Lang.Account.PasswordEmpty");
	if (page_has_errors(r))
		return 422;
	switch (sign_in_check(&env, login, password, &id, &wait_s)) {
	case SIGN_IN_DONE:
		break;
	case SIGN_IN_WRONG:
		page_error(r, "login", "Lang.Account.SignInWrong");
		return 422;
	case SIGN_IN_WAIT:
		return account_wait(r, "login", wait_s);
	case SIGN_IN_FAILED:
		return account_unavailable(r);
	}
	if (viewer_sign_in(r, id.member_id, id.person_id) != DB_OK)
		return account_unavailable(r);
	return respond_see_other(r, next != NULL && path_is_ours(next) ? next : "/balance");
}

static int page_sign_in(struct request *r)
{
	if (r->method == METHOD_POST)
		return sign_in_post(r);
	show(r, request_query(r, "next"));
	account_notice(r, notices);
	return 200;
}

static int page_sign_out(struct request *r)
{
	const char *everywhere = request_form(r, "everywhere");
	if (everywhere != NULL && everywhere[0] == '1' &&
	    session_end_all(portal_of(r)->db, account_viewer(r), NULL) != DB_OK)
		return account_unavailable(r);
	if (viewer_sign_out(r) != DB_OK)
		return account_unavailable(r);
	return respond_see_other(r, "/sign-in?done=out");
}

const struct route sign_in_routes[] = {
	{"/sign-in", METHOD_GET | METHOD_POST, GUARD_CSRF, page_sign_in, "sign_in", query, form, 0},
	{"/sign-out", METHOD_POST, GUARD_MEMBER | GUARD_CSRF, page_sign_out, NULL, NULL, out_form, 0},
	{0}};
