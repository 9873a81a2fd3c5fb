#include "job/demo_campaign.h"
#include "job/demo_case.h"
#include "job/demo_announcement.h"
#include "job/demo_contact.h"
#include "job/demo_custom.h"
#include "job/demo_draw.h"
#include "job/demo_gallery.h"
#include "job/demo_notices.h"
#include "job/demo_plan.h"
#include "job/demo_referral.h"
#include "job/demo_shop.h"
#include "job/demo_stop.h"
#include "job/demo_supplier.h"
#include "job/demo_survey.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/secret.h"
#include "base/text.h"
#include "job/progress.h"
#include "service/member_new.h"
#include "service/order.h"
#include "service/partner.h"

/* The clock stands at INSTANT while the demo tells what happened then: an entry
 * is posted when it happened, as it would have been, and reports have a past. */
static void live_at(int64_t instant)
{
	clock_set_offset(instant - clock_real());
}

/* Makes demo member N (or finds it from an earlier run). */
static enum db make_member(struct job *job, const struct csv_table *t, int i, int64_t now,
                           uint64_t ids[DEMO_MEMBERS + 1])
{
	const struct csv_row *row = &t->rows[i];
	char phone[16], email[40], number[17], password[24], hash[PASSWORD_HASH_MAX];
	const char *invited_by = csv_field(row, csv_column(t, "invited_by"));
	struct member_new m = { .confirmed = true, .now = now, .terms = true, .privacy = true };
	int64_t n = 0, ago = 0;
	enum db got;

	if (!int_parse(csv_field(row, csv_column(t, "n")), &n) || n < 1 || n > DEMO_MEMBERS ||
	    !int_parse(csv_field(row, csv_column(t, "joined_days_ago")), &ago) ||
	    !day_parse(csv_field(row, csv_column(t, "birthday")), &m.birthday)) {
		job_say(JOB_FAILED, "members.csv: row %d is wrong", i + 2);
		return DB_FAIL;
	}
	snprintf(phone, sizeof phone, "138%08d", (int)n);
	snprintf(email, sizeof email, "member%d@demo.test", (int)n);
	snprintf(number, sizeof number, "M%07d", 9000000 + (int)n);
	got = member_by_no(job->db, job->mem, number, &ids[n]);
	if (got != DB_NONE)
		return got;
	snprintf(password, sizeof password, "demo-points-%d", (int)n);
	if (!password_hash(hash, password))
		return DB_FAIL;
	m.member_no = number;
	m.kind = csv_field(row, csv_column(t, "kind"));
	m.name = csv_field(row, csv_column(t, "name"));
	m.phone = phone;
	m.email = email;
	m.password_hash = hash;
	m.invited_by = *invited_by ? invited_by : NULL;
	m.joined_on = day_of(now) - (int32_t)ago;
	m.tier = plan_on(job->plans, day_of(now))->tiers[0].code;
	/* Reports know an account from the moment it was made; invitations are told by
	 * demo_referral.c. */
	m.now = ago > 0 && !m.invited_by ? day_start(m.joined_on) + 36000 : now;
	live_at(m.now);
	got = member_create(job->db, &m);
	live_at(now);
	ids[n] = m.member_id;
	return got;
}

static bool make_members(struct job *job, const char *dir, int64_t now,
                         uint64_t ids[DEMO_MEMBERS + 1])
{
	static const char *const columns[] = { "n", "kind", "name", "birthday", "joined_days_ago",
		"invited_by", NULL };
	char error[160];
	char *path = talloc_asprintf(job->mem, "%s/members.csv", dir);
	struct csv_table *t = csv_read(job->mem, path, error);

	if (!t || !csv_header(t, columns, NULL, error))
		return job_say(JOB_FAILED, "%s: %s", path, error), false;
	for (int i = 0; i < t->n_rows; i++)
		if (make_member(job, t, i, now, ids) != DB_OK)
			return job_say(JOB_FAILED, "demo member of row %d could not be made", i + 2), false;
	for (int n = 1; n <= DEMO_MEMBERS; n++)
		if (ids[n] == 0)
			return job_say(JOB_FAILED, "%s: member %d is missing", path, n), false;
	return true;
}

/* Repeats of an earlier, cut-off run are as good as done. */
static bool order_ok(enum order_outcome outcome)
{
	return outcome == ORDER_DONE || outcome == ORDER_REPEATED || outcome == ORDER_CONFLICT ||
	       outcome == ORDER_ENDED;
}

static bool play(struct job *job, const struct demo_event *e, uint64_t member_id, void *mem)
{
	struct order_answer answer;
	struct order_facts facts = { .partner = DEMO_PARTNER, .order_no = e->name,
		.member_id = member_id, .category = e->category, .products = "", .branch = "", .payer = "",
		.destination = e->destination, .guide = e->guide, .paid_fen = e->amount,
		.eligible_fen = e->amount, .paid_at = e->at, .completed_at = INSTANT_NONE,
		.travel_end = e->travel_end };

	switch (e->kind) {
	case DEMO_PAID:
		return order_ok(order_book(job->db, job->plans, mem, &facts, NULL, &answer));
	case DEMO_COMPLETED:
		return order_ok(order_complete(job->db, job->plans, mem, DEMO_PARTNER, e->name, e->at,
		                               &answer));
	case DEMO_REFUNDED:
		return order_ok(order_refund(job->db, job->plans, mem, DEMO_PARTNER, e->name, "1", e->amount,
		                             e->at, &answer));
	case DEMO_DRAW:
		return demo_draw(job, e, member_id, mem);
	default:
		return demo_redeem(job, e, member_id, mem);
	}
}

