#include "service/notice.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "store/notice.h"
#include "store/outbox.h"

#define TEXT_MAX 100 /* bytes of one text: four in two languages fit the column */

/* TEXT without what ends a field of the column, cut between characters. */
static void add_text(struct buf *out, const char *text)
{
	size_t len = strlen(text);

	if (len > TEXT_MAX)
		for (len = TEXT_MAX; len > 0 && (text[len] & 0xC0) == 0x80; len--)
			;
	for (size_t i = 0; i < len; i++)
		buf_add(out, (unsigned char)text[i] < ' ' ? " " : text + i, 1);
}

/* The lines of the column args: what a page puts into words. */
static char *args_text(void *mem, const struct notice_arg *args)
{
	struct buf out;

	buf_init(&out, mem);
	buf_str(&out, "");
	for (; args && args->kind; args++) {
		if (args->kind == 't') {
			buf_str(&out, "text:");
			add_text(&out, args->text);
			buf_str(&out, "\t");
			add_text(&out, args->text_en ? args->text_en : args->text);
			buf_str(&out, "\n");
		} else {
			buf_printf(&out, "%s:%lld\n",
			           args->kind == 'p'   ? "points"
			           : args->kind == 'd' ? "day"
			                               : "fen",
			           (long long)args->number);
		}
	}
	return out.data;
}

/* The holder is told by mail as well: whether they want it, and where to, is looked
 * up when it is sent, so that whoever posts a notice need know no address. */
static enum db mail_too(const struct service_env *env, uint64_t member_id,
                        const struct notice *notice, int64_t number)
{
	char ref[40];
	struct outbox_row row = {.channel = CHANNEL_EMAIL,
	                         .kind = notice->mail == NOTICE_BIRTHDAY ? "birthday" : "notice",
	                         .id = {member_id, PERSON_HOLDER},
	                         .address = "",
	                         .lang = "",
	                         .ref = ref,
	                         .bulk = true};

	snprintf(ref, sizeof ref, "notice:%lld", (long long)number);
	return outbox_add(env->db, &row, env->now);
}

enum db notice_post(const struct service_env *env, uint64_t member_id, const struct notice *notice)
{
	struct notice_row row = {.member_id = member_id,
	                         .kind = notice->kind,
	                         .once = notice->once,
	                         .link = notice->link ? notice->link : "",
	                         .args = args_text(env->mem, notice->args),
	                         .created_at = env->now};
	enum db got = notice_add(env->db, &row);

	if (got == DB_DUP)
		return DB_OK;
	if (got != DB_OK || notice->mail == NOTICE_HERE_ONLY)
		return got;
	return mail_too(env, member_id, notice, row.notice_no);
}
