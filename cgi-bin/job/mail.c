#include "job/mail.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "job/claim.h"
#include "job/job.h"
#include "service/announcement.h"
#include "service/newsletter.h"
#include "service/wechat.h"
#include "job/mail_kind.h"

#define BATCH 20
#define HIDDEN_S 300 /* a claimed row is due again after this */
#define TRIES_MAX 9  /* then it is given up: about a day and a half */
#define POSTED 10    /* batches of letters to many between two looks at what somebody waits for */
#define DOWN_MAX 3   /* nobody answered so often in a row: the rest waits, too */

struct due {
	void *mem;
	int64_t now;
	struct outbox_row *rows;
	int n;
};

/* One run of the mailer. */
struct run {
	struct database *db;
	const struct config *config;
	struct view *view;
	struct mail_count *count;
	int down; /* how often in a row nobody answered */
};

/* One message of it. */
struct sending {
	const struct service_env *env;
	const struct outbox_row *row;
	enum db begun; /* what noting the end of the text gave */
};

/* Set by the signals that end a run: the message at hand is finished first. */
static volatile sig_atomic_t told_to_stop;

static void stop(int signal_number)
{
	(void)signal_number;
	told_to_stop = 1;
}

static enum db due_work(struct database *db, void *arg)
{
	struct due *w = arg;
	enum db got = outbox_due(db, w->mem, w->now, BATCH, &w->rows, &w->n);

	for (int i = 0; got == DB_OK && i < w->n; i++) {
		got = outbox_push(db, w->rows[i].outbox_id, w->now + HIDDEN_S);
		w->rows[i].tries++;
	}
	return got;
}

/* Seconds until the next try behind TRIES tries: 1, 3, 9 … minutes, at most 8
 * hours. */
static int64_t back_off(int64_t tries)
{
	int64_t wait = 60;

	while (--tries > 0 && wait < 8 * 3600)
		wait *= 3;
	return wait < 8 * 3600 ? wait : 8 * 3600;
}

static bool may_begin(void *arg)
{
	struct sending *s = arg;

	s->begun = outbox_begin(s->env->db, s->row, clock_now());
	return s->begun == DB_OK;
}

/* Ends it for good, and says so. */
static enum db end(struct run *run, const struct outbox_row *row, const char *fate,
                   const char *why)
{
	bool report = strcmp(fate, FATE_DEAD) == 0 || strcmp(fate, FATE_UNKNOWN) == 0;

	run->count->failed += report;
	run->count->reported += report;
	log_event(report ? LOG_WARN : LOG_INFO, "mail_ended", "id=%llu tries=%d fate=%s",
	          (unsigned long long)row->outbox_id, (int)row->tries, fate);
	return outbox_end(run->db, row, fate, why, clock_now());
}

static enum db later(struct run *run, const struct outbox_row *row, const char *why)
{
	if (row->tries >= TRIES_MAX)
		return end(run, row, FATE_DEAD, why);
	run->count->failed++;
	log_event(LOG_WARN, "mail_failed", "id=%llu tries=%d", (unsigned long long)row->outbox_id,
	          (int)row->tries);
	return outbox_later(run->db, row, why, clock_now() + back_off(row->tries));
}

/* The gateway will never deliver to this WeChat: the person has left the account.
 * The next try goes to their e-mail, if there is one. */
static enum db not_by_wechat(struct run *run, const struct service_env *env,
                             const struct outbox_row *row, const char *why)
{
	enum db got = wechat_untie(env, row->id);

	return got == DB_OK ? later(run, row, why) : got;
}

static enum db deliver(struct run *run, const struct service_env *env,
                       const struct outbox_row *row, const struct mail_text *mail)
{
	struct sending sending = {env, row, DB_OK};
	struct mail_try try = {.begin = may_begin, .arg = &sending};
	enum mail_fate fate = mail_deliver(env, mail, config_get(env->config, "Company.Name", ""),
	                                   &try);

	run->down = fate == MAIL_DOWN ? run->down + 1 : 0;
	if (try.stopped) /* another mailer has it, or the database is gone */
		return sending.begun == DB_NONE ? DB_OK : sending.begun;
	switch (fate) {
	case MAIL_SENT:
		run->count->sent++;
		return outbox_sent(run->db, row->outbox_id, clock_now());
	case MAIL_REFUSED:
		if (strcmp(mail->channel, CHANNEL_WECHAT) == 0)
			return not_by_wechat(run, env, row, try.error);
		return end(run, row, FATE_DEAD, try.error);
	case MAIL_UNKNOWN:
		return end(run, row, FATE_UNKNOWN, try.error);
	case MAIL_LATER:
	case MAIL_DOWN:
		break;
	}
	return later(run, row, try.error);
}

/* Where ROW goes: to WeChat who has tied theirs; a notice's row names no address, it
 * goes to the person's proven one as it is now. DB_NONE: there is none. */
