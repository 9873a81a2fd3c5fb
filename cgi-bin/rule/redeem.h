/* Whether a member may redeem an item, and for how much: judged again under
 * the account's lock. Pure: no I/O, no clock. */
#ifndef RULE_REDEEM_H
#define RULE_REDEEM_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/plan.h"

/* Categories of items, in the order pages list them. */
enum item_category {
	ITEM_GOODS = 1, /* needs an address; staff approve and ship */
	ITEM_VIRTUAL,   /* issued at once: a code of the item's, or nothing but the entitlement */
	ITEM_SERVICE,   /* staff approve and carry out */
	ITEM_TRIP,      /* a departure with places, travellers' names; staff confirm */
	ITEM_COUPON,    /* issued at once: a code of ours, used at a booking */
	ITEM_VOUCHER,   /* issued at once: a partner's code, used at the partner's */
	ITEM_MILES,     /* needs a frequent-flyer number; staff carry out */
	ITEM_DONATION,  /* done at once */
	ITEM_CATEGORY__MAX
};
/* "goods", "virtual" … and back (0 when unknown). */
const char *item_category_word(enum item_category category);
enum item_category item_category_of(const char *word);
/* Whether a redemption in CATEGORY is issued at once, without staff. */
bool item_is_instant(enum item_category category);

/* What of an item decides; absent limits are -1, open times INSTANT_NONE. */
struct redeem_item {
	enum item_category category;
	bool live;
	bool stopped;       /* an emergency stop stands */
	int64_t cost_points, cut_points; /* cut_points -1 = no window */
	int32_t cut_from, cut_until;
	int64_t value_fen;
	int64_t stock;      /* left; -1 = unlimited */
	int64_t per_order, per_member, year_value_fen;
	const char *min_tier;
	int64_t min_balance;
	int64_t open_from, open_until, early_hours;
	const char *early_tier;
	const char *campaign; /* "" = always; else open only while CAMPAIGN_OPEN */
	bool campaign_open;
	const char *campaign_tier, *campaign_kind; /* whom the campaign is for; "" or NULL = all */
};

/* What of the member decides. */
struct redeem_member {
	const char *tier;
	const char *kind;         /* of the account; NULL = not asked, which no campaign minds */
	int64_t available, debt;
	bool may_spend;           /* the person, in an account of several people */
	int64_t had;              /* of this item within its period, not ended */
	int64_t had_value_fen;    /* of this item in this calendar year, not ended */
};

/* Why not, in the order it is judged: the first that holds is told. */
enum redeem_outcome {
	REDEEM_OK,
	REDEEM_QUANTITY,    /* below 1 or above 99 */
	REDEEM_GONE,        /* not live */
	REDEEM_STOPPED,     /* staff have stopped it, or all spending, for now */
	REDEEM_NOT_YET,     /* opens later for this tier: redeem_opens() says when */
	REDEEM_OVER,        /* its time is over */
	REDEEM_CAMPAIGN,    /* only within a campaign that does not run */
	REDEEM_TIER,        /* a higher tier's */
	REDEEM_SOLD_OUT,    /* nothing, or less than the quantity, is left */
	REDEEM_PER_ORDER,   /* more than one redemption may have */
	REDEEM_PER_MEMBER,  /* more than a member may have in the period */
	REDEEM_YEAR_VALUE,  /* more value than a member may redeem in a year */
	REDEEM_MAY_NOT,     /* the holder lets this person not spend */
	REDEEM_IN_DEBT,
	REDEEM_SHORT,       /* fewer points than it costs */
	REDEEM_MIN_BALANCE, /* too few would remain */
	REDEEM_PRICE,       /* costs another sum than the page showed */
	REDEEM_CODE         /* at the counter: the one-time code is used, over or not theirs */
};

/* What one costs the tier on TODAY: the window's cost where one runs, less the
 * tier's discount, rounded up (RULINGS 9). */
int64_t redeem_cost(const struct plan *plan, const struct redeem_item *item, const char *tier,
                    int32_t today);
/* First instant TIER may redeem it: open_from, earlier with early access;
 * INSTANT_NONE = always open. */
int64_t redeem_opens(const struct plan *plan, const struct redeem_item *item, const char *tier);
/* Judges QUANTITY of ITEM at NOW. SHOWN: the cost of one that the member was
 * shown, -1 = do not compare. */
enum redeem_outcome redeem_judge(const struct plan *plan, const struct redeem_item *item,
                                 const struct redeem_member *member, int64_t quantity,
                                 int64_t shown, int64_t now);
/* The day promised to the member for something redeemed on TODAY. */
int32_t redeem_promised(const struct redeem_item *item, int64_t promised_days, int32_t today);

#endif
