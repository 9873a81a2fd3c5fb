/* The view room: templates, languages, escaping, figures and dates as words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/log.h"
#include "base/mem.h"
#include "view/view.h"

static char dir[64];

static void put(const char *name, const char *text)
{
	char path[256];
	FILE *file;

	snprintf(path, sizeof path, "%s/%s", dir, name);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void drop(const char *name)
{
	char path[256];

	snprintf(path, sizeof path, "%s/%s", dir, name);
	unlink(path);
}

static int make_site(void **state)
{
	static const char *const folders[] = {"", "/lang", "/lang/zh-CN", "/lang/en", "/part", "/mail"};
	char path[256];

	(void)state;
	strcpy(dir, "/tmp/jifen-view-XXXXXX");
	if (!mkdtemp(dir))
		return -1;
	for (size_t i = 1; i < sizeof folders / sizeof folders[0]; i++) {
		snprintf(path, sizeof path, "%s%s", dir, folders[i]);
		mkdir(path, 0700);
	}
	put("head.cs", "[<?cs var:Lang.Code ?>|<?cs var:Page.Name ?>|");
	put("foot.cs", "]");
	put("lang/zh-CN/a.hdf", "Lang.Code = zh-CN\nLang.Odd = 甲 & 乙\n"
	                      "Lang.Hello = 你好，{0}，还差 {1} 分\nLang.Common.Never = 永久有效\n");
	put("lang/en/a.hdf", "Lang.Code = en\nLang.Odd = A & <b>\n"
	                   "Lang.Hello = Hello {0}, {1} to go\nLang.Common.Never = never ends\n");
	put("lang/zh-CN/b.hdf", "Lang.Second = 二\n");
	put("lang/en/b.hdf", "Lang.Second = two\n");
	put("part/row.cs", "<?cs def:row(r) ?>"
	                   "<i title=\"<?cs var:r.Text ?>\"><?cs var:r.Text ?></i><?cs /def ?>");
	put("page.cs", "<?cs include!\"part/row.cs\" ?><?cs var:Name ?>;<?cs var:Lang.Second ?>;"
	               "<a href=\"/x?q=<?cs var:url_escape(Name) ?>\"></a>"
	               "<a href=\"<?cs var:url_validate(Link) ?>\"></a>"
	               "<?cs each:r = Rows ?><?cs call:row(r) ?><?cs /each ?>");
	put("fold.cs", "<?cs var:Lang.Odd ?>;<?cs if:Lang.Odd == \"A & <b>\" ?>same<?cs /if ?>;"
	               "<?cs var:Firm.Name ?>;<?cs var:Name ?>;<?cs var:Lang.Unknown ?>");
	put("mail/fold.cs", "<?cs var:Lang.Odd ?>");
	put("mail/hello.cs", "<?cs var:Name ?>");
	put("mail/hello.html.cs", "<?cs var:Name ?>");
	return 0;
}

static int remove_site(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof command, "rm -rf '%s'", dir);
	return system(command);
}

static struct view *open_pages(const char *page)
{
	const char *pages[] = {page, NULL, page};

	return view_open(dir, pages, 3);
}

static char *render(struct view *view, struct view_node *root, const char *page, bool bare)
{
	struct buf out;

	buf_init(&out, NULL);
	if (!(bare ? view_render_bare : view_render)(view, page, root, &out)) {
		talloc_free(out.data);
		return NULL;
	}
	return out.data;
}

static void test_render(void **state)
{
	struct view *view = open_pages("page");
	struct view_node *root;
	char *text;

	(void)state;
	assert_non_null(view);
	root = view_begin(view, LANG_EN);
	view_str(root, "Name", "A");
	view_str(root, "Link", "https://x.test/");
	view_str(view_row(root, "Rows", 0), "Text", "one");
	view_str(view_row(root, "Rows", 1), "Text", "two");
	text = render(view, root, "page", false);
	assert_string_equal(text, "[en|page|A;two;<a href=\"/x?q=A\"></a><a href=\"https://x.test/\"></a>"
	                          "<i title=\"one\">one</i><i title=\"two\">two</i>]");
	talloc_free(text);
	assert_null(render(view, root, "nowhere", false));
	view_end(view, root);
	view_close(view);
}

/* The next request sees nothing of the one before. */
static void test_requests_apart(void **state)
{
	struct view *view = open_pages("page");
	struct view_node *root;
	char *text;

	(void)state;
	for (int i = 0; i < 200; i++) {
		root = view_begin(view, i % 2 ? LANG_EN : LANG_ZH);
		if (i % 3 == 0)
			view_str(root, "Name", "A");
		text = render(view, root, "page", true);
		assert_int_equal(strncmp(text, i % 3 == 0 ? "A;" : ";", i % 3 == 0 ? 2 : 1), 0);
		assert_non_null(strstr(text, i % 2 ? "two" : "二"));
		talloc_free(text);
		view_end(view, root);
	}
	view_close(view);
}

