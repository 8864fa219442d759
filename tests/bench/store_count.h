/* What SQLite does, counted below the store: syncs in a VFS of our own, rows by each connection. */
#ifndef OPENBEC_TESTS_BENCH_STORE_COUNT_H
#define OPENBEC_TESTS_BENCH_STORE_COUNT_H

#include <stdbool.h>

/* From here on each sync takes `slow_us` longer: a disk that has to write takes milliseconds, one of a virtual machine often
 * answers at once. */
void count_begin(long slow_us);
void count_slow(long slow_us);
long count_syncs(void);
/* Rows that were changed by all connections of the store that is open; count_open() before one is opened. */
void count_open(void);
long count_rows(void);

#endif
