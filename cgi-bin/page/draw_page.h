/* What the members' pages of one draw share: the draw with its prizes as it
 * stands now, and its parts in words. */
#ifndef PAGE_DRAW_PAGE_H
#define PAGE_DRAW_PAGE_H

#include "page/portal.h"
#include "service/draw.h"

/* One request to a draw's page. */
struct draw_page {
	struct request *r;
	void *mem;
	struct view_node *root;
	struct database *db;
	struct viewer *v;         /* NULL: nobody is signed in */
	const struct plan *plan;  /* in force today */
	int64_t now;
	int32_t today;
	struct draw draw;
	struct draw_prize *prizes;
	int n_prizes;
	enum draw_phase phase;    /* as it is for who looks */
	bool instant;
};

/* Begins without a draw. */
void draw_page_begin(struct request *r, struct draw_page *d);
/* Begins with the draw the path names, and Draw.{Id,Name,Instant,No,Art,Picture}
 * filled. 0, or the status to answer: a draft is none. */
int draw_page_open(struct request *r, struct draw_page *d);

/* ZH, or EN where it is there and the page is in English. */
const char *draw_say(const struct draw_page *d, const char *zh, const char *en);
/* "12月1日 10:00"; on d->mem. */
char *draw_moment(const struct draw_page *d, int64_t instant);
/* The sentence at KEY (NULL: nothing else) with the moment, and its machine form
 * at NAME.Iso. */
void draw_put_moment(const struct draw_page *d, struct view_node *node, const char *name,
                     const char *key, int64_t instant);
#define draw_words(d, key, ...) text_sentence((d)->mem, (d)->root, key, __VA_ARGS__, NULL)
/* A tier's short name. */
const char *draw_tier(const struct draw_page *d, const char *code);

/* Sets No, Art or Picture of PRIZE (NULL: the usual drawing) in ROW. */
void draw_put_art(struct view_node *row, const struct draw_prize *prize);
/* The drawing that stands for a kind of prize. Static text. */
const char *draw_art(enum draw_prize_kind kind);
/* The prize with that number; NULL: there is none. */
const struct draw_prize *draw_prize_no(const struct draw_page *d, int64_t prize_no);
/* The language key of a phase's name, and the look of its badge. */
const char *draw_phase_key(enum draw_phase phase);
const char *draw_phase_look(enum draw_phase phase);
/* The phase of DRAW, and when it opens, for who looks: some tiers enter earlier. */
enum draw_phase draw_seen(const struct draw_page *d, const struct draw *draw);
int64_t draw_seen_opens(const struct draw_page *d, const struct draw *draw);
/* Sets NAME to what happens next or happened last: "until 1 December". */
void draw_put_when(const struct draw_page *d, struct view_node *row, const struct draw *draw);

/* "沈** M****010": enough to know oneself, not to know others; on MEM. */
char *draw_masked(void *mem, const struct draw_winner *w);
/* Fills ROW for call:winner_row(). */
void draw_put_winner(const struct draw_page *d, struct view_node *row,
                     const struct draw_winner *w);

/* Facts.N.{Label,Text}, the published rules (draw_facts.c). */
void draw_facts(const struct draw_page *d);
/* Prizes.N and what stands beside them. */
void draw_put_prizes(const struct draw_page *d);
/* Why not, in words; on d->mem. TICKETS were asked for; LEFT of them limits allow. */
const char *draw_reason(const struct draw_page *d, enum draw_outcome outcome, int64_t tickets,
                        int64_t available, int64_t left);
/* Most tickets the member can take at once, from what the page knows. */
int64_t draw_most(const struct draw_page *d, int64_t available, const struct draw_mine *mine);

#endif
