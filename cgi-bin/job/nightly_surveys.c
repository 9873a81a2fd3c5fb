/* Asking the members whose trips were completed lately (RULINGS 44), and those who had
 * something redeemed. */
#include <stdio.h>

#include "base/mem.h"
#include "job/nightly.h"
#include "service/survey.h"

#define BATCH 200

/* Invites a batch; how many of it were asked. */
static int64_t invite(struct night *night, void *mem, const struct survey *survey,
                      const struct survey_due *due, int n)
{
	struct job *job = night->job;
	int64_t asked = 0;

	for (int i = 0; i < n && !db_is_down(job->db); i++) {
		struct service_env env = {job->db, job->config, mem, clock_now(), NULL};
		enum db got = survey_invite_trip(&env, job->plans, survey, &due[i]);

		asked += got == DB_OK;
		night->failed = night->failed || (got != DB_OK && got != DB_NONE);
	}
	return asked;
}

typedef enum db (*find_due)(struct database *db, void *mem, const struct survey_due *after,
                            int64_t to, int64_t since, int64_t limit, struct survey_due **out,
                            int *n);

/* Asks by the live survey of CODE, if there is one, whom FIND finds; how many. */
static int64_t ask(struct night *night, const char *code, find_due find)
{
	struct job *job = night->job;
	int64_t to = day_start(night->on + 1), asked = 0;
	void *mem = talloc_new(job->mem);
	struct survey_due after = {.completed_at = to - SURVEY_TRIP_S, .partner = "", .order_no = ""};
	int n = BATCH;
	struct survey survey;
	enum db got = survey_live(job->db, mem, code, &survey);

	while (got == DB_OK && n == BATCH) {
		void *piece = talloc_new(mem);
		struct survey_due *due;

		got = find(job->db, piece, &after, to, clock_now() - SURVEY_REST_S, BATCH, &due, &n);
		if (got == DB_OK && n > 0) {
			asked += invite(night, piece, &survey, due, n);
			after = due[n - 1];
			after.partner = talloc_strdup(mem, after.partner);
			after.order_no = talloc_strdup(mem, after.order_no);
		}
		talloc_free(piece);
	}
	night->failed = night->failed || (got != DB_OK && got != DB_NONE);
	talloc_free(mem);
	return asked;
}

/* Trips first: who is asked about one rests from surveys for a while. */
void nightly_surveys(struct night *night)
{
	int64_t asked = ask(night, SURVEY_TRIP, survey_due);

	asked += ask(night, SURVEY_REDEMPTION, survey_due_redemptions);
	printf("surveys: %lld invited\n", (long long)asked);
}
