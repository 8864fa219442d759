/* Charsets by ICU's converters. Names that browsers and mail clients take for windows-1252 (WHATWG
 * Encoding, 4.2: us-ascii, latin1) are taken so here; only names that ICU lists are asked for, so
 * that no name from a mail becomes an option or a file name of its loader. */
#include "base/unicode.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucnv_err.h>

#include "base/auto.h"
#include "base/utf16.h"

#define FALLBACK_CHARSET "windows-1252"
#define CHARSET_NAME_MAX 63

static void converter_done(UConverter **converter)
{
	ucnv_close(*converter); /* takes NULL */
}

/* ICU's own choice is U+001A for some charsets. */
static void replace_bad(const void *context, UConverterToUnicodeArgs *args, const char *bytes,
                        int32_t n, UConverterCallbackReason reason, UErrorCode *status)
{
	static const UChar replacement = 0xfffd;

	(void)context, (void)bytes, (void)n;
	if (reason > UCNV_IRREGULAR)
		return;
	*status = U_ZERO_ERROR;
	ucnv_cbToUWriteUChars(args, &replacement, 1, 0, status);
}

static UConverter *converter_open(const char *name)
{
	UErrorCode status = U_ZERO_ERROR;
	UConverter *converter = ucnv_open(name, &status);

	if (U_SUCCESS(status))
		ucnv_setToUCallBack(converter, replace_bad, NULL, NULL, NULL, &status);
	if (U_FAILURE(status)) {
		ucnv_close(converter);
		return NULL;
	}
	return converter;
}

/* NULL where the name says nothing: none, unknown, or UTF-8 and ASCII, which the bytes weren't. */
static UConverter *converter_for(struct str charset)
{
	char name[CHARSET_NAME_MAX + 1] = "";
	UErrorCode status = U_ZERO_ERROR;
	AUTO(converter_done) UConverter *converter = NULL;
	UConverter *ret;

	if (charset.n > CHARSET_NAME_MAX)
		return NULL;
	if (charset.n)
		memcpy(name, charset.p, charset.n);
	if (!name[0] || ucnv_countAliases(name, &status) == 0 || U_FAILURE(status))
		return NULL;
	converter = converter_open(name);
	if (!converter || ucnv_getType(converter) == UCNV_UTF8 ||
	    ucnv_getType(converter) == UCNV_US_ASCII)
		return NULL;
	if (ucnv_getType(converter) == UCNV_LATIN_1)
		return converter_open(FALLBACK_CHARSET);
	ret = converter;
	converter = NULL;
	return ret;
}

static struct str convert(struct arena *arena, UConverter *converter, struct str bytes)
{
	UErrorCode status = U_ZERO_ERROR;
	AUTO(utf16_done) struct utf16 text;

	utf16_init(&text);
	if (bytes.n > UTF16_BYTES_MAX || !utf16_reserve(&text, (int32_t)bytes.n + 16))
		return (struct str){ NULL, 0 };
	text.n = ucnv_toUChars(converter, text.p, text.room, bytes.p, (int32_t)bytes.n, &status);
	if (status == U_BUFFER_OVERFLOW_ERROR) { /* a byte can become several characters */
		int32_t wanted = text.n;

		status = U_ZERO_ERROR;
		if (!utf16_reserve(&text, wanted))
			return (struct str){ NULL, 0 };
		text.n = ucnv_toUChars(converter, text.p, text.room, bytes.p, (int32_t)bytes.n,
		                       &status);
	}
	return U_SUCCESS(status) ? utf16_str(&text, arena) : (struct str){ NULL, 0 };
}

static bool has_a_utf8_letter(struct str s)
{
	size_t at = 0;
	int32_t c;

	while ((c = utf8_next(s, &at)) >= 0) {
		if (c >= 0x80 && c != 0xfffd)
			return true;
	}
	return false;
}

/* UTF-8 stays as it is. ASCII bytes can be a stateful charset's (ISO-2022-JP, UTF-7). */
static bool needs_nothing(struct str bytes, struct str charset)
{
	if (!utf8_valid(bytes) || str_ieq(charset, str_of("utf-7")))
		return false;
	return str_chr(bytes, 0x1b) == SIZE_MAX || !utf8_is_ascii(bytes);
}

struct str unicode_decode(struct arena *arena, struct str bytes, struct str charset)
{
	AUTO(converter_done) UConverter *converter = NULL;

	if (needs_nothing(bytes, charset))
		return arena_str(arena, bytes);
	converter = converter_for(charset);
	if (!converter && has_a_utf8_letter(bytes)) /* one bad byte must not garble the others */
		return utf8_repair(arena, bytes);
	if (!converter)
		converter = converter_open(FALLBACK_CHARSET);
	return converter ? convert(arena, converter, bytes) : (struct str){ NULL, 0 };
}
