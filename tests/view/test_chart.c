/* Charts: whole coordinates within the drawing, in proportion, from one bar to
 * many and from one point to the largest numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "base/mem.h"
#include "view/chart.h"

static char dir[64];
static struct view *view;

static void put(const char *name, const char *text)
{
	char path[128];
	FILE *file;

	snprintf(path, sizeof path, "%s/%s", dir, name);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static int open_site(void **state)
{
	static const char *const pages[] = {"bars"};
	static const char *const folders[] = {"lang", "lang/zh-CN", "lang/en"};
	char path[128];

	(void)state;
	strcpy(dir, "/tmp/jifen-chart-XXXXXX");
	if (!mkdtemp(dir))
		return -1;
	for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
		snprintf(path, sizeof path, "%s/%s", dir, folders[i]);
		mkdir(path, 0700);
	}
	put("lang/zh-CN/a.hdf", "Lang.Code = zh-CN\nLang.Common.Never = 永久有效\n");
	put("lang/en/a.hdf", "Lang.Code = en\nLang.Common.Never = never ends\n");
	put("head.cs", "");
	put("foot.cs", "");
	put("bars.cs", "<?cs each:b = C.Bars ?>bar <?cs var:b.X ?> <?cs var:b.Y ?> <?cs var:b.W ?>"
	               " <?cs var:b.H ?> <?cs if:b.Down ?>1<?cs else ?>0<?cs /if ?>\n<?cs /each ?><?cs"
	               " each:g = C.Grid ?>grid <?cs var:g.Y ?> <?cs var:g.Text ?>"
	               "<?cs if:g.Zero ?> zero<?cs /if ?>\n<?cs /each ?><?cs each:m = C.Marks ?>"
	               "mark <?cs var:m.X ?>\n<?cs /each ?><?cs each:l = C.Lines ?>line"
	               " <?cs var:l.Points ?>\n<?cs /each ?><?cs each:d = C.Dots ?>dot"
	               " <?cs var:d.X ?> <?cs var:d.Y ?>\n<?cs /each ?><?cs each:k = C.Ranks ?>rank"
	               " <?cs var:k.Name ?> <?cs var:k.W ?> <?cs var:k.Text ?>\n<?cs /each ?>"
	               "size <?cs var:C.Width ?> <?cs var:C.Height ?>\n");
	view = view_open(dir, pages, 1);
	return view ? 0 : -1;
}

static int close_site(void **state)
{
	char command[96];

	(void)state;
	view_close(view);
	snprintf(command, sizeof command, "rm -rf %s", dir);
	return system(command);
}

/* The numbers of a chart of N bars as lines of text, on MEM; NULL: nothing. */
static char *drawn_as(void *mem, const struct chart_bar *bars, int n, enum chart_drawing drawing)
{
	struct chart chart = {.title = "t", .desc = "d", .up_name = "u", .down_name = "v",
	                      .bars = bars, .n = n, .drawing = drawing};
	struct view_node *root = view_begin(view, LANG_EN);
	struct buf out;
	bool something = chart_fill(view_node(root, "C"), mem, &chart);

	buf_init(&out, mem);
	assert_true(view_render(view, "bars", root, &out));
	view_end(view, root);
	return something ? out.data : NULL;
}

static char *drawn(void *mem, const struct chart_bar *bars, int n)
{
	return drawn_as(mem, bars, n, CHART_BARS);
}

static int lines(const char *text, const char *word)
{
	int n = 0;

	for (; (text = strstr(text, word)) != NULL; text++)
		n++;
	return n;
}

/* Every bar lies between the outermost grid lines and touches the zero line. */
static void within(const char *text)
{
	int width = 0, height = 0, zero = -1, top = 1 << 20, bottom = 0;

	assert_int_equal(sscanf(strstr(text, "size"), "size %d %d", &width, &height), 2);
	for (const char *at = text; (at = strstr(at, "grid ")) != NULL; at++) {
		int y = atoi(at + 5);

		top = y < top ? y : top;
		bottom = y > bottom ? y : bottom;
		if (strstr(at, "zero") && strstr(at, "zero") < strchr(at, '\n'))
			zero = y;
	}
	assert_true(zero >= top && zero <= bottom && bottom < height);
	for (const char *at = text; (at = strstr(at, "bar ")) != NULL; at++) {
		int x, y, w, h, down;

		assert_int_equal(sscanf(at, "bar %d %d %d %d %d", &x, &y, &w, &h, &down), 5);
		assert_true(x >= 0 && w >= 1 && x + w <= width && h >= 1);
		assert_int_equal(down ? y : y + h, zero);
		assert_true(y >= top - 1 && y + h <= bottom + 1);
	}
}

static void nothing_is_no_chart(void **state)
{
	static const struct chart_bar none[3] = {{.mark = "", .tip = ""}};
	void *mem = talloc_new(NULL);

	(void)state;
	assert_null(drawn(mem, none, 3));
	assert_null(drawn(mem, none, 0));
	talloc_free(mem);
}

