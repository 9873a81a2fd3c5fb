#include "page/item_art.h"

#include <stddef.h>
#include <string.h>

const char *const item_arts[] = {
	"backpack", "bed",      "bell",     "boat",  "book",   "bottle",   "camera",
	"car",      "compass",  "cup",      "gift",  "headphones", "heart", "lantern",
	"map",      "mountains", "pagoda",  "phone", "pillow", "plane",    "plug",
	"sprout",   "suitcase", "tea",      "ticket", "train", "umbrella", NULL};

const char *item_art(enum item_category category, const char *art)
{
	static const char *const usual[ITEM_CATEGORY__MAX] = {
		[ITEM_GOODS] = "suitcase", [ITEM_VIRTUAL] = "phone",   [ITEM_SERVICE] = "bell",
		[ITEM_TRIP] = "mountains", [ITEM_COUPON] = "ticket",   [ITEM_VOUCHER] = "cup",
		[ITEM_MILES] = "plane",    [ITEM_DONATION] = "sprout",
	};

	for (int i = 0; art && item_arts[i] != NULL; i++)
		if (strcmp(item_arts[i], art) == 0)
			return item_arts[i];
	return category > 0 && category < ITEM_CATEGORY__MAX ? usual[category] : "gift";
}
