#include "service/survey.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "service/books.h"
#include "service/case.h"

bool survey_token(const struct config *config, uint64_t member_id, uint64_t invitation_id,
                  char token[TOKEN_TEXT])
{
	struct person_id id = {member_id, PERSON_HOLDER};

	return token_text(config, "survey", id, (int64_t)invitation_id, token);
}

/* The answers in the order of the questions. */
static void arrange(void *mem, struct survey_state *s, const struct survey_answer *had, int n)
{
	s->answers = talloc_zero_array(mem, struct survey_answer, (unsigned)s->n + 1);
	for (int i = 0; i < s->n; i++)
		for (int k = 0; k < n; k++)
			if (strcmp(had[k].code, s->questions[i].code) == 0)
				s->answers[i] = had[k];
}

enum db survey_look(const struct service_env *env, const char *token, struct survey_state *out)
{
	uint8_t hash[ONE_TIME_HASH];
	struct survey_answer *had = NULL;
	struct survey_invitation *v = &out->invitation;
	int n = 0;
	enum db got;

	memset(out, 0, sizeof *out);
	token_hash(token, hash);
	got = survey_find(env->db, env->mem, hash, v);
	if (got == DB_OK)
		got = survey_read(env->db, env->mem, v->survey_id, &out->survey);
	if (got == DB_OK)
		got = survey_questions(env->db, env->mem, v->survey_id, &out->questions, &out->n);
	if (got == DB_OK)
		got = survey_answers(env->db, env->mem, v->invitation_id, &had, &n);
	if (got != DB_OK)
		return got;
	arrange(env->mem, out, had, n);
	if (!v->case_no[0])
		return DB_OK;
	got = case_public_read(env->db, env->mem, v->member_id, v->case_no, &out->outcome);
	return got == DB_NONE ? DB_OK : got;
}

struct save_work {
	const struct service_env *env;
	const struct plan_book *plans;
	const struct survey_state *state;
	const struct survey_answer *answers;
	int n;
	bool finish;
	const char *category, *branch; /* of the order, read before */
	void *mem;
	struct books books;
	struct survey_state now; /* as locked */
	enum survey_outcome outcome;
	int64_t paid;
};

/* The option N (from 1) of LINES, as it is read; at most LEN bytes. */
static const char *option_of(const char *lines, int64_t n, int *len)
{
	for (; n > 1 && *lines; n--) {
		lines += strcspn(lines, "\n");
		lines += *lines == '\n';
	}
	*len = (int)strcspn(lines, "\n");
	return lines;
}

static void score_in_words(struct buf *out, const struct survey_question *q, int64_t score)
{
	const char *said;
	int len;

	if (q->kind != SURVEY_CHOICE) {
		buf_printf(out, "\n%s %" PRId64 "/%d", q->text, score, q->kind == SURVEY_NPS ? 10 : 5);
		return;
	}
	said = option_of(q->options, score, &len);
	buf_printf(out, "\n%s %.*s", q->text, len, said);
}

/* The survey's answers as staff and member read them in the complaint. */
static char *in_words(const struct save_work *w)
{
	struct buf out;

	buf_init(&out, w->mem);
	buf_str(&out, w->state->survey.name);
	for (int i = 0; i < w->now.n; i++) {
		const struct survey_question *q = &w->now.questions[i];
		const struct survey_answer *a = &w->now.answers[i];

		if (!a->code || (a->score == INT64_MIN && !a->text[0]))
			continue;
		if (a->score == INT64_MIN)
			buf_printf(&out, "\n%s %s", q->text, a->text);
		else
			score_in_words(&out, q, a->score);
	}
	if (out.len > CASE_TEXT) /* bytes: never more characters */
		for (out.len = CASE_TEXT; (out.data[out.len] & 0xC0) == 0x80; out.len--)
			;
	out.data[out.len] = '\0';
	return out.data;
}

static bool is_low(const struct survey_state *s)
{
	for (int i = 0; i < s->n; i++)
		if (s->answers[i].code && s->answers[i].score != INT64_MIN &&
		    survey_is_low(s->questions[i].kind, s->questions[i].driver, s->answers[i].score))
			return true;
	return false;
}

static bool lacks(const struct survey_state *s)
{
	for (int i = 0; i < s->n; i++)
		if (s->questions[i].required && !s->answers[i].code)
			return true;
	return false;
}

/* The points, once: the same whatever was answered. */
static enum db reward(struct save_work *w)
{
	const struct survey_invitation *v = &w->now.invitation;
	struct ledger_event event;
	char id[32];
	enum db got;

