#include "page/region_form.h"

#include "base/mem.h"
#include "rule/region.h"

#define WORD "Lang.Region."
#define PART_MAX 40
#define STREET_MIN 2

static const char *sent(struct request *r, const char *name)
{
	const char *text = request_form(r, name);

	return text ? text_clean(r->mem, text) : "";
}

void region_choices(struct request *r)
{
	struct view_node *root = page_root(r), *row = view_row(root, "Provinces", 0);

	view_str(row, "Value", "");
	view_str(row, "Text", view_words(root, WORD "Choose"));
	for (int i = 0; region_provinces[i]; i++) {
		row = view_row(root, "Provinces", i + 1);
		view_str(row, "Value", region_provinces[i]);
		view_str(row, "Text",
		         view_words(root, talloc_asprintf(r->mem, WORD "Name.P%d", i + 1)));
	}
}

const char *region_read(struct request *r, const char *street)
{
	const struct region at = {.province = sent(r, "province"), .city = sent(r, "city"),
	                          .district = sent(r, "district"), .street = street};
	struct view_node *form = view_node(page_root(r), "Form");

	view_str(form, "province", at.province);
	view_str(form, "city", at.city);
	view_str(form, "district", at.district);
	view_str(form, "address", street);
	return region_join(r->mem, &at);
}

static void judge_part(struct request *r, const char *name, const char *missing)
{
	size_t len = utf8_length(sent(r, name));

	if (len == 0 || len > PART_MAX)
		page_error(r, name, len == 0 ? missing : WORD "ErrorLong");
}

void region_judge(struct request *r)
{
	if (!request_form(r, "province"))
		return;
	if (!region_is_province(sent(r, "province")))
		page_error(r, "province", WORD "ErrorProvince");
	if (utf8_length(sent(r, "address")) < STREET_MIN)
		page_error(r, "address", WORD "ErrorStreet");
	judge_part(r, "city", WORD "ErrorCity");
	judge_part(r, "district", WORD "ErrorDistrict");
}

void region_prefill(struct request *r, const char *address)
{
	struct view_node *form = view_node(page_root(r), "Form");
	struct region at;

	region_split(r->mem, address, &at);
	view_str(form, "province", at.province);
	view_str(form, "city", at.city);
	view_str(form, "district", at.district);
	view_str(form, "address", at.street);
}
