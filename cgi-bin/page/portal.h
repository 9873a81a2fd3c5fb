/* What every page of a program can reach, and who is looking. */
#ifndef PAGE_PORTAL_H
#define PAGE_PORTAL_H

#include "base/config.h"
#include "rule/plan.h"
#include "store/db.h"
#include "view/view.h"
#include "web/request.h"

struct portal {
	const char *program; /* "member" … */
	struct metrics *metrics;  /* NULL before portal_watch() */
	const struct config *config;
	struct database *db;
	struct view *view;        /* NULL in the partner program */
	struct plan_book *plans;  /* reloaded when a newer version is stored */
	bool staff;               /* the admin program: who looks is a struct desk (page/desk.h) */
	uint8_t csrf_key[32];     /* of forms shown before sign-in: csrf_pre() of web/csrf.h */
};

/* The signed-in person and the account's cached figures: one statement
 * (session join person join member join account). */
struct viewer {
	uint64_t member_id, person_id;
	uint8_t token_hash[32];
	char csrf[44];
	char *member_no, *kind, *name, *lang, *tier;
	bool holder, may_spend;
	int32_t joined_on;
	int64_t available, pending, debt, held, lifetime;
	int64_t tier_since;
	int32_t good_through, pin_until;
	int32_t review_notice_on; /* day a fall of the tier was announced; DAY_NONE */
	int64_t last_seq;
	int64_t unread; /* notices; what the bell says */
	char *adviser, *adviser_contact; /* who of the staff looks after the account; NULL = nobody */
};

/* Tells PORTAL's view what no request changes: the settings and the names of the
 * static files. Called again by page_root(), as a new build changes the names. */
void portal_constants(const struct portal *portal);
/* The rooms of the program that answers R. */
struct portal *portal_of(const struct request *r);
/* The viewer; only behind GUARD_MEMBER never NULL. In the admin program always
 * NULL: see desk_of() of page/desk.h. */
struct viewer *viewer_of(const struct request *r);
/* The root of the request's data set, begun in the language chosen in this
 * browser (its cookie; then the viewer's stored one, then Accept-Language on a
 * first visit, else zh-CN), with what every page shows already filled: Lang,
 * Theme, Size, Csrf, SignedIn, Unread, Contact, Filing, Nav. */
struct view_node *page_root(struct request *r);
/* The language of a page whose reader is known without signing in (a mail's
 * link): before page_root(). CODE "zh-CN" or "en", borrowed. */
void page_speak(struct request *r, const char *code);
/* The programme's now for this request: read once. */
int64_t page_now(struct request *r);
/* Adds one line to the error summary and marks the field (422 follows):
 * KEY is a language key; the words land in Errors.N.{Text,Field} and
 * Error.FIELD. */
void page_error(struct request *r, const char *field, const char *key);
bool page_has_errors(const struct request *r);
/* Puts what was typed back into Form.NAME (never for passwords). */
void page_keep(struct request *r, const char *name);
/* Whole error pages in the portal's look; return STATUS. */
int page_problem(struct request *r, int status);

#endif
