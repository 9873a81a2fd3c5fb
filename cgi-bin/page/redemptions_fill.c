/* One redemption in words. */
#include <string.h>

#include "base/mem.h"
#include "page/coupon_words.h"
#include "page/movement.h"
#include "page/redemptions.h"

static bool is_ended(const struct redemption *r)
{
	return r->state == REDEMPTION_REJECTED || r->state == REDEMPTION_CANCELLED;
}

bool redeemed_cancels(const struct redeemed *r)
{
	if (r->row.state == REDEMPTION_PLACED || r->row.state == REDEMPTION_APPROVED)
		return r->row.miles_batch == 0; /* the airline has it */
	if (r->row.state != REDEMPTION_ISSUED || r->row.category != ITEM_COUPON)
		return false;
	for (int i = 0; i < r->n_coupons; i++)
		if (coupon_state_on(&r->coupons[i], r->today) != COUPON_STATE_ISSUED)
			return false;
	return true;
}

bool redeemed_confirms(const struct redeemed *r)
{
	return r->row.state == REDEMPTION_SHIPPED ||
	       (r->row.state == REDEMPTION_ISSUED && !item_is_instant(r->row.category));
}

static bool is_used(const struct redeemed *r)
{
	for (int i = 0; i < r->n_coupons; i++)
		if (r->coupons[i].state == COUPON_STATE_USED)
			return true;
	return false;
}

/* Nobody is asked about something they cannot have tried yet. */
bool redeemed_rates(const struct redeemed *r)
{
	const struct redemption *row = &r->row;
	int64_t last = row->done_at != INSTANT_NONE ? row->done_at : row->shipped_at;

	if (row->category == ITEM_DONATION || is_ended(row) || last == INSTANT_NONE)
		return false;
	if (row->category == ITEM_COUPON && !is_used(r))
		return false;
	if (item_is_instant(row->category) && r->today == day_of(last))
		return false;
	return r->today <= day_of(last) + RATE_DAYS;
}

static const char *name_of(struct view_node *node, const struct redemption *r)
{
	return view_lang(node) == LANG_EN && r->name_en[0] ? r->name_en : r->name;
}

/* The state in a word or two. What staff look at first says so. */
static const char *state_key(const struct redemption *r)
{
	switch (r->state) {
	case REDEMPTION_PLACED:
		return r->held_reason[0] ? "Lang.Redemptions.Held" : "Lang.Redemptions.Placed";
	case REDEMPTION_APPROVED: return "Lang.Redemptions.Approved";
	case REDEMPTION_SHIPPED: return "Lang.Redemptions.Shipped";
	case REDEMPTION_ISSUED:
		return item_is_instant(r->category) ? "Lang.Redemptions.Given" : "Lang.Redemptions.Issued";
	case REDEMPTION_DONE:
		return r->category == ITEM_DONATION ? "Lang.Redemptions.Donated" : "Lang.Redemptions.Done";
	case REDEMPTION_REJECTED: return "Lang.Redemptions.Rejected";
	default: return "Lang.Redemptions.Cancelled";
	}
}

static const char *look_of(const struct redemption *r)
{
	if (is_ended(r))
		return "bad";
	return r->state >= REDEMPTION_SHIPPED ? "good" : "wait";
}

/* What a list says below the name: where it is. */
static void fill_note(struct view_node *row, void *mem, const struct redemption *r, int32_t today)
{
	const char *promised = movement_day(mem, view_lang(row), r->promised_on, today);

	if (is_ended(r))
		view_str(row, "Note", r->reason[0] ? r->reason : NULL);
	else if (r->state == REDEMPTION_PLACED || r->state == REDEMPTION_APPROVED)
		view_sentence(row, "Note", r->category == ITEM_GOODS ? "Lang.Redemptions.ShipBy"
		                                                     : "Lang.Redemptions.ReadyBy",
		              promised, NULL);
	else if (r->state == REDEMPTION_SHIPPED && r->tracking_no[0])
		view_sentence(row, "Note", "Lang.Redemptions.Parcel", r->carrier, r->tracking_no, NULL);
}

