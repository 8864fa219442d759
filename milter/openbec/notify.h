/* What systemd is told (sd_notify(3): datagrams to $NOTIFY_SOCKET): that we serve, that we end; and, while the unit has a
 * watchdog, that no message hangs. Nothing where systemd didn't start us. */
#ifndef OPENBEC_NOTIFY_H
#define OPENBEC_NOTIFY_H

#include "openbec/daemon.h"

void notify_send(const char *state); /* "READY=1", "STOPPING=1" */

/* A thread that tells the watchdog (WATCHDOG_USEC) that all is well, as long as it is: the daemon's lock can be taken, and no
 * message is overdue by more than the watchdog's own time. False without a thread. */
bool notify_watchdog_start(struct daemon *daemon);

#endif
