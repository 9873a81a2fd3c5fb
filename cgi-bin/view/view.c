#include "view/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "view/view_private.h"

struct page {
	char *name;
	CSPARSE *tree[LANG__MAX];
};

/* Words found before: a page asks for the same few again and again, and a walk
 * down the tree costs more than a comparison. */
#define FOUND 512
struct found {
	char key[60];
	const char *words;
};

struct view {
	char *dir;
	struct found *found[LANG__MAX]; /* FOUND each */
	HDF *site; /* only while parsing */
	HDF *lang[LANG__MAX];
	struct page *pages; /* the first two are head and foot */
	int n_pages;
	bool stale;         /* a constant is newer than the trees */
	enum lang parsing;  /* whose words load_template() writes in */
	bool plain;         /* as they stand, for plain text */
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

/* Templates and their includes lie below the view's directory. Own loader:
 * ClearSilver's search path stops at 256 bytes. */
static NEOERR *load_template(void *ctx, HDF *hdf, const char *name, char **contents)
{
	const struct view *view = ctx;
	char *path, *text;

	(void)hdf;
	path = talloc_asprintf(NULL, "%s/%s", view->dir, name);
	text = path ? view_file(path) : NULL;
	talloc_free(path);
	*contents = text ? view_fold(text, view->lang[view->parsing], view->plain) : NULL;
	free(text);
	if (!*contents)
		return nerr_raise(NERR_NOT_FOUND, "no template %s", name);
	return STATUS_OK;
}

static NEOERR *url_escape(const char *text, char **out)
{
	return nerr_pass(neos_url_escape(text, out, NULL));
}

static NEOERR *url_validate(const char *text, char **out)
{
	return nerr_pass(neos_url_validate(text, out));
}

static NEOERR *parse(struct view *view, const char *file, CSPARSE **out)
{
	char url_escape_name[] = "url_escape", url_validate_name[] = "url_validate";
	NEOERR *err;

	err = cs_init(out, view->site);
	if (err)
		return nerr_pass(err);
	cs_register_fileload(*out, view, load_template);
	err = cs_register_esc_strfunc(*out, url_escape_name, url_escape);
	if (!err)
		err = cs_register_esc_strfunc(*out, url_validate_name, url_validate);
	if (!err)
		err = cs_parse_file(*out, file);
	(*out)->hdf = NULL; /* the site tree does not outlive parsing */
	return nerr_pass(err);
}

/* Mails are plain text, where "&amp;" would be read as it stands. */
static bool is_plain_text(const char *page)
{
	const char *dot = strrchr(page, '.');

	return text_starts(page, "mail/") && !(dot && strcmp(dot, ".html") == 0);
}

static bool parse_page(struct view *view, const char *name, enum lang lang, CSPARSE **out)
{
	char *file = talloc_asprintf(NULL, "%s.cs", name);
	NEOERR *err;
	bool good;

	view->parsing = lang;
	view->plain = is_plain_text(name);
	hdf_destroy(&view->site);
	err = hdf_init(&view->site);
	if (!err)
		err = hdf_set_value(view->site, "Config.VarEscapeMode", view->plain ? "none" : "html");
	if (!err)
		err = parse(view, file, out);
	hdf_destroy(&view->site);
	good = view_good(err, "template_refused", name);
	talloc_free(file);
	return good;
}

/* Parses PAGE in all languages; the trees it had stay when that fails. */
static bool parse_languages(struct view *view, struct page *page)
{
	CSPARSE *fresh[LANG__MAX] = {0};
	bool good = true;

	for (int i = 0; i < LANG__MAX; i++)
		good = good && parse_page(view, page->name, (enum lang)i, &fresh[i]);
	for (int i = 0; i < LANG__MAX; i++) {
		cs_destroy(good ? &page->tree[i] : &fresh[i]);
		if (good)
			page->tree[i] = fresh[i];
	}
	return good;
}

static bool parse_all(struct view *view)
{
	bool good = true;

	for (int i = 0; i < view->n_pages; i++)
		good = parse_languages(view, &view->pages[i]) && good;
	view->stale = false;
	return good;
}

static struct page *find(const struct view *view, const char *name)
{
	for (int i = 0; i < view->n_pages; i++)
		if (strcmp(view->pages[i].name, name) == 0)
			return &view->pages[i];
	return NULL;
}

static void add_page(struct view *view, char *name)
{
	if (!find(view, name))
		view->pages[view->n_pages++].name = name;
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
	view->pages = talloc_zero_array(view, struct page, (size_t)n + 2);
	if (!view_languages(dir, view->lang))
		goto refuse;
	add_page(view, talloc_asprintf(view, "%shead", frame));
	add_page(view, talloc_asprintf(view, "%sfoot", frame));
	for (int i = 0; i < n; i++)
		if (pages[i])
			add_page(view, talloc_strdup(view, pages[i]));
	if (parse_all(view))
		return view;
refuse:
	view_close(view);
	return NULL;
}

void view_close(struct view *view)
{
	if (!view)
		return;
	for (int i = 0; i < view->n_pages; i++)
		for (int k = 0; k < LANG__MAX; k++)
			cs_destroy(&view->pages[i].tree[k]);
	for (int i = 0; i < LANG__MAX; i++)
		hdf_destroy(&view->lang[i]);
	hdf_destroy(&view->site);
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
		parse_all(view); /* what cannot be parsed any more is logged and stays as it was */
}

static bool render(struct view *view, const struct page *page, struct view_node *root,
                   struct buf *out)
{
	struct dataset *set = view_dataset(root);
	enum lang lang = set ? set->lang : LANG_ZH;
	CSPARSE *tree;
	bool good;

	view_settle(view);
	tree = page->tree[lang];
	tree->hdf = view_hdf(root);
	tree->global_hdf = view->lang[lang];
	good = view_good(cs_render(tree, out, out_text), "render_failed", page->name);
	tree->hdf = NULL;
	tree->global_hdf = NULL;
	return good;
}

bool view_render_bare(struct view *view, const char *name, struct view_node *root, struct buf *out)
{
	const struct page *page = find(view, name);

	if (!page) {
		log_event(LOG_ERROR, "template_unknown", "page=%s", name);
		return false;
	}
	return render(view, page, root, out);
}

bool view_render(struct view *view, const char *name, struct view_node *root, struct buf *out)
{
	if (!hdf_get_value(view_hdf(root), "Page.Name", NULL))
		view_str(root, "Page.Name", name);
	return render(view, &view->pages[0], root, out) && view_render_bare(view, name, root, out) &&
	       render(view, &view->pages[1], root, out);
}
