/* Staff: surveys as versions with their questions, previewed in both languages,
 * published, closed; what was answered, in figures and without names. */
#ifndef PAGE_ADMIN_SURVEYS_H
#define PAGE_ADMIN_SURVEYS_H

#include "store/survey.h"
#include "web/request.h"

extern const struct route admin_surveys_routes[];

/* The fields of a draft: code (of a new one), names, words, questions. */
extern const struct field admin_survey_form[];
/* Puts a stored draft into Form.*, as it is typed. */
void admin_survey_show(struct request *r, const struct survey *survey,
                       const struct survey_question *questions, int n);
/* Reads the form into SURVEY (its code only where it has none) and QUESTIONS (on
 * r->mem); page_has_errors() tells. */
void admin_survey_read(struct request *r, struct survey *survey,
                       struct survey_question **questions, int *n);
/* Line I (from 0) of an option list, on MEM; NULL: it has fewer. */
char *admin_survey_option(void *mem, const char *options, int i);

/* The survey that the URL names, its row in the data set (Id, Name, Code, Version,
 * State, Look): 0, or a status. */
int admin_survey_of_url(struct request *r, struct survey *survey);
/* The word of a kind or driver in the page's language. */
const char *admin_survey_word(struct request *r, const char *list, const char *word);

/* Answers taken by phone or from paper: the form, and what it does. */
int admin_survey_write(struct request *r);
int admin_survey_write_do(struct request *r);
extern const struct field admin_survey_write_form[];
/* A sheet to print with a code that members scan, and the code as a picture. */
int admin_survey_poster(struct request *r);
int admin_survey_poster_code(struct request *r);

/* The figures of one version; the same as a table. */
int admin_survey_answers(struct request *r);
int admin_survey_csv(struct request *r);

#endif