/* Rows of an earlier, cut-off run are there already; on another day they are
 * told from another date. */
static bool play_history(struct job *job, const struct demo_story *story, uint64_t member_id)
{
	struct batch *batch = batch_begin(job->db, job->plans, DEMO_PARTNER, false);
	bool ok = batch != NULL;
	int64_t told = 0;

	for (int i = 0; i < story->n_history; i++)
		if (story->history[i].completed_at > told)
			told = story->history[i].completed_at;
	for (int i = 0; ok && i < story->n_history; i++)
		batch_order_row(batch, member_id, &story->history[i]);
	live_at(told);
	ok = ok && batch_commit(batch) == DB_OK;
	if (batch)
		batch_end(batch);
	if (!ok)
		job_say(JOB_FAILED, "the demo history could not be booked");
	return ok;
}

bool demo_play(struct job *job, const struct demo_story *story,
               const uint64_t ids[DEMO_MEMBERS + 1])
{
	struct progress progress;
	int64_t now = clock_now();
	bool ok = play_history(job, story, ids[DEMO_MEMBERS]);

	progress_begin(&progress, "demo", story->n);
	for (int i = 0; ok && i < story->n; i++) {
		void *mem = talloc_new(job->mem);

		live_at(story->events[i].at);
		ok = play(job, &story->events[i], ids[story->events[i].n], mem);
		if (!ok)
			job_say(JOB_FAILED, "demo event %s could not be booked", story->events[i].name);
		talloc_free(mem);
		progress_step(&progress, i + 1);
	}
	live_at(now);
	progress_end(&progress);
	return ok;
}

/* The demo partner, with its secret in VAR for those who try the API. */
static bool make_partner(struct job *job)
{
	char secret[PARTNER_SECRET], key[256];
	char *path = talloc_asprintf(job->mem, "%s/%s.secret", config_get(job->config, "Var", "var"),
	                             DEMO_PARTNER);
	enum db got;
	bool ok;
	int fd;

	if (!secret_file(config_get(job->config, "Keys.Token", ""), key, sizeof key))
		return false;
	got = partner_create(job->db, key, DEMO_PARTNER, secret);
	if (got == DB_DUP && access(path, F_OK) == 0) {
		secret_wipe(key, sizeof key);
		return true;
	}
	if (got == DB_DUP)
		got = partner_rotate(job->db, key, DEMO_PARTNER, secret);
	secret_wipe(key, sizeof key);
	if (got != DB_OK)
		return job_say(JOB_FAILED, "the demo partner could not be made"), false;
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	ok = fd >= 0 && dprintf(fd, "%s\n", secret) == PARTNER_SECRET;
	if (fd >= 0)
		ok = close(fd) == 0 && ok;
	secret_wipe(secret, sizeof secret);
	if (!ok)
		job_say(JOB_FAILED, "%s: %s", path, strerror(errno));
	return ok;
}

int job_demo_load(struct job *job, int argc, char **argv)
{
	uint64_t ids[DEMO_MEMBERS + 1] = { 0 };
	int code = job_words(argc, argv, 0, "demo load");
	struct demo_story story;
	int64_t now = clock_now();
	char *dir = talloc_asprintf(job->mem, "%s/demo", config_get(job->config, "Schema", "schema"));

	if (code != JOB_DONE)
		return code;
	if (strcmp(config_get(job->config, "Demo", "0"), "1") != 0)
		return job_say(JOB_USAGE, "this portal has no demo (DEMO=0)");
	/* The clerk sends what members redeemed. */
	if ((code = job_staff_demo(job, 0, argv)) != JOB_DONE)
		return code;
	if (!make_members(job, dir, now, ids) || !demo_story(job, dir, now, &story) ||
	    !make_partner(job) || !demo_catalogue(job, dir, now))
		return JOB_FAILED;
	switch (demo_told(job, ids[1])) {
	case DB_OK:
		break;
	case DB_NONE:
		if (!demo_play(job, &story, ids) || !demo_notices(job, now, ids) ||
		    !demo_campaigns(job, now, ids) || !demo_gallery(job, now, ids) ||
		    !demo_referral(job, now, ids) || !demo_cases(job, now, ids) || !demo_custom(job, now, ids) ||
		    !demo_contacts(job, now, ids) || !demo_announcements(job, now) ||
		    !demo_stops(job, now) || !demo_suppliers(job, now) || !demo_surveys(job, now, ids) ||
		    !demo_rest(job, now, ids) || !demo_plan(job, now))
			return JOB_FAILED;
		break;
	default:
		return JOB_FAILED;
	}
	printf("demo: %d members, %d orders and events, key %s\n", DEMO_MEMBERS,
	       story.n_history + story.n, DEMO_PARTNER);
	return JOB_DONE;
}
