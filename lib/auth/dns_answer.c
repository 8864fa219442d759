/* An answer is one block of memory: the head, the records, their bytes. Once made it never changes, so messages, cache and source
 * share it by a count. */
#include "auth/dns_answer.h"

#include <stdio.h>
#include <stdlib.h>

struct dns_answer *dns_answer_ref(struct dns_answer *answer)
{
	answer->references++;
	return answer;
}

void dns_answer_unref(struct dns_answer *answer)
{
	if (answer && --answer->references == 0)
		free(answer);
}

static size_t bytes_of(const struct dns_record *records, size_t n)
{
	size_t bytes = 0;

	for (size_t i = 0; i < n; i++)
		bytes += records[i].data.n;
	return bytes;
}

size_t dns_answer_size(const struct dns_answer *answer)
{
	return answer->n * sizeof *answer->record + bytes_of(answer->record, answer->n);
}

struct dns_answer *dns_answer_found(const struct dns_record *records, size_t n, uint32_t ttl_s)
{
	struct dns_answer *answer =
		malloc(sizeof *answer + n * sizeof *records + bytes_of(records, n));
	char *room;

	if (!answer)
		return NULL;
	*answer =
		(struct dns_answer){ .references = 1, .status = DNS_FOUND, .ttl_s = ttl_s, .n = n };
	room = (char *)&answer->record[n];
	for (size_t i = 0; i < n; i++) {
		answer->record[i] = records[i];
		answer->record[i].data.p = room;
		if (records[i].data.n)
			memcpy(room, records[i].data.p, records[i].data.n);
		room += records[i].data.n;
	}
	return answer;
}

struct dns_answer *dns_answer_none(enum dns_status status, uint32_t ttl_s)
{
	struct dns_answer *answer = dns_answer_found(NULL, 0, ttl_s);

	if (answer)
		answer->status = status;
	return answer;
}

struct dns_answer *dns_answer_failed(const char *why)
{
	struct dns_answer *answer = dns_answer_none(DNS_FAILED, 0);

	if (answer)
		snprintf(answer->why, sizeof answer->why, "%s", why);
	return answer;
}

size_t dns_name(struct str name, char ret[DNS_NAME_MAX + 1])
{
	size_t label = 0;

	if (name.n && name.p[name.n - 1] == '.')
		name.n--;
	if (name.n > DNS_NAME_MAX)
		return 0;
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];

		if (c == '.' ? label == 0 : c < ' ' || c > '~' || label == DNS_LABEL_MAX)
			return 0;
		label = c == '.' ? 0 : label + 1;
		ret[i] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
	}
	ret[name.n] = '\0';
	return label ? name.n : 0; /* a dot more at the end, or nothing at all */
}