static void bars_are_in_proportion(void **state)
{
	static const struct chart_bar bars[] = {{"a", "", 1000, 0, false},
	                                        {"b", "", 500, 250, false}};
	void *mem = talloc_new(NULL);
	char *text = drawn(mem, bars, 2);
	int x, y, w, h[3];
	const char *at = text;

	(void)state;
	within(text);
	assert_int_equal(lines(text, "bar "), 3);
	for (int i = 0; i < 3; i++, at++) {
		at = strstr(at, "bar ");
		assert_int_equal(sscanf(at, "bar %d %d %d %d", &x, &y, &w, &h[i]), 4);
	}
	assert_in_range(h[0] - 2 * h[1], 0, 2);
	assert_in_range(h[1] - 2 * h[2], 0, 2);
	assert_non_null(strstr(text, "1,000"));
	assert_int_equal(lines(text, "zero"), 1);
	talloc_free(mem);
}

static void little_is_seen_beside_much(void **state)
{
	static const struct chart_bar bars[] = {{"a", "", 1000000000, 0, false},
	                                        {"b", "", 1, 1, false}};
	void *mem = talloc_new(NULL);

	(void)state;
	within(drawn(mem, bars, 2));
	assert_int_equal(lines(drawn(mem, bars, 2), "bar "), 3);
	talloc_free(mem);
}

static void any_number_of_bars_of_any_size_fits(void **state)
{
	static const int64_t sizes[] = {1, 7, 99, 12345, INT64_C(1) << 40, INT64_C(4000000000000000000)};
	static struct chart_bar bars[400];
	void *mem = talloc_new(NULL);

	(void)state;
	for (int n = 1; n <= 400; n += 57)
		for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
			char *text;

			for (int i = 0; i < n; i++)
				bars[i] = (struct chart_bar){"m", "t", i % 3 ? sizes[s] : 0,
				                             i % 2 ? sizes[s] / 2 : sizes[s], false};
			text = drawn(mem, bars, n);
			assert_non_null(text);
			within(text);
			assert_in_range(lines(text, "mark "), 1, 6);
			assert_in_range(lines(text, "grid "), 2, 8);
		}
	talloc_free(mem);
}

static void only_what_falls_has_no_upper_half(void **state)
{
	static const struct chart_bar bars[] = {{"a", "", 0, 300, false}};
	void *mem = talloc_new(NULL);
	char *text = drawn(mem, bars, 1);

	(void)state;
	within(text);
	assert_int_equal(strncmp(strstr(text, "grid "), "grid 44 0 zero", 14), 0);
	talloc_free(mem);
}

static void a_line_breaks_where_nothing_is_known(void **state)
{
	static const struct chart_bar bars[] = {
		{"a", "", 100, 0, false}, {"b", "", 50, 0, false}, {"c", "", 0, 0, true},
		{"d", "", 0, 0, false}};
	void *mem = talloc_new(NULL);
	char *text = drawn_as(mem, bars, 4, CHART_LINE);
	int x[3], y[3];
	const char *at = text;

	(void)state;
	assert_int_equal(lines(text, "line "), 2);
	assert_int_equal(lines(text, "dot "), 3);
	for (int i = 0; i < 3; i++, at++) {
		at = strstr(at, "dot ");
		assert_int_equal(sscanf(at, "dot %d %d", &x[i], &y[i]), 2);
	}
	assert_true(x[0] < x[1] && x[1] < x[2]);
	assert_in_range(y[2] - y[0] - 2 * (y[2] - y[1]), 0, 1);
	assert_null(strstr(text, "bar "));
	talloc_free(mem);
}

static void a_rank_says_its_figures(void **state)
{
	static const struct chart_bar bars[] = {{"most", "", 2000, 0, false},
	                                        {"half", "", 1000, 0, false},
	                                        {"none", "", 0, 0, false}};
	void *mem = talloc_new(NULL);
	char *text = drawn_as(mem, bars, 3, CHART_RANK);

	(void)state;
	assert_non_null(strstr(text, "rank most 720 2,000\n"));
	assert_non_null(strstr(text, "rank half 360 1,000\n"));
	assert_non_null(strstr(text, "rank none 0 0\n"));
	assert_non_null(strstr(text, "size 720 180"));
	talloc_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_no_chart),
		cmocka_unit_test(bars_are_in_proportion),
		cmocka_unit_test(little_is_seen_beside_much),
		cmocka_unit_test(any_number_of_bars_of_any_size_fits),
		cmocka_unit_test(only_what_falls_has_no_upper_half),
		cmocka_unit_test(a_line_breaks_where_nothing_is_known),
		cmocka_unit_test(a_rank_says_its_figures),
	};

	return cmocka_run_group_tests(tests, open_site, close_site);
}
