#include "page/movement.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "page/rule_words.h"
#include "rule/code.h"

#define REFERENCE 11 /* characters of a redemption's reference */
#define PAYS "pay:" /* references of points that pay an order: service/order_pay.c */

static const char *const kind_keys[ENTRY__MAX] = {
	[ENTRY_EARN] = "Lang.Movement.Kind.Earn",
	[ENTRY_RELEASE] = "Lang.Movement.Kind.Release",
	[ENTRY_REVERSE] = "Lang.Movement.Kind.Reverse",
	[ENTRY_SPEND] = "Lang.Movement.Kind.Spend",
	[ENTRY_GIVE_BACK] = "Lang.Movement.Kind.GiveBack",
	[ENTRY_EXPIRE] = "Lang.Movement.Kind.Expire",
	[ENTRY_OPENING] = "Lang.Movement.Kind.Opening",
	[ENTRY_CREDIT] = "Lang.Movement.Kind.Credit",
	[ENTRY_ADJUST] = "Lang.Movement.Kind.Adjust",
	[ENTRY_FORGIVE] = "Lang.Movement.Kind.Forgive",
};

const char *movement_kind_key(enum entry_kind kind)
{
	return kind > 0 && kind < ENTRY__MAX ? kind_keys[kind] : kind_keys[ENTRY_ADJUST];
}

const struct plan *movement_plan(const struct plan_book *book, int64_t version)
{
	const struct plan *plan = plan_version(book, version);

	return plan ? plan : book->plans[0];
}

bool movement_of_order(const struct statement_entry *e)
{
	switch (e->source_kind) {
	case SOURCE_ORDER:
	case SOURCE_REFUND:
	case SOURCE_HELD: return true;
	case SOURCE_SPEND: return text_starts(e->source_id, PAYS);
	default: return false;
	}
}

char *movement_redemption(void *mem, const char *source_id)
{
	size_t len = strspn(source_id, CODE_ALPHABET);

	if (source_id[0] != 'R' || len != REFERENCE || (source_id[len] && source_id[len] != '/'))
		return NULL;
	return talloc_strndup(mem, source_id, len);
}

char *movement_order(void *mem, const char *source_id)
{
	const char *at = text_starts(source_id, PAYS) ? source_id + strlen(PAYS) : source_id;
	const char *colon = strchr(at, ':'), *from = colon ? colon + 1 : at;

	return talloc_strndup(mem, from, strcspn(from, "/"));
}

char *movement_day(void *mem, enum lang lang, int32_t day, int32_t today)
{
	struct civil date;

	if (day == DAY_NONE || day == DAY_NEVER)
		return talloc_strdup(mem, "");
	date = civil_of(day);
	if (date.year != civil_of(today).year)
		return text_day(mem, lang, day);
	return text_month_day(mem, lang, date.month, date.day);
}

void movement_set_day(struct view_node *node, void *mem, const char *name, int32_t day,
                      int32_t today)
{
	if (day != DAY_NONE && day != DAY_NEVER)
		view_day_text(node, name, movement_day(mem, view_lang(node), day, today), day);
}

const char *movement_category(struct view_node *root, const struct plan *plan, const char *code)
{
	int i = plan_category_index(plan, code);

	return i < 0 ? code : plan_words(root, &plan->categories[i].name);
}

char *movement_tier(void *mem, struct view_node *root, const struct plan_tier *tier)
{
	const char *name = plan_words(root, &tier->name), *tail = view_words(root, "Lang.Movement.TierTail");
	size_t len = strlen(name), cut = strlen(tail);

	if (len > cut && strcmp(name + len - cut, tail) == 0)
		len -= cut;
	return talloc_strndup(mem, name, len);
}

