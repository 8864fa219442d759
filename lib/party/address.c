/* An addr-spec (RFC 5321, 4.1.2) is cut at its last "@" outside a quoted local part. The local
 * part is put into ASCII lower case only: what else is one mailbox is the business of its own
 * host (RFC 6531, 3.2), and folding more would merge the histories of two. */
#include "party/address.h"

static bool is_none(struct address address)
{
	return address.full.n == 0;
}

/* Where the quoted string at the start ends (behind its quote); 0 if there is none. */
static size_t quoted_end(struct str s)
{
	if (s.n == 0 || s.p[0] != '"')
		return 0;
	for (size_t i = 1; i < s.n; i++) {
		if (s.p[i] == '\\')
			i++;
		else if (s.p[i] == '"')
			return i + 1;
	}
	return 0;
}

/* "<@relay.example:ann@acme.example>" is ann@acme.example. */
static struct str bare_spec(struct str spec)
{
	size_t colon;

	spec = str_trim(spec);
	if (spec.n && spec.p[0] == '<')
		spec = str_sub(spec, 1, spec.n - 1);
	if (spec.n && spec.p[spec.n - 1] == '>')
		spec.n--;
	spec = str_trim(spec);
	colon = spec.n && spec.p[0] == '@' ? str_chr(spec, ':') : SIZE_MAX;
	return colon == SIZE_MAX ? spec : str_trim(str_sub(spec, colon + 1, spec.n));
}

/* Lower case; the quotes and the backslashes of a quoted string off. */
static struct str local_of(struct arena *arena, struct str written)
{
	size_t end = quoted_end(written), n = 0;
	struct str lower = arena_lower(arena, written);
	char *p;

	if (!lower.p || end == 0 || end != written.n)
		return lower;
	p = arena_alloc(arena, lower.n);
	if (!p)
		return (struct str){ NULL, 0 };
	for (size_t i = 1; i + 1 < end; i++) {
		if (lower.p[i] == '\\')
			i++;
		p[n++] = lower.p[i];
	}
	return str_make(p, n);
}

static bool join(struct arena *arena, struct address *address)
{
	if (address->domain.name.n == 0)
		address->full = address->local;
	else
		address->full = arena_printf(arena, STR_FMT "@" STR_FMT, STR_ARG(address->local),
		                             STR_ARG(address->domain.name));
	return address->full.p;
}

bool address_init(struct arena *arena, const struct domain_lists *lists, struct str spec,
                  struct str name, struct address *ret)
{
	struct address address = { .name = arena_str(arena, str_trim(name)) };
	struct str bare = bare_spec(spec), domain = { NULL, 0 };
	size_t at = str_rchr(bare, '@');

	if (!address.name.p)
		return false;
	if (bare.n == 0) {
		*ret = address;
		return true;
	}
	if (at != SIZE_MAX && at >= quoted_end(bare)) {
		domain = str_sub(bare, at + 1, bare.n);
		bare.n = at;
	}
	address.local = local_of(arena, str_trim(bare));
	if (!address.local.p || !domain_init(arena, lists, domain, &address.domain) ||
	    !join(arena, &address))
		return false;
	*ret = address;
	return true;
}

/* With "-" as a delimiter, owner-list and list-request are names of their own, and these two never
 * have extensions (Postfix, split_addr.c). */
static bool is_whole(struct str local, char delimiter)
{
	static const struct str never[] = { STR("mailer-daemon"), STR("double-bounce") };

	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		if (str_eq(local, never[i]))
			return true;
	return delimiter == '-' &&
	       (str_starts(local, str_of("owner-")) || str_ends(local, str_of("-request")));
}

struct str address_without_extension(struct arena *arena, struct str full, struct str delimiters)
{
	size_t at = str_rchr(full, '@'), end = at == SIZE_MAX ? full.n : at;

	for (size_t i = 1; i < end; i++) {
		if (str_chr(delimiters, full.p[i]) == SIZE_MAX)
			continue;
		if (is_whole(str_sub(full, 0, end), full.p[i]))
			return full;
		return arena_printf(arena, STR_FMT STR_FMT, STR_ARG(str_sub(full, 0, i)),
		                    STR_ARG(str_sub(full, end, full.n)));
	}
	return full;
}

/* The forms of rewritten envelope senders. Each takes the local part and changes what stands
 * behind one rewriting: the local part, and the domain if it is named. */
struct unwrapped {
	struct str local, domain;
};

/* hash=time=domain=local: what SRS holds of the sender (Wong and others, Sender Rewriting
 * Scheme). */
