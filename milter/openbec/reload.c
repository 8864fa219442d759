#include "openbec/reload.h"

#include <signal.h>
#include <string.h>

void reload_block_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGPIPE);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
}

static void tell_what_stays(const struct daemon *daemon, const struct config *old,
                            const struct config *new)
{
	if (strcmp(old->store.path, new->store.path) != 0 ||
	    old->store.durability != new->store.durability)
		log_write(&daemon->log, LOG_WARNING,
		          "store and durability change at the next start, not by a reload");
	if (strcmp(old->socket, new->socket) != 0)
		log_write(&daemon->log, LOG_WARNING,
		          "socket changes at the next start, not by a reload");
	if (strcmp(old->site_key_path, new->site_key_path) != 0)
		log_write(&daemon->log, LOG_WARNING,
		          "site-key changed: what was fingerprinted with the old one isn't "
		          "recognised");
}

static void reload(struct daemon *daemon)
{
	struct config *old, *new;
	struct err err;

	if (config_load(daemon->config_path, CONFIG_CREATE_KEY, &new, &err)) {
		log_write(&daemon->log, LOG_ERR, "not reloaded, the old configuration stays: %s",
		          err.text);
		return;
	}
	old = daemon_config(daemon);
	tell_what_stays(daemon, old, new);
	config_unref(old);
	daemon_config_replace(daemon, new);
	log_write(&daemon->log, LOG_NOTICE, "configuration reloaded from %s", daemon->config_path);
}

static void *wait_for_usr1(void *context)
{
	sigset_t set;
	int number;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	while (sigwait(&set, &number) == 0)
		reload(context);
	return NULL;
}

bool reload_start(struct daemon *daemon)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, wait_for_usr1, daemon) != 0)
		return false;
	pthread_detach(thread);
	return true;
}
