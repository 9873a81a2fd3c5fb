/* Tables of comma-separated values, read and written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/csv.h"
#include "base/mem.h"

static void *mem;

static int make_memory(void **state)
{
	(void)state;
	mem = talloc_new(NULL);
	return mem ? 0 : -1;
}

static int free_memory(void **state)
{
	(void)state;
	return talloc_free(mem);
}

static struct csv_table *parse(const char *text, size_t len)
{
	char error[160] = "";

	return csv_parse_text(mem, text, len, error);
}

static const char *field(const struct csv_table *t, int row, const char *column)
{
	return csv_field(&t->rows[row], csv_column(t, column));
}

static void fields_are_cut_as_the_format_says(void **state)
{
	static const char text[] = "A,b , C\r\n1,\"x,\"\"y\"\"\nz\",\n\n \"q\" ,,3,4\n5";
	struct csv_table *t = parse(text, strlen(text));

	(void)state;
	assert_non_null(t);
	assert_int_equal(3, t->n_columns);
	assert_int_equal(3, t->n_rows);
	assert_string_equal("1", field(t, 0, "a"));
	assert_string_equal("x,\"y\"\nz", field(t, 0, "b"));
	assert_string_equal("", field(t, 0, "c"));
	assert_string_equal("q", field(t, 1, "a"));
	assert_int_equal(4, t->rows[1].n);
	assert_int_equal(1, t->rows[2].n);
	assert_string_equal("", field(t, 2, "b"));
	assert_string_equal("", field(t, 2, "no such"));
}

static void encodings_are_told_apart(void **state)
{
	/* "name\n" and 张三 in GB18030; 李 in UTF-8 beside a broken row. */
	static const char gb[] = "name\n\xD5\xC5\xC8\xFD\n", broken[] = "name\n李\n\xFF\xFF\xFF\n";
	static const char nul[] = "name\na\0b\nc\n";
	struct csv_table *t = parse(gb, sizeof gb - 1);

	(void)state;
	assert_string_equal("张三", field(t, 0, "name"));
	t = parse("\xEF\xBB\xBFname\n张三\n", 15);
	assert_string_equal("张三", field(t, 0, "name"));
	t = parse(broken, sizeof broken - 1);
	assert_string_equal("李", field(t, 0, "name"));
	assert_false(t->rows[0].broken);
	assert_true(t->rows[1].broken);
	t = parse(nul, sizeof nul - 1);
	assert_true(t->rows[0].broken);
	assert_string_equal("c", field(t, 1, "name"));
	assert_null(parse("\xFF\xFEn\0", 4));
	assert_null(parse("", 0));
	assert_null(parse("\n\n", 2));
}

static void headers_are_judged(void **state)
{
	static const char *const required[] = { "a", "b", NULL }, *const optional[] = { "c", NULL };
	char error[160];

	(void)state;
	assert_true(csv_header(parse("b,a\n", 4), required, NULL, error));
	assert_true(csv_header(parse("b,a,c\n", 6), required, optional, error));
	assert_false(csv_header(parse("a,c\n", 4), required, optional, error));
	assert_string_equal("the header lacks the column b", error);
	assert_false(csv_header(parse("a,b,d\n", 6), required, optional, error));
	assert_false(csv_header(parse("a,b,a\n", 6), required, optional, error));
	assert_string_equal("the header names the column a twice", error);
}

static void very_many_fields_are_no_danger(void **state)
{
	char *text = talloc_size(mem, 20001);
	struct csv_table *t;

	(void)state;
	memset(text, ',', 20000);
	memcpy(text, "a\n", 2);
	text[20000] = '\0';
	t = parse(text, 20000);
	assert_int_equal(1, t->n_rows);
	assert_int_equal(19999, t->rows[0].n);
	assert_string_equal("", csv_field(&t->rows[0], 19000));
}

static void what_is_written_reads_back(void **state)
{
	char path[] = "/tmp/jifen-csv-XXXXXX", error[160], raw[200] = "";
	struct csv_file *f;
	struct csv_table *t;
	FILE *in;
	int fd = mkstemp(path);

	(void)state;
	close(fd);
	f = csv_create(mem, path);
	assert_non_null(f);
	csv_put(f, "a");
	csv_put(f, "b");
	csv_end_row(f);
	csv_put(f, "=1+1");
	csv_put_int(f, -7);
	csv_end_row(f);
	csv_put(f, "两, \"个\"\n");
	csv_put(f, "-x");
	csv_end_row(f);
	assert_true(csv_close(f));
	in = fopen(path, "r");
	assert_true(fread(raw, 1, sizeof raw - 1, in) > 0);
	fclose(in);
	assert_string_equal("a,b\n'=1+1,-7\n\"两, \"\"个\"\"\n\",'-x\n", raw);
	t = csv_read(mem, path, error);
	assert_string_equal("两, \"个\"\n", field(t, 1, "a"));
	unlink(path);
	assert_null(csv_read(mem, path, error));
	assert_null(csv_create(mem, "/nowhere/at/all.csv"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_are_cut_as_the_format_says),
		cmocka_unit_test(encodings_are_told_apart),
		cmocka_unit_test(headers_are_judged),
		cmocka_unit_test(very_many_fields_are_no_danger),
		cmocka_unit_test(what_is_written_reads_back),
	};

	return cmocka_run_group_tests(tests, make_memory, free_memory);
}
