/* What points were spent on, and where a case stands: each mail names its thing
 * and opens its page. */
#include <inttypes.h>

#include "base/mem.h"
#include "base/text.h"
#include "job/mail_kind.h"
#include "store/draw.h"
#include "store/event.h"
#include "store/redemption.h"

static const char *in(struct view_node *root, const char *chinese, const char *english)
{
	return view_lang(root) == LANG_EN && english[0] ? english : chinese;
}

/* A row from before mails named their thing speaks of it in general. */
static enum db say_plainly(struct view_node *root, const char *key, struct mail_more *more)
{
	more->text = view_words(root, key);
	return DB_OK;
}

enum db mail_fill_draw(const struct service_env *env, struct view_node *root,
                       const struct outbox_row *row, struct mail_more *more)
{
	uint64_t id = mail_ref_number(row, "draw:");
	struct draw draw;
	enum db got;

	if (id == 0)
		return DB_NONE;
	got = draw_read(env->db, env->mem, id, &draw);
	if (got != DB_OK)
		return got;
	more->args[0] = in(root, draw.name, draw.name_en);
	more->link = talloc_asprintf(env->mem, "/draws/%" PRIu64, id);
	return DB_OK;
}

enum db mail_fill_event(const struct service_env *env, struct view_node *root,
                        const struct outbox_row *row, struct mail_more *more)
{
	uint64_t no = mail_ref_number(row, "event:");
	struct member_event event;
	enum db got;

	if (no == 0)
		return say_plainly(root, "Lang.Mail.EventJoined.Plain", more);
	got = event_read(env->db, env->mem, (int64_t)no, &event);
	if (got != DB_OK)
		return got;
	more->args[0] = in(root, event.name, event.name_en);
	more->link = talloc_asprintf(env->mem, "/events/%" PRIu64, no);
	return DB_OK;
}

static enum db fill_redemption(const struct service_env *env, struct view_node *root,
                               const struct outbox_row *row, const char *plain,
                               struct mail_more *more)
{
	struct redemption what;
	enum db got;

	if (!row->ref || !row->ref[0])
		return say_plainly(root, plain, more);
	got = redemption_read(env->db, env->mem, row->id.member_id, row->ref, &what);
	if (got != DB_OK)
		return got;
	more->args[0] = in(root, what.name, what.name_en);
	more->args[1] = text_points(env->mem, what.cost_points);
	more->args[2] = what.redemption_no;
	more->link = talloc_asprintf(env->mem, "/redemptions/%s", what.redemption_no);
	return DB_OK;
}

enum db mail_fill_redeemed(const struct service_env *env, struct view_node *root,
                           const struct outbox_row *row, struct mail_more *more)
{
	return fill_redemption(env, root, row, "Lang.Mail.Redeemed.Plain", more);
}

enum db mail_fill_moved(const struct service_env *env, struct view_node *root,
                        const struct outbox_row *row, struct mail_more *more)
{
	return fill_redemption(env, root, row, "Lang.Mail.RedemptionState.Plain", more);
}

enum db mail_fill_case(const struct service_env *env, struct view_node *root,
                       const struct outbox_row *row, struct mail_more *more)
{
	(void)root;
	if (row->ref && row->ref[0])
		more->link = talloc_asprintf(env->mem, "/cases/%s", row->ref);
	return DB_OK;
}
