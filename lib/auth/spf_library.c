/* The library compiles and interprets a record, one step of ours at a time, and asks back for
 * DNS answers. What it is given can't hurt it:
 *
 * - The text consists of mechanism names, addresses, prefix lengths and one constant name that
 *   stands for the term's real one: the first question of a step is put for the real name
 *   instead. So no byte of mail or DNS is parsed by the library but host names of MX answers,
 *   which it only hands back as questions.
 * - No macros (their expansion lacks a fix), no sender, no HELO, no explanation but a constant.
 * - SPF_record_compile() and _interpret() are called themselves: the usual entries pass
 *   127.0.0.0/8 for any sender.
 * - It refuses /0, so an ip4 or ip6 with /0 is written as "all"; for a and mx every address of
 *   the answers is given as the client's.
 * - It aborts when the callback returns NULL: a spare answer is kept for a machine without
 *   memory, whose end is ERR_MEMORY. */
#include "auth/spf_library.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <spf2/spf.h>

#define PLACEHOLDER "target.example"
#define TEXT_MAX    1024 /* of a step: SPF_RUN_MAX addresses */

struct spf_library {
	struct dns *dns;
	struct ip client;
	SPF_dns_server_t resolver;
	SPF_server_t *server;
	SPF_request_t *request;
	SPF_dns_rr_t *spare;
	/* The step's: */
	struct str target;
	bool asked;      /* its own question was put */
	bool everything; /* /0: any address matches */
	bool is_void, failed, too_many, no_memory;
};

static SPF_dns_rr_t *answer_new(struct spf_library *library, ns_type type, int herrno)
{
	SPF_dns_rr_t *rr = SPF_dns_rr_new_init(&library->resolver, "", type, 0, herrno);

	if (rr)
		return rr;
	rr = library->spare; /* the step ends with it, and spf_library_match() says why */
	library->spare = NULL;
	library->no_memory = true;
	rr->herrno = TRY_AGAIN;
	return rr;
}

static struct str data_for(const struct spf_library *library, const struct dns_record *record,
                           enum dns_type type)
{
	bool address = type == DNS_A || type == DNS_AAAA;

	if (address && library->everything)
		return str_make((const char *)library->client.bytes, library->client.length);
	return record->data;
}

/* Names get a NUL behind them; a null MX and names that can't be read are left out. */
static void fill(struct spf_library *library, const struct dns_answer *answer, enum dns_type type,
                 SPF_dns_rr_t *rr)
{
	for (size_t i = 0; i < answer->n; i++) {
		struct str data = data_for(library, &answer->record[i], type);

		if (data.n == 0)
			continue;
		if (SPF_dns_rr_buf_realloc(rr, rr->num_rr, data.n + 1) != SPF_E_SUCCESS) {
			library->no_memory = true;
			rr->herrno = TRY_AGAIN;
			return;
		}
		memcpy(rr->rr[rr->num_rr], data.p, data.n);
		((char *)rr->rr[rr->num_rr])[data.n] = '\0';
		rr->num_rr++;
	}
}

/* The addresses of all hosts are asked for at once; the library then waits for one after the
 * other. */
static void start_hosts(struct spf_library *library, const struct dns_answer *answer)
{
	for (size_t i = 0; i < answer->n; i++)
		dns_start(library->dns, answer->record[i].data,
		          library->client.length == 4 ? DNS_A : DNS_AAAA);
}

static SPF_dns_rr_t *look_up(SPF_dns_server_t *resolver, const char *domain, ns_type type,
                             int should_cache)
{
	struct spf_library *library = resolver->hook;
	bool own = !library->asked;
	const struct dns_answer *answer;
	SPF_dns_rr_t *rr;

	(void)should_cache;
	if (type != ns_t_a && type != ns_t_aaaa && type != ns_t_mx)
		return answer_new(library, type, NO_DATA);
	answer =
		dns_wait(library->dns, own ? library->target : str_of(domain), (enum dns_type)type);
	library->asked = true;
	library->failed |= answer->status == DNS_FAILED;
	library->is_void |= own && (answer->status == DNS_NODATA || answer->status == DNS_NXDOMAIN);
	library->too_many |= type == ns_t_mx && answer->n > SPF_MX_MAX;
	if (library->failed || library->too_many)
		return answer_new(library, type, TRY_AGAIN);
	if (answer->status != DNS_FOUND)
		return answer_new(library, type, NO_DATA);
	if (type == ns_t_mx)
		start_hosts(library, answer);
	rr = answer_new(library, type, NETDB_SUCCESS);
	if (!library->no_memory)
		fill(library, answer, (enum dns_type)type, rr);
	return rr;
}

/* Filled by hand: SPF_server_new_dns() aborts without memory. The explanation has no macro: for
 * "fail" the library makes one, whether one wants it or not. */
