/* The phrases of all languages as one Vectorscan database, which is made once and then only read.
 *
 * Both sides are normalised bytes, so the literals need neither the UTF8 nor the CASELESS flag,
 * and as their lengths are known, not SOM_LEFTMOST either. Equal literals of several phrases are one
 * needle with several uses, and needles with the same last bytes are one literal to Vectorscan: 30,000
 * needles are 12,000 tails, which compile in a quarter of the time. */
#include "text/phrases.h"

#include <dirent.h>
#include <stdlib.h>

#include "base/textfile.h"
#include "text/phrase_set.h"

#define ARENA_MAX    ((size_t)128 << 20)
#define FILE_MAX     ((size_t)1 << 20)
#define LITERALS_MAX 400000 /* ten languages of 20,000, and as many again of the admin's */
#define SCRATCHES    64 /* a scan takes under a millisecond: who finds none free waits that long */

const char *const intent_names[INTENT_COUNT] = {
	[INTENT_PAYMENT_REQUEST] = "payment-request",
	[INTENT_BANK_CHANGE] = "bank-change",
	[INTENT_GIFT_CARD] = "gift-card",
	[INTENT_PAYROLL_CHANGE] = "payroll-change",
	[INTENT_DATA_REQUEST] = "data-request",
	[INTENT_LEDGER_REQUEST] = "ledger-request",
	[INTENT_AVAILABILITY_PROBE] = "availability-probe",
	[INTENT_INVOICE_PRESSURE] = "invoice-pressure",
	[INTENT_CRYPTO_REQUEST] = "crypto-request",
	[INTENT_CALLBACK_NUMBER] = "callback-number",
	[INTENT_CHANNEL_PIVOT] = "channel-pivot",
	[INTENT_ATTORNEY] = "attorney",
	[INTENT_URGENCY] = "urgency",
	[INTENT_SECRECY] = "secrecy",
	[INTENT_AUTHORITY] = "authority",
};

bool intent_of(struct str name, enum intent *ret)
{
	for (int i = 0; i < INTENT_COUNT; i++) {
		if (str_eq(name, str_of(intent_names[i]))) {
			*ret = (enum intent)i;
			return true;
		}
	}
	return false;
}

static int make_scratch(void *context, void **ret, struct err *err)
{
	hs_scratch_t *copy = NULL;

	if (hs_clone_scratch(context, &copy) != HS_SUCCESS)
		return err_memory(err);
	*ret = copy;
	return 0;
}

static void destroy_scratch(void *scratch)
{
	hs_free_scratch(scratch);
}

static const struct pool_class scratch_class = { make_scratch, destroy_scratch };

static struct str tail_of(struct str text)
{
	size_t n = text.n < PHRASE_TAIL_BYTES ? text.n : PHRASE_TAIL_BYTES;

	return str_sub(text, text.n - n, n);
}

static int by_tail(const void *a, const void *b)
{
	const struct phrase_literal *x = a, *y = b;
	int order = str_cmp(tail_of(x->text), tail_of(y->text));

	if (order == 0)
		order = str_cmp(x->text, y->text);
	if (order == 0)
		order = (int)x->role - (int)y->role;
	return order ? order : (x->slot > y->slot) - (x->slot < y->slot);
}

static struct str needle_text(const struct phrase_needle *needle)
{
	return str_make(needle->text, needle->length);
}

static struct phrase_use use_of(const struct phrase_list *list, uint32_t slot)
{
	const struct phrase *phrase = &list->phrase[list->slot[slot].phrase];

	return (struct phrase_use){
		.slot = slot,
		.role = (unsigned char)phrase->role,
		.first = slot == phrase->first_slot,
		.last = slot + 1 == phrase->first_slot + phrase->slots,
		.gap = list->slot[slot].gap,
	};
}

static void add_needle(struct phrases *p, struct str text, size_t uses)
{
	struct str tail = tail_of(text);

	if (p->needles == 0 || !str_eq(tail, tail_of(needle_text(&p->needle[p->needles - 1]))))
		p->tail[p->tails++].first_needle = (uint32_t)p->needles;
	p->needle[p->needles++] = (struct phrase_needle){
		.text = text.p,
		.length = (uint32_t)text.n,
		.first_use = (uint32_t)uses,
		.before = tail.n < text.n ? text.p[text.n - tail.n - 1] : '\0',
		.prefix = !str_ends(text, str_of(" ")),
	};
}

/* Sorts the literals and makes tails, needles and uses of them; false without memory. */
static bool make_needles(struct phrases *p)
{
	const struct phrase_list *list = &p->list;
	struct phrase_literal *literal = list->literal;
	size_t n = list->literals, uses = 0;

	p->tail = arena_array(&p->arena, n + 1, sizeof *p->tail);
	p->needle = arena_array(&p->arena, n + 1, sizeof *p->needle);
	p->use = arena_array(&p->arena, n, sizeof *p->use);
	if (!p->tail || !p->needle || !p->use)
		return false;
	qsort(literal, n, sizeof *literal, by_tail);
	for (size_t i = 0; i < n; i++) {
		bool same = i > 0 && str_eq(literal[i].text, literal[i - 1].text);

		if (same && literal[i].slot == literal[i - 1].slot)
			continue;
		if (!same)
			add_needle(p, literal[i].text, uses);
		p->use[uses] = use_of(list, literal[i].slot);
		p->needle[p->needles - 1].roles |= (unsigned char)(1u << p->use[uses++].role);
	}
	p->needle[p->needles].first_use = (uint32_t)uses;
	p->tail[p->tails].first_needle = (uint32_t)p->needles;
	return true;
}

/* The arrays as Vectorscan wants them. */
struct compile_input {
	const char **expression;
	size_t *length;
	unsigned *flags, *id;
};

