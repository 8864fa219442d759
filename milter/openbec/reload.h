/* SIGUSR1 reads the configuration anew (libmilter owns SIGHUP, SIGTERM and SIGINT). A file that is broken keeps the old
 * configuration in force and says so. What only a start can change (store, socket, site-key) stays, and is said too. */
#ifndef OPENBEC_RELOAD_H
#define OPENBEC_RELOAD_H

#include "openbec/daemon.h"

/* Blocks the signals that threads of ours must not get; to be called before any thread is made. */
void reload_block_signals(void);
/* Starts the thread that waits for SIGUSR1. False without one. */
bool reload_start(struct daemon *daemon);

#endif
