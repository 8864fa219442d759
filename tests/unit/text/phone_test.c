#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "text/phone.h"

static void numbers_and_what_only_looks_like_one(void **state)
{
	static const struct {
		const char *text, *wanted; /* numbers with blanks between */
	} rows[] = {
		{ "Call +39 02 1234 5678 today", "+390212345678" },
		{ "Fon: +49 (0)30 123456-78", "+493012345678" },
		{ "0039 02 12345678", "+390212345678" },
		{ "Tel. 02/1234567", "021234567" },
		{ "phone: (555) 123-4567", "5551234567" },
		{ "Cell 333 1234567, ufficio 02 7654321", "3331234567" },
		{ "+1-202-555-0123 or +1 202 555 0123", "+12025550123" },
		{ "WhatsApp +44 7700 900123", "+447700900123" },
		{ "IBAN IT60X0542811101000000123456", "" },
		{ "Invoice 2026001234 of 24.11.2026", "" },
		{ "Order 555-123-4567", "" },
		{ "+12", "" },
		{ "+0 123 456 789", "" },
		{ "+1234567890123456789", "" },
		{ "+39 02 1234567x", "" },
		{ "a+39021234567", "" },
		{ "hotel 0212345678", "" },
		{ "tel\n0212345678", "" },
		{ "version 1.2.3.4.5.6.7.8", "" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct phone phones[4];
		size_t n = phone_find(str_of(rows[i].text), phones, 4);
		struct str rest = str_of(rows[i].wanted), wanted;
		size_t k = 0;

		while (rest.n && str_cut(&rest, ' ', &wanted)) {
			if (k >= n || !str_eq(wanted, str_of(phones[k].number)))
				fail_msg("%s: %s", rows[i].text,
				         k < n ? phones[k].number : "nothing");
			k++;
		}
		if (k != n)
			fail_msg("%s: %s too much", rows[i].text, phones[k].number);
	}
}

static void the_text_shown_is_the_text_written(void **state)
{
	struct phone phone;
	char masked[PHONE_MASKED_SIZE];

	(void)state;
	assert_int_equal(phone_find(str_of("ring (02) 1234 567 or tel (02) 1234 567."), &phone, 1),
	                 1);
	assert_true(str_eq(phone.as_written, str_of("(02) 1234 567")));
	assert_int_equal(phone_find(str_of("+39 02 1234 5678"), &phone, 1), 1);
	assert_string_equal(phone_masked(&phone, masked), "+39...678");
}

static void long_text_takes_time_by_its_length(void **state)
{
	static char text[1 << 20];
	struct phone phones[16];

	(void)state;
	for (size_t i = 0; i < sizeof text; i++)
		text[i] = "+1 (0)9-"[i % 8];
	assert_true(phone_find(str_make(text, sizeof text), phones, 16) <= 16);
	memset(text, '1', sizeof text);
	assert_int_equal(phone_find(str_make(text, sizeof text), phones, 16), 0);
	memset(text, ' ', sizeof text);
	assert_int_equal(phone_find(str_make(text, sizeof text), phones, 16), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_and_what_only_looks_like_one),
		cmocka_unit_test(the_text_shown_is_the_text_written),
		cmocka_unit_test(long_text_takes_time_by_its_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
