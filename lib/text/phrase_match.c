/* Phrases found in a normalised text: Vectorscan finds the literals, then three walks over what
 * it found, in the order of the text, mark where negations end, which sentences are innocent,
 * and what is asked for. text/phrase_join makes phrases of their slots.
 *
 * A language's negations and innocent contexts excuse what that language's phrases ask for: "no"
 * of one is another word of another. Those of the text's own language excuse everything, because
 * "bitcoin" and "gift card" stand in the phrases of many; and where the text is too short or too
 * mixed to say, any may be its own. */
#include <stdlib.h>

#include "text/normal.h"
#include "text/phrase_join.h"

#define FINDS_MAX       (1u << 19) /* of literals: two a byte of the longest text, 4 MiB */
#define NEGATION_WORDS  3
#define SCRATCH_WAIT_MS 10000

struct find {
	uint32_t needle, end;
};

/* A sentence with something innocent in it; sentences are counted from 0. */
struct innocent {
	size_t sentence;
	uint32_t intents; /* a bit each */
};

/* What takes back asks of one language. */
struct excuses {
	unsigned char *negated; /* a bit for each byte of text: a negation ends at this blank */
	struct innocent *innocent;
	size_t innocents, innocent_room;
};

struct matcher {
	const struct phrases *phrases;
	struct arena *arena;
	struct str text;
	bool no_memory;
	struct find *find;
	size_t finds, find_room, more;
	struct phrase_join join;
	struct excuses excuses[PHRASE_LANGUAGES_MAX];
	bool excused;                 /* there are any */
	const struct excuses *spoken; /* of the text's language; NULL: unclear */
	struct phrase_hit *hit;
	size_t hits, hit_room;
	unsigned char *repeats; /* hits of each phrase so far */
};

/* Of too many the first half stays and the last: padding in front of an ask hides nothing. */
static void take_find(struct matcher *m, struct find find)
{
	void *v = m->find;

	if (m->finds == FINDS_MAX) {
		m->find[FINDS_MAX / 2 + m->more++ % (FINDS_MAX / 2)] = find;
		return;
	}
	if (!arena_grow(m->arena, &v, m->finds, &m->find_room, sizeof *m->find)) {
		m->no_memory = true;
		return;
	}
	m->find = v;
	m->find[m->finds++] = find;
}

/* Whether the needle ends at `end`, where its tail was found. */
static bool stands_at(struct str text, const struct phrase_needle *needle, size_t end)
{
	if (needle->before == '\0')
		return true;
	return needle->length <= end && needle->before == text.p[end - PHRASE_TAIL_BYTES - 1] &&
	       memcmp(text.p + end - needle->length, needle->text,
	              needle->length - PHRASE_TAIL_BYTES) == 0;
}

static int take_tail(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
                     void *context)
{
	struct matcher *m = context;
	const struct phrase_tail *tail = &m->phrases->tail[id];

	(void)from;
	(void)flags;
	for (uint32_t i = tail[0].first_needle; i < tail[1].first_needle; i++) {
		if (stands_at(m->text, &m->phrases->needle[i], to))
			take_find(m, (struct find){ .needle = i, .end = (uint32_t)to });
	}
	return m->no_memory;
}

static int by_end(const void *a, const void *b)
{
	const struct find *x = a, *y = b;

	if (x->end != y->end)
		return x->end < y->end ? -1 : 1;
	return (x->needle > y->needle) - (x->needle < y->needle);
}

/* Vectorscan promises order for each literal alone; that all came in order is usual. */
static void sort_finds(struct matcher *m)
{
	for (size_t i = 1; i < m->finds; i++) {
		if (m->find[i].end < m->find[i - 1].end) {
			qsort(m->find, m->finds, sizeof *m->find, by_end);
			return;
		}
	}
}

static bool scan(struct matcher *m)
{
	void *scratch;
	hs_error_t status;

	if (pool_take(m->phrases->pool, SCRATCH_WAIT_MS, &scratch, NULL))
		return false;
	status = hs_scan(m->phrases->database, m->text.p, (unsigned)m->text.n, 0, scratch,
	                 take_tail, m);
	pool_give(m->phrases->pool, scratch);
	if (m->no_memory || status != HS_SUCCESS)
		return false;
	sort_finds(m);
	return true;
}

