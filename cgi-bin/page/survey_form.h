/* The questions of a survey as fields: shown, read and judged alike for the member who
 * answers by a link and for staff who write answers down. */
#ifndef PAGE_SURVEY_FORM_H
#define PAGE_SURVEY_FORM_H

#include "page/portal.h"
#include "service/survey.h"

/* ROW gets Kind Question Code Field Optional Options.N.{Value,Text}, in the page's
 * language. */
void survey_form_question(struct request *r, struct view_node *row,
                          const struct survey_question *q);
/* ROW gets Answer: what was typed just now, or A before; of a text also Form.FIELD of
 * the page. */
void survey_form_answer(struct request *r, struct view_node *row, const struct survey_question *q,
                        const struct survey_answer *a);
/* The field of question Q: "q_CODE", on r->mem. */
const char *survey_form_field(struct request *r, const struct survey_question *q);
/* Whether a field of the form is no question's of S. */
bool survey_form_strange(const struct request *r, const struct survey_state *s);
/* The answers of the form into ANSWERS (room for s->n); how many, -1 when one is
 * wrong: told at its field, *WRONG is its number from 1. */
int survey_form_read(struct request *r, const struct survey_state *s,
                     struct survey_answer *answers, int *wrong);

#endif
