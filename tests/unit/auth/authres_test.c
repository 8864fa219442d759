#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "auth/authres.h"
#include "base/buf.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* A parse in one line: "id | method=result [reason] (comment) type.name=value ... | ..." */
static void show(struct buf *out, const struct authres *field)
{
	if (field->instance)
		buf_printf(out, "i=%u ", field->instance);
	buf_add(out, field->authserv_id);
	for (size_t i = 0; i < field->results; i++) {
		const struct authres_result *result = &field->result[i];

		buf_printf(out, " | " STR_FMT "=" STR_FMT, STR_ARG(result->method),
		           STR_ARG(result->result));
		if (result->reason.n)
			buf_printf(out, " [" STR_FMT "]", STR_ARG(result->reason));
		if (result->comment.n)
			buf_printf(out, " (" STR_FMT ")", STR_ARG(result->comment));
		for (size_t k = 0; k < result->properties; k++) {
			const struct authres_property *p = &result->property[k];

			buf_printf(out, " " STR_FMT "." STR_FMT "=" STR_FMT, STR_ARG(p->type),
			           STR_ARG(p->name), STR_ARG(p->value));
		}
	}
}

struct row {
	const char *name, *value, *shown; /* NULL: malformed */
};

static void check_rows(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct authres field;
		enum authres_status status;
		struct arena arena;
		struct buf out;

		arena_init(&arena, 1 << 20);
		buf_init(&out, 4096);
		status = authres_parse(&arena, str_of(rows[i].value), &field);
		show(&out, &field);
		if (status != (rows[i].shown ? AUTHRES_OK : AUTHRES_MALFORMED))
			fail_msg("%s: status %d, <%s>", rows[i].name, (int)status, buf_cstr(&out));
		if (rows[i].shown && !str_eq(buf_str(&out), str_of(rows[i].shown)))
			fail_msg("%s:\n<%s>, wanted\n<%s>", rows[i].name, buf_cstr(&out),
			         rows[i].shown);
		if (!rows[i].shown)
			assert_true(field.results == 0 && !field.result);
		buf_done(&out);
		arena_done(&arena);
	}
}

/* RFC 8601, appendix B, and what its grammar allows besides. */
static const struct row legal_rows[] = {
	{ "B.2 no authentication", "example.org 1; none", "example.org" },
	{ "B.3", "example.com;\r\n          spf=pass smtp.mailfrom=example.net",
	  "example.com | spf=pass smtp.mailfrom=example.net" },
	{ "B.4",
	  "example.com;\n auth=pass (cram-md5) smtp.auth=sender@example.net;\n spf=fail "
	  "smtp.mailfrom=example.net",
	  "example.com | auth=pass (cram-md5) smtp.auth=sender@example.net | spf=fail "
	  "smtp.mailfrom=example.net" },
	{ "B.6 several signatures, with reasons",
	  "example.com; dkim=pass reason=\"good signature\" header.i=@mail-router.example.net; "
	  "dkim=fail reason=\"bad signature\" header.i=@newyork.example.com",
	  "example.com | dkim=pass [good signature] header.i=@mail-router.example.net"
	  " | dkim=fail [bad signature] header.i=@newyork.example.com" },
	{ "B.7 comments everywhere",
	  "foo.example.net (foobar) 1 (baz); dkim (Because I like it) / 1 (One yay) = (wait for "
	  "it) fail"
	  " policy (A dot can go here) . (like that) expired (this surprised me) = (as I wasn't "
	  "expecting it) "
	  "1362471462",
	  "foo.example.net | dkim=fail policy.expired=1362471462" },
	{ "case", "MX.Example.ORG; SPF=Pass SMTP.MailFrom=Ann@Example.org",
	  "mx.example.org | spf=pass smtp.mailfrom=Ann@Example.org" },
	{ "quoted id", "\"mx.example.org\"; none", "mx.example.org" },
	{ "a local part in quotes", "mx; spf=pass smtp.mailfrom=\"a; b\\\"c\"@example.org",
	  "mx | spf=pass smtp.mailfrom=a; b\"c@example.org" },
	{ "nested comments", "mx (a (b (c) \\) d)); spf=pass (((x)))", "mx | spf=pass (((x)))" },
	{ "a property's value is a path", "mx; dkim=pass header.b=\"a/+b=\"",
	  "mx | dkim=pass header.b=a/+b=" },
};

static void test_legal(void **state)
{
	(void)state;
	check_rows(legal_rows, COUNT(legal_rows));
}

