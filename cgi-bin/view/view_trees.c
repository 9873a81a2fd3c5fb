/* Templates and their parse trees. A tree weighs 70 kB and there are two a page, so a
 * worker keeps those it used last; the texts, read once when the program opens, are
 * small and stay: what is rendered never depends on what has become of the files. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "view/view_private.h"

/* Trees kept at the most: a member's daily pages in two languages, three times over. */
#define KEPT 40

struct source {
	char *name, *text;
};

struct page {
	char *name;
	CSPARSE *tree[LANG__MAX];
	int64_t used[LANG__MAX]; /* when last, by the count of uses */
};

struct trees {
	const char *dir;
	HDF **lang; /* words of each language; the view's */
	HDF *site;  /* only while parsing */
	struct source *sources;
	struct page *pages;
	int n_sources, n_pages, n_kept;
	int64_t uses;
	enum lang parsing; /* whose words load() writes in */
	bool plain;        /* as they stand, for plain text */
};

struct trees *trees_open(void *mem, const char *dir, HDF **lang)
{
	struct trees *trees = talloc_zero(mem, struct trees);

	trees->dir = dir;
	trees->lang = lang;
	return trees;
}

int trees_find(const struct trees *trees, const char *name)
{
	for (int i = 0; i < trees->n_pages; i++)
		if (strcmp(trees->pages[i].name, name) == 0)
			return i;
	return -1;
}

void trees_add(struct trees *trees, const char *name)
{
	if (trees_find(trees, name) >= 0)
		return;
	trees->pages = talloc_realloc(trees, trees->pages, struct page, (unsigned)trees->n_pages + 1);
	trees->pages[trees->n_pages] = (struct page){.name = talloc_strdup(trees, name)};
	trees->n_pages++;
}

const char *trees_name(const struct trees *trees, int page)
{
	return trees->pages[page].name;
}

/* The text of the file NAME, read when first asked for; NULL: there is none. */
static const char *text_of(struct trees *trees, const char *name)
{
	char *path, *text;

	for (int i = 0; i < trees->n_sources; i++)
		if (strcmp(trees->sources[i].name, name) == 0)
			return trees->sources[i].text;
	path = talloc_asprintf(NULL, "%s/%s", trees->dir, name);
	text = view_file(path);
	talloc_free(path);
	if (!text)
		return NULL;
	trees->sources = talloc_realloc(trees, trees->sources, struct source,
	                                (unsigned)trees->n_sources + 1);
	trees->sources[trees->n_sources] = (struct source){.name = talloc_strdup(trees, name),
	                                                   .text = talloc_strdup(trees, text)};
	free(text);
	return trees->sources[trees->n_sources++].text;
}

/* Templates and their includes lie below the view's directory. Own loader:
 * ClearSilver's search path stops at 256 bytes. */
static NEOERR *load(void *ctx, HDF *hdf, const char *name, char **contents)
{
	struct trees *trees = ctx;
	const char *text = text_of(trees, name);

	(void)hdf;
	*contents = text ? view_fold(text, trees->lang[trees->parsing], trees->plain) : NULL;
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

static NEOERR *parse(struct trees *trees, const char *file, CSPARSE **out)
{
	char url_escape_name[] = "url_escape", url_validate_name[] = "url_validate";
	NEOERR *err;

	err = cs_init(out, trees->site);
	if (err)
		return nerr_pass(err);
	cs_register_fileload(*out, trees, load);
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

/* The tree of a page called NAME, the caller's; NULL (logged): it cannot be parsed. */
static CSPARSE *grow(struct trees *trees, const char *name, enum lang lang)
{
	char *file = talloc_asprintf(NULL, "%s.cs", name);
	CSPARSE *tree = NULL;
	NEOERR *err;

	trees->parsing = lang;
	trees->plain = is_plain_text(name);
	err = hdf_init(&trees->site);
	if (!err)
		err = hdf_set_value(trees->site, "Config.VarEscapeMode", trees->plain ? "none" : "html");
	if (!err)
		err = parse(trees, file, &tree);
	hdf_destroy(&trees->site);
	if (!view_good(err, "template_refused", name))
		cs_destroy(&tree);
	talloc_free(file);
	return tree;
}

bool trees_check(struct trees *trees)
{
	bool good = true;

	for (int i = 0; i < trees->n_pages; i++)
		for (int lang = 0; lang < LANG__MAX; lang++) {
			CSPARSE *tree = grow(trees, trees->pages[i].name, (enum lang)lang);

			good = good && tree;
			cs_destroy(&tree);
		}
	return good;
}

/* Lets the tree go that was not used for longest. */
static void make_room(struct trees *trees)
{
	struct page *oldest = NULL;
	int of = 0;

	for (int i = 0; i < trees->n_pages; i++)
		for (int lang = 0; lang < LANG__MAX; lang++) {
			struct page *page = &trees->pages[i];

			if (page->tree[lang] && (!oldest || page->used[lang] < oldest->used[of])) {
				oldest = page;
				of = lang;
			}
		}
	if (!oldest)
		return;
	cs_destroy(&oldest->tree[of]);
	trees->n_kept--;
}

CSPARSE *trees_get(struct trees *trees, int at, enum lang lang)
{
	struct page *page = &trees->pages[at];

	if (!page->tree[lang]) {
		if (trees->n_kept >= KEPT)
			make_room(trees);
		page->tree[lang] = grow(trees, page->name, lang);
		trees->n_kept += page->tree[lang] != NULL;
	}
	page->used[lang] = ++trees->uses;
	return page->tree[lang];
}

void trees_forget(struct trees *trees)
{
	for (int i = 0; i < trees->n_pages; i++)
		for (int lang = 0; lang < LANG__MAX; lang++)
			cs_destroy(&trees->pages[i].tree[lang]);
	trees->n_kept = 0;
}
