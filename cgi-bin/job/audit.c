#include "job/audit.h"

#include <stdio.h>

#include "base/log.h"
#include "base/mem.h"
#include "service/flaw.h"
#include "store/person.h"

static void step(void *arg, int64_t members)
{
	progress_step(arg, members);
}

void audit_show_progress(struct audit *audit, struct progress *progress, const char *what)
{
	progress_begin(progress, what, 0);
	audit->progress = step;
	audit->progress_arg = progress;
}

static void print_findings(struct job *job, const struct audit *audit)
{
	for (int i = 0; i < audit->n_findings; i++) {
		const struct finding *f = &audit->findings[i];
		char *number = NULL, *kind = NULL;

		if (f->member_id && member_get(job->db, job->mem, f->member_id, &number, &kind) == DB_OK)
			printf("%s: %s %s\n", number, f->what, f->detail);
		else if (f->member_id)
			printf("account %llu: %s %s\n", (unsigned long long)f->member_id, f->what, f->detail);
		else
			printf("books: %s %s\n", f->what, f->detail);
	}
}

void audit_print(struct job *job, const struct audit *audit, const char *what)
{
	print_findings(job, audit);
	printf("%s: %lld members, %lld entries, %d findings\n", what, (long long)audit->members,
	       (long long)audit->entries, audit->n_findings);
}

bool audit_kept(struct job *job, const struct audit *audit, bool whole)
{
	struct service_env env = {.db = job->db, .config = job->config, .mem = job->mem,
	                          .now = clock_now()};

	if (flaw_keep(&env, audit, whole) == DB_OK)
		return true;
	log_event(LOG_ERROR, "flaws_not_kept", "findings=%d", audit->n_findings);
	return false;
}

int job_audit(struct job *job, int argc, char **argv)
{
	struct audit *audit = audit_begin(job->mem);
	struct progress progress;
	int code = job_words(argc, argv, 0, "audit");
	enum db got;

	if (code != JOB_DONE)
		return code;
	job_be_patient(job);
	audit_show_progress(audit, &progress, "audit");
	got = audit_all(audit, job->db, config_get(job->config, "Var", "var"));
	progress_end(&progress);
	if (got != DB_OK) {
		/* No sum: "0 findings" of books half read would say too much. */
		print_findings(job, audit);
		return job_say(JOB_FAILED, "the books could not be read to their end");
	}
	audit_print(job, audit, "audit");
	printf("catalogue: %lld items, %lld redemptions\n", (long long)audit->items,
	       (long long)audit->redemptions);
	if (!audit_kept(job, audit, true))
		return job_say(JOB_FAILED, "what was found could not be kept for the morning page");
	return audit->n_findings > 0 ? JOB_FINDING : JOB_DONE;
}
