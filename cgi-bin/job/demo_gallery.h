/* The demo's galleries: one in its vote, one that takes entries. */
#ifndef JOB_DEMO_GALLERY_H
#define JOB_DEMO_GALLERY_H

#include "job/demo.h"

/* Entries with drawn photos, votes, and one entry that waits for staff. Behind
 * demo_campaigns(), which makes the events. */
bool demo_gallery(struct job *job, int64_t now, const uint64_t ids[DEMO_MEMBERS + 1]);

#endif
