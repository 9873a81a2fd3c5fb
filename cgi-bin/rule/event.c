#include "rule/event.h"

#include <string.h>

int64_t event_opens(const struct plan *plan, const struct event_terms *terms, const char *tier)
{
	return early_opens(plan, tier, terms->open_from, &terms->early);
}

static enum event_verdict judge_offer(const struct plan *plan, const struct event_terms *t,
                                      const struct event_guest *guest, int64_t now)
{
	int64_t opens = event_opens(plan, t, guest->tier);

	if (!t->open)
		return EVENT_GONE;
	if (now >= t->open_until || now >= t->ends_at)
		return EVENT_CLOSED;
	if (t->kind[0] && strcmp(t->kind, guest->kind) != 0)
		return EVENT_KIND;
	if (!plan_tier_reaches(plan, guest->tier, t->tier))
		return EVENT_TIER;
	if (guest->signed_up)
		return EVENT_ALREADY;
	return opens != INSTANT_NONE && now < opens ? EVENT_NOT_YET : EVENT_MAY;
}

static enum event_verdict judge_points(const struct event_terms *t, const struct event_guest *guest,
                                       int64_t seats)
{
	if (t->cost_points == 0)
		return EVENT_MAY;
	if (guest->stopped)
		return EVENT_STOPPED;
	if (!guest->may_spend)
		return EVENT_NOT_SPEND;
	if (guest->debt > 0)
		return EVENT_DEBT;
	return (__int128)t->cost_points * seats > guest->available ? EVENT_SHORT : EVENT_MAY;
}

enum event_verdict event_judge(const struct plan *plan, const struct event_terms *terms,
                               const struct event_guest *guest, int64_t seats, int64_t shown,
                               int64_t now)
{
	enum event_verdict verdict = judge_offer(plan, terms, guest, now);

	if (verdict == EVENT_MAY && (seats < 1 || seats > terms->per_member))
		verdict = EVENT_SEATS;
	if (verdict == EVENT_MAY)
		verdict = judge_points(terms, guest, seats);
	if (verdict == EVENT_MAY && shown >= 0 && shown != terms->cost_points)
		verdict = EVENT_COST;
	return verdict;
}

bool event_may_cancel(const struct event_terms *terms, int64_t now)
{
	return now < terms->starts_at;
}

bool event_gives_back(const struct event_terms *terms, int64_t now)
{
	return now < terms->back_until;
}

bool event_moves_up(const struct event_terms *terms, int64_t now)
{
	if (!terms->open)
		return false;
	return terms->cost_points > 0 ? now < terms->back_until : now < terms->starts_at;
}
