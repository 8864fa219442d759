/* The daemon: reads its configuration, takes its socket, and lets libmilter serve it. */
#include <getopt.h>
#include <libmilter/mfapi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "base/auto.h"
#include "config/options.h"
#include "mail/message.h"
#include "openbec/daemon.h"
#include "openbec/notify.h"
#include "openbec/reload.h"
#include "openbec/session.h"
#include "openbec/start.h"

#define THREAD_STACK   (2u << 20) /* deepest measured need is far below: GMime's nesting is bounded */
#define DRAIN_SECONDS  5          /* behind the 5 s that libmilter takes */
#define SOCKET_BACKLOG 512

struct arguments {
	const char *config, *socket, *pid_file, *user;
	bool foreground, check, sample;
};

static const char usage[] =
	"usage: openbec [-c FILE] [-f] [-n] [-p SOCKET] [-P PIDFILE] [-u USER[:GROUP]] [-V]\n"
	"\n"
	"A milter that scores mail for Business Email Compromise.\n"
	"\n"
	"  -c, --config FILE       configuration (default " CONFIG_DEFAULT_PATH ")\n"
	"  -f, --foreground        stay in the foreground, log to standard error\n"
	"  -n, --check             check the configuration and exit\n"
	"  -p, --socket SOCKET     in place of the configuration's: unix:PATH, inet:PORT@HOST, "
	"inet6:PORT@HOST\n"
	"  -P, --pid-file FILE     write the process id there\n"
	"  -u, --user USER[:GROUP] become this user once the socket is open\n"
	"      --sample            print a configuration with every option and its text\n"
	"  -V, --version           print the version and exit\n"
	"  -h, --help              print this and exit\n"
	"\n"
	"SIGUSR1 reads the configuration anew, SIGTERM ends. Options of the configuration:\n"
	"\n";

static void print_help(void)
{
	fputs(usage, stdout);
	options_print_help(stdout);
}

