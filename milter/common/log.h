/* The log of a program: syslog (facility mail), or standard error in the foreground, where systemd gets the level as
 * its prefix "<N>". What comes from a message must be escaped before (base/escape.h). Thread-safe. */
#ifndef OPENBEC_COMMON_LOG_H
#define OPENBEC_COMMON_LOG_H

#include <stdbool.h>
#include <syslog.h>

enum log_target { LOG_TO_SYSLOG, LOG_TO_STDERR };

struct log {
	enum log_target target;
	bool level_prefix; /* standard error is the journal's */
};

void log_open(struct log *log, const char *program, enum log_target target);
void log_write(const struct log *log, int priority, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
