#include "mail/archive_walk.h"

#include <errno.h>
#include <fts.h>

#include "base/auto.h"

static void fts_done(FTS **fts)
{
	if (*fts)
		fts_close(*fts);
}

static bool is_message_name(struct str name)
{
	static const struct str ends[] = { STR(".eml"), STR(".eml.gz") };

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (str_iends(name, ends[i]))
			return true;
	return false;
}

/* "1772443800.M1P2.host:2,FS" */
static bool is_draft(struct str name)
{
	size_t at = str_find(name, str_of(":2,"));

	return at != SIZE_MAX && str_chr(str_sub(name, at, name.n), 'D') != SIZE_MAX;
}

static enum walk_kind kind_of(struct str folder, struct str name)
{
	static const struct str parts[] = { STR("cur/"), STR("new/") };

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		struct str above = str_sub(folder, 0, folder.n - parts[i].n);

		if (str_ends(folder, parts[i]) && (above.n == 0 || above.p[above.n - 1] == '/'))
			return is_draft(name) ? WALK_DRAFT : WALK_MESSAGE;
	}
	return is_message_name(name) ? WALK_MESSAGE : WALK_FILE;
}

static int give(const struct walk_options *options, const FTSENT *entry)
{
	struct str path = str_of(entry->fts_path),
		   name = str_make(entry->fts_name, entry->fts_namelen);
	size_t slash = str_rchr(path, '/');
	struct walk_file file = { .path = entry->fts_path, .named = entry->fts_level == 0 };

	if (slash != SIZE_MAX)
		file.folder = str_sub(path, 0, slash + 1);
	if (!file.named && name.n && name.p[0] == '.')
		return 0; /* .DS_Store, .dovecot.lda-dupes; folders may be named so (Maildir++) */
	file.kind = kind_of(file.folder, name);
	return options->file(options->context, &file);
}

static void tell(const struct walk_options *options, const FTSENT *entry)
{
	struct err err = { 0 };

	errno = entry->fts_errno;
	err_system(&err, "can't read %s", entry->fts_path);
	options->failed(options->context, &err);
}

/* tmp holds what is being delivered. */
static bool is_entered(const struct walk_options *options, const FTSENT *entry)
{
	struct err err = { 0 };

	if (entry->fts_level && strcmp(entry->fts_name, "tmp") == 0)
		return false;
	if (entry->fts_level <= WALK_DEPTH_MAX)
		return true;
	err_set(&err, ERR_INPUT, "%s is too deep: folders are read %d deep", entry->fts_path,
	        WALK_DEPTH_MAX);
	options->failed(options->context, &err);
	return false;
}

static int visit(FTS *fts, FTSENT *entry, const struct walk_options *options)
{
	switch (entry->fts_info) {
	case FTS_D:
		if (!is_entered(options, entry))
			fts_set(fts, entry, FTS_SKIP);
		return 0;
	case FTS_F:
		return give(options, entry);
	case FTS_DNR:
	case FTS_ERR:
	case FTS_NS:
		tell(options, entry);
		return 0;
	case FTS_DEFAULT: /* a pipe, a device */
		return entry->fts_level ? 0 : give(options, entry);
	default:
		return 0;
	}
}

int walk(const char *path, const struct walk_options *options, struct err *err)
{
	char *const paths[] = { (char *)path, NULL };
	AUTO(fts_done) FTS *fts = fts_open(paths, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, NULL);
	FTSENT *entry;
	int status = 0;

	if (!fts)
		return *path ? err_memory(err) : err_set(err, ERR_USAGE, "an empty path");
	while (!status && (entry = fts_read(fts)))
		status = visit(fts, entry, options);
	return status;
}
