/* The stage: subject and texts are normalised, phrases matched, intents added up over different
 * phrases (the same one twice says nothing more), accounts and names collected. */
#include "text/text.h"

#include "base/unicode.h"
#include "text/footer.h"

#define QUOTED_SHARE  0.25
#define LANGUAGES_MAX 16 /* beyond it the last one's place is shared */
#define SUBJECT_MAX   (NORMAL_SOURCE_MAX / 8)

/* "Re:", "Fwd:" and what clients write for them elsewhere. */
static const char *const answer_prefixes[] = {
	"re",           "fw",           "fwd",          "aw",          "wg",  "r",  "i",   "rif",
	"inoltra",      "tr",           "rv",           "res",         "enc", "sv", "vs",  "vb",
	"vl",           "vid",          "antw",         "doorst",      "odp", "pd", "ynt", "ilt",
	"\u0438\u043d", "\u043d\u0430", "\u56de\u590d", "\u8f6c\u53d1"
};

/* "Re: ", "RE[2]: ", with a wide colon too. */
static bool is_answer(struct str subject)
{
	static const struct str wide_colon = STR("\uff1a");

	subject = str_trim(subject);
	for (size_t i = 0; i < sizeof answer_prefixes / sizeof *answer_prefixes; i++) {
		struct str rest, prefix = str_of(answer_prefixes[i]);

		if (!str_istarts(subject, prefix))
			continue;
		rest = str_sub(subject, prefix.n, subject.n);
		while (rest.n && (rest.p[0] == ' ' || rest.p[0] == '[' || rest.p[0] == ']' ||
		                  rest.p[0] == '(' || rest.p[0] == ')' ||
		                  (rest.p[0] >= '0' && rest.p[0] <= '9')))
			rest = str_sub(rest, 1, rest.n);
		if ((rest.n && rest.p[0] == ':') || str_starts(rest, wide_colon))
			return true;
	}
	return false;
}

/* Subject and text as two paragraphs; {NULL, 0} without memory. */
static struct str join(struct arena *arena, struct str subject, struct str body)
{
	char *p = arena_alloc(arena, subject.n + body.n + 2);

	if (!p)
		return (struct str){ NULL, 0 };
	memcpy(p, subject.p, subject.n);
	p[subject.n] = p[subject.n + 1] = '\n';
	if (body.n)
		memcpy(p + subject.n + 2, body.p, body.n);
	return str_make(p, subject.n + body.n + 2);
}

static bool normalise(struct arena *arena, struct str subject, struct str body, struct normal *ret)
{
	struct str text = body;

	if (subject.n) {
		text = join(arena, utf8_clip(subject, SUBJECT_MAX),
		            utf8_clip(body, NORMAL_SOURCE_MAX));
		if (!text.p)
			return false;
	}
	return normal_init(arena, text, ret);
}

/* Marks the phrase as counted; false if it was. */
static bool count_once(unsigned char *counted, unsigned phrase)
{
	unsigned char bit = (unsigned char)(1u << phrase % 8);
	bool first = !(counted[phrase / 8] & bit);

	counted[phrase / 8] |= bit;
	return first;
}

/* What hits are found in. */
struct layer {
	const struct normal *normal;
	struct phrase_hit *hit;
	size_t hits;
	double share;
	struct footers footers;
};

/* What was added up so far. Each language for itself: a word that several share ("urgent") is one sign, not one a language. */
struct tally {
	unsigned char *counted; /* a bit for each phrase */
	const char *language[LANGUAGES_MAX];
	double strength[INTENT_COUNT][LANGUAGES_MAX];
	double best[INTENT_COUNT]; /* the weightiest hit's */
};

static double *strength_in(struct tally *tally, enum intent intent, const char *language)
{
	size_t i = 0;

	while (i + 1 < LANGUAGES_MAX && tally->language[i] &&
	       strcmp(tally->language[i], language) != 0)
		i++;
	tally->language[i] = language;
	return &tally->strength[intent][i];
}

