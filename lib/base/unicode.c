/* ICU's normaliser, confusables checker and IDNA processor are immutable once opened and meant to be shared by threads
 * (unorm2.h, uspoof.h, uidna.h), and dear to open (0.3 ms for the checker): they are opened once for the process. They carry no
 * state of ours. Transliterators aren't promised to be shareable: a pool lends them out.
 * Most text is ASCII: each function has a short way for it. */
#include "base/unicode.h"

#include <pthread.h>
#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/uidna.h>
#include <unicode/unorm2.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>
#include <unicode/utrans.h>

#include "base/pool.h"

#define TRANSLITERATORS  16
#define POOL_WAIT_MS     5000
#define NAME_LABEL_MAX   63
#define NAME_MAX_BYTES   253
#define FALLBACK_CHARSET "windows-1252"

static struct {
	const UNormalizer2 *fold;
	USpoofChecker *confusables, *safety;
	UIDNA *idna;
	struct pool *transliterators;
} icu;
static pthread_once_t icu_once = PTHREAD_ONCE_INIT;

static int transliterator_make(void *context, void **ret, struct err *err)
{
	static const char rules[] = "NFD; [:Mn:] Remove; Any-Latin; Latin-ASCII; Lower";
	UChar id[sizeof rules];
	UErrorCode status = U_ZERO_ERROR;

	(void)context;
	u_charsToUChars(rules, id, sizeof rules);
	*ret = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
	return U_FAILURE(status) ? err_set(err, ERR_INTERNAL, "ICU: %s", u_errorName(status)) : 0;
}

static void transliterator_destroy(void *item)
{
	utrans_close(item);
}

static void icu_open(void)
{
	static const struct pool_class class = { transliterator_make, transliterator_destroy };
	UErrorCode status = U_ZERO_ERROR;

	icu.fold = unorm2_getNFKCCasefoldInstance(&status);
	icu.confusables = uspoof_open(&status);
	icu.safety = uspoof_open(&status);
	if (U_SUCCESS(status))
		uspoof_setRestrictionLevel(icu.safety, USPOOF_HIGHLY_RESTRICTIVE);
	icu.idna =
		uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE |
	                                UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ,
	                        &status);
	icu.transliterators = pool_new(&class, NULL, TRANSLITERATORS);
	if (U_FAILURE(status) || !icu.transliterators)
		abort(); /* ICU without its data: the installation is broken, nothing of mail's doing */
}

static void icu_ready(void)
{
	pthread_once(&icu_once, icu_open);
}

static bool is_ascii(struct str s)
{
	unsigned char seen = 0;

	for (size_t i = 0; i < s.n; i++)
		seen |= (unsigned char)s.p[i];
	return seen < 0x80;
}

bool utf8_valid(struct str s)
{
	size_t at = 0;

	if (is_ascii(s))
		return true;
	while (at < s.n) {
		UChar32 c;

		U8_NEXT((const uint8_t *)s.p, at, s.n, c);
		if (c < 0)
			return false;
	}
	return true;
}

int32_t utf8_next(struct str s, size_t *at)
{
	UChar32 c;

	if (*at >= s.n)
		return -1;
	U8_NEXT((const uint8_t *)s.p, *at, s.n, c);
	return c < 0 ? 0xfffd : c;
}

size_t utf8_put(int32_t code_point, char ret[4])
{
	size_t n = 0;

	if (code_point < 0 || code_point > 0x10ffff || U_IS_SURROGATE(code_point))
		code_point = 0xfffd;
	U8_APPEND_UNSAFE((uint8_t *)ret, n, code_point);
	return n;
}

struct str utf8_clip(struct str s, size_t max)
{
	size_t n = max;

	if (s.n <= max)
		return s;
	while (n > 0 && U8_IS_TRAIL((uint8_t)s.p[n]))
		n--;
	return str_make(s.p, n);
}

/* UTF-16 for ICU, and back. Both from the arena: lengths are bounded by it. */
struct utf16 {
	UChar *p;
	int32_t n;
};

static bool to_utf16(struct arena *arena, struct str s, struct utf16 *ret)
{
	UErrorCode status = U_ZERO_ERROR;

	if (s.n > INT32_MAX / 4)
		return false;
	ret->p = arena_array(arena, s.n + 1, sizeof(UChar));
	if (!ret->p)
		return false;
	u_strFromUTF8WithSub(ret->p, (int32_t)s.n + 1, &ret->n, s.n ? s.p : "", (int32_t)s.n,
	                     0xfffd, NULL, &status);
	return U_SUCCESS(status);
}

