#include "store/item_index.h"

enum db item_index_list(struct database *db, void *mem, const struct plan *plan,
                        const struct item_filter *filter, struct item_page *out)
{
	return item_list(db, mem, plan, filter, out);
}
