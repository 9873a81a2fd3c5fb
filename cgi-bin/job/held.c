#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "job/job.h"
#include "service/held.h"

#define REASON_MAX 200

int job_held_list(struct job *job, int argc, char **argv)
{
	struct held_row *rows = NULL;
	int n = 0, code = job_words(argc, argv, 0, "held list");
	char when[INSTANT_TEXT];

	if (code != JOB_DONE)
		return code;
	if (held_list(job->db, job->mem, &rows, &n) != DB_OK)
		return job_say(JOB_FAILED, "the list could not be read");
	for (int i = 0; i < n; i++)
		printf("%s/%s %s %lld points, paid %s%s%s\n", rows[i].partner, rows[i].order_no,
		       rows[i].member_no, (long long)rows[i].points, instant_local(when, rows[i].paid_at),
		       *rows[i].reason ? ": " : "", rows[i].reason);
	printf("%d orders with points under review\n", n);
	return JOB_DONE;
}

/* The order that WORD ("PARTNER/ORDER_NO" or, where it is clear, "ORDER_NO")
 * names among those held. */
static int find(struct job *job, const char *word, const char **partner, const char **order_no)
{
	const char *slash = strchr(word, '/');
	struct held_row *rows = NULL;
	int n = 0, found = 0;

	if (slash) {
		*partner = talloc_strndup(job->mem, word, (size_t)(slash - word));
		*order_no = slash + 1;
		return JOB_DONE;
	}
	if (held_list(job->db, job->mem, &rows, &n) != DB_OK)
		return job_say(JOB_FAILED, "the list could not be read");
	for (int i = 0; i < n; i++)
		if (strcmp(rows[i].order_no, word) == 0) {
			*partner = rows[i].partner;
			*order_no = rows[i].order_no;
			found++;
		}
	if (found == 0)
		return job_say(JOB_FINDING, "no order %s has points under review", word);
	if (found > 1)
		return job_say(JOB_USAGE, "several partners have an order %s; write PARTNER/%s", word, word);
	return JOB_DONE;
}

typedef enum order_outcome (*deciding)(struct database *, const struct plan_book *, void *,
                                       const char *, const char *, const char *,
                                       struct order_answer *);

static int decide(struct job *job, int argc, char **argv, deciding act, const char *word)
{
	const char *partner = NULL, *order_no = NULL;
	struct order_answer answer;
	struct buf reason;
	int code;

	if (argc < 2)
		return job_say(JOB_USAGE, "usage: pointsctl held %s [PARTNER/]ORDER_NO REASON", word);
	buf_init(&reason, job->mem);
	for (int i = 1; i < argc; i++)
		buf_printf(&reason, "%s%s", i > 1 ? " " : "", argv[i]);
	if (!utf8_valid(reason.data, reason.len) || utf8_length(reason.data) > REASON_MAX)
		return job_say(JOB_USAGE, "the reason may have %d characters of UTF-8", REASON_MAX);
	if ((code = find(job, argv[0], &partner, &order_no)) != JOB_DONE)
		return code;
	switch (act(job->db, job->plans, job->mem, partner, order_no, reason.data, &answer)) {
	case ORDER_DONE:
		printf("%s/%s: done; the member has %lld available, %lld pending, %lld under review\n",
		       partner, order_no, (long long)answer.available, (long long)answer.pending,
		       (long long)answer.member_held);
		return JOB_DONE;
	case ORDER_UNKNOWN:
		return job_say(JOB_FINDING, "there is no order %s/%s", partner, order_no);
	case ORDER_ENDED:
		return job_say(JOB_FINDING, "%s/%s has no points under review", partner, order_no);
	default:
		return job_say(JOB_FAILED, "it could not be booked; try again");
	}
}

int job_held_release(struct job *job, int argc, char **argv)
{
	return decide(job, argc, argv, held_release, "release");
}

int job_held_refuse(struct job *job, int argc, char **argv)
{
	return decide(job, argc, argv, held_refuse, "refuse");
}
