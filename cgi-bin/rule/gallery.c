#include "rule/gallery.h"

#include <string.h>

enum gallery_phase gallery_phase(const struct gallery_times *times, int64_t now)
{
	if (now < times->entries_from)
		return GALLERY_SOON;
	if (now < times->votes_from)
		return GALLERY_ENTRIES;
	return now < times->ends_at ? GALLERY_VOTES : GALLERY_OVER;
}

bool gallery_times_good(const struct gallery_times *times)
{
	return times->entries_from < times->votes_from && times->votes_from < times->ends_at;
}

bool gallery_for(const struct plan *plan, const char *event_tier, const char *event_kind,
                 const char *tier, const char *kind)
{
	if (event_kind[0] && strcmp(event_kind, kind) != 0)
		return false;
	return plan_tier_reaches(plan, tier, event_tier);
}

int gallery_rank(const int64_t *votes, int i)
{
	while (i > 0 && votes[i - 1] == votes[i])
		i--;
	return i + 1;
}
