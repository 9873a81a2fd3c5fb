/* /admin/draws: draws prepared, published and cancelled, their prizes and
 * pictures, the public value, winners handed their prizes, the winner file. */
#ifndef PAGE_ADMIN_DRAWS_H
#define PAGE_ADMIN_DRAWS_H

#include "page/desk.h"
#include "service/draw.h"

extern const struct route admin_draws_routes[];

/* One draw at the desk, drafts too. */
struct desk_draw {
	struct request *r;
	struct view_node *root;
	struct draw draw;
	struct draw_prize *prizes;
	int n;
	enum draw_phase phase;
};

/* Reads the draw the path names into D, and fills Draw.{Id,Name}. 0, or a status. */
int desk_draw_open(struct request *r, struct desk_draw *d);
/* NAME, or NAME_EN on an English page where there is one. */
const char *desk_draw_say(const struct request *r, const char *zh, const char *en);
/* The page of the draw (admin_draws_one.c): form or facts, prizes, what can be
 * done with it; STATUS, or 503. */
int desk_draw_show(struct desk_draw *d, int status);
/* What became of a change: 303 to the draw with ?done=DONE, or its page again
 * with the error (at FIELD; NULL = of the whole). */
int desk_draw_answer(struct desk_draw *d, enum draw_staff_outcome outcome, const char *done,
                     const char *field);
/* The language key of what went wrong. */
const char *desk_draw_error(enum draw_staff_outcome outcome);

/* The form of a draw (admin_draws_form.c). */
extern const struct field draw_form_fields[];
/* What stands in DRAW into Form.*. */
void draw_form_fill(struct request *r, const struct draw *draw);
/* The lists to choose from. */
void draw_form_choices(struct request *r);
/* What was typed over DRAW: each field that cannot be is a page_error. */
void draw_form_read(struct request *r, struct draw *draw);

/* One draw (admin_draws_one.c). */
int page_desk_draw(struct request *r);
int page_desk_draw_publish(struct request *r);
int page_desk_draw_better(struct request *r);
int page_desk_draw_cancel(struct request *r);
int page_desk_draw_value(struct request *r);

/* Its prizes (admin_draws_prize.c). */
extern const struct field draw_prize_fields[];
int page_desk_prize(struct request *r);
int page_desk_prize_remove(struct request *r);
int page_desk_prize_picture(struct request *r);
int page_desk_prize_picture_drop(struct request *r);
int page_desk_prize_picture_show(struct request *r);

/* Its winners (admin_draws_win.c). */
int page_desk_winners(struct request *r);
int page_desk_winners_csv(struct request *r);
int page_desk_winner(struct request *r);
int page_desk_winner_step(struct request *r);
int page_desk_win_queue(struct request *r);

#endif