static struct str from_utf16(struct arena *arena, struct utf16 s)
{
	UErrorCode status = U_ZERO_ERROR;
	size_t room = 3 * (size_t)s.n + 1;
	char *p = arena_alloc(arena, room);
	int32_t n = 0;

	if (!p)
		return (struct str){ NULL, 0 };
	u_strToUTF8WithSub(p, (int32_t)room, &n, s.p, s.n, 0xfffd, NULL, &status);
	return U_SUCCESS(status) ? str_make(p, (size_t)n) : (struct str){ NULL, 0 };
}

static UConverter *converter_for(struct str charset)
{
	char name[64];
	UErrorCode status = U_ZERO_ERROR;
	UConverter *converter = NULL;

	if (charset.n > 0 && charset.n < sizeof name && !memchr(charset.p, 0, charset.n)) {
		memcpy(name, charset.p, charset.n);
		name[charset.n] = '\0';
		converter = ucnv_open(name, &status);
	}
	if (converter && U_SUCCESS(status) && ucnv_getType(converter) != UCNV_UTF8)
		return converter;
	ucnv_close(converter); /* "utf-8" that is none was most often windows-1252 */
	status = U_ZERO_ERROR;
	return ucnv_open(FALLBACK_CHARSET, &status);
}

struct str unicode_decode(struct arena *arena, struct str bytes, struct str charset)
{
	UErrorCode status = U_ZERO_ERROR;
	UConverter *converter;
	struct utf16 text;
	size_t room;

	/* ASCII bytes can still be a stateful charset's (ISO-2022-JP, UTF-7). */
	if (utf8_valid(bytes) &&
	    (!is_ascii(bytes) || memchr(bytes.p ? bytes.p : "", 0x1b, bytes.n) == NULL) &&
	    !str_ieq(charset, str_of("utf-7")))
		return arena_str(arena, bytes);
	if (bytes.n > INT32_MAX / 8)
		return (struct str){ NULL, 0 };
	converter = converter_for(charset);
	if (!converter)
		return (struct str){ NULL, 0 };
	room = 2 * bytes.n + 16;
	text.p = arena_array(arena, room, sizeof(UChar));
	text.n = text.p ? ucnv_toUChars(converter, text.p, (int32_t)room, bytes.p, (int32_t)bytes.n,
	                                &status)
	                : 0;
	ucnv_close(converter);
	if (!text.p || U_FAILURE(status))
		return (struct str){ NULL, 0 };
	return from_utf16(arena, text);
}

struct str unicode_fold(struct arena *arena, struct str utf8)
{
	UErrorCode status = U_ZERO_ERROR;
	struct utf16 text, folded;
	int32_t room;

	if (is_ascii(utf8))
		return arena_lower(arena, utf8);
	icu_ready();
	if (!to_utf16(arena, utf8, &text))
		return (struct str){ NULL, 0 };
	room = text.n + text.n / 2 + 32;
	for (;;) {
		folded.p = arena_array(arena, (size_t)room, sizeof(UChar));
		if (!folded.p)
			return (struct str){ NULL, 0 };
		folded.n = unorm2_normalize(icu.fold, text.p, text.n, folded.p, room, &status);
		if (status != U_BUFFER_OVERFLOW_ERROR)
			break;
		room = folded.n +
		       1; /* one character can become 18: the second try has the room it named */
		status = U_ZERO_ERROR;
	}
	return U_SUCCESS(status) ? from_utf16(arena, folded) : (struct str){ NULL, 0 };
}

struct str unicode_ascii(struct arena *arena, struct str utf8)
{
	UErrorCode status = U_ZERO_ERROR;
	struct str folded = unicode_fold(arena, utf8);
	struct utf16 text;
	int32_t room, limit;
	UChar *grown;
	void *transliterator;

	if (!folded.p || is_ascii(folded))
		return folded;
	if (!to_utf16(arena, folded, &text))
		return (struct str){ NULL, 0 };
	room = 8 * text.n + 64;
	grown = arena_array(arena, (size_t)room, sizeof(UChar));
	if (!grown)
		return (struct str){ NULL, 0 };
	memcpy(grown, text.p, (size_t)text.n * sizeof(UChar));
	limit = text.n;
	if (pool_take(icu.transliterators, POOL_WAIT_MS, &transliterator, NULL))
		return folded;
	utrans_transUChars(transliterator, grown, &text.n, room, 0, &limit, &status);
	pool_give(icu.transliterators, transliterator);
	if (U_FAILURE(status))
		return folded;
	return from_utf16(arena, (struct utf16){ grown, text.n });
}

