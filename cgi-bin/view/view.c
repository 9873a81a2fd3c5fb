#include "view/view.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "view/view_private.h"

/* Words found before: a page asks for the same few again and again, and a walk
 * down the tree costs more than a comparison. */
#define FOUND 512
struct found {
	char key[60];
	const char *words;
};

enum { HEAD, FOOT };

struct view {
	char *dir;
	struct found *found[LANG__MAX]; /* FOUND each */
	HDF *lang[LANG__MAX];
	struct trees *trees; /* the first two are HEAD and FOOT */
	bool stale;          /* a constant is newer than the trees */
};

/* One request at a time: normally a list of one. */
static struct dataset *live;

bool view_good(NEOERR *err, const char *event, const char *what)
{
	STRING text;
	char *s;

	if (err == STATUS_OK)
		return true;
	string_init(&text);
	nerr_error_string(err, &text);
	for (s = text.buf; s && *s; s++) /* the log takes values without blanks */
		if ((unsigned char)*s <= ' ' || *s == '"' || *s == '\\')
			*s = '_';
	log_event(LOG_ERROR, event, "what=%s reason=%s", what, text.buf ? text.buf : "unknown");
	string_clear(&text);
	nerr_ignore(&err); /* frees; nerr_log_error() does not */
	return false;
}

char *view_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	char *text = NULL;
	long size;

	if (!file)
		return NULL;
	if (fseek(file, 0, SEEK_END) == 0 && (size = ftell(file)) >= 0) {
		rewind(file);
		text = malloc((size_t)size + 1);
		if (text && fread(text, 1, (size_t)size, file) != (size_t)size) {
			free(text);
			text = NULL;
		}
		if (text)
			text[size] = '\0';
	}
	fclose(file);
	return text;
}

struct view *view_open(const char *dir, const char *const *pages, int n)
{
	return view_open_frame(dir, "", pages, n);
}

struct view *view_open_frame(const char *dir, const char *frame, const char *const *pages, int n)
{
	struct view *view = talloc_zero(NULL, struct view);

	view->dir = talloc_strdup(view, dir);
	for (int i = 0; i < LANG__MAX; i++)
		view->found[i] = talloc_zero_array(view, struct found, FOUND);
	view->trees = trees_open(view, view->dir, view->lang);
	if (!view_languages(dir, view->lang))
		goto refuse;
	trees_add(view->trees, talloc_asprintf(view, "%shead", frame));
	trees_add(view->trees, talloc_asprintf(view, "%sfoot", frame));
	for (int i = 0; i < n; i++)
		if (pages[i])
			trees_add(view->trees, pages[i]);
	if (trees_check(view->trees)) {
		malloc_trim(0); /* what the check needed goes back */
		return view;
	}
refuse:
	view_close(view);
	return NULL;
}

void view_close(struct view *view)
{
	if (!view)
		return;
	trees_forget(view->trees);
	for (int i = 0; i < LANG__MAX; i++)
		hdf_destroy(&view->lang[i]);
	talloc_free(view);
}

struct view_node *view_begin(struct view *view, enum lang lang)
{
	struct dataset *set = talloc_zero(NULL, struct dataset);

	if (!view_good(hdf_init(&set->root), "view_begin_failed", "root"))
		abort(); /* out of memory */
	view_good(hdf_set_value(set->root, "Config.VarEscapeMode", "html"), "view_begin_failed", "mode");
	set->view = view;
	set->lang = lang;
	set->next = live;
	live = set;
	return (struct view_node *)set->root;
}

void view_end(struct view *view, struct view_node *root)
{
	struct dataset **at = &live, *set;

	(void)view;
	while (*at && (struct view_node *)(*at)->root != root)
		at = &(*at)->next;
	set = *at;
	if (!set)
		return;
	*at = set->next;
	hdf_destroy(&set->root);
	talloc_free(set);
}

HDF *view_hdf(const struct view_node *node)
{
	return (HDF *)(uintptr_t)node;
}

struct dataset *view_dataset(const struct view_node *node)
{
	const HDF *hdf = view_hdf(node);
	struct dataset *set = live;

	while (set && set->root != hdf && set->root != hdf->top)
		set = set->next;
	return set;
}

/* Where KEY may be remembered: keys are mostly literals, so the address says
 * enough to spread them; the text decides. */
static struct found *found_of(const struct view *view, enum lang lang, const char *key)
{
	uintptr_t at = (uintptr_t)key;

	return &view->found[lang][(at ^ at >> 9) % FOUND];
}

const char *view_key(const struct view *view, enum lang lang, const char *key)
{
	struct found *found = found_of(view, lang, key);

	if (strcmp(found->key, key) == 0)
		return found->words;
	if (snprintf(found->key, sizeof found->key, "%s", key) >= (int)sizeof found->key)
		found->key[0] = '\0'; /* too long to be remembered: found anew each time */
	found->words = hdf_get_value(view->lang[lang], key, NULL);
	return found->words;
}

void view_constant(struct view *view, const char *name, const char *text)
{
	for (int i = 0; i < LANG__MAX; i++) {
		view_good(hdf_set_value(view->lang[i], name, text), "view_value_failed", name);
		memset(view->found[i], 0, FOUND * sizeof *view->found[i]);
	}
	view->stale = true;
}

static NEOERR *out_text(void *ctx, char *text)
{
	buf_str(ctx, text);
	return STATUS_OK;
}

void view_settle(struct view *view)
{
	if (view->stale)
		trees_forget(view->trees);
	view->stale = false;
}

static bool render(struct view *view, int page, struct view_node *root, struct buf *out)
{
	struct dataset *set = view_dataset(root);
	enum lang lang = set ? set->lang : LANG_ZH;
	CSPARSE *tree;
	bool good;

	view_settle(view);
	tree = trees_get(view->trees, page, lang);
	if (!tree)
		return false;
	tree->hdf = view_hdf(root);
	tree->global_hdf = view->lang[lang];
	good = view_good(cs_render(tree, out, out_text), "render_failed",
	                 trees_name(view->trees, page));
	tree->hdf = NULL;
	tree->global_hdf = NULL;
	return good;
}

bool view_render_bare(struct view *view, const char *name, struct view_node *root, struct buf *out)
{
	int page = trees_find(view->trees, name);

	if (page < 0) {
		log_event(LOG_ERROR, "template_unknown", "page=%s", name);
		return false;
	}
	return render(view, page, root, out);
}

bool view_render(struct view *view, const char *name, struct view_node *root, struct buf *out)
{
	if (!hdf_get_value(view_hdf(root), "Page.Name", NULL))
		view_str(root, "Page.Name", name);
	return render(view, HEAD, root, out) && view_render_bare(view, name, root, out) &&
	       render(view, FOOT, root, out);
}
