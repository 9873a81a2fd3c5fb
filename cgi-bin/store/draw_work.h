/* SQL of draws that services and jobs use: what locks and writes. In a
 * transaction unless it says otherwise. */
#ifndef STORE_DRAW_WORK_H
#define STORE_DRAW_WORK_H

#include "store/draw.h"

/* The draw, locked. DB_NONE: there is none. */
enum db draw_lock(struct database *db, void *mem, uint64_t draw_id, struct draw *out)
	__attribute__((warn_unused_result));
/* Its prizes, for a transaction that holds the draw. */
enum db draw_prizes_lock(struct database *db, void *mem, uint64_t draw_id,
                         struct draw_prize **out, int *n) __attribute__((warn_unused_result));

/* Inserts a draft with salt, seed_hash and seed_sealed. *DRAW_ID gets its number. */
enum db draw_insert(struct database *db, const struct draw *draw, uint64_t *draw_id)
	__attribute__((warn_unused_result));
/* Saves what staff write of a draft, when it is still at its version. DB_NONE: it
 * is not. */
enum db draw_update(struct database *db, const struct draw *draw)
	__attribute__((warn_unused_result));
/* A prize: a new one, what staff write of it (its count among it), its picture
 * (data NULL: none), away with it, another number for it. */
enum db draw_prize_insert(struct database *db, const struct draw_prize *prize)
	__attribute__((warn_unused_result));
enum db draw_prize_update(struct database *db, const struct draw_prize *prize)
	__attribute__((warn_unused_result));
enum db draw_prize_set_picture(struct database *db, uint64_t draw_id, int64_t prize_no,
                               struct blob hash) __attribute__((warn_unused_result));
enum db draw_prize_delete(struct database *db, uint64_t draw_id, int64_t prize_no)
	__attribute__((warn_unused_result));
enum db draw_prize_renumber(struct database *db, uint64_t draw_id, int64_t from, int64_t to)
	__attribute__((warn_unused_result));

/* Writes what a step changes of a locked draw: its state and times, claim_days,
 * public_value, deck_hash, list_hash and seed where there is one, cancel_reason,
 * settled; its version counts up. */
enum db draw_put(struct database *db, const struct draw *draw)
	__attribute__((warn_unused_result));
/* Numbers N more tickets of a locked draw. */
enum db draw_count_up(struct database *db, uint64_t draw_id, int64_t n)
	__attribute__((warn_unused_result));
/* Draws in STATE that jobs have something to do for: numbers, an array of *N on
 * MEM. Outside transactions. */
enum db draw_to_do(struct database *db, void *mem, enum draw_state state, uint64_t **out, int *n)
	__attribute__((warn_unused_result));

/* Whether a person of the account is staff: has the e-mail or phone of an active
 * staff account. Outside transactions. */
enum db draw_is_staff(struct database *db, uint64_t member_id, bool *staff)
	__attribute__((warn_unused_result));
/* Tickets of the draw the member has, and of them taken on TODAY; and the number
 * of the latest entry. Before the transaction, as it locks nothing: whoever adds the next
 * entry_no learns by DB_DUP that there was another since. */
enum db draw_had(struct database *db, uint64_t member_id, uint64_t draw_id, int32_t today,
                 int64_t *had, int64_t *had_today, int64_t *entry_no)
	__attribute__((warn_unused_result));

struct draw_entry {
	uint64_t member_id, draw_id;
	int64_t entry_no;
	uint64_t person_id;
	const char *reference;
	int64_t points, tickets, first_ticket, entered_at;
};
/* Adds an entry and who takes part. */
enum db draw_entry_add(struct database *db, const struct draw_entry *entry)
	__attribute__((warn_unused_result));
/* Adds its tickets; OUTCOMES[i]: prize number of the i-th; NULL = drawn later. */
enum db draw_tickets_add(struct database *db, void *mem, const struct draw_entry *entry,
                         const char *member_ref, const int64_t *outcomes)
	__attribute__((warn_unused_result));
/* The member's entries of a draw, for refunds. Behind the account. */
enum db draw_entries(struct database *db, void *mem, uint64_t member_id, uint64_t draw_id,
                     struct draw_entry **out, int *n) __attribute__((warn_unused_result));
/* Up to LIMIT members above AFTER who take part and have not been told the end.
 * Outside transactions. */
