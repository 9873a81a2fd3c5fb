/* SQL of campaigns: what staff plan, the items they make cheaper, and what a
 * campaign has brought, counted from orders and redemptions by their time. */
#ifndef STORE_CAMPAIGN_H
#define STORE_CAMPAIGN_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/campaign.h"
#include "rule/ledger.h"
#include "store/db.h"

#define CAMPAIGN_ITEMS 20 /* items one campaign may make cheaper */

/* A row of table campaign; texts on the memory it was read to, never NULL. */
struct campaign {
	const char *campaign; /* its code */
	const char *state;    /* draft, published or stopped */
	const char *name, *name_en, *text, *text_en, *theme, *place, *place_en, *channels;
	const char *goal;
	int64_t target;
	int32_t from_day, until_day;
	int64_t bonus_bp;
	const char *category, *product, *partner, *branch;
	int64_t min_paid_fen, first_in_category;
	const char *tier, *kind;
	int64_t budget_points; /* -1 = no cap */
	int64_t cost_fen, margin_bp;
	const char *survey;
	int32_t surveyed_on;   /* DAY_NONE = not yet */
	const char *closing, *closing_en;
	int64_t rule_version;  /* 0 = none yet */
	int64_t published_at;  /* INSTANT_NONE = not yet */
	int32_t stopped_on;    /* DAY_NONE = not stopped */
	const char *stop_reason;
	int64_t created_at, version;
};

/* What of it becomes plan rows; borrowed. */
struct campaign_rules campaign_rules_of(const struct campaign *campaign);
/* The last day it counts: earlier than planned when it was stopped. */
int32_t campaign_last_day(const struct campaign *campaign);

/* One campaign on MEM. DB_NONE: no such. Outside transactions. */
enum db campaign_read(struct database *db, void *mem, const char *code, struct campaign *out)
	__attribute__((warn_unused_result));
/* The same, locking it. */
enum db campaign_lock(struct database *db, void *mem, const char *code, struct campaign *out)
	__attribute__((warn_unused_result));
/* Those that members may see: published ones that are not over on TODAY, then the
 * LATEST that are; an array of *N on MEM. */
enum db campaign_shown(struct database *db, void *mem, int32_t today, int64_t latest,
                       struct campaign **out, int *n) __attribute__((warn_unused_result));
/* All for staff, drafts first, then by their last day, latest first; at most LIMIT. */
enum db campaign_list(struct database *db, void *mem, int64_t limit, struct campaign **out, int *n)
	__attribute__((warn_unused_result));
/* Those that counted on some day of FROM … TO, stopped ones too; by first day. */
enum db campaign_between(struct database *db, void *mem, int32_t from, int32_t to,
                         struct campaign **out, int *n) __attribute__((warn_unused_result));
/* Published ones whose last day is SINCE or later (and that began by TODAY). */
enum db campaign_running(struct database *db, void *mem, int32_t since, int32_t today,
                         struct campaign **out, int *n) __attribute__((warn_unused_result));
/* Adds a draft. DB_DUP: the code is taken. */
enum db campaign_add(struct database *db, const struct campaign *campaign)
	__attribute__((warn_unused_result));
/* Writes what the form has over the row of that code at its version, which is
 * counted up. DB_NONE: somebody edited it meanwhile. */
enum db campaign_edit(struct database *db, const struct campaign *campaign)
	__attribute__((warn_unused_result));
/* Notes that it was published by plan version RULES. */
enum db campaign_publish_put(struct database *db, const char *code, int64_t rules, int64_t now)
	__attribute__((warn_unused_result));
/* Notes that it was stopped and counts up to LAST. */
enum db campaign_stop_put(struct database *db, const char *code, int32_t last, const char *reason)
	__attribute__((warn_unused_result));
/* Notes that its participants were invited to the survey on DAY. */
enum db campaign_surveyed(struct database *db, const char *code, int32_t day)
	__attribute__((warn_unused_result));