struct str unicode_skeleton(struct arena *arena, struct str utf8)
{
	UErrorCode status = U_ZERO_ERROR;
	size_t room = 4 * utf8.n + 64;
	char *p;
	int32_t n;

	icu_ready();
	if (utf8.n > INT32_MAX / 8 || !utf8_valid(utf8))
		return unicode_fold(arena, utf8);
	p = arena_alloc(arena, room);
	if (!p)
		return (struct str){ NULL, 0 };
	n = uspoof_getSkeletonUTF8(icu.confusables, 0, utf8.n ? utf8.p : "", (int32_t)utf8.n, p,
	                           (int32_t)room, &status);
	if (status == U_BUFFER_OVERFLOW_ERROR) {
		status = U_ZERO_ERROR;
		room = (size_t)n + 1;
		p = arena_alloc(arena, room);
		if (!p)
			return (struct str){ NULL, 0 };
		n = uspoof_getSkeletonUTF8(icu.confusables, 0, utf8.p, (int32_t)utf8.n, p,
		                           (int32_t)room, &status);
	}
	return unicode_fold(arena, U_SUCCESS(status) ? str_make(p, (size_t)n) : utf8);
}

bool unicode_is_word(int32_t c)
{
	if (c < 0x80)
		return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	return u_isalnum(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
}

bool unicode_is_space(int32_t c)
{
	return c < 0x80 ? c == ' ' || (c >= '\t' && c <= '\r') : (bool)u_isUWhiteSpace(c);
}

bool unicode_is_ignorable(int32_t c)
{
	return c >= 0x80 && u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

/* Letters, digits, hyphens and, since the DNS holds them, underscores; labels of 1 to 63. */
static bool is_dns_name(struct str name)
{
	struct str rest = name, label;

	if (name.n == 0 || name.n > NAME_MAX_BYTES)
		return false;
	while (str_cut(&rest, '.', &label)) {
		if (label.n == 0 || label.n > NAME_LABEL_MAX)
			return false;
		for (size_t i = 0; i < label.n; i++) {
			if (!unicode_is_word((unsigned char)label.p[i]) && label.p[i] != '-' &&
			    label.p[i] != '_')
				return false;
		}
	}
	return true;
}

static struct str without_last_dot(struct str name)
{
	return name.n && name.p[name.n - 1] == '.' ? str_sub(name, 0, name.n - 1) : name;
}

bool unicode_to_ascii_domain(struct arena *arena, struct str domain, struct str *ret)
{
	UIDNAInfo info = UIDNA_INFO_INITIALIZER;
	UErrorCode status = U_ZERO_ERROR;
	char name[NAME_MAX_BYTES + 3];
	int32_t n;

	domain = without_last_dot(domain);
	if (is_ascii(domain)) {
		if (!is_dns_name(domain))
			return false;
		*ret = arena_lower(arena, domain);
		return ret->p != NULL;
	}
	icu_ready();
	if (domain.n > 4 * NAME_MAX_BYTES || !utf8_valid(domain))
		return false;
	n = uidna_nameToASCII_UTF8(icu.idna, domain.p, (int32_t)domain.n, name,
	                           (int32_t)sizeof name, &info, &status);
	if (U_FAILURE(status) || info.errors || n > NAME_MAX_BYTES)
		return false;
	domain = without_last_dot(str_make(name, (size_t)n));
	if (!is_dns_name(domain))
		return false;
	*ret = arena_lower(arena, domain);
	return ret->p != NULL;
}

struct str unicode_to_shown_domain(struct arena *arena, struct str ascii_domain)
{
	UIDNAInfo info = UIDNA_INFO_INITIALIZER;
	UErrorCode status = U_ZERO_ERROR;
	char name[4 * NAME_MAX_BYTES];
	int32_t n, problems;

	if (str_ifind(ascii_domain, str_of("xn--")) == SIZE_MAX || ascii_domain.n > NAME_MAX_BYTES)
		return ascii_domain;
	icu_ready();
	n = uidna_nameToUnicodeUTF8(icu.idna, ascii_domain.p, (int32_t)ascii_domain.n, name,
	                            (int32_t)sizeof name, &info, &status);
	if (U_FAILURE(status) || info.errors || n > (int32_t)sizeof name)
		return ascii_domain;
	problems = uspoof_checkUTF8(icu.safety, name, n, NULL, &status);
	if (U_FAILURE(status) || problems)
		return ascii_domain;
	return arena_str(arena, str_make(name, (size_t)n));
}