/* What writers do, and no second result can hide in. */
static const struct row lenient_rows[] = {
	{ "a semicolon at the end", "mx; spf=pass;", "mx | spf=pass" },
	{ "unquoted characters", "mx; dkim=pass header.b=a/b+c= header.i=@x",
	  "mx | dkim=pass header.b=a/b+c= header.i=@x" },
	{ "VERP unquoted", "mx; spf=pass smtp.mailfrom=b+c=d.example@e.example",
	  "mx | spf=pass smtp.mailfrom=b+c=d.example@e.example" },
	{ "OpenDKIM", "mx; dkim=pass (2048-bit key) header.d=a.example header.i=@a.example",
	  "mx | dkim=pass (2048-bit key) header.d=a.example header.i=@a.example" },
	{ "the reason before the comment", "mx; dkim=fail reason=\"x y\" (1024-bit key) header.d=a",
	  "mx | dkim=fail [x y] (1024-bit key) header.d=a" },
	{ "policy in a comment", "mx; dmarc=pass(p=REJECT sp=NONE) header.from=a.example",
	  "mx | dmarc=pass (p=REJECT sp=NONE) header.from=a.example" },
	{ "null sender", "mx; spf=none smtp.mailfrom=; dkim=none",
	  "mx | spf=none smtp.mailfrom= | dkim=none" },
	{ "null sender in brackets", "mx; spf=none smtp.mailfrom=<>",
	  "mx | spf=none smtp.mailfrom=<>" },
	{ "Microsoft",
	  "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=a.example; b.example; dkim=none "
	  "(message not "
	  "signed) header.d=none;b.example; dmarc=none action=none "
	  "header.from=a.example;compauth=pass reason=100",
	  " | spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=a.example | dkim=none (message not "
	  "signed) "
	  "header.d=none | dmarc=none .action=none header.from=a.example | compauth=pass [100]" },
	{ "ARC's instance", "i=2; mx.example 1; spf=pass smtp.mailfrom=a",
	  "i=2 mx.example | spf=pass smtp.mailfrom=a" },
	{ "a torn property", "mx; dkim=pass (ok); header.i=@a", "mx | dkim=pass (ok)" },
	{ "names beside the id", "mx x-tls.subject=\"/C=US; dkim=pass\"; auth=pass",
	  "mx | auth=pass" },
	{ "8-bit bytes", "mx; spf=pass smtp.mailfrom=\xc3\xa4@b.example",
	  "mx | spf=pass smtp.mailfrom=\xc3\xa4@b.example" },
};

static void test_lenient(void **state)
{
	(void)state;
	check_rows(lenient_rows, COUNT(lenient_rows));
}

static const struct row malformed_rows[] = {
	{ "nothing", "", NULL },
	{ "an id alone", "mx.example.org", NULL },
	{ "a bare dot row", "...", NULL },
	{ "no id", "; spf=pass", NULL },
	{ "an open comment", "mx; spf=pass (smtp.mailfrom=a; dkim=pass", NULL },
	{ "a comment too many closed", "mx; spf=pass ) ; dkim=pass", NULL },
	{ "an open quote", "mx; spf=pass smtp.mailfrom=\"a; dkim=pass", NULL },
	{ "a backslash at the end", "mx; spf=pass smtp.mailfrom=\"a\\", NULL },
	{ "NUL would need a length", "mx; spf=pass \x01", NULL },
	{ "a control in a quote", "mx; spf=pass smtp.mailfrom=\"\x01\"", NULL },
	{ "a control in a comment", "mx; spf=pass (\x7f)", NULL },
	{ "no result", "mx; spf=; dkim=pass", NULL },
	{ "two results in one", "mx; spf=pass=fail", NULL },
	{ "a version that is none", "mx; spf/x=pass", NULL },
	{ "a word after the id", "mx word; spf=pass", NULL },
	{ "a word in a result", "mx; spf=pass word; dkim=pass", NULL },
	{ "an encoded word", "=?utf-8?B?c3BmPXBhc3M=?=", NULL },
	{ "junk behind a quote", "mx; spf=pass smtp.mailfrom=\"a\"b; dkim=pass", NULL },
	{ "a half path", "mx; spf=pass smtp.=x", NULL },
};

static void test_malformed(void **state)
{
	(void)state;
	check_rows(malformed_rows, COUNT(malformed_rows));
}

