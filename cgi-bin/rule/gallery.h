/* A gallery: when entries are taken and when votes count, and who may take part.
 * Pure. */
#ifndef RULE_GALLERY_H
#define RULE_GALLERY_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/plan.h"

/* Instants, each the first of its phase, rising. */
struct gallery_times {
	int64_t entries_from, votes_from, ends_at;
};

enum gallery_phase {
	GALLERY_SOON,    /* entries are not taken yet */
	GALLERY_ENTRIES, /* entries are taken */
	GALLERY_VOTES,   /* every member has one vote */
	GALLERY_OVER     /* the ranks stand */
};

/* The phase at NOW. */
enum gallery_phase gallery_phase(const struct gallery_times *times, int64_t now);
/* Whether the instants rise. */
bool gallery_times_good(const struct gallery_times *times);
/* Whether a member of TIER and KIND takes part in what is for EVENT_TIER and
 * EVENT_KIND ("" = all). */
bool gallery_for(const struct plan *plan, const char *event_tier, const char *event_kind,
                 const char *tier, const char *kind);
/* The rank from 1 of entry I of VOTES, sorted with the most first: equal votes share
 * a rank, the next ones count on. */
int gallery_rank(const int64_t *votes, int i);

#endif
