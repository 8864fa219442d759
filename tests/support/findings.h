/* Findings by hand, for tests of what is made of them. */
#ifndef OPENBEC_TESTS_SUPPORT_FINDINGS_H
#define OPENBEC_TESTS_SUPPORT_FINDINGS_H

#include "indicators/indicator.h"

struct fired {
	const char *id; /* NULL ends a list */
	double strength;
};

/* These indicators, with their rows' weights and families, and the pairs that they make. Fails the test on an id that isn't
 * there. */
void findings_make(const struct fired *fired, struct findings *ret);
const struct finding *findings_find(const struct findings *findings,
                                    const char *id); /* NULL: none */

#endif