void redemption_fill_row(struct view_node *row, void *mem, const struct redemption *r,
                         int32_t today)
{
	char quantity[INT_TEXT];

	view_str(row, "No", r->redemption_no);
	view_str(row, "Name", name_of(row, r));
	if (r->quantity > 1)
		view_str(row, "Quantity", int_text(quantity, r->quantity));
	view_points(row, "Points", r->cost_points);
	view_str(row, "State", view_words(row, state_key(r)));
	view_str(row, "Look", look_of(r));
	view_flag(row, "Quiet", is_ended(r));
	movement_set_day(row, mem, "Date", day_of(r->placed_at), today);
	fill_note(row, mem, r, today);
}

void redemption_fill_spent(struct view_node *row, const struct redeemed *d)
{
	bool used = is_used(d);

	if (d->row.state != REDEMPTION_ISSUED || d->n_coupons == 0)
		return;
	for (int i = 0; i < d->n_coupons; i++)
		if (coupon_state_on(&d->coupons[i], d->today) == COUPON_STATE_ISSUED)
			return;
	view_str(row, "State", view_words(row, used ? "Lang.Redemptions.Used" : "Lang.Redemptions.Over"));
	view_str(row, "Look", used ? "good" : "wait");
}

static void add_step(struct view_node *one, void *mem, int *n, const char *key, int64_t at,
                     int32_t today)
{
	struct view_node *row = view_row(one, "Steps", (*n)++);

	view_str(row, "Text", view_words(one, key));
	if (at == INSTANT_NONE)
		return;
	view_flag(row, "Done", true);
	movement_set_day(row, mem, "Date", day_of(at), today);
}

/* The stops of its way, filled as far as it has come. */
static void fill_steps(struct view_node *one, void *mem, const struct redemption *r, int32_t today)
{
	bool instant = item_is_instant(r->category);
	int64_t approved = r->approved_at != INSTANT_NONE ? r->approved_at : r->shipped_at;
	int64_t given = r->shipped_at != INSTANT_NONE ? r->shipped_at : r->done_at;
	int n = 0;

	add_step(one, mem, &n, "Lang.Redemptions.StepPlaced", r->placed_at, today);
	if (is_ended(r)) {
		add_step(one, mem, &n, state_key(r), r->ended_at, today);
		return;
	}
	if (instant) {
		add_step(one, mem, &n, r->category == ITEM_DONATION ? "Lang.Redemptions.StepDonated"
		                                                    : "Lang.Redemptions.StepGiven",
		         given, today);
		return;
	}
	add_step(one, mem, &n, "Lang.Redemptions.StepApproved", approved, today);
	add_step(one, mem, &n, r->category == ITEM_GOODS ? "Lang.Redemptions.StepShipped"
	                                                 : "Lang.Redemptions.StepIssued",
	         r->shipped_at, today);
	add_step(one, mem, &n, r->category == ITEM_GOODS ? "Lang.Redemptions.StepReceived"
	                                                 : "Lang.Redemptions.StepDone",
	         r->done_at, today);
}

/* The key of what happens next. */
static const char *next_key(const struct redeemed *d)
{
	const struct redemption *r = &d->row;

	switch (r->state) {
	case REDEMPTION_PLACED:
		if (r->held_reason[0])
			return "Lang.Redemptions.NextHeld";
		return r->category == ITEM_GOODS ? "Lang.Redemptions.NextShip"
		                                 : "Lang.Redemptions.NextReady";
	case REDEMPTION_APPROVED:
		return r->category == ITEM_GOODS ? "Lang.Redemptions.NextShip"
		                                 : "Lang.Redemptions.NextReady";
	case REDEMPTION_SHIPPED: return "Lang.Redemptions.NextParcel";
	case REDEMPTION_ISSUED:
		if (d->n_coupons > 0 &&
		    coupon_state_on(&d->coupons[0], d->today) != COUPON_STATE_ISSUED)
			return d->coupons[0].state == COUPON_STATE_USED ? "Lang.Redemptions.NextUsed"
			                                                : "Lang.Redemptions.NextOver";
		if (d->n_coupons > 0)
			return d->coupons[0].kind == COUPON_KIND_VOUCHER ? "Lang.Redemptions.NextVoucher"
			                                                  : "Lang.Redemptions.NextCoupon";
		return "Lang.Redemptions.NextIssued";
	case REDEMPTION_DONE:
		return r->category == ITEM_DONATION ? "Lang.Redemptions.NextDonated"
		                                    : "Lang.Redemptions.NextDone";
	default:
		if (strcmp(r->ended_by, "company") == 0)
			return "Lang.Redemptions.NextCompany";
		return "Lang.Redemptions.NextBack";
	}
}

