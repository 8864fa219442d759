#include "base/utf16.h"

#include <stdlib.h>
#include <unicode/ustring.h>

void utf16_init(struct utf16 *text)
{
	text->p = text->near;
	text->n = 0;
	text->room = UTF16_NEAR;
}

void utf16_done(struct utf16 *text)
{
	if (text->p != text->near)
		free(text->p);
	utf16_init(text);
}

bool utf16_reserve(struct utf16 *text, int32_t room)
{
	UChar *p;

	text->n = 0;
	if (room <= text->room)
		return true;
	p = malloc((size_t)room * sizeof *p);
	if (!p)
		return false;
	utf16_done(text);
	text->p = p;
	text->room = room;
	return true;
}

struct str utf16_str(const struct utf16 *text, struct arena *arena)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t n = 0;
	char *p;

	u_strToUTF8WithSub(NULL, 0, &n, text->p, text->n, 0xfffd, NULL, &status);
	p = arena_alloc(arena, (size_t)n + 1);
	if (!p)
		return (struct str){ NULL, 0 };
	status = U_ZERO_ERROR; /* it was the overflow that told the length */
	u_strToUTF8WithSub(p, n + 1, &n, text->p, text->n, 0xfffd, NULL, &status);
	return U_SUCCESS(status) ? str_make(p, (size_t)n) : (struct str){ NULL, 0 };
}

bool utf16_apply(const struct utf16 *from,
                 int32_t (*change)(const UChar *from, int32_t n, UChar *to, int32_t room,
                                   UErrorCode *status),
                 struct utf16 *to)
{
	UErrorCode status = U_ZERO_ERROR;

	if (!utf16_reserve(to, from->n + from->n / 2))
		return false;
	to->n = change(from->p, from->n, to->p, to->room, &status);
	if (status == U_BUFFER_OVERFLOW_ERROR) {
		int32_t wanted = to->n;

		status = U_ZERO_ERROR;
		if (!utf16_reserve(to, wanted))
			return false;
		to->n = change(from->p, from->n, to->p, to->room, &status);
	}
	return U_SUCCESS(status);
}
