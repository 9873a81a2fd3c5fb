#include "web/metrics.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/secret.h"

#define CLASSES 5 /* 1xx … 5xx */
#define LEVELS 2  /* warn, error */

/* Upper ends of the histogram's buckets, in microseconds; then +Inf. */
static const int64_t bounds_us[] = { 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000,
	                                 500000, 1000000, 2500000 };
#define BUCKETS ((int)(sizeof(bounds_us) / sizeof(bounds_us[0])) + 1)

typedef _Atomic uint64_t counter;

/* The mapped file; the counters of routes follow: [route][class], the last
 * route being "none". */
struct shared {
	uint8_t layout[SHA256_BYTES]; /* of which table and build */
	counter slow, sum_us, bucket[BUCKETS], lines[LEVELS];
	counter answered[];
};

struct metrics {
	const char *program;
	const struct route *routes;
	int n;
	struct shared *shared;
	uint64_t seen[LEVELS]; /* lines of this process that are counted already */
	struct metrics *next; /* opened before it */
};

static size_t
size_of(int n)
{
	return sizeof(struct shared) + ((size_t)n + 1) * CLASSES * sizeof(counter);
}

/* Two tables with the same paths in the same order share their counters. */
static void
layout_of(uint8_t layout[SHA256_BYTES], const char *program, const struct route *routes, int n)
{
	void *mem = talloc_new(NULL);
	struct buf text;

	buf_init(&text, mem);
	buf_printf(&text, "1 %s %d %d\n", program, BUCKETS, LEVELS);
	for (int i = 0; i < n; i++)
		buf_printf(&text, "%u %s\n", routes[i].methods, routes[i].path);
	secret_sha256(layout, text.data, text.len);
	talloc_free(mem);
}

static struct shared *
map(int fd, size_t size)
{
	void *at = mmap(NULL, size, PROT_READ | PROT_WRITE,
	                fd < 0 ? MAP_PRIVATE | MAP_ANONYMOUS : MAP_SHARED, fd, 0);

	return at == MAP_FAILED ? NULL : at;
}

/* Whether PATH still names the open file FD. */
static bool
is_at(const char *path, int fd)
{
	struct stat open_one, named;

	return fstat(fd, &open_one) == 0 && stat(path, &named) == 0 && open_one.st_ino == named.st_ino
	       && open_one.st_dev == named.st_dev;
}

/* The locked file FD: mapped when it is new or made for this table, else NULL. */
static struct shared *
map_if_ours(int fd, const uint8_t layout[SHA256_BYTES], size_t size)
{
	struct shared *shared;
	struct stat is;

	if (fstat(fd, &is) != 0 || (is.st_size != 0 && is.st_size != (off_t)size)
	    || (is.st_size == 0 && ftruncate(fd, (off_t)size) != 0))
		return NULL;
	shared = map(fd, size);
	if (shared != NULL && is.st_size == 0)
		memcpy(shared->layout, layout, SHA256_BYTES);
	if (shared != NULL && memcmp(shared->layout, layout, SHA256_BYTES) != 0) {
		munmap(shared, size);
		shared = NULL;
	}
	return shared;
}

/* Maps the file at PATH, made when there is none. One of another table is
 * removed, under its lock, so that workers which begin at once share one. */
static struct shared *
map_file(const char *path, const uint8_t layout[SHA256_BYTES], size_t size)
{
	struct shared *shared = NULL;

	for (int tries = 0; shared == NULL && tries < 3; tries++) {
		int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

		if (fd < 0)
			return NULL;
		if (flock(fd, LOCK_EX) == 0 && is_at(path, fd)) {
			shared = map_if_ours(fd, layout, size);
			if (shared == NULL && unlink(path) != 0)
				tries = 3;
		}
		/* The map keeps the open file, and with it a lock that only close ends. */
		(void)flock(fd, LOCK_UN);
		close(fd);
	}
	return shared;
}

/* They live as long as their process: known to the last, so that a finder of leaks
 * does not take them for lost. */
static struct metrics *opened;

struct metrics *
metrics_open(const char *path, const char *program, const struct route *routes, int n)
{
	struct metrics *m = talloc_zero(NULL, struct metrics);
	uint8_t layout[SHA256_BYTES];

	if (m == NULL)
		abort();
	*m = (struct metrics){ .program = program, .routes = routes, .n = n, .next = opened };
	opened = m;
	layout_of(layout, program, routes, n);
	if (path != NULL && *path != '\0') {
		m->shared = map_file(path, layout, size_of(n));
		if (m->shared == NULL)
			log_event(LOG_WARN, "metrics_file", "errno=%d path=%s", errno, path);
	}
	if (m->shared == NULL)
		m->shared = map(-1, size_of(n));
	if (m->shared == NULL)
		abort();
	return m;
}

