/* What the survey program answers: links from mails, nobody signed in. */
#ifndef PAGE_ROUTES_SURVEY_H
#define PAGE_ROUTES_SURVEY_H

#include "web/request.h"

/* All routes and how many there are; made once. */
const struct route *routes_survey(int *n);

#endif
