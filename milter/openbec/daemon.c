#include "openbec/daemon.h"

void daemon_init(struct daemon *daemon, struct config *config)
{
	pthread_mutex_init(&daemon->lock, NULL);
	daemon->config = config;
	daemon->messages = 0;
	daemon->logged_state = STORE_OK;
	tally_init(&daemon->tally);
}

struct config *daemon_config(struct daemon *daemon)
{
	struct config *config;

	pthread_mutex_lock(&daemon->lock);
	config = config_ref(daemon->config);
	pthread_mutex_unlock(&daemon->lock);
	return config;
}

void daemon_config_replace(struct daemon *daemon, struct config *config)
{
	struct config *old;

	pthread_mutex_lock(&daemon->lock);
	old = daemon->config;
	daemon->config = config;
	pthread_mutex_unlock(&daemon->lock);
	config_unref(old);
}

static void count(struct daemon *daemon, int by)
{
	pthread_mutex_lock(&daemon->lock);
	daemon->messages += (unsigned)by;
	pthread_mutex_unlock(&daemon->lock);
}

void daemon_message_begins(struct daemon *daemon)
{
	count(daemon, 1);
}

void daemon_message_ends(struct daemon *daemon)
{
	count(daemon, -1);
}

unsigned daemon_messages(struct daemon *daemon)
{
	unsigned messages;

	pthread_mutex_lock(&daemon->lock);
	messages = daemon->messages;
	pthread_mutex_unlock(&daemon->lock);
	return messages;
}

void daemon_tell_store(struct daemon *daemon)
{
	char why[256];
	enum store_state state = store_state(daemon->store, why, sizeof why);
	bool changed;

	pthread_mutex_lock(&daemon->lock);
	changed = state != daemon->logged_state;
	daemon->logged_state = state;
	pthread_mutex_unlock(&daemon->lock);
	if (!changed)
		return;
	if (state == STORE_OK)
		log_write(&daemon->log, LOG_NOTICE, "the store works again");
	else
		log_write(&daemon->log, LOG_ERR,
		          "the store is %s: %s; mail flows on, judged without what it would say",
		          store_state_names[state], *why ? why : "it could not be opened");
}