static bool take_srs(struct str rest, struct unwrapped *ret)
{
	struct str hash, time;

	if (!str_cut(&rest, '=', &hash) || !str_cut(&rest, '=', &time) ||
	    !str_cut(&rest, '=', &ret->domain))
		return false;
	ret->local = rest;
	return ret->domain.n > 0 && ret->local.n > 0;
}

static bool unwrap_srs0(struct str local, struct unwrapped *ret)
{
	return take_srs(str_sub(local, 5, local.n), ret);
}

/* SRS1=hash=host==hash=time=domain=local: behind the first forwarder's host comes its SRS0, the
 * name off, the separator not. */
static bool unwrap_srs1(struct str local, struct unwrapped *ret)
{
	struct str rest = str_sub(local, 5, local.n), hash, host;

	if (!str_cut(&rest, '=', &hash) || !str_cut(&rest, '=', &host) || rest.n == 0)
		return false;
	return take_srs(str_sub(rest, 1, rest.n), ret);
}

/* prvs=tag=local (Levine, BATV draft), and prvs=local=tag of older senders; the tag is ten
 * characters: a key's digit, the day's three digits, six hexadecimal ones. */
static bool is_batv_tag(struct str s)
{
	if (s.n != 10)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!strchr(i < 4 ? "0123456789" : "0123456789abcdef", s.p[i]))
			return false;
	return true;
}

static bool unwrap_batv(struct str local, struct unwrapped *ret)
{
	struct str behind = str_sub(local, 5, local.n);
	size_t first = str_chr(behind, '='), last = str_rchr(behind, '=');
	bool tag_is_last;

	if (first == SIZE_MAX)
		return false;
	tag_is_last = !is_batv_tag(str_sub(behind, 0, first)) &&
	              is_batv_tag(str_sub(behind, last + 1, behind.n));
	ret->local = tag_is_last ? str_sub(behind, 0, last) : str_sub(behind, first + 1, behind.n);
	return ret->local.n > 0;
}

/* btv1==tag==local */
static bool unwrap_btv1(struct str local, struct unwrapped *ret)
{
	struct str behind = str_sub(local, 6, local.n);
	size_t at = str_find(behind, str_of("=="));

	if (at == SIZE_MAX)
		return false;
	ret->local = str_sub(behind, at + 2, behind.n);
	return ret->local.n > 0;
}

/* bounce+anything, list-bounces+ann=acme.example (VERP): what stands behind the plus names the
 * message or its recipient; the sender is the address before it. */
static bool unwrap_verp(struct str local, struct unwrapped *ret)
{
	struct str head;

	if (!str_cut(&local, '+', &head) || local.n == 0)
		return false;
	ret->local = head;
	return str_ends(head, str_of("bounce")) || str_ends(head, str_of("bounces"));
}

static const struct rewriting {
	struct str prefix;
	bool (*unwrap)(struct str local, struct unwrapped *ret);
} rewritings[] = {
	{ STR("srs0="), unwrap_srs0 }, { STR("srs0+"), unwrap_srs0 },
	{ STR("srs0-"), unwrap_srs0 }, { STR("srs1="), unwrap_srs1 },
	{ STR("srs1+"), unwrap_srs1 }, { STR("srs1-"), unwrap_srs1 },
	{ STR("prvs="), unwrap_batv }, { STR("btv1=="), unwrap_btv1 },
	{ STR(""), unwrap_verp },
};

static bool unwrap_once(struct unwrapped *now)
{
	for (size_t i = 0; i < sizeof rewritings / sizeof *rewritings; i++) {
		struct unwrapped next = *now;

		if (str_starts(now->local, rewritings[i].prefix) &&
		    rewritings[i].unwrap(now->local, &next)) {
			*now = next;
			return true;
		}
	}
	return false;
}

bool address_unwrap(struct arena *arena, const struct domain_lists *lists, struct address wrapped,
                    struct address *ret)
{
	enum { LAYERS_MAX = 4 }; /* a forwarder's SRS around a sender's own tag, and some more */
	struct unwrapped now = { wrapped.local, wrapped.domain.name };
	struct address address = { .name = wrapped.name, .local = wrapped.local };
	int layers = 0;

	while (layers < LAYERS_MAX && unwrap_once(&now))
		layers++;
	if (layers == 0) {
		*ret = (struct address){ 0 };
		return true;
	}
	address.local = now.local;
	if (!domain_init(arena, lists, now.domain, &address.domain) || !join(arena, &address))
		return false;
	*ret = address;
	return true;
}

bool address_eq(struct address a, struct address b)
{
	return !is_none(a) && str_eq(a.full, b.full);
}
