#include "service/gallery.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "service/notice.h"
#include "service/staff.h"
#include "store/case.h"
#include "store/event.h"

struct gallery_work {
	const struct service_env *env;
	const struct plan_book *plans;
	const struct gallery_entry *asked;
	const struct picture_row *picture;
	uint64_t member_id, staff_id;
	int64_t entry_no, event_no, version;
	bool show;
	const char *reason;
	const struct gallery_times *times;
	struct gallery gallery;
	struct gallery_entry row;
	enum gallery_outcome outcome;
};

static enum db refuse(struct gallery_work *w, enum gallery_outcome outcome)
{
	w->outcome = outcome;
	return DB_NONE;
}

static enum gallery_outcome run(db_work work, struct gallery_work *w)
{
	enum db got;

	w->outcome = GALLERY_UNKNOWN;
	got = db_transact(w->env->db, work, w);
	if (got == DB_OK)
		return GALLERY_DONE;
	if (got == DB_NONE)
		return w->outcome;
	return got == DB_BUSY || db_is_down(w->env->db) ? GALLERY_TRY_AGAIN : GALLERY_FAILED;
}

/* The gallery of EVENT_NO as it is now, for this member in PHASE; the account is
 * locked before. DB_NONE: w->outcome says why not. */
static enum db may(struct gallery_work *w, int64_t event_no, enum gallery_phase phase)
{
	const struct plan *plan = plan_on(w->plans, day_of(w->env->now));
	char *tier, *kind;
	enum db got = case_tier_lock(w->env->db, w->env->mem, w->member_id, &tier);

	if (got == DB_OK)
		got = member_kind_lock(w->env->db, w->env->mem, w->member_id, &kind);
	if (got == DB_OK)
		got = gallery_share(w->env->db, w->env->mem, event_no, &w->gallery);
	if (got != DB_OK)
		return got;
	if (strcmp(w->gallery.event_state, "open") != 0)
		return refuse(w, GALLERY_UNKNOWN);
	if (gallery_phase(&w->gallery.times, w->env->now) != phase)
		return refuse(w, GALLERY_CLOSED);
	if (!gallery_for(plan, w->gallery.tier, w->gallery.kind, tier, kind))
		return refuse(w, GALLERY_FOR);
	return DB_OK;
}

/* ---- members */

static enum db enter_work(struct database *db, void *arg)
{
	struct gallery_work *w = arg;
	struct gallery_entry entry = *w->asked;
	enum db got = may(w, entry.event_no, GALLERY_ENTRIES);

	if (got != DB_OK)
		return got;
	entry.made_at = w->env->now;
	got = gallery_entry_add(db, &entry, w->picture, &w->entry_no);
	return got == DB_DUP ? refuse(w, GALLERY_ALREADY) : got;
}

enum gallery_outcome gallery_enter(const struct service_env *env, const struct plan_book *plans,
                                   const struct gallery_entry *entry,
                                   const struct picture_row *picture, int64_t *entry_no)
{
	struct gallery_work w = {.env = env, .plans = plans, .asked = entry, .picture = picture,
	                         .member_id = entry->id.member_id};
	enum gallery_outcome outcome = run(enter_work, &w);

	*entry_no = w.entry_no;
	return outcome;
}

static bool is(const struct gallery_entry *entry, const char *state)
{
	return strcmp(entry->state, state) == 0;
}

static enum db withdraw_work(struct database *db, void *arg)
{
	struct gallery_work *w = arg;
	enum db got = gallery_entry_lock(db, w->env->mem, w->entry_no, &w->row);

	if (got != DB_OK)
		return got;
	if (w->row.id.member_id != w->member_id)
		return refuse(w, GALLERY_UNKNOWN);
	if (is(&w->row, "withdrawn"))
		return refuse(w, GALLERY_SAME);
	if (!is(&w->row, "waiting") && !is(&w->row, "shown"))
		return refuse(w, GALLERY_GONE);
	got = gallery_share(db, w->env->mem, w->row.event_no, &w->gallery);
	if (got == DB_OK && gallery_phase(&w->gallery.times, w->env->now) == GALLERY_OVER)
		return refuse(w, GALLERY_CLOSED);
	if (got != DB_OK)
		return got;
	return gallery_entry_put(db, w->member_id, w->entry_no, "withdrawn", "", w->env->now);
}

enum gallery_outcome gallery_withdraw(const struct service_env *env, uint64_t member_id,
                                      int64_t entry_no)
{
	struct gallery_work w = {.env = env, .member_id = member_id, .entry_no = entry_no};

	return run(withdraw_work, &w);
}

/* Locks the entry the vote goes to, and the one it comes from, by their numbers. */
static enum db lock_both(struct gallery_work *w, int64_t from)
{
	struct gallery_entry other;
	enum db got = DB_OK;

	if (from > 0 && from < w->entry_no)
		got = gallery_entry_lock(w->env->db, w->env->mem, from, &other);
	if (got == DB_OK || got == DB_NONE) /* an entry that was deleted takes no vote along */
		got = gallery_entry_lock(w->env->db, w->env->mem, w->entry_no, &w->row);
	return got;
}

static enum db vote_work(struct database *db, void *arg)
{
	struct gallery_work *w = arg;
	int64_t from = 0;
	enum db got = may(w, w->event_no, GALLERY_VOTES);

