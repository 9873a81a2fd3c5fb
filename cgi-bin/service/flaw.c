#include "service/flaw.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "service/staff.h"

#define LOOKS 200 /* flaws looked at again: books with more need more than a page */

/* The entry a finding names ("… seq=17 …"), or 0. */
static int64_t seq_of(const char *detail)
{
	const char *at = strstr(detail, "seq=");

	return at ? strtoll(at + 4, NULL, 10) : 0;
}

static bool is_among(const struct audit *audit, uint64_t member_id, const char *what,
                     const char *detail)
{
	for (int i = 0; i < audit->n_findings; i++)
		if (audit->findings[i].member_id == member_id &&
		    strcmp(audit->findings[i].what, what) == 0 &&
		    strcmp(audit->findings[i].detail, detail) == 0)
			return true;
	return false;
}

/* A member's flaws stand or fall with their books; a day's with its totals. */
static bool is_day(const char *what)
{
	return strcmp(what, "day_totals") == 0;
}

/* Proves anew what FLAW is about, into a fresh audit; NULL: only a proof of
 * everything could. *GOT tells whether it could be looked at. */
static struct audit *prove_again(const struct service_env *env, const struct flaw *flaw,
                                 enum db *got)
{
	struct audit *again = audit_begin(env->mem);
	const char *at = strstr(flaw->detail, "day=");
	char text[11] = "";
	int32_t day;

	*got = DB_OK;
	if (flaw->whole)
		return NULL;
	if (flaw->member_id) {
		*got = audit_member(again, env->db, flaw->member_id);
		return again;
	}
	if (!is_day(flaw->what) || !at)
		return NULL;
	strncpy(text, at + 4, 10);
	if (!day_parse(text, &day))
		return NULL;
	*got = audit_day(again, env->db, day);
	return again;
}

/* Looks again at FLAW, which AUDIT did not find. */
static enum db look_again(const struct service_env *env, const struct flaw *flaw, bool whole)
{
	enum db got;
	struct audit *again = prove_again(env, flaw, &got);
	bool stands = again ? is_among(again, flaw->member_id, flaw->what, flaw->detail) : !whole;

	talloc_free(again);
	if (got != DB_OK)
		return got == DB_NONE ? DB_OK : got; /* no such member any more: it stays for staff */
	if (stands)
		return DB_OK;
	log_event(LOG_INFO, "flaw_mended", "member=%llu what=%s", (unsigned long long)flaw->member_id,
	          flaw->what);
	got = flaw_mend(env->db, flaw->flaw_id, env->now);
	return got == DB_NONE ? DB_OK : got;
}

/* Whether a proof of the member alone does not find F, too: it is of stock or of an
 * anchor. */
static bool is_whole(const struct service_env *env, const struct finding *f)
{
	struct audit *alone;
	bool found;

	if (!f->member_id)
		return !is_day(f->what);
	alone = audit_begin(env->mem);
	found = audit_member(alone, env->db, f->member_id) != DB_OK ||
	        is_among(alone, f->member_id, f->what, f->detail);
	talloc_free(alone);
	return !found;
}

enum db flaw_keep(const struct service_env *env, const struct audit *audit, bool whole)
{
	struct flaw *stood;
	int n;
	enum db got = flaw_list(env->db, env->mem, &stood, &n);

	for (int i = 0; got == DB_OK && i < audit->n_findings && i < LOOKS; i++) {
		struct finding *f = &audit->findings[i];
		struct flaw flaw = {.member_id = f->member_id, .seq = seq_of(f->detail), .what = f->what,
		                    .detail = f->detail, .whole = whole && is_whole(env, f)};

		got = flaw_put(env->db, &flaw, env->now);
	}
	for (int i = 0; got == DB_OK && i < n && i < LOOKS; i++)
		if (!is_among(audit, stood[i].member_id, stood[i].what, stood[i].detail))
			got = look_again(env, &stood[i], whole);
	return got;
}

enum flaw_proof flaw_prove(const struct service_env *env, uint64_t staff_id, uint64_t flaw_id)
{
	struct flaw *stood;
	uint64_t member_id = 0;
	int n, left = 0;
	enum db got = flaw_list(env->db, env->mem, &stood, &n);

	for (int i = 0; got == DB_OK && i < n; i++)
		if (stood[i].flaw_id == flaw_id && !stood[i].whole)
			member_id = stood[i].member_id;
	if (got == DB_OK && member_id == 0)
		return FLAW_NONE;
	if (got == DB_OK)
		got = staff_log(env->db, staff_id, "books_prove", member_id, "", "");
	for (int i = 0; got == DB_OK && i < n; i++)
		if (stood[i].member_id == member_id)
			got = look_again(env, &stood[i], false);
	if (got == DB_OK)
		got = flaw_list(env->db, env->mem, &stood, &n);
	if (got != DB_OK)
		return FLAW_TRY_AGAIN;
	for (int i = 0; i < n; i++)
		left += stood[i].member_id == member_id;
	return left > 0 ? FLAW_STANDS : FLAW_MENDED;
}
