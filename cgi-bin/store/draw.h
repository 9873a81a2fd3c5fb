/* SQL of draws. The draw's row is locked behind the account (RULINGS 22). Reads
 * for pages stand first, what only services and jobs use in store/draw_work.h. */
#ifndef STORE_DRAW_H
#define STORE_DRAW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "rule/draw.h"
#include "store/db.h"

/* The draw, texts on MEM. DB_NONE: there is none (pages of members: a draft is
 * none either). Outside transactions, as everything here. */
enum db draw_read(struct database *db, void *mem, uint64_t draw_id, struct draw *out)
	__attribute__((warn_unused_result));
/* Its prizes in order: an array of *N on MEM. */
enum db draw_prizes(struct database *db, void *mem, uint64_t draw_id, struct draw_prize **out,
                    int *n) __attribute__((warn_unused_result));
/* For members: published and frozen ones by cut-off, soonest first; then those
 * drawn or cancelled, latest first, at most ENDED of them. *N on MEM. */
enum db draw_list(struct database *db, void *mem, int64_t ended, struct draw **out, int *n)
	__attribute__((warn_unused_result));
/* For staff: all, latest made first, below BEFORE (0 = from the latest). */
enum db draw_list_all(struct database *db, void *mem, uint64_t before, int64_t limit,
                      struct draw **out, int *n) __attribute__((warn_unused_result));

/* What the member has in a draw. */
struct draw_mine {
	int64_t tickets, today, points; /* today: taken on TODAY */
};
enum db draw_mine(struct database *db, uint64_t member_id, uint64_t draw_id, int32_t today,
                  struct draw_mine *out) __attribute__((warn_unused_result));

struct draw_ticket {
	int64_t ticket_no, taken_at;
	char *member_ref;
	int64_t prize_no; /* instant: 0 = nothing; -1 = drawn later */
};
/* The member's tickets of a draw above AFTER (0), in order, at most LIMIT. */
enum db draw_tickets(struct database *db, void *mem, uint64_t member_id, uint64_t draw_id,
                     int64_t after, int64_t limit, struct draw_ticket **out, int *n)
	__attribute__((warn_unused_result));
/* tickets.csv as it is (frozen or, of an instant draw, so far) into OUT, which
 * the caller began. */
enum db draw_tickets_csv(struct database *db, uint64_t draw_id, struct buf *out)
	__attribute__((warn_unused_result));

enum draw_win_state { WIN_WON = 1, WIN_CLAIMED, WIN_DELIVERED, WIN_FORFEITED };
/* "won", "claimed", "delivered", "forfeited" and back (0). */
const char *draw_win_word(enum draw_win_state state);
enum draw_win_state draw_win_of(const char *word);

/* A line of the winner file, with its draw's and prize's names. */
struct draw_winner {
	uint64_t draw_id;
	int64_t ticket_no, win_no, prize_no;
	int64_t for_ticket; /* a reserve that moved up for it; 0 = as drawn */
	uint64_t member_id;
	const char *member_no, *name; /* then: mask before anybody else sees them */
	enum draw_win_state state;
	int64_t value_fen, tax_fen;
	bool taxable, tax_by_winner; /* else the company bears the tax */
	int64_t won_at;
	int32_t claim_until;
	int64_t claimed_at; /* INSTANT_NONE = not, likewise below */
	const char *recipient, *phone, *address;
	int64_t identity_at, delivered_at;
	const char *delivery;
	int64_t forfeited_at;
	const char *reason;
	const char *draw_name, *draw_name_en, *prize_name, *prize_name_en;
	enum draw_prize_kind prize_kind;
};
/* Winners of a draw in order of win_no above AFTER (0), at most LIMIT: as drawn
 * first, then those that moved up. On the public pages show ticket, masked name
 * and prize only. */
enum db draw_winners(struct database *db, void *mem, uint64_t draw_id, int64_t after,
                     int64_t limit, struct draw_winner **out, int *n)
	__attribute__((warn_unused_result));
enum db draw_winner_read(struct database *db, void *mem, uint64_t draw_id, int64_t ticket_no,
                         struct draw_winner *out) __attribute__((warn_unused_result));
/* The member's wins, latest first; of one draw, or of all (DRAW_ID 0). */
enum db draw_wins(struct database *db, void *mem, uint64_t member_id, uint64_t draw_id,
                  int64_t limit, struct draw_winner **out, int *n)
	__attribute__((warn_unused_result));
/* Wins dearer than MIN_FEN of all draws, latest first. */
enum db draw_recent_wins(struct database *db, void *mem, int64_t min_fen, int64_t limit,
                         struct draw_winner **out, int *n) __attribute__((warn_unused_result));
/* For staff: winners of all draws in STATE (claimed: to be sent; won: waits for
 * the member), soonest deadline first. */
enum db draw_winner_queue(struct database *db, void *mem, enum draw_win_state state,
                          int64_t limit, struct draw_winner **out, int *n)
	__attribute__((warn_unused_result));
/* Those won from FROM to TO (not TO itself) that owe tax and were not given up. */
enum db draw_winners_taxed(struct database *db, void *mem, int64_t from, int64_t to, int64_t limit,
                           struct draw_winner **out, int *n) __attribute__((warn_unused_result));

struct draw_reserve {
	int64_t place, ticket_no;
	bool moved_up; /* has taken a prize that was given up */
};
/* Reserves in order: an array of *N on MEM. */
enum db draw_reserves(struct database *db, void *mem, uint64_t draw_id,
                      struct draw_reserve **out, int *n) __attribute__((warn_unused_result));

/* Figures for the morning page. */
struct draw_counts {
	int64_t published;
	int64_t waits_value;  /* frozen, and the public value is not set yet */
	int64_t late;         /* should have been drawn by now and are not */
	int64_t claimed;      /* prizes staff must deliver */
};
enum db draw_count(struct database *db, int64_t now, struct draw_counts *out)
	__attribute__((warn_unused_result));

#endif
