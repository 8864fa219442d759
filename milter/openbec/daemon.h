/* What the sessions of the daemon share: the store, the log, and the configuration of the moment. */
#ifndef OPENBEC_DAEMON_H
#define OPENBEC_DAEMON_H

#include <pthread.h>

#include "common/log.h"
#include "config/config.h"
#include "openbec/inwork.h"
#include "openbec/tally.h"

struct daemon {
	struct log log;
	struct store *store;   /* NULL: it could not be opened; mail is judged without */
	struct inwork *inwork; /* NULL: without notes of messages in work */
	struct tally tally;
	const char *config_path;
	const char *socket; /* as given by -p, else the configuration's */

	pthread_mutex_t lock;
	struct config *config; /* the newest; each message takes a reference of its own */
	unsigned messages;     /* in work, between MAIL and the answer */
	enum store_state
		logged_state; /* so that a failing store is told once, not once a message */
};

void daemon_init(struct daemon *daemon, struct config *config);

/* A reference to the newest configuration; end with config_unref(). */
struct config *daemon_config(struct daemon *daemon);
/* Puts a new one in place (takes its reference over); messages in work keep theirs. */
void daemon_config_replace(struct daemon *daemon, struct config *config);

void daemon_message_begins(struct daemon *daemon);
void daemon_message_ends(struct daemon *daemon);
unsigned daemon_messages(struct daemon *daemon);

/* Says in the log when the store's state changed since it was last told. */
void daemon_tell_store(struct daemon *daemon);

#endif
