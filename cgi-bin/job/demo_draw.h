/* The demo's draws: one running, one instant, one drawn and won, one to come, one
 * that still lacks something. */
#ifndef JOB_DEMO_DRAW_H
#define JOB_DEMO_DRAW_H

#include "job/demo.h"

/* Adds what happened in the draws before NOW to STORY. */
void demo_draws(struct demo_story *story, int64_t now);
/* Lets one of those happen: prepared, entered by MEMBER_ID, or drawn. False when it
 * failed (not when the rules refused it: another plan may). */
bool demo_draw(struct job *job, const struct demo_event *event, uint64_t member_id, void *mem);

#endif