/* Fills *ret; gives -1, or the exit status of a call that is answered already. */
static int arguments_read(int argc, char **argv, struct arguments *ret)
{
	static const struct option options[] = {
		{ "config", required_argument, NULL, 'c' },
		{ "foreground", no_argument, NULL, 'f' },
		{ "check", no_argument, NULL, 'n' },
		{ "socket", required_argument, NULL, 'p' },
		{ "pid-file", required_argument, NULL, 'P' },
		{ "user", required_argument, NULL, 'u' },
		{ "sample", no_argument, NULL, 's' },
		{ "version", no_argument, NULL, 'V' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	int option;

	*ret = (struct arguments){ .config = CONFIG_DEFAULT_PATH };
	while ((option = getopt_long(argc, argv, "c:fnp:P:u:Vh", options, NULL)) != -1) {
		switch (option) {
		case 'c':
			ret->config = optarg;
			break;
		case 'f':
			ret->foreground = true;
			break;
		case 'n':
			ret->check = true;
			break;
		case 'p':
			ret->socket = optarg;
			break;
		case 'P':
			ret->pid_file = optarg;
			break;
		case 'u':
			ret->user = optarg;
			break;
		case 's':
			options_print_sample(stdout);
			return EX_OK;
		case 'V':
			printf("openbec %s\n", OPENBEC_VERSION);
			return EX_OK;
		case 'h':
			print_help();
			return EX_OK;
		default:
			fputs("openbec: see openbec --help\n", stderr);
			return EX_USAGE;
		}
	}
	if (optind < argc) {
		fprintf(stderr, "openbec: unexpected argument \"%s\"; see openbec --help\n",
		        argv[optind]);
		return EX_USAGE;
	}
	return -1;
}

static int fail(int report, const struct err *err)
{
	int status = err_exit_status(err->kind);

	if (report >= 0)
		start_tell(report, status, err->text);
	else
		fprintf(stderr, "openbec: %s\n", err->text);
	return status;
}

/* The MTA needs to write to the socket: its mode is made by the umask. */
static int socket_open(const char *socket, mode_t mode, struct err *err)
{
	AUTO(free_done) char *copy = strdup(socket);
	mode_t old = umask(~mode & 0777);
	bool ok;

	ok = copy && smfi_setconn(copy) == MI_SUCCESS &&
	     smfi_setbacklog(SOCKET_BACKLOG) == MI_SUCCESS && smfi_opensocket(true) == MI_SUCCESS;
	umask(old);
	if (!ok)
		return err_set(err, ERR_CONFIG,
		               "can't open the socket %s; is its folder there and writable, its "
		               "form unix:PATH or inet:PORT@HOST?",
		               socket);
	return 0;
}

/* A store that can't be opened is told, not fatal: mail flows on. */
static void store_start(struct daemon *daemon, const struct config *config)
{
	struct store_options options = config->store;
	struct err err;

	options.create = true;
	options.keep_trying = true; /* a store that comes later is used later */
	options.counters = &daemon->tally.all;
	if (store_open(&options, &daemon->store, &err)) {
		daemon->store = NULL;
		log_write(&daemon->log, LOG_ERR, "%s; mail flows on, judged without history",
		          err.text);
		daemon->logged_state = STORE_NONE;
	}
}

/* Beside the store, which is where we may write; without notes mail flows on as well. */
static void inwork_start(struct daemon *daemon, const struct config *config)
{
	char path[4096];
	size_t crashed;
	struct err err;

	snprintf(path, sizeof path, "%s.inwork", config->store.path);
	if (inwork_open(path, time(NULL), &daemon->inwork, &crashed, &err))
		log_write(&daemon->log, LOG_WARNING,
		          "%s; a message that ends openbec would do so at each try", err.text);
	else if (crashed)
		log_write(&daemon->log, LOG_ERR,
		          "openbec ended unexpectedly with %zu messages in work; at their next try "
		          "they pass unscored",
		          crashed);
}

/* After smfi_main returns, workers may still answer messages: they get a while, then everything ends at once. */
static void drain(struct daemon *daemon)
{
	const struct timespec pause = { 0, 50000000 };

	for (int i = 0; i < 20 * DRAIN_SECONDS && daemon_messages(daemon) > 0; i++)
		nanosleep(&pause, NULL);
}

static int serve(struct daemon *daemon)
{
	int result;

	log_write(&daemon->log, LOG_NOTICE, "openbec %s serves %s", OPENBEC_VERSION,
	          daemon->socket);
	notify_send("READY=1");
	result = smfi_main();
	notify_send("STOPPING=1");
	drain(daemon);
	inwork_goodbye(daemon->inwork);
	if (daemon_messages(daemon) > 0) /* their threads may still use it */
		store_finish(daemon->store);
	else
		store_close(daemon->store);
	log_write(&daemon->log, LOG_NOTICE, "openbec ends");
	return result == MI_SUCCESS ? EX_OK : EX_UNAVAILABLE;
}

static void limit_thread_stacks(void)
{
	pthread_attr_t attributes;

	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, THREAD_STACK);
	pthread_setattr_default_np(&attributes);
	pthread_attr_destroy(&attributes);
}

/* Reads the configuration once more as the user who will read it at each reload: what that user can't read is told
 * now, and the site key is made by who needs it. */
static int become_user(struct daemon *daemon, const struct arguments *arguments, struct err *err)
{
	struct config *config;

	if (start_become(arguments->user, err) ||
	    config_load(arguments->config, CONFIG_CREATE_KEY, &config, err))
		return -1;
	daemon_config_replace(daemon, config);
	return 0;
}

/* Everything that can fail before the daemon serves, in the order that leaves nothing behind when it does. */
static int start(struct daemon *daemon, const struct arguments *arguments, struct config *config,
                 struct err *err)
{
	if (!session_register(daemon)) /* libmilter opens no socket before */
		return err_set(err, ERR_INTERNAL, "libmilter refuses our callbacks");
	if (start_lock_socket(daemon->socket, err) ||
	    socket_open(daemon->socket, config->socket_mode, err))
		return -1;
	start_no_delay();
	if (arguments->pid_file && start_write_pid(arguments->pid_file, err))
		return -1;
	return arguments->user ? become_user(daemon, arguments, err) : 0;
}

/* With -u the configuration is read once more, by that user (become_user). */
static unsigned first_load_flags(const struct arguments *arguments)
{
	if (arguments->check)
		return 0;
	return arguments->user ? CONFIG_NO_PHRASES : CONFIG_CREATE_KEY;
}

int main(int argc, char **argv)
{
	static struct daemon daemon;
	struct arguments arguments;
	struct config *config;
	struct err err = { 0 };
	int report = -1, status = arguments_read(argc, argv, &arguments);

	if (status >= 0)
		return status;
	limit_thread_stacks();
	reload_block_signals();
	if (config_load(arguments.config, first_load_flags(&arguments), &config, &err))
		return fail(-1, &err);
	if (arguments.check) {
		printf("%s is valid\n", arguments.config);
		config_unref(config);
		return EX_OK;
	}
	daemon.config_path = arguments.config;
	daemon.socket = arguments.socket ? arguments.socket : strdup(config->socket);
	if (!daemon.socket) {
		err_memory(&err);
		return fail(-1, &err);
	}
	if (!arguments.foreground && start_in_background(&report, &err))
		return fail(-1, &err);
	log_open(&daemon.log, "openbec", arguments.foreground ? LOG_TO_STDERR : LOG_TO_SYSLOG);
	message_library_init();
	daemon_init(&daemon, config);
	if (start(&daemon, &arguments, config, &err))
		return fail(report, &err);
	store_start(&daemon, daemon.config);
	inwork_start(&daemon, daemon.config);
	if (!notify_watchdog_start(&daemon))
		log_write(&daemon.log, LOG_ERR, "no thread for the watchdog");
	if (!reload_start(&daemon))
		log_write(&daemon.log, LOG_ERR, "no thread for SIGUSR1: a reload needs a restart");
	start_tell(report, EX_OK, "");
	_exit(serve(&daemon)); /* workers may still run: nothing that they use is freed */
}
