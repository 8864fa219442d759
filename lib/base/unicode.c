/* How a reader compares texts: folding (NFKC_Casefold, UAX #15 and Unicode 3.13), confusables (UTS
 * #39), transliteration (UTS #35), all by ICU.
 *
 * The normaliser and the confusables checker are immutable once opened, made to be shared by
 * threads (unorm2.h, uspoof.h) and dear (0.3 ms): one of each for the process, opened at the first
 * need. They hold nothing of ours. Transliterators aren't promised to be shareable: a pool lends
 * them out.
 *
 * Normalising sorts each run of combining marks, in ICU by insertion: 128 KB of marks took 7.5 s.
 * So no more than 30 of a run are read, the bound of UAX #15's Stream-Safe Text Format; nobody sees
 * more. Most text is ASCII and takes a short way. */
#include "base/unicode.h"

#include <pthread.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utrans.h>

#include "base/auto.h"
#include "base/pool.h"
#include "base/utf16.h"

#define TRANSLITERATORS    16
#define POOL_WAIT_MS       5000
#define MARKS_IN_A_RUN     30
#define TRANSLITERATED_MAX 1024 /* UTF-16 units; above, its time grows with the square */

static struct {
	const UNormalizer2 *fold;
	USpoofChecker *confusables;
	struct pool *transliterators;
} icu;

static int transliterator_make(void *context, void **ret, struct err *err)
{
	/* marks go last: in the scripts of India and Japan they are vowels and consonants */
	static const char rules[] = "Any-Latin; NFD; [:Mn:] Remove; Latin-ASCII; Lower";
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
	icu.transliterators = pool_new(&class, NULL, TRANSLITERATORS);
}

static bool icu_ready(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, icu_open);
	return icu.fold && icu.confusables && icu.transliterators;
}

/* Whether the marks behind `c` are a new run: not if folding makes a mark or nothing of it. */
static bool begins_a_run(UChar32 c)
{
	return c < 0x80 || (unorm2_hasBoundaryBefore(icu.fold, c) && !unicode_is_ignorable(c));
}

static bool take(struct utf16 *ret, struct str utf8)
{
	size_t at = 0, run = 0;
	int32_t c;

	if (!icu_ready() || utf8.n > UTF16_BYTES_MAX || !utf16_reserve(ret, (int32_t)utf8.n))
		return false;
	while ((c = utf8_next(utf8, &at)) >= 0) {
		run = begins_a_run(c) ? 0 : run + 1;
		if (run <= MARKS_IN_A_RUN)
			U16_APPEND_UNSAFE(ret->p, ret->n, c);
	}
	return true;
}

static int32_t fold(const UChar *from, int32_t n, UChar *to, int32_t room, UErrorCode *status)
{
	return unorm2_normalize(icu.fold, from, n, to, room, status);
}

static int32_t skeleton(const UChar *from, int32_t n, UChar *to, int32_t room, UErrorCode *status)
{
	return uspoof_getSkeleton(icu.confusables, 0, from, n, to, room, status);
}

static int32_t latin(const UChar *from, int32_t n, UChar *to, int32_t room, UErrorCode *status)
{
	int32_t limit = n;
	void *transliterator;

	if (pool_take(icu.transliterators, POOL_WAIT_MS, &transliterator, NULL)) {
		*status = U_MEMORY_ALLOCATION_ERROR;
		return 0;
	}
	u_memcpy(to, from, n);
	utrans_transUChars(transliterator, to, &n, room, 0, &limit, status);
	pool_give(icu.transliterators, transliterator);
	return n;
}

struct str unicode_fold(struct arena *arena, struct str utf8)
{
	AUTO(utf16_done) struct utf16 text, folded;

	utf16_init(&text);
	utf16_init(&folded);
	if (utf8_is_ascii(utf8))
		return arena_lower(arena, utf8);
	if (!take(&text, utf8) || !utf16_apply(&text, fold, &folded))
		return (struct str){ NULL, 0 };
	return utf16_str(&folded, arena);
}

struct str unicode_ascii(struct arena *arena, struct str utf8)
{
	AUTO(utf16_done) struct utf16 text, folded;

	utf16_init(&text);
	utf16_init(&folded);
	if (utf8_is_ascii(utf8))
		return arena_lower(arena, utf8);
	if (!take(&text, utf8) || !utf16_apply(&text, fold, &folded))
		return (struct str){ NULL, 0 };
	if (folded.n > TRANSLITERATED_MAX || !utf16_apply(&folded, latin, &text))
		return utf16_str(&folded, arena);
	return utf16_str(&text, arena);
}

struct str unicode_skeleton(struct arena *arena, struct str utf8)
{
	AUTO(utf16_done) struct utf16 text, look;

	utf16_init(&text);
	utf16_init(&look);
	if (!take(&text, utf8) || !utf16_apply(&text, skeleton, &look) ||
	    !utf16_apply(&look, fold, &text))
		return (struct str){ NULL, 0 };
	return utf16_str(&text, arena);
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
