#include "service/supplier.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "service/staff.h"

#define SUBJECT 60 /* characters of a name in the log */

struct supplier_work {
	const struct service_env *env;
	uint64_t staff_id;
	const struct supplier *contact;
	const char *name;
	struct supplier_review review;
	bool changed;
};

static enum supplier_outcome run(struct supplier_work *w, db_work work)
{
	enum db got = db_transact(w->env->db, work, w);

	if (got == DB_OK)
		return SUPPLIER_OK;
	if (got == DB_NONE)
		return w->changed ? SUPPLIER_CHANGED : SUPPLIER_OK;
	return got == DB_BUSY || db_is_down(w->env->db) ? SUPPLIER_TRY_AGAIN : SUPPLIER_FAILED;
}

/* Logs ACTION about the supplier, its name cut at a whole character. */
static enum db note(const struct supplier_work *w, const char *action, const char *detail)
{
	char subject[SUBJECT * 4 + 1];
	size_t at = 0;

	for (int n = 0; w->name[at] && n < SUBJECT && at + 4 < sizeof subject; n++)
		do
			at++;
		while (((unsigned char)w->name[at] & 0xc0) == 0x80);
	memcpy(subject, w->name, at);
	subject[at] = '\0';
	return staff_log(w->env->db, w->staff_id, action, 0, subject, detail);
}

static enum db changed(struct supplier_work *w)
{
	w->changed = true;
	return DB_NONE;
}

static enum db save_work(struct database *db, void *arg)
{
	struct supplier_work *w = arg;
	int64_t version = 0;
	enum db got = supplier_lock(db, w->name, &version);
	bool is_new = got == DB_NONE;

	w->changed = false;
	if (got != DB_OK && !is_new)
		return got;
	if (version != w->contact->version)
		return changed(w);
	got = is_new ? supplier_add(db, w->contact, w->env->now)
	             : supplier_set(db, w->contact, w->env->now);
	if (got == DB_DUP)
		return changed(w);
	return got == DB_OK ? note(w, "supplier_set", "") : got;
}

enum supplier_outcome supplier_save(const struct service_env *env, uint64_t staff_id,
                                    const struct supplier *s)
{
	struct supplier_work w = {.env = env, .staff_id = staff_id, .contact = s, .name = s->name};

	return run(&w, save_work);
}

/* Whether the review that is there is the one just sent. */
static bool is_same(const struct supplier_review *a, const struct supplier_review *b)
{
	return a->score == b->score && a->next_on == b->next_on && a->staff_id == b->staff_id &&
	       strcmp(a->words, b->words) == 0;
}

static enum db judge_work(struct database *db, void *arg)
{
	struct supplier_work *w = arg;
	struct supplier_review before;
	char detail[64];
	enum db got = supplier_review_lock(db, w->env->mem, w->name, w->review.n, &before);

	w->changed = false;
	if (got == DB_OK)
		return is_same(&before, &w->review) ? DB_NONE : changed(w);
	if (got == DB_NONE && w->review.n > 1) {
		got = supplier_review_lock(db, w->env->mem, w->name, w->review.n - 1, &before);
		if (got == DB_NONE) /* a number that nobody was shown */
			return changed(w);
	}
	if (got != DB_OK && got != DB_NONE)
		return got;
	got = supplier_review_add(db, w->name, &w->review);
	if (got == DB_DUP)
		return changed(w);
	if (got == DB_OK)
		got = supplier_next(db, w->name, w->review.next_on, w->env->now);
	snprintf(detail, sizeof detail, "%" PRId64 "/5", w->review.score);
	return got == DB_OK ? note(w, "supplier_judge", detail) : got;
}

enum supplier_outcome supplier_judge(const struct service_env *env, uint64_t staff_id,
                                     const char *name, const struct supplier_review *v)
{
	struct supplier_work w = {.env = env, .staff_id = staff_id, .name = name, .review = *v};

	w.review.staff_id = (int64_t)staff_id;
	w.review.reviewed_at = env->now;
	return run(&w, judge_work);
}
