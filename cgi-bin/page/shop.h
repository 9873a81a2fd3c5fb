/* What the pages of the catalogue share: who looks with which points, one item
 * as a tile, and why it cannot be redeemed, in words. */
#ifndef PAGE_SHOP_H
#define PAGE_SHOP_H

#include "page/portal.h"
#include "rule/redeem.h"
#include "store/item.h"
#include "store/stop.h"
#include "store/wish.h"

/* One request to the catalogue. */
struct shop {
	struct request *r;
	void *mem;
	struct view_node *root;
	struct database *db;
	struct viewer v;          /* with today's figures */
	const struct plan *plan;  /* in force today */
	const char *lang;         /* "zh-CN" or "en" */
	int64_t now;
	int32_t today;
	struct wish *wishes;      /* read by shop_wishes() */
	int n_wishes;
	struct stop *stops;       /* emergency stops that stand */
	int n_stops;
};

/* Begins: figures of today, Available, the tab. False: the database did not
 * answer (503). */
bool shop_open(struct request *r, struct shop *s) __attribute__((warn_unused_result));
/* Reads the member's wishes, for the hearts. */
bool shop_wishes(struct shop *s) __attribute__((warn_unused_result));
bool shop_wished(const struct shop *s, const char *item);

/* The member as redeem_judge() wants it; nothing had yet. */
struct redeem_member shop_member(const struct shop *s);
/* What one of ITEM costs the member today. */
int64_t shop_cost(const struct shop *s, const struct item *item);
/* The same judged: QUANTITY of it, HAD and HAD_FEN redeemed before. */
enum redeem_outcome shop_judge(const struct shop *s, const struct item *item, int64_t quantity,
                               int64_t had, int64_t had_fen);

/* What the member had of ITEM in its period and, in value, this year: asked only
 * where a limit depends on it. False: the database did not answer. */
bool shop_had(const struct shop *s, const struct item *item, int64_t *had, int64_t *had_fen)
	__attribute__((warn_unused_result));

/* Fills ROW of a list for call:item_tile(): Id Name Cost Was Note Look Art or
 * Picture, Wish Wished: nine values, below the ten from where ClearSilver makes
 * a hash table of each row. WHY (may be NULL) stands in place of the note. */
void shop_tile(struct view_node *row, const struct shop *s, const struct item *item,
               const char *why);
/* Sets Item.Art or Item.Picture of the pages that show one item. */
void shop_picture(struct view_node *node, const struct item *item);
/* "out", "locked", "short" or "" of a page's or tile's look. */
const char *shop_look(enum redeem_outcome outcome);

/* A tier's short name ("金卡"), on s->mem. */
char *shop_tier(const struct shop *s, const char *code);
/* "12月1日 10:00"; midnight is the day alone. On s->mem. */
char *shop_when(const struct shop *s, int64_t instant);
/* The sentence at language key KEY, on s->mem. */
#define shop_words(s, key, ...) text_sentence((s)->mem, (s)->root, key, __VA_ARGS__, NULL)
/* A and B joined by language key KEY ("{0}、{1}"); either may be "". */
char *shop_join(const struct shop *s, const char *key, const char *a, const char *b);

/* Why not, as one sentence for the page of one item; on s->mem. */
struct shop_refusal {
	enum redeem_outcome outcome;
	int64_t quantity; /* that was judged */
	int64_t cost;     /* of all of it */
	int64_t left;     /* REDEEM_SOLD_OUT: what there is; 0 = nothing */
	int64_t opens;    /* REDEEM_NOT_YET */
};
char *shop_reason(const struct shop *s, const struct item *item, const struct shop_refusal *why);
/* A way on from there: Way.Href and Way.Text below the root. */
void shop_way(const struct shop *s, enum redeem_outcome outcome);

/* "10 % less" and the like behind a lower cost; "" when it is the usual one. */
char *shop_why_less(const struct shop *s, const struct item *item);
/* Facts.N.{Label,Text} of ITEM (catalogue_facts.c). */
void shop_facts(const struct shop *s, const struct item *item);
/* The rule for cancelling and returning, on s->mem (catalogue_facts.c). */
char *shop_returns(const struct shop *s, const struct item *item);

/* Up to N items that may please, with their reasons (suggest.c): those of PAGE
 * that suit the member's preferences and habits. *N gets how many. False: the
 * database did not answer. */
struct suggestion {
	const struct item *item;
	char *why;
};
bool shop_suggest(const struct shop *s, struct suggestion *out, int *n)
	__attribute__((warn_unused_result));

#endif