/* Wherever a sender's own string is written by an honest program, it stays what it is. */
static void test_smuggling(void **state)
{
	static const char *const strings[] = {
		"x; dkim=pass header.d=bank.example",
		"x) dkim=pass (",
		"x\r\n ; dkim=pass",
		"(((((",
		")))))",
		"dkim=pass",
		"x\\",
		"a=b; c=d;",
	};
	static const char *const frames[] = {
		"mx; spf=fail (%s) smtp.mailfrom=evil.example",
		"mx; spf=fail smtp.mailfrom=\"%s\"@evil.example",
		"mx; spf=fail reason=\"%s\" smtp.mailfrom=evil.example",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(strings); i++)
		for (size_t k = 0; k < COUNT(frames); k++) {
			char quoted[200], value[300];
			size_t n = 0;
			struct arena arena;
			struct authres field;

			for (const char *p = strings[i]; *p; p++) {
				if (strchr("()\\\"", *p))
					quoted[n++] = '\\';
				quoted[n++] = *p;
			}
			quoted[n] = '\0';
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
			snprintf(value, sizeof value, frames[k], quoted);
#pragma GCC diagnostic pop
			arena_init(&arena, 1 << 20);
			if (authres_parse(&arena, str_of(value), &field) != AUTHRES_OK)
				fail_msg("malformed: %s", value);
			if (field.results != 1 || field.result[0].properties != 1 ||
			    !str_eq(field.result[0].method, str_of("spf")) ||
			    !str_eq(field.result[0].result, str_of("fail")))
				fail_msg("another reading of: %s", value);
			arena_done(&arena);
		}
}

static void test_limits(void **state)
{
	struct arena arena;
	struct authres field;
	struct buf value;

	(void)state;
	arena_init(&arena, 4 << 20);
	buf_init(&value, 1 << 20);
	buf_puts(&value, "mx");
	for (int i = 0; i < 64; i++)
		buf_puts(&value, "; dkim=pass");
	assert_int_equal(authres_parse(&arena, buf_str(&value), &field), AUTHRES_OK);
	assert_int_equal(field.results, 64);
	buf_puts(&value, "; dkim=pass");
	assert_int_equal(authres_parse(&arena, buf_str(&value), &field), AUTHRES_MALFORMED);
	assert_true(str_eq(field.authserv_id, str_of("mx")) && field.results == 0);
	buf_reset(&value);
	buf_puts(&value, "mx; dkim=pass");
	for (int i = 0; i < 40; i++)
		buf_printf(&value, " header.x%d=y", i);
	assert_int_equal(authres_parse(&arena, buf_str(&value), &field), AUTHRES_OK);
	assert_int_equal(field.result[0].properties, 16);
	buf_reset(&value);
	buf_puts(&value, "mx; dkim=pass ");
	for (int i = 0; i < 100000; i++)
		buf_puts(&value, "(");
	assert_int_equal(authres_parse(&arena, buf_str(&value), &field), AUTHRES_MALFORMED);
	buf_reset(&value);
	buf_puts(&value, "mx; dkim=pass");
	for (int i = 0; i < 50000; i++)
		buf_puts(&value, " a.b=\"\"");
	assert_int_equal(authres_parse(&arena, buf_str(&value), &field), AUTHRES_OK);
	arena_done(&arena);
	arena_init(&arena, 16);
	assert_int_equal(authres_parse(&arena, str_of("mx.example.org; spf=pass"), &field),
	                 AUTHRES_MEMORY);
	arena_done(&arena);
	buf_done(&value);
}

static void test_nul(void **state)
{
	static const char value[] = "mx; spf=fail\0; dkim=pass";
	struct arena arena;
	struct authres field;

	(void)state;
	arena_init(&arena, 1 << 20);
	assert_int_equal(authres_parse(&arena, str_make(value, sizeof value - 1), &field),
	                 AUTHRES_MALFORMED);
	arena_done(&arena);
}

/* The values of the shared corpus: all but those that no reader could use. */
static void test_real(void **state)
{
	const char *corpus = getenv("OPENBEC_CORPUS");
	char path[4096], *line = NULL;
	size_t room = 0, seen = 0, read = 0;
	ssize_t n;
	FILE *file;

	(void)state;
	if (!corpus) {
		print_message("OPENBEC_CORPUS isn't set: real values aren't tried\n");
		skip();
	}
	snprintf(path, sizeof path, "%s/suites/authres/real-headers.tsv", corpus);
	file = fopen(path, "r");
	if (!file)
		fail_msg("can't read %s", path);
	while ((n = getline(&line, &room, file)) > 0) {
		struct str rest = str_make(line, (size_t)n), name, value;
		struct authres field;
		struct arena arena;

		str_cut(&rest, '\t', &name);
		str_cut(&rest, '\t', &value);
		if (str_ifind(name, str_of("Authentication-Results")) == SIZE_MAX)
			continue; /* Received-SPF has another grammar */
		arena_init(&arena, 1 << 20);
		seen++;
		read += authres_parse(&arena, value, &field) == AUTHRES_OK;
		arena_done(&arena);
	}
	free(line);
	fclose(file);
	print_message("%zu of %zu values read\n", read, seen);
	assert_true(seen > 400 && read * 100 >= seen * 98);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_legal),     cmocka_unit_test(test_lenient),
		cmocka_unit_test(test_malformed), cmocka_unit_test(test_smuggling),
		cmocka_unit_test(test_limits),    cmocka_unit_test(test_nul),
		cmocka_unit_test(test_real),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
