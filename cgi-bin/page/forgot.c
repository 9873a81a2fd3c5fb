#include "page/forgot.h"

#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "page/account.h"
#include "service/password.h"

#define REMEMBER_S 900 /* how long the browser remembers where a code went */
#define LOGIN_MAX 254

static const struct field query[] = {{"sent", 8, false}, {0}};
static const struct field form[] = {{"login", 400, false}, {"code", 32, false}, {0}};
static const struct field reset_form[] = {{"password", 1024, false}, {0}};

/* Where the code went, remembered by the browser in hex so that the code page
 * need not ask again; never in a URL. */
static void remember(struct request *r, const char *login)
{
	char *hex = talloc_array(r->mem, char, 2 * strlen(login) + 1);
	secret_hex(hex, login, strlen(login));
	respond_cookie(r, "forgot", hex, REMEMBER_S);
}

static const char *remembered(struct request *r)
{
	const char *hex = request_cookie(r, "forgot");
	size_t len = hex != NULL ? strlen(hex) / 2 : 0;
	if (len == 0 || len > LOGIN_MAX)
		return NULL;
	char *login = talloc_zero_array(r->mem, char, len + 1);
	if (!secret_unhex(login, len, hex) || !utf8_valid(login, len))
		return NULL;
	return phone_clean(r->mem, login);
}

/* Which of the three faces the page has: asking, mail sent, code wanted. */
static void show(struct request *r, const char *sent)
{
	struct view_node *root = page_root(r);
	account_page(r, "Lang.Account.ForgotTitle", "sign-in");
	view_flag(root, "MailSent", sent != NULL && strcmp(sent, "email") == 0);
	view_flag(root, "CodeSent", sent != NULL && strcmp(sent, "sms") == 0);
}

/* The e-mail or phone that was typed, cleaned; NULL with its page_error. */
static const char *read_login(struct request *r)
{
	const char *typed = account_line(r, "login");
	page_keep(r, "login");
	const char *login = email_clean(r->mem, typed);
	if (login == NULL)
		login = phone_clean(r->mem, typed);
	if (login == NULL)
		page_error(r, "login", "Lang.Account.ForgotEmpty");
	return login;
}

static int ask_post(struct request *r)
{
	struct service_env env = account_env(r);
	int64_t wait_s = 0;
	show(r, NULL);
	const char *login = read_login(r);
	if (login == NULL)
		return 422;
	switch (forgot_ask(&env, login, account_lang(r), &wait_s)) {
	case FORGOT_DONE:
	case FORGOT_WRONG:
		break;
	case FORGOT_WAIT:
		return account_wait(r, "login", wait_s);
	case FORGOT_FAILED:
		return account_unavailable(r);
	}
	if (strchr(login, '@') != NULL)
		return respond_see_other(r, "/forgot?sent=email");
	remember(r, login);
	return respond_see_other(r, "/forgot?sent=sms");
}

static int code_post(struct request *r)
{
	struct service_env env = account_env(r);
	char token[TOKEN_TEXT];
	int64_t wait_s = 0;
	show(r, "sms");
	const char *login = read_login(r);
	if (login == NULL)
		return 422;
	if (account_line(r, "code")[0] == '\0') {
		page_error(r, "code", "Lang.Account.CodeEmpty");
		return 422;
	}
	switch (forgot_code(&env, login, account_line(r, "code"), token, &wait_s)) {
	case FORGOT_DONE:
		break;
	case FORGOT_WRONG:
		page_error(r, "code", "Lang.Account.CodeWrong");
		return 422;
	case FORGOT_WAIT:
		return account_wait(r, "code", wait_s);
	case FORGOT_FAILED:
		return account_unavailable(r);
	}
	respond_cookie(r, "forgot", "", 0);
	return respond_see_other(r, talloc_asprintf(r->mem, "/reset/%s", token));
}

static int page_forgot(struct request *r)
{
	if (r->method == METHOD_POST)
		return request_form(r, "code") != NULL ? code_post(r) : ask_post(r);
	show(r, request_query(r, "sent"));
	view_str(page_root(r), "Form.login", remembered(r));
	return 200;
}

static int reset_post(struct request *r, const struct person *person)
{
	struct service_env env = account_env(r);
	const char *const names[] = {person->email != NULL ? person->email : "",
	                             person->phone != NULL ? person->phone : "", person->name, NULL};
	const char *password = account_password(r, "password", names);
	if (password == NULL)
		return 422;
	switch (reset_set(&env, r->param[0], password)) {
	case RESET_DONE:
		return respond_see_other(r, "/sign-in?done=reset");
	case RESET_GONE:
		return account_gone(r);
	case RESET_FAILED:
		break;
	}
	return account_unavailable(r);
}

static int page_reset(struct request *r)
{
	struct service_env env = account_env(r);
	struct person person;
	account_page(r, "Lang.Account.ResetTitle", "sign-in");
	respond_header(r, "Referrer-Policy", "no-referrer");
	switch (reset_look(&env, r->param[0], &person)) {
	case RESET_DONE:
		view_str(page_root(r), "Person.Name", person.name);
		return r->method == METHOD_POST ? reset_post(r, &person) : 200;
	case RESET_GONE:
		return account_gone(r);
	case RESET_FAILED:
		break;
	}
	return account_unavailable(r);
}

const struct route forgot_routes[] = {
	{"/forgot", METHOD_GET | METHOD_POST, GUARD_CSRF, page_forgot, "forgot", query, form, 0},
	{"/reset/:token", METHOD_GET | METHOD_POST, GUARD_CSRF, page_reset, "reset", NULL, reset_form,
     0},
	{0}};
