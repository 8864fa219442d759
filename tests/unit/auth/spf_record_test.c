/* Records as the guard reads them: what comes out is what libspf2 may see, or nothing. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdlib.h>

#include <cmocka.h>

#include "auth/spf_macro.h"
#include "auth/spf_record.h"

/* NULL: a bad record. */
static const struct record_row {
	const char *text, *want, *redirect;
} record_rows[] = {
	{ "v=spf1", "", NULL },
	{ "V=SPF1   mx  -ALL  ", " +mx -all", NULL },
	{ "v=spf1 a:x.example/24//64 mx/8 a//0 ~all", " +a:x.example/24//64 +mx/8 +a//0 ~all",
	  NULL },
	{ "v=spf1 ip4:192.0.2.0/24 ip6:2001:DB8::/32 ip4:192.0.2.1/32",
	  " +ip4:192.0.2.0/24 +ip6:2001:db8::/32 +ip4:192.0.2.1", NULL },
	{ "v=spf1 ?ip4:0.0.0.0/0 ip6:::/0", " ?ip4:0.0.0.0/0 +ip6:::/0", NULL },
	{ "v=spf1 redirect=%{d}.x.example mx", " +mx", "%{d}.x.example" },
	{ "v=spf1 exp=x.example foo.b-a_r=anything/at:all%{c} mx", " +mx", NULL },
	{ "v=spf1 ptr include:%{d2} exists:%{ir}.%{v}.%{L1r-+_}._spf.%{o}",
	  " +ptr +include:%{d2} +exists:%{ir}.%{v}.%{L1r-+_}._spf.%{o}", NULL },
	{ "v=spf1 a:a/b.example a:%%%_%-.x-1.example.", " +a:a/b.example +a:%%%_%-.x-1.example.",
	  NULL },
	{ "v=spf1 a:%{d}/24", " +a:%{d}/24", NULL },
	{ "v=spf1 a=x mx=y", "", NULL }, /* modifiers nobody knows */
	/* A bad term anywhere. */
	{ "v=spf10", NULL, NULL },
	{ "v=spf1mx", NULL, NULL },
	{ "v=spf1\tmx", NULL, NULL },
	{ "v=spf1 -all mx/", NULL, NULL },
	{ "v=spf1 -all nonsense", NULL, NULL },
	{ "v=spf1 redirect:x.example", NULL, NULL },
	{ "v=spf1 -redirect=x.example", NULL, NULL },
	{ "v=spf1 include=", "", NULL },
	{ "v=spf1 redirect=x.example redirect=x.example", NULL, NULL },
	{ "v=spf1 exp=x.example EXP=y.example", NULL, NULL },
	{ "v=spf1 redirect=", NULL, NULL },
	{ "v=spf1 exp=", NULL, NULL },
	{ "v=spf1 all:x.example", NULL, NULL },
	{ "v=spf1 all/8", NULL, NULL },
	{ "v=spf1 a:", NULL, NULL },
	{ "v=spf1 a:/24", NULL, NULL },
	{ "v=spf1 a/33", NULL, NULL },
	{ "v=spf1 a/032", NULL, NULL },
	{ "v=spf1 a//129", NULL, NULL },
	{ "v=spf1 a/24/64", NULL, NULL },
	{ "v=spf1 mx//64/24", NULL, NULL },
	{ "v=spf1 a:museum", NULL, NULL },
	{ "v=spf1 a:museum.", NULL, NULL },
	{ "v=spf1 a:x.123", NULL, NULL },
	{ "v=spf1 a:x.-y", NULL, NULL },
	{ "v=spf1 include", NULL, NULL },
	{ "v=spf1 include:x.example/24", NULL, NULL },
	{ "v=spf1 exists", NULL, NULL },
	{ "v=spf1 ptr/24", NULL, NULL },
	{ "v=spf1 ip4", NULL, NULL },
	{ "v=spf1 ip4:192.0.2", NULL, NULL },
	{ "v=spf1 ip4:192.0.2.01", NULL, NULL },
	{ "v=spf1 ip4:192.0.2.1/33", NULL, NULL },
	{ "v=spf1 ip4:192.0.2.1//32", NULL, NULL },
	{ "v=spf1 ip4:192.0.2.1:25", NULL, NULL },
	{ "v=spf1 ip6:192.0.2.1", NULL, NULL },
	{ "v=spf1 ip6:2001:db8::1/129", NULL, NULL },
	{ "v=spf1 ip6:[2001:db8::1]", NULL, NULL },
	{ "v=spf1 a:%{x}.example", NULL, NULL },
	{ "v=spf1 a:%{d0}.example", NULL, NULL },
	{ "v=spf1 a:%{dr2}.example", NULL, NULL },
	{ "v=spf1 a:%{d.example", NULL, NULL },
	{ "v=spf1 a:%(d).example", NULL, NULL },
	{ "v=spf1 a:%", NULL, NULL },
	{ "v=spf1 a:%{c}.example", NULL, NULL },
	{ "v=spf1 exp=%{r}.example", NULL, NULL },
	{ "v=spf1 foo=%{x}", NULL, NULL },
	{ "v=spf1 a:\x80.example", NULL, NULL },
	{ "v=spf1 \x80", NULL, NULL },
	{ "v=spf1 =x", NULL, NULL },
	{ "v=spf1 1a=x", NULL, NULL },
	{ "v=spf1 --all", NULL, NULL },
	{ "v=spf1 -", NULL, NULL },
};

