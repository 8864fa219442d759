/* What a daemon does once, before it serves: lock its socket, write its PID, give up root, go to the background. */
#ifndef OPENBEC_START_H
#define OPENBEC_START_H

#include <sys/types.h>

#include "base/err.h"

/* Locks "PATH.lock" beside a unix socket, so that a second instance can't take the socket silently (libmilter unlinks
 * what is there). The lock lasts as long as the process. Other sockets: nothing, bind() refuses. */
int start_lock_socket(const char *socket, struct err *err);

/* libmilter sends changes and answer as two small packets, and on an inet socket the second would wait for the MTA's delayed
 * acknowledgement, 40 ms a message. It doesn't show its listening socket, from which each connection inherits the option, so
 * the socket is looked for. */
void start_no_delay(void);

int start_write_pid(const char *path, struct err *err);

/* "USER" or "USER:GROUP": all groups of that user. */
int start_become(const char *user, struct err *err);

/* Forks; the parent waits until the child says that it serves, and exits with its word. In the child gives the
 * descriptor for start_tell(). */
int start_in_background(int *ret_report, struct err *err);
/* To the waiting parent: status 0, or a sentence and the exit status. */
void start_tell(int report, int status, const char *sentence);

#endif