/* The blanks that the find lies between. */
static struct phrase_stretch stretch_of(const struct matcher *m, const struct find *find)
{
	const struct phrase_needle *needle = &m->phrases->needle[find->needle];
	struct phrase_stretch s = { .from = find->end - needle->length, .to = find->end - 1 };

	if (needle->prefix) /* any end of the word will do; the text ends in a blank */
		s.to += (uint32_t)str_chr(str_sub(m->text, s.to, m->text.n), ' ');
	return s;
}

static bool is_negated(const struct matcher *m, const struct excuses *excuses, uint32_t at)
{
	if (!excuses->negated)
		return false;
	for (int words = 0;; words++) {
		if (excuses->negated[at / 8] >> at % 8 & 1)
			return true;
		if (words == NEGATION_WORDS || !phrase_word_back(m->text, &at))
			return false;
	}
}

static uint32_t bits_of(enum intent intent)
{
	return intent == INTENT_COUNT ? ~UINT32_C(0) : UINT32_C(1) << intent;
}

static void take_negation(struct matcher *m, const struct phrase *phrase, struct phrase_stretch s,
                          size_t sentence)
{
	struct excuses *excuses = &m->excuses[phrase->language];

	(void)sentence;
	m->excused = true;
	if (!excuses->negated)
		excuses->negated = arena_alloc(m->arena, m->text.n / 8 + 1);
	if (excuses->negated)
		excuses->negated[s.to / 8] |= (unsigned char)(1u << s.to % 8);
	else
		m->no_memory = true;
}

/* Sentences come in order, so that the last entry is the one to join. */
static void take_innocent(struct matcher *m, const struct phrase *phrase, struct phrase_stretch s,
                          size_t sentence)
{
	struct excuses *excuses = &m->excuses[phrase->language];
	void *v = excuses->innocent;
	size_t n = excuses->innocents;

	(void)s;
	m->excused = true;
	if (n && excuses->innocent[n - 1].sentence == sentence) {
		excuses->innocent[n - 1].intents |= bits_of(phrase->intent);
		return;
	}
	if (!arena_grow(m->arena, &v, n, &excuses->innocent_room, sizeof *excuses->innocent)) {
		m->no_memory = true;
		return;
	}
	excuses->innocent = v;
	excuses->innocent[excuses->innocents++] =
		(struct innocent){ sentence, bits_of(phrase->intent) };
}

static int by_sentence(const void *key, const void *element)
{
	size_t sentence = *(const size_t *)key,
	       other = ((const struct innocent *)element)->sentence;

	return (sentence > other) - (sentence < other);
}

static bool is_innocent(const struct excuses *excuses, enum intent intent, size_t sentence)
{
	const struct innocent *found = NULL;

	if (excuses->innocents)
		found = bsearch(&sentence, excuses->innocent, excuses->innocents, sizeof *found,
		                by_sentence);
	return found && (found->intents & bits_of(intent));
}

static bool is_excused(const struct matcher *m, const struct phrase *ask, uint32_t at,
                       size_t sentence)
{
	for (unsigned i = 0; m->excused && i < m->phrases->list.languages; i++) {
		const struct excuses *excuses = &m->excuses[i];

		if (m->spoken && m->spoken != excuses && i != ask->language)
			continue;
		if (is_negated(m, excuses, at) || is_innocent(excuses, ask->intent, sentence))
			return true;
	}
	return false;
}

static void take_ask(struct matcher *m, const struct phrase *phrase, struct phrase_stretch s,
                     size_t sentence)
{
	const struct phrase_list *list = &m->phrases->list;
	size_t number = (size_t)(phrase - list->phrase);
	void *v = m->hit;

	if (m->hits == PHRASE_HITS_MAX || m->repeats[number] == PHRASE_REPEAT_MAX)
		return;
	if (is_excused(m, phrase, s.from, sentence))
		return;
	if (!arena_grow(m->arena, &v, m->hits, &m->hit_room, sizeof *m->hit)) {
		m->no_memory = true;
		return;
	}
	m->hit = v;
	m->repeats[number]++;
	m->hit[m->hits++] = (struct phrase_hit){
		.intent = phrase->intent,
		.weight = phrase->weight,
		.phrase = (unsigned)number,
		.at = s.from + 1,
		.n = s.to - s.from - 1,
		.language = list->language[phrase->language],
	};
}