static void records(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof record_rows / sizeof *record_rows; i++) {
		const struct record_row *row = &record_rows[i];
		struct spf_record record = { 0 };
		struct arena arena;
		struct buf out;
		const char *why = NULL;
		int rc;

		arena_init(&arena, 1 << 20);
		buf_init(&out, 4096);
		rc = spf_record_parse(&arena, str_of(row->text), &record, &why);
		if ((rc == 0) != (row->want != NULL) || (rc != 0) != (why != NULL))
			fail_msg("%s: %d, %s", row->text, rc, why ? why : "-");
		for (size_t k = 0; k < record.terms; k++)
			spf_term_write(&record.term[k], &out);
		if (row->want)
			assert_string_equal(buf_cstr(&out), row->want);
		if (row->want && !str_eq(record.redirect, str_of(row->redirect)))
			fail_msg("%s: redirect " STR_FMT, row->text, STR_ARG(record.redirect));
		buf_done(&out);
		arena_done(&arena);
	}
}

static void a_nul_is_no_end(void **unused)
{
	static const char nuls[][24] = { "v=spf1 ip4:192.0.2.1\0x", "v=spf1 a:x.example\0x",
		                         "v=spf1 mx\0 -all\0x", "v=spf1\0mx         x" };
	const char *why;

	(void)unused;
	for (size_t i = 0; i < sizeof nuls / sizeof *nuls; i++) {
		struct spf_record record;
		struct arena arena;

		arena_init(&arena, 1 << 20);
		assert_int_equal(spf_record_parse(&arena, str_make(nuls[i], strlen(nuls[i]) + 2),
		                                  &record, &why),
		                 ERR_INPUT);
		arena_done(&arena);
	}
}

/* RFC 7208 §7.4's, and the edges. */
static const struct macro_row {
	const char *text, *four, *six;
} macro_rows[] = {
	{ "%{s}", "strong-bad@email.example.com", NULL },
	{ "%{o}", "email.example.com", NULL },
	{ "%{d}", "email.example.com", NULL },
	{ "%{d4}", "email.example.com", NULL },
	{ "%{d3}", "email.example.com", NULL },
	{ "%{d2}", "example.com", NULL },
	{ "%{d1}", "com", NULL },
	{ "%{dr}", "com.example.email", NULL },
	{ "%{d2r}", "example.email", NULL },
	{ "%{l}", "strong-bad", NULL },
	{ "%{l-}", "strong.bad", NULL },
	{ "%{lr}", "strong-bad", NULL },
	{ "%{lr-}", "bad.strong", NULL },
	{ "%{l1r-}", "strong", NULL },
	{ "%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com",
	  "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6._spf.example.com" },
	{ "%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com", NULL },
	{ "%{d2}.trusted-domains.example.net", "example.com.trusted-domains.example.net", NULL },
	{ "%{S}.x.example", "strong-bad%40email.example.com.x.example", NULL },
	{ "%{d9999999999999999999999}", "email.example.com", NULL },
	{ "%{h}.%{p}.x", "mx.example.net.unknown.x", NULL },
	{ "%%%_%-.Example.", "% %20.example", NULL },
	{ "%{l@}", NULL, NULL },
};

static void macros(void **unused)
{
	struct spf_scope scope = { .sender = STR("strong-bad@email.example.com"),
		                   .local = STR("strong-bad"),
		                   .sender_domain = STR("email.example.com"),
		                   .domain = STR("email.example.com"),
		                   .helo = STR("mx.example.net"),
		                   .name = STR("unknown") };

	(void)unused;
	for (size_t i = 0; i < sizeof macro_rows / sizeof *macro_rows; i++) {
		const struct macro_row *row = &macro_rows[i];
		struct arena arena;

		arena_init(&arena, 1 << 20);
		if (spf_macro_valid(str_of(row->text)) != (row->four != NULL))
			fail_msg("%s", row->text);
		if (row->four) {
			assert_true(ip_parse(str_of("192.0.2.3"), &scope.client));
			assert_string_equal(spf_macro_expand(&arena, str_of(row->text), &scope).p,
			                    row->four);
		}
		if (row->six) {
			assert_true(ip_parse(str_of("2001:db8::cb01"), &scope.client));
			assert_string_equal(spf_macro_expand(&arena, str_of(row->text), &scope).p,
			                    row->six);
		}
		arena_done(&arena);
	}
}

/* 253 bytes at most, whole labels off the left; values of thousands of parts. */
static void long_names(void **unused)
{
	char local[SPF_SENDER_MAX + 1], label[300], text[4000];
	struct spf_scope scope = { .domain = STR("x.example") };
	struct arena arena;
	struct str name;

	(void)unused;
	arena_init(&arena, 1 << 20);
	memset(local, '.', sizeof local - 1);
	local[sizeof local - 1] = 0;
	memset(label, 'a', sizeof label - 1);
	label[sizeof label - 1] = 0;
	scope.local = str_of(local);
	name = spf_macro_expand(&arena, str_of("%{l}.%{l}.%{d}"), &scope);
	assert_int_equal(name.n, SPF_NAME_MAX);
	scope.local = str_of(label);
	assert_string_equal(spf_macro_expand(&arena, str_of("%{l}.%{d}"), &scope).p, "x.example");
	assert_string_equal(spf_macro_expand(&arena, str_of("%{d}.%{l}"), &scope).p, "");
	for (size_t i = 0; i < sizeof text; i += 5)
		memcpy(text + i, "%{lr}", 5);
	name = spf_macro_expand(&arena, str_make(text, sizeof text), &scope);
	assert_string_equal(name.p, "");
	arena_done(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(records),
		cmocka_unit_test(a_nul_is_no_end),
		cmocka_unit_test(macros),
		cmocka_unit_test(long_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