static void
add(counter *at, uint64_t n)
{
	atomic_fetch_add_explicit(at, n, memory_order_relaxed);
}

static uint64_t
value(const counter *at)
{
	return atomic_load_explicit(at, memory_order_relaxed);
}

void
metrics_count(struct metrics *m, const struct route *route, int status, int64_t us, bool slow)
{
	int row = m->n, bucket = 0, class = status / 100 - 1;

	if (route != NULL && route >= m->routes && route < m->routes + m->n)
		row = (int)(route - m->routes);
	if (class < 0 || class >= CLASSES)
		class = CLASSES - 1;
	while (bucket < BUCKETS - 1 && us > bounds_us[bucket])
		bucket++;
	add(&m->shared->answered[row * CLASSES + class], 1);
	add(&m->shared->bucket[bucket], 1);
	add(&m->shared->sum_us, (uint64_t)us);
	if (slow)
		add(&m->shared->slow, 1);
}

void
metrics_lines(struct metrics *m)
{
	static const enum log_level levels[LEVELS] = { LOG_WARN, LOG_ERROR };

	for (int i = 0; i < LEVELS; i++) {
		uint64_t now = log_lines(levels[i]);

		if (now > m->seen[i])
			add(&m->shared->lines[i], now - m->seen[i]);
		m->seen[i] = now;
	}
}

void
metrics_family(struct buf *out, const char *name, const char *type, const char *help)
{
	buf_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static const char *
method_of(const struct route *route)
{
	if (route->methods == METHOD_GET)
		return "GET";
	return route->methods == METHOD_POST ? "POST" : "any";
}

static void
write_requests(const struct metrics *m, struct buf *out)
{
	metrics_family(out, "jifen_requests_total", "counter",
	               "Requests answered, by route and class of status.");
	for (int row = 0; row <= m->n; row++)
		for (int class = 0; class < CLASSES; class++) {
			uint64_t n = value(&m->shared->answered[row * CLASSES + class]);

			if (n > 0)
				buf_printf(out,
				           "jifen_requests_total{program=\"%s\",route=\"%s\",method=\"%s\","
				           "status=\"%dxx\"} %llu\n",
				           m->program, row < m->n ? m->routes[row].path : "none",
				           row < m->n ? method_of(&m->routes[row]) : "any", class + 1,
				           (unsigned long long)n);
		}
}

/* Microseconds as seconds: "0.0025", "1". */
static void
write_seconds(struct buf *out, uint64_t us)
{
	char text[32];
	size_t len = (size_t)snprintf(text, sizeof(text), "%llu.%06llu",
	                              (unsigned long long)(us / 1000000),
	                              (unsigned long long)(us % 1000000));

	while (text[len - 1] == '0')
		len--;
	buf_add(out, text, text[len - 1] == '.' ? len - 1 : len);
}

static void
write_durations(const struct metrics *m, struct buf *out)
{
	const char *name = "jifen_request_duration_seconds";
	uint64_t sum = 0;

	metrics_family(out, name, "histogram", "How long requests took inside the program.");
	for (int i = 0; i < BUCKETS; i++) {
		sum += value(&m->shared->bucket[i]);
		buf_printf(out, "%s_bucket{program=\"%s\",le=\"", name, m->program);
		if (i < BUCKETS - 1)
			write_seconds(out, (uint64_t)bounds_us[i]);
		else
			buf_str(out, "+Inf");
		buf_printf(out, "\"} %llu\n", (unsigned long long)sum);
	}
	buf_printf(out, "%s_sum{program=\"%s\"} ", name, m->program);
	write_seconds(out, value(&m->shared->sum_us));
	buf_printf(out, "\n%s_count{program=\"%s\"} %llu\n", name, m->program,
	           (unsigned long long)sum);
}

void
metrics_write(const struct metrics *m, struct buf *out)
{
	static const char *const words[LEVELS] = { "warn", "error" };

	write_requests(m, out);
	write_durations(m, out);
	metrics_family(out, "jifen_slow_requests_total", "counter",
	               "Requests that took longer than Log.SlowMs.");
	buf_printf(out, "jifen_slow_requests_total{program=\"%s\"} %llu\n", m->program,
	           (unsigned long long)value(&m->shared->slow));
	metrics_family(out, "jifen_log_lines_total", "counter", "Lines of the log, by level.");
	for (int i = 0; i < LEVELS; i++)
		buf_printf(out, "jifen_log_lines_total{program=\"%s\",level=\"%s\"} %llu\n", m->program,
		           words[i], (unsigned long long)value(&m->shared->lines[i]));
}
