/* Authentication-Results (RFC 8601) and its relatives that share the grammar: comments, quoted strings, versions,
 * property types, no-result. Strict where a lenient reading could turn a value into another result; a value that isn't
 * well-formed as a whole gives nothing at all. What writers do otherwise, and no second reading can use, is
 * read: unquoted characters in values, a ";" at the end, properties without type, a first "id" left out. */
#ifndef OPENBEC_AUTH_AUTHRES_H
#define OPENBEC_AUTH_AUTHRES_H

#include "base/arena.h"

struct authres_property {
	struct str type;  /* "smtp", "header", "body", "policy", ...; lower case */
	struct str name;  /* "mailfrom", "d"; lower case */
	struct str value; /* quotes off */
};

struct authres_result {
	struct str method; /* "spf", "dkim", ...; lower case */
	struct str result; /* "pass", ...; lower case */
	struct str reason; /* may be empty */
	struct str
		comment; /* inside of the first comment behind the result, for "(p=REJECT sp=...)"; may be empty */
	struct authres_property property[16];
	size_t properties; /* those beyond 16 are checked and dropped */
};

struct authres {
	struct str authserv_id; /* lower case; empty where the writer left it out (Microsoft) */
	unsigned instance;      /* of ARC-Authentication-Results, "i=1;" in front; 0: none */
	struct authres_result *result;
	size_t results; /* 64 at most; a field with more gives nothing */
};

enum authres_status { AUTHRES_OK, AUTHRES_MALFORMED, AUTHRES_MEMORY };

/* `value` as it came, folds included. On AUTHRES_MALFORMED `ret->authserv_id` holds the id if at least that was readable, and
 * no results. */
enum authres_status authres_parse(struct arena *arena, struct str value, struct authres *ret);

/* A property's value, the first of that type and name; empty if there is none. */
struct str authres_property(const struct authres_result *result, const char *type,
                            const char *name);

#endif
