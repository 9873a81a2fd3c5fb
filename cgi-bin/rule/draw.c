#include "rule/draw.h"

#include <string.h>

#define WHOLE_BP 10000

static const char *const kind_words[] = { "", "cutoff", "instant" };
static const char *const state_words[] = { "", "draft", "published", "frozen", "drawn",
	"cancelled" };
static const char *const prize_words[] = { "", "goods", "service", "points", "coupon" };
static const char *const phase_words[] = { "", "draft", "coming", "running", "closed", "drawn",
	"cancelled" };

#define LAST(words) ((int)(sizeof(words) / sizeof *(words)) - 1)

static const char *word_of(const char *const *words, int last, int value)
{
	return words[value >= 1 && value <= last ? value : 0];
}

static int value_of(const char *const *words, int last, const char *word)
{
	for (int i = 1; word && i <= last; i++)
		if (strcmp(word, words[i]) == 0)
			return i;
	return 0;
}

const char *draw_kind_word(enum draw_kind kind)
{
	return word_of(kind_words, LAST(kind_words), (int)kind);
}

enum draw_kind draw_kind_of(const char *word)
{
	return (enum draw_kind)value_of(kind_words, LAST(kind_words), word);
}

const char *draw_state_word(enum draw_state state)
{
	return word_of(state_words, LAST(state_words), (int)state);
}

enum draw_state draw_state_of(const char *word)
{
	return (enum draw_state)value_of(state_words, LAST(state_words), word);
}

const char *draw_prize_word(enum draw_prize_kind kind)
{
	return word_of(prize_words, LAST(prize_words), (int)kind);
}

enum draw_prize_kind draw_prize_of(const char *word)
{
	return (enum draw_prize_kind)value_of(prize_words, LAST(prize_words), word);
}

bool draw_prize_is_claimed(enum draw_prize_kind kind)
{
	return kind == PRIZE_GOODS || kind == PRIZE_SERVICE;
}

enum draw_phase draw_phase(const struct draw *draw, int64_t now)
{
	switch (draw->state) {
	case DRAW_PUBLISHED:
		return now < draw->opens_at ? PHASE_COMING :
		       now < draw->closes_at ? PHASE_RUNNING : PHASE_CLOSED;
	case DRAW_FROZEN: return PHASE_CLOSED;
	case DRAW_DRAWN: return PHASE_DRAWN;
	case DRAW_CANCELLED: return PHASE_CANCELLED;
	default: return PHASE_DRAFT;
	}
}

int64_t draw_opens(const struct plan *plan, const struct draw *draw, const char *tier)
{
	return early_opens(plan, tier, draw->opens_at, &draw->early);
}

enum draw_phase draw_phase_of(const struct plan *plan, const struct draw *draw, const char *tier,
                              int64_t now)
{
	enum draw_phase phase = draw_phase(draw, now);

	return phase == PHASE_COMING && now >= draw_opens(plan, draw, tier) ? PHASE_RUNNING : phase;
}

const char *draw_phase_word(enum draw_phase phase)
{
	return word_of(phase_words, LAST(phase_words), (int)phase);
}

int64_t draw_tax(int64_t value_fen, bool taxable)
{
	__int128 tax = (__int128)value_fen * DRAW_TAX_BP + WHOLE_BP - 1;

	return taxable && value_fen > 0 ? (int64_t)(tax / WHOLE_BP) : 0;
}

int64_t draw_prize_count(const struct draw_prize *prizes, int n)
{
	int64_t count = 0;

	for (int i = 0; i < n; i++)
		count += prizes[i].count;
	return count;
}

/* Whether TIER is LEAST or higher; a tier this plan does not have asks for the
 * highest: rather too few than all. */
static bool reaches(const struct plan *plan, const char *tier, const char *least)
{
	int needed;

	if (!least || !*least)
		return true;
	needed = plan_tier_index(plan, least);
	if (strcmp(plan->tiers[needed].code, least) != 0)
		needed = plan->n_tiers - 1;
	return plan_tier_index(plan, tier) >= needed;
}

static enum draw_outcome judge_limits(const struct draw *draw, const struct draw_member *member,
                                      int64_t tickets)
{
	if (draw->per_member > 0 && member->had + tickets > draw->per_member)
		return DRAW_PER_MEMBER;
	if (draw->per_day > 0 && member->had_today + tickets > draw->per_day)
		return DRAW_PER_DAY;
	if (draw->max_tickets > 0 && draw->tickets + tickets > draw->max_tickets)
		return DRAW_SOLD_OUT;
	return DRAW_OK;
}

enum draw_outcome draw_judge(const struct plan *plan, const struct draw *draw,
                             const struct draw_member *member, int64_t tickets, int64_t shown,
                             int64_t now)
{
	enum draw_phase phase = draw_phase_of(plan, draw, member->tier, now);
	enum draw_outcome outcome;

	if (tickets < 1 || tickets > DRAW_TICKETS_MAX)
		return DRAW_QUANTITY;
	if (phase == PHASE_COMING)
		return DRAW_NOT_YET;
	if (phase != PHASE_RUNNING)
		return DRAW_OVER;
	if (member->stopped)
		return DRAW_STOPPED;
	if (!reaches(plan, member->tier, draw->min_tier))
		return DRAW_TIER;
	if (member->staff)
		return DRAW_STAFF;
	if (!member->may_spend)
		return DRAW_MAY_NOT;
	outcome = judge_limits(draw, member, tickets);
	if (outcome != DRAW_OK)
		return outcome;
	if (shown >= 0 && shown != draw->ticket_points)
		return DRAW_PRICE;
	if (draw->ticket_points > 0 && member->debt > 0)
		return DRAW_IN_DEBT;
	if ((__int128)draw->ticket_points * tickets > member->available)
		return DRAW_SHORT;
	return DRAW_OK;
}
