/* Addresses in mainland form: 省, 市 and 区/县 before the street. An address is kept as
 * one text with full-width blanks between the four; one without them, as it was
 * typed before there were fields, is as good. Pure. */
#ifndef RULE_REGION_H
#define RULE_REGION_H

#include <stdbool.h>

/* The 34 provinces and what stands beside them, NULL at the end: how an address
 * begins. */
extern const char *const region_provinces[];
bool region_is_province(const char *text);

struct region {
	const char *province, *city, *district; /* "" = none is known */
	const char *street;                     /* the rest; without a region all of it */
};

/* The address as one text on MEM; blanks within its parts become single ones. */
char *region_join(void *mem, const struct region *region);
/* The parts of ADDRESS, on MEM. False: it has no region, all of it is the street. */
bool region_split(void *mem, const char *address, struct region *out);

#endif
