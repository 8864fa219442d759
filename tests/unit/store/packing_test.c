/* What is packed into one column is read back the same, however hostile it is; what is damaged is said to be. */
#include <jansson.h>

#include "store/records.h"

static void test_hostile_values(void **state)
{
	static const struct str values[] = { STR("a\0b"), STR("\xff\xfe"), STR("\xc3"), STR(""),
		                             STR("\"\\\n\x1b") };
	struct profile p = { 0 }, back = { 0 };
	char *packed;
	bool failed;

	(void)state;
	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
		const struct shown_trait trait = { STR("name"), values[i], false, false };
		struct sighting sighting = sighting_on(100, false, &trait, 1);

		assert_true(profile_add(&p, &sighting, &arena, &failed));
		assert_false(profile_add(&p, &sighting, &arena, &failed)); /* finds itself again */
	}
	packed = traits_pack(&p);
	assert_int_equal(traits_unpack(&arena, str_of(packed), &back, NULL), 0);
	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
		assert_non_null(
			trait_record_value(profile_trait(&back, str_of("name")), values[i]));
	free(packed);
}

static void test_packing(void **state)
{
	const struct shown_trait traits[] = { { STR("account"), STR("IT...1 abc"), true, true },
		                              { STR("mailer"), STR("Mutt"), false, false } };
	struct sighting sighting = sighting_on(100, true, traits, 2);
	struct profile p = { 0 }, back = { 0 };
	char *packed;
	bool failed;

	(void)state;
	assert_true(profile_add(&p, &sighting, &arena, &failed));
	packed = traits_pack(&p);
	assert_string_equal(packed, "{\"account\":{\"n\":1,\"d\":100},\"mailer\":{\"n\":1,\"d\":"
	                            "100,\"v\":[[\"Mutt\",1,100,100]]}}");
	assert_int_equal(traits_unpack(&arena, str_of(packed), &back, NULL), 0);
	assert_int_equal(back.traits, 2);
	assert_true(back.trait[0].strong);
	assert_false(back.trait[1].strong);
	assert_int_equal(back.trait[0].values, 0); /* have rows of their own */
	assert_value(&back, "mailer", "Mutt", 1, 100, 100);
	free(packed);
}

/* A batch comes back as it was; what the organisation shows like its address is kept once. */
static void test_lesson_packing(void **state)
{
	const struct shown_trait own[] = { { STR("name"), STR("Ann"), false, false },
		                           { STR("account"), STR("IT...1 abc"), true, true } };
	const struct shown_trait org[] = { own[1],
		                           { STR("account"), STR("IT...2 def"), true, true } };
	const struct str to = STR("bob@example.org");
	const struct mark mark = { .kind = STR("identity"), .value = STR("x") };
	struct batch batch = { .sightings = 2,
		               .contact = &to,
		               .contacts = 1,
		               .written = &to,
		               .written_n = 1,
		               .mark = &mark,
		               .marks = 1 },
		     back;
	char *packed;

	(void)state;
	batch.sighting[0] = sighting_on(100, true, own, 2);
	batch.sighting[1] = sighting_on(100, false, org, 2);
	packed = lesson_pack(&batch);
	assert_int_equal(lesson_unpack(&arena, str_of(packed), &back, NULL), 0);
	assert_int_equal(back.sightings, 2);
	assert_true(back.sighting[0].dkim && !back.sighting[1].dkim &&
	            back.sighting[1].at_s == AT(100));
	for (size_t i = 0; i < 2; i++) {
		const struct sighting *was = &batch.sighting[i], *is = &back.sighting[i];

		assert_int_equal(is->traits, 2);
		for (size_t j = 0; j < 2; j++)
			assert_true(str_eq(is->trait[j].kind, was->trait[j].kind) &&
			            str_eq(is->trait[j].value, was->trait[j].value) &&
			            is->trait[j].strong == was->trait[j].strong &&
			            is->trait[j].guarded == was->trait[j].guarded);
	}
	assert_true(back.contacts == 1 && str_eq(back.contact[0], to) && back.written_n == 1 &&
	            back.marks == 1);
	assert_ptr_equal(strstr(strstr(packed, "IT...1") + 1, "IT...1"), NULL);
	free(packed);
}

