/* /admin/plan: the rules in force, drafts of the next ones, their rehearsals, their
 * publishing, and the holiday calendar. */
#ifndef PAGE_ADMIN_PLAN_H
#define PAGE_ADMIN_PLAN_H

#include "page/desk.h"
#include "service/plan_draft.h"

#define PLAN_WORD "Lang.AdminPlan."

extern const struct route admin_plan_routes[];

/* The pages of the routes, one file each. */
int page_plan_draft(struct request *r);       /* admin_plan_draft.c */
int page_plan_text(struct request *r);
int page_plan_catch_up(struct request *r);
int page_plan_drop(struct request *r);
int page_plan_publish(struct request *r);     /* admin_plan_publish.c */
int page_plan_form(struct request *r);        /* admin_plan_form.c */
int page_plan_ask(struct request *r);         /* admin_plan_rehearsal.c */
int page_plan_rehearsal(struct request *r);
int page_plan_calendar(struct request *r);    /* admin_plan_calendar.c */
int page_plan_calendar_drop(struct request *r);

/* The draft that the URL names, shown as Id, Title, State and Draft (a flag: in
 * work); 0, or the status of the error page. */
int plan_draft_of_url(struct request *r, struct plan_draft *draft);
/* The edit that a form of the draft was filled in from, kept in the form that is shown
 * again: what somebody else changed since is never written over. False: none is sent. */
bool plan_keep_edit(struct request *r, int64_t *edit);
/* After a change of the draft ID: PATH ("" or "/text") below its page again. */
int plan_draft_done(struct request *r, int64_t id, const char *path, const char *word);
/* The status of the page that answers what was refused, with its error said: at
 * FIELD where the outcome is about the text. 0: it is the caller's to say. */
int plan_draft_refused(struct request *r, const struct plan_draft_answer *answer,
                       const char *field);
/* What is wrong with a text ("Line 12, Tiers.gold.Rate: …"), in the reader's words. */
char *plan_why(struct request *r, int line, const char *why);
/* DRAFT's text as a plan; NULL: it is none (a newer program asks for more). */
struct plan *plan_of_draft(struct request *r, const struct plan_draft *draft);
/* Shows what DRAFT says otherwise than the rules it was made from: Changes.N (in
 * words), Rows.N.{Path,Before,After}, Lost.N.Text; Same where nothing. */
enum db plan_fill_diff(struct request *r, const struct plan_draft *draft)
	__attribute__((warn_unused_result));
/* Shows the rehearsals of a draft, latest first: Rehearsals.N. *FRESH: one of its
 * present text is done. */
enum db plan_fill_rehearsals(struct request *r, const struct plan_draft *draft, bool *fresh)
	__attribute__((warn_unused_result));
/* Shows Lacks.N.Text where the newest rules know nothing of next year. */
void plan_fill_lacks(struct request *r);

#endif
