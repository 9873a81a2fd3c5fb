/* The web server's map of pages (deploy/nginx/shared.conf): what its log names. */
#ifndef TESTS_PAGE_NGINX_MAP_H
#define TESTS_PAGE_NGINX_MAP_H

#include <regex.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

/* PATTERN as regcomp() reads it: groups without their names. */
static inline char *nginx_pattern(void *mem, const char *pattern)
{
	char *out = talloc_strdup(mem, pattern), *to = out;

	for (const char *from = pattern; *from; *to++ = *from++)
		if (strncmp(from, "(?<", 3) == 0) {
			*to++ = '(';
			from += strcspn(from, ">") + 1;
		}
	*to = '\0';
	return out;
}

/* Whether a line of the map, its first word KEY, is for PATH. */
static inline bool nginx_is_for(void *mem, const char *key, const char *path)
{
	regex_t regex;
	bool hit;

	if (*key != '~')
		return strcmp(key, path) == 0;
	if (regcomp(&regex, nginx_pattern(mem, key + 1), REG_EXTENDED | REG_NOSUB) != 0)
		return false;
	hit = regexec(&regex, path, 0, NULL, 0) == 0;
	regfree(&regex);
	return hit;
}

/* Whether nginx's log has a name of its own for PATH, beside "other". */
static inline bool nginx_names(const char *path)
{
	FILE *file = fopen("deploy/nginx/shared.conf", "re");
	void *mem = talloc_new(NULL);
	char line[1024], key[1024], name[256];
	bool inside = false, named = false;

	while (file && !named && fgets(line, sizeof line, file)) {
		if (strstr(line, "map $asked $route {"))
			inside = true;
		else if (*line == '}')
			inside = false;
		else if (inside && sscanf(line, "%1023s \"%255[^\"]\"", key, name) == 2)
			named = !strstr(name, "other") && nginx_is_for(mem, key, path);
	}
	if (file)
		fclose(file);
	talloc_free(mem);
	return named;
}

#endif
