#include "base/log.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"

#define LINE_MAX_BYTES 2048

static const char *program_name = "jifen";
static enum log_level lowest_level = LOG_INFO;
static char current_request[64];
static uint64_t lines[LOG_ERROR + 1];

void log_open(const char *program, enum log_level lowest)
{
	program_name = program;
	lowest_level = lowest;
}

void log_request(const char *request_id)
{
	snprintf(current_request, sizeof current_request, "%s", request_id);
}

uint64_t log_lines(enum log_level level)
{
	return lines[level];
}

#define LINE_END "}\n"

/* A line under construction; room for its end is always left. */
struct line {
	char text[LINE_MAX_BYTES];
	size_t len;
	bool full; /* something had no room any more */
};

static void put(struct line *line, char c)
{
	if (line->len < sizeof line->text - sizeof LINE_END)
		line->text[line->len++] = c;
	else
		line->full = true;
}

static void put_text(struct line *line, const char *text)
{
	while (*text)
		put(line, *text++);
}

/* One JSON string; whatever could forge a line or a terminal is a '?'. */
static void put_string(struct line *line, const char *text, size_t len)
{
	put(line, '"');
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];
		if (c == '"' || c == '\\')
			put(line, '\\');
		put(line, c < 0x20 || c > 0x7E ? '?' : (char)c);
	}
	put(line, '"');
}

/* "code=x rows=3" becomes ,"code":"x","rows":"3". A word that holds no '=' is
 * left out, and so is what has no room: each line is a whole object. */
static void put_pairs(struct line *line, const char *pairs)
{
	while (*pairs) {
		size_t key = strcspn(pairs, "= "), before = line->len;
		if (pairs[key] != '=') {
			pairs += key + (pairs[key] == ' ');
			continue;
		}
		const char *value = pairs + key + 1;
		size_t len = strcspn(value, " ");
		put(line, ',');
		put_string(line, pairs, key);
		put(line, ':');
		put_string(line, value, len);
		if (line->full) {
			line->len = before;
			return;
		}
		pairs = value + len + (value[len] == ' ');
	}
}

void log_event(enum log_level level, const char *event, const char *format, ...)
{
	static const char *const words[] = { "debug", "info", "warn", "error" };
	if (level < lowest_level)
		return;
	lines[level]++;
	char pairs[LINE_MAX_BYTES / 2], when[INSTANT_TEXT];
	va_list args;
	va_start(args, format);
	vsnprintf(pairs, sizeof pairs, format, args);
	va_end(args);
	struct line line = { .len = 0 };
	put_text(&line, "{\"ts\":");
	instant_utc(when, clock_real());
	put_string(&line, when, strlen(when));
	put_text(&line, ",\"level\":");
	put_string(&line, words[level], strlen(words[level]));
	put_text(&line, ",\"program\":");
	put_string(&line, program_name, strlen(program_name));
	put_text(&line, ",\"event\":");
	put_string(&line, event, strlen(event));
	if (current_request[0]) {
		put_text(&line, ",\"request\":");
		put_string(&line, current_request, strlen(current_request));
	}
	put_pairs(&line, pairs);
	memcpy(line.text + line.len, LINE_END, strlen(LINE_END));
	line.len += strlen(LINE_END);
	/* One write, so that lines of several workers never mix. A log that
	 * cannot be written is no reason to fail a request. */
	ssize_t written = write(STDERR_FILENO, line.text, line.len);
	(void)written;
}
