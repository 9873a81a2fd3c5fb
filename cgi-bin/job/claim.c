#include "job/claim.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/text.h"
#include "store/job_run.h"

#define OWNER_BYTES 64
#define FAR_TOO_LONG_S (12 * 3600) /* nothing of ours runs as long on another host */

/* When process PID started, in ticks since boot: with it a number that was
 * given anew is not mistaken. 0 = it does not run. */
static int64_t born(int64_t pid)
{
	int64_t ticks = 0;
	char path[32], line[1024] = "";
	char *p;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%lld/stat", (long long)pid);
	f = fopen(path, "r");
	if (!f)
		return 0;
	if (!fgets(line, sizeof line, f))
		line[0] = '\0';
	fclose(f);
	/* The name in parentheses may hold blanks; field 22 is the 20th behind it. */
	p = strrchr(line, ')');
	if (!p || p[1] != ' ' || p[2] == 'Z')
		return 0;
	for (int i = 0; p && i < 20; i++)
		p = strchr(p + 1, ' ');
	if (!p)
		return 0;
	p++;
	p[strcspn(p, " ")] = '\0';
	return int_parse(p, &ticks) ? ticks : 0;
}

static const char *host(char out[33])
{
	if (gethostname(out, 33) != 0)
		snprintf(out, 33, "unnamed");
	out[32] = '\0';
	for (char *p = out; *p; p++)
		if (*p == ' ')
			*p = '-';
	return out;
}

static const char *myself(char out[OWNER_BYTES])
{
	char name[33];

	snprintf(out, OWNER_BYTES, "%s %ld %lld", host(name), (long)getpid(),
	         (long long)born(getpid()));
	return out;
}

static bool owner_gone(const char *owner, int64_t claimed_at)
{
	char name[33], text[OWNER_BYTES], *rest = text;
	const char *theirs, *pid_text, *ticks_text;
	int64_t pid, ticks;

	snprintf(text, sizeof text, "%s", owner);
	theirs = strsep(&rest, " ");
	pid_text = strsep(&rest, " ");
	ticks_text = strsep(&rest, " ");
	if (!int_parse(pid_text, &pid) || !int_parse(ticks_text, &ticks))
		return true;
	if (strcmp(theirs, host(name)) != 0)
		return clock_real() - claimed_at > FAR_TOO_LONG_S;
	return born(pid) != ticks;
}

enum db claim_take(struct database *db, const char *job)
{
	struct timespec nap = { 0, 200000000 };
	char owner[OWNER_BYTES];
	bool taken = false, told = false;
	enum db got;

	myself(owner);
	for (;;) {
		got = job_run_take(db, job, owner, clock_real(), owner_gone, &taken);
		if (taken || (got != DB_OK && got != DB_BUSY))
			return got;
		if (!told)
			log_event(LOG_INFO, "job_waits", "job=%s", job);
		told = true;
		nanosleep(&nap, NULL);
	}
}

enum db claim_leave(struct database *db, const char *job, int32_t done_on)
{
	char owner[OWNER_BYTES];

	return job_run_leave(db, job, myself(owner), done_on);
}
