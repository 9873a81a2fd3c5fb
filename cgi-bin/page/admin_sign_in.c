#include "page/admin_sign_in.h"

#include <string.h>

#include "base/mem.h"
#include "page/account.h"
#include "page/desk.h"
#include "view/qr.h"
#include "web/parse.h"

#define YEAR_S (365 * 24 * 3600)
#define HOME "/admin/"

static const struct field next_query[] = {{"next", 512, false}, {"done", 16, false}, {0}};
static const struct field sign_in_form[] = {
	{"email", 300, false}, {"password", 1024, false}, {"next", 512, false}, {0}};
static const struct field code_form[] = {{"code", 32, false}, {"next", 512, false}, {0}};
static const struct field no_form[] = {{0}};
static const struct field password_form[] = {{"current", 1024, false}, {"password", 1024, false}, {0}};
static const struct field language_form[] = {
	{"lang", 8, false}, {"theme", 8, false}, {"size", 8, false}, {"back", 1024, false}, {0}};

/* The page to go on to: one of the desk's own, else its first. */
static const char *next_of(const struct request *r)
{
	const char *next = r->method == METHOD_POST ? request_form(r, "next") : request_query(r, "next");

	return next && text_starts(next, HOME) && path_is_ours(next) ? next : HOME;
}

static void show(struct request *r, const char *key)
{
	struct view_node *root = desk_page(r, key);

	view_flag(root, "Page.Narrow", true);
	view_str(root, "Form.next", next_of(r));
}

/* Whether a second factor is asked: always, but in a demo that says otherwise. */
static bool needs_code(const struct request *r)
{
	const struct config *config = portal_of(r)->config;

	return strcmp(config_get(config, "Demo", "0"), "1") != 0 ||
	       strcmp(config_get(config, "Staff.Totp", "1"), "0") != 0;
}

/* PATH with ?next= to where the sign-in was to lead. */
static int go_on(struct request *r, const char *path)
{
	struct buf to;

	buf_init(&to, r->mem);
	buf_str(&to, path);
	if (strcmp(next_of(r), HOME) != 0) {
		buf_str(&to, "?next=");
		parse_encode(&to, next_of(r));
	}
	return respond_see_other(r, to.data);
}

/* The session this browser came with is over: another one begins. */
static bool end_old(struct request *r)
{
	const struct desk *old = desk_half(r);

	return !old || staff_session_end(portal_of(r)->db, old->token_hash) == DB_OK;
}

static int sign_in_post(struct request *r)
{
	struct service_env env = desk_env(r);
	char token[STAFF_TOKEN_TEXT];
	const char *email = account_line(r, "email"), *password = account_raw(r, "password");
	enum staff_outcome outcome;

	show(r, "Lang.Desk.SignIn.Title");
	page_keep(r, "email");
	if (!*email)
		page_error(r, "email", "Lang.Desk.SignIn.EmailEmpty");
	if (!*password)
		page_error(r, "password", "Lang.Account.PasswordEmpty");
	if (page_has_errors(r))
		return 422;
	outcome = staff_sign_in(&env, email, password, needs_code(r), token);
	if (outcome == STAFF_WRONG) {
		page_error(r, "email", "Lang.Desk.SignIn.Wrong");
		return 422;
	}
	if (outcome == STAFF_LIMIT) {
		page_error(r, "email", "Lang.Account.Wait");
		return 429;
	}
	if ((outcome != STAFF_OK && outcome != STAFF_CODE && outcome != STAFF_ENROL) || !end_old(r))
		return desk_unavailable(r);
	respond_cookie_strict(r, DESK_COOKIE, token, STAFF_LIFE);
	if (outcome == STAFF_CODE)
		return go_on(r, "/admin/sign-in/code");
	return outcome == STAFF_ENROL ? go_on(r, "/admin/sign-in/enrol") : respond_see_other(r, next_of(r));
}

static int page_sign_in(struct request *r)
{
	if (r->method == METHOD_POST)
		return sign_in_post(r);
	show(r, "Lang.Desk.SignIn.Title");
	view_flag(page_root(r), "Demo",
	          strcmp(config_get(portal_of(r)->config, "Demo", "0"), "1") == 0);
	return 200;
}

/* What follows on digits: in, or the form again. */
static int judged(struct request *r, enum staff_outcome outcome)
{
	switch (outcome) {
	case STAFF_OK:
		return respond_see_other(r, next_of(r));
	case STAFF_WRONG:
		page_error(r, "code", "Lang.Desk.Code.Wrong");
		return 422;
	case STAFF_LIMIT:
		page_error(r, "code", "Lang.Account.Wait");
		return 429;
	default:
		return desk_unavailable(r);
	}
}

/* Where somebody belongs who opens the page of a step that is not due; NULL:
 * the step of ENROL is due. */
static const char *other_step(const struct request *r, bool enrol)
{
	const struct desk *desk = desk_half(r);

	if (!desk)
		return "/admin/sign-in";
	if (desk->passed)
		return HOME;
	if (desk->enrolled == enrol)
		return enrol ? "/admin/sign-in/code" : "/admin/sign-in/enrol";
	return NULL;
}