	if (got != DB_OK)
		return got;
	got = gallery_vote_lock(db, w->member_id, w->event_no, &from);
	if (got != DB_OK && got != DB_NONE)
		return got;
	got = lock_both(w, from);
	if (got != DB_OK)
		return got;
	if (!is(&w->row, "shown"))
		return refuse(w, GALLERY_GONE);
	if (w->row.id.member_id == w->member_id)
		return refuse(w, GALLERY_OWN);
	if (from == w->entry_no)
		return refuse(w, GALLERY_SAME);
	if (from > 0)
		got = gallery_votes_add(db, from, -1);
	if (got == DB_OK)
		got = gallery_votes_add(db, w->entry_no, 1);
	return got == DB_OK ? gallery_vote_put(db, w->member_id, w->event_no, w->entry_no, w->env->now)
	                    : got;
}

enum gallery_outcome gallery_vote(const struct service_env *env, const struct plan_book *plans,
                                  uint64_t member_id, int64_t entry_no)
{
	struct gallery_work w = {.env = env, .plans = plans, .member_id = member_id,
	                         .entry_no = entry_no};
	struct gallery_entry entry; /* which gallery it is in never changes */
	enum db got = gallery_entry_read(env->db, env->mem, entry_no, &entry);

	if (got != DB_OK)
		return got == DB_NONE ? GALLERY_UNKNOWN
		                      : db_is_down(env->db) ? GALLERY_TRY_AGAIN : GALLERY_FAILED;
	w.event_no = entry.event_no;
	return run(vote_work, &w);
}

/* ---- staff */

/* The member is told what became of the entry, by the choice for notices. */
static enum db tell(const struct gallery_work *w)
{
	char once[48], link[64];
	const struct notice_arg args[] = {
		{.kind = 't', .text = w->row.title},
		{.kind = 't', .text = w->show ? "" : w->reason},
		{0}};
	const struct notice notice = {.kind = w->show ? "gallery_shown" : "gallery_refused",
	                              .once = once, .link = link, .args = args,
	                              .mail = NOTICE_BY_CHOICE};

	snprintf(once, sizeof once, "%" PRId64 ":%" PRId64, w->entry_no, w->env->now);
	snprintf(link, sizeof link, "/events/%" PRId64 "/gallery/%" PRId64, w->row.event_no,
	         w->entry_no);
	return notice_post(w->env, w->row.id.member_id, &notice);
}

static enum db decide_work(struct database *db, void *arg)
{
	struct gallery_work *w = arg;
	char subject[24], *tier;
	enum db got = case_tier_lock(db, w->env->mem, w->member_id, &tier);

	if (got == DB_OK)
		got = gallery_entry_lock(db, w->env->mem, w->entry_no, &w->row);
	if (got != DB_OK)
		return got;
	if (is(&w->row, w->show ? "shown" : "refused"))
		return refuse(w, GALLERY_SAME);
	/* what was refused may have been brought anew; what was withdrawn is the member's */
	if (!is(&w->row, "waiting") && !(is(&w->row, "shown") && !w->show))
		return refuse(w, GALLERY_GONE);
	snprintf(subject, sizeof subject, "%" PRId64, w->entry_no);
	got = gallery_entry_put(db, w->member_id, w->entry_no, w->show ? "shown" : "refused",
	                        w->show ? "" : w->reason, w->env->now);
	if (got == DB_OK)
		got = tell(w);
	return got == DB_OK ? staff_log(db, w->staff_id, w->show ? "gallery_show" : "gallery_refuse",
	                                w->member_id, subject, w->show ? "" : w->reason)
	                    : got;
}

enum gallery_outcome gallery_decide(const struct service_env *env, uint64_t staff_id,
                                    int64_t entry_no, bool show, const char *reason)
{
	struct gallery_work w = {.env = env, .staff_id = staff_id, .entry_no = entry_no, .show = show,
	                         .reason = reason};
	struct gallery_entry entry; /* whose it is never changes */
	enum db got = gallery_entry_read(env->db, env->mem, entry_no, &entry);

	if (got != DB_OK)
		return got == DB_NONE ? GALLERY_UNKNOWN
		                      : db_is_down(env->db) ? GALLERY_TRY_AGAIN : GALLERY_FAILED;
	w.member_id = entry.id.member_id;
	return run(decide_work, &w);
}

static enum db set_work(struct database *db, void *arg)
{
	struct gallery_work *w = arg;
	struct member_event event;
	char subject[24];
	enum db got = event_share(db, w->env->mem, w->event_no, &event);

	if (got != DB_OK)
		return got;
	got = gallery_save(db, w->event_no, w->times, w->version);
	if (got == DB_NONE || got == DB_DUP)
		return refuse(w, GALLERY_CHANGED);
	snprintf(subject, sizeof subject, "%" PRId64, w->event_no);
	return got == DB_OK ? staff_log(db, w->staff_id, "gallery_times", 0, subject, event.name) : got;
}

enum gallery_outcome gallery_set(const struct service_env *env, uint64_t staff_id,
                                 int64_t event_no, const struct gallery_times *times,
                                 int64_t version)
{
	struct gallery_work w = {.env = env, .staff_id = staff_id, .event_no = event_no,
	                         .times = times, .version = version};

	return gallery_times_good(times) ? run(set_work, &w) : GALLERY_TIMES;
}