typedef void take_phrase(struct matcher *m, const struct phrase *phrase, struct phrase_stretch s,
                         size_t sentence);

static take_phrase *const takers[] = {
	[PHRASE_NEGATION] = take_negation,
	[PHRASE_INNOCENT] = take_innocent,
	[PHRASE_ASK] = take_ask,
};

/* How many sentences end in [*at, end), and moves *at there. */
static size_t count_borders(struct str text, size_t *at, size_t end)
{
	size_t borders = 0;
	const char *dot;

	while (*at < end && (dot = memchr(text.p + *at, '.', end - *at))) {
		borders++;
		*at = (size_t)(dot - text.p) + 1;
	}
	*at = end;
	return borders;
}

/* What a find may mean in one role. */
static void take_uses(struct matcher *m, const struct find *find, enum phrase_role role,
                      size_t sentence)
{
	const struct phrases *p = m->phrases;
	const struct phrase_needle *needle = &p->needle[find->needle];
	const struct phrase_stretch whole = stretch_of(m, find);

	phrase_join_at(&m->join, whole.from);
	for (uint32_t i = needle[0].first_use; i < needle[1].first_use; i++) {
		const struct phrase_use *use = &p->use[i];
		struct phrase_stretch s = whole;

		if (use->role > role)
			break;
		if (use->role < role || phrase_join_waits(&m->join, use))
			continue;
		if (phrase_join_takes(&m->join, use, &s))
			takers[role](m, &p->list.phrase[p->list.slot[use->slot].phrase], s,
			             sentence);
	}
}

/* All phrases of one role, in the order in which they end. */
static void walk(struct matcher *m, enum phrase_role role)
{
	size_t sentence = 0, counted = 0;

	for (size_t i = 0; i < m->finds && !m->no_memory; i++) {
		if (!(m->phrases->needle[m->find[i].needle].roles >> role & 1))
			continue;
		sentence += count_borders(m->text, &counted, m->find[i].end);
		take_uses(m, &m->find[i], role, sentence);
	}
}

static const struct excuses *spoken_excuses(const struct matcher *m, const struct normal *text)
{
	const struct phrase_list *list = &m->phrases->list;
	struct str language = { NULL, 0 };

	if (m->excused) /* else it isn't worth the time to know */
		language = phrases_language(m->phrases, text);
	for (unsigned i = 0; i < list->languages; i++) {
		if (str_eq(str_of(list->language[i]), language))
			return &m->excuses[i];
	}
	return NULL;
}

static int by_place(const void *a, const void *b)
{
	const struct phrase_hit *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	if (x->n != y->n)
		return x->n < y->n ? -1 : 1;
	return (x->phrase > y->phrase) - (x->phrase < y->phrase);
}

bool phrases_match(const struct phrases *phrases, struct arena *arena, const struct normal *text,
                   struct phrase_hit **ret, size_t *ret_n)
{
	struct matcher m = { .phrases = phrases, .arena = arena, .text = text->text };

	*ret = NULL;
	*ret_n = 0;
	if (!phrases->database)
		return true;
	if (!scan(&m))
		return false;
	if (m.finds == 0)
		return true;
	m.repeats = arena_alloc(arena, phrases->list.phrases);
	if (!m.repeats || !phrase_join_init(&m.join, arena, m.text, phrases->list.slots))
		return false;
	walk(&m, PHRASE_NEGATION);
	walk(&m, PHRASE_INNOCENT);
	m.spoken = spoken_excuses(&m, text);
	walk(&m, PHRASE_ASK);
	if (m.no_memory || m.join.no_memory)
		return false;
	if (m.hits)
		qsort(m.hit, m.hits, sizeof *m.hit, by_place);
	*ret = m.hit;
	*ret_n = m.hits;
	return true;
}
