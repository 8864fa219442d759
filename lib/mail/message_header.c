/* Header values as text: unfolded, any bytes made valid UTF-8, encoded words decoded by GMime. */
#include <gmime/gmime.h>

#include "base/unicode.h"
#include "mail/message_parts.h"

struct str header_raw(struct message_job *job, struct str value, size_t max)
{
	struct arena *arena = &job->mail->arena;
	struct str unfolded = field_unfold(arena, str_sub(value, 0, max));

	return unfolded.p ? unicode_decode(arena, unfolded, (struct str){ NULL, 0 }) : unfolded;
}

char *header_cstring(struct arena *arena, struct str s)
{
	char *p = arena_alloc(arena, s.n + 1);

	for (size_t i = 0; p && i < s.n; i++)
		p[i] = s.p[i] ? s.p[i] : ' ';
	return p;
}

struct str header_owned(struct message_job *job, const char *cstring)
{
	struct arena *arena = &job->mail->arena;
	struct str copy = arena_str(arena, str_of(cstring));

	/* an encoded word of an unknown charset comes as the bytes that it held */
	return copy.p && !utf8_valid(copy) ? unicode_decode(arena, copy, (struct str){ NULL, 0 })
	                                   : copy;
}

/* Encoded words may hold line ends; what is shown has none. */
static struct str one_line(struct str s, char *p)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\n' || s.p[i] == '\r' || s.p[i] == '\t' || s.p[i] == '\0')
			p[i] = ' ';
	return str_trim(str_make(p, s.n));
}

struct str header_decode(struct message_job *job, struct str value, size_t max)
{
	struct str none = { NULL, 0 }, raw = header_raw(job, value, max), owned;
	char *cstring, *decoded;

	if (!raw.p)
		return none;
	cstring = header_cstring(&job->mail->arena, raw);
	if (!cstring)
		return none;
	decoded = g_mime_utils_header_decode_text(NULL, cstring);
	owned = header_owned(job, decoded);
	g_free(decoded);
	if (!owned.p)
		return none;
	cstring = arena_alloc(&job->mail->arena, owned.n + 1);
	if (!cstring)
		return none;
	memcpy(cstring, owned.p, owned.n);
	return one_line(owned, cstring);
}

bool header_address(struct message_job *job, struct str spec, struct str name, struct address *ret)
{
	return address_init(&job->mail->arena, job->context->domains, spec, name, ret);
}
