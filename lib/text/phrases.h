/* What is asked for, found by phrases: files of phrases a language, compiled into one Vectorscan
 * database.
 *
 * A phrase file (lang/en.phrases; the admin's in a folder) is UTF-8, "#" opens a comment, a line is
 * one of
 *
 *     language en                      once, at the top: ISO 639-1
 *     function-words the and of to ... how this language is recognised (lines add up)
 *     spelling ä ae                    what has the letter is also found so (8 at most)
 *     class pay pay|settle|transfer    words for one thing: "@pay" in the lines below
 *     | remit*|@send                   a class goes on
 *     intent payment-request           the phrases below ask for this (an id of intent_names)
 *     0.6  [please] (make|process|@pay) (a|the|this) payment
 *     innocent payment-request         these take it back in their sentence ("*": all)
 *     we will never ask you to (buy|send)
 *     negation                         these turn what follows within 3 words around
 *     (never|not|do not|don't)
 *
 * A class (128 alternatives, 512 classes a file at most) is of its file and from its line on; it may be used in
 * brackets or alone, and name classes above it.
 * In front of an intent's phrase stands its weight, 0 < w <= 1. (a|b) is one of, [a|b] one of or
 * nothing, "..." a gap of up to 4 words inside the sentence, "word*" any word that begins so (3
 * letters at least; in round brackets at the end of an alternative). Brackets don't nest; an
 * alternative may be several words; "card[s]" is card or cards. Optional words at the phrase's
 * ends are dropped, beside a gap they are an error. A phrase expands to 4,096 literals at most. Everything is
 * written as people write: it is normalised like the mail's text (text/normal.h), where an
 * apostrophe is a blank: "don't" and "don t" are one.
 *
 * A file may add to a language that another file has. Negations and innocent contexts take back
 * what phrases of their own language ask for; in a text that is clearly of their language, or of
 * none, that of all. Literals only reach Vectorscan; word borders stand in them as blanks; gaps, negations
 * and innocent contexts are checked on its matches. */
#ifndef OPENBEC_TEXT_PHRASES_H
#define OPENBEC_TEXT_PHRASES_H

#include "base/arena.h"
#include "base/err.h"

enum intent {
	INTENT_PAYMENT_REQUEST,
	INTENT_BANK_CHANGE,
	INTENT_GIFT_CARD,
	INTENT_PAYROLL_CHANGE,
	INTENT_DATA_REQUEST,
	INTENT_LEDGER_REQUEST,
	INTENT_AVAILABILITY_PROBE,
	INTENT_INVOICE_PRESSURE,
	INTENT_CRYPTO_REQUEST,
	INTENT_CALLBACK_NUMBER,
	INTENT_CHANNEL_PIVOT,
	INTENT_ATTORNEY,
	INTENT_URGENCY, /* from here on: pressure, not an ask */
	INTENT_SECRECY,
	INTENT_AUTHORITY,
	INTENT_COUNT,
};
/* "payment-request", ... the indicators' ids */
extern const char *const intent_names[INTENT_COUNT];
bool intent_of(struct str name, enum intent *ret);

struct phrases; /* immutable once made; thread-safe */

/* The shipped languages, and every *.phrases file of `folder` (NULL: none). Errors name file and
 * line. */
int phrases_load(const char *folder, struct phrases **ret, struct err *err);
/* One file's text alone; `name` stands in errors. */
int phrases_load_text(const char *name, struct str text, struct phrases **ret, struct err *err);
void phrases_free(struct phrases *phrases);

struct normal; /* text/normal.h */

struct phrase_hit {
	enum intent intent;
	double weight;
	unsigned phrase; /* which: equal numbers are the same phrase */
	size_t at, n; /* bytes in the normalised text: from its first word to the end of its last */
	const char *language; /* of the file it stands in; lives as long as `phrases` */
};
#define PHRASE_HITS_MAX   1000
#define PHRASE_REPEAT_MAX 16
/* The hits in the order of the text: of each phrase the first PHRASE_REPEAT_MAX, PHRASE_HITS_MAX
 * at most; innocent and negated ones are left out. False without memory only. */
bool phrases_match(const struct phrases *phrases, struct arena *arena, const struct normal *text,
                   struct phrase_hit **ret, size_t *ret_n);

/* The language with clearly most function words among the first 500 words; {NULL, 0} if none is
 * clear. */
struct str phrases_language(const struct phrases *phrases, const struct normal *text);

#endif
