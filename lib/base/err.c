#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

/* A sentence may quote a file or a library: control characters, those of 8-bit terminals too, would
 * break the line it is shown in. */
static void make_printable(char *text)
{
	for (; *text; text++) {
		if ((unsigned char)*text < 0x20 || *text == 0x7f)
			*text = ' ';
		if (*text == '\xc2' && (text[1] & 0xe0) == 0x80)
			text[0] = text[1] = ' ';
	}
}

/* A full text may end within a character: off with it. */
static void cut_between_characters(char text[], size_t size)
{
	size_t n = strlen(text);

	if (n + 1 < size)
		return;
	while (n > 0 && (text[n - 1] & 0xc0) == 0x80)
		n--;
	if (n > 0 && (text[n - 1] & 0x80))
		n--;
	text[n] = '\0';
}

__attribute__((format(printf, 3, 0))) static int set(struct err *err, enum err_kind kind,
                                                     const char *format, va_list args,
                                                     const char *behind)
{
	size_t n;

	if (!err)
		return kind;
	err->kind = kind;
	vsnprintf(err->text, sizeof err->text, format, args);
	n = strlen(err->text);
	if (behind)
		snprintf(err->text + n, sizeof err->text - n, ": %s", behind);
	cut_between_characters(err->text, sizeof err->text);
	make_printable(err->text);
	return kind;
}

int err_set(struct err *err, enum err_kind kind, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	set(err, kind, format, args, NULL);
	va_end(args);
	return kind;
}

int err_system(struct err *err, const char *format, ...)
{
	enum err_kind kind = errno == ENOENT ? ERR_MISSING : ERR_SYSTEM;
	char reason[128];
	const char *why = strerror_r(errno, reason, sizeof reason);
	va_list args;

	va_start(args, format);
	set(err, kind, format, args, why);
	va_end(args);
	return kind;
}

int err_memory(struct err *err)
{
	return err_set(err, ERR_MEMORY, "no memory");
}

int err_prefix(struct err *err, const char *format, ...)
{
	char old[sizeof err->text];
	va_list args;

	if (!err)
		return ERR_INTERNAL;
	memcpy(old, err->text, sizeof old);
	va_start(args, format);
	set(err, err->kind, format, args, old);
	va_end(args);
	return err->kind;
}

int err_exit_status(enum err_kind kind)
{
	static const int statuses[] = {
		[-ERR_INPUT] = EX_DATAERR,    [-ERR_CONFIG] = EX_CONFIG, [-ERR_USAGE] = EX_USAGE,
		[-ERR_MISSING] = EX_NOINPUT,  [-ERR_SYSTEM] = EX_OSERR,  [-ERR_STORE] = EX_IOERR,
		[-ERR_TIMEOUT] = EX_TEMPFAIL,
	};
	size_t i = (size_t) - (long)kind;

	return i < sizeof statuses / sizeof *statuses && statuses[i] ? statuses[i] : EX_SOFTWARE;
}
