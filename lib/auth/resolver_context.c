/* What libunbound is told, and why. Options fail after the first question, and local data end that time, so they come last. */
#include "auth/resolver_context.h"

#include <stdio.h>
#include <sys/resource.h>

#include "base/auto.h"
#include "base/textfile.h"
#include "party/network.h"

#define SERVERS_MAX 16
#define RESOLV_CONF "/etc/resolv.conf"
#define RESOLV_MAX  ((size_t)64 << 10)
#define SOCKETS_MIN 16
#define SOCKETS_MAX 2048
#define SERVER_TEXT (IP_TEXT_SIZE + sizeof "@65535")

struct option {
	const char *name, *value;
};

static const struct option always[] = {
	/* How often a silent server is asked: that takes 6 s by itself, not 17. */
	{ "outbound-msg-retry:", "4" },
	{ "msg-cache-size:", "4m" },
	{ "rrset-cache-size:", "8m" },
	/* Else our look for a silent server (resolver_query.c) would be answered from what was learned before. */
	{ "aggressive-nsec:", "no" },
	{ "harden-below-nxdomain:", "no" },
	{ 0 },
};

/* Through servers, ours to trust. */
static const struct option forwarding[] = {
	{ "do-not-query-localhost:", "no" },
	/* For how long a server that was silent is known as that: after some minutes' outage the default, 900, delays
	 * the return by minutes more. */
	{ "infra-host-ttl:", "5" },
	{ "unblock-lan-zones:", "yes" }, /* they may know the names of our own networks */
	{ "insecure-lan-zones:", "yes" },
	{ 0 },
};

/* From the root down: a domain's owner chooses whom we ask. */
static const struct option recursive[] = {
	{ "do-not-query-localhost:", "yes" },
	{ "infra-host-ttl:", "60" }, /* as above, for the many */
	{ 0 },
};

static void context_done(struct ub_ctx **ctx)
{
	ub_ctx_delete(*ctx); /* takes NULL */
}

static int internal(struct err *err, const char *what, int error)
{
	return err_set(err, error == UB_NOMEM ? ERR_MEMORY : ERR_INTERNAL, "libunbound, %s: %s",
	               what, ub_strerror(error));
}

static int set_options(struct ub_ctx *ctx, const struct option *options, struct err *err)
{
	for (; options->name; options++) {
		int error = ub_ctx_set_option(ctx, options->name, options->value);

		if (error)
			return internal(err, options->name, error);
	}
	return 0;
}

/* Each silent name takes a socket while it is asked for. With the library's 16 a sender with 16 of them would stop all other
 * questions; at most half of the process's descriptors may go that way. */
static int set_sockets(struct ub_ctx *ctx, struct err *err)
{
	struct rlimit limit = { .rlim_cur = SOCKETS_MIN };
	char text[16];
	rlim_t n;
	int error;

	getrlimit(RLIMIT_NOFILE, &limit);
	n = limit.rlim_cur / 2;
	n = n < SOCKETS_MIN ? SOCKETS_MIN : n > SOCKETS_MAX ? SOCKETS_MAX : n;
	snprintf(text, sizeof text, "%u", (unsigned)n);
	error = ub_ctx_set_option(ctx, "outgoing-range:", text);
	return error ? internal(err, "outgoing-range", error) : 0;
}

struct str resolver_word(struct str *rest)
{
	size_t n = 0;
	struct str word;

	while (n < rest->n && rest->p[n] != ' ' && rest->p[n] != '\t')
		n++;
	word = str_sub(*rest, 0, n);
	*rest = str_trim(str_sub(*rest, n, rest->n));
	return word;
}

/* ---- servers ---- */

/* "192.0.2.53", "2001:db8::53@5353" as libunbound reads it. */
static bool server_text(struct str server, char ret[SERVER_TEXT])
{
	char address[IP_TEXT_SIZE];
	uint64_t port = 53;
	struct str part;
	struct ip ip;

	if (!str_cut(&server, '@', &part) || !ip_parse(part, &ip) ||
	    (server.p && (!str_number(server, UINT16_MAX, &port) || port == 0)))
		return false;
	snprintf(ret, SERVER_TEXT, "%s@%u", ip_text(ip, address), (unsigned)port);
	return true;
}

static int add_servers(struct ub_ctx *ctx, const struct resolver_options *options, struct err *err)
{
	for (size_t i = 0; i < options->servers_n; i++) {
		char server[SERVER_TEXT];
		int error;

		if (!server_text(options->servers[i], server))
			return err_set(err, ERR_CONFIG,
			               "\"" STR_FMT
			               "\" is no DNS server: an address, or ADDRESS@PORT",
			               STR_ARG(options->servers[i]));
		error = ub_ctx_set_fwd(ctx, server);
		if (error)
			return internal(err, server, error);
	}
	return set_options(ctx, forwarding, err);
}

