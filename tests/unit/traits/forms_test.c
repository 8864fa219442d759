#include "traits/forms.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

static struct arena arena;
static struct domain_lists *lists;

static int setup(void **state)
{
	(void)state;
	arena_init(&arena, 4 << 20);
	return domain_lists_load(NULL, &lists, NULL);
}

static int teardown(void **state)
{
	(void)state;
	domain_lists_free(lists);
	arena_done(&arena);
	return 0;
}

static void mailers_lose_their_version(void **state)
{
	static const struct {
		const char *written, *wanted;
	} rows[] = {
		{ "Microsoft Outlook 16.0", "microsoft outlook" },
		{ "Microsoft Outlook, Build 10.0.2616", "microsoft outlook build" },
		{ "Apple Mail (2.3608.80.23.2.2)", "apple mail" },
		{ "iPhone Mail (20G75)", "iphone mail" },
		{ "Mozilla/5.0 (X11; Linux x86_64; rv:102.0) Gecko/20100101 Thunderbird/102.3.1",
		  "mozilla x linux x rv gecko thunderbird" },
		{ "Mozilla Thunderbird", "mozilla thunderbird" },
		{ "Mutt/1.10.1+34 (2018-07-13)", "mutt" },
		{ "mailer-v2.1b-beta/x", "mailer v x" },
		{ "  ((  ", "" },
		{ "4.2", "" },
		{ "\xc3\xa4gypt 2", "\xc3\xa4gypt" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str seen = form_mailer(&arena, str_of(rows[i].written));

		if (!seen.p || !str_eq(seen, str_of(rows[i].wanted)))
			fail_msg("%s: \"" STR_FMT "\"", rows[i].written, STR_ARG(seen));
	}
}

static struct str form_of(const char *id, const char *sender)
{
	size_t at = str_rchr(str_of(id), '@');
	struct domain right = { 0 }, from;

	if (at != SIZE_MAX)
		assert_true(domain_init(&arena, lists, str_of(id + at + 1), &right));
	assert_true(domain_init(&arena, lists, str_of(sender), &from));
	return form_message_id(&arena, str_of(id), right, from);
}

static void ids_keep_their_form(void **state)
{
	static const struct {
		const char *id, *wanted;
	} rows[] = {
		{ "550e8400-e29b-41d4-a716-446655440000@acme.example", "h8-4-4-4-8@sender's" },
		{ "550e8400-1111-4444-9999-446655440000@mx.acme.example", "h8-4-4-4-8@sender's" },
		{ "20240131093000.4F3B2A1C9D@host.other.example", "H8.8@other.example" },
		{ "20240131093000.4F3B2A1C9D@OTHER.example", "H8.8@other.example" },
		{ "CAKx+f=3a_Bc-9dEfGhIjKlMnOpQrStUvWxYz0123@mail.gmail.com", "m32@gmail.com" },
		{ "CAKxqf3a5Bc29dEfGhIjKlMnOpQrSt+vWx=z0123@mail.gmail.com", "m32@gmail.com" },
		{ "000001d8a1b2$c3d4e5f6$12345678$@acme.example", "h8$8$8$@sender's" },
		{ "12.1@acme.example", "d1.1@sender's" },
		{ "order..7@acme.example", "l4.1@sender's" },
		{ "no right side", "l1?4?4@none" },
		{ "@acme.example", "d@sender's" },
		{ "x@localhost", "l1@localhost" },
		{ "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z@acme.example",
		  "l1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.@sender's" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str seen = form_of(rows[i].id, "acme.example");

		if (!seen.p || !str_eq(seen, str_of(rows[i].wanted)))
			fail_msg("%s: \"" STR_FMT "\"", rows[i].id, STR_ARG(seen));
	}
}

static void forms_take_any_bytes(void **state)
{
	char noise[4096];
	struct domain none = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof noise; i++)
		noise[i] = (char)(i * 7 + i / 256);
	for (size_t n = 0; n < sizeof noise; n += 41) {
		struct str mailer = form_mailer(&arena, str_make(noise, n));
		struct str id = form_message_id(&arena, str_make(noise, n), none, none);

		assert_non_null(mailer.p);
		assert_true(mailer.n <= 512);
		assert_non_null(id.p);
		assert_true(id.n <= 64);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mailers_lose_their_version),
		cmocka_unit_test(ids_keep_their_form),
		cmocka_unit_test(forms_take_any_bytes),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
