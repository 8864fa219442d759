/* libopenbec: the public interface. Opaque handles, so that the ABI can last; strings are NUL-terminated UTF-8, borrowed until
 * the handle they came from is freed. Functions give 0, or a negative number with a sentence in openbec_error(). A handle may be used
 * by many threads at once, a mail by one. */
#ifndef OPENBEC_H
#define OPENBEC_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define OPENBEC_API __attribute__((visibility("default")))

struct openbec;      /* a configuration and its store */
struct openbec_mail; /* one message, and after openbec_mail_end() what was found */

/* config_path NULL: the defaults, without a store. *ret_error (may be NULL) is malloc'd, for the caller to free, on failure only. */
OPENBEC_API int openbec_open(const char *config_path, struct openbec **ret, char **ret_error);
OPENBEC_API void openbec_close(struct openbec *openbec); /* all mails freed first; takes NULL */

/* A message in steps, or at once. client_ip, helo, auth_user may be NULL; at: seconds since 1970, 0 for now. */
OPENBEC_API int openbec_mail_begin(struct openbec *openbec, struct openbec_mail **ret);
OPENBEC_API int openbec_mail_envelope(struct openbec_mail *mail, const char *client_ip,
                                      const char *helo, const char *auth_user, const char *from,
                                      int64_t at);
OPENBEC_API int openbec_mail_recipient(struct openbec_mail *mail, const char *rcpt);
OPENBEC_API int openbec_mail_header(struct openbec_mail *mail, const char *name, const char *value);
OPENBEC_API int openbec_mail_body(struct openbec_mail *mail, const void *chunk, size_t size);
OPENBEC_API int openbec_mail_whole(struct openbec_mail *mail, const void *message,
                                   size_t size);               /* header and body */
OPENBEC_API int openbec_mail_end(struct openbec_mail *mail);   /* judges */
OPENBEC_API int openbec_mail_learn(struct openbec_mail *mail); /* after the end */
OPENBEC_API void openbec_mail_free(struct openbec_mail *mail); /* takes NULL */
OPENBEC_API const char *openbec_error(
	const struct openbec_mail *mail); /* of the last call that failed; "" if none did */

/* What was found; NULL, 0 before the end. */
OPENBEC_API const char *openbec_verdict(
	const struct openbec_mail
		*mail); /* "clean", "suspicious", "malicious", "exempt", "error" */
OPENBEC_API const char *openbec_action(const struct openbec_mail *mail);
OPENBEC_API double openbec_score(const struct openbec_mail *mail);
OPENBEC_API double openbec_probability(const struct openbec_mail *mail);
OPENBEC_API size_t openbec_findings(const struct openbec_mail *mail);
OPENBEC_API const char *openbec_finding_id(const struct openbec_mail *mail, size_t n);
OPENBEC_API double openbec_finding_points(const struct openbec_mail *mail, size_t n);
OPENBEC_API const char *openbec_finding_reason(const struct openbec_mail *mail, size_t n);
/* Everything, as becctl score --json prints it; one line. */
OPENBEC_API const char *openbec_json(struct openbec_mail *mail);

#ifdef __cplusplus
}
#endif

#endif
