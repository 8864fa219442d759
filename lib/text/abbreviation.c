/* A line a language: titles, and what stands in front of a number, a name or the rest of its sentence. What may just as well
 * stand at a sentence's end ("etc.", "usw.", "Ltd.", "no.") isn't here: two sentences taken for one are worse than
 * one taken for two. */
#include "text/abbreviation.h"

/* clang-format off */
/* Between blanks. */
static const char dotted[] =
	/* en */ " mr mrs ms messrs dr prof st approx vs incl excl acct attn inv dept ext pls tel"
	/* it */ " sig sigg dott egr gent spett preg ing avv geom rag arch cav rif fatt pag cod cell"
	/* de */ " hr hrn fr nr bzw ca inkl zzgl abzgl ggf evtl bspw dipl abs betr bzgl tgl rg rechn lt gem sog mind vgl kto"
	/* fr */ " mme mlle ste env art fact"
	/* es */ " sr sra srta sres dra ud uds vd num fra dna lic aprox cta atte"
	/* pt */ " exmo exma exmos eng srs sras dras drs adv"
	/* nl */ " dhr mevr mw mej ir bijv resp afd rek zgn"
	/* pl */ " mgr inz hab np ul tzn tzw dot poz wg godz fv ww zob" " ";
/* clang-format on */

bool abbreviation_is(struct str word)
{
	const struct str all = STR(dotted);
	const char *p = all.p;

	if (word.n == 0)
		return false;
	while ((p = memmem(p, (size_t)(all.p + all.n - p), word.p, word.n))) {
		if (p[-1] == ' ' && p[word.n] == ' ')
			return true;
		p += word.n;
	}
	return false;
}