static void test_hostile(void **state)
{
	static const char hostile[] = "\"'><evil&x>";
	struct view *view = open_pages("page");
	struct view_node *root = view_begin(view, LANG_ZH);
	char *text;

	(void)state;
	view_str(root, "Name", hostile);
	view_str(root, "Link", "javascript:alert(1)");
	view_str(view_row(root, "Rows", 0), "Text", hostile);
	view_sentence(root, "Rows.1.Text", "Lang.Hello", hostile, "{0}", NULL);
	text = render(view, root, "page", false);
	assert_null(strstr(text, "<evil"));
	assert_null(strstr(text, "javascript"));
	assert_non_null(strstr(text, "&lt;evil&amp;x&gt;"));
	assert_non_null(strstr(text, "还差 {0} 分")); /* arguments are not filled again */
	talloc_free(text);
	view_end(view, root);
	view_close(view);
}

/* The real shell and the parts of forms, every value hostile. */
static void test_hostile_shell(void **state)
{
	static const char hostile[] = "\"'><evil&x>";
	static const char *const names[] = {
		"Page.Title", "Static.Css", "Static.Js", "Static.Icons", "Static.Mark", "Theme", "Size",
		"Csrf", "Back", "Contact.Phone", "Contact.PhoneLink", "Contact.Email", "Company.Name",
		"Filing.Icp", "Filing.Police", "Filing.PoliceLink", "Errors.0.Text", "Errors.0.Field",
		"Problem.Text", "Problem.Number", "SignedIn"};
	const char *pages[] = {"error"};
	struct view *view = view_open("templates", pages, 1);
	struct view_node *root;
	char *text;

	(void)state;
	assert_non_null(view);
	root = view_begin(view, LANG_EN);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		view_str(root, names[i], hostile);
	text = render(view, root, "error", false);
	assert_non_null(text);
	assert_null(strstr(text, "<evil"));
	assert_null(strstr(text, "\"'>"));
	talloc_free(text);
	view_end(view, root);
	view_close(view);
}

static void test_mail_is_plain(void **state)
{
	const char *pages[] = {"mail/hello", "mail/hello.html"};
	struct view *view = view_open(dir, pages, 2);
	struct view_node *root = view_begin(view, LANG_ZH);
	char *text;

	(void)state;
	view_str(root, "Name", "O'Neil & <b>");
	text = render(view, root, "mail/hello", true);
	assert_string_equal(text, "O'Neil & <b>");
	talloc_free(text);
	text = render(view, root, "mail/hello.html", true);
	assert_string_equal(text, "O&#39;Neil &amp; &lt;b&gt;");
	talloc_free(text);
	view_end(view, root);
	view_close(view);
}

/* Words and settings are written into the templates: escaped as any value, and
 * a setting that changes is seen by the next page. */
static void test_fold(void **state)
{
	const char *pages[] = {"fold", "mail/fold"};
	static const char *const firms[] = {"Ann & Co", "\"Bo\""};
	static const char *const shown[] = {"A &amp; &lt;b&gt;;same;Ann &amp; Co;N;",
	                                    "A &amp; &lt;b&gt;;same;&quot;Bo&quot;;N;"};
	struct view *view = view_open(dir, pages, 2);
	char *text;

	(void)state;
	assert_non_null(view);
	for (int i = 0; i < 2; i++) {
		struct view_node *root = view_begin(view, LANG_EN);

		view_constant(view, "Firm.Name", firms[i]);
		view_str(root, "Name", "N");
		text = render(view, root, "fold", true);
		assert_string_equal(text, shown[i]);
		talloc_free(text);
		text = render(view, root, "mail/fold", true);
		assert_string_equal(text, "A & <b>");
		talloc_free(text);
		view_end(view, root);
	}
	view_close(view);
}

