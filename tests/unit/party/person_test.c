#include "party/person.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

static struct arena arena;
static struct nicknames *nicknames;

static struct person_name name_of(const char *display_name)
{
	struct person_name name;

	assert_true(person_name_init(&arena, str_of(display_name), &name));
	return name;
}

/* The tokens with blanks between, of one-word names too. */
static struct str tokens_of(const struct person_name *name)
{
	return name->n == 1 ? name->token[0] : person_key(&arena, name);
}

static void names_are_reduced(void **state)
{
	static const struct {
		const char *shown, *tokens, *first;
	} rows[] = {
		{ "Maria Rossi", "maria rossi", "Maria" },
		{ "ROSSI Maria", "maria rossi", "ROSSI" },
		{ "Rossi, Maria", "maria rossi", "Rossi" },
		{ "\"Maria Rossi\"", "maria rossi", "Maria" },
		{ "  maria   rossi\t", "maria rossi", "maria" },
		{ "Maria\r\n Rossi", "maria rossi", "Maria" },
		{ "Dott.ssa Maria Rossi", "maria rossi", "Maria" },
		{ "Dipl.-Ing. Hans M\xc3\xbcller", "hans muller", "Hans" },
		{ "Prof. Dr. Hans M\xc3\xbcller, MBA", "hans muller", "Hans" },
		{ "Maria Rossi, CEO", "maria rossi", "Maria" },
		{ "Maria Rossi - Managing Director", "maria rossi", "Maria" },
		{ "Maria Rossi | Acme Ltd", "maria rossi", "Maria" },
		{ "Acme Ltd | Maria Rossi", "maria rossi", "Maria" },
		{ "CEO | Maria Rossi", "maria rossi", "Maria" },
		{ "| Maria Rossi", "maria rossi", "Maria" },
		{ "Maria Rossi (Acme)", "maria rossi", "Maria" },
		{ "Maria Rossi (Acme", "maria rossi", "Maria" },
		{ "(Maria Rossi)", "maria rossi", "Maria" },
		{ "[EXTERN] Maria Rossi", "maria rossi", "Maria" },
		{ "Maria Rossi via Dev List", "maria rossi", "Maria" },
		{ "Hans M\xc3\xbcller \xc3\xbc"
		  "ber Acme",
		  "hans muller", "Hans" },
		{ "Maria Rossi maria@acme.example", "maria rossi", "Maria" },
		{ "Maria Rossi <maria@acme.example>", "maria rossi", "Maria" },
		{ "John F. Kennedy", "john kennedy", "John" },
		{ "J. Kennedy", "kennedy", "Kennedy" },
		{ "Se\xc3\xa1n O\xe2\x80\x99"
		  "Brien",
		  "obrien sean", "Se\xc3\xa1n" },
		{ "Sean O'Brien", "obrien sean", "Sean" },
		{ "Anna-Maria Rossi", "anna maria rossi", "Anna" },
		{ "Stra\xc3\x9f"
		  "er, J\xc3\xb6rg",
		  "jorg strasser",
		  "Stra\xc3\x9f"
		  "er" },
		/* letters that only look Latin: Cyrillic a, o, s; capital I; full width; digits */
		{ "M\xd0\xb0ria R\xd0\xbessi", "maria rossi", NULL },
		{ "\xd0\x86van R\xd0\xbe\xd1\x95si", "ivan rossi", NULL },
		{ "\xef\xbc\xad\xef\xbd\x81ria Rossi", "maria rossi", NULL },
		{ "Maria R0ssi", "maria rossi", NULL },
		{ "Mar\xc2\xadia Ros\xe2\x80\x8bsi", "maria rossi",
		  NULL }, /* soft hyphen, zero width */
		{ "MichaeI WaIIace", "michal wallace", "Michael" },
		{ "MARlA ROSSl", "maria rossi", NULL },
		{ "WlLLlAM BlLL", "bill william", NULL },
		{ "Ian McIntosh", "ian mcintosh", NULL },
		{ "Al Lee", "al lee", NULL },
		{ "Bill Ill", "bill ill", NULL },
		/* another alphabet is transliterated */
		{ "\xd0\x98\xd0\xb2\xd0\xb0\xd0\xbd "
		  "\xd0\x9f\xd0\xb5\xd1\x82\xd1\x80\xd0\xbe\xd0\xb2",
		  "ivan petrov", NULL },
		{ "\xce\x9d\xce\xaf\xce\xba\xce\xbf\xcf\x82", "nikos", NULL },
		{ "Maria", "maria", "Maria" },
		{ "CEO", "", NULL },
		{ "", "", NULL },
		{ "12345 678", "", NULL },
		{ "maria@acme.example", "", NULL },
		{ "?!", "", NULL },
		{ "\xff\xfe", "", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct person_name name = name_of(rows[i].shown);
		struct str tokens = tokens_of(&name);

		if (!str_eq(tokens, str_of(rows[i].tokens)))
			fail_msg("\"%s\": tokens " STR_FMT, rows[i].shown, STR_ARG(tokens));
		if (rows[i].first && !str_eq(name.first, str_of(rows[i].first)))
			fail_msg("\"%s\": first " STR_FMT, rows[i].shown, STR_ARG(name.first));
	}
}

static void a_first_name_is_nobody(void **state)
{
	struct person_name maria = name_of("Maria"), none = name_of("");

	(void)state;
	assert_null(person_key(&arena, &maria).p);
	assert_null(person_key(&arena, &none).p);
}

static void names_are_matched(void **state)
{
	static const struct {
		const char *known, *shown;
		double want;
	} rows[] = {
		{ "Maria Rossi", "rossi maria", 1 },
		{ "Maria Rossi", "Dr. Maria Rossi (CEO)", 1 },
		{ "Maria Rossi", "Maria Grazia Rossi", 0.8 },
		{ "Maria Grazia Rossi", "Maria Rossi", 0.8 },
		{ "Ursula von der Leyen", "Ursula Leyen", 0.8 },
		{ "Maria Rossi", "Maria A B C D Rossi Verdi Bianchi Neri", 0 },
		/* spelled otherwise */
		{ "Hans M\xc3\xbcller", "Hans Mueller", 1 },
		{ "Hans M\xc3\xbcller", "Hans Muller", 1 },
		{ "J\xc3\xb8rgen Lund", "Joergen Lund", 1 },
		{ "Stra\xc3\x9f"
		  "er, J\xc3\xb6rg",
		  "Joerg Strasser", 1 },
		{ "Hans M\xc3\xbcller", "Hans Miller", 0 },
		{ "Joe Hale", "Jo Hale", 1 },
		{ "Hans Mull", "Hans Muller", 0 },
		/* Yury Khrushchev, Alexey Shcherbakov in Cyrillic letters */
		{ "Yury Khrushchev",
		  "\xd0\xae\xd1\x80\xd0\xb8\xd0\xb9 "
		  "\xd0\xa5\xd1\x80\xd1\x83\xd1\x89\xd1\x91\xd0\xb2",
		  1 },
		{ "\xd0\x90\xd0\xbb\xd0\xb5\xd0\xba\xd1\x81\xd0\xb5\xd0\xb9 "
		  "\xd0\xa9\xd0\xb5\xd1\x80\xd0\xb1\xd0\xb0\xd0\xba\xd0\xbe\xd0\xb2",
		  "Alexey Shcherbakov", 1 },
		{ "Yan Lee", "Ian Lee", 0 },
		/* Maria with a Greek M and a Greek i */
		{ "Maria Rossi",
		  "\xce\x9c"
		  "ar\xce\xb9"
		  "a Rossi",
		  1 },
		/* nicknames */
		{ "Robert Hale", "Bob Hale", 0.8 },
		{ "Bob Hale", "Rob Hale", 0.8 },
		{ "Giuseppe Verdi", "Beppe Verdi", 0.8 },
		{ "Robert Hale", "Bob Grant Hale", 0.8 },
		{ "Alexander Hale", "Alexandra Hale", 0 },
		{ "Robert Hale", "Bob Grant", 0 },
		{ "Bob Robert", "Hale Grant", 0 },
		/* initials */
		{ "Maria Rossi", "M. Rossi", 0.5 },
		{ "Maria Rossi", "Maria R.", 0.5 },
		{ "M. Rossi", "Maria Rossi", 0.5 },
		{ "M. Rossi", "Rossi M.", 1 },
		{ "John Fitzgerald Kennedy", "J. F. Kennedy", 0.5 },
		{ "John Kennedy", "John F. Kennedy", 1 },
		{ "Maria Rossi", "G. Rossi", 0 },
		{ "Maria Rossi", "M. R.", 0 },
		{ "Maria Rossi", "M. Bianchi", 0 },
		{ "Maria Rossi", "Maria Bianchi", 0 },
		{ "Maria Rossi", "Mario Rossi", 0 },
		{ "Maria Rossi", "Maria", 0 },
		{ "Maria", "Maria", 0 },
		{ "Maria", "Maria Rossi", 0 },
		{ "", "", 0 },
		{ "R.", "R.", 0 },
		{ "Maria Grazia Rossi", "Maria Anna Rossi", 0 },
		{ "Maria Rossi", "Rossini Mariana", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct person_name known = name_of(rows[i].known), shown = name_of(rows[i].shown);
		double got = person_match(nicknames, &known, &shown);

		if (got != rows[i].want)
			fail_msg("%s, %s: %g", rows[i].known, rows[i].shown, got);
	}
}

static void addresses_in_names_are_found(void **state)
{
	static const struct {
		const char *name, *want; /* NULL: none */
	} rows[] = {
		{ "ceo@acme.example", "ceo@acme.example" },
		{ "Ann Lee <ann.lee@acme.example>", "ann.lee@acme.example" },
		{ "'ann@acme.example' via List", "ann@acme.example" },
		{ "Ann (ann@acme.example.)", "ann@acme.example" },
		{ "Ann @ Acme, ann+x@mail.acme.example", "ann+x@mail.acme.example" },
		{ "\xc3\xbc@m\xc3\xbcller.example", "\xc3\xbc@m\xc3\xbcller.example" },
		{ "Ann @ Acme", NULL },
		{ "Ann@Acme", NULL },
		{ "@acme.example", NULL },
		{ "ann@", NULL },
		{ "ann@.example", NULL },
		{ "ann@acme.1", NULL },
		{ "ann@acme..example", NULL },
		{ "ann@192.0.2.1", NULL },
		{ "meet @10.30", NULL },
		{ "@@@@", NULL },
		{ "", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str got = person_address_in(str_of(rows[i].name));

		if (!str_eq(got, str_of(rows[i].want)) || !got.p != !rows[i].want)
			fail_msg("\"%s\": " STR_FMT, rows[i].name, STR_ARG(got));
	}
}

static void local_parts_are_recognised(void **state)
{
	static const struct {
		const char *name, *local;
		bool want;
	} rows[] = {
		{ "Maria Rossi", "maria.rossi", true },
		{ "Maria Rossi", "Rossi.Maria", true },
		{ "Maria Rossi", "mariarossi", true },
		{ "Maria Rossi", "maria_rossi", true },
		{ "Maria Rossi", "mrossi", true },
		{ "Maria Rossi", "m.rossi", true },
		{ "Maria Rossi", "rossi.m", true },
		{ "Maria Rossi", "mariar", true },
		{ "Maria Rossi", "mrossi61", true },
		{ "Maria Rossi", "maria.rossi-1975", true },
		{ "Maria Rossi", "maria.rossi+list", true },
		{ "John Kennedy", "john.f.kennedy", true },
		{ "John Kennedy", "f.john.kennedy", true },
		{ "Maria Grazia Rossi", "maria.rossi", true },
		{ "Maria Grazia Rossi", "mgrossi", true },
		{ "Sean O'Brien", "sean.obrien", true },
		{ "Hans M\xc3\xbcller", "hans.mueller", true },
		{ "Hans Mueller", "hans.muller", true },
		{ "Hans Mueller", "hmueller", true },
		{ "Paolo Esposito", "paoloesposito", true },
		{ "Joe Hale", "joe.hale", true },
		{ "Hans M\xc3\xbcller", "hans.miller", false },
		{ "Maria Rossi", "maria", false },
		{ "Maria Rossi", "rossi", false },
		{ "Maria Rossi", "mr", false },
		{ "Maria Rossi", "m", false },
		{ "Maria Rossi", "mario.rossi", false },
		{ "Maria Rossi", "maria.rossini", false },
		{ "Maria Rossi", "info", false },
		{ "Maria Rossi", "maria.bianchi", false },
		{ "Maria Rossi", "maria.maria", false },
		{ "Maria Rossi", "", false },
		{ "Maria Rossi", "61", false },
		{ "Maria Rossi", "...", false },
		{ "Maria", "maria", false },
		{ "", "maria", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct person_name name = name_of(rows[i].name);

		if (person_is_local_part(&name, str_of(rows[i].local)) != rows[i].want)
			fail_msg("%s, %s", rows[i].name, rows[i].local);
	}
}

static void keys_spell_one_way(void **state)
{
	struct person_name one = name_of("M\xc3\xbcller, Hans"), other = name_of("Hans Mueller");

	(void)state;
	assert_true(str_eq(person_key(&arena, &one), str_of("hans muller")));
	assert_true(str_eq(person_key(&arena, &other), str_of("hans muller")));
}

static void names_are_found_in_texts(void **state)
{
	static const struct {
		const char *name, *text;
		enum person_naming want;
	} rows[] = {
		{ "Maria Rossi", "Maria Rossi", PERSON_NAMED_ALONE },
		{ "Maria Rossi", "ROSSI, Maria (CEO)", PERSON_NAMED_ALONE },
		{ "Maria Rossi", "Dr. Maria Rossi - Director", PERSON_NAMED_ALONE },
		{ "Maria Rossi", "An invoice, sent by maria rossi today", PERSON_NAMED },
		{ "Maria Grazia Rossi", "Urgent: Maria Grazia Rossi", PERSON_NAMED },
		{ "Hans M\xc3\xbcller", "hans mueller", PERSON_NAMED_ALONE },
		{ "Maria Rossi", "Maria Bianchi, Paolo Rossi", PERSON_UNNAMED },
		{ "Maria Rossi", "Maria and Rossi", PERSON_UNNAMED },
		{ "Maria Rossi", "Maria Maria", PERSON_UNNAMED },
		{ "Maria Rossi", "Maria", PERSON_UNNAMED },
		{ "Maria Rossi", "Marias Rossini", PERSON_UNNAMED },
		{ "Maria Rossi", "", PERSON_UNNAMED },
		{ "Maria", "Maria", PERSON_UNNAMED },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct person_name name = name_of(rows[i].name);
		struct person_text text;
		enum person_naming got;

		assert_true(person_text_init(&arena, str_of(rows[i].text), &text));
		got = person_naming_in(&text, &name);
		if (got != rows[i].want)
			fail_msg("%s in \"%s\": %d", rows[i].name, rows[i].text, got);
	}
}

static void hostile_names_are_bounded(void **state)
{
	static char name[100000];
	struct person_name person;
	struct person_text text;
	static const char *const fillers[] = { "(",
		                               ")",
		                               "@",
		                               "a ",
		                               "a@",
		                               "|",
		                               " - ",
		                               "\xf0\x9f\x98\x80",
		                               "\xd0\xb0"
		                               "a",
		                               "\xef\xb7\xba"
		                               "a ",
		                               "\xcc\x81",
		                               "\xff" };

	(void)state;
	for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++) {
		size_t n = strlen(fillers[i]);

		for (size_t at = 0; at < sizeof name; at++)
			name[at] = fillers[i][at % n];
		assert_true(person_name_init(&arena, str_make(name, sizeof name), &person));
		assert_in_range(person.n, 0, PERSON_TOKENS_MAX);
		person_key(&arena, &person);
		person_is_local_part(&person, str_make(name, sizeof name));
		person_address_in(str_make(name, sizeof name));
		person_match(nicknames, &person, &person);
		assert_true(person_text_init(&arena, str_make(name, sizeof name), &text));
		person_naming_in(&text, &person);
	}
	assert_true(person_name_init(&arena, str_make("Maria\0Rossi", 11), &person));
	assert_true(str_eq(person_key(&arena, &person), str_of("maria rossi")));
}

static void without_memory(void **state)
{
	struct arena small;
	struct person_name name;

	(void)state;
	arena_init(&small, 1);
	assert_false(person_name_init(&small, str_of("Maria Rossi"), &name));
	arena_done(&small);
}

static int begin(void **state)
{
	(void)state;
	arena_init(&arena, 16 << 20);
	return nicknames_load(NULL, &nicknames, NULL);
}

static int end(void **state)
{
	(void)state;
	nicknames_free(nicknames);
	arena_done(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_reduced),
		cmocka_unit_test(a_first_name_is_nobody),
		cmocka_unit_test(names_are_matched),
		cmocka_unit_test(addresses_in_names_are_found),
		cmocka_unit_test(local_parts_are_recognised),
		cmocka_unit_test(keys_spell_one_way),
		cmocka_unit_test(names_are_found_in_texts),
		cmocka_unit_test(hostile_names_are_bounded),
		cmocka_unit_test(without_memory),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
