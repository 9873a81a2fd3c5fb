/* How many members were active on each day, from what they did and when that was
 * booked: a member is active at the end of a day when the latest thing booked by
 * then lies within a number of days before. Pure. */
#ifndef RULE_SPELL_H
#define RULE_SPELL_H

#include <stdint.h>

/* Days FROM … TO of one measure. Made by spells_new(). */
struct spells {
	int32_t from, to;
	int within;      /* days that a deed keeps its member active, its own day included */
	int64_t *change; /* by day since FROM, until spells_count() sums them */
	/* the member at work */
	uint64_t member_id;
	int32_t until; /* last day of activity as booked so far */
};

/* On MEM; TO is not before FROM. */
struct spells *spells_new(void *mem, int32_t from, int32_t to, int within);
/* MEMBER did something on DAY that was booked on KNOWN_ON (not before DAY). Of a
 * member all in order of KNOWN_ON, one member after the other. */
void spells_add(struct spells *spells, uint64_t member_id, int32_t known_on, int32_t day);
/* Active members at the end of each day since FROM: an array of TO - FROM + 1 that
 * belongs to SPELLS. Once, when all are added. */
int64_t *spells_count(struct spells *spells);

#endif
