/* A story that is being told; shared by the files story_*.c. */
#ifndef OPENBEC_TESTS_SUPPORT_STORY_WORLD_H
#define OPENBEC_TESTS_SUPPORT_STORY_WORLD_H

#include "path.h"
#include "story.h"
#include "story_store.h"

struct story_setting {
	struct str name, value;
};

struct story_memory { /* what the store held of a party */
	struct str party, rows;
};

struct story_world {
	struct arena arena;
	struct story story;
	const struct story_backend *backend;
	char folder[64];
	const char *store_name;
	struct str configuration;
	bool without_store;
	struct config *config; /* NULL until something needs it */
	struct store *store;

	int64_t now_s;
	unsigned sent, index; /* $n over the story, $i within one statement */
	bool failed;
	struct story_setting *setting; /* by `set`, the latest counts */
	size_t settings, setting_room;
	struct story_memory *memory;
	size_t memories, memory_room;

	/* the last mail; kept for `again`, feedback and what is said about it */
	struct path *path;
	struct mail *mail;
	struct str text;
	const struct statement *send;   /* whose settings count, */
	const struct statement *sender; /* and its sender's */
};

/* A folder of its own; configuration and store are made by story_open(), once all of the configuration is known. story_end() also
 * after a failure. */
int story_begin(struct story_world *world, const char *path, const char *backend, struct err *err);
int story_open(struct story_world *world, struct err *err);
void story_end(struct story_world *world);

/* Says what isn't as wanted, with file and line. */
void story_fail(struct story_world *world, unsigned line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* The last mail's score and findings, for the one who reads the failure. */
void story_print_findings(const struct story_world *world);

/* The statement of that word and name ("mail", "invoice"); NULL: none. */
const struct statement *story_find(const struct story_world *world, const char *word,
                                   struct str name);

/* story_mail.c: a setting's value with its $names filled in; a failure if nothing sets it. */
struct str story_setting(struct story_world *world, const char *name);
/* The text of a mail with its $names filled in, and what it doesn't say itself: Date, Message-ID, Authentication-Results. */
struct str story_mail_text(struct story_world *world, const struct statement *mail);
/* The mail, judged and learned as it comes over the wire. */
void story_deliver(struct story_world *world, struct str text);

/* story_expect.c: one line of what is wanted of the last mail. */
void story_expect(struct story_world *world, const struct story_line *line);

/* story_rows.c: statements about the store. */
void story_remember(struct story_world *world, const struct statement *statement);
void story_unchanged(struct story_world *world, const struct statement *statement);
void story_changed(struct story_world *world, const struct statement *statement);
void story_rows(struct story_world *world, const struct statement *statement);
void story_row(struct story_world *world, const struct statement *statement);
void story_no_row(struct story_world *world, const struct statement *statement);
void story_allow(struct story_world *world, const struct statement *statement);
void story_block(struct story_world *world, const struct statement *statement);
void story_feedback(struct story_world *world, const struct statement *statement);

#endif
