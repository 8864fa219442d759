#include "common/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void log_open(struct log *log, const char *program, enum log_target target)
{
	log->target = target;
	log->level_prefix = getenv("JOURNAL_STREAM") != NULL;
	if (target == LOG_TO_SYSLOG)
		openlog(program, LOG_PID | LOG_NDELAY, LOG_MAIL);
}

void log_write(const struct log *log, int priority, const char *format, ...)
{
	char line[8192]; /* one write, so that lines of threads don't mix */
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof line, format, args);
	va_end(args);
	if (log->target == LOG_TO_SYSLOG)
		syslog(priority, "%s", line);
	else if (log->level_prefix)
		fprintf(stderr, "<%d>%s\n", priority, line);
	else
		fprintf(stderr, "openbec: %s\n", line);
}
