#include "rule/receipt.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

static int write_order(char *out, const struct ledger_order *order)
{
	char day[INSTANT_TEXT];
	return snprintf(out, LEDGER_INPUTS,
	                "paid_fen=%lld eligible_fen=%lld paid_day=%s tier=%s category=%s products=%s "
	                "partner=%s branch=%s first=%d",
	                (long long)order->paid_fen, (long long)order->eligible_fen,
	                day_iso(day, day_of(order->paid_at)), order->tier, order->category,
	                order->products, order->partner, order->branch, order->first_in_category);
}

void receipt_write_earn(char *out, const struct ledger_order *order, int64_t held)
{
	int len = write_order(out, order);
	snprintf(out + len, LEDGER_INPUTS - (size_t)len, " held=%lld", (long long)held);
}

void receipt_write_reverse(char *out, const struct ledger_order *order, const struct receipt *r)
{
	int len = write_order(out, order);
	snprintf(out + len, LEDGER_INPUTS - (size_t)len,
	         " refunded_before=%lld amount_fen=%lld held=%lld refused=%lld expired=%lld",
	         (long long)r->refunded_before, (long long)r->amount_fen, (long long)r->held,
	         (long long)r->refused, (long long)r->expired);
}

/* Where the value of a name goes: a text (SIZE bytes), or a count (SIZE 0). */
struct place {
	const char *name;
	void *to;
	size_t size;
	bool seen;
};

static bool place_put(struct place *place, const char *value, size_t len)
{
	char number[32];

	if (place->seen || len >= (place->size ? place->size : sizeof(number)))
		return false;
	place->seen = true;
	memcpy(place->size ? place->to : number, value, len);
	if (place->size) {
		((char *)place->to)[len] = '\0';
		return true;
	}
	number[len] = '\0';
	return int_parse(number, place->to) && *(int64_t *)place->to >= 0;
}

/* Reads "name=value name=value" into its N places; they mostly come in the order
 * they were written in, so the search goes on from the last. */
static bool places_read(const char *at, struct place *places, size_t n)
{
	size_t next = 0;

	while (*at) {
		size_t name = strcspn(at, "= "), len = 0;

		if (at[name] == '=') {
			const char *value = at + name + 1;

			len = strcspn(value, " ");
			for (size_t i = 0; i < n; i++, next = (next + 1) % n)
				if (strncmp(places[next].name, at, name) == 0 && !places[next].name[name])
					break;
			if (strncmp(places[next].name, at, name) == 0 && !places[next].name[name] &&
			    !place_put(&places[next], value, len))
				return false;
			len++;
		}
		at += name + len;
		at += strspn(at, " ");
	}
	return true;
}

bool receipt_parse(const char *inputs, struct receipt *out)
{
	char day[16] = "";
	int64_t first = 0;
	struct place places[] = {
		{"paid_fen", &out->paid_fen, 0, false},
		{"eligible_fen", &out->eligible_fen, 0, false},
		{"paid_day", day, sizeof(day), false},
		{"tier", out->tier, sizeof(out->tier), false},
		{"category", out->category, sizeof(out->category), false},
		{"products", out->products, sizeof(out->products), false},
		{"partner", out->partner, sizeof(out->partner), false},
		{"branch", out->branch, sizeof(out->branch), false},
		{"first", &first, 0, false},
		{"held", &out->held, 0, false},
		{"refunded_before", &out->refunded_before, 0, false},
		{"amount_fen", &out->amount_fen, 0, false},
		{"refused", &out->refused, 0, false},
		{"expired", &out->expired, 0, false},
		{"released", &out->released, 0, false},
	};

	memset(out, 0, sizeof(*out));
	if (!places_read(inputs, places, sizeof(places) / sizeof(places[0])))
		return false;
	if (out->released > 0)
		return true;
	for (int i = 0; i < 8; i++) /* "eligible_fen" came later than the others */
		if (i != 1 && !places[i].seen)
			return false;
	out->first_in_category = first == 1;
	return day_parse(day, &out->paid_day);
}

void receipt_price(const struct plan *plan, const struct receipt *r, int64_t refunded_fen,
                   struct pricing *out)
{
	struct pricing_input in = {
		.paid_fen = r->paid_fen - refunded_fen,
		.eligible_fen = pricing_eligible_left(r->paid_fen, r->eligible_fen, refunded_fen),
		.paid_day = r->paid_day,
		.tier = r->tier,
		.category = r->category,
		.products = r->products,
		.partner = r->partner,
		.branch = r->branch,
		.first_in_category = r->first_in_category,
	};
	pricing_order(plan, &in, out);
}

int64_t receipt_earn_points(const struct plan *plan, const struct receipt *r,
                            struct pricing *lines)
{
	struct pricing own;
	if (!lines)
		lines = &own;
	if (r->released > 0) {
		memset(lines, 0, sizeof(*lines));
		return r->released;
	}
	receipt_price(plan, r, 0, lines);
	return lines->points - r->held;
}

int64_t receipt_reverse_points(const struct plan *plan, const struct receipt *r,
                               struct pricing *before, struct pricing *after)
{
	struct pricing was, is;
	receipt_price(plan, r, r->refunded_before, &was);
	receipt_price(plan, r, r->refunded_before + r->amount_fen, &is);
	if (before)
		*before = was;
	if (after)
		*after = is;
	return was.points - is.points - r->held - r->refused - r->expired;
}
