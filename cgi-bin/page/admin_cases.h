/* /admin/cases: the queue of complaints, questions and suggestions; one of them
 * with its steps; templates of answers; goodwill that waits for a signature. */
#ifndef PAGE_ADMIN_CASES_H
#define PAGE_ADMIN_CASES_H

#include "page/desk.h"
#include "service/case.h"

extern const struct route admin_cases_routes[];

/* The pages of one case (admin_cases_one.c). */
int page_desk_case(struct request *r);
int page_desk_case_step(struct request *r);
int page_desk_case_goodwill(struct request *r);
int page_desk_case_picture(struct request *r);
int page_desk_case_picture_add(struct request *r);
/* Filing for a caller, templates, the second signature (admin_cases_more.c). */
int page_desk_case_new(struct request *r);
int page_desk_case_file(struct request *r);
int page_desk_answers(struct request *r);
int page_desk_answer_add(struct request *r);
int page_desk_answer_state(struct request *r);
int page_desk_goodwill(struct request *r);
int page_desk_goodwill_sign(struct request *r);

#endif