struct campaign_item {
	const char *item, *name, *name_en;
	int64_t cut_points, list_points, cost_points; /* while it runs, at publishing, now */
	const char *campaign; /* the campaign the item belongs to; "" = always open */
};
/* The items a campaign makes cheaper; an array of *N on MEM. Outside transactions. */
enum db campaign_items(struct database *db, void *mem, const char *code,
                       struct campaign_item **out, int *n) __attribute__((warn_unused_result));
/* The same with locks on both rows; in a transaction. */
enum db campaign_items_lock(struct database *db, void *mem, const char *code,
                            struct campaign_item **out, int *n)
	__attribute__((warn_unused_result));
/* Whether items belong to it (are open only while it runs); DB_NONE: none. The
 * second in a transaction. */
enum db campaign_owns(struct database *db, const char *code) __attribute__((warn_unused_result));
enum db campaign_owns_lock(struct database *db, const char *code)
	__attribute__((warn_unused_result));
/* The codes of live items that it makes cheaper or that belong to it; *N on MEM. */
enum db campaign_offers(struct database *db, void *mem, const char *code, char ***out, int *n)
	__attribute__((warn_unused_result));
/* Sets what ITEM costs in the campaign; CUT below 0 takes it out. */
enum db campaign_item_put(struct database *db, const char *code, const char *item, int64_t cut)
	__attribute__((warn_unused_result));
/* Opens the lower cost of all its items from FROM to UNTIL, remembering what they
 * cost; and ends it behind LAST. The catalogue is read anew by all programs. */
enum db campaign_cut_open(struct database *db, const char *code, int32_t from, int32_t until)
	__attribute__((warn_unused_result));
enum db campaign_cut_end(struct database *db, const char *code, int32_t last)
	__attribute__((warn_unused_result));
/* Of its items one whose lower cost in other hands overlaps the window; DB_NONE:
 * there is none. On MEM. */
enum db campaign_cut_clash(struct database *db, void *mem, const char *code, int32_t from,
                           char **item) __attribute__((warn_unused_result));

/* The latest plan version, locked: its number, name, first day and source. */
enum db campaign_plan_lock(struct database *db, void *mem, int64_t *version, char **name,
                           int32_t *from_day, char **source) __attribute__((warn_unused_result));
/* Adds a plan version; in a transaction behind campaign_plan_lock(). */
enum db campaign_plan_add(struct database *db, int64_t version, const char *name,
                          int32_t from_day, const char *source, int64_t now)
	__attribute__((warn_unused_result));

/* Partners whose orders count: all, with those of files; *N on MEM. */
enum db campaign_partners(struct database *db, void *mem, char ***out, int *n)
	__attribute__((warn_unused_result));
/* An order within a campaign's conditions. */
struct campaign_order {
	uint64_t member_id;
	struct ledger_order order;
};
/* Orders of PARTNER paid from FROM until before UNTIL that meet the campaign's
 * conditions but for the tier, not refunded whole; an array of *N on MEM. */
enum db campaign_orders(struct database *db, void *mem, const struct campaign *campaign,
                        const char *partner, int64_t from, int64_t until,
                        struct campaign_order **out, int *n) __attribute__((warn_unused_result));
/* Redemptions of its items (made cheaper, or belonging to it) placed from FROM
 * until before UNTIL, not taken back. */
struct campaign_redemption {
	uint64_t member_id;
	int64_t quantity, points;
	int64_t saved; /* of one: what the lower cost left to the member; 0 = none */
};
enum db campaign_redemptions(struct database *db, void *mem, const char *code, int64_t from,
                             int64_t until, struct campaign_redemption **out, int *n)
	__attribute__((warn_unused_result));

/* Keeps what was counted at NOW. */
enum db campaign_figure_put(struct database *db, const char *code,
                            const struct campaign_counts *counts, int64_t now)
	__attribute__((warn_unused_result));
/* What was counted last, and when. DB_NONE: never yet. */
enum db campaign_figure(struct database *db, const char *code, struct campaign_counts *counts,
                        int64_t *counted_at) __attribute__((warn_unused_result));

#endif