static void test_damaged_packing(void **state)
{
	static const char *const texts[] = {
		"",
		"[]",
		"{",
		"{\"a\":1}",
		"{\"a\":{\"n\":-1,\"d\":1}}",
		"{\"a\":{\"n\":1}}",
		"{\"a\":{\"n\":99999999999,\"d\":1}}",
		"{\"a\":{\"n\":1,\"d\":99999999999}}",
		"{\"a\":{\"n\":1,\"d\":1,\"v\":[[1,1,1,1]]}}",
		"{\"a\":{\"n\":1,\"d\":1,\"v\":[[\"x\",1,1]]}}",
		"{\"a\":{\"n\":1,\"d\":1,\"v\":[{}]}}",
		"{\"a\":{\"n\":\"1\",\"d\":1}}",
	};
	struct profile p = { 0 };
	struct sighting sighting;
	struct batch batch;
	bool first;

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct err err;

		if (traits_unpack(&arena, str_of(texts[i]), &p, &err) != ERR_STORE)
			fail_msg("%s was taken", texts[i]);
		assert_int_equal(sighting_unpack(&arena, str_of(texts[i]), &sighting, &first, &err),
		                 ERR_STORE);
	}
	assert_int_equal(traits_unpack(&arena, str_of("{}"), &p, NULL), 0);
	assert_int_equal(p.traits, 0);
	assert_int_equal(lesson_unpack(&arena, str_of("{\"sightings\":[1]}"), &batch, NULL),
	                 ERR_STORE);
	assert_int_equal(lesson_unpack(&arena,
	                               str_of("{\"sightings\":[{\"party\":\"p\",\"address\":\"a\","
	                                      "\"domain\":\"d\","
	                                      "\"proof\":\"x\",\"at\":1,\"traits\":[0]}]}"),
	                               &batch, NULL),
	                 ERR_STORE); /* a number that nothing bears */
	assert_int_equal(lesson_unpack(&arena, str_of("{\"contacts\":[1]}"), &batch, NULL),
	                 ERR_STORE);
}

/* It is JSON: what admins and becctl read with a library is what we read. */
static void test_packed_is_json(void **state)
{
	static const struct str value = STR("\"\\\n\x1b/\xc3\xa9");
	const struct shown_trait trait = { STR("na\"me"), value, false, false };
	struct sighting sighting = sighting_on(-100, false, &trait, 1);
	struct profile p = { 0 };
	json_t *object, *row;
	char *packed;
	bool failed;

	(void)state;
	assert_true(profile_add(&p, &sighting, &arena, &failed));
	packed = traits_pack(&p);
	object = json_loads(packed, 0, NULL);
	assert_non_null(object);
	row = json_array_get(json_object_get(json_object_get(object, "na\"me"), "v"), 0);
	assert_int_equal(json_string_length(json_array_get(row, 0)), value.n);
	assert_memory_equal(json_string_value(json_array_get(row, 0)), value.p, value.n);
	assert_int_equal(json_integer_value(json_array_get(row, 2)), -100);
	json_decref(object);
	free(packed);
}

/* A row that was cut, or of which a byte changed, is damaged or another row; never more than a row. */
static void test_cut_and_changed(void **state)
{
	static const char whole[] = "{\"mailer\":{\"n\":2,\"d\":20000,\"v\":[[\"a\\u0022b\",1,1,-1]"
				    ",[\"c\",4294967295,2,3]]},"
				    "\"account\":{\"n\":1,\"d\":100}}";
	static const char others[] = "\"\\{}[],:u0-9 \x01\xff";
	struct profile p = { 0 };
	struct str text;
	char changed[sizeof whole];

	(void)state;
	assert_int_equal(traits_unpack(&arena, str_of(whole), &p, NULL), 0);
	assert_value(&p, "mailer", "a\"b", 1, 1, -1);
	for (size_t n = 0; n < sizeof whole - 1; n++) {
		text = arena_str(&arena, str_make(whole, n));
		assert_int_equal(traits_unpack(&arena, text, &p, NULL), ERR_STORE);
	}
	text = str_of("{\"a\":{\"n\":1,\"d\":1}}x");
	assert_int_equal(traits_unpack(&arena, text, &p, NULL), ERR_STORE);
	for (size_t at = 0; at < sizeof whole - 1; at++) {
		for (size_t k = 0; k < sizeof others - 1; k++) {
			memcpy(changed, whole, sizeof whole);
			changed[at] = others[k];
			traits_unpack(&arena, str_of(changed), &p, NULL);
			assert_true(p.traits <= PROFILE_KINDS_MAX);
		}
	}
}

/* No more than a profile holds. */
static void test_too_many(void **state)
{
	struct profile p = { 0 };
	struct str text = STR("{");

	(void)state;
	for (int i = 0; i <= PROFILE_KINDS_MAX; i++)
		text = arena_printf(&arena, STR_FMT "%s\"k%d\":{\"n\":1,\"d\":1}", STR_ARG(text),
		                    i ? "," : "", i);
	text = arena_printf(&arena, STR_FMT "}", STR_ARG(text));
	assert_int_equal(traits_unpack(&arena, text, &p, NULL), ERR_STORE);
	text = str_of("{\"k\":{\"n\":1,\"d\":1,\"v\":[");
	for (int i = 0; i <= PROFILE_VALUES_MAX; i++)
		text = arena_printf(&arena, STR_FMT "%s[\"v%d\",1,1,1]", STR_ARG(text),
		                    i ? "," : "", i);
	text = arena_printf(&arena, STR_FMT "]}}", STR_ARG(text));
	assert_int_equal(traits_unpack(&arena, text, &p, NULL), ERR_STORE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hostile_values), cmocka_unit_test(test_packing),
		cmocka_unit_test(test_lesson_packing), cmocka_unit_test(test_damaged_packing),
		cmocka_unit_test(test_packed_is_json), cmocka_unit_test(test_cut_and_changed),
		cmocka_unit_test(test_too_many),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
