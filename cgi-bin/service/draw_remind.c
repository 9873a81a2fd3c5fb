/* Reminding winners who have not claimed their prize a few days before its last
 * day: nightly, once for each win. */
#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

#include "base/mem.h"
#include "service/draw_job.h"
#include "service/draw_private.h"
#include "service/notice.h"

#define BEFORE_DAYS 3
#define BATCH 500

struct reminding {
	struct service_env env;
	uint64_t draw_id;
	int64_t ticket_no;
	bool told;
};

static const char *or_else(const char *text, const char *fallback)
{
	return text && *text ? text : fallback;
}

static enum db remind_work(struct database *db, void *arg)
{
	struct reminding *r = arg;
	struct draw_winner win;
	char once[48], link[48];
	enum db got = draw_winner_lock(db, r->env.mem, r->draw_id, r->ticket_no, &win);

	r->told = false;
	if (got != DB_OK)
		return got;
	if (win.state != WIN_WON || win.claim_until < day_of(r->env.now))
		return DB_NONE;
	const struct notice_arg args[] = {
		{ 't', 0, win.prize_name, or_else(win.prize_name_en, win.prize_name) },
		{ 't', 0, win.draw_name, or_else(win.draw_name_en, win.draw_name) },
		{ 'd', win.claim_until, NULL, NULL },
		{ 0, 0, NULL, NULL },
	};
	const struct notice notice = { .kind = "draw_claim_soon", .once = once, .link = link,
		.args = args };

	snprintf(once, sizeof once, "draw:%" PRIu64 ":%" PRId64, win.draw_id, win.ticket_no);
	snprintf(link, sizeof link, "/draws/%" PRIu64 "/claim", win.draw_id);
	r->told = true;
	return notice_post(&r->env, win.member_id, &notice);
}

bool draw_remind(const struct service_env *env, int *waiting)
{
	int32_t today = day_of(env->now);
	struct reminding r = { .env = *env };
	struct draw_winner *wins;
	int n = BATCH;
	bool ok = true;
	uint64_t draw_id = 0;
	int64_t ticket_no = 0;

	*waiting = 0;
	while (ok && n == BATCH) {
		void *batch = talloc_new(env->mem);

		assert(batch != NULL);
		ok = draw_winners_soon(env->db, batch, today, today + BEFORE_DAYS, draw_id, ticket_no,
		                       BATCH, &wins, &n) == DB_OK;
		for (int i = 0; ok && i < n; i++) {
			enum db got;

			r.env.mem = talloc_new(batch);
			r.draw_id = draw_id = wins[i].draw_id;
			r.ticket_no = ticket_no = wins[i].ticket_no;
			got = db_transact(env->db, remind_work, &r);
			ok = got == DB_OK || got == DB_NONE;
			*waiting += got == DB_OK && r.told;
			talloc_free(r.env.mem);
		}
		talloc_free(batch);
	}
	return ok;
}
