/* Shared by the files of view/: the handles behind view.h. */
#ifndef VIEW_VIEW_PRIVATE_H
#define VIEW_VIEW_PRIVATE_H

#include <ClearSilver.h>

#include "view/view.h"

/* A request's data set. A struct view_node * is the HDF node itself; its
 * language and view are found through the top of its tree. */
struct dataset {
	HDF *root;
	struct view *view;
	enum lang lang;
	struct dataset *next;
};

/* The live data set NODE belongs to, or NULL. */
struct dataset *view_dataset(const struct view_node *node);
/* The words at KEY in LANG's tree, or NULL. */
const char *view_key(const struct view *view, enum lang lang, const char *key);
/* The HDF node behind NODE. */
HDF *view_hdf(const struct view_node *node);
/* Logs and frees ERR (NULL is fine); true when there was none. EVENT names
 * what failed, WHAT the page or value it failed on. */
bool view_good(NEOERR *err, const char *event, const char *what);
/* Reads DIR's language files into one tree a language and compares their
 * keys. False (logged): unreadable, broken, or a key one language lacks. */
bool view_languages(const char *dir, HDF *lang[LANG__MAX]);
/* TEMPLATE's text with each plain "var:NAME" written out that WORDS has a value
 * for, HTML-escaped unless PLAIN; malloc'd. NULL (logged) when memory is gone. */
char *view_fold(const char *template, HDF *words, bool plain);
/* The templates of a view, below its directory DIR, with the words of LANG[LANG__MAX];
 * both are the view's. On MEM; trees_forget() before it is freed. */
struct trees;
struct trees *trees_open(void *mem, const char *dir, HDF **lang);
/* Adds the page called NAME, once. */
void trees_add(struct trees *trees, const char *name);
/* Parses every page in every language and lets it go again: the texts are kept. False
 * (logged): one is missing or broken. */
bool trees_check(struct trees *trees);
/* The place of the page called NAME; -1: there is none. And the name at a place. */
int trees_find(const struct trees *trees, const char *name);
const char *trees_name(const struct trees *trees, int page);
/* The parse tree of a page, borrowed until the next call. NULL (logged): memory is gone. */
CSPARSE *trees_get(struct trees *trees, int page, enum lang lang);
/* Lets all trees go: words or constants have changed. */
void trees_forget(struct trees *trees);
/* A whole file as a malloc'd string; NULL when it cannot be read. */
char *view_file(const char *path);

#endif
