/* Surveys by link: inviting after a trip, saving step by step, handing in once
 * with the points and, for a low answer, a complaint, in one commit. */
#ifndef SERVICE_SURVEY_H
#define SERVICE_SURVEY_H

#include "rule/plan.h"
#include "service/env.h"
#include "service/token.h"
#include "store/case.h"
#include "store/survey.h"

#define SURVEY_TRIP "trip"       /* code of the survey asked after trips */
#define SURVEY_LIFE_S (30 * 86400)  /* an answer earns points so long */
#define SURVEY_REST_S (30 * 86400)  /* at most one paid survey a member within */
#define SURVEY_TRIP_S (14 * 86400)  /* a trip may be asked about so long after it */

/* What a link leads to. */
struct survey_state {
	struct survey_invitation invitation;
	struct survey survey;
	struct survey_question *questions;
	struct survey_answer *answers; /* one a question, in its order; .code NULL = none yet */
	int n;
	struct case_public outcome; /* of the complaint it opened; .state NULL = none */
};

/* What TOKEN leads to; changes nothing. DB_NONE: nowhere (unknown, altered). */
enum db survey_look(const struct service_env *env, const char *token, struct survey_state *out)
	__attribute__((warn_unused_result));

enum survey_outcome {
	SURVEY_SAVED,     /* there is more to answer */
	SURVEY_HANDED_IN, /* now */
	SURVEY_ENDED,     /* it was handed in before: nothing was changed */
	SURVEY_LACKS,     /* FINISH, but a required question has no answer: saved */
	SURVEY_TRY_AGAIN,
	SURVEY_FAILED
};

/* Saves N ANSWERS (already judged by survey_score_fits()) to STATE's
 * invitation and, where FINISH and nothing required lacks, hands it in: points
 * once (none behind its end, none where another survey paid within
 * SURVEY_REST_S), and a complaint when an answer is low. PAID gets the points
 * credited by this call or an earlier one. */
enum survey_outcome survey_save(const struct service_env *env, const struct plan_book *plans,
                                const struct survey_state *state,
                                const struct survey_answer *answers, int n, bool finish,
                                int64_t *paid);

/* Invites the member of a completed trip by the live survey, with its mail.
 * DB_NONE: nobody is asked (no survey is live, asked lately, or no member any
 * more). */
enum db survey_invite_trip(const struct service_env *env, const struct plan_book *plans,
                           const struct survey *survey, const struct survey_due *due)
	__attribute__((warn_unused_result));
/* The invitation to the version that the member has open, or a new one with its link,
 * about ORDER_NO in PARTNER's place (SURVEY_DESK …). In a transaction. DB_NONE: no such
 * member; DB_DUP: that one was handed in before. */
enum db survey_ask(const struct service_env *env, const struct plan_book *plans,
                   uint64_t survey_id, uint64_t member_id, const char *partner,
                   const char *order_no, struct survey_invitation *out)
	__attribute__((warn_unused_result));
/* Who scanned the poster of the live survey CODE: their invitation's link. DB_NONE: no
 * such survey is live; DB_DUP: the member has answered this version already. */
enum db survey_scan(const struct service_env *env, const struct plan_book *plans,
                    const char *code, uint64_t member_id, char token[TOKEN_TEXT])
	__attribute__((warn_unused_result));
/* The token of an invitation's link. False: the key cannot be read. */
bool survey_token(const struct config *config, uint64_t member_id, uint64_t invitation_id,
                  char token[TOKEN_TEXT]);

#endif
