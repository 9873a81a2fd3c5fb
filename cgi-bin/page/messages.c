#include "page/messages.h"

#include <string.h>

#include "base/mem.h"
#include "page/account.h"
#include "service/mail_choice.h"
#include "service/wechat.h"

static const struct field query[] = {{"done", 16, false}, {0}};
static const struct field form[] = {{"topic", 12, true}, {0}};

static const char *const notices[][2] = {{"saved", "Lang.Messages.Saved"}, {NULL, NULL}};

static const char *words(struct request *r, enum mail_topic topic, const char *what)
{
	return view_words(page_root(r), talloc_asprintf(r->mem, "Lang.MailTopic.%s.%s",
	                                                mail_topic_word(topic), what));
}

static void fill_topics(struct request *r, const bool wants[MAIL_TOPIC__MAX])
{
	for (int i = MAIL_NEEDED + 1; i < MAIL_TOPIC__MAX; i++) {
		struct view_node *row = view_row(page_root(r), "Topics", i - MAIL_NEEDED - 1);

		view_str(row, "Value", mail_topic_word((enum mail_topic)i));
		view_str(row, "Name", words(r, (enum mail_topic)i, "Name"));
		view_str(row, "Note", words(r, (enum mail_topic)i, "Note"));
		view_flag(row, "On", wants[i]);
	}
}

/* Where mails go, if anywhere. */
static enum db fill_address(struct request *r)
{
	struct view_node *root = page_root(r);
	struct person person;
	enum db got = person_get(portal_of(r)->db, r->mem, account_viewer(r), &person);

	if (got == DB_OK && person.email && person.email_confirmed)
		view_str(root, "Address", person.email);
	else if (got == DB_OK)
		view_flag(root, person.email ? "Unproven" : "Nowhere", true);
	return got;
}

/* The way to WeChat, where the company has an account there. */
static bool fill_wechat(struct request *r)
{
	struct service_env env = account_env(r);
	struct wechat_shown shown;

	if (wechat_account(env.config)[0] == '\0')
		return true;
	if (wechat_look(&env, account_viewer(r), &shown) != DB_OK)
		return false;
	view_str(page_root(r), "Wechat",
	         view_words(page_root(r), shown.tied_at != INSTANT_NONE ? "Lang.Messages.WechatTied"
	                                                                : "Lang.Wechat.Note"));
	return true;
}

static int page_messages(struct request *r)
{
	struct service_env env = account_env(r);
	bool wants[MAIL_TOPIC__MAX];

	account_page(r, "Lang.Messages.Title", "profile");
	account_notice(r, notices);
	if (mail_choice_all(&env, account_viewer(r), wants) != DB_OK || fill_address(r) != DB_OK ||
	    !fill_wechat(r))
		return account_unavailable(r);
	fill_topics(r, wants);
	return 200;
}

/* A box that is not ticked is not sent. Only what changes is stored: what nobody
 * touched keeps its rule. */
static int page_save(struct request *r)
{
	struct service_env env = account_env(r);
	bool wants[MAIL_TOPIC__MAX], now[MAIL_TOPIC__MAX] = {false};
	enum db got = mail_choice_all(&env, account_viewer(r), wants);

	for (int i = 0; i < r->n_form; i++) {
		if (strcmp(r->form[i].name, "topic") != 0)
			continue;
		enum mail_topic topic = mail_topic_of(r->form[i].value);

		if (topic == MAIL_NEEDED)
			return 400;
		now[topic] = true;
	}
	for (int i = MAIL_NEEDED + 1; got == DB_OK && i < MAIL_TOPIC__MAX; i++)
		if (now[i] != wants[i])
			got = mail_choice_choose(&env, account_viewer(r), (enum mail_topic)i, now[i]);
	return got == DB_OK ? respond_see_other(r, "/profile/messages?done=saved")
	                    : account_unavailable(r);
}

const struct route messages_routes[] = {
	{"/profile/messages", METHOD_GET, GUARD_MEMBER, page_messages, "messages", query, NULL, 0},
	{"/profile/messages", METHOD_POST, GUARD_MEMBER | GUARD_CSRF, page_save, "messages", NULL,
	 form, 0},
	{0},
};
