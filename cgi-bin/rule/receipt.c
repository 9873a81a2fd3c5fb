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

/* Copies the value of NAME from "name=value name=value" into OUT. */
static bool value_of(const char *inputs, const char *name, char *out, size_t size)
{
	size_t name_len = strlen(name);
	for (const char *p = strstr(inputs, name); p; p = strstr(p + 1, name)) {
		if ((p > inputs && p[-1] != ' ') || p[name_len] != '=')
			continue;
		const char *value = p + name_len + 1;
		size_t len = strcspn(value, " ");
		if (len >= size)
			return false;
		memcpy(out, value, len);
		out[len] = '\0';
		return true;
	}
	return false;
}

/* The number at NAME; 0 when there is none; false when it is no count. */
static bool number_of(const char *inputs, const char *name, int64_t *out)
{
	char text[32];
	*out = 0;
	return !value_of(inputs, name, text, sizeof(text)) || (int_parse(text, out) && *out >= 0);
}

bool receipt_parse(const char *inputs, struct receipt *out)
{
	char text[32];
	int64_t first = 0;
	memset(out, 0, sizeof(*out));
	if (!number_of(inputs, "released", &out->released))
		return false;
	if (out->released > 0)
		return true;
	if (!value_of(inputs, "paid_fen", text, sizeof(text)) ||
	    !value_of(inputs, "paid_day", text, sizeof(text)) || !day_parse(text, &out->paid_day))
		return false;
	if (!value_of(inputs, "tier", out->tier, sizeof(out->tier)) ||
	    !value_of(inputs, "category", out->category, sizeof(out->category)) ||
	    !value_of(inputs, "products", out->products, sizeof(out->products)) ||
	    !value_of(inputs, "partner", out->partner, sizeof(out->partner)) ||
	    !value_of(inputs, "branch", out->branch, sizeof(out->branch)))
		return false;
	if (!number_of(inputs, "paid_fen", &out->paid_fen) ||
	    !number_of(inputs, "eligible_fen", &out->eligible_fen) ||
	    !number_of(inputs, "first", &first) || !number_of(inputs, "held", &out->held) ||
	    !number_of(inputs, "refunded_before", &out->refunded_before) ||
	    !number_of(inputs, "amount_fen", &out->amount_fen) ||
	    !number_of(inputs, "refused", &out->refused) ||
	    !number_of(inputs, "expired", &out->expired))
		return false;
	out->first_in_category = first == 1;
	return true;
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
	struct pricing price;
	if (r->released > 0) {
		if (lines)
			memset(lines, 0, sizeof(*lines));
		return r->released;
	}
	receipt_price(plan, r, 0, &price);
	if (lines)
		*lines = price;
	return price.points - r->held;
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
