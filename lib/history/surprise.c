#include "history/surprise.h"

#include <math.h>

#define FLOOD_FROM  200 /* (identity, day) pairs from which first contact never falls silent, */
#define FLOOD_FLOOR 0.2 /* however many strangers write */

double surprise(uint64_t n, uint64_t once, double a, double b)
{
	double bans;

	if (n == 0)
		return 0;
	bans = -log10(((double)once + a) / ((double)n + a + b)) - 0.3;
	return fmin(fmax(bans, 0), 2) / 2;
}

double surprise_first_contact(uint64_t identity_days, uint64_t once)
{
	double strength = surprise(identity_days, once, 1, 1);

	return identity_days >= FLOOD_FROM ? fmax(strength, FLOOD_FLOOR) : strength;
}
