/* The MTA's side of one connection of the milter protocol (libmilter/mfdef.h): a message, and how long it took. */
#ifndef OPENBEC_TESTS_BENCH_MILTER_BENCH_LINK_H
#define OPENBEC_TESTS_BENCH_MILTER_BENCH_LINK_H

#include "bench/milter_bench_mail.h"

struct link_times {
	double whole_us; /* from connect to the answer */
	double end_us;   /* from the end of the body to the answer */
};

/* One message on a connection of its own, as Postfix sends it. False if the filter broke off or didn't accept. */
bool link_deliver(const char *socket_path, const struct post_letter *letter, size_t number,
                  struct link_times *ret);

#endif