const char *movement_rule(void *mem, struct view_node *root, const struct plan *plan,
                          const char *rule, const char *tier)
{
	if (strcmp(rule, "base") == 0)
		return view_words(root, "Lang.Movement.Base");
	if (strcmp(rule, "tier") == 0)
		return text_sentence(mem, root, "Lang.Movement.TierBonus",
		                     movement_tier(mem, root, &plan->tiers[plan_tier_index(plan, tier)]),
		                     NULL);
	if (strcmp(rule, "partner") == 0)
		return view_words(root, "Lang.Movement.Partner");
	for (int i = 0; i < plan->n_bonuses; i++)
		if (strcmp(plan->bonuses[i].code, rule) == 0)
			return plan_words(root, &plan->bonuses[i].name);
	return rule;
}

/* Where rewards come from. */
static const char *credit_key(enum source_kind source)
{
	switch (source) {
	case SOURCE_SURVEY: return "Lang.Movement.Survey";
	case SOURCE_REFERRAL: return "Lang.Movement.Referral";
	case SOURCE_BIRTHDAY: return "Lang.Movement.Birthday";
	case SOURCE_TASK: return "Lang.Movement.Task";
	case SOURCE_GOODWILL: return "Lang.Movement.Goodwill";
	case SOURCE_DRAW: return "Lang.Movement.Draw";
	default: return "Lang.Movement.Kind.Credit";
	}
}

/* "Domestic trip · Guilin" of the order behind an entry; NULL when neither the
 * order nor the inputs say. */
static char *trip_name(void *mem, struct view_node *root, const struct plan *plan,
                       const struct statement_entry *e)
{
	const char *category = e->category;
	struct receipt receipt;

	if (!category[0] && receipt_parse(e->inputs, &receipt))
		category = receipt.category;
	if (!category[0])
		return e->destination[0] ? talloc_strdup(mem, e->destination) : NULL;
	category = movement_category(root, plan, category);
	if (!e->destination[0])
		return talloc_strdup(mem, category);
	return text_sentence(mem, root, "Lang.Movement.Trip", category, e->destination, NULL);
}

/* "Redeemed: neck pillow"; by its number where the name is not known. */
static char *redeemed(void *mem, struct view_node *root, const struct statement_entry *e)
{
	const char *name = e->item;

	if (name && view_lang(root) == LANG_EN && e->item_en && e->item_en[0])
		name = e->item_en;
	if (!name || !name[0])
		name = movement_redemption(mem, e->source_id);
	if (!name && e->source_id[0] == 'E')
		return talloc_strdup(mem, view_words(root, e->kind == ENTRY_SPEND
		                                                   ? "Lang.Movement.Event"
		                                                   : "Lang.Movement.EventBack"));
	if (!name && e->source_id[0] == 'D')
		return talloc_strdup(mem, view_words(root, e->kind == ENTRY_SPEND
		                                                   ? "Lang.Movement.DrawTickets"
		                                                   : "Lang.Movement.DrawBack"));
	if (!name)
		return talloc_strdup(mem, view_words(root, movement_kind_key(e->kind)));
	return text_sentence(mem, root, e->kind == ENTRY_SPEND ? "Lang.Movement.Redeems"
	                                                       : "Lang.Movement.RedeemsBack",
	                     name, NULL);
}

char *movement_what(void *mem, struct view_node *root, const struct plan *plan,
                    const struct statement_entry *e)
{
	char *trip = trip_name(mem, root, plan, e);

	switch (e->kind) {
	case ENTRY_EARN:
		if (e->source_kind == SOURCE_HELD)
			return trip ? text_sentence(mem, root, "Lang.Movement.HeldOf", trip, NULL)
			            : talloc_strdup(mem, view_words(root, "Lang.Movement.Held"));
		return trip ? trip : talloc_strdup(mem, view_words(root, "Lang.Movement.Kind.Earn"));
	case ENTRY_RELEASE:
		return trip ? text_sentence(mem, root, "Lang.Movement.ReleaseOf", trip, NULL)
		            : talloc_strdup(mem, view_words(root, "Lang.Movement.Release"));
	case ENTRY_REVERSE:
		if (e->source_kind == SOURCE_REFERRAL)
			return talloc_strdup(mem, view_words(root, "Lang.Movement.ReferralBack"));
		return trip ? text_sentence(mem, root, "Lang.Movement.ReverseOf", trip, NULL)
		            : talloc_strdup(mem, view_words(root, "Lang.Movement.Kind.Reverse"));
	case ENTRY_SPEND:
	case ENTRY_GIVE_BACK:
		if (movement_of_order(e))
			return text_sentence(mem, root, e->kind == ENTRY_SPEND ? "Lang.Movement.Pays"
			                                                       : "Lang.Movement.PaysBack",
			                     movement_order(mem, e->source_id), NULL);
		return redeemed(mem, root, e);
	case ENTRY_CREDIT: return talloc_strdup(mem, view_words(root, credit_key(e->source_kind)));
	case ENTRY_ADJUST:
		if (e->source_kind == SOURCE_MERGE)
			return talloc_strdup(mem, view_words(root, "Lang.Movement.Merge"));
		return talloc_strdup(mem, view_words(root, movement_kind_key(e->kind)));
	default: return talloc_strdup(mem, view_words(root, movement_kind_key(e->kind)));
	}
}