/* The system's servers, as resolv.conf(5) names them. A file that is missing or names none (or only what we can't read, such as
 * an address with a scope): 0, and we ask the root. */
static size_t system_servers(struct arena *arena, struct str ret[SERVERS_MAX])
{
	struct textfile_line line = { 0 };
	struct str text;
	size_t n = 0;

	if (textfile_read(arena, RESOLV_CONF, RESOLV_MAX, &text, NULL))
		return 0;
	while (n < SERVERS_MAX && textfile_next(&text, &line)) {
		char unused[SERVER_TEXT];
		struct str word = resolver_word(&line.text);

		if (str_eq(word, str_of("nameserver")) && server_text(line.text, unused))
			ret[n++] = line.text;
	}
	return n;
}

static int set_servers(struct ub_ctx *ctx, const struct resolver_options *options, struct err *err)
{
	struct resolver_options found = *options;
	struct str servers[SERVERS_MAX];
	struct arena arena;
	int status;

	if (options->servers_n == 1 && str_eq(options->servers[0], str_of("recursive")))
		return set_options(ctx, recursive, err);
	if (options->servers_n)
		return add_servers(ctx, options, err);
	arena_init(&arena, 2 * RESOLV_MAX);
	found.servers = servers;
	found.servers_n = system_servers(&arena, servers);
	status = found.servers_n ? add_servers(ctx, &found, err) : set_options(ctx, recursive, err);
	arena_done(&arena);
	return status;
}

/* ---- DNSSEC ---- */

static int set_anchor(struct ub_ctx *ctx, const char *path, struct err *err)
{
	int error;

	if (!path)
		return (error = ub_ctx_set_option(ctx, "module-config:", "iterator"))
		               ? internal(err, "module-config", error)
		               : 0;
	if (access(path, R_OK))
		return err_system(err, "trust anchor %s", path);
	error = ub_ctx_add_ta_file(ctx, path);
	return error ? internal(err, path, error) : 0;
}

/* ---- all of it ---- */

/* Ends the options' time: they are read now. .test and .invalid are built in as names that don't exist; what they are is the
 * server's to say: tests live in the one, our look for a silent server in the other. (The option for it, "nodefault", does
 * nothing in the library.) */
static int remove_zones(struct ub_ctx *ctx, const char *trust_anchor, struct err *err)
{
	int error = ub_ctx_zone_remove(ctx, "test.");

	if (!error)
		error = ub_ctx_zone_remove(ctx, "invalid.");
	if (error && trust_anchor)
		return err_set(err, ERR_CONFIG, "trust anchor %s can't be used: %s", trust_anchor,
		               ub_strerror(error));
	return error ? internal(err, "options", error) : 0;
}

int resolver_context_new(const struct resolver_options *options, struct ub_ctx **ret,
                         struct err *err)
{
	AUTO(context_done) struct ub_ctx *ctx = ub_ctx_create();
	int status;

	if (!ctx)
		return err_memory(err);
	ub_ctx_debugout(ctx, NULL); /* it would write to stderr */
	if (ub_ctx_async(ctx, 1))   /* before anything else */
		return err_set(err, ERR_INTERNAL, "libunbound was built without threads");
	status = set_options(ctx, always, err);
	if (!status)
		status = set_sockets(ctx, err);
	if (!status)
		status = set_servers(ctx, options, err);
	if (!status)
		status = set_anchor(ctx, options->trust_anchor, err);
	if (!status)
		status = remove_zones(ctx, options->trust_anchor, err);
	if (!status && options->zones_file)
		status = resolver_zones_add(ctx, options->zones_file, err);
	if (status)
		return status;
	*ret = ctx;
	ctx = NULL;
	return 0;
}

int resolver_options_copy(struct arena *arena, const struct resolver_options *options,
                          struct resolver_options *ret, struct err *err)
{
	struct str *servers = arena_array(arena, options->servers_n + 1, sizeof *servers);

	*ret = *options;
	if (!servers)
		return err_memory(err);
	ret->servers = servers;
	for (size_t i = 0; i < options->servers_n; i++) {
		servers[i] = arena_str(arena, options->servers[i]);
		if (!servers[i].p)
			return err_memory(err);
	}
	if (options->zones_file)
		ret->zones_file = arena_str(arena, str_of(options->zones_file)).p;
	if (options->trust_anchor)
		ret->trust_anchor = arena_str(arena, str_of(options->trust_anchor)).p;
	if ((options->zones_file && !ret->zones_file) ||
	    (options->trust_anchor && !ret->trust_anchor))
		return err_memory(err);
	return 0;
}
