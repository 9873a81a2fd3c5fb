#include "service/form.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "store/form_done.h"

enum db form_claim(const struct service_env *env, uint64_t member_id, const char *form_id,
                   const char *root, char *no, int size)
{
	char *location, *led = NULL;
	enum db got;

	if (!form_id || !*form_id)
		return DB_OK;
	location = talloc_asprintf(env->mem, "%s%s", root, no);
	got = form_done_add(env->db, member_id, form_id, location, env->now);
	if (got != DB_DUP)
		return got;
	got = form_done_lock(env->db, env->mem, member_id, form_id, &led);
	if (got != DB_OK)
		return got;
	if (strncmp(led, root, strlen(root)) != 0)
		return DB_FAIL; /* another kind of form: ids are random, so somebody forged it */
	snprintf(no, (size_t)size, "%s", led + strlen(root));
	return DB_NONE;
}
