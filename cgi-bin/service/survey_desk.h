/* Answers that staff write down for a member, from the phone or from paper. */
#ifndef SERVICE_SURVEY_DESK_H
#define SERVICE_SURVEY_DESK_H

#include "service/survey.h"

struct survey_written {
	uint64_t member_id, staff_id;
	const char *channel; /* "phone" or "paper" */
	const char *form_id; /* the same form has one effect */
};

/* Hands in N ANSWERS (judged by survey_score_fits(), none lacking) to version STATE
 * (its survey and questions) for the member: to the invitation they have open, or to a
 * new one. Points, complaint and thanks are as if the member had answered; *PAID gets
 * the points. SURVEY_ENDED: this form was sent before, or the account is gone;
 * TRY_AGAIN, FAILED: nothing was handed in. Logged as survey_write. */
enum survey_outcome survey_write_down(const struct service_env *env,
                                      const struct plan_book *plans,
                                      const struct survey_written *written,
                                      const struct survey_state *state,
                                      const struct survey_answer *answers, int n, int64_t *paid);

#endif
