/* Messages of notices, newsletters and announcements: what stands on the portal, as a mail. */
#include <string.h>

#include "base/mem.h"
#include "job/mail_kind.h"
#include "store/announcement.h"
#include "store/newsletter.h"
#include "store/notice.h"
#include "view/notice.h"

enum db mail_fill_notice(const struct service_env *env, struct view_node *root,
                         const struct outbox_row *row, struct mail_more *more)
{
	struct notice_row notice;
	struct notice_words words;
	enum db got = notice_get(env->db, env->mem, row->id.member_id,
	                         (int64_t)mail_ref_number(row, "notice:"), &notice);

	if (got != DB_OK)
		return got;
	words = notice_words(env->mem, root, notice.kind, notice.args);
	more->subject = words.title;
	more->text = words.text;
	more->link = notice.link[0] ? notice.link : "/notices";
	return DB_OK;
}

enum db mail_fill_news(const struct service_env *env, struct view_node *root,
                       const struct outbox_row *row, struct mail_more *more)
{
	bool english = view_lang(root) == LANG_EN;
	struct newsletter letter;
	enum db got = newsletter_read(env->db, env->mem, mail_ref_number(row, "news:"), &letter);

	if (got != DB_OK)
		return got;
	more->subject = english ? letter.subject_en : letter.subject;
	more->text = english ? letter.text_en : letter.text;
	more->link = letter.link[0] ? letter.link : NULL;
	return DB_OK;
}

enum db mail_fill_announcement(const struct service_env *env, struct view_node *root,
                               const struct outbox_row *row, struct mail_more *more)
{
	bool english = view_lang(root) == LANG_EN;
	struct announcement a;
	enum db got = announcement_read(env->db, env->mem, mail_ref_number(row, "announcement:"), &a);

	if (got != DB_OK)
		return got;
	if (strcmp(a.state, ANNOUNCEMENT_STOPPED) == 0)
		return DB_NONE;
	more->subject = english ? a.title_en : a.title;
	more->text = english ? a.text_en : a.text;
	more->args[0] = more->subject;
	more->link = a.link[0] ? a.link
	                       : talloc_asprintf(env->mem, "/announcements/%llu",
	                                         (unsigned long long)a.announcement_id);
	return DB_OK;
}