/* "Silver bonus · National Day": what the points of an order are made of. */
static char *bonuses(void *mem, struct view_node *root, const struct plan *plan,
                     const struct statement_entry *e)
{
	struct receipt receipt;
	struct pricing price;
	struct buf out;

	if (e->kind != ENTRY_EARN || !receipt_parse(e->inputs, &receipt))
		return talloc_strdup(mem, "");
	receipt_earn_points(plan, &receipt, &price);
	buf_init(&out, mem);
	for (int i = 1; i < price.n_lines; i++) {
		if (i > 1)
			buf_str(&out, " · ");
		buf_str(&out, movement_rule(mem, root, plan, price.lines[i].rule, receipt.tier));
	}
	return out.data;
}

static char *note(void *mem, struct view_node *row, const struct plan *plan,
                  const struct statement_entry *e, int32_t today)
{
	enum lang lang = view_lang(row);

	if (e->is_pending && e->travel_end != DAY_NONE)
		return text_sentence(mem, row, "Lang.Movement.PendingUntil",
		                     movement_day(mem, lang, e->travel_end, today), NULL);
	if (e->is_pending)
		return talloc_strdup(mem, view_words(row, "Lang.Movement.Pending"));
	if (e->kind == ENTRY_RELEASE)
		return text_sentence(mem, row, "Lang.Movement.Moved", text_points(mem, e->moved), NULL);
	if (e->kind == ENTRY_REVERSE && e->debt_after > 0)
		return text_sentence(mem, row, "Lang.Movement.Owed", text_points(mem, e->debt_after),
		                     NULL);
	return bonuses(mem, row, plan, e);
}

void movement_row(struct view_node *row, void *mem, const struct plan_book *book,
                  const struct statement_entry *e, int32_t today)
{
	const struct plan *plan = movement_plan(book, e->rule_version);
	const char *extra = note(mem, row, plan, e, today);
	char seq[INT_TEXT];

	view_str(row, "Seq", int_text(seq, e->seq));
	view_str(row, "What", movement_what(mem, row, plan, e));
	movement_set_day(row, mem, "Date", day_of(e->effective_at), today);
	if (extra[0])
		view_str(row, "Note", extra);
	if (e->points == 0)
		view_figure(row, "Points", e->kind == ENTRY_RELEASE
		            ? view_words(row, "Lang.Movement.Usable") : "0", 0);
	else
		view_change(row, "Points", e->points);
	if (e->points == 0)
		view_str(row, "Look", "even");
	else if (e->points > 0 && !e->is_pending)
		view_str(row, "Look", "plus");
	view_points(row, "Balance", e->available_after - e->debt_after);
	view_flag(row, "Quiet", e->is_pending);
	if (e->kind == ENTRY_REVERSE && e->earned_seq > 0 && e->earned_seq != e->seq)
		view_str(row, "Original", int_text(seq, e->earned_seq));
	else if (e->kind == ENTRY_EXPIRE && e->source_kind == SOURCE_LOT)
		view_str(row, "Original", e->source_id);
	else if (e->source_kind == SOURCE_SPEND)
		view_str(row, "Redemption", movement_redemption(mem, e->source_id));
}
