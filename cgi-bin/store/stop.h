/* Emergency stops: of an item, a draw or all spending. Every spend passes one gate row
 * shared, right behind its account and before anything else is locked (gaps that its
 * reads lock too would make a ring with who waits at the gate), and holds it until its
 * commit; who stops or lifts takes it alone. So a stop that was answered holds: what
 * was begun before is written, and nothing is written after. */
#ifndef STORE_STOP_H
#define STORE_STOP_H

#include "store/db.h"

#define STOP_TEXT 200    /* characters of the Chinese text, and of a reason */
#define STOP_TEXT_EN 400 /* of the English text */
#define STOP_ITEM_MAX 32

enum stop_kind { STOP_ALL = 1, STOP_ITEM, STOP_DRAW };
/* "all", "item", "draw"; and back (0 when unknown). */
const char *stop_kind_word(enum stop_kind kind);
enum stop_kind stop_kind_of(const char *word);

struct stop {
	int64_t stop_id;
	enum stop_kind kind;
	const char *item;        /* "" unless of an item */
	uint64_t draw_id;        /* 0 unless of a draw */
	const char *text, *text_en;
	int64_t set_at;
	/* for the desk only: */
	const char *name, *name_en;  /* of the item or draw; "" when all */
	const char *reason, *set_by;
	int64_t lifted_at;           /* INSTANT_NONE while it stands */
	const char *lifted_by, *lift_reason;
};

/* Passes the gate in a spend's transaction. ITEM "" or NULL: no item's; DRAW_ID 0: no
 * draw's. *STOPPED: a stop of all, or of it, stands. */
enum db stop_pass(struct database *db, const char *item, uint64_t draw_id, bool *stopped)
	__attribute__((warn_unused_result));
/* What stands now, for pages: that of all first. *N on MEM. */
enum db stop_standing(struct database *db, void *mem, struct stop **out, int *n)
	__attribute__((warn_unused_result));
/* Of LIST the one that stops ITEM or DRAW_ID (as above); NULL: none does. */
const struct stop *stop_of(const struct stop *list, int n, const char *item, uint64_t draw_id);

/* Takes the gate alone, in the desk's transaction, before anything else of this file. */
enum db stop_gate_lock(struct database *db) __attribute__((warn_unused_result));
/* Whether what STOP names is there, under its row's shared lock. DB_NONE: it is not. */
enum db stop_subject(struct database *db, const struct stop *stop)
	__attribute__((warn_unused_result));
/* Adds STOP (kind, item, draw_id, texts, reason, set_at) by BY. DB_DUP: it stands. */
enum db stop_add(struct database *db, const struct stop *stop, uint64_t by, int64_t *stop_id)
	__attribute__((warn_unused_result));
/* Lifts it. DB_NONE: it does not stand (any more). */
enum db stop_lift(struct database *db, int64_t stop_id, uint64_t by, const char *reason,
                  int64_t now) __attribute__((warn_unused_result));
/* Counts anew how many stand, behind stop_add() or stop_lift(). */
enum db stop_recount(struct database *db) __attribute__((warn_unused_result));

/* For the desk: one with its names; DB_NONE. */
enum db stop_read(struct database *db, void *mem, int64_t stop_id, struct stop *out)
	__attribute__((warn_unused_result));
/* Those that stand, or the LIMIT latest that were lifted. */
enum db stop_list(struct database *db, void *mem, bool standing, int64_t limit, struct stop **out,
                  int *n) __attribute__((warn_unused_result));
/* The names of what an item's or a draw's stop would stop; DB_NONE: there is none. */
enum db stop_name(struct database *db, void *mem, const struct stop *stop, char **name,
                  char **name_en) __attribute__((warn_unused_result));
/* How many stand. */
enum db stop_count(struct database *db, int64_t *n) __attribute__((warn_unused_result));

#endif