/* In a child: ClearSilver loses 32 bytes with each template it cannot parse. */
static bool refuses(const char *page)
{
	pid_t child = fork();
	int status = -1;

	if (child == 0)
		_exit(open_pages(page) ? 1 : 0);
	waitpid(child, &status, 0);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void test_refuses(void **state)
{
	(void)state;
	assert_true(refuses("absent"));
	put("broken.cs", "<?cs if:X ?>");
	assert_true(refuses("broken"));
	put("broken.cs", "<?cs include!\"part/none.cs\" ?>");
	assert_true(refuses("broken"));
	put("broken.cs", "<?cs call:nobody() ?>");
	assert_true(refuses("broken"));
	drop("broken.cs");
	put("lang/en/b.hdf", "Lang.Other = other\n");
	assert_true(refuses("page"));
	put("lang/en/b.hdf", "Lang.Second = two\nLang.More = more\n");
	assert_true(refuses("page"));
	put("lang/en/b.hdf", "Lang {\nLang.Second = two\n");
	assert_true(refuses("page"));
	put("lang/en/b.hdf", "Lang.Second = two\n");
	drop("foot.cs");
	assert_true(refuses("page"));
	put("foot.cs", "]");
	assert_null(view_open("/nowhere", NULL, 0));
}

static const char *value(struct view *view, struct view_node *root, const char *name)
{
	static char text[256];
	char page[64], *out;
	struct view *one;

	(void)view;
	snprintf(page, sizeof page, "<?cs var:%s ?>", name);
	put("value.cs", page);
	one = open_pages("value");
	out = render(one, root, "value", true);
	snprintf(text, sizeof text, "%s", out);
	talloc_free(out);
	view_close(one);
	return text;
}

static void test_values(void **state)
{
	struct view *view = open_pages("page");
	struct view_node *zh = view_begin(view, LANG_ZH), *en = view_begin(view, LANG_EN);
	int32_t day = day_from_civil((struct civil){2026, 11, 22});

	(void)state;
	view_points(zh, "P", 1234567);
	assert_string_equal(value(view, zh, "P"), "1,234,567");
	assert_string_equal(value(view, zh, "P.Value"), "1234567");
	view_change(zh, "C", 1200);
	assert_string_equal(value(view, zh, "C"), "+1,200");
	view_change(zh, "C", -800);
	assert_string_equal(value(view, zh, "C"), "\xe2\x88\x92" "800");
	assert_string_equal(value(view, zh, "C.Value"), "-800");
	view_money(zh, "M", 428050);
	assert_string_equal(value(view, zh, "M"), "¥4,280.50");
	assert_string_equal(value(view, zh, "M.Value"), "428050");
	view_day(zh, "D", day);
	assert_string_equal(value(view, zh, "D"), "2026年11月22日");
	assert_string_equal(value(view, zh, "D.Iso"), "2026-11-22");
	view_day(en, "D", day);
	assert_string_equal(value(view, en, "D"), "22 November 2026");
	view_day(en, "N", DAY_NEVER);
	assert_string_equal(value(view, en, "N"), "never ends");
	view_day(en, "None", DAY_NONE);
	assert_string_equal(value(view, en, "None"), "");
	view_instant(zh, "I", day_start(day) + 14 * 3600 + 5 * 60 + 59);
	assert_string_equal(value(view, zh, "I"), "2026年11月22日 14:05");
	assert_string_equal(value(view, zh, "I.Iso"), "2026-11-22T14:05:59+08:00");
	view_instant(en, "I", day_start(day));
	assert_string_equal(value(view, en, "I"), "22 November 2026, 00:00");
	view_sentence(view_node(en, "Deep"), "S", "Lang.Hello", "Li", "2,520", NULL);
	assert_string_equal(value(view, en, "Deep.S"), "Hello Li, 2,520 to go");
	view_flag(en, "F", false);
	view_flag(en, "G", true);
	assert_string_equal(value(view, en, "F"), "");
	assert_string_equal(value(view, en, "G"), "1");
	assert_string_equal(view_words(en, "Lang.Nothing"), "Lang.Nothing");
	assert_int_equal(view_lang(view_node(en, "Deep")), LANG_EN);
	view_end(view, en);
	view_end(view, zh);
	view_close(view);
}

static void test_texts(void **state)
{
	static const struct {
		int64_t in;
		const char *points, *money, *decimal;
	} rows[] = {
		{0, "0", "¥0", "0"},
		{5, "5", "¥0.05", "0.05"},
		{100, "100", "¥1", "1"},
		{1050, "1,050", "¥10.50", "10.5"},
		{-99, "\xe2\x88\x92" "99", "\xe2\x88\x92" "¥0.99", NULL},
		{INT64_MAX, "9,223,372,036,854,775,807", "¥92,233,720,368,547,758.07", NULL},
		{INT64_MIN, "\xe2\x88\x92" "9,223,372,036,854,775,808",
		 "\xe2\x88\x92" "¥92,233,720,368,547,758.08", NULL},
	};
	void *mem = talloc_new(NULL);

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		assert_string_equal(text_points(mem, rows[i].in), rows[i].points);
		assert_string_equal(text_money(mem, rows[i].in), rows[i].money);
		if (rows[i].decimal)
			assert_string_equal(text_decimal(mem, rows[i].in), rows[i].decimal);
	}
	assert_string_equal(text_month_day(mem, LANG_ZH, 10, 1), "10月1日");
	assert_string_equal(text_month_day(mem, LANG_EN, 2, 29), "29 February");
	talloc_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_render),        cmocka_unit_test(test_requests_apart),
		cmocka_unit_test(test_hostile),       cmocka_unit_test(test_hostile_shell),
		cmocka_unit_test(test_mail_is_plain), cmocka_unit_test(test_refuses),
		cmocka_unit_test(test_values),        cmocka_unit_test(test_texts),
		cmocka_unit_test(test_fold),
	};

	log_open("test", LOG_ERROR + 1);
	return cmocka_run_group_tests(tests, make_site, remove_site);
}