enum db draw_entrants_due(struct database *db, void *mem, uint64_t draw_id, uint64_t after,
                          int64_t limit, uint64_t **members, int *n) __attribute__((warn_unused_result));
/* Marks that the member was told. */
enum db draw_entrant_end(struct database *db, uint64_t draw_id, uint64_t member_id)
	__attribute__((warn_unused_result));
/* Marks that there is something to tell the member again. */
enum db draw_entrant_again(struct database *db, uint64_t draw_id, uint64_t member_id)
	__attribute__((warn_unused_result));
/* Who holds tickets 1, 2 … of a frozen draw: an array of *N on MEM. Outside
 * transactions. */
enum db draw_owners(struct database *db, void *mem, uint64_t draw_id, uint64_t **out, int64_t *n)
	__attribute__((warn_unused_result));

/* Number and name of a member, for the winner file. Outside transactions. */
enum db draw_winner_who(struct database *db, void *mem, uint64_t member_id, char **member_no,
                        char **name) __attribute__((warn_unused_result));
/* The same in a transaction. */
enum db draw_winner_who_lock(struct database *db, void *mem, uint64_t member_id,
                             char **member_no, char **name) __attribute__((warn_unused_result));
/* Adds a winner (its claim_until, state "won" and what was known at the win). */
enum db draw_winner_add(struct database *db, const struct draw_winner *winner)
	__attribute__((warn_unused_result));
/* The next free win_no of a locked draw. */
enum db draw_win_no(struct database *db, uint64_t draw_id, int64_t *win_no)
	__attribute__((warn_unused_result));
/* The winner, locked. */
enum db draw_winner_lock(struct database *db, void *mem, uint64_t draw_id, int64_t ticket_no,
                         struct draw_winner *out) __attribute__((warn_unused_result));
/* The member's own winning tickets of the draw, locked: an array of *N. */
enum db draw_wins_lock(struct database *db, void *mem, uint64_t member_id, uint64_t draw_id,
                       struct draw_winner **out, int *n) __attribute__((warn_unused_result));
/* Writes the claim of a locked winner: state, claimed_at, recipient, phone, address. */
enum db draw_winner_claim(struct database *db, const struct draw_winner *winner)
	__attribute__((warn_unused_result));
/* Writes what staff and jobs change of a locked winner: state, identity (by
 * STAFF_ID when it is new), delivered_at, delivery, forfeited_at, reason. */
enum db draw_winner_put(struct database *db, const struct draw_winner *winner,
                        uint64_t staff_id) __attribute__((warn_unused_result));
/* Tickets of winners in state "won": those to be given out by jobs (points and
 * coupons; CLAIMED false) or goods and services whose last day lies before TODAY
 * (CLAIMED true). Outside transactions. */
enum db draw_winners_due(struct database *db, void *mem, uint64_t draw_id, bool claimed,
                         int32_t today, int64_t **tickets, int *n)
	__attribute__((warn_unused_result));
/* Wins of goods and services in state "won" whose last day lies from FROM to TO,
 * behind ticket TICKET_NO of draw DRAW_ID (0, 0 = from the first), at most LIMIT:
 * an array of *N on MEM. Outside transactions. */
enum db draw_winners_soon(struct database *db, void *mem, int32_t from, int32_t to,
                          uint64_t draw_id, int64_t ticket_no, int64_t limit,
                          struct draw_winner **out, int *n) __attribute__((warn_unused_result));
/* Whether a winner of the draw is still in state "won". Outside transactions. */
enum db draw_winners_wait(struct database *db, uint64_t draw_id, int64_t *waiting)
	__attribute__((warn_unused_result));
/* Takes where prizes went out of rows won before BEFORE, at most LIMIT; who won
 * what, its value and tax stay. */
enum db draw_winner_sweep(struct database *db, int64_t before, int64_t limit)
	__attribute__((warn_unused_result));
/* Adds a reserve. */
enum db draw_reserve_add(struct database *db, uint64_t draw_id, int64_t place,
                         int64_t ticket_no, uint64_t member_id)
	__attribute__((warn_unused_result));
/* The first reserve that has not moved up, of a locked draw. DB_NONE: none. */
enum db draw_reserve_next(struct database *db, uint64_t draw_id, int64_t *ticket_no,
                          uint64_t *member_id) __attribute__((warn_unused_result));

#endif
