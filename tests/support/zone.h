/* A DNS of a test's own, in memory: a dns_source made of text, one record a line:
 *
 *     acme.example              TXT    v=spf1 mx -all             to the line's end
 *     sel._domainkey.acme.example TXT  "v=DKIM1; p=" "MIG..."     or strings, joined; \" \\ \DDD inside
 *     acme.example              MX     10 mx.acme.example
 *     mx.acme.example           A      192.0.2.1                  also AAAA
 *     www.acme.example          CNAME  mx.acme.example            followed
 *     1.2.0.192.in-addr.arpa    PTR    mx.acme.example
 *     broken.example            TXT    SERVFAIL                   an error at once
 *     gone.example              *      TIMEOUT                    whatever is asked of it: "timed out" at once
 *     silent.example            TXT    SILENT                     no answer ever: a wait ends by its deadline
 *     empty.example             *      NODATA                     exists, without records
 *
 * Names are compared without regard to case, a trailing dot is taken off. A name with anything below it exists (RFC 8020). Empty
 * lines and those that begin with "#" or ";" say nothing. A wrong line ends the program with its number: the test's mistake. */
#ifndef OPENBEC_TESTS_SUPPORT_ZONE_H
#define OPENBEC_TESTS_SUPPORT_ZONE_H

#include "auth/dns.h"

struct zone;
struct zone *zone_new(const char *text); /* never NULL */
void zone_free(struct zone *zone);       /* after every struct dns that asks it */
struct dns_source *zone_source(struct zone *zone);

/* From now on answers come after so many milliseconds, from a thread. 0: at once again. */
void zone_late(struct zone *zone, int delay_ms);

size_t zone_asked(struct zone *zone); /* questions so far */

#endif
