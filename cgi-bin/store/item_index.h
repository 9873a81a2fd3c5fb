/* The catalogue as members leaf through it. Which items match and in what order
 * is found in the program's own memory, so that a page costs the same whatever
 * the catalogue's size; what is shown of them is read fresh from the database. */
#ifndef STORE_ITEM_INDEX_H
#define STORE_ITEM_INDEX_H

#include "store/item.h"

/* A page of what is live, as item_list() makes it, but what is sold out comes
 * last whatever the order. An edit of the catalogue is seen at once; that an
 * item has sold out (or is back) moves it within ITEM_INDEX_S seconds, and
 * shows at once. filter.drafts is not for members: it is ignored. */
enum db item_index_list(struct database *db, void *mem, const struct plan *plan,
                        const struct item_filter *filter, struct item_page *out)
	__attribute__((warn_unused_result));

#define ITEM_INDEX_S 15

#endif
