#include "page/stops.h"

#include "base/mem.h"
#include "page/movement.h"

#define MINUTE_S 60

/* "11月22日 22:05": of an emergency the minute matters, midnight too. */
static char *when(struct request *r, int64_t instant)
{
	int32_t day = day_of(instant);
	int minute = (int)((instant - day_start(day)) / MINUTE_S);

	return talloc_asprintf(r->mem, "%s %02d:%02d",
	                       movement_day(r->mem, view_lang(page_root(r)), day,
	                                    day_of(page_now(r))),
	                       minute / 60, minute % 60);
}

static const char *words_of(struct request *r, const struct stop *stop)
{
	struct view_node *root = page_root(r);

	return text_sentence(r->mem, root, "Lang.Stops.Since",
	                     view_lang(root) == LANG_EN ? stop->text_en : stop->text,
	                     when(r, stop->set_at), NULL);
}

bool stops_look(struct request *r, struct stop **stops, int *n)
{
	const struct stop *all;

	if (stop_standing(portal_of(r)->db, r->mem, stops, n) != DB_OK)
		return false;
	all = stop_of(*stops, *n, NULL, 0);
	if (all)
		view_str(page_root(r), "Stop", words_of(r, all));
	return true;
}

const char *stops_why(struct request *r, const char *item, uint64_t draw_id)
{
	const struct stop *found = NULL;
	struct stop *stops;
	int n;

	if (stop_standing(portal_of(r)->db, r->mem, &stops, &n) == DB_OK)
		found = stop_of(stops, n, item, draw_id);
	return found ? words_of(r, found) : view_words(page_root(r), "Lang.Stops.Over");
}
