/* What a reader sees of an HTML part, by libxml2's SAX parser in pull mode behind the guards of its measured
 * traps: input of 1 MiB, tags of 16 KiB, depth of 256 at most. */
#ifndef OPENBEC_MAIL_HTML_H
#define OPENBEC_MAIL_HTML_H

#include "base/arena.h"
#include "base/buf.h"

struct html_link {
	struct str href; /* http, https, mailto, tel */
	struct str text; /* what is shown for it */
};

struct html_text {
	struct str
		visible; /* UTF-8; block elements end lines; blockquotes have each line behind "> " */
	struct str
		hidden; /* text that no reader sees: display:none, zero size, white on white, comments are left out */
	struct html_link *link;
	size_t links; /* 256 at most */
	size_t images;
	size_t broken_words; /* with hidden letters inside: "pay" "xyz" "ment" */
	bool cut;            /* some limit was reached */
};
/* `utf8` must be valid UTF-8, whatever charset the document names. False without memory only. */
bool html_to_text(struct arena *arena, struct str utf8, struct html_text *ret);

#endif