static int compile_database(struct phrases *p, struct err *err)
{
	struct compile_input in = {
		arena_array(&p->arena, p->tails, sizeof *in.expression),
		arena_array(&p->arena, p->tails, sizeof *in.length),
		arena_array(&p->arena, p->tails, sizeof *in.flags),
		arena_array(&p->arena, p->tails, sizeof *in.id),
	};
	hs_compile_error_t *error = NULL;
	int status;

	if (!in.expression || !in.length || !in.flags || !in.id)
		return err_memory(err);
	for (size_t i = 0; i < p->tails; i++) {
		struct str tail = tail_of(needle_text(&p->needle[p->tail[i].first_needle]));

		in.expression[i] = tail.p;
		in.length[i] = tail.n;
		in.id[i] = (unsigned)i;
	}
	status = hs_compile_lit_multi(in.expression, in.flags, in.id, in.length, (unsigned)p->tails,
	                              HS_MODE_BLOCK, NULL, &p->database, &error);
	if (status == HS_SUCCESS && hs_alloc_scratch(p->database, &p->scratch) == HS_SUCCESS)
		return 0;
	err_set(err, ERR_INTERNAL, "Vectorscan can't compile the phrases: %s",
	        error ? error->message : "no memory");
	hs_free_compile_error(error);
	return ERR_INTERNAL;
}

static int by_word(const void *a, const void *b)
{
	return str_cmp(((const struct phrase_word *)a)->text,
	               ((const struct phrase_word *)b)->text);
}

/* Sorted, each once, with all languages that have it. */
static void join_words(struct phrases *p)
{
	struct phrase_word *word = p->list.word;
	size_t n = 0;

	if (p->list.words)
		qsort(word, p->list.words, sizeof *word, by_word);
	for (size_t i = 0; i < p->list.words; i++) {
		if (n > 0 && str_eq(word[n - 1].text, word[i].text))
			word[n - 1].languages |= word[i].languages;
		else
			word[n++] = word[i];
	}
	p->list.words = n;
	for (size_t byte = 0, i = 0; byte <= 256; byte++) {
		while (i < n && (unsigned char)word[i].text.p[0] < byte)
			i++;
		p->first_word[byte] = (uint32_t)i;
	}
}

static int compile(struct phrases *p, struct err *err)
{
	int status;

	join_words(p);
	if (p->list.literals == 0)
		return 0;
	if (p->list.literals > LITERALS_MAX)
		return err_set(err, ERR_CONFIG,
		               "the phrases expand to %zu literals; %d is the limit",
		               p->list.literals, LITERALS_MAX);
	if (!make_needles(p))
		return err_memory(err);
	status = compile_database(p, err);
	if (status)
		return status;
	p->pool = pool_new(&scratch_class, p->scratch, SCRATCHES);
	return p->pool ? 0 : err_memory(err);
}

static int read_shipped(struct phrases *p, struct err *err)
{
	int status = 0;

	for (const struct phrases_shipped *file = phrases_shipped; file->name && status == 0;
	     file++)
		status = phrase_file_read(&p->list, file->name, str_make(file->text, *file->size),
		                          err);
	return status;
}

static int read_one(struct phrases *p, const char *folder, const char *name, struct err *err)
{
	struct str path = arena_printf(&p->arena, "%s/%s", folder, name), text;
	int status;

	if (!path.p)
		return err_memory(err);
	status = textfile_read(&p->arena, path.p, FILE_MAX, &text, err);
	return status ? status : phrase_file_read(&p->list, path.p, text, err);
}

static int is_phrase_file(const struct dirent *entry)
{
	return str_ends(str_of(entry->d_name), str_of(".phrases")) && entry->d_name[0] != '.';
}

/* In the order of their names, so that errors and numbers are the same at each start. */
static int read_folder(struct phrases *p, const char *folder, struct err *err)
{
	struct dirent **entry;
	int n = scandir(folder, &entry, is_phrase_file, alphasort), status = 0;

	if (n < 0)
		return err_system(err, "can't read the folder of phrases %s", folder);
	for (int i = 0; i < n; i++) {
		if (status == 0)
			status = read_one(p, folder, entry[i]->d_name, err);
		free(entry[i]);
	}
	free(entry);
	return status;
}

static struct phrases *phrases_new(struct err *err)
{
	struct phrases *p = calloc(1, sizeof *p);

	if (!p) {
		err_memory(err);
		return NULL;
	}
	arena_init(&p->arena, ARENA_MAX);
	p->list.arena = &p->arena;
	return p;
}

/* The end of both ways to load: compiles what was read, or frees it. */
static int finish(struct phrases *p, int status, struct phrases **ret, struct err *err)
{
	if (status == 0)
		status = compile(p, err);
	if (status == 0)
		*ret = p;
	else
		phrases_free(p);
	return status;
}

int phrases_load(const char *folder, struct phrases **ret, struct err *err)
{
	struct phrases *p = phrases_new(err);
	int status;

	if (!p)
		return ERR_MEMORY;
	status = read_shipped(p, err);
	if (status == 0 && folder)
		status = read_folder(p, folder, err);
	return finish(p, status, ret, err);
}

int phrases_load_text(const char *name, struct str text, struct phrases **ret, struct err *err)
{
	struct phrases *p = phrases_new(err);

	return p ? finish(p, phrase_file_read(&p->list, name, text, err), ret, err) : ERR_MEMORY;
}

void phrases_free(struct phrases *phrases)
{
	if (!phrases)
		return;
	pool_free(phrases->pool);
	hs_free_scratch(phrases->scratch);
	hs_free_database(phrases->database);
	arena_done(&phrases->arena);
	free(phrases);
}
