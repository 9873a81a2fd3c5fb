#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "job/demo_shop.h"
#include "service/claim.h"
#include "service/coupon.h"
#include "store/address.h"
#include "store/import.h"
#include "store/outbox.h"
#include "store/preference.h"
#include "store/staff.h"
#include "store/wish.h"

#define DAY_S 86400
#define CLERK "clerk@demo.test"

/* Adds event KIND so many days ago as column NAME says; nothing where it is
 * empty. */
static bool add_step(struct demo_story *story, const struct csv_table *t,
                     const struct csv_row *row, const char *name, struct demo_event event, int i,
                     int64_t now)
{
	int64_t ago;

	if (!demo_number(t, row, name, -1, &ago))
		return false;
	event.at = demo_moment(day_of(now) - (int32_t)ago, 11, i);
	if (ago >= 0)
		demo_add(story, event);
	return true;
}

static bool add_redemption(struct demo_story *story, const struct csv_table *t, int i, int64_t now)
{
	const struct csv_row *row = &t->rows[i];
	struct demo_redemption *r = talloc_zero(story->mem, struct demo_redemption);
	struct demo_event e = { .kind = DEMO_REDEEMED, .name = demo_text(t, row, "item"),
		.redemption = r };
	int64_t n, ago, departs;
	int32_t today = day_of(now);

	if (!r || !demo_number(t, row, "n", 0, &n) || n < 1 || n > DEMO_MEMBERS ||
	    !demo_number(t, row, "quantity", 0, &r->asked.quantity) ||
	    !demo_number(t, row, "days_ago", 0, &ago) ||
	    !demo_number(t, row, "departs_in", INSTANT_NONE, &departs) ||
	    !demo_number(t, row, "score", 0, &r->score) ||
	    !demo_number(t, row, "used_fen", 0, &r->used_fen))
		return false;
	snprintf(r->form, sizeof r->form, "demo-%d", i + 1);
	r->asked.item = e.name;
	r->asked.shown_cost = -1;
	r->asked.form_id = r->form;
	r->asked.departs_on = departs == INSTANT_NONE ? DAY_NONE : today + (int32_t)departs;
	r->asked.travellers = demo_text(t, row, "travellers");
	r->asked.flyer_no = demo_text(t, row, "flyer_no");
	r->asked.recipient = demo_text(t, row, "recipient");
	r->asked.phone = demo_text(t, row, "phone");
	r->asked.address = demo_text(t, row, "address");
	r->carrier = demo_text(t, row, "carrier");
	r->tracking_no = demo_text(t, row, "tracking_no");
	r->how = demo_text(t, row, "how");
	r->reason = demo_text(t, row, "reason");
	r->feedback = demo_text(t, row, "feedback");
	r->used_order = demo_text(t, row, "used_order");
	e.n = (int)n;
	e.at = demo_moment(today - (int32_t)ago, 16, i);
	demo_add(story, e);
	for (int k = 0; k < 5; k++) {
		static const char *const columns[] = { "approved", "shipped", "done", "ended", "used" };

		e.kind = (enum demo_kind)(DEMO_APPROVED + k);
		if (!add_step(story, t, row, columns[k], e, i, now))
			return false;
	}
	return true;
}

bool demo_redemptions(struct job *job, const char *dir, int64_t now, struct demo_story *story)
{
	static const char *const columns[] = { "n", "item", "quantity", "days_ago", "departs_in",
		"travellers", "flyer_no", "recipient", "phone", "address", "approved", "shipped", "carrier",
		"tracking_no", "done", "ended", "how", "reason", "score", "feedback", "used", "used_order",
		"used_fen", NULL };
	struct csv_table *t = demo_table(job, dir, "redemptions.csv", columns);

	if (!t)
		return false;
	for (int i = 0; i < t->n_rows; i++)
		if (!add_redemption(story, t, i, now))
			return job_say(JOB_FAILED, "redemptions.csv: row %d is wrong", i + 2), false;
	return true;
}

static bool place(const struct service_env *env, struct job *job, struct demo_redemption *r)
{
	struct redeem_answer answer = { .outcome = REDEEM_OK };

	if (redeem_item(env, job->plans, &r->asked, &answer) != REDEEM_ANSWERED)
		return false;
	if (answer.outcome != REDEEM_OK) {
		printf("demo: %s is not redeemed under this plan\n", r->asked.item);
		return true;
	}
	snprintf(r->no, sizeof r->no, "%s", answer.redemption_no);
	r->code = answer.code ? talloc_strdup(job->mem, answer.code) : NULL;
	return !*r->asked.address || address_keep(env->db, r->asked.member_id, r->asked.recipient,
	                                          r->asked.phone, r->asked.address, env->now) == DB_OK;
}

