#include "base/config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <ClearSilver.h>

#include "base/log.h"
#include "base/text.h"

/* A config is an HDF node under our own name, so that no other file needs the
 * library's header. */
static HDF *node_of(const struct config *node)
{
	/* The library takes non-const nodes also where it only reads. */
	return (HDF *)(uintptr_t)node;
}

static void report(NEOERR *error, const char *event, const char *file)
{
	STRING text;
	string_init(&text);
	nerr_error_string(error, &text);
	for (char *p = text.buf; p && *p; p++)
		if (*p == ' ' || *p == '\n')
			*p = '_';
	log_event(LOG_ERROR, event, "file=%s reason=%s", file, text.buf ? text.buf : "");
	string_clear(&text);
	nerr_ignore(&error);
}

struct config *config_read(const char *path)
{
	HDF *tree = NULL;
	NEOERR *error = hdf_init(&tree);
	if (error == STATUS_OK)
		error = hdf_read_file(tree, path);
	if (error != STATUS_OK) {
		report(error, "config_unreadable", path);
		hdf_destroy(&tree);
		return NULL;
	}
	return (struct config *)tree;
}

struct config *config_parse(const char *text)
{
	HDF *tree = NULL;
	NEOERR *error = hdf_init(&tree);
	if (error == STATUS_OK)
		error = hdf_read_string(tree, text);
	if (error != STATUS_OK) {
		report(error, "config_unreadable", "(text)");
		hdf_destroy(&tree);
		return NULL;
	}
	return (struct config *)tree;
}

void config_free(struct config *tree)
{
	HDF *node = (HDF *)tree;
	if (node)
		hdf_destroy(&node);
}

const char *config_get(const struct config *node, const char *name, const char *fallback)
{
	const char *value = node ? hdf_get_value(node_of(node), name, NULL) : NULL;
	return value ? value : fallback;
}

bool config_int(const struct config *node, const char *name, int64_t fallback, int64_t *out)
{
	const char *value = config_get(node, name, NULL);
	if (!value) {
		*out = fallback;
		return true;
	}
	return int_parse(value, out);
}

const struct config *config_node(const struct config *node, const char *name)
{
	return node ? (const struct config *)hdf_get_obj(node_of(node), name) : NULL;
}

const struct config *config_child(const struct config *node)
{
	return node ? (const struct config *)hdf_obj_child(node_of(node)) : NULL;
}

const struct config *config_next(const struct config *node)
{
	return node ? (const struct config *)hdf_obj_next(node_of(node)) : NULL;
}

const char *config_name(const struct config *node)
{
	return hdf_obj_name(node_of(node));
}

const char *config_value(const struct config *node)
{
	const char *value = hdf_obj_value(node_of(node));
	return value ? value : "";
}

struct config *config_open(const char *path)
{
	struct stat info;
	if (!path)
		path = getenv("JIFEN_CONFIG");
	if (!path)
		path = "/etc/jifen/portal.hdf";
	if (stat(path, &info)) {
		log_event(LOG_ERROR, "config_missing", "file=%s errno=%d do=make_start", path,
		          errno);
		return NULL;
	}
	if (info.st_mode & 077) {
		log_event(LOG_ERROR, "config_open_to_others", "file=%s do=chmod_600", path);
		return NULL;
	}
	return config_read(path);
}
