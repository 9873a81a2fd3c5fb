/* /survey/TOKEN: the survey behind a mail's link, one question a screen; GET and
 * HEAD change nothing and say nothing of the member. Part of the survey program. */
#ifndef PAGE_SURVEY_H
#define PAGE_SURVEY_H

#include "web/request.h"

extern const struct route survey_routes[];

#endif
