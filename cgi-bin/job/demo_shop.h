/* The demo's catalogue and what its members made of it. */
#ifndef JOB_DEMO_SHOP_H
#define JOB_DEMO_SHOP_H

#include "job/demo.h"
#include "service/redeem.h"

/* One redemption of the demo, told by several events. */
struct demo_redemption {
	struct redeem_asked asked;
	char form[24], no[16]; /* "" = it was refused: the rest of its story is left out */
	char *code;            /* of its coupon or voucher; NULL = none */
	const char *how, *reason, *carrier, *tracking_no, *feedback, *used_order;
	int64_t score, used_fen;
};

/* Makes the items of DIR/catalogue.csv with departures, windows and codes as
 * DIR/catalogue_more.csv has them, relative to NOW. What is there stays. */
bool demo_catalogue(struct job *job, const char *dir, int64_t now);
/* Adds the redemptions of DIR/redemptions.csv to STORY. */
bool demo_redemptions(struct job *job, const char *dir, int64_t now, struct demo_story *story);
/* Lets one of their events happen; false when it failed (not when the rules
 * refused it: another plan may). */
bool demo_redeem(struct job *job, const struct demo_event *event, uint64_t member_id, void *mem);
/* Whether the shop's story was told to its end before; FIRST: the first demo
 * member. DB_NONE: not yet. */
enum db demo_told(struct job *job, uint64_t first) __attribute__((warn_unused_result));
/* Wishes, preferences and a claim that waits; remembers that all was told. */
bool demo_rest(struct job *job, int64_t now, const uint64_t ids[DEMO_MEMBERS + 1]);

#endif
