#include "becctl/findings.h"

#include <stdio.h>

#include "base/auto.h"
#include "base/escape.h"

#define SENTENCE_MAX 600 /* indicators keep theirs to half of it */
#define SENTENCE_AT  33  /* its column */

void show_verdict(const struct output *output, const struct shown_verdict *verdict)
{
	fputs(output_colour(output, COLOUR_BOLD), stdout);
	output_text(verdict->what);
	printf("%s: %s", output_plain(output),
	       output_colour(output, colour_of_verdict(verdict->verdict)));
	output_text(verdict->verdict);
	printf("%s, score %.1f (suspicious from %.1f), probability of fraud %.3f",
	       output_plain(output), verdict->score, verdict->threshold, verdict->probability);
	if (verdict->direction.n)
		printf(", " STR_FMT, STR_ARG(verdict->direction));
	if (verdict->action.n)
		printf(", action " STR_FMT, STR_ARG(verdict->action));
	putchar('\n');
}

void show_finding(const struct output *output, const struct shown_finding *finding)
{
	AUTO(buf_done) struct buf sentence;

	buf_init(&sentence, SENTENCE_MAX + 16);
	escape_terminal(&sentence, finding->sentence, SENTENCE_MAX);
	printf("  %4.1f  %s%-24.*s%s ", finding->points, output_colour(output, COLOUR_BOLD),
	       STR_ARG(finding->id), output_plain(output));
	output_wrapped(output, buf_str(&sentence), SENTENCE_AT);
	putchar('\n');
	if (!finding->quote.n)
		return;
	printf("%*s\"%s", SENTENCE_AT, "", output_colour(output, COLOUR_DIM));
	output_text(finding->quote);
	printf("%s\"\n", output_plain(output));
}
