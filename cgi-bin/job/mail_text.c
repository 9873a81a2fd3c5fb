/* From an outbox row to the words: texts in the person's language, links and
 * codes derived here, never stored. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "job/mail.h"
#include "job/mail_kind.h"
#include "service/token.h"

const char *const mail_pages[MAIL_PAGES] = {"mail/message", "mail/message.html", "mail/sms"};

/* One line a kind: job/mail_kind.h says what each word of it means. */
static const struct mail_kind kinds[] = {
	{"verify", "Verify", "/verify", true, MAIL_NEEDED, NULL},
	{"reset", "Reset", "/reset", true, MAIL_NEEDED, NULL},
	{"exists", "Exists", "/sign-in", false, MAIL_NEEDED, NULL},
	{"invite", "Invite", "/people/invite", true, MAIL_NEEDED, mail_fill_invite},
	{"password_changed", "PasswordChanged", "/forgot", false, MAIL_NEEDED, NULL},
	{"address_changed", "AddressChanged", "/forgot", false, MAIL_NEEDED, NULL},
	{"erased", "Erased", "/", false, MAIL_NEEDED, NULL},
	{"new_device", "NewDevice", "/profile/devices", false, MAIL_NEEDED, NULL},
	{"claim_answered", "ClaimAnswered", "/orders/claim", false, MAIL_NEEDED, NULL},
	{"case_answered", "CaseAnswered", "/cases", false, MAIL_NEEDED, mail_fill_case},
	{"pay_used", "PayUsed", "/orders", false, MAIL_NEEDED, NULL},
	{"wish_back", "WishBack", "/wishes", false, MAIL_WISH, NULL},
	{"redeemed", "Redeemed", "/redemptions", false, MAIL_NEEDED, mail_fill_redeemed},
	{"event_joined", "EventJoined", "/events", false, MAIL_NEEDED, mail_fill_event},
	{"draw_entered", "DrawEntered", "/draws", false, MAIL_NEEDED, mail_fill_draw},
	{"redemption_state", "RedemptionState", "/redemptions", false, MAIL_NEEDED, mail_fill_moved},
	{"notice", "Notice", "/notices", false, MAIL_NOTICE, mail_fill_notice},
	{"birthday", "Birthday", "/notices", false, MAIL_BIRTHDAY, mail_fill_notice},
	{"survey", "Survey", "/surveys", false, MAIL_SURVEY, mail_fill_survey},
	{"news", "News", "/", false, MAIL_NEWS, mail_fill_news},
	{"news_try", "News", "/", false, MAIL_NEEDED, mail_fill_news},
	{"announcement", "Announcement", "/notices", false, MAIL_CAMPAIGN, mail_fill_announcement},
	{"news_confirm", "NewsConfirm", "/newsletter", true, MAIL_NEEDED, NULL},
};

#define N_KINDS ((int)(sizeof kinds / sizeof kinds[0]))

const struct mail_kind *mail_kind_at(int i)
{
	return i >= 0 && i < N_KINDS ? &kinds[i] : NULL;
}

const struct mail_kind *mail_kind_of(const char *name)
{
	for (int i = 0; i < N_KINDS; i++)
		if (strcmp(kinds[i].kind, name) == 0)
			return &kinds[i];
	return NULL;
}

/* One message while it is made. */
struct making {
	const struct service_env *env;
	struct view *view;
	struct view_node *root;
	const struct outbox_row *row;
	const struct mail_kind *kind;
	struct mail_more more;
	const char *who, *brand, *link;
};

/* PATH on the portal; whole addresses stay. */
static const char *whole(const struct service_env *env, const char *path)
{
	if (path[0] != '/')
		return path;
	return talloc_asprintf(env->mem, "%s%s", config_get(env->config, "Base.Url", ""), path);
}

/* A link or code that has ended while the message waited helps nobody: DB_NONE. */
static enum db still_good(const struct service_env *env, const char *token)
{
	uint8_t hash[ONE_TIME_HASH];
	struct one_time row;
	enum db got;

	token_hash(token, hash);
	got = one_time_get(env->db, env->mem, hash, &row);
	if (got == DB_NONE)
		return DB_OK; /* kept elsewhere */
	if (got == DB_OK && (row.used_at != INSTANT_NONE || row.ends_at <= env->now))
		return DB_NONE;
	return got;
}

/* The link of the message. DB_FAIL: the token key cannot be read. */
static enum db link_of(struct making *m)
{
	const struct service_env *env = m->env;
	char token[TOKEN_TEXT];

	m->link = whole(env, m->more.link ? m->more.link : m->kind->path);
	if (m->more.link || !m->kind->token)
		return DB_OK;
	if (!token_text(env->config, m->row->kind, m->row->id, m->row->issue, token))
		return DB_FAIL;
	m->link = whole(env, talloc_asprintf(env->mem, "%s/%s", m->kind->path, token));
	return still_good(env, token);
}

/* The host the portal is reached by: browsers offer a code to that site only. */
static const char *host_of(const struct service_env *env)
{
	const char *base = config_get(env->config, "Base.Url", "");
	const char *host = strstr(base, "://");

	host = host != NULL ? host + 3 : base;
	return talloc_strndup(env->mem, host, strcspn(host, ":/"));
}

static const char *words_key(const struct making *m, const char *what)
{
	return talloc_asprintf(m->env->mem, "Lang.Mail.%s.%s", m->kind->words, what);
}

