/* What messages say beside their kind's words: helpers, and the kinds of
 * accounts. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "job/mail_kind.h"

#define NAME_SHOWN 20 /* characters of a name in a message to a stranger */

const char *mail_ref(const struct outbox_row *row, const char *prefix)
{
	size_t len = strlen(prefix);

	return row->ref && strncmp(row->ref, prefix, len) == 0 ? row->ref + len : NULL;
}

uint64_t mail_ref_number(const struct outbox_row *row, const char *prefix)
{
	const char *text = mail_ref(row, prefix);
	char *end;
	uint64_t number;

	if (!text || *text < '0' || *text > '9')
		return 0;
	number = strtoull(text, &end, 10);
	return *end == '\0' ? number : 0;
}

char *mail_harmless(void *mem, const char *text)
{
	char *out = talloc_zero_array(mem, char, strlen(text) + 1);
	size_t chars = 0, n = 0;

	for (const char *p = text; *p != '\0'; p++) {
		if ((*p & 0xC0) != 0x80 && ++chars > NAME_SHOWN)
			break;
		if (strchr("./:@\\<>\"", *p) == NULL)
			out[n++] = *p;
	}
	return out;
}

/* Who invites is the account's holder. */
enum db mail_fill_invite(const struct service_env *env, struct view_node *root,
                         const struct outbox_row *row, struct mail_more *more)
{
	struct person_id id = {row->id.member_id, PERSON_HOLDER};
	struct person holder;
	enum db got = person_get(env->db, env->mem, id, &holder);

	(void)root;
	if (got == DB_OK)
		more->who = mail_harmless(env->mem, holder.name);
	return got;
}
