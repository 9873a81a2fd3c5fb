#include "page/wechat.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "page/account.h"
#include "service/wechat.h"

#define CLOCK_AT 11 /* of "2026-10-03T12:00:00+08:00" */

static const struct field query[] = {{"done", 16, false}, {0}};
static const struct field form[] = {{"action", 8, false}, {0}};

static const char *const notices[][2] = {{"ended", "Lang.Wechat.Ended"}, {NULL, NULL}};

static void fill_code(struct request *r, const struct wechat_shown *shown)
{
	struct view_node *root = page_root(r);
	char instant[INSTANT_TEXT];

	instant_local(instant, shown->ends_at);
	view_str(root, "Code", shown->code);
	view_str(root, "Code.First", talloc_strndup(r->mem, shown->code, 4));
	view_str(root, "Code.Last", shown->code + 4);
	view_str(root, "Ends", talloc_strndup(r->mem, instant + CLOCK_AT, 5));
	view_str(root, "Ends.Iso", talloc_strdup(r->mem, instant));
}

static int fill(struct request *r, int status)
{
	struct service_env env = account_env(r);
	struct view_node *root = page_root(r);
	struct wechat_shown shown;

	if (wechat_look(&env, account_viewer(r), &shown) != DB_OK)
		return account_unavailable(r);
	if (shown.tied_at != INSTANT_NONE)
		view_day(root, "Tied", day_of(shown.tied_at));
	else if (shown.code[0] != '\0')
		fill_code(r, &shown);
	for (int i = MAIL_NEEDED + 1; i < MAIL_TOPIC__MAX; i++) {
		if (i == MAIL_NEWS)
			continue; /* a long read stays with e-mail */
		view_str(view_row(root, "Topics", i - MAIL_NEEDED - 1), "Name",
		         view_words(root, talloc_asprintf(r->mem, "Lang.MailTopic.%s.Name",
		                                          mail_topic_word((enum mail_topic)i))));
	}
	return status;
}

static int act(struct request *r)
{
	struct service_env env = account_env(r);
	const char *action = account_raw(r, "action");
	int64_t wait_s = 0;

	if (strcmp(action, "end") == 0)
		return wechat_untie(&env, account_viewer(r)) == DB_OK
		           ? respond_see_other(r, "/profile/wechat?done=ended")
		           : account_unavailable(r);
	if (strcmp(action, "code") != 0)
		return 400;
	switch (wechat_code(&env, account_viewer(r), &wait_s)) {
	case WECHAT_OK:
		return respond_see_other(r, "/profile/wechat");
	case WECHAT_LIMIT:
		return fill(r, account_wait(r, "code", wait_s));
	default:
		return account_unavailable(r);
	}
}

static int page_wechat(struct request *r)
{
	const char *account = wechat_account(portal_of(r)->config);

	if (account[0] == '\0')
		return 404;
	account_page(r, "Lang.Wechat.Title", "profile");
	account_notice(r, notices);
	view_sentence(page_root(r), "How1", "Lang.Wechat.How1", account, NULL);
	view_str(page_root(r), "Account", account);
	return r->method == METHOD_POST ? act(r) : fill(r, 200);
}

const struct route wechat_routes[] = {
	{"/profile/wechat", METHOD_GET | METHOD_POST, GUARD_MEMBER | GUARD_CSRF, page_wechat, "wechat",
	 query, form, 0},
	{0},
};
