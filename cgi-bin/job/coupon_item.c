#include "job/coupon_item.h"

#include "store/item.h"

static enum db add(struct database *db, void *arg)
{
	static const struct item coupon = { .item = ITEM_OF_PLAN, .category = ITEM_COUPON,
		.state = ITEM_LIVE,
		.name = "旅行抵用券", .name_en = "Travel coupon",
		.text = "订行程时抵现金：报券码，或者出示二维码。一次换几份，就合成一张券，金额加在一起。",
		.text_en = "Money off a trip: say the code when you book, or show the QR code. Several at "
		           "once become one coupon of their sum.",
		.returns = "没用过的券可以取消，积分退回原来的批次。",
		.returns_en = "An unused coupon can be cancelled; its points return to where they came from.",
		.min_tier = "", .early_tier = "", .campaign = "", .supplier = "", .coupon_categories = "",
		.tags = "", .art = "", .cut_points = -1, .cut_from = DAY_NONE, .cut_until = DAY_NONE,
		.per_order = -1, .per_member = -1, .year_value_fen = -1, .open_from = INSTANT_NONE,
		.open_until = INSTANT_NONE, .promised_days = 0, .low_stock = 0, .version = 1 };
	struct item item = coupon;

	(void)arg;
	item.created_at = clock_now();
	return item_add(db, &item, -1);
}

enum db coupon_item_add(struct database *db)
{
	enum db got = db_transact(db, add, NULL);

	return got == DB_DUP ? DB_OK : got;
}
