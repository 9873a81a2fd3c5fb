#include "rule/spell.h"

#include "base/mem.h"

struct spells *spells_new(void *mem, int32_t from, int32_t to, int within)
{
	struct spells *spells = talloc_zero(mem, struct spells);

	spells->from = from;
	spells->to = to;
	spells->within = within;
	spells->change = talloc_zero_array(spells, int64_t, (unsigned)(to - from) + 2);
	spells->until = from - 1;
	return spells;
}

/* N more members from DAY on; what lies behind the last day does not matter. */
static void change_on(struct spells *spells, int32_t day, int64_t n)
{
	if (day < spells->from)
		day = spells->from;
	if (day <= spells->to)
		spells->change[day - spells->from] += n;
}

void spells_add(struct spells *spells, uint64_t member_id, int32_t known_on, int32_t day)
{
	int32_t until = day + spells->within - 1;
	int32_t since = known_on;

	if (member_id != spells->member_id) {
		spells->member_id = member_id;
		spells->until = spells->from - 1;
	}
	/* Days already counted are not counted twice. */
	if (since <= spells->until)
		since = spells->until + 1;
	if (until < since)
		return;
	change_on(spells, since, 1);
	change_on(spells, until + 1, -1);
	spells->until = until;
}

int64_t *spells_count(struct spells *spells)
{
	for (int32_t i = 1; i <= spells->to - spells->from; i++)
		spells->change[i] += spells->change[i - 1];
	return spells->change;
}
