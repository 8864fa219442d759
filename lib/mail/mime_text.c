/* A part's text: the transfer encoding undone by GMime, the charset by ICU, lines made whole. */
#include "base/unicode.h"
#include "mail/flowed.h"
#include "mail/mime.h"

static bool has_parameter(GMimeObject *object, const char *name, const char *value)
{
	const char *found = g_mime_object_get_content_type_parameter(object, name);

	return found && g_ascii_strcasecmp(found, value) == 0;
}

/* Charsets whose bytes may be valid UTF-8 by themselves without meaning that; unicode_decode()
 * knows the others. */
static bool hides_in_ascii(struct str charset)
{
	static const struct str prefixes[] = { STR("utf-16"), STR("utf-32"), STR("hz-gb") };

	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
		if (str_istarts(charset, prefixes[i]))
			return true;
	return false;
}

static GByteArray *decode_transfer(GMimePart *part, const char *charset)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	GByteArray *bytes = g_byte_array_new();
	GMimeStream *memory = g_mime_stream_mem_new_with_byte_array(bytes);
	GMimeStream *out = g_mime_stream_filter_new(memory);
	GMimeFilter *filter = NULL;

	g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(memory), FALSE);
	if (hides_in_ascii(str_of(charset)))
		filter = g_mime_filter_charset_new(charset, "utf-8");
	if (filter) {
		g_mime_stream_filter_add(GMIME_STREAM_FILTER(out), filter);
		g_object_unref(filter);
	}
	if (content)
		g_mime_data_wrapper_write_to_stream(content, out);
	g_mime_stream_flush(out);
	g_object_unref(out);
	g_object_unref(memory);
	return bytes;
}

/* A copy of at most `max` bytes with LF for CRLF. */
static struct str copy_lines(struct arena *arena, const GByteArray *bytes, size_t max, bool *cut)
{
	size_t room = bytes->len < max ? bytes->len : max, n = 0, i = 0;
	const char *from = (const char *)bytes->data;
	char *p = arena_alloc(arena, room + 1);

	while (p && i < bytes->len && n < room) { /* up to the next CR at once */
		const char *cr = memchr(from + i + 1, '\r', bytes->len - i - 1);
		size_t run = (cr ? (size_t)(cr - from) : bytes->len) - i;

		if (from[i] == '\r' && i + 1 < bytes->len && from[i + 1] == '\n') {
			i++;
			continue;
		}
		run = run < room - n ? run : room - n;
		memcpy(p + n, from + i, run);
		n += run;
		i += run;
	}
	*cut |= i < bytes->len;
	return str_make(p, n);
}

/* A cut may go through a character, which must not make the rest look like another charset. */
static struct str whole_characters(struct str s)
{
	struct str clipped = s;

	while (clipped.n && s.n - clipped.n < 3 && (clipped.p[clipped.n - 1] & 0xc0) == 0x80)
		clipped.n--;
	clipped = str_sub(clipped, 0, clipped.n ? clipped.n - 1 : 0);
	return !utf8_valid(s) && utf8_valid(clipped) ? clipped : s;
}

bool mime_text(const struct mime_leaf *leaf, struct arena *arena, size_t max, struct str *ret,
               bool *cut)
{
	const char *charset = g_mime_object_get_content_type_parameter(leaf->object, "charset");
	GByteArray *bytes = decode_transfer(GMIME_PART(leaf->object), charset);
	struct str text = copy_lines(arena, bytes, max, cut);

	g_byte_array_free(bytes, TRUE);
	if (text.p)
		text = unicode_decode(arena, whole_characters(text), str_of(charset));
	if (!text.p)
		return false;
	*ret = utf8_clip(text, max);
	if (leaf->kind == MIME_PLAIN && has_parameter(leaf->object, "format", "flowed"))
		*ret = flowed_join(arena, *ret, has_parameter(leaf->object, "delsp", "yes"));
	return ret->p;
}
