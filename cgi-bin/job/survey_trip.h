/* The survey that every plan ships with (RULINGS 44). */
#ifndef JOB_SURVEY_TRIP_H
#define JOB_SURVEY_TRIP_H

#include "store/db.h"

/* Publishes the survey asked after trips where no version of it exists. */
enum db survey_trip_add(struct database *db) __attribute__((warn_unused_result));

#endif
