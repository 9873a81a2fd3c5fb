/* The invitation's link, and how long it earns points. */
#include "base/mem.h"
#include "job/mail_kind.h"
#include "service/survey.h"

enum db mail_fill_survey(const struct service_env *env, struct view_node *root,
                         const struct outbox_row *row, struct mail_more *more)
{
	uint64_t id = mail_ref_number(row, "survey:");
	struct survey_state state;
	const char *trip = "";
	char token[TOKEN_TEXT];
	enum db got;

	if (id == 0)
		return DB_NONE;
	if (!survey_token(env->config, row->id.member_id, id, token))
		return DB_FAIL;
	got = survey_look(env, token, &state);
	if (got != DB_OK)
		return got;
	if (state.invitation.submitted_at != INSTANT_NONE)
		return DB_NONE;
	got = survey_trip(env->db, env->mem, state.invitation.partner, state.invitation.order_no, &trip);
	if (got != DB_OK && got != DB_NONE)
		return got;
	more->link = talloc_asprintf(env->mem, "/survey/%s", token);
	more->args[0] = text_points(env->mem, state.invitation.points);
	more->args[1] = text_day(env->mem, view_lang(root), day_of(state.invitation.ends_at - 1));
	if (got == DB_NONE) { /* a campaign's, or a list's: no trip to speak of */
		more->subject = text_sentence(env->mem, root, "Lang.Mail.Survey.AskSubject",
		                              view_lang(root) == LANG_EN ? state.survey.name_en
		                                                         : state.survey.name, NULL);
		more->text = text_sentence(env->mem, root, "Lang.Mail.Survey.AskText", more->args[0],
		                           more->args[1], NULL);
	} else if (trip[0]) {
		more->text = text_sentence(env->mem, root, "Lang.Mail.Survey.TripText", more->args[0],
		                           more->args[1], trip, NULL);
	}
	return DB_OK;
}
