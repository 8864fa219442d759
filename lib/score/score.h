/* How bad: points of findings, damped within a family (the strongest whole, the next half, the next a quarter, ...), limited by
 * family, summed. The scale is the ban (Good 1950): log10 of how much likelier the finding is in fraud than in honest mail. */
#ifndef OPENBEC_SCORE_SCORE_H
#define OPENBEC_SCORE_SCORE_H

#include "indicators/indicator.h"

struct weight { /* the admin's, in place of the row's own */
	struct str id;
	double points;
};

struct score_options {
	const struct weight *weight;
	size_t weights;
	double limit[FAMILY_COUNT]; /* of a family's sum; 0: none */
	double even; /* the score at which fraud and honest mail are equally likely */
	double malicious_threshold; /* what `blocked` counts */
};
struct score_options score_options_default(void); /* intent 2.9, even 5, malicious 8 */

struct score {
	double total;       /* rounded to 0.1; the sum of all points */
	double probability; /* 1 / (1 + 10^(even - total)), rounded to 0.001 */
};

/* Sets the points of each finding, each rounded to 0.1 so that they add up to the total, and orders them: most points first. */
void score_sum(const struct score_options *options, struct findings *findings, struct score *ret);

#endif
