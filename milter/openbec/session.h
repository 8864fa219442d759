/* One connection of the MTA: libmilter's callbacks fill a mail, judge it at its end and answer. Callbacks of one
 * connection come one after the other, but on different threads: nothing here is thread-local. */
#ifndef OPENBEC_SESSION_H
#define OPENBEC_SESSION_H

#include "openbec/daemon.h"

/* Registers the callbacks with libmilter; `daemon` must live until the process ends. False if libmilter refuses. */
bool session_register(struct daemon *daemon);

#endif
