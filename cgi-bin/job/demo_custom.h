/* The demo's custom trips and marked products. */
#ifndef JOB_DEMO_CUSTOM_H
#define JOB_DEMO_CUSTOM_H

#include "job/demo.h"

/* Asks, proposes, books: for the demo's members whose tier has the benefit. */
bool demo_custom(struct job *job, int64_t now, const uint64_t ids[DEMO_MEMBERS + 1]);

#endif
