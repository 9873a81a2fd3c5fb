#include "rule/code.h"

#include <string.h>

#define PRIME 31

static int value_of(char c)
{
	const char *at = c ? strchr(CODE_ALPHABET, c) : NULL;

	return at ? (int)(at - CODE_ALPHABET) : -1;
}

/* The check character makes the sum of (place x value) a multiple of 31, with
 * places counted from the end, the check character's being 1. Differences of
 * one character, or of two exchanged neighbours, are never multiples of a prime. */
static int sum_behind(const char *text, size_t n)
{
	int sum = 0;

	for (size_t i = 0; i < n; i++)
		sum = (sum + (int)((n - i + 1) % PRIME) * value_of(text[i])) % PRIME;
	return sum;
}

void code_make(const uint8_t *bytes, size_t n, char out[CODE_TEXT])
{
	for (size_t i = 0; i < n; i++)
		out[i] = CODE_ALPHABET[bytes[i] % PRIME];
	out[n] = CODE_ALPHABET[(PRIME - sum_behind(out, n)) % PRIME];
	out[n + 1] = '\0';
}

/* The next character of *P as half-width ASCII in upper case; -1: no ASCII. */
static int next_ascii(const unsigned char **p)
{
	const unsigned char *s = *p;
	int c = *s;

	*p = s + 1;
	if (c == 0xEF && (s[1] == 0xBC || s[1] == 0xBD) && s[2] >= 0x80) {
		c = (s[1] - 0xBC) * 64 + s[2] - 0x80 + 0x20;
		*p = s + 3;
	} else if (c == 0xE3 && s[1] == 0x80 && s[2] == 0x80) {
		c = ' ';
		*p = s + 3;
	}
	if (c >= 'a' && c <= 'z')
		c += 'A' - 'a';
	return c < 0x80 ? c : -1;
}

bool code_clean(const char *typed, char out[CODE_TEXT])
{
	const unsigned char *p = (const unsigned char *)typed;
	size_t n = 0;

	while (*p) {
		int c = next_ascii(&p);

		if (c == ' ' || c == '-' || c == '\t')
			continue;
		if (c < 0 || value_of((char)c) < 0 || n + 1 >= CODE_TEXT)
			return false;
		out[n++] = (char)c;
	}
	out[n] = '\0';
	return n > 0;
}

bool code_checks(const char *code)
{
	size_t n = strlen(code);

	for (size_t i = 0; i < n; i++)
		if (value_of(code[i]) < 0)
			return false;
	return n > 1 && (sum_behind(code, n - 1) + value_of(code[n - 1])) % PRIME == 0;
}

void code_groups(const char *code, char *out)
{
	size_t n = strlen(code);

	/* A group of one or two at the end joins the one before it. */
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && i % 5 == 0 && n - i > 2)
			*out++ = '-';
		*out++ = code[i];
	}
	*out = '\0';
}
