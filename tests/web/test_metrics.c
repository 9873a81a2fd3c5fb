/* Counters shared by processes: sums over all, another table begins anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/secret.h"
#include "web/metrics.h"

#define CHILDREN 8
#define EACH 500

static const struct route routes[] = {
	{ .path = "/balance", .methods = METHOD_GET },
	{ .path = "/history/:seq", .methods = METHOD_GET | METHOD_POST },
};
static char dir[] = "/tmp/jifen-metrics-XXXXXX", path[64];

static void
holds(const struct metrics *metrics, const char *line, bool wanted)
{
	struct buf out;
	void *mem = talloc_new(NULL);

	buf_init(&out, mem);
	metrics_write(metrics, &out);
	if ((strstr(out.data, line) != NULL) != wanted)
		fail_msg("%s: %s in\n%s", wanted ? "missing" : "unexpected", line, out.data);
	talloc_free(mem);
}

/* Eight processes begin at once and count together. */
static void
test_all_workers_count_in_one(void **state)
{
	struct metrics *metrics;
	int status;

	(void)state;
	for (int i = 0; i < CHILDREN; i++)
		if (fork() == 0) {
			metrics = metrics_open(path, "member", routes, 2);
			for (int n = 0; n < EACH; n++)
				metrics_count(metrics, &routes[n % 2], n % 2 ? 303 : 200, 1500, n == 0);
			_exit(0);
		}
	for (int i = 0; i < CHILDREN; i++) {
		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
	metrics = metrics_open(path, "member", routes, 2);
	holds(metrics, "{program=\"member\",route=\"/balance\",method=\"GET\",status=\"2xx\"} 2000\n", true);
	holds(metrics, "{program=\"member\",route=\"/history/:seq\",method=\"any\",status=\"3xx\"} 2000\n",
	      true);
	holds(metrics, "status=\"5xx\"", false);
	holds(metrics, "_bucket{program=\"member\",le=\"0.001\"} 0\n", true);
	holds(metrics, "_bucket{program=\"member\",le=\"0.0025\"} 4000\n", true);
	holds(metrics, "_bucket{program=\"member\",le=\"+Inf\"} 4000\n", true);
	holds(metrics, "duration_seconds_sum{program=\"member\"} 6\n", true);
	holds(metrics, "slow_requests_total{program=\"member\"} 8\n", true);
}

static void
test_odd_ones(void **state)
{
	struct metrics *metrics = metrics_open(path, "member", routes, 2);
	const struct route other = { .path = "/elsewhere", .methods = METHOD_GET };

	(void)state;
	metrics_count(metrics, NULL, 404, 0, false);
	metrics_count(metrics, &other, 404, 3000000, false);
	metrics_count(metrics, &routes[0], 0, 1, false);
	holds(metrics, "route=\"none\",method=\"any\",status=\"4xx\"} 2\n", true);
	holds(metrics, "route=\"/balance\",method=\"GET\",status=\"5xx\"} 1\n", true);
	holds(metrics, "_bucket{program=\"member\",le=\"2.5\"} 4002\n", true);
	holds(metrics, "_bucket{program=\"member\",le=\"+Inf\"} 4003\n", true);
}

/* After an update the table is another one: nothing is added to wrong lines, and
 * who runs on with the old one does not disturb. */
static void
test_another_table(void **state)
{
	struct metrics *old = metrics_open(path, "member", routes, 2);
	struct metrics *now = metrics_open(path, "member", routes, 1);

	(void)state;
	holds(now, "route=\"/balance\"", false);
	metrics_count(old, &routes[0], 200, 1, false);
	holds(now, "route=\"/balance\"", false);
	metrics_count(now, &routes[0], 200, 1, false);
	holds(metrics_open(path, "member", routes, 1), "status=\"2xx\"} 1\n", true);
	holds(old, "status=\"2xx\"} 2001\n", true);
}

static void
test_lines_of_the_log(void **state)
{
	struct metrics *metrics = metrics_open(NULL, "test", routes, 2);

	(void)state;
	metrics_lines(metrics);
	holds(metrics, "log_lines_total{program=\"test\",level=\"warn\"} 0\n", true);
	log_event(LOG_WARN, "a_warning", "n=%d", 1);
	metrics_lines(metrics);
	metrics_lines(metrics);
	holds(metrics, "log_lines_total{program=\"test\",level=\"warn\"} 1\n", true);
	holds(metrics, "log_lines_total{program=\"test\",level=\"error\"} 0\n", true);
}

/* Where no file can be, the process counts for itself. */
static void
test_no_place(void **state)
{
	struct metrics *metrics = metrics_open("/nowhere/metrics", "test", routes, 2);

	(void)state;
	metrics_count(metrics, &routes[0], 200, 1, false);
	holds(metrics, "status=\"2xx\"} 1\n", true);
}

static int
set_up(void **state)
{
	(void)state;
	log_open("test", LOG_WARN);
	snprintf(path, sizeof(path), "%s/metrics", mkdtemp(dir));
	return secret_open() ? 0 : -1;
}

static int
tear_down(void **state)
{
	(void)state;
	return unlink(path) == 0 && rmdir(dir) == 0 ? 0 : -1;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_workers_count_in_one),
		cmocka_unit_test(test_odd_ones),
		cmocka_unit_test(test_another_table),
		cmocka_unit_test(test_lines_of_the_log),
		cmocka_unit_test(test_no_place),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