static void fill_delivery(struct view_node *one, const struct redemption *r, bool mine)
{
	view_str(one, "Supplier", r->supplier[0] ? r->supplier : NULL);
	view_str(one, "Carrier", r->carrier[0] ? r->carrier : NULL);
	view_str(one, "Tracking", r->tracking_no[0] ? r->tracking_no : NULL);
	view_day(one, "Departs", r->departs_on);
	if (!mine) {
		view_flag(one, "Elsewhere", r->address[0] != '\0');
		return;
	}
	view_str(one, "Recipient", r->recipient[0] ? r->recipient : NULL);
	view_str(one, "Phone", r->phone[0] ? r->phone : NULL);
	view_str(one, "Address", r->address[0] ? r->address : NULL);
	view_str(one, "Travellers", r->travellers[0] ? r->travellers : NULL);
	view_str(one, "Flyer", r->flyer_no[0] ? r->flyer_no : NULL);
}

static void fill_rating(struct view_node *root, const struct redeemed *d)
{
	char score[INT_TEXT];

	if (d->row.score > 0) {
		view_sentence(root, "Rated", "Lang.Redemptions.Rated", int_text(score, d->row.score), NULL);
		view_str(root, "RatedText", d->row.feedback[0] ? d->row.feedback : NULL);
	}
	if (!redeemed_rates(d))
		return;
	view_flag(root, "MayRate", true);
	for (int i = 5; i >= 1; i--) {
		struct view_node *row = view_row(root, "Scores", 5 - i);
		static const char *const keys[] = {"", "Lang.Redemptions.Score1", "Lang.Redemptions.Score2",
		                                   "Lang.Redemptions.Score3", "Lang.Redemptions.Score4",
		                                   "Lang.Redemptions.Score5"};

		view_str(row, "Value", int_text(score, i));
		view_str(row, "Text", view_words(root, keys[i]));
	}
}

void redemption_fill(struct view_node *root, void *mem, const struct plan *plan,
                     const struct redeemed *d, bool mine)
{
	struct view_node *one = view_node(root, "One");
	const struct redemption *r = &d->row;

	redemption_fill_row(one, mem, r, d->today);
	redemption_fill_spent(one, d);
	view_str(one, "Item", r->item);
	view_instant(one, "PlacedAt", r->placed_at);
	if (r->desk)
		view_sentence(one, "Via", "Lang.Redemptions.ViaDesk", r->clerk, NULL);
	fill_steps(one, mem, r, d->today);
	view_sentence(one, "Next", next_key(d), movement_day(mem, view_lang(root), r->promised_on, d->today),
	              text_points(mem, r->cost_points), NULL);
	view_str(one, "Reason", is_ended(r) && r->reason[0] ? r->reason : NULL);
	view_flag(one, "Late", r->promised_on < d->today && (r->state == REDEMPTION_PLACED ||
	                                                     r->state == REDEMPTION_APPROVED));
	fill_delivery(one, r, mine);
	for (int i = 0; i < d->n_coupons; i++)
		coupon_fill(view_row(root, "Coupons", i), mem, plan, &d->coupons[i], d->today);
	view_flag(root, "MayCancel", redeemed_cancels(d));
	view_flag(root, "MayConfirm", redeemed_confirms(d));
	fill_rating(root, d);
}
