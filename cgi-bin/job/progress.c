#include "job/progress.h"

#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"

void progress_begin(struct progress *progress, const char *what, int64_t total)
{
	*progress = (struct progress){ .what = what, .total = total, .began_us = clock_ticks_us(),
		.on = isatty(STDERR_FILENO) };
}

void progress_step(struct progress *progress, int64_t done)
{
	int64_t now = clock_ticks_us();

	if (!progress->on || now - progress->shown_us < 100000)
		return;
	progress->shown_us = now;
	if (progress->total > 0)
		fprintf(stderr, "\r\033[K%s %lld of %lld (%lld %%), %lld s", progress->what,
		        (long long)done, (long long)progress->total,
		        (long long)(done * 100 / progress->total),
		        (long long)((now - progress->began_us) / 1000000));
	else
		fprintf(stderr, "\r\033[K%s %lld", progress->what, (long long)done);
	fflush(stderr);
}

void progress_end(struct progress *progress)
{
	if (progress->on && progress->shown_us != 0)
		fputs("\r\033[K", stderr);
}
