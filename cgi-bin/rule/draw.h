/* Draws: who may enter, what must be published, and winners anyone can
 * recompute (PROGRAMME §6, RULINGS 45, 46). Pure: no I/O, no clock. */
#ifndef RULE_DRAW_H
#define RULE_DRAW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/secret.h"
#include "base/text.h"
#include "rule/early.h"
#include "rule/plan.h"

#define DRAW_REF 17                 /* room for a member_ref: 16 hex */
#define DRAW_SEED 32
#define DRAW_TOP_FEN 5000000        /* most one winner may get: ¥50,000 */
#define DRAW_SHOWN_FEN 50000        /* instant wins above ¥500 are shown as they happen */
#define DRAW_TAX_BP 2000            /* occasional income: 20 % */
#define DRAW_DECK_MAX 20000         /* tickets of an instant draw */
#define DRAW_PRIZES_MAX 50
#define DRAW_COUNT_MAX 100000       /* prizes of one kind; reserves */
#define DRAW_TICKETS_MAX 100        /* in one entry */

enum draw_kind { DRAW_CUTOFF = 1, DRAW_INSTANT };
enum draw_state {
	DRAW_DRAFT = 1,
	DRAW_PUBLISHED, /* coming, running, or past its cut-off and soon frozen: the times tell */
	DRAW_FROZEN,    /* no entries any more; the list (once list_hash is there) is public */
	DRAW_DRAWN,
	DRAW_CANCELLED
};
enum draw_prize_kind { PRIZE_GOODS = 1, PRIZE_SERVICE, PRIZE_POINTS, PRIZE_COUPON };
/* "cutoff", "instant"; "draft", "published", …; "goods", "service", "points",
 * "coupon": as stored and in templates; and back (0 when unknown). */
const char *draw_kind_word(enum draw_kind kind);
enum draw_kind draw_kind_of(const char *word);
const char *draw_state_word(enum draw_state state);
enum draw_state draw_state_of(const char *word);
const char *draw_prize_word(enum draw_prize_kind kind);
enum draw_prize_kind draw_prize_of(const char *word);
/* Points and coupons come by themselves; goods and services are claimed. */
bool draw_prize_is_claimed(enum draw_prize_kind kind);

/* One draw as stored. Texts are never NULL when read; NULL counts as "" when
 * written. Limits: 0 = none. */
struct draw {
	uint64_t draw_id;
	enum draw_kind kind;
	enum draw_state state;
	const char *name, *name_en, *text, *text_en;
	const char *who, *who_en;             /* who may take part and how */
	const char *method, *method_en;       /* how winners are drawn */
	const char *claim_how, *claim_how_en; /* how prizes are claimed, on which conditions */
	const char *delivery, *delivery_en;
	const char *forfeit, *forfeit_en;     /* when a prize counts as given up */
	const char *organiser, *organiser_en, *contact;
	int64_t ticket_points;
	int64_t per_member, per_day;
	int64_t max_tickets;                  /* instant: the deck's size */
	const char *min_tier;                 /* "" = all */
	int64_t opens_at, closes_at, draws_at; /* INSTANT_NONE = not set yet */
	struct early_row early;               /* who may enter earlier; tier "" = nobody */
	int64_t claim_days, reserve_count;
	bool tax_by_winner;                   /* else the company bears it */
	const char *public_source, *public_source_en; /* "" = no public value goes in */
	const char *public_value;             /* NULL until it is set */
	uint8_t seed_hash[SHA256_BYTES];      /* always: published before entries open */
	bool has_seed, has_list, has_deck;    /* what of the following is there */
	uint8_t seed[DRAW_SEED], list_hash[SHA256_BYTES], deck_hash[SHA256_BYTES];
	uint8_t salt[SHA256_BYTES];           /* never shown: draw_ref() needs it */
	struct blob_view {
		const uint8_t *data;
		size_t len;
	} seed_sealed;                        /* for services */
	int64_t tickets;                      /* taken so far */
	int64_t created_at, published_at, frozen_at, drawn_at, cancelled_at;
	const char *cancel_reason;
	bool settled;
	int64_t version;
};

struct draw_prize {
	uint64_t draw_id;
	int64_t prize_no; /* from 1; dearest first */
	enum draw_prize_kind kind;
	const char *name, *name_en;
	int64_t value_fen, count;
	int64_t points;                                    /* kind points */
	int64_t coupon_fen, coupon_min_fen, coupon_months; /* kind coupon */
	const char *terms, *terms_en;                      /* points and coupons */
	bool taxable;
	bool has_picture;
	uint8_t picture_hash[SHA256_BYTES];
};

/* How a draw stands at NOW, for pages: what state and times make of it. */
enum draw_phase {
	PHASE_DRAFT = 1,
	PHASE_COMING,   /* published, entries not open yet */
	PHASE_RUNNING,  /* entries are open */
	PHASE_CLOSED,   /* the cut-off is past, not drawn yet */
	PHASE_DRAWN,
	PHASE_CANCELLED
};
enum draw_phase draw_phase(const struct draw *draw, int64_t now);
/* First instant of entries for a member of TIER, and the phase as it is for them. */
int64_t draw_opens(const struct plan *plan, const struct draw *draw, const char *tier);
enum draw_phase draw_phase_of(const struct plan *plan, const struct draw *draw, const char *tier,
                              int64_t now);