static SPF_server_t *server_new(SPF_dns_server_t *resolver)
{
	SPF_server_t *server = calloc(1, sizeof *server);
	SPF_response_t *response = NULL;
	SPF_errcode_t rc;

	if (!server)
		return NULL;
	server->resolver = resolver;
	server->rec_dom = strdup("localhost"); /* for comments that nobody reads */
	server->max_dns_mech = server->max_dns_ptr = server->max_dns_mx = SPF_MAX_DNS_MECH;
	rc = SPF_server_set_explanation(server, "none", &response);
	if (response)
		SPF_response_free(response);
	if (rc == SPF_E_SUCCESS && server->rec_dom)
		return server;
	SPF_server_free(server);
	return NULL;
}

static bool set_client(struct spf_library *library)
{
	struct in_addr four;
	struct in6_addr six;

	library->request->cur_dom = PLACEHOLDER;
	if (library->client.length == 4) {
		memcpy(&four, library->client.bytes, sizeof four);
		return SPF_request_set_ipv4(library->request, four) == SPF_E_SUCCESS;
	}
	memcpy(&six, library->client.bytes, sizeof six);
	return SPF_request_set_ipv6(library->request, six) == SPF_E_SUCCESS;
}

struct spf_library *spf_library_new(struct dns *dns, struct ip client)
{
	struct spf_library *library = calloc(1, sizeof *library);

	if (!library)
		return NULL;
	library->dns = dns;
	library->client = client;
	library->resolver = (SPF_dns_server_t){ .lookup = look_up, .name = "dns", .hook = library };
	library->server = server_new(&library->resolver);
	if (library->server)
		library->request = SPF_request_new(library->server);
	library->spare = SPF_dns_rr_new();
	if (library->request && library->spare && set_client(library))
		return library;
	spf_library_free(library);
	return NULL;
}

void spf_library_free(struct spf_library *library)
{
	if (!library)
		return;
	if (library->spare)
		SPF_dns_rr_free(library->spare);
	if (library->request)
		SPF_request_free(library->request);
	if (library->server)
		SPF_server_free(library->server);
	free(library);
}

/* A term as the library can read it. */
static void write_term(struct spf_library *library, const struct spf_term *term, struct buf *text)
{
	bool four = library->client.length == 4;
	struct spf_term given = *term;
	unsigned char prefix = four ? term->prefix4 : term->prefix6;

	if (term->kind == SPF_IP4 || term->kind == SPF_IP6) {
		if (four != (term->kind == SPF_IP4))
			return;
		if (prefix == 0)
			given = (struct spf_term){ .kind = SPF_ALL, .qualifier = term->qualifier };
	} else if (term->kind != SPF_ALL) {
		given.target = str_of(PLACEHOLDER);
		given.prefix4 = four && prefix ? prefix : 32;
		given.prefix6 = !four && prefix ? prefix : 128;
		library->everything = prefix == 0;
	}
	spf_term_write(&given, text);
}

static const char qualifiers[] = {
	[SPF_RESULT_PASS] = '+',
	[SPF_RESULT_FAIL] = '-',
	[SPF_RESULT_SOFTFAIL] = '~',
	[SPF_RESULT_NEUTRAL] = '?',
};

static enum spf_match interpret(struct spf_library *library, const char *text, char *qualifier)
{
	SPF_response_t *response = SPF_response_new(library->request);
	SPF_record_t *record = NULL;
	enum spf_match match = SPF_MATCH_MEMORY;

	if (!response)
		return match;
	if (SPF_record_compile(library->server, response, &record, text) == SPF_E_SUCCESS &&
	    record) {
		response->spf_record_exp = record;
		SPF_record_interpret(record, library->request, response, 0);
		match = SPF_response_reason(response) == SPF_REASON_MECH ? SPF_MATCH : SPF_NO_MATCH;
		if (match == SPF_MATCH)
			*qualifier = qualifiers[SPF_response_result(response)];
	}
	if (record)
		SPF_record_free(record);
	SPF_response_free(response);
	return match;
}

enum spf_match spf_library_match(struct spf_library *library, const struct spf_term *term,
                                 size_t terms, struct str target, struct spf_matched *ret)
{
	enum spf_match match;
	struct buf text;

	library->target = target;
	library->asked = library->everything = false;
	library->is_void = library->failed = library->too_many = false;
	buf_init(&text, TEXT_MAX);
	buf_puts(&text, "v=spf1");
	for (size_t i = 0; i < terms; i++)
		write_term(library, &term[i], &text);
	match = text.cut ? SPF_MATCH_MEMORY : interpret(library, buf_cstr(&text), &ret->qualifier);
	buf_done(&text);
	ret->is_void = library->is_void;
	if (library->no_memory)
		return SPF_MATCH_MEMORY;
	if (library->too_many)
		return SPF_MATCH_TOO_MANY;
	return library->failed ? SPF_MATCH_FAILED : match;
}
