/* SQL of the catalogue: items with what is left of them, departures and codes.
 * Lock order within the catalogue: item (shared) -> item_stock ->
 * item_departure -> item_code. */
#ifndef STORE_ITEM_H
#define STORE_ITEM_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/plan.h"
#include "rule/redeem.h"
#include "store/db.h"

#define ITEM_CODE 33            /* room for an item's code */
#define ITEM_OF_PLAN "coupon"   /* code of the plan's own coupon: always there */
#define ITEM_PAGE_MAX 100

enum item_state { ITEM_DRAFT = 1, ITEM_LIVE, ITEM_ENDED };
/* "draft", "live", "ended" and back (0 when unknown). */
const char *item_state_word(enum item_state state);
enum item_state item_state_of(const char *word);

/* One item with its stock. Texts are never NULL when read; NULL counts as ""
 * when written. Limits that are not set are -1 (NULL in the table). */
struct item {
	const char *item; /* its code: the ID in its URL */
	enum item_category category;
	enum item_state state;
	const char *name, *name_en;
	const char *text, *text_en; /* "" in lists: item_read() has them */
	const char *returns, *returns_en;
	int64_t cost_points;          /* of one, before a window and a tier's discount */
	int64_t cut_points;           /* -1 = no window of lower cost */
	int32_t cut_from, cut_until;  /* its days, inclusive; DAY_NONE = open */
	int64_t value_fen;            /* of one; 0 = not said */
	int64_t per_order, per_member, period_days, year_value_fen;
	const char *min_tier;
	int64_t min_balance;
	int64_t open_from, open_until; /* INSTANT_NONE = not set */
	int64_t early_hours;
	const char *early_tier;
	const char *campaign;
	const char *supplier;
	int64_t promised_days, low_stock;
	int64_t coupon_fen, coupon_percent_bp, coupon_ceiling_fen, coupon_min_fen;
	const char *coupon_categories;
	int64_t coupon_months;
	const char *tags, *art;
	struct blob picture_hash; /* data NULL = the drawing is shown */
	int64_t sort_no, created_at, version;
	/* of item_stock; not written by item_add() and item_edit() */
	int64_t left;   /* -1 = unlimited. Trips: places of the departures to come */
	int64_t taken;  /* redeemed so far, less what came back */
	int64_t points; /* points redeemed for it, less what came back */
};

/* The name, description or return rule in LANG ("en" …); Chinese where there
 * is none. Never NULL. */
const char *item_name(const struct item *item, const char *lang);
const char *item_text(const struct item *item, const char *lang);
const char *item_returns(const struct item *item, const char *lang);
/* The one place where the plan's figures come in: on the row "coupon" zeros of
 * cost_points and coupon_fen become the plan's unit; coupon_months 0 of coupons
 * and vouchers the life of the plan's coupons; value_fen 0 of an amount coupon
 * its worth. Every read below has done it already when it was given a plan. */
void item_resolve(const struct plan *plan, struct item *item);
/* What redeem_judge() wants of ITEM. CAMPAIGN_OPEN: whether its campaign runs
 * on TODAY, by the plan's campaign or bonus of that code. Texts are borrowed. */
struct redeem_item item_judged(const struct plan *plan, const struct item *item, int32_t today);

/* One item with all its texts, on MEM; resolved by PLAN (NULL = as stored, for
 * staff who edit it). Also drafts and ended ones: look at .state. DB_NONE: no
 * such. Outside transactions. */
enum db item_read(struct database *db, void *mem, const struct plan *plan, const char *code,
                  struct item *out) __attribute__((warn_unused_result));
/* The same inside a transaction that holds the account: shares a lock on the
 * item (staff who edit it wait, other buyers do not). Long texts are "", left is
 * -1, taken and points 0: stock has a lock of its own. */
enum db item_lock(struct database *db, void *mem, const struct plan *plan, const char *code,
                  struct item *out) __attribute__((warn_unused_result));

enum item_sort {
	ITEM_BY_PLACE = 0, /* as staff arranged them: sort_no */
	ITEM_BY_COST,      /* cheapest first */
	ITEM_BY_COST_DOWN, /* dearest first */
	ITEM_BY_NEWEST,
	ITEM_BY_POPULAR    /* most redeemed first */
};
/* "place", "cost", "cost-down", "newest", "popular" and back (-1 = unknown). */
const char *item_sort_word(enum item_sort sort);
int item_sort_of(const char *word);

/* What a list shows; zeroed = everything live, as staff arranged it. */
struct item_filter {
	enum item_category category; /* 0 = all */
	bool drafts;           /* staff: drafts and ended ones too */
	int64_t min_points, max_points; /* cost of one for the member's tier; 0 = no limit */
	bool afford;           /* only what AFFORD_POINTS suffice for */
	int64_t afford_points;
	const char *q;         /* words in a name (either language) or tags; NULL, "" = all */
	enum item_sort sort;
	const char *after;     /* item_page.next of the page before; NULL, "" = from the start */
	int64_t limit;         /* rows of a page, up to ITEM_PAGE_MAX; 0 = 24 */
	const char *tier;      /* the member's, for costs; NULL = no discount */
	int64_t now;           /* windows of time are judged by it */
};
struct item_page {
	struct item *items; /* long texts are "" */
	int n;
	const char *next;   /* for filter.after and a URL; "" = this is the last page */
};
/* A page of the catalogue, resolved by PLAN, on MEM: one statement. Items whose
 * time is over are left out, those that open later or are sold out are in. An
 * AFTER that is none starts from the start. */
