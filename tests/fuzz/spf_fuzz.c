/* A whole check against a hostile DNS: lines of the input are client, HELO, MAIL FROM, then what
 * is answered; a hash of each question chooses its line. Whatever comes, the questions stay
 * within bounds and an answer is given. */
#include <stdlib.h>

#include "auth/dns_answer.h"
#include "auth/spf.h"

#define LINES_MAX     32
#define RECORDS_MAX   16
#define QUESTIONS_MAX (11 + 10 * 10 + 1 + 10) /* records and terms, MX hosts, PTR and its names */

struct hostile {
	struct dns_source source; /* first */
	struct str line[LINES_MAX];
	size_t lines, asked;
};

static void require(bool so)
{
	if (!so)
		abort();
}

/* As the DNS layer promises them: checked names, addresses of the right length. */
static bool record_of(struct str word, enum dns_type type, char room[DNS_NAME_MAX + 1],
                      struct dns_record *ret)
{
	size_t length = type == DNS_A ? 4 : 16;

	if (type == DNS_MX || type == DNS_PTR) {
		ret->data = str_make(room, dns_name(word, room));
		return true;
	}
	memset(room, 0, length);
	memcpy(room, word.p, word.n < length ? word.n : length);
	ret->data = str_make(room, length);
	return word.n > 0;
}

static struct dns_answer *answer_of(struct str line, enum dns_type type)
{
	char room[RECORDS_MAX][DNS_NAME_MAX + 1];
	struct dns_record record[RECORDS_MAX];
	struct str word;
	size_t n = 0;

	if (type == DNS_TXT) {
		record[0] = (struct dns_record){ .data = str_sub(line, 0, DNS_TEXT_MAX) };
		return dns_answer_found(record, 1, 60);
	}
	while (n < RECORDS_MAX && str_cut(&line, ' ', &word)) {
		record[n] = (struct dns_record){ 0 };
		n += record_of(word, type, room[n], &record[n]);
	}
	return n ? dns_answer_found(record, n, 60) : dns_answer_none(DNS_NODATA, 60);
}

static void ask(struct dns_source *source, struct str name, enum dns_type type,
                struct dns_question *question)
{
	struct hostile *hostile = (struct hostile *)source;
	uint32_t hash = type;

	for (size_t i = 0; i < name.n; i++)
		hash = hash * 31 + (unsigned char)name.p[i];
	hash %= (uint32_t)hostile->lines + 2;
	hostile->asked++;
	if (hash == hostile->lines)
		dns_answered(question, dns_answer_failed("hostile"));
	else if (hash == hostile->lines + 1)
		dns_answered(question, dns_answer_none(DNS_NXDOMAIN, 60));
	else
		dns_answered(question, answer_of(hostile->line[hash], type));
}

static void check(struct hostile *hostile, const struct spf_input *input, bool ahead)
{
	struct dns *dns = dns_new(&hostile->source, 1000, 1000);
	struct spf_verdict verdict;
	struct arena arena;

	arena_init(&arena, 1 << 20);
	hostile->asked = 0;
	for (size_t i = 0; ahead && i < 3; i++) {
		spf_prefetch(dns, input);
		spf_prefetch_more(dns, input);
	}
	require(hostile->asked <= QUESTIONS_MAX);
	hostile->asked = 0;
	require(spf_check(dns, input, &arena, &verdict, NULL) == 0);
	require(hostile->asked <= QUESTIONS_MAX);
	require(verdict.domain.p && verdict.domain.n <= DNS_NAME_MAX);
	require((verdict.why[0] != 0) ==
	        (verdict.result == AUTH_TEMPERROR || verdict.result == AUTH_PERMERROR));
	require(verdict.domain.n || verdict.result == AUTH_NONE);
	arena_done(&arena);
	dns_free(dns);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = str_make((const char *)data, size), client = { NULL, 0 };
	struct hostile hostile = { .source = { .ask = ask } };
	struct spf_input input = { 0 };

	str_cut(&rest, '\n', &client);
	if (!ip_parse(client, &input.client)) {
		input.client.length = client.n < 16 ? 4 : 16;
		memcpy(input.client.bytes, client.p, client.n < 16 ? 0 : 16);
	}
	str_cut(&rest, '\n', &input.helo);
	str_cut(&rest, '\n', &input.mail_from);
	while (hostile.lines < LINES_MAX && str_cut(&rest, '\n', &hostile.line[hostile.lines]))
		hostile.lines++;
	check(&hostile, &input, false);
	check(&hostile, &input, true);
	return 0;
}
