/* The words: templates/lang/CODE/NAME.hdf, all files of a language in one
 * tree, both languages with the same keys. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "view/view_private.h"

static const char *const codes[LANG__MAX] = {[LANG_ZH] = "zh-CN", [LANG_EN] = "en"};

static int is_hdf(const struct dirent *entry)
{
	size_t len = strlen(entry->d_name);

	return entry->d_name[0] != '.' && len > 4 && strcmp(entry->d_name + len - 4, ".hdf") == 0;
}

static bool read_file(HDF *tree, const char *path)
{
	char *text = view_file(path);
	bool good;

	if (!text) {
		log_event(LOG_ERROR, "language_unreadable", "file=%s", path);
		return false;
	}
	good = view_good(hdf_read_string(tree, text), "language_broken", path);
	free(text);
	return good;
}

static bool read_language(HDF *tree, const char *dir, const char *code)
{
	char *folder = talloc_asprintf(NULL, "%s/lang/%s", dir, code);
	struct dirent **names = NULL;
	int n = scandir(folder, &names, is_hdf, alphasort);
	bool good = n > 0;

	if (!good)
		log_event(LOG_ERROR, "language_missing", "folder=%s", folder);
	for (int i = 0; i < n; i++) {
		char *path = talloc_asprintf(folder, "%s/%s", folder, names[i]->d_name);

		good = good && read_file(tree, path);
		free(names[i]);
	}
	free(names);
	talloc_free(folder);
	return good;
}

/* Every key of ONE must stand in OTHER. All gaps are logged, not only the
 * first: whoever translates wants the whole list. */
static bool compare(HDF *one, HDF *other, const char *prefix, const char *lacking)
{
	bool good = true;

	for (HDF *node = hdf_obj_child(one); node; node = hdf_obj_next(node)) {
		char *name = talloc_asprintf(NULL, "%s%s%s", prefix, *prefix ? "." : "", hdf_obj_name(node));

		if (hdf_obj_value(node) && !hdf_get_value(other, name, NULL)) {
			log_event(LOG_ERROR, "language_key_missing", "key=%s language=%s", name, lacking);
			good = false;
		}
		good = compare(node, other, name, lacking) && good;
		talloc_free(name);
	}
	return good;
}

bool view_languages(const char *dir, HDF *lang[LANG__MAX])
{
	bool good = true;

	for (int i = 0; i < LANG__MAX; i++)
		if (!view_good(hdf_init(&lang[i]), "language_failed", codes[i]) ||
		    !read_language(lang[i], dir, codes[i]))
			return false;
	good = compare(lang[LANG_ZH], lang[LANG_EN], "", codes[LANG_EN]) && good;
	good = compare(lang[LANG_EN], lang[LANG_ZH], "", codes[LANG_ZH]) && good;
	return good;
}
