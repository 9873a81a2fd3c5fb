#include "page/language.h"

#include <string.h>

#include "page/account.h"
#include "page/portal.h"
#include "service/profile.h"
#include "web/csrf.h"

#define YEAR_S (365 * 24 * 3600)

static const struct field form[] = {
	{"csrf", 64, false}, {"lang", 8, false}, {"theme", 8, false},
	{"size", 8, false},  {"back", 1024, false}, {0},
};

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

/* A stranger's choice is a cookie of the stranger's own browser and needs no
 * proof; a member's is stored, and the form must be ours. */
static bool is_forged(const struct request *r)
{
	return r->viewer && !csrf_right(viewer_of(r)->csrf, request_form(r, "csrf"));
}

static int page_language(struct request *r)
{
	const char *lang = request_form(r, "lang"), *back = request_form(r, "back");

	for (size_t i = 0; i < N_CHOICES; i++) {
		const char *value = request_form(r, choices[i].name);

		if (value && !text_among(value, choices[i].values))
			return 400;
	}
	if (is_forged(r))
		return 403;
	if (lang && r->viewer) {
		struct service_env env = account_env(r);

		if (profile_lang(&env, account_viewer(r), lang) != DB_OK)
			return 503;
	}
	for (size_t i = 0; i < N_CHOICES; i++) {
		const char *value = request_form(r, choices[i].name);

		if (value)
			respond_cookie(r, choices[i].name, value, YEAR_S);
	}
	return respond_see_other(r, back && path_is_ours(back) ? back : "/");
}

const struct route language_routes[] = {
	{.path = "/language", .methods = METHOD_POST, .page = page_language, .form = form},
	{0},
};