/* "draft", "coming", "running", "closed", "drawn", "cancelled". */
const char *draw_phase_word(enum draw_phase phase);

/* What publication lacks. WORD names the field: name, text, who, method,
 * claim_how, delivery, forfeit, organiser, contact, opens_at, closes_at, draws_at,
 * claim_days, max_tickets (instant), per_member (instant), prizes (there is none),
 * tickets_few (an instant deck smaller than its prizes), deck_large, order (not
 * dearest first), ticket_points, too_dear (one winner could get more than
 * ¥50,000), past (the cut-off is not in the future); of one prize (PRIZE_NO > 0):
 * prize_name, prize_value, prize_count, prize_points, prize_coupon, prize_terms. */
struct draw_lack {
	const char *word;
	int64_t prize_no; /* 0 = of the draw itself */
};
#define DRAW_LACKS_MAX 320
/* Fills LACKS with what publication at NOW would be refused for; how many.
 * PRIZES in order of their numbers. */
int draw_lacks(const struct draw *draw, const struct draw_prize *prizes, int n, int64_t now,
               struct draw_lack lacks[DRAW_LACKS_MAX]);
/* The most one winner can get, in fen: the dearest prize; of an instant draw as
 * many of the dearest as a member may have tickets. */
int64_t draw_top_fen(const struct draw *draw, const struct draw_prize *prizes, int n);
/* Number of prizes in all. */
int64_t draw_prize_count(const struct draw_prize *prizes, int n);
/* Tax on a prize of VALUE_FEN, rounded up to the fen. */
int64_t draw_tax(int64_t value_fen, bool taxable);

/* Whether a member may enter, judged again under the locks; the first that
 * holds is told. */
enum draw_outcome {
	DRAW_OK,
	DRAW_QUANTITY,   /* below 1 or above DRAW_TICKETS_MAX */
	DRAW_NOT_YET,    /* entries are not open yet */
	DRAW_OVER,       /* the cut-off is past, or it was cancelled */
	DRAW_STOPPED,    /* staff have stopped it, or all spending, for now */
	DRAW_TIER,       /* a higher tier's */
	DRAW_STAFF,      /* staff do not take part */
	DRAW_MAY_NOT,    /* the holder lets this person not spend */
	DRAW_PER_MEMBER, /* more than a member may have */
	DRAW_PER_DAY,    /* more than a member may take today */
	DRAW_SOLD_OUT,   /* fewer tickets are left */
	DRAW_PRICE,      /* a ticket costs another sum than was shown */
	DRAW_IN_DEBT,
	DRAW_SHORT       /* fewer points than it costs */
};
struct draw_member {
	const char *tier;
	int64_t available, debt;
	bool may_spend, staff;
	bool stopped;           /* an emergency stop stands */
	int64_t had, had_today; /* tickets of this draw */
};
/* SHOWN: points of one ticket as the page showed them; -1 = not compared. */
enum draw_outcome draw_judge(const struct plan *plan, const struct draw *draw,
                             const struct draw_member *member, int64_t tickets, int64_t shown,
                             int64_t now);

/* 16 hex of HMAC-SHA-256(SALT, MEMBER_NO). */
void draw_ref(char out[DRAW_REF], const uint8_t salt[SHA256_BYTES], const char *member_no);

/* tickets.csv: the header, then a line for each ticket. */
void draw_list_begin(struct buf *out);
void draw_list_add(struct buf *out, int64_t ticket_no, const char *member_ref);
/* deck.csv of an instant draw: one outcome a line, no header: the number of a
 * prize as often as there are, in listed order, then 0 (nothing) up to TICKETS. */
void draw_deck(struct buf *out, const struct draw_prize *prizes, int n, int64_t tickets);

/* The stream of chance. block(i) = HMAC-SHA-256(seed, list_hash ‖
 * [SHA-256(public value) ‖] i as 8 bytes big-endian). */
struct draw_stream {
	uint8_t seed[DRAW_SEED];
	uint8_t message[2 * SHA256_BYTES + 8];
	size_t len; /* of the message before the number */
	uint64_t next;
};
/* PUBLIC_VALUE NULL or "" = none. */
void draw_stream_begin(struct draw_stream *stream, const uint8_t seed[DRAW_SEED],
                       const uint8_t hash[SHA256_BYTES], const char *public_value);
/* A number below N (> 0), every one equally likely. */
uint64_t draw_stream_pick(struct draw_stream *stream, uint64_t n);

/* A win or a reserve. */
struct draw_pick {
	int64_t ticket_no;
	int64_t prize_no; /* 0 = a reserve */
};
/* Draws winners and reserves from N tickets, numbered from 1; OWNERS[i] is who
 * holds ticket i + 1 (any number that tells members apart). Prizes in listed
 * order, each as often as there are, then RESERVES more; whoever was picked
 * before is passed over. *PICKS on MEM, winners first; how many of them. */
int64_t draw_pick_all(void *mem, struct draw_stream *stream, const uint64_t *owners, int64_t n,
                      const struct draw_prize *prizes, int n_prizes, int64_t reserves,
                      struct draw_pick **picks);
/* Outcomes of an instant draw: prize number of ticket n at [n - 1], 0 = nothing;
 * TICKETS of them on MEM. */
int64_t *draw_outcomes(void *mem, struct draw_stream *stream, const struct draw_prize *prizes,
                       int n_prizes, int64_t tickets);

#endif
