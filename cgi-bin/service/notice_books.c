#include "service/notice_books.h"

#include <stdio.h>
#include <string.h>

#include "service/notice.h"

#define NEWS_S (7 * 86400) /* what took effect before is no news */

static struct service_env env_of(const struct books *books)
{
	return (struct service_env){.db = books->db, .mem = books->mem, .now = books->now};
}

static struct notice_arg tier_arg(const struct books *books, const char *code)
{
	const struct plan *plan = plan_on(books->plans, books->today);
	const struct words *name = &plan->tiers[plan_tier_index(plan, code)].name;

	return (struct notice_arg){.kind = 't', .text = name->zh, .text_en = name->en};
}

/* Whether what ENTRY earned can be used: its lot waits for nothing. */
static bool is_usable(const struct ledger *ledger, const struct ledger_entry *entry)
{
	for (int i = 0; i < ledger->n_lots; i++)
		if (ledger->lots[i].seq == entry->seq)
			return ledger->lots[i].available_on != DAY_NONE;
	return false;
}

/* The notice's kind for ENTRY, its points and what is owed; NULL: not told. */
static const char *entry_kind(const struct ledger *ledger, const struct ledger_entry *entry,
                              int64_t *points)
{
	switch (entry->kind) {
	case ENTRY_RELEASE:
		*points = entry->moved;
		return entry->moved > 0 ? "order_points" : NULL;
	case ENTRY_EARN:
		*points = entry->points;
		return entry->points > 0 && is_usable(ledger, entry) ? "order_points" : NULL;
	case ENTRY_REVERSE:
		if (entry->source_kind != SOURCE_REFUND)
			return NULL; /* told by what took it back */
		*points = -entry->points;
		return entry->debt_after > 0 ? "order_debt" : "order_refund";
	default:
		return NULL;
	}
}

static enum db post_entry(struct books *books, const struct ledger_entry *entry)
{
	struct service_env env = env_of(books);
	struct notice_arg args[3] = {{.kind = 'p'}, {.kind = 'p', .number = entry->debt_after}, {0}};
	const char *kind = entry_kind(books->ledger, entry, &args[0].number);
	char once[32], link[40];
	struct notice notice = {
		.kind = kind, .once = once, .link = link, .args = args, .mail = NOTICE_HERE_ONLY};

	if (!kind || entry->effective_at < books->now - NEWS_S)
		return DB_OK;
	snprintf(once, sizeof once, "entry:%lld", (long long)entry->seq);
	snprintf(link, sizeof link, "/history/%lld", (long long)entry->seq);
	return notice_post(&env, books->ledger->member_id, &notice);
}

/* The tier as it is now, where this transaction raised or lowered it. */
static enum db post_tier(struct books *books)
{
	const struct ledger *ledger = books->ledger;
	const struct plan *plan = plan_on(books->plans, books->today);
	struct service_env env = env_of(books);
	struct notice_arg args[2] = {tier_arg(books, ledger->tier), {0}};
	const struct ledger_tier_change *last = NULL, *before = NULL;
	char once[32];
	struct notice notice = {.once = once, .link = "/balance", .args = args};
	int step;

	for (int i = 0; i < ledger->n_tier_changes; i++) {
		if (ledger->tier_changes[i].is_new)
			last = &ledger->tier_changes[i];
		else
			before = &ledger->tier_changes[i];
	}
	if (!last || last->effective_at < books->now - NEWS_S || strcmp(last->cause, "join") == 0 ||
	    strcmp(last->cause, "opening") == 0)
		return DB_OK;
	step = plan_tier_index(plan, ledger->tier) - plan_tier_index(plan, before ? before->tier : "");
	if (step == 0)
		return DB_OK;
	notice.kind = step > 0 ? "tier_rise" : "tier_fall";
	snprintf(once, sizeof once, "tier:%lld", (long long)last->n);
	return notice_post(&env, ledger->member_id, &notice);
}

enum db notice_books(struct books *books)
{
	const struct ledger *ledger = books->ledger;
	enum db got = DB_OK;

	for (int i = 0; got == DB_OK && i < ledger->n_entries; i++)
		got = post_entry(books, &ledger->entries[i]);
	return got == DB_OK ? post_tier(books) : got;
}

enum db notice_of_fall(struct books *books)
{
	const struct ledger *ledger = books->ledger;
	const struct plan *plan = plan_on(books->plans, books->today);
	struct service_env env = env_of(books);
	int32_t falls_on = ledger->review_notice_on + (int32_t)plan->review_grace_days;
	struct notice_arg args[3] = {
		tier_arg(books, ledger->tier), {.kind = 'd', .number = falls_on}, {0}};
	char once[INSTANT_TEXT];
	struct notice notice = {.kind = "tier_notice",
	                        .once = day_iso(once, ledger->review_notice_on),
	                        .link = "/balance",
	                        .args = args};

	/* A run that was missed for long may announce and carry out in one. */
	return falls_on > books->today ? notice_post(&env, ledger->member_id, &notice) : DB_OK;
}