static int page_code(struct request *r)
{
	const char *other = other_step(r, false);
	struct service_env env = desk_env(r);

	if (other)
		return go_on(r, other);
	struct staff_session session = desk_session(desk_half(r));
	show(r, "Lang.Desk.Code.Title");
	if (r->method == METHOD_GET)
		return 200;
	return judged(r, staff_code(&env, &session, account_line(r, "code")));
}

/* The secret in groups of four, for typing. */
static char *grouped(void *mem, const char *secret)
{
	char *out = talloc_strdup(mem, "");

	for (; *secret; secret += strlen(secret) < 4 ? strlen(secret) : 4)
		out = talloc_asprintf_append(out, "%s%.4s", *out ? " " : "", secret);
	return out;
}

static int page_enrol(struct request *r)
{
	const char *other = other_step(r, true);
	struct service_env env = desk_env(r);
	char secret[64], url[256];

	if (other)
		return go_on(r, other);
	struct staff_session session = desk_session(desk_half(r));
	show(r, "Lang.Desk.Enrol.Title");
	if (staff_enrolment(&env, &session, secret, url) != STAFF_OK)
		return desk_unavailable(r);
	view_qr(page_root(r), "Qr", url);
	view_str(page_root(r), "Enrol.Secret", grouped(r->mem, secret));
	if (r->method == METHOD_GET)
		return 200;
	return judged(r, staff_enrol(&env, &session, account_line(r, "code")));
}

static int page_sign_out(struct request *r)
{
	struct service_env env = desk_env(r);
	struct staff_session session = desk_session(desk_of(r));

	respond_cookie_strict(r, DESK_COOKIE, "", 0);
	if (staff_sign_out(&env, &session) != STAFF_OK)
		return desk_unavailable(r);
	return respond_see_other(r, "/admin/sign-in?done=out");
}

static int password_post(struct request *r)
{
	struct service_env env = desk_env(r);
	struct staff_session session = desk_session(desk_of(r));
	const char *current = account_raw(r, "current");
	const char *const names[] = {session.email, session.name, NULL};
	const char *password = account_password(r, "password", names);

	if (!*current)
		page_error(r, "current", "Lang.Account.PasswordEmpty");
	if (!password || page_has_errors(r))
		return 422;
	switch (staff_password(&env, &session, current, password)) {
	case STAFF_OK:
		return respond_see_other(r, "/admin/?done=password");
	case STAFF_WRONG:
		page_error(r, "current", "Lang.Desk.Password.Wrong");
		return 422;
	case STAFF_WEAK:
		page_error(r, "password", "Lang.Desk.Password.Same");
		return 422;
	case STAFF_LIMIT:
		page_error(r, "current", "Lang.Account.Wait");
		return 429;
	default:
		return desk_unavailable(r);
	}
}

static int page_password(struct request *r)
{
	show(r, "Lang.Desk.Password.Title");
	view_flag(page_root(r), "Must", desk_of(r)->must_change);
	return r->method == METHOD_POST ? password_post(r) : 200;
}

/* Cookies a visitor may choose, and what they may hold. */
static const struct {
	const char *name;
	const char *values[4];
} choices[] = {
	{"lang", {"zh-CN", "en", NULL}},
	{"theme", {"auto", "light", "dark", NULL}},
	{"size", {"normal", "large", NULL}},
};

#define N_CHOICES (sizeof choices / sizeof choices[0])

static int page_language(struct request *r)
{
	const struct desk *desk = desk_half(r);
	const char *lang = request_form(r, "lang"), *back = request_form(r, "back");

	for (size_t i = 0; i < N_CHOICES; i++) {
		const char *value = request_form(r, choices[i].name);

		if (value && !text_among(value, choices[i].values))
			return 400;
	}
	if (lang && desk && staff_put_lang(portal_of(r)->db, desk->staff_id, lang) != DB_OK)
		return desk_unavailable(r);
	for (size_t i = 0; i < N_CHOICES; i++) {
		const char *value = request_form(r, choices[i].name);

		if (value)
			respond_cookie(r, choices[i].name, value, YEAR_S);
	}
	return respond_see_other(r, back && text_starts(back, HOME) && path_is_ours(back) ? back : HOME);
}

#define BOTH (METHOD_GET | METHOD_POST)

const struct route admin_sign_in_routes[] = {
	{"/admin/sign-in", BOTH, GUARD_CSRF, page_sign_in, "admin/sign_in", next_query, sign_in_form, 0},
	{"/admin/sign-in/code", BOTH, GUARD_CSRF, page_code, "admin/code", next_query, code_form, 0},
	{"/admin/sign-in/enrol", BOTH, GUARD_CSRF, page_enrol, "admin/enrol", next_query, code_form, 0},
	{"/admin/sign-out", METHOD_POST, GUARD_STAFF | GUARD_MERCHANT | GUARD_CSRF, page_sign_out, NULL,
     NULL, no_form, 0},
	{"/admin/password", BOTH, GUARD_STAFF | GUARD_MERCHANT | GUARD_CSRF, page_password,
     "admin/password", NULL, password_form, 0},
	{"/admin/language", METHOD_POST, GUARD_CSRF, page_language, NULL, NULL, language_form, 0},
	{0}};
