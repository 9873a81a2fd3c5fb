#include "page/password.h"

#include "page/account.h"
#include "service/password.h"

static const struct field form[] = {{"current", 1024, false}, {"password", 1024, false}, {0}};

static int password_post(struct request *r, const struct person *person)
{
	struct service_env env = account_env(r);
	int64_t wait_s = 0;
	const char *current = account_raw(r, "current");
	const char *const names[] = {person->email != NULL ? person->email : "",
	                             person->phone != NULL ? person->phone : "", person->name, NULL};
	if (current[0] == '\0')
		page_error(r, "current", "Lang.Account.PasswordEmpty");
	const char *password = account_password(r, "password", names);
	if (page_has_errors(r))
		return 422;
	switch (password_change(&env, person->id, current, password, viewer_of(r)->token_hash,
	                        &wait_s)) {
	case CHANGE_DONE:
		return respond_see_other(r, "/profile?done=password");
	case CHANGE_WRONG:
		page_error(r, "current", "Lang.Account.PasswordWrong");
		return 422;
	case CHANGE_WAIT:
		return account_wait(r, "current", wait_s);
	case CHANGE_FAILED:
		break;
	}
	return account_unavailable(r);
}

static int page_password(struct request *r)
{
	struct person person;
	account_page(r, "Lang.Profile.PasswordTitle", "profile");
	if (person_get(portal_of(r)->db, r->mem, account_viewer(r), &person) != DB_OK)
		return account_unavailable(r);
	return r->method == METHOD_POST ? password_post(r, &person) : 200;
}

const struct route password_routes[] = {
	{"/profile/password", METHOD_GET | METHOD_POST, GUARD_MEMBER | GUARD_CSRF, page_password,
     "profile_password", NULL, form, 0},
	{0}};
