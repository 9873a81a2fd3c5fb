/* Codes as pictures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/text.h"
#include "view/qr.h"
#include "view/view_private.h"

static void test_qr(void **state)
{
	static const unsigned char png[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
	const char *pages[] = {"error"};
	struct view *view = view_open("templates", pages, 1);
	struct view_node *root = view_begin(view, LANG_ZH);
	char *big = malloc(4001);
	struct buf out;

	(void)state;
	view_qr(root, "Qr", "M0000001");
	assert_string_equal(hdf_get_value(view_hdf(root), "Qr.Box", ""),
	                    "0 0 29 29"); /* version 1 and the quiet zone */
	assert_int_equal(strncmp(hdf_get_value(view_hdf(root), "Qr.Path", ""), "M4 4h7v1h-7z", 12), 0);
	buf_init(&out, NULL);
	assert_true(qr_png("M0000001", 8, &out));
	assert_memory_equal(out.data, png, sizeof png);
	assert_false(qr_png("M0000001", 0, &out));
	memset(big, 'x', 4000);
	big[4000] = '\0';
	assert_false(qr_png(big, 1, &out));
	free(big);
	talloc_free(out.data);
	view_end(view, root);
	view_close(view);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_qr)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
