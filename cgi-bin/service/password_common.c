/* Which passwords everybody tries first: Debian's cracklib word list where it
 * is installed, the best known beyond it, and simple patterns. */
#include <ctype.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "service/password.h"

#define WORD_LIST "/usr/share/dict/cracklib-small" /* sorted by bytes, one a line */
#define WORD_MAX 64

/* What the list of words lacks: often seen in leaks, here and abroad. */
static const char *const known[] = {
	"1q2w3e4r5t", "1qaz2wsx3edc", "5201314",  "a123456",  "aa123456", "abc123456", "admin123",
	"asd123456",  "iloveu",       "jifen",    "letmein",  "nihao",    "p@ssw0rd",  "passw0rd",
	"password",   "q1w2e3r4",     "qazwsx",   "qazwsxedc", "qwe123",   "qwerty",    "qwertyuiop",
	"taobao",     "welcome",      "woaini",   "woaini1314", "wodemima", "zaq12wsx",  "zhongguo",
	"zxcvbnm",    "mima",         "jifen1234", "changeme", NULL};

struct words {
	const char *text;
	size_t len;
};

/* The word list, mapped once a process and shared by all; empty where it is not
 * installed. */
static const struct words *word_list(void)
{
	static struct words list;
	static bool tried;
	struct stat info;
	if (tried)
		return &list;
	tried = true;
	int fd = open(WORD_LIST, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return &list;
	if (fstat(fd, &info) == 0 && info.st_size > 0) {
		void *map = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_SHARED, fd, 0);
		if (map != MAP_FAILED)
			list = (struct words){map, (size_t)info.st_size};
	}
	close(fd);
	return &list;
}

/* Compares WORD with the line of LEN bytes at LINE. */
static int line_compare(const char *word, const char *line, size_t len)
{
	size_t n = strlen(word);
	int order = memcmp(word, line, n < len ? n : len);
	return order != 0 ? order : (n > len) - (n < len);
}

static bool in_list(const char *word)
{
	const struct words *list = word_list();
	size_t from = 0, to = list->len;
	while (from < to) {
		size_t begin = from + (to - from) / 2;
		while (begin > from && list->text[begin - 1] != '\n')
			begin--;
		const char *end = memchr(list->text + begin, '\n', list->len - begin);
		size_t len = end != NULL ? (size_t)(end - list->text) - begin : list->len - begin;
		int order = line_compare(word, list->text + begin, len);
		if (order == 0)
			return true;
		if (order < 0)
			to = begin;
		else
			from = begin + len + 1;
	}
	return false;
}

static bool known_word(const char *word)
{
	for (int i = 0; known[i] != NULL; i++)
		if (strcmp(word, known[i]) == 0)
			return true;
	return in_list(word);
}

/* One character over and over, or each the neighbour of the last ("12345678",
 * "hgfedcba"), or a short piece repeated ("abcabcabc", "12121212"). */
static bool simple_pattern(const char *s, size_t len)
{
	bool up = true, down = true;
	for (size_t i = 1; i < len; i++) {
		up = up && (s[i] == s[i - 1] + 1 || (s[i - 1] == '9' && s[i] == '0'));
		down = down && s[i] == s[i - 1] - 1;
	}
	if (up || down)
		return true;
	for (size_t piece = 1; piece <= 4 && piece * 2 <= len; piece++) {
		bool repeats = true;
		for (size_t i = piece; i < len; i++)
			repeats = repeats && s[i] == s[i - piece];
		if (repeats)
			return true;
	}
	return false;
}

bool password_is_common(const char *password)
{
	char word[WORD_MAX];
	size_t len = strlen(password);
	if (len >= sizeof word)
		return false;
	for (size_t i = 0; i <= len; i++)
		word[i] = (char)tolower((unsigned char)password[i]);
	if (simple_pattern(word, len) || known_word(word))
		return true;
	/* a word with figures or signs behind it: "Password123!" */
	while (len > 0 && !isalpha((unsigned char)word[len - 1]) && (word[len - 1] & 0x80) == 0)
		len--;
	word[len] = '\0';
	if (len >= 3 && known_word(word) && strlen(password) - len <= 6)
		return true;
	/* a birthday: eight figures that read as a date of our time */
	return strlen(password) == 8 && strspn(password, "0123456789") == 8 &&
	       (strncmp(password, "19", 2) == 0 || strncmp(password, "20", 2) == 0);
}
