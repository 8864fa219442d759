/* A file as it may lie in an archive: an mbox split and read again, or one message, packed or not. */
#include <stdlib.h>
#include <unistd.h>

#include "base/auto.h"
#include "mail/archive.h"

#define NOW_S ((int64_t)1800000000)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_all(struct archive *archive)
{
	struct mail_options options = mail_options_default();
	struct site_key key = site_key_fixed();
	size_t n = archive_counts(archive).messages;

	for (size_t i = 0; i < n; i++) {
		struct mail *mail = mail_new(&options, &key);
		int64_t at_s = archive_at(archive, i);

		if (!mail || at_s <= 0 || at_s > NOW_S + 86400 ||
		    (i && at_s < archive_at(archive, i - 1)))
			abort();
		archive_read(archive, i, mail,
		             NULL); /* a message damaged behind its header fails */
		mail_free(mail);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct hop_policy nobody;
	const struct archive_options options = { .hops = &nobody,
		                                 .now_s = NOW_S,
		                                 .spool = "/dev/shm" };
	char path[] = "/dev/shm/archive-fuzz-XXXXXX";
	struct archive *archive;
	AUTO(fd_done) int fd = mkstemp(path);

	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	if (archive_new(&options, &archive, NULL) || archive_add(archive, path, NULL))
		abort();
	archive_sort(archive);
	read_all(archive);
	archive_free(archive);
	unlink(path);
	return 0;
}
