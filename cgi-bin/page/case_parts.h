/* What the pages of cases share, the members' and the staff's: rows, steps,
 * pictures, the form. */
#ifndef PAGE_CASE_PARTS_H
#define PAGE_CASE_PARTS_H

#include "page/portal.h"
#include "service/case.h"

/* One row of a list: No Kind Title State Look Opened Due. */
void case_fill_row(struct request *r, struct view_node *row, const struct case_row *c);
/* The whole case with its steps. */
void case_fill(struct request *r, const struct case_row *c, const struct case_step *steps, int n,
               const struct case_picture *pictures, int n_pictures);
/* Row I of list Steps: Who Word Text At, for both sides. */
void case_fill_step(struct request *r, struct view_node *row, const struct case_row *c,
                    const struct case_step *step);
/* The state's and the class's words: "Lang.Cases.State.proposed". */
const char *case_word(struct request *r, struct view_node *node, const char *list,
                      const char *word);
/* Takes the uploaded picture apart and writes it anew on R's memory; with its
 * page_error in field "picture" false. */
bool case_picture_taken(struct request *r, struct picture_row *out);
/* Answers with the bytes of picture NO of the case, to its eyes only. */
int case_picture_show(struct request *r, uint64_t member_id, const char *case_no, const char *no);
/* What was written in field NAME, blanks cut at both ends and else as it is: prose
 * keeps its full-width marks. On R's memory, "" when not sent. */
const char *case_prose(struct request *r, const char *name);
/* The same, 1 to MAX characters; NULL with its error. */
const char *case_text(struct request *r, const char *name, size_t max);
/* A fresh id for the form (FormId). */
void case_form_id(struct request *r);
/* The form's id as sent; "" when it is none. */
const char *case_form_sent(struct request *r);
/* Rows of list LIST, Value and Text, for a choice; the words stand at "Lang.Cases.ONE". */
void case_choices(struct request *r, const char *list, const char *one, const char *const *words);
/* Fills in what is known of the order, where it is the member's: partner, category,
 * branch. False: the database did not answer. */
bool case_order(struct request *r, struct case_new *what) __attribute__((warn_unused_result));
extern const char *const case_kinds[], *const case_classes[];

#endif
