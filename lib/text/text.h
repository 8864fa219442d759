/* What is asked for, whoever asks: intents and pressure with the words that show them, bank
 * accounts, what is named. Own words count fully, quoted ones a quarter; the subject is part of
 * the writer's own words unless it answers or forwards ("Re:"): then it is quoted. In legal footers
 * secrecy and the like say nothing (text/footer.h). */
#ifndef OPENBEC_TEXT_TEXT_H
#define OPENBEC_TEXT_TEXT_H

#include "text/bank.h"
#include "text/hidden.h"
#include "text/named.h"
#include "text/normal.h"
#include "text/phone.h"
#include "text/phrases.h"
#include "text/shape.h"

#define TEXT_PHONES_MAX   8
#define TEXT_ACCOUNTS_MAX 16
#define TEXT_SPAN_MAX     200

struct intent_found {
	/* 0: not asked; 1 - product of (1 - weight) over different phrases */
	double strength;
	struct str span; /* the weightiest phrase as the reader saw it; TEXT_SPAN_MAX at most */
	bool quoted;     /* found in quoted words only */
};

struct text {
	struct intent_found intent[INTENT_COUNT];
	/* of the own text and signature first, then of the quoted */
	struct bank_account account[TEXT_ACCOUNTS_MAX];
	size_t accounts, own_accounts;
	struct phone phone[TEXT_PHONES_MAX]; /* of the own text, then of the signature */
	size_t phones;
	struct named named;
	struct hidden hidden;      /* what HTML hides from the reader */
	enum text_shape shape;     /* of the body's own words */
	struct str language;       /* of the own text: "en"; {NULL, 0}: unclear */
	struct normal own, quoted; /* each with the subject in front, if it belongs there */
};

/* ERR_MEMORY is the only error; everything lives in mail->arena. Thread-safe. */
int text_read(const struct phrases *phrases, const struct domain_lists *domains, struct mail *mail,
              const struct message *message, struct text *ret, struct err *err);

#endif
