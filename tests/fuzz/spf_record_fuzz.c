/* What the strict parser takes, written anew, it reads as the same; the expansion of any macro
 * fits a name. */
#include <stdlib.h>

#include "auth/spf_macro.h"
#include "auth/spf_record.h"

static const struct spf_scope scope = { .sender = STR("a+b-c=d.e@x.example"),
	                                .local = STR("a+b-c=d.e"),
	                                .sender_domain = STR("x.example"),
	                                .domain = STR("y.x.example"),
	                                .helo = STR("mx.example"),
	                                .name = STR("unknown"),
	                                .client = { { 192, 0, 2, 1 }, 4 } };

static void require(bool so)
{
	if (!so)
		abort();
}

static void expand(struct arena *arena, struct str target)
{
	struct str name = spf_macro_expand(arena, target, &scope);

	require(spf_macro_valid(target) && spf_macro_is_domain(target));
	require(name.p && name.n <= SPF_NAME_MAX && strlen(name.p) == name.n);
}

static void write(const struct spf_record *record, struct buf *out)
{
	buf_puts(out, "v=spf1");
	for (size_t i = 0; i < record->terms; i++)
		spf_term_write(&record->term[i], out);
	if (record->redirect.p)
		buf_printf(out, " redirect=" STR_FMT, STR_ARG(record->redirect));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = str_sub(str_make((const char *)data, size), 0, DNS_TEXT_MAX);
	struct spf_record record, again;
	struct buf first, second;
	struct arena arena;
	const char *why = NULL;
	int rc;

	arena_init(&arena, 4 << 20);
	buf_init(&first, 1 << 20);
	buf_init(&second, 1 << 20);
	rc = spf_record_parse(&arena, text, &record, &why);
	require(rc == 0 || (rc == ERR_INPUT && why));
	if (rc == 0) {
		for (size_t i = 0; i < record.terms; i++)
			if (record.term[i].target.n)
				expand(&arena, record.term[i].target);
		write(&record, &first);
		require(!first.cut);
		require(spf_record_parse(&arena, buf_str(&first), &again, &why) == 0);
		require(again.terms == record.terms);
		write(&again, &second);
		require(str_eq(buf_str(&first), buf_str(&second)));
	}
	buf_done(&second);
	buf_done(&first);
	arena_done(&arena);
	return 0;
}
