#include "rule/region.h"

#include <stddef.h>
#include <string.h>

#include "base/mem.h"

#define BETWEEN "\u3000" /* a full-width blank; no part holds one */
#define PARTS 4

const char *const region_provinces[] = {
	"北京市",         "天津市",           "河北省",           "山西省",
	"内蒙古自治区",   "辽宁省",           "吉林省",           "黑龙江省",
	"上海市",         "江苏省",           "浙江省",           "安徽省",
	"福建省",         "江西省",           "山东省",           "河南省",
	"湖北省",         "湖南省",           "广东省",           "广西壮族自治区",
	"海南省",         "重庆市",           "四川省",           "贵州省",
	"云南省",         "西藏自治区",       "陕西省",           "甘肃省",
	"青海省",         "宁夏回族自治区",   "新疆维吾尔自治区", "香港特别行政区",
	"澳门特别行政区", "台湾省",           NULL};

bool region_is_province(const char *text)
{
	for (int i = 0; region_provinces[i]; i++)
		if (strcmp(region_provinces[i], text) == 0)
			return true;
	return false;
}

/* PART with single blanks and none at its ends, at the end of TEXT. */
static char *add(char *text, const char *part)
{
	size_t wide = strlen(BETWEEN);
	bool blank = false, any = false;

	while (*part) {
		size_t len = strncmp(part, BETWEEN, wide) == 0 ? wide : 1;

		if (len == wide || *part == ' ') {
			blank = any;
		} else {
			text = talloc_asprintf_append(text, "%s%.1s", blank ? " " : "", part);
			blank = false;
			any = true;
		}
		part += len;
	}
	return text;
}

char *region_join(void *mem, const struct region *r)
{
	const char *parts[PARTS] = {r->province, r->city, r->district, r->street};
	char *text = talloc_strdup(mem, "");

	for (int i = r->province[0] ? 0 : PARTS - 1; i < PARTS; i++) {
		text = add(text, parts[i]);
		if (i < PARTS - 1)
			text = talloc_strdup_append(text, BETWEEN);
	}
	return text;
}

bool region_split(void *mem, const char *address, struct region *out)
{
	const char *parts[PARTS];
	const char *rest = address;
	int n = 0;

	*out = (struct region){"", "", "", address};
	for (const char *end; n < PARTS - 1 && (end = strstr(rest, BETWEEN)) != NULL; n++) {
		parts[n] = talloc_strndup(mem, rest, (size_t)(end - rest));
		rest = end + strlen(BETWEEN);
	}
	if (n < PARTS - 1 || !region_is_province(parts[0]) || !parts[1][0] || !parts[2][0] || !rest[0])
		return false;
	*out = (struct region){parts[0], parts[1], parts[2], rest};
	return true;
}