static enum db address(const struct service_env *env, const struct mail_kind *kind,
                       struct outbox_row *row)
{
	struct person person;
	char *openid = NULL;
	bool sms = strcmp(row->channel, CHANNEL_SMS) == 0;
	enum db got = kind && !sms ? wechat_of(env, row->id, kind->topic, &openid) : DB_OK;

	if (got != DB_OK || (!openid && row->address[0] != '\0'))
		return got;
	got = person_get(env->db, env->mem, row->id, &person);
	if (got != DB_OK)
		return got;
	row->lang = person.lang;
	if (openid) {
		row->channel = CHANNEL_WECHAT;
		row->address = openid;
		return DB_OK;
	}
	row->address = person.email;
	return person.email != NULL && person.email_confirmed ? DB_OK : DB_NONE;
}

static enum db one(struct run *run, const struct service_env *env, struct outbox_row *row)
{
	const struct mail_kind *kind = mail_kind_of(row->kind);
	struct mail_text mail;
	bool wants = true;
	enum db got;

	if (row->begun)
		return end(run, row, FATE_UNKNOWN, "the mailer ended before it heard an answer");
	if (kind) {
		got = mail_choice_wants(env, row->id, kind->topic, &wants);
		if (got != DB_OK)
			return got;
	}
	if (!wants)
		return end(run, row, FATE_UNWANTED, "");
	got = address(env, kind, row);
	if (got == DB_OK)
		got = mail_text(env, run->view, row, &mail);
	if (got == DB_NONE)
		return end(run, row, FATE_DROPPED, "nobody to send to, or nothing to say any more");
	if (got != DB_OK)
		return db_is_down(run->db) ? got : later(run, row, "the text could not be made");
	return deliver(run, env, row, &mail);
}

/* Whether the rest of the batch is given back. */
static bool over(const struct run *run)
{
	return told_to_stop || run->down >= DOWN_MAX;
}

/* One batch; LAST: there is nothing more to do now. */
static enum db batch(struct run *run, bool *last)
{
	struct due due = {.mem = talloc_new(NULL), .now = clock_now()};
	struct service_env env = {
		.db = run->db, .config = run->config, .mem = due.mem, .now = due.now, .client = NULL};
	enum db got = db_transact(run->db, due_work, &due);

	for (int i = 0; got == DB_OK && i < due.n; i++)
		got = over(run) ? outbox_release(run->db, &due.rows[i], due.now + 60 * !told_to_stop)
		                : one(run, &env, &due.rows[i]);
	*last = due.n < BATCH || over(run);
	talloc_free(due.mem);
	return got;
}

enum db mail_send(struct database *db, const struct config *config, struct view *view,
                  struct mail_count *count)
{
	struct run run = {db, config, view, count, 0};
	bool last = false;
	enum db got = DB_OK;

	*count = (struct mail_count){0};
	while (got == DB_OK && !last)
		got = batch(&run, &last);
	if (run.down >= DOWN_MAX)
		log_event(LOG_WARN, "mail_down", "sent=%d", count->sent);
	return got;
}

/* Posts a little of what goes to many, then sends what is due, until all of it is done:
 * a reset of a password does not wait behind a million announcements. */
static enum db post_and_send(struct job *job, struct view *view, struct mail_count *count)
{
	bool letters = true, announcements = true;
	enum db got = DB_OK;

	while (got == DB_OK && (letters || announcements) && !told_to_stop) {
		struct service_env env = {job->db, job->config, talloc_new(job->mem), clock_now(), NULL};
		struct mail_count some = {0};

		got = newsletter_post(&env, job->plans, POSTED, &letters);
		if (got == DB_OK)
			got = announcement_post(&env, POSTED, &announcements);
		if (got == DB_OK)
			got = mail_send(job->db, job->config, view, &some);
		count->sent += some.sent;
		count->failed += some.failed;
		count->reported += some.reported;
		talloc_free(env.mem);
	}
	return got;
}

int job_mail_send(struct job *job, int argc, char **argv)
{
	struct sigaction action = {.sa_handler = stop};
	struct mail_count count = {0};
	int code = job_words(argc, argv, 0, "mail send");
	if (code != JOB_DONE)
		return code;
	struct view *view = view_open(config_get(job->config, "Templates", "templates"), mail_pages,
	                              MAIL_PAGES);
	if (view == NULL)
		return job_say(JOB_FAILED, "the mail templates cannot be read");
	enum db got = claim_take(job->db, "mail");
	if (got == DB_OK) {
		(void)sigaction(SIGTERM, &action, NULL); /* cannot fail with these */
		(void)sigaction(SIGINT, &action, NULL);
		got = post_and_send(job, view, &count);
		enum db left = claim_leave(job->db, "mail", DAY_NONE);
		got = got == DB_OK ? left : got;
	}
	view_close(view);
	if (got != DB_OK)
		return job_say(JOB_FAILED, "the database did not answer");
	if (count.sent > 0 || count.failed > 0)
		log_event(LOG_INFO, "mail_sent", "sent=%d failed=%d reported=%d", count.sent,
		          count.failed, count.reported);
	return count.failed > 0 ? JOB_FINDING : JOB_DONE;
}
