#include <stdio.h>

#include "base/text.h"
#include "job/job.h"
#include "service/balance.h"
#include "store/person.h"

/* Figures only: names and addresses stay where staff look them up under log. */
static void print(const char *number, const char *kind, const struct balance *b)
{
	char day[INSTANT_TEXT];

	printf("member     %s (%s)\n", number, kind);
	printf("tier       %s since %s\n", b->tier, instant_local(day, b->tier_since));
	printf("available  %lld\n", (long long)b->available);
	printf("pending    %lld\n", (long long)b->pending);
	printf("held       %lld\n", (long long)b->held);
	printf("debt       %lld\n", (long long)b->debt);
	printf("lifetime   %lld\n", (long long)b->lifetime);
	printf("ending     %lld within 30 days\n", (long long)b->ending_30_days);
	if (b->next_expiry != DAY_NONE && b->next_expiry != DAY_NEVER)
		printf("next end   %lld on %s\n", (long long)b->next_expiry_points,
		       day_iso(day, b->next_expiry));
}

int job_member_show(struct job *job, int argc, char **argv)
{
	int code = job_words(argc, argv, 1, "member show NO");
	char *number, *kind = NULL;
	uint64_t member_id = 0;
	struct balance balance;
	enum db got;

	if (code != JOB_DONE)
		return code;
	number = member_no_clean(job->mem, argv[0]);
	if (!number)
		return job_say(JOB_USAGE, "a member number is M and 7 or more digits");
	got = member_by_no(job->db, job->mem, number, &member_id);
	if (got == DB_OK)
		got = member_get(job->db, job->mem, member_id, &number, &kind);
	if (got == DB_OK)
		got = balance_figures(job->db, job->mem, member_id, day_of(clock_now()), &balance);
	if (got == DB_NONE)
		return job_say(JOB_FINDING, "there is no member %s", number);
	if (got != DB_OK)
		return job_say(JOB_FAILED, "the member could not be read");
	print(number, kind, &balance);
	return JOB_DONE;
}
