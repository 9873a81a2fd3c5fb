/* From an outbox row to the words: texts in the person's language, links and
 * codes derived here, never stored. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "job/mail.h"
#include "service/token.h"

const char *const mail_pages[MAIL_PAGES] = {"mail/message", "mail/message.html", "mail/sms"};

#define NAME_SHOWN 20 /* characters of a name in a message to a stranger */

/* What a kind's link leads to; TOKEN kinds put their token behind it. */
static const struct kind {
	const char *kind, *words, *path;
	bool token;
} kinds[] = {
	{"verify", "Verify", "/verify", true},
	{"reset", "Reset", "/reset", true},
	{"exists", "Exists", "/sign-in", false},
	{"invite", "Invite", "/people/invite", true},
	{"password_changed", "PasswordChanged", "/forgot", false},
	{"address_changed", "AddressChanged", "/forgot", false},
	{"new_device", "NewDevice", "/profile/devices", false},
	{"claim_answered", "ClaimAnswered", "/orders/claim", false},
	{"pay_used", "PayUsed", "/orders", false},
	{"wish_back", "WishBack", "/wishes", false},
	{"redeemed", "Redeemed", "/redemptions", false},
	{"redemption_state", "RedemptionState", "/redemptions", false},
};

static const struct kind *kind_of(const char *name)
{
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (strcmp(kinds[i].kind, name) == 0)
			return &kinds[i];
	return NULL;
}

/* A name somebody chose, in a message to somebody else: short, and nothing that
 * a mail reader would make a link of. */
static char *harmless(void *mem, const char *name)
{
	char *out = talloc_zero_array(mem, char, strlen(name) + 1);
	size_t chars = 0, n = 0;
	for (const char *p = name; *p != '\0'; p++) {
		if ((*p & 0xC0) != 0x80 && ++chars > NAME_SHOWN)
			break;
		if (strchr("./:@\\<>\"", *p) == NULL)
			out[n++] = *p;
	}
	return out;
}

/* The holder's name for an invitation; "" for all other kinds. */
static enum db who_invites(const struct service_env *env, const struct outbox_row *row,
                           const char **who)
{
	struct person holder;
	*who = "";
	if (strcmp(row->kind, "invite") != 0)
		return DB_OK;
	struct person_id id = {row->id.member_id, PERSON_HOLDER};
	enum db got = person_get(env->db, env->mem, id, &holder);
	if (got == DB_OK)
		*who = harmless(env->mem, holder.name);
	return got;
}

/* The link of the message; NULL when the token key cannot be read. */
static const char *link_of(const struct service_env *env, const struct kind *kind,
                           const struct outbox_row *row)
{
	char token[TOKEN_TEXT];
	const char *base = config_get(env->config, "Base.Url", "");
	if (!kind->token)
		return talloc_asprintf(env->mem, "%s%s", base, kind->path);
	if (!token_text(env->config, row->kind, row->id, row->issue, token))
		return NULL;
	return talloc_asprintf(env->mem, "%s%s/%s", base, kind->path, token);
}

/* The host the portal is reached by: browsers offer a code to that site only. */
static const char *host_of(const struct service_env *env)
{
	const char *base = config_get(env->config, "Base.Url", "");
	const char *host = strstr(base, "://");
	host = host != NULL ? host + 3 : base;
	return talloc_strndup(env->mem, host, strcspn(host, ":/"));
}

static const char *words_key(const struct service_env *env, const struct kind *kind,
                             const char *what)
{
	return talloc_asprintf(env->mem, "Lang.Mail.%s.%s", kind->words, what);
}

static char *rendered(const struct service_env *env, struct view *view, const char *page,
                      struct view_node *root)
{
	struct buf out;
	buf_init(&out, env->mem);
	return view_render_bare(view, page, root, &out) ? out.data : NULL;
}

static bool make_email(const struct service_env *env, struct view *view, struct view_node *root,
                       const struct kind *kind, const char *who, const char *link,
                       struct mail_text *out)
{
	const char *brand = view_words(root, "Lang.Common.Brand");
	view_sentence(root, "Mail.Title", words_key(env, kind, "Subject"), who, brand, NULL);
	view_sentence(root, "Mail.Text", words_key(env, kind, "Text"), who, brand, NULL);
	view_str(root, "Mail.Button", view_words(root, words_key(env, kind, "Button")));
	view_str(root, "Mail.After", view_words(root, words_key(env, kind, "After")));
	view_str(root, "Mail.Link", link);
	out->subject = text_sentence(env->mem, root, words_key(env, kind, "Subject"), who, brand, NULL);
	out->text = rendered(env, view, "mail/message", root);
	out->html = rendered(env, view, "mail/message.html", root);
	return out->text != NULL && out->html != NULL;
}

static bool make_sms(const struct service_env *env, struct view *view, struct view_node *root,
                     const struct kind *kind, const char *who, const char *link,
                     const struct outbox_row *row, struct mail_text *out)
{
	char code[TOKEN_CODE];
	bool coded = strcmp(row->kind, "verify") == 0 || strcmp(row->kind, "reset") == 0;
	if (coded && !token_code(env->config, row->kind, row->id, row->issue, code))
		return false;
	view_sentence(root, "Sms.Text", words_key(env, kind, "Sms"), coded ? code : link,
	              view_words(root, "Lang.Common.Brand"), who, NULL);
	if (coded) {
		view_str(root, "Sms.Code", code);
		view_str(root, "Sms.Host", host_of(env));
	}
	out->text = rendered(env, view, "mail/sms", root);
	return out->text != NULL;
}

enum db mail_text(const struct service_env *env, struct view *view, const struct outbox_row *row,
                  struct mail_text *out)
{
	const struct kind *kind = kind_of(row->kind);
	const char *who, *link;
	bool email = strcmp(row->channel, CHANNEL_EMAIL) == 0;
	memset(out, 0, sizeof *out);
	if (kind == NULL || (!email && strcmp(row->channel, CHANNEL_SMS) != 0))
		return DB_NONE;
	enum db got = who_invites(env, row, &who);
	if (got != DB_OK)
		return got;
	link = link_of(env, kind, row);
	if (link == NULL)
		return DB_FAIL;
	out->to = row->address;
	out->lang = row->lang;
	out->outbox_id = row->outbox_id;
	out->created_at = row->created_at;
	struct view_node *root =
		view_begin(view, strcmp(row->lang, "en") == 0 ? LANG_EN : LANG_ZH);
	view_str(root, "Mail.Company", config_get(env->config, "Company.Name", ""));
	view_str(root, "Mail.Phone", config_get(env->config, "Contact.Phone", ""));
	bool made = email ? make_email(env, view, root, kind, who, link, out)
	                  : make_sms(env, view, root, kind, who, link, row, out);
	view_end(view, root);
	return made ? DB_OK : DB_FAIL;
}