enum db item_list(struct database *db, void *mem, const struct plan *plan,
                  const struct item_filter *filter, struct item_page *out)
	__attribute__((warn_unused_result));
/* The member's wishes as items, latest wish first, whatever their state. */
enum db item_wished(struct database *db, void *mem, const struct plan *plan, uint64_t member_id,
                    struct item_page *out) __attribute__((warn_unused_result));

/* Staff. A new item with a stock row (LEFT -1 = unlimited). DB_DUP: the code is
 * taken. In a transaction. */
enum db item_add(struct database *db, const struct item *item, int64_t left)
	__attribute__((warn_unused_result));
/* Writes all columns of ITEM but its code and created_at, when it still has
 * ITEM's version, and counts that up. DB_NONE: somebody edited it meanwhile. */
enum db item_edit(struct database *db, const struct item *item)
	__attribute__((warn_unused_result));
/* Locks the stock row: what is left (-1 = unlimited). In a transaction, before
 * any of the changes below. */
enum db item_stock_lock(struct database *db, const char *item, int64_t *left)
	__attribute__((warn_unused_result));
/* Sets what is left (-1 = unlimited). */
enum db item_stock_set(struct database *db, const char *item, int64_t left)
	__attribute__((warn_unused_result));
/* A redemption takes QUANTITY and COST points of ITEM (or, negative, comes
 * back): left (unless unlimited), taken and points move together. Locks the
 * row. DB_NONE: fewer are left; nothing changed. */
enum db item_stock_take(struct database *db, const char *item, int64_t quantity, int64_t cost)
	__attribute__((warn_unused_result));

struct item_departure {
	int32_t departs_on;
	int64_t places, left;
};
/* A trip's departures from FROM on, in order: an array of *N on MEM. (One can be
 * chosen up to the day before.) Outside transactions. */
enum db item_departures(struct database *db, void *mem, const char *item, int32_t from,
                        struct item_departure **out, int *n) __attribute__((warn_unused_result));
/* Locks one departure: the places left. DB_NONE: there is none that day. */
enum db item_departure_lock(struct database *db, const char *item, int32_t departs_on,
                            int64_t *left) __attribute__((warn_unused_result));
/* Takes QUANTITY places (or, negative, gives them back) of a departure. Locks
 * the row. DB_NONE: fewer are left, or there is none that day. */
enum db item_departure_take(struct database *db, const char *item, int32_t departs_on,
                            int64_t quantity) __attribute__((warn_unused_result));
/* Staff: offers PLACES on a day (a new departure, or other places on one: those
 * left move with it). DB_NONE: fewer than are taken. In a transaction. */
enum db item_departure_put(struct database *db, const char *item, int32_t departs_on,
                           int64_t places) __attribute__((warn_unused_result));

/* Free codes of an item: up to N into CODES, texts on MEM, locked; *FOUND of
 * them. In a transaction that holds the stock row. */
enum db item_codes_free(struct database *db, void *mem, const char *item, int n,
                        const char **codes, int *found) __attribute__((warn_unused_result));
/* Gives a locked free code to REDEMPTION_NO. DB_NONE: it is not free. */
enum db item_code_give(struct database *db, const char *item, const char *code,
                       const char *redemption_no) __attribute__((warn_unused_result));
/* The codes given to REDEMPTION_NO: an array of *N on MEM. In a transaction. */
enum db item_codes_given(struct database *db, void *mem, const char *item,
                         const char *redemption_no, const char ***codes, int *n)
	__attribute__((warn_unused_result));
/* Sets the codes given to REDEMPTION_NO free again: nobody has seen them yet. */
enum db item_codes_return(struct database *db, const char *item, const char *redemption_no)
	__attribute__((warn_unused_result));
/* Codes of ITEM in all and free. Outside transactions. */
enum db item_codes_count(struct database *db, const char *item, int64_t *all, int64_t *unused)
	__attribute__((warn_unused_result));
/* Whether ITEM was ever given codes: it then hands one out with each. Inside a
 * transaction that holds the stock row. DB_NONE: never. */
enum db item_has_codes(struct database *db, const char *item)
	__attribute__((warn_unused_result));
/* Staff: adds one code; DB_DUP: it has it already (leave it out). In a
 * transaction behind item_stock_lock(); afterwards item_codes_stock(). */
enum db item_code_add(struct database *db, const char *item, const char *code, int64_t now)
	__attribute__((warn_unused_result));
/* Sets what is left of ITEM to the number of its free codes. */
enum db item_codes_stock(struct database *db, const char *item)
	__attribute__((warn_unused_result));

#endif
