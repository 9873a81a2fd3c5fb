#include "job/mail.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "job/claim.h"
#include "job/job.h"

#define BATCH 20
#define HIDDEN_S 300 /* a claimed row is due again after this */
#define TRIES_MAX 9  /* then it is given up: about a day and a half */

struct due {
	void *mem;
	int64_t now;
	struct outbox_row *rows;
	int n;
};

static enum db due_work(struct database *db, void *arg)
{
	struct due *w = arg;
	enum db got = outbox_due(db, w->mem, w->now, BATCH, &w->rows, &w->n);
	for (int i = 0; got == DB_OK && i < w->n; i++)
		got = outbox_push(db, w->rows[i].outbox_id, w->now + HIDDEN_S);
	return got;
}

/* Seconds until the next try behind TRIES tries: 1, 2, 4 … minutes, at most 8
 * hours. */
static int64_t back_off(int64_t tries)
{
	int64_t wait = 60;
	while (tries-- > 0 && wait < 8 * 3600)
		wait *= 3;
	return wait < 8 * 3600 ? wait : 8 * 3600;
}

static enum db one(const struct service_env *env, struct view *view,
                   const struct outbox_row *row, struct mail_count *count)
{
	struct mail_text mail;
	char error[200] = "nobody to send to";
	const char *brand = config_get(env->config, "Company.Name", "");
	enum db got = mail_text(env, view, row, &mail);
	if (got == DB_NONE)
		return outbox_failed(env->db, row->outbox_id, error, env->now, env->now);
	if (got != DB_OK)
		return got;
	if (mail_deliver(env, &mail, brand, error)) {
		count->sent++;
		return outbox_sent(env->db, row->outbox_id, env->now);
	}
	count->failed++;
	bool give_up = row->tries + 1 >= TRIES_MAX;
	log_event(LOG_WARN, "mail_failed", "id=%llu tries=%d given_up=%d",
	          (unsigned long long)row->outbox_id, (int)row->tries + 1, give_up);
	return outbox_failed(env->db, row->outbox_id, error, env->now + back_off(row->tries),
	                     give_up ? env->now : INSTANT_NONE);
}

enum db mail_send(struct database *db, const struct config *config, struct view *view,
                  struct mail_count *count)
{
	enum db got = DB_OK;
	count->sent = count->failed = 0;
	for (;;) {
		struct due due = {.mem = talloc_new(NULL), .now = clock_now()};
		struct service_env env = {
			.db = db, .config = config, .mem = due.mem, .now = due.now, .client = NULL};
		got = db_transact(db, due_work, &due);
		for (int i = 0; got == DB_OK && i < due.n; i++)
			got = one(&env, view, &due.rows[i], count);
		bool last = due.n < BATCH;
		talloc_free(due.mem);
		if (got != DB_OK || last)
			return got;
	}
}

int job_mail_send(struct job *job, int argc, char **argv)
{
	struct mail_count count = {0, 0};
	int code = job_words(argc, argv, 0, "mail send");
	if (code != JOB_DONE)
		return code;
	struct view *view = view_open(config_get(job->config, "Templates", "templates"), mail_pages,
	                              MAIL_PAGES);
	if (view == NULL)
		return job_say(JOB_FAILED, "the mail templates cannot be read");
	enum db got = claim_take(job->db, "mail");
	if (got == DB_OK) {
		got = mail_send(job->db, job->config, view, &count);
		enum db left = claim_leave(job->db, "mail", DAY_NONE);
		got = got == DB_OK ? left : got;
	}
	view_close(view);
	if (got != DB_OK)
		return job_say(JOB_FAILED, "the database did not answer");
	if (count.sent > 0 || count.failed > 0)
		log_event(LOG_INFO, "mail_sent", "sent=%d failed=%d", count.sent, count.failed);
	return count.failed > 0 ? JOB_FINDING : JOB_DONE;
}
