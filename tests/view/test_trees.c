/* Of many pages few trees are kept, and all are rendered from the texts as they were
 * when the view was opened. */
#include <malloc.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/log.h"
#include "base/mem.h"
#include "view/view.h"

enum { PAGES = 60, LONG = 20000 };

static char dir[] = "/tmp/jifen-trees-XXXXXX";

static char *path_of(const char *name)
{
	return talloc_asprintf(NULL, "%s/%s", dir, name);
}

static void put(const char *name, const char *text)
{
	char *path = path_of(name);
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
	talloc_free(path);
}

static void folder(const char *name)
{
	char *path = path_of(name);

	assert_int_equal(mkdir(path, 0700), 0);
	talloc_free(path);
}

static void drop(const char *name)
{
	char *path = path_of(name);

	assert_int_equal(remove(path), 0);
	talloc_free(path);
}

static void write_pages(char names[PAGES][16])
{
	static char body[LONG + 64];

	assert_non_null(mkdtemp(dir));
	folder("lang");
	folder("lang/zh-CN");
	folder("lang/en");
	put("head.cs", "[");
	put("foot.cs", "]");
	put("lang/zh-CN/a.hdf", "Lang.Code = zh-CN\n");
	put("lang/en/a.hdf", "Lang.Code = en\n");
	for (int i = 0; i < PAGES; i++) {
		memset(body, '-', LONG);
		snprintf(body + LONG, 64, "<?cs var:Lang.Code ?>,%d,<?cs var:X ?>", i);
		snprintf(names[i], sizeof names[i], "many%d.cs", i);
		put(names[i], body);
	}
}

static void drop_all(char names[PAGES][16])
{
	for (int i = 0; i < PAGES; i++)
		drop(names[i]);
	drop("head.cs");
	drop("foot.cs");
	drop("lang/zh-CN/a.hdf");
	drop("lang/en/a.hdf");
	drop("lang/zh-CN");
	drop("lang/en");
	drop("lang");
	assert_int_equal(rmdir(dir), 0);
}

/* Page I in a language, for X. */
static void look(struct view *view, enum lang lang, int i, const char *x)
{
	struct view_node *root = view_begin(view, lang);
	char name[16], wanted[32];
	struct buf out;

	snprintf(name, sizeof name, "many%d", i);
	snprintf(wanted, sizeof wanted, "%s,%d,%s]", lang == LANG_EN ? "en" : "zh-CN", i, x);
	buf_init(&out, NULL);
	view_str(root, "X", x);
	assert_true(view_render(view, name, root, &out));
	assert_int_equal(out.data[0], '[');
	assert_string_equal(out.data + 1 + LONG, wanted);
	view_end(view, root);
	talloc_free(out.data);
}

static void few_trees_are_kept(void **state)
{
	static const char *const rounds[] = {"0", "1", "2"};
	char names[PAGES][16];
	const char *pages[PAGES];
	struct view *view;
	size_t before;

	(void)state;
	write_pages(names);
	for (int i = 0; i < PAGES; i++)
		pages[i] = talloc_strndup(NULL, names[i], strlen(names[i]) - 3);
	view = view_open(dir, pages, PAGES);
	assert_non_null(view);
	drop_all(names);
	before = mallinfo2().uordblks;
	for (int round = 0; round < 3; round++)
		for (int i = 0; i < 2 * PAGES; i++)
			look(view, i % 2 ? LANG_EN : LANG_ZH, i / 2, rounds[round]);
	/* a third of them; were all kept it would be 2.4 MB and more */
	assert_true(mallinfo2().uordblks - before < 1200000);
	view_close(view);
	for (int i = 0; i < PAGES; i++)
		talloc_free((void *)(uintptr_t)pages[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(few_trees_are_kept)};

	log_open("test", LOG_ERROR + 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
