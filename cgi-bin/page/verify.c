#include "page/verify.h"

#include <string.h>

#include "page/account.h"
#include "service/verify.h"

static const struct field query[] = {{"done", 16, false}, {0}};
static const struct field form[] = {{"code", 32, false}, {"again", 8, false}, {0}};
static const struct field none[] = {{0}};

static const char *const notices[][2] = {{"sent", "Lang.Account.SentAgain"},
                                         {"phone", "Lang.Account.CodeSent"},
                                         {NULL, NULL}};

/* What the link's page says: asked, done, gone, or somebody else's. */
static int answer(struct request *r, enum verify result)
{
	struct view_node *root = page_root(r);
	switch (result) {
	case VERIFY_DONE:
		return 200;
	case VERIFY_TAKEN:
		view_flag(root, "Taken", true);
		return 409;
	case VERIFY_GONE:
	case VERIFY_WRONG:
	case VERIFY_WAIT:
		return account_gone(r);
	case VERIFY_FAILED:
		break;
	}
	return account_unavailable(r);
}

static int page_link(struct request *r)
{
	struct service_env env = account_env(r);
	const char *address = NULL;
	account_page(r, "Lang.Account.VerifyTitle", "verify");
	respond_header(r, "Referrer-Policy", "no-referrer");
	enum verify result = r->method == METHOD_POST ? verify_link(&env, r->param[0])
	                                              : verify_look(&env, r->param[0], &address);
	if (r->method == METHOD_POST && result == VERIFY_DONE)
		return respond_see_other(r, "/verified");
	if (result == VERIFY_DONE)
		view_str(page_root(r), "Address", address);
	return answer(r, result);
}

static int page_verified(struct request *r)
{
	account_page(r, "Lang.Account.VerifiedTitle", "verify");
	view_flag(page_root(r), "Done", true);
	return 200;
}

/* The person's own addresses that still wait for proof. */
static int show(struct request *r, struct person *person)
{
	struct service_env env = account_env(r);
	struct view_node *root = page_root(r);
	account_page(r, "Lang.Account.VerifyTitle", "profile");
	account_notice(r, notices);
	if (person_get(env.db, r->mem, account_viewer(r), person) != DB_OK)
		return account_unavailable(r);
	if (person->email != NULL && !person->email_confirmed)
		view_str(root, "Email", person->email);
	if (person->phone != NULL && !person->phone_confirmed)
		view_str(root, "Phone", person->phone);
	/* a new phone is not the person's until its code has been typed */
	const char *done = request_query(r, "done");
	view_flag(root, "CodeForm", r->method == METHOD_POST || done != NULL ||
	                                (person->phone != NULL && !person->phone_confirmed));
	return 200;
}

static int send_again(struct request *r, const struct person *person, const char *what)
{
	struct service_env env = account_env(r);
	bool by_mail = strcmp(what, "email") == 0;
	const char *address = by_mail ? person->email : person->phone;
	bool proven = by_mail ? person->email_confirmed : person->phone_confirmed;
	if (address != NULL && !proven && verify_send(&env, person->id, address) != DB_OK)
		return account_unavailable(r);
	return respond_see_other(r, "/verify?done=sent");
}

static int code_post(struct request *r)
{
	struct service_env env = account_env(r);
	int64_t wait_s = 0;
	const char *code = account_line(r, "code");
	if (code[0] == '\0') {
		page_error(r, "code", "Lang.Account.CodeEmpty");
		return 422;
	}
	switch (verify_code(&env, account_viewer(r), code, &wait_s)) {
	case VERIFY_DONE:
		return respond_see_other(r, "/profile?done=verified");
	case VERIFY_WRONG:
		page_error(r, "code", "Lang.Account.CodeWrong");
		return 422;
	case VERIFY_GONE:
		page_error(r, "code", "Lang.Account.CodeGone");
		return 422;
	case VERIFY_TAKEN:
		page_error(r, "code", "Lang.Account.AddressTaken");
		return 422;
	case VERIFY_WAIT:
		return account_wait(r, "code", wait_s);
	case VERIFY_FAILED:
		break;
	}
	return account_unavailable(r);
}

static int page_verify(struct request *r)
{
	struct person person;
	int status = show(r, &person);
	if (status != 200 || r->method != METHOD_POST)
		return status;
	const char *again = request_form(r, "again");
	return again != NULL ? send_again(r, &person, again) : code_post(r);
}

const struct route verify_routes[] = {
	{"/verify", METHOD_GET | METHOD_POST, GUARD_MEMBER | GUARD_CSRF, page_verify, "verify_code",
     query, form, 0},
	{"/verified", METHOD_GET, 0, page_verified, "verify", NULL, NULL, 0},
	{"/verify/:token", METHOD_GET | METHOD_POST, GUARD_CSRF, page_link, "verify", NULL, none, 0},
	{0}};
