/* The staff's side of the newsletter: written, tried, begun, posted. */
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "service/newsletter.h"
#include "service/staff.h"
#include "store/outbox.h"

#define BATCH 200

struct letter_work {
	const struct service_env *env;
	struct newsletter *letter;
	const char *email, *lang;
	uint64_t newsletter_id, staff_id;
	int64_t version;
	bool changed;
};

static enum newsletter_outcome run(const struct service_env *env, db_work work,
                                   struct letter_work *w)
{
	enum db got;

	w->env = env;
	got = db_transact(env->db, work, w);
	if (got == DB_OK)
		return NEWSLETTER_OK;
	if (got == DB_NONE)
		return w->changed ? NEWSLETTER_CHANGED : NEWSLETTER_UNKNOWN;
	return got == DB_BUSY || db_is_down(env->db) ? NEWSLETTER_TRY_AGAIN : NEWSLETTER_FAILED;
}

/* The draft as it was when the caller read it, locked. */
static enum db draft(struct database *db, struct letter_work *w, struct newsletter *out)
{
	enum db got = newsletter_lock(db, w->env->mem, w->newsletter_id, out);

	w->changed = got == DB_OK &&
	             (strcmp(out->state, "draft") != 0 || out->version != w->version);
	return w->changed ? DB_NONE : got;
}

static enum db keep_work(struct database *db, void *arg)
{
	struct letter_work *w = arg;
	struct newsletter *letter = w->letter, before;
	char subject[32];
	enum db got;

	if (!w->newsletter_id) {
		letter->created_at = w->env->now;
		got = newsletter_add(db, letter);
	} else {
		got = draft(db, w, &before);
		if (got == DB_OK)
			got = newsletter_edit(db, letter);
	}
	if (got != DB_OK)
		return got;
	snprintf(subject, sizeof subject, "%llu", (unsigned long long)letter->newsletter_id);
	return staff_log(db, w->staff_id, "newsletter_edit", 0, subject, "");
}

enum newsletter_outcome newsletter_keep(const struct service_env *env, struct newsletter *letter)
{
	struct letter_work w = {.letter = letter, .newsletter_id = letter->newsletter_id,
	                        .version = letter->version, .staff_id = letter->staff_id};

	return run(env, keep_work, &w);
}

static enum db post_one(const struct service_env *env, const char *kind, uint64_t newsletter_id,
                        const struct recipient *to)
{
	char ref[40];
	struct outbox_row row = {.channel = CHANNEL_EMAIL, .kind = kind, .id = to->id,
	                         .address = to->email, .lang = to->lang, .ref = ref, .bulk = true};

	snprintf(ref, sizeof ref, "news:%llu", (unsigned long long)newsletter_id);
	row.bulk = to->id.person_id != 0; /* whoever tries one waits for it */
	return outbox_add(env->db, &row, env->now);
}

static enum db try_work(struct database *db, void *arg)
{
	struct letter_work *w = arg;
	struct recipient to = {.email = w->email, .lang = w->lang, .tier = ""};
	struct newsletter letter;
	enum db got = newsletter_lock(db, w->env->mem, w->newsletter_id, &letter);

	return got == DB_OK ? post_one(w->env, "news_try", w->newsletter_id, &to) : got;
}

enum newsletter_outcome newsletter_try(const struct service_env *env, uint64_t newsletter_id,
                                       const char *email, const char *lang)
{
	struct letter_work w = {.newsletter_id = newsletter_id, .email = email, .lang = lang};

	return run(env, try_work, &w);
}

static enum db begin_work(struct database *db, void *arg)
{
	struct letter_work *w = arg;
	struct newsletter letter;
	char subject[32];
	enum db got = draft(db, w, &letter);

	if (got != DB_OK)
		return got;
	letter.state = "sending";
	letter.begun_at = w->env->now;
	got = newsletter_save(db, &letter);
	snprintf(subject, sizeof subject, "%llu", (unsigned long long)letter.newsletter_id);
	if (got == DB_OK)
		got = staff_log(db, w->staff_id, "newsletter_send", 0, subject, letter.tier);
	return got;
}

enum newsletter_outcome newsletter_begin(const struct service_env *env, uint64_t newsletter_id,
                                         int64_t version, uint64_t staff_id)
{
	struct letter_work w = {
		.newsletter_id = newsletter_id, .version = version, .staff_id = staff_id};

	return run(env, begin_work, &w);
}

/* One batch of a letter: its recipients were read before. */
struct batch {
	const struct service_env *env;
	const struct plan *plan;
	const struct newsletter *seen;
	const struct recipient *to;
	int n;
	bool last;
};

static enum db batch_work(struct database *db, void *arg)
{
	struct batch *b = arg;
	struct newsletter letter;
	enum db got = newsletter_lock(db, b->env->mem, b->seen->newsletter_id, &letter);

	if (got != DB_OK)
		return got;
	/* Another mailer has been here: what was read is its work. */
	if (strcmp(letter.state, "sending") != 0 ||
	    letter.after.member_id != b->seen->after.member_id ||
	    letter.after.person_id != b->seen->after.person_id)
		return DB_OK;
	for (int i = 0; got == DB_OK && i < b->n; i++) {
		letter.after = b->to[i].id;
		if (!b->to[i].email[0] || !newsletter_is_for(b->plan, letter.tier, b->to[i].tier))
			continue;
		got = post_one(b->env, "news", letter.newsletter_id, &b->to[i]);
		letter.posted++;
	}
	if (b->last) {
		letter.state = "sent";
		letter.ended_at = b->env->now;
	}
	return got == DB_OK ? newsletter_save(db, &letter) : got;
}

bool newsletter_is_for(const struct plan *plan, const char *lowest, const char *tier)
{
	if (!lowest[0])
		return true;
	return plan && tier[0] && plan_tier_index(plan, tier) >= plan_tier_index(plan, lowest);
}

static enum db post_batch(const struct service_env *env, const struct plan *plan, uint64_t id)
{
	struct newsletter letter;
	struct recipient *to;
	struct batch batch = {.env = env, .plan = plan, .seen = &letter};
	enum db got = newsletter_read(env->db, env->mem, id, &letter);

	if (got == DB_OK)
		got = newsletter_audience(env->db, env->mem, letter.after, BATCH, &to, &batch.n);
	if (got != DB_OK)
		return got;
	batch.to = to;
	batch.last = batch.n < BATCH;
	got = db_transact(env->db, batch_work, &batch);
	if (got == DB_OK && batch.last)
		log_event(LOG_INFO, "newsletter_posted", "id=%llu", (unsigned long long)id);
	return got;
}

enum db newsletter_post(const struct service_env *env, const struct plan_book *plans, int batches,
                        bool *more)
{
	const struct plan *plan = plans && plans->n > 0 ? plan_on(plans, day_of(env->now)) : NULL;
	struct service_env mine = *env;
	uint64_t id;
	enum db got = DB_OK;

	*more = false;
	for (int i = 0; got == DB_OK && i < batches; i++) {
		got = newsletter_sending(env->db, &id);
		if (got != DB_OK)
			return got == DB_NONE ? DB_OK : got;
		mine.mem = talloc_new(env->mem);
		got = post_batch(&mine, plan, id);
		talloc_free(mine.mem);
	}
	*more = got == DB_OK;
	return got;
}
