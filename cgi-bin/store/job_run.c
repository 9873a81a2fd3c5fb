#include "store/job_run.h"

#include "base/mem.h"

static const struct db_sql ENSURE = { "INSERT IGNORE INTO job_run (job) VALUES (?)", "s", "" };
static const struct db_sql LOCK = {
	"SELECT claimed_at, owner FROM job_run WHERE job = ? FOR UPDATE", "s", "ts" };
static const struct db_sql TAKE = {
	"UPDATE job_run SET claimed_at = ?, owner = ? WHERE job = ?", "tss", "" };
static const struct db_sql LEAVE = {
	"UPDATE job_run SET claimed_at = NULL, owner = '' WHERE job = ? AND owner = ?", "ss", "" };
static const struct db_sql DONE = {
	"UPDATE job_run SET done_on = ? WHERE job = ? AND (done_on IS NULL OR done_on < ?)", "dsd", "" };
static const struct db_sql DONE_ON = { "SELECT done_on FROM job_run WHERE job = ?", "s", "d" };
static const struct db_sql ASK = {
	"UPDATE job_run SET asked_at = ? WHERE job = ?", "ts", "" };
static const struct db_sql ASKED = {
	"UPDATE job_run SET asked_at = NULL WHERE job = ? AND asked_at IS NOT NULL", "s", "" };
static const struct db_sql WAITS = { "SELECT asked_at FROM job_run WHERE job = ?", "s", "t" };

struct taking {
	const char *job, *owner;
	int64_t now;
	job_owner_gone gone;
	bool taken;
};

static enum db take(struct database *db, void *arg)
{
	struct taking *t = arg;
	void *mem = talloc_new(NULL);
	int64_t claimed_at = INSTANT_NONE;
	char *owner = NULL;
	enum db got = db_one(db, mem, &LOCK, t->job, &claimed_at, &owner);

	t->taken = got == DB_OK && (claimed_at == INSTANT_NONE || t->gone(owner, claimed_at));
	talloc_free(mem);
	if (got == DB_OK && t->taken)
		got = db_run(db, &TAKE, t->now, t->owner, t->job);
	return got;
}

enum db job_run_take(struct database *db, const char *job, const char *owner, int64_t now,
                     job_owner_gone gone, bool *taken)
{
	struct taking t = { .job = job, .owner = owner, .now = now, .gone = gone };
	enum db got = db_run(db, &ENSURE, job);

	if (got == DB_OK)
		got = db_transact(db, take, &t);
	*taken = got == DB_OK && t.taken;
	return got;
}

enum db job_run_leave(struct database *db, const char *job, const char *owner, int32_t done_on)
{
	enum db got = DB_OK;

	if (done_on != DAY_NONE)
		got = db_run(db, &DONE, done_on, job, done_on);
	return got == DB_OK ? db_run(db, &LEAVE, job, owner) : got;
}

enum db job_run_done_on(struct database *db, const char *job, int32_t *done_on)
{
	enum db got = db_one(db, NULL, &DONE_ON, job, done_on);

	if (got == DB_NONE)
		*done_on = DAY_NONE;
	return got == DB_NONE ? DB_OK : got;
}

enum db job_run_ask(struct database *db, const char *job, int64_t now)
{
	enum db got = db_run(db, &ENSURE, job);

	return got == DB_OK ? db_run(db, &ASK, now, job) : got;
}

enum db job_run_asked(struct database *db, const char *job, bool *asked)
{
	enum db got = db_run(db, &ASKED, job);

	*asked = got == DB_OK && db_affected(db) > 0;
	return got;
}

enum db job_run_waits(struct database *db, const char *job, int64_t *asked_at)
{
	enum db got = db_one(db, NULL, &WAITS, job, asked_at);

	if (got == DB_NONE)
		*asked_at = INSTANT_NONE;
	return got == DB_NONE ? DB_OK : got;
}
