/* What went wrong, for a person: one sentence that says what, where and the mend. Functions that
 * can fail give 0 or a negative kind; `err` may be NULL where the caller only wants to know
 * that. */
#ifndef OPENBEC_BASE_ERR_H
#define OPENBEC_BASE_ERR_H

enum err_kind {
	ERR_INPUT = -1,    /* the data are not what they should be */
	ERR_CONFIG = -2,   /* the admin's configuration is not */
	ERR_USAGE = -3,    /* the arguments of a program are not */
	ERR_MISSING = -4,  /* a file or row that should be there is not */
	ERR_MEMORY = -5,   /* no memory, or the bound of an arena */
	ERR_SYSTEM = -6,   /* the operating system refused */
	ERR_STORE = -7,    /* the store could not be read or written */
	ERR_TIMEOUT = -8,  /* the time given ran out; the work may still be done */
	ERR_INTERNAL = -9, /* a library failed in a way that it should not */
};

struct err {
	enum err_kind kind;
	char text[512]; /* one sentence without a full stop; cut if longer; no control characters */
};

/* All three give back their kind, so that a caller can `return err_set(...)`. */
int err_set(struct err *err, enum err_kind kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* ERR_SYSTEM, or ERR_MISSING for ENOENT, with strerror(errno) behind the text. */
int err_system(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
int err_memory(struct err *err);
/* Puts "PREFIX: " before the text that stands there; gives back err's kind. */
int err_prefix(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The exit status of sysexits.h for a kind: 64 usage, 65 data, 66 missing, 71 system, 74 store, 75
 * timeout, 78 configuration, 70 otherwise. */
int err_exit_status(enum err_kind kind);

#endif
