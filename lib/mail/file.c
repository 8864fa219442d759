/* A message as programs keep it in files: header and body of RFC 5322, split where Postfix splits
 * them (src/global/is_header.c): the first line that is neither a field nor goes on with one ends
 * the header, whether it is empty or belongs to the body. */
#include "mail/file.h"

#include <fcntl.h>

#include "base/auto.h"
#include "base/buf.h"

#define FILE_SIZE_MAX ((size_t)64 << 20)

/* The next line with its end; false at the end of the text. */
static bool raw_line(struct str *rest, struct str *ret)
{
	size_t at = str_chr(*rest, '\n');

	if (rest->n == 0)
		return false;
	*ret = str_sub(*rest, 0, at == SIZE_MAX ? rest->n : at + 1);
	*rest = str_sub(*rest, ret->n, rest->n);
	return true;
}

static struct str without_line_end(struct str line)
{
	if (line.n && line.p[line.n - 1] == '\n')
		line.n--;
	if (line.n && line.p[line.n - 1] == '\r')
		line.n--;
	return line;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Where the colon of a field stands in its first line; SIZE_MAX if the line is no field. */
static size_t field_colon(struct str line)
{
	size_t i = 0;

	while (i < line.n && line.p[i] > ' ' && line.p[i] < 127 && line.p[i] != ':')
		i++;
	if (i == 0)
		return SIZE_MAX;
	while (i < line.n && is_blank(line.p[i]))
		i++;
	return i < line.n && line.p[i] == ':' ? i : SIZE_MAX;
}

bool file_is_field(struct str line)
{
	return field_colon(line) != SIZE_MAX;
}

static int add_field(struct mail *mail, struct str whole, size_t colon, struct err *err)
{
	struct str value = without_line_end(str_sub(whole, colon + 1, whole.n));

	return mail_add_raw_field(mail, str_sub(whole, 0, colon), value, err);
}

static void skip_preface(struct str *text)
{
	static const struct str skipped[] = { STR("From "), STR(">From ") }; /* mbox */
	static const struct str bom = STR("\xef\xbb\xbf");
	struct str line;

	if (str_starts(*text, bom))
		*text = str_sub(*text, bom.n, text->n);
	for (size_t i = 0; i < sizeof skipped / sizeof *skipped; i++)
		if (str_starts(*text, skipped[i]))
			raw_line(text, &line);
}

/* Takes the header off `rest`, the line between header and body too. */
static int parse_header(struct str *rest, struct mail *mail, struct err *err)
{
	struct str line, after = *rest;
	int failed;

	while (raw_line(&after, &line)) {
		struct str whole = line;
		size_t colon = field_colon(line);

		if (colon == SIZE_MAX) {
			if (without_line_end(line).n == 0)
				*rest = after;
			return 0;
		}
		while (after.n && is_blank(after.p[0])) {
			raw_line(&after, &line);
			whole.n += line.n;
		}
		failed = add_field(mail, whole, colon, err);
		if (failed)
			return failed;
		*rest = after;
	}
	return 0;
}

int file_parse(struct str text, struct mail *mail, struct err *err)
{
	int failed;

	skip_preface(&text);
	failed = parse_header(&text, mail, err);
	if (failed == 0)
		failed = mail_add_body(mail, text, err);
	if (failed == 0)
		mail_end(mail);
	return failed;
}

static int read_all(int fd, const char *path, struct buf *buf, struct err *err)
{
	char chunk[65536];
	ssize_t n;

	while (!buf->cut && (n = read(fd, chunk, sizeof chunk)) != 0) {
		if (n < 0)
			return err_system(err, "can't read %s", path);
		buf_add(buf, str_make(chunk, (size_t)n));
	}
	if (buf->cut && buf->n < FILE_SIZE_MAX)
		return err_memory(err);
	return 0;
}

int file_read(const char *path, struct mail *mail, struct err *err)
{
	bool standard_input = strcmp(path, "-") == 0;
	int fd = standard_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	AUTO(buf_done) struct buf buf;
	int failed;

	buf_init(&buf, FILE_SIZE_MAX);
	if (fd < 0)
		return err_system(err, "can't open %s", path);
	failed = read_all(fd, path, &buf, err);
	if (!standard_input)
		close(fd);
	return failed ? failed : file_parse(buf_str(&buf), mail, err);
}