/* The step EVENT stands for, by the demo's clerk where staff take it. */
static bool step(const struct service_env *env, struct job *job, const struct demo_event *event)
{
	const struct demo_redemption *r = event->redemption;
	struct step_asked asked = { .member_id = r->asked.member_id, .redemption_no = r->no,
		.reason = r->reason, .carrier = r->carrier, .tracking_no = r->tracking_no };
	struct staff clerk = { .staff_id = 0 };
	enum db found = staff_find(env->db, env->mem, CLERK, &clerk);
	enum step_outcome outcome;

	if (found != DB_OK && found != DB_NONE)
		return false;
	switch (event->kind) {
	case DEMO_APPROVED:
		asked.step = STEP_APPROVE;
		break;
	case DEMO_SHIPPED:
		asked.step = *r->asked.address ? STEP_SHIP : STEP_ISSUE;
		break;
	case DEMO_RECEIVED:
		asked.step = STEP_DONE;
		break;
	default:
		asked.step = strcmp(r->how, "cancel") == 0 ? STEP_CANCEL :
		             strcmp(r->how, "reject") == 0 ? STEP_REJECT : STEP_COMPANY;
	}
	if (asked.step != STEP_DONE && asked.step != STEP_CANCEL)
		asked.staff_id = clerk.staff_id;
	outcome = redemption_step(env, job->plans, &asked, NULL);
	if (outcome == STEP_OK && event->kind == DEMO_RECEIVED && r->score > 0)
		outcome = redemption_rate(env, r->asked.member_id, r->no, r->score, r->feedback);
	return outcome == STEP_OK || outcome == STEP_REPEATED || outcome == STEP_TOO_LATE;
}

static bool use(const struct service_env *env, const struct demo_redemption *r)
{
	int64_t fen;
	enum coupon_outcome outcome;

	if (!r->code)
		return true; /* a repeat of a run that was cut off does not name it */
	outcome = coupon_use(env, DEMO_PARTNER, r->code, r->used_order, r->used_fen, &fen);
	return outcome == COUPON_OK || outcome == COUPON_REPEATED || outcome == COUPON_USED;
}

bool demo_redeem(struct job *job, const struct demo_event *event, uint64_t member_id, void *mem)
{
	struct service_env env = { job->db, job->config, mem, event->at, NULL };
	struct demo_redemption *r = event->redemption;

	r->asked.member_id = member_id;
	r->asked.person_id = PERSON_HOLDER;
	if (event->kind == DEMO_REDEEMED)
		return place(&env, job, r);
	if (!*r->no)
		return true;
	return event->kind == DEMO_COUPON_USED ? use(&env, r) : step(&env, job, event);
}

/* Messages about what is long past are not sent any more. */
static enum db quiet(struct database *db, void *arg)
{
	const struct service_env *env = arg;
	struct outbox_row *rows;
	int n = 0;
	enum db got = outbox_due(db, env->mem, env->now, 1000, &rows, &n);

	for (int i = 0; got == DB_OK && i < n; i++)
		if (rows[i].created_at < env->now - DAY_S)
			got = outbox_sent(db, rows[i].outbox_id, env->now);
	return got;
}

/* That all was told is remembered, as an import's rows are: forms are forgotten
 * after a month. */
#define TOLD "demo", "shop"

enum db demo_told(struct job *job, uint64_t first)
{
	int64_t points;

	return import_row_get(job->db, first, TOLD, &points);
}

bool demo_rest(struct job *job, int64_t now, const uint64_t ids[DEMO_MEMBERS + 1])
{
	static const struct {
		const char *item;
		int n;
		bool waits;
	} wishes[] = { { "camera-strap", 3, true }, { "dunhuang-4d", 3, false },
		{ "photo-hour", 2, false }, { "camera-strap", 8, true } };
	static const struct preference likes = { .suggest = true, .destinations = "云南, 新疆, 敦煌",
		.interests = "trip,donation", .transport = "train", .lodging = "inn" };
	struct service_env env = { job->db, job->config, job->mem, now, NULL };
	enum db got = preference_save(job->db, ids[3], &likes);
	enum claim_outcome claim;

	for (size_t i = 0; got == DB_OK && i < sizeof wishes / sizeof *wishes; i++)
		got = wish_add(job->db, ids[wishes[i].n], wishes[i].item, wishes[i].waits,
		               now - ((int64_t)i + 2) * DAY_S);
	if (got == DB_OK)
		got = db_transact(job->db, quiet, &env);
	if (got != DB_OK)
		return job_say(JOB_FAILED, "the demo's wishes could not be kept"), false;
	env.now = now - 2 * DAY_S;
	claim = claim_file(&env, ids[5], "D5-000", "上个月退房的苏州酒店，订单号可能记错了，积分还没到账。");
	if (claim != CLAIM_OK && claim != CLAIM_SAME)
		return job_say(JOB_FAILED, "the demo's claim could not be filed"), false;
	got = import_row_add(job->db, ids[1], TOLD, 0);
	return got == DB_OK || got == DB_DUP;
}
