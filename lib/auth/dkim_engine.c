/* How libopendkim (2.11) is kept from what it does wrong:
 *
 * - If h= uses up every field there is and names one more, it writes past an array. So each message has a field more, whose name holds
 *   a blank: h= can't name it, since its blanks are taken out.
 * - It neither fetches keys nor verifies: its DNS reads past what it got, and it has libcrypto decode a key at eight times the cost of
 *   the signature. Signatures are processed at the end (DELAYSIGPROC), and are then set to be ignored; their digests are there.
 * - Signatures stay in its list whatever it thinks of them (BADSIGHANDLES), so that their numbers are ours; that flag also lets it
 *   go on where it can't parse From.
 * - When a signature is too old or signed in the future is ours to say, by the message's clock, not the host's: here the clock may drift
 *   by 30 years. A drift greater than t= would underflow: dkim_field.c refuses older t=.
 * - A word of the body is kept until it ends, without bound; what it can't keep it leaves out of the digest, silently. All its
 *   memory is ours: bounded, and once the bound was met there are no digests.
 * - Fields are C strings to it: a NUL would end one before what a reader sees. Then there are no digests either. */
#include "auth/dkim_engine.h"

#include <assert.h>
#include <stdlib.h>

#include <sys/types.h>
#include <opendkim/dkim.h>

#include "auth/dkim.h"
#include "auth/dkim_lines.h"
#include "base/buf.h"

#define MEMORY_MAX (8 << 20) /* bytes asked for a message; a plain one takes 21 KB */
#define FIELD_MAX  (1 << 20)
#define DRIFT_S    1000000000

struct dkim_library {
	DKIM_LIB *handle;
};

struct dkim_engine {
	DKIM *dkim;
	struct buf line; /* the field that is handed over */
	size_t memory;   /* asked for */
	size_t signatures;
	DKIM_SIGINFO **info; /* as many, once the fields have ended */
	bool refused;        /* no digests */
};

static void *allocate(void *closure, size_t size)
{
	struct dkim_engine *engine = closure;

	if (engine) { /* else the library handle's own */
		if (size > MEMORY_MAX - engine->memory) {
			engine->refused = true;
			return NULL;
		}
		engine->memory += size;
	}
	return malloc(size);
}

static void release(void *closure, void *p)
{
	(void)closure;
	free(p);
}

/* The library's question for a key, before it would ask its own DNS: not to come. */
static DKIM_CBSTAT no_key(DKIM *dkim, DKIM_SIGINFO *info, unsigned char *ret, size_t room)
{
	(void)dkim, (void)info, (void)ret, (void)room;
	return DKIM_CBSTAT_NOTFOUND;
}

static bool set_options(DKIM_LIB *handle)
{
	unsigned flags = DKIM_LIBFLAGS_DELAYSIGPROC | DKIM_LIBFLAGS_BADSIGHANDLES;
	uint64_t drift_s = DRIFT_S;

	return dkim_options(handle, DKIM_OP_SETOPT, DKIM_OPTS_FLAGS, &flags, sizeof flags) ==
	               DKIM_STAT_OK &&
	       dkim_options(handle, DKIM_OP_SETOPT, DKIM_OPTS_CLOCKDRIFT, &drift_s,
	                    sizeof drift_s) == DKIM_STAT_OK &&
	       dkim_set_key_lookup(handle, no_key) == DKIM_STAT_OK;
}

struct dkim_library *dkim_library_new(void)
{
	struct dkim_library *library = malloc(sizeof *library);

	if (!library)
		return NULL;
	library->handle = dkim_init(allocate, release);
	if (!library->handle || !set_options(library->handle)) {
		dkim_library_free(library);
		return NULL;
	}
	return library;
}

void dkim_library_free(struct dkim_library *library)
{
	if (!library)
		return;
	if (library->handle)
		dkim_close(library->handle);
	free(library);
}

struct dkim_engine *dkim_engine_new(struct dkim_library *library)
{
	static const struct str guard_name = STR("openbec guard"), guard_value = STR("");
	struct dkim_engine *engine = calloc(1, sizeof *engine);
	DKIM_STAT status;

	if (!engine)
		return NULL;
	buf_init(&engine->line, FIELD_MAX);
	engine->dkim = dkim_verify(library->handle, (const unsigned char *)"", engine, &status);
	if (!engine->dkim) {
		dkim_engine_free(engine);
		return NULL;
	}
	dkim_engine_field(engine, guard_name, guard_value);
	return engine;
}

void dkim_engine_free(struct dkim_engine *engine)
{
	if (!engine)
		return;
	if (engine->dkim)
		dkim_free(engine->dkim);
	buf_done(&engine->line);
	free(engine);
}

static void add_piece(void *context, struct str piece)
{
	buf_add(context, piece);
}

void dkim_engine_field(struct dkim_engine *engine, struct str name, struct str raw)
{
	struct dkim_lines lines = { .take = add_piece, .context = &engine->line };
	DKIM_STAT status;

	buf_reset(&engine->line);
	buf_add(&engine->line, name);
	buf_addc(&engine->line, ':');
	dkim_lines_feed(&lines, raw); /* folds alone: a field has no line end of its own here */
	if (engine->line.cut || str_chr(buf_str(&engine->line), '\0') != SIZE_MAX) {
		engine->refused = true;
		return;
	}
	status = dkim_header(engine->dkim, (unsigned char *)engine->line.p, engine->line.n);
	if (status != DKIM_STAT_OK && status != DKIM_STAT_SYNTAX)
		engine->refused = true;
}

void dkim_engine_signature(struct dkim_engine *engine, struct str name, struct str raw)
{
	assert(engine->signatures < DKIM_ENGINE_SIGNATURES_MAX);
	engine->signatures++;
	dkim_engine_field(engine, name, raw);
}

void dkim_engine_fields_end(struct dkim_engine *engine)
{
	int n = 0;

	if (engine->refused || dkim_eoh(engine->dkim) != DKIM_STAT_OK ||
	    dkim_getsiglist(engine->dkim, &engine->info, &n) != DKIM_STAT_OK ||
	    (size_t)n != engine->signatures)
		engine->refused = true;
}

void dkim_engine_body(struct dkim_engine *engine, struct str piece)
{
	if (engine->refused || piece.n == 0)
		return;
	if (dkim_body(engine->dkim, (unsigned char *)piece.p, piece.n) != DKIM_STAT_OK)
		engine->refused = true;
}

void dkim_engine_end(struct dkim_engine *engine)
{
	if (engine->refused)
		return;
	for (size_t i = 0; i < engine->signatures; i++)
		dkim_sig_ignore(engine->info[i]);
	if (dkim_eom(engine->dkim, NULL) != DKIM_STAT_NOSIG) /* all ignored */
		engine->refused = true;
}

bool dkim_engine_digests(const struct dkim_engine *engine, size_t signature,
                         struct dkim_digests *ret)
{
	DKIM_SIGERROR error;
	void *header, *body;
	size_t header_n, body_n;

	assert(signature < engine->signatures);
	if (engine->refused)
		return false;
	error = dkim_sig_geterror(engine->info[signature]);
	if ((error != DKIM_SIGERROR_UNKNOWN && error != DKIM_SIGERROR_TOOLARGE_L) ||
	    dkim_sig_gethashes(engine->info[signature], &header, &header_n, &body, &body_n) !=
	            DKIM_STAT_OK)
		return false;
	ret->header = str_make(header, header_n);
	ret->body = str_make(body, body_n);
	ret->short_body = error == DKIM_SIGERROR_TOOLARGE_L;
	return true;
}
