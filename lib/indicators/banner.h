/* Marks that a filter puts into mail, and that a forger copies: "verified sender", "external sender", our own notice and tag. */
#ifndef OPENBEC_INDICATORS_BANNER_H
#define OPENBEC_INDICATORS_BANNER_H

#include "base/arena.h"
#include "base/err.h"

enum banner_kind {
	BANNER_VERIFIED, /* the sender or the message was checked, and is safe */
	BANNER_EXTERNAL, /* it comes from outside */
	BANNER_OURS,     /* our own notice, header or tag */
	BANNER_KINDS
};

struct banners; /* immutable once loaded; thread-safe */

/* The shipped phrases (data/banner.words), and for a folder that isn't NULL the admin's "banner.words" there. `tag_text` is what
 * we put in front of subjects ourselves. */
int banners_load(const char *folder, struct str tag_text, struct banners **ret, struct err *err);
void banners_free(struct banners *banners);

struct banner {
	enum banner_kind kind;
	struct str span; /* of the subject or the text: what looks like one */
};

struct normal; /* text/normal.h */
/* The first that stands in the subject, or near the head of the text, where filters put them. `text` begins with the subject if that is
 * the writer's own; `answers`: it isn't, and tags in it are the reader's filter's. */
bool banners_find(const struct banners *banners, const struct normal *text, struct str subject,
                  bool answers, struct banner *ret);

#endif