/* The kind's words WHAT, filled; GIVEN stands in their place where there is one. */
static const char *sentence(const struct making *m, const char *what, const char *given)
{
	const char *const *a = m->more.args;

	if (given)
		return given;
	return text_sentence(m->env->mem, m->root, words_key(m, what), m->who, m->brand, a[0],
	                     a[1], a[2], a[3], NULL);
}

static char *rendered(const struct making *m, const char *page)
{
	struct buf out;

	buf_init(&out, m->env->mem);
	return view_render_bare(m->view, page, m->root, &out) ? out.data : NULL;
}

/* TEXT line by line as Mail.Paragraphs; empty lines only part. */
static void paragraphs(const struct making *m, const char *text)
{
	int n = 0;

	while (*text != '\0') {
		size_t len = strcspn(text, "\r\n");

		if (len > 0)
			view_str(view_row(m->root, "Mail.Paragraphs", n++), "Text",
			         talloc_strndup(m->env->mem, text, len));
		text += len;
		text += strspn(text, "\r\n");
	}
}

/* The link by which one click ends mails of this topic. */
static bool unsubscribe_of(const struct making *m, struct mail_text *out)
{
	char token[TOKEN_TEXT];

	if (m->kind->topic == MAIL_NEEDED)
		return true;
	if (unsubscribe_token(m->env, m->row->id, m->kind->topic, token) != DB_OK)
		return false;
	out->unsubscribe = whole(m->env, talloc_asprintf(m->env->mem, "/unsubscribe/%s", token));
	view_str(m->root, "Mail.Unsubscribe", out->unsubscribe);
	return true;
}

static bool make_email(const struct making *m, struct mail_text *out)
{
	if (!unsubscribe_of(m, out))
		return false;
	out->subject = sentence(m, "Subject", m->more.subject);
	view_str(m->root, "Mail.Title", out->subject);
	paragraphs(m, sentence(m, "Text", m->more.text));
	view_str(m->root, "Mail.Button", sentence(m, "Button", m->more.button));
	view_str(m->root, "Mail.After", sentence(m, "After", m->more.after));
	view_str(m->root, "Mail.Link", m->link);
	out->text = rendered(m, "mail/message");
	out->html = rendered(m, "mail/message.html");
	return out->text != NULL && out->html != NULL;
}

static bool make_sms(const struct making *m, struct mail_text *out)
{
	const struct outbox_row *row = m->row;
	const char *const *a = m->more.args;
	char code[TOKEN_CODE];
	bool coded = strcmp(row->kind, "verify") == 0 || strcmp(row->kind, "reset") == 0;

	if (coded && !token_code(m->env->config, row->kind, row->id, row->issue, code))
		return false;
	view_sentence(m->root, "Sms.Text", words_key(m, "Sms"), coded ? code : m->link, m->brand,
	              m->who, a[0], a[1], a[2], a[3], NULL);
	if (coded) {
		view_str(m->root, "Sms.Code", code);
		view_str(m->root, "Sms.Host", host_of(m->env));
	}
	out->text = rendered(m, "mail/sms");
	return out->text != NULL;
}

/* Title and text as an e-mail has them; the link goes beside. */
static bool make_wechat(const struct making *m, struct mail_text *out)
{
	out->subject = sentence(m, "Subject", m->more.subject);
	out->text = talloc_asprintf(m->env->mem, "%s\n%s", out->subject,
	                            sentence(m, "Text", m->more.text));
	return true;
}

static enum db make(struct making *m, struct mail_text *out)
{
	enum db got = m->kind->fill ? m->kind->fill(m->env, m->root, m->row, &m->more) : DB_OK;

	if (got == DB_OK)
		got = link_of(m);
	if (got != DB_OK)
		return got;
	m->who = m->more.who ? m->more.who : "";
	m->brand = view_words(m->root, "Lang.Common.Brand");
	if (strcmp(m->row->channel, CHANNEL_WECHAT) == 0)
		return make_wechat(m, out) ? DB_OK : DB_FAIL;
	return (strcmp(m->row->channel, CHANNEL_SMS) == 0 ? make_sms(m, out) : make_email(m, out))
	               ? DB_OK : DB_FAIL;
}

enum db mail_text(const struct service_env *env, struct view *view, const struct outbox_row *row,
                  struct mail_text *out)
{
	static const char *const channels[] = {CHANNEL_EMAIL, CHANNEL_SMS, CHANNEL_WECHAT, NULL};
	struct making m = {.env = env, .view = view, .row = row, .kind = mail_kind_of(row->kind)};
	enum db got;

	memset(out, 0, sizeof *out);
	if (m.kind == NULL || !text_among(row->channel, channels))
		return DB_NONE;
	out->to = row->address;
	out->lang = row->lang;
	out->channel = row->channel;
	out->kind = row->kind;
	out->outbox_id = row->outbox_id;
	out->created_at = row->created_at;
	m.root = view_begin(view, strcmp(row->lang, "en") == 0 ? LANG_EN : LANG_ZH);
	view_str(m.root, "Mail.Company", config_get(env->config, "Company.Name", ""));
	view_str(m.root, "Mail.Phone", config_get(env->config, "Contact.Phone", ""));
	got = make(&m, out);
	out->link = m.link ? m.link : "";
	view_end(view, m.root);
	return got;
}
