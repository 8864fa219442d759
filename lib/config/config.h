/* The configuration: openbec.conf (libconfuse syntax) read by one table of options into one immutable snapshot. A reload makes a new
 * one; messages in work keep theirs until they are done. */
#ifndef OPENBEC_CONFIG_CONFIG_H
#define OPENBEC_CONFIG_CONFIG_H

#include "auth/resolver.h"
#include "auth/verify.h"
#include "history/history.h"
#include "indicators/banner.h"
#include "score/score.h"
#include "site/listed.h"
#include "store/store.h"
#include "text/phrases.h"
#include "verdict/verdict.h"

struct config {
	char *path;         /* of the file; "" for the defaults alone */
	struct arena arena; /* all strings below */

	struct domain_lists *domains;
	struct phrases *phrases;
	struct nicknames *nicknames;
	struct banners *banners;
	struct site site;
	struct site_listed *listed; /* what admins entered beside it */
	struct message_context message_context;
	struct mail_options mail;
	struct auth_options auth;
	struct score_options score;
	struct verdict_options verdict;
	struct store_options store;
	double suspicious_threshold, malicious_threshold; /* of policies that name none */
	double dns_timeout_s, auth_timeout_s;             /* for AUTH_MODE_VERIFY */
	struct resolver_options dns;
	const struct str *arc_sealers;
	size_t arc_sealers_n;
	struct resolver *resolver; /* both NULL in trust mode */
	struct verifier *verifier;
	int learn_timeout_ms;
	const char *data_dir; /* of the admin's additions; NULL: none */
	const char *socket;   /* "unix:PATH", "inet:PORT@HOST", "inet6:PORT@HOST" */
	unsigned socket_mode; /* of a unix socket: socket-mode, 0660 */
	const char *site_key_path;

	_Atomic unsigned references;
};

enum {
	CONFIG_CREATE_KEY =
		1, /* make the site key if there is none: for those that will write. Without it and without a key
	                          file site_key_fixed() is taken */
	CONFIG_ARCHIVE =
		4, /* for old mail: whatever `authentication` is, DNS isn't asked; fields that are trusted count, and those that verify
	                          itself wrote */
	CONFIG_NO_PHRASES =
		2, /* leave `phrases` NULL: for those that judge nothing; compiling them takes a second or so */
};
/* Reads, checks and builds everything but the store. `path` NULL: the defaults (becctl score in an empty machine). Errors name file,
 * line and the mend, ERR_CONFIG. */
int config_load(const char *path, unsigned flags, struct config **ret, struct err *err);
struct config *config_ref(struct config *config);
void config_unref(struct config *config); /* the last one frees; takes NULL */

#define CONFIG_DEFAULT_PATH "/etc/openbec/openbec.conf"

#endif
