/* What the pages of galleries share, the members' and the staff's. */
#ifndef PAGE_GALLERY_PARTS_H
#define PAGE_GALLERY_PARTS_H

#include "page/portal.h"
#include "store/gallery.h"

/* "Lang.Gallery.Phase.WORD" of the gallery now. */
const char *gallery_phase_word(const struct gallery *gallery, int64_t now);
/* The event's name in the page's language. */
const char *gallery_event(const struct view_node *root, const char *name, const char *name_en);
/* ROW of a list: Id Title Text Votes State Look Width Height Made. */
void gallery_fill_entry(struct request *r, struct view_node *row,
                        const struct gallery_entry *entry);
/* Answers with the entry's picture, for its eyes only. */
int gallery_show_picture(struct request *r, int64_t entry_no);

#endif
