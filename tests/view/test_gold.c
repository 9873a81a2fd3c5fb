/* Golden pages: tests/gold/NAME.fix (lines "name=value"; page= and lang= say
 * what is rendered) must give tests/gold/NAME.html byte for byte. With
 * GOLD=write in the environment the .html files are written anew. Values all
 * pages share stand in tests/gold/shell.values. */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/log.h"
#include "base/mem.h"
#include "view/view.h"

#define SHELL "tests/gold/shell.values"
#define LINE_MAX_BYTES 16384

struct fixture {
	char page[64];
	enum lang lang;
};

/* Reads PATH's lines: page= and lang= into F, the rest into ROOT (may be NULL). */
static void read_values(const char *path, struct fixture *f, struct view_node *root)
{
	static char line[LINE_MAX_BYTES];
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	while (fgets(line, sizeof line, file)) {
		char *value = strchr(line, '=');

		line[strcspn(line, "\n")] = '\0';
		if (!value || line[0] == '#')
			continue;
		*value++ = '\0';
		if (strcmp(line, "page") == 0)
			snprintf(f->page, sizeof f->page, "%s", value);
		else if (strcmp(line, "lang") == 0)
			f->lang = strcmp(value, "en") == 0 ? LANG_EN : LANG_ZH;
		else if (root)
			view_str(root, line, value);
	}
	fclose(file);
}

static char *read_whole(void *mem, const char *path)
{
	static char text[1 << 20];
	FILE *file = fopen(path, "rb");
	size_t n = file ? fread(text, 1, sizeof text - 1, file) : 0;

	if (file)
		fclose(file);
	text[n] = '\0';
	return talloc_strdup(mem, text);
}

static void write_whole(const char *path, const char *text)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void test_fixture(void **state)
{
	const char *fix = *state, *pages[1];
	void *mem = talloc_new(NULL);
	struct fixture f = {.lang = LANG_ZH};
	struct view_node *root;
	struct view *view;
	struct buf out;
	char *path;

	read_values(fix, &f, NULL);
	pages[0] = f.page;
	view = view_open("templates", pages, 1);
	assert_non_null(view);
	root = view_begin(view, f.lang);
	read_values(SHELL, &f, root);
	read_values(fix, &f, root);
	buf_init(&out, mem);
	assert_true(view_render(view, f.page, root, &out));
	path = talloc_asprintf(mem, "%.*s.html", (int)(strlen(fix) - 4), fix);
	if (getenv("GOLD") && strcmp(getenv("GOLD"), "write") == 0)
		write_whole(path, out.data);
	assert_string_equal(out.data, read_whole(mem, path));
	view_end(view, root);
	view_close(view);
	talloc_free(mem);
}

int main(void)
{
	struct CMUnitTest *tests;
	glob_t found;
	int failed;

	log_open("test", LOG_WARN);
	if (glob("tests/gold/*.fix", 0, NULL, &found) != 0)
		return 1;
	tests = calloc(found.gl_pathc, sizeof *tests);
	for (size_t i = 0; i < found.gl_pathc; i++)
		tests[i] = (struct CMUnitTest){
			.name = found.gl_pathv[i], .test_func = test_fixture, .initial_state = found.gl_pathv[i]};
	failed = _cmocka_run_group_tests("gold", tests, found.gl_pathc, NULL, NULL);
	free(tests);
	globfree(&found);
	return failed;
}
