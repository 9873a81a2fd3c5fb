#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "base/mem.h"

void buf_init(struct buf *b, void *mem)
{
	*b = (struct buf){ .mem = mem };
	b->cap = 256;
	b->data = talloc_array(mem, char, b->cap);
	if (!b->data)
		abort();
	b->data[0] = '\0';
}

static void buf_reserve(struct buf *b, size_t more)
{
	if (b->len + more + 1 <= b->cap)
		return;
	size_t cap = b->cap ? b->cap : 256;
	while (cap < b->len + more + 1)
		cap *= 2;
	b->data = talloc_realloc(b->mem, b->data, char, cap);
	if (!b->data)
		abort();
	b->cap = cap;
}

void buf_add(struct buf *b, const void *bytes, size_t len)
{
	buf_reserve(b, len);
	memcpy(b->data + b->len, bytes, len);
	b->len += len;
	b->data[b->len] = '\0';
}

void buf_str(struct buf *b, const char *text)
{
	buf_add(b, text, strlen(text));
}

void buf_printf(struct buf *b, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char small[512];
	va_list again;
	va_copy(again, args);
	int len = vsnprintf(small, sizeof small, format, args);
	va_end(args);
	if (len >= 0 && (size_t)len < sizeof small) {
		buf_add(b, small, (size_t)len);
	} else if (len >= 0) {
		buf_reserve(b, (size_t)len);
		vsnprintf(b->data + b->len, (size_t)len + 1, format, again);
		b->len += (size_t)len;
	}
	va_end(again);
}

bool int_parse(const char *text, int64_t *out)
{
	if (!text)
		return false;
	const char *p = text + (*text == '-');
	if (*p < '0' || *p > '9')
		return false;
	char *end;
	errno = 0;
	long long value = strtoll(text, &end, 10);
	if (errno || *end)
		return false;
	*out = value;
	return true;
}

const char *int_text(char out[INT_TEXT], int64_t value)
{
	char digits[INT_TEXT];
	uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	size_t n = 0, at = 0;
	do
		digits[n++] = (char)('0' + left % 10);
	while ((left /= 10) > 0);
	if (value < 0)
		out[at++] = '-';
	while (n > 0)
		out[at++] = digits[--n];
	out[at] = '\0';
	return out;
}

bool utf8_valid(const char *text, size_t len)
{
	return !memchr(text, 0, len) && !u8_check((const uint8_t *)text, len);
}

size_t utf8_length(const char *text)
{
	return u8_mbsnlen((const uint8_t *)text, strlen(text));
}

static bool blank(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x3000 ||
	       (c >= 0x2000 && c <= 0x200B) || c == 0xFEFF;
}

/* Full-width forms U+FF01..U+FF5E are ASCII shifted by 0xFEE0. */
char *text_clean(void *mem, const char *text)
{
	size_t len = strlen(text);
	char *out = talloc_array(mem, char, len + 1);
	if (!out)
		abort();
	size_t used = 0, kept = 0;
	for (size_t i = 0; i < len;) {
		ucs4_t c;
		int step = u8_mbtouc(&c, (const uint8_t *)text + i, len - i);
		if (step <= 0)
			break;
		bool is_blank = blank(c);
		if (is_blank && !used) {
			i += (size_t)step;
			continue;
		}
		if (c >= 0xFF01 && c <= 0xFF5E)
			out[used++] = (char)(c - 0xFEE0);
		else {
			memcpy(out + used, text + i, (size_t)step);
			used += (size_t)step;
		}
		if (!is_blank)
			kept = used;
		i += (size_t)step;
	}
	out[kept] = '\0';
	return out;
}

char *phone_clean(void *mem, const char *text)
{
	char *half = text_clean(mem, text);
	char *digits = talloc_array(mem, char, strlen(half) + 1);
	if (!digits)
		abort();
	size_t n = 0;
	for (const char *p = half; *p; p++) {
		if (*p >= '0' && *p <= '9')
			digits[n++] = *p;
		else if (!strchr(" -().", *p) && !(*p == '+' && p == half))
			return NULL;
	}
	digits[n] = '\0';
	if (n == 13 && text_starts(digits, "86"))
		memmove(digits, digits + 2, n - 1), n = 11;
	else if (n == 15 && text_starts(digits, "0086"))
		memmove(digits, digits + 4, n - 3), n = 11;
	bool mobile = n == 11 && digits[0] == '1' && digits[1] >= '3';
	return mobile ? digits : NULL;
}

char *email_clean(void *mem, const char *text)
{
	char *mail = text_clean(mem, text);
	char *at = strchr(mail, '@');
	size_t len = strlen(mail);
	if (!at || at == mail || strchr(at + 1, '@') || len > 254)
		return NULL;
	const char *dot = strrchr(at, '.');
	if (!dot || dot == at + 1 || !dot[1] || strstr(at, ".."))
		return NULL;
	for (char *p = mail; *p; p++) {
		if ((unsigned char)*p <= ' ' || *p == 0x7F || strchr("<>\"(),;:\\[]", *p))
			return NULL;
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	}
	return mail;
}

char *member_no_clean(void *mem, const char *text)
{
	char *no = text_clean(mem, text);
	size_t len = strlen(no);
	if (len < 8 || len > 16 || (no[0] != 'M' && no[0] != 'm'))
		return NULL;
	if (strspn(no + 1, "0123456789") != len - 1)
		return NULL;
	no[0] = 'M';
	return no;
}

bool text_starts(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool text_among(const char *s, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(s, *list) == 0)
			return true;
	return false;
}
