#include "service/contact.h"

#include <string.h>

#include "base/mem.h"
#include "service/form.h"
#include "service/staff.h"
#include "store/merge.h"

#define ROOM 24 /* of a contact's number */

const char *const contact_channels[] = {"phone", "wechat", "sms", "mail", "visit", "counter", NULL};

struct contact_work {
	const struct service_env *env;
	const struct contact *what;
	const char *form_id;
	uint64_t staff_id, member_id, contact_id;
	enum contact_outcome outcome;
};

static enum contact_outcome run(db_work work, struct contact_work *w)
{
	enum db got = db_transact(w->env->db, work, w);

	if (got == DB_OK || got == DB_NONE)
		return w->outcome;
	return got == DB_BUSY || db_is_down(w->env->db) ? CONTACT_TRY_AGAIN : CONTACT_FAILED;
}

/* The account locked; DB_NONE with its outcome where it takes part no more. */
static enum db lock(struct contact_work *w)
{
	char *state;
	enum db got = member_state_lock(w->env->db, w->env->mem, w->member_id, &state);

	w->outcome = CONTACT_UNKNOWN;
	if (got == DB_OK && strcmp(state, "active") != 0) {
		w->outcome = CONTACT_GONE;
		return DB_NONE;
	}
	return got;
}

static enum db note_work(struct database *db, void *arg)
{
	struct contact_work *w = arg;
	char seen[ROOM] = "1";
	enum db got = lock(w);

	if (got == DB_OK) {
		got = form_claim(w->env, w->member_id, w->form_id, "/contacts/", seen, sizeof seen);
		if (got == DB_NONE) /* the same form again */
			w->outcome = CONTACT_OK;
	}
	if (got == DB_OK)
		got = contact_add(db, w->what);
	if (got == DB_OK)
		got = staff_log(db, w->staff_id, "contact", w->member_id, w->what->channel, "");
	if (got == DB_OK)
		w->outcome = CONTACT_OK;
	return got;
}

enum contact_outcome contact_note(const struct service_env *env, const struct contact *what,
                                  const char *form_id)
{
	struct contact_work w = {.env = env, .what = what, .form_id = form_id,
	                         .staff_id = what->staff_id, .member_id = what->member_id};

	return run(note_work, &w);
}

static enum db called_work(struct database *db, void *arg)
{
	struct contact_work *w = arg;
	struct contact row;
	enum db got = lock(w);

	if (got == DB_OK)
		got = contact_lock(db, w->env->mem, w->member_id, w->contact_id, &row);
	if (got != DB_OK)
		return got;
	if (row.due_on == DAY_NONE || row.done_at != INSTANT_NONE) {
		w->outcome = CONTACT_DONE;
		return DB_NONE;
	}
	got = contact_settle(db, w->member_id, w->contact_id, w->staff_id, w->env->now);
	if (got == DB_OK)
		got = staff_log(db, w->staff_id, "contact_done", w->member_id, row.channel, "");
	if (got == DB_OK)
		w->outcome = CONTACT_OK;
	return got;
}

enum contact_outcome contact_called(const struct service_env *env, uint64_t staff_id,
                                    uint64_t member_id, uint64_t contact_id)
{
	struct contact_work w = {.env = env, .staff_id = staff_id, .member_id = member_id,
	                         .contact_id = contact_id};

	return run(called_work, &w);
}

enum db contact_low_rating(const struct service_env *env, uint64_t member_id,
                           const char *redemption_no, int64_t score)
{
	int32_t today = day_of(env->now);
	const struct contact row = {.member_id = member_id, .channel = "rating", .note = "",
	                            .redemption_no = redemption_no, .score = score, .day = today,
	                            .due_on = today + 1, .made_at = env->now};
	enum db got = score > CONTACT_LOW_SCORE ? DB_OK : contact_add(env->db, &row);

	return got == DB_DUP ? DB_OK : got; /* it was rated low before */
}
