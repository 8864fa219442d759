/* A verdict and its findings as people read them; the same for a file judged now and for what the log holds. */
#ifndef OPENBEC_BECCTL_FINDINGS_H
#define OPENBEC_BECCTL_FINDINGS_H

#include "becctl/output.h"

struct shown_finding {
	struct str id, sentence, quote; /* quote empty: none */
	double points;
};

struct shown_verdict {
	struct str what; /* the file, the message */
	struct str verdict, action, direction;
	double score, threshold, probability;
};

void show_verdict(const struct output *output, const struct shown_verdict *verdict);
void show_finding(const struct output *output, const struct shown_finding *finding);

#endif
