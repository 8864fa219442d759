/* What any filter costs: libmilter with every callback, each of which looks at nothing. The bench (milter_bench.c) compares with it.
 * `empty_filter SOCKET` answers each step, as libmilter does by itself; `empty_filter SOCKET no-replies` agrees with the MTA that the
 * steps before the end get none. */
#include <libmilter/mfapi.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#define NO_REPLIES                                                                                 \
	(SMFIP_NR_CONN | SMFIP_NR_HELO | SMFIP_NR_MAIL | SMFIP_NR_RCPT | SMFIP_NR_DATA |           \
	 SMFIP_NR_UNKN | SMFIP_NR_HDR | SMFIP_NR_EOH | SMFIP_NR_BODY)

static bool no_replies; /* set once, before the first connection */

static sfsistat on_negotiate(SMFICTX *ctx, unsigned long offered_actions,
                             unsigned long offered_steps, unsigned long f2, unsigned long f3,
                             unsigned long *actions, unsigned long *steps, unsigned long *pf2,
                             unsigned long *pf3)
{
	(void)ctx;
	(void)f2;
	(void)f3;
	*actions = offered_actions & SMFIF_ADDHDRS;
	*steps = no_replies ? offered_steps & NO_REPLIES : 0;
	*pf2 = *pf3 = 0;
	return SMFIS_CONTINUE;
}

static sfsistat step(void)
{
	return no_replies ? SMFIS_NOREPLY : SMFIS_CONTINUE;
}

static sfsistat on_connect(SMFICTX *ctx, char *name, _SOCK_ADDR *address)
{
	(void)ctx;
	(void)name;
	(void)address;
	return step();
}

static sfsistat on_word(SMFICTX *ctx, char *word)
{
	(void)ctx;
	(void)word;
	return step();
}

static sfsistat on_unknown(SMFICTX *ctx, const char *command)
{
	(void)ctx;
	(void)command;
	return step();
}

static sfsistat on_words(SMFICTX *ctx, char **words)
{
	(void)ctx;
	(void)words;
	return step();
}

static sfsistat on_header(SMFICTX *ctx, char *name, char *value)
{
	(void)ctx;
	(void)name;
	(void)value;
	return step();
}

static sfsistat on_step(SMFICTX *ctx)
{
	(void)ctx;
	return step();
}

static sfsistat on_body(SMFICTX *ctx, unsigned char *chunk, size_t size)
{
	(void)ctx;
	(void)chunk;
	(void)size;
	return step();
}

static sfsistat on_end(SMFICTX *ctx)
{
	(void)ctx;
	return SMFIS_CONTINUE;
}

int main(int argc, char **argv)
{
	static char name[] = "empty"; /* libmilter knows no const */
	static const struct smfiDesc filter = {
		.xxfi_name = name,
		.xxfi_version = SMFI_VERSION,
		.xxfi_flags = SMFIF_ADDHDRS,
		.xxfi_connect = on_connect,
		.xxfi_helo = on_word,
		.xxfi_envfrom = on_words,
		.xxfi_envrcpt = on_words,
		.xxfi_header = on_header,
		.xxfi_eoh = on_step,
		.xxfi_body = on_body,
		.xxfi_eom = on_end,
		.xxfi_abort = on_end,
		.xxfi_close = on_end,
		.xxfi_unknown = on_unknown,
		.xxfi_data = on_step,
		.xxfi_negotiate = on_negotiate,
	};

	if (argc < 2) {
		fputs("usage: empty_filter SOCKET [no-replies]\n", stderr);
		return EX_USAGE;
	}
	no_replies = argc > 2 && strcmp(argv[2], "no-replies") == 0;
	if (smfi_register(filter) != MI_SUCCESS || smfi_setconn(argv[1]) != MI_SUCCESS ||
	    smfi_setbacklog(512) != MI_SUCCESS || smfi_opensocket(true) != MI_SUCCESS)
		return EX_UNAVAILABLE;
	return smfi_main() == MI_SUCCESS ? EX_OK : EX_SOFTWARE;
}
