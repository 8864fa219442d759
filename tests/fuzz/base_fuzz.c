/* All of base/ that reads bytes from outside: results stay valid UTF-8, within their bounds, and
 * fold to themselves. The first byte chooses a charset. */
#include <stdint.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/escape.h"
#include "base/json.h"
#include "base/textfile.h"
#include "base/unicode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool so)
{
	if (!so)
		abort();
}

static void read_text(struct arena *arena, struct str text)
{
	struct str folded = unicode_fold(arena, text), shown, name;

	require(utf8_valid(folded));
	require(str_eq(unicode_fold(arena, folded), folded));
	require(utf8_valid(unicode_ascii(arena, str_sub(text, 0, 512))));
	require(utf8_valid(unicode_skeleton(arena, text)));
	if (unicode_to_ascii_domain(arena, text, &name)) {
		require(name.n > 0 && name.n <= 253 && utf8_is_ascii(name));
		shown = unicode_to_shown_domain(arena, name);
		require(shown.p && utf8_valid(shown));
	}
	require(unicode_to_shown_domain(arena, text).p);
}

static void escape_text(struct str text)
{
	struct buf out;

	buf_init(&out, 1000);
	escape_log(&out, text, 90);
	escape_header(&out, text, 90);
	escape_terminal(&out, text, 90);
	require(out.n <= 270 && utf8_valid(buf_str(&out)));
	for (size_t i = 0; i < out.n; i++)
		require((unsigned char)out.p[i] >= 0x20 && out.p[i] != 0x7f);
	buf_done(&out);
}

static void read_forms(struct arena *arena, struct str text)
{
	struct textfile_line line = { 0 };
	char written[CLOCK_TEXT_SIZE];
	json_t *object;
	int64_t at_s, again_s;

	if (json_object_of(text, &object, NULL) == 0) {
		free(json_line(object));
		json_get_str(arena, object, "a");
		json_decref(object);
	}
	object = json_text(text);
	require(object);
	json_decref(object);
	if (clock_parse(text, &at_s) && at_s >= -62167219200 && at_s <= 253402300799)
		require(clock_parse(str_of(clock_text(at_s, written)), &again_s) &&
		        again_s == at_s);
	while (textfile_next(&text, &line))
		require(line.text.n > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const charsets[] = { "",          "utf-8",   "iso-2022-jp",  "utf-7",
		                                "shift_jis", "gb18030", "windows-1251", "big5" };
	struct str bytes = str_make((const char *)data, size), text;
	struct arena arena;

	if (size == 0)
		return 0;
	arena_init(&arena, (size_t)64 << 20);
	text = unicode_decode(&arena, str_sub(bytes, 1, size), str_of(charsets[data[0] % 8]));
	require(text.p && utf8_valid(text));
	require(utf8_valid(utf8_clip(text, 40)) && utf8_valid(utf8_repair(&arena, bytes)));
	read_text(&arena, text);
	read_text(&arena, str_sub(bytes, 1, 4096));
	escape_text(bytes);
	read_forms(&arena, str_sub(bytes, 1, size));
	arena_done(&arena);
	return 0;
}