static void add_layer(const struct layer *layer, struct tally *tally, struct text *ret)
{
	for (size_t i = 0; i < layer->hits; i++) {
		const struct phrase_hit *hit = &layer->hit[i];
		struct intent_found *found = &ret->intent[hit->intent];
		double weight = hit->weight * layer->share, *strength;

		if (footers_excuse(&layer->footers, hit->intent, hit->at) ||
		    !count_once(tally->counted, hit->phrase))
			continue;
		if (found->strength == 0)
			found->quoted = layer->share < 1;
		strength = strength_in(tally, hit->intent, hit->language);
		*strength = 1 - (1 - *strength) * (1 - weight);
		if (*strength > found->strength)
			found->strength = *strength;
		if (weight > tally->best[hit->intent]) {
			tally->best[hit->intent] = weight;
			found->span = utf8_clip(normal_span(layer->normal, hit->at, hit->n),
			                        TEXT_SPAN_MAX);
		}
	}
}

static unsigned phrase_limit(const struct layer *layer, unsigned limit)
{
	for (size_t i = 0; i < layer->hits; i++) {
		if (layer->hit[i].phrase >= limit)
			limit = layer->hit[i].phrase + 1;
	}
	return limit;
}

static bool find_intents(const struct phrases *phrases, struct arena *arena, struct text *ret)
{
	struct layer own = { .normal = &ret->own, .share = 1 };
	struct layer quoted = { .normal = &ret->quoted, .share = QUOTED_SHARE };
	struct tally tally = { 0 };

	if (!phrases_match(phrases, arena, own.normal, &own.hit, &own.hits) ||
	    !phrases_match(phrases, arena, quoted.normal, &quoted.hit, &quoted.hits))
		return false;
	tally.counted = arena_alloc(arena, phrase_limit(&quoted, phrase_limit(&own, 0)) / 8 + 1);
	if (!tally.counted)
		return false;
	footers_find(own.normal, &own.footers);
	footers_find(quoted.normal, &quoted.footers);
	add_layer(&own, &tally, ret);
	add_layer(&quoted, &tally, ret);
	return true;
}

/* Those of the source that aren't there yet. */
static void find_accounts(struct str source, struct text *ret)
{
	struct bank_account more[TEXT_ACCOUNTS_MAX];
	size_t n = bank_find(utf8_clip(source, NORMAL_SOURCE_MAX), more, TEXT_ACCOUNTS_MAX);

	for (size_t i = 0; i < n && ret->accounts < TEXT_ACCOUNTS_MAX; i++) {
		size_t k = 0;

		while (k < ret->accounts && strcmp(ret->account[k].number, more[i].number) != 0)
			k++;
		if (k == ret->accounts)
			ret->account[ret->accounts++] = more[i];
	}
}

/* The digits of an account are no number to call. */
static bool is_in_account(const struct text *text, struct str number)
{
	for (size_t i = 0; i < text->accounts; i++) {
		struct str account = text->account[i].as_written;

		if (number.p >= account.p && number.p + number.n <= account.p + account.n)
			return true;
	}
	return false;
}

static void find_phones(struct str source, struct text *ret)
{
	struct phone phone[TEXT_PHONES_MAX];
	size_t n = phone_find(utf8_clip(source, NORMAL_SOURCE_MAX), phone, TEXT_PHONES_MAX);

	for (size_t i = 0; i < n && ret->phones < TEXT_PHONES_MAX; i++) {
		if (!is_in_account(ret, phone[i].as_written))
			ret->phone[ret->phones++] = phone[i];
	}
}

int text_read(const struct phrases *phrases, const struct domain_lists *domains, struct mail *mail,
              const struct message *message, struct text *ret, struct err *err)
{
	const struct str none = { NULL, 0 };
	struct arena *arena = &mail->arena;
	bool answer = is_answer(message->subject);

	*ret = (struct text){ 0 };
	if (!normalise(arena, answer ? none : message->subject, message->own, &ret->own) ||
	    !normalise(arena, answer ? message->subject : none, message->quoted, &ret->quoted) ||
	    !find_intents(phrases, arena, ret) ||
	    !hidden_read(phrases, arena, message->hidden, &ret->own, &ret->quoted, &ret->hidden) ||
	    !named_find(arena, domains, message, &ret->named))
		return err_memory(err);
	ret->shape = text_shape_of(message->own);
	ret->language = phrases_language(phrases, &ret->own);
	find_accounts(message->subject, ret);
	find_accounts(message->own, ret);
	find_accounts(message->signature, ret);
	ret->own_accounts = ret->accounts;
	find_accounts(message->quoted, ret);
	find_phones(message->own, ret);
	find_phones(message->signature, ret);
	return 0;
}
