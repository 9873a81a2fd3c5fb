#include "page/gallery_parts.h"

#include <string.h>

#include "base/mem.h"
#include "page/account.h"

const char *gallery_phase_word(const struct gallery *gallery, int64_t now)
{
	switch (gallery_phase(&gallery->times, now)) {
	case GALLERY_SOON: return "soon";
	case GALLERY_ENTRIES: return "entries";
	case GALLERY_VOTES: return "votes";
	default: return "over";
	}
}

const char *gallery_event(const struct view_node *root, const char *name, const char *name_en)
{
	return view_lang(root) == LANG_EN && name_en[0] ? name_en : name;
}

void gallery_fill_entry(struct request *r, struct view_node *row,
                        const struct gallery_entry *entry)
{
	bool shown = strcmp(entry->state, "shown") == 0, waiting = strcmp(entry->state, "waiting") == 0;

	view_str(row, "Id", talloc_asprintf(r->mem, "%lld", (long long)entry->entry_no));
	view_str(row, "Title", entry->title);
	view_str(row, "Text", entry->text);
	view_points(row, "Votes", entry->votes);
	view_str(row, "State", view_words(row, talloc_asprintf(r->mem, "Lang.Gallery.State.%s",
	                                                       entry->state)));
	view_str(row, "Look", shown ? "good" : waiting ? "wait" : "quiet");
	view_str(row, "Width", talloc_asprintf(r->mem, "%lld", (long long)entry->width));
	view_str(row, "Height", talloc_asprintf(r->mem, "%lld", (long long)entry->height));
	view_instant(row, "Made", entry->made_at);
}

int gallery_show_picture(struct request *r, int64_t entry_no)
{
	struct picture_row picture;
	enum db got = gallery_picture(portal_of(r)->db, r->mem, entry_no, &picture);

	if (got != DB_OK)
		return got == DB_NONE ? 404 : account_unavailable(r);
	r->content_type = picture.type;
	respond_header(r, "Cache-Control", "private, max-age=3600");
	buf_add(&r->out, picture.bytes.data, picture.bytes.len);
	return 200;
}
