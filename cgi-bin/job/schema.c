#include <stdio.h>

#include "base/mem.h"
#include "job/coupon_item.h"
#include "job/survey_trip.h"
#include "job/job.h"
#include "store/migrate.h"

static const char *schema_dir(const struct job *job)
{
	return config_get(job->config, "Schema", "schema");
}

static int answer(enum migrate result)
{
	switch (result) {
	case MIGRATE_OK:
		return JOB_DONE;
	case MIGRATE_PENDING:
		return JOB_FINDING;
	case MIGRATE_CHANGED:
		return job_say(JOB_FINDING, "an applied file was changed; put it back as it was and add a "
		               "new file for the change");
	default:
		return job_say(JOB_FAILED, "the schema could not be brought up to date; the log says why");
	}
}

int job_schema_status(struct job *job, int argc, char **argv)
{
	struct migration *list = NULL;
	char when[INSTANT_TEXT];
	enum migrate result;
	int n = 0, code = job_words(argc, argv, 0, "schema status");

	if (code != JOB_DONE)
		return code;
	result = migrate_status(job->db, job->mem, schema_dir(job), &list, &n);
	for (int i = 0; result != MIGRATE_FAILED && i < n; i++)
		printf("%s %s\n", list[i].name,
		       list[i].changed                      ? "CHANGED since it was applied"
		       : list[i].applied_at == INSTANT_NONE ? "to be applied"
		                                            : instant_local(when, list[i].applied_at));
	return answer(result);
}

int job_schema_migrate(struct job *job, int argc, char **argv)
{
	int code = job_words(argc, argv, 0, "schema migrate");

	if (code == JOB_DONE)
		code = answer(migrate_run(job->db, schema_dir(job)));
	/* Books that were opened before there was a catalogue. */
	if (code == JOB_DONE && (coupon_item_add(job->db) != DB_OK || survey_trip_add(job->db) != DB_OK))
		code = job_say(JOB_FAILED, "the plan's coupon could not be put into the catalogue");
	return code;
}