	if (v->points <= 0 || w->env->now >= v->ends_at)
		return DB_OK;
	got = survey_paid_since_lock(w->env->db, v->member_id, w->env->now - SURVEY_REST_S);
	if (got != DB_NONE)
		return got;
	got = books_load(&w->books, w->env->now);
	if (got != DB_OK)
		return got == DB_NONE ? DB_FAIL : got;
	event = books_event(&w->books, EVENT_CREDIT, w->env->now);
	snprintf(id, sizeof id, "%" PRIu64, v->invitation_id);
	event.points = v->points;
	event.source_kind = SOURCE_SURVEY;
	event.source_id = id;
	event.qualifies = true;
	if (books_apply(&w->books, &event, NULL) != LEDGER_OK)
		return DB_FAIL;
	w->paid = v->points;
	got = books_save(&w->books);
	return got == DB_NONE || got == DB_DUP ? DB_FAIL : got;
}

static enum db complain(struct save_work *w, char case_no[CASE_NO])
{
	const struct survey_invitation *v = &w->now.invitation;
	struct case_new what = {.member_id = v->member_id, .kind = "complaint", .class = "service",
	                        .source = "survey", .partner = v->partner, .order_no = v->order_no,
	                        .category = w->category, .branch = w->branch};
	struct service_env env = *w->env;

	if (survey_is_no_trip(v->partner))
		what.partner = what.order_no = "";
	env.mem = w->mem;
	what.source_ref = talloc_asprintf(w->mem, "survey:%" PRIu64, v->invitation_id);
	what.text = in_words(w);
	return case_open_complaint(&env, w->plans, &what, case_no);
}

static enum db hand_in(struct save_work *w)
{
	const struct survey_invitation *v = &w->now.invitation;
	char case_no[CASE_NO] = "";
	enum db got = reward(w);

	if (got == DB_OK && is_low(&w->now))
		got = complain(w, case_no);
	if (got == DB_OK)
		got = survey_hand_in(w->env->db, v->member_id, v->invitation_id, w->paid, case_no,
		                     w->env->now);
	if (got == DB_OK)
		w->outcome = SURVEY_HANDED_IN;
	return got == DB_NONE ? DB_FAIL : got;
}

/* The invitation and its answers as they are now, locked. */
static enum db lock(struct save_work *w)
{
	const struct survey_invitation *v = &w->state->invitation;
	struct survey_answer *had = NULL;
	int n = 0;
	enum db got = books_lock(&w->books, w->env->db, w->plans, w->mem, v->member_id, w->env->now);

	if (got == DB_OK)
		got = survey_invitation_lock(w->env->db, w->mem, v->member_id, v->invitation_id,
		                             &w->now.invitation);
	if (got == DB_OK)
		got = survey_answers_lock(w->env->db, w->mem, v->invitation_id, &had, &n);
	if (got == DB_OK)
		arrange(w->mem, &w->now, had, n);
	return got;
}

static enum db save_work(struct database *db, void *arg)
{
	struct save_work *w = arg;
	enum db got;

	TALLOC_FREE(w->mem);
	w->mem = talloc_new(NULL);
	assert(w->mem != NULL);
	w->paid = 0;
	w->now.questions = w->state->questions;
	w->now.n = w->state->n;
	w->outcome = SURVEY_SAVED;
	got = lock(w);
	if (got != DB_OK)
		return got;
	if (w->now.invitation.submitted_at != INSTANT_NONE) {
		w->paid = w->now.invitation.paid_points;
		w->outcome = SURVEY_ENDED;
		return DB_OK;
	}
	for (int i = 0; i < w->n && got == DB_OK; i++) {
		got = survey_answer_put(db, w->now.invitation.invitation_id, &w->answers[i], w->env->now);
		for (int k = 0; k < w->now.n; k++)
			if (strcmp(w->now.questions[k].code, w->answers[i].code) == 0)
				w->now.answers[k] = w->answers[i];
	}
	if (got != DB_OK || !w->finish)
		return got;
	if (lacks(&w->now)) {
		w->outcome = SURVEY_LACKS;
		return DB_OK;
	}
	return hand_in(w);
}

enum survey_outcome survey_save(const struct service_env *env, const struct plan_book *plans,
                                const struct survey_state *state,
                                const struct survey_answer *answers, int n, bool finish,
                                int64_t *paid)
{
	struct save_work w = {.env = env, .plans = plans, .state = state, .answers = answers, .n = n,
	                      .finish = finish, .category = "", .branch = ""};
	enum db got = survey_order(env->db, env->mem, state->invitation.partner,
	                           state->invitation.order_no, &w.category, &w.branch);

	if (got == DB_OK || got == DB_NONE)
		got = db_transact(env->db, save_work, &w);
	*paid = w.paid;
	TALLOC_FREE(w.mem);
	if (got == DB_OK)
		return w.outcome;
	if (got == DB_NONE) /* the account is gone: there is nobody to answer */
		return SURVEY_ENDED;
	return got == DB_BUSY || db_is_down(env->db) ? SURVEY_TRY_AGAIN : SURVEY_FAILED;
}
