/* What can be shared is what the message left in the log for feedback: the traits that it showed and the marks that it left. Words and
 * subjects aren't kept, so nothing is compared by them. A domain counts only where it was found to be a look-alike: strangers share theirs. */
#include "becctl/related.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/auto.h"
#include "becctl/command.h"
#include "becctl/query.h"

#define BEFORE_S   ((int64_t)90 * 86400) /* as long as marks last */
#define SHARED_MAX 32

static const struct column columns[] = {
	{ "at", "AT", COLUMN_MOMENT, 20 },       { "verdict", "VERDICT", COLUMN_TEXT, 10 },
	{ "score", "SCORE", COLUMN_COUNT, 6 },   { "queue_id", "QUEUE ID", COLUMN_TEXT, 16 },
	{ "sender", "FROM", COLUMN_TEXT, 36 },   { "recipients", "TO", COLUMN_ARRAY, 40 },
	{ "shares", "SHARES", COLUMN_ARRAY, 0 }, { "message_id", NULL, COLUMN_TEXT, 0 },
	{ "direction", NULL, COLUMN_TEXT, 0 },   { "action", NULL, COLUMN_TEXT, 0 },
	{ "feedback", NULL, COLUMN_TEXT, 0 },    { "message", NULL, COLUMN_TEXT, 0 },
};
#define SHARES 6

static const struct way {
	const char *kind; /* of a trait or mark */
	const char *query;
} ways[] = {
	{ "sender", "related_sender" },     { "domain", "related_domain" },
	{ "reply-to", "related_reply_to" }, { "account", "related_fingerprint" },
	{ "phone", "related_fingerprint" },
};

struct shared {
	const struct way *way;
	struct str value;
};

struct related_job {
	struct shared shared[SHARED_MAX];
	size_t n;
	const struct shared *now; /* asked about */
	json_t *found;            /* message -> {column: text, "shares": [kind]} */
	bool failed;
};

static struct str text_of(const json_t *value)
{
	return value ? str_make(json_string_value(value), json_string_length(value))
	             : (struct str){ NULL, 0 };
}

static void share(struct related_job *job, struct str kind, struct str value)
{
	const struct way *way = NULL;

	for (size_t i = 0; i < COUNT_OF(ways); i++)
		if (str_eq(kind, str_of(ways[i].kind)))
			way = &ways[i];
	if (!way || value.n == 0 || job->n == SHARED_MAX)
		return;
	/* where only its domain counts, or where there is none */
	if (str_eq(kind, str_of("reply-to")) && str_chr(value, '@') == SIZE_MAX)
		return;
	for (size_t i = 0; i < job->n; i++)
		if (job->shared[i].way == way && str_eq(job->shared[i].value, value))
			return;
	job->shared[job->n++] = (struct shared){ way, value };
}

/* [[kind, value, ...], ...] */
static void share_list(struct related_job *job, const json_t *list)
{
	const json_t *row;
	size_t i;

	json_array_foreach(list, i, row)
		share(job, text_of(json_array_get(row, 0)), text_of(json_array_get(row, 1)));
}

static void share_lookalike(struct related_job *job, const json_t *findings, struct str domain)
{
	const json_t *finding;
	size_t i;

	json_array_foreach(findings, i,
	                   finding) if (str_find(text_of(json_object_get(finding, "id")),
	                                         str_of("lookalike")) != SIZE_MAX &&
	                                str_find(text_of(json_object_get(finding, "reason")),
	                                         domain) != SIZE_MAX)
		share(job, str_of("domain"), domain);
}

static bool take_row(void *context, const struct store_column *column, size_t n)
{
	struct related_job *job = context;
	AUTO(free_done) char *key = str_dup(query_value(column, n, "message"));
	json_t *object = key ? json_object_get(job->found, key) : NULL;

	if (key && !object) {
		object = json_object();
		for (size_t i = 0; i < COUNT_OF(columns); i++)
			if (i != SHARES)
				json_object_set_new(
					object, columns[i].key,
					json_text(query_value(column, n, columns[i].key)));
		json_object_set_new(object, "shares", json_array());
		job->failed |= json_object_set_new(job->found, key, object) != 0;
	}
	job->failed |= !key || json_array_append_new(json_object_get(object, "shares"),
	                                             json_string(job->now->way->kind));
	return !job->failed;
}

static int ask_all(struct related_job *job, struct store *store,
                   const struct message_record *record, struct err *err)
{
	char since[24];
	struct str arguments[] = { { since, 0 }, record->key, { NULL, 0 } };
	int status = 0;

	arguments[0].n = (size_t)snprintf(since, sizeof since, "%" PRId64, record->at_s - BEFORE_S);
	for (size_t i = 0; i < job->n && !status; i++) {
		job->now = &job->shared[i];
		arguments[2] = job->now->value;
		status = store_query(store, job->now->way->query, arguments, COUNT_OF(arguments),
		                     take_row, job, err);
	}
	return !status && job->failed ? err_memory(err) : status;
}

static json_t *values_of(const json_t *object)
{
	json_t *array = json_array();
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)object, key, value) json_array_append(array, value);
	return array;
}

json_t *related_find(struct store *store, const struct message_record *record, struct err *err)
{
	AUTO(json_done) json_t *batch = json_loadb(record->batch.p, record->batch.n, 0, NULL);
	AUTO(json_done) json_t *findings =
		json_loadb(record->findings.p, record->findings.n, 0, NULL);
	AUTO(json_done) json_t *found = json_object();
	const json_t *sighting = json_array_get(json_object_get(batch, "sightings"), 0);
	struct related_job job = { .found = found };

	share(&job, str_of("sender"), record->from);
	share_lookalike(&job, findings, record->domain);
	share_list(&job, json_object_get(sighting, "traits"));
	share_list(&job, json_object_get(batch, "marks"));
	return ask_all(&job, store, record, err) ? NULL : values_of(found);
}

/* Rows as store texts: a table turns them into what is shown. */
static void cells_of(const json_t *row, char *shares, struct str cell[COUNT_OF(columns)])
{
	for (size_t i = 0; i < COUNT_OF(columns); i++)
		cell[i] = i == SHARES ? str_of(shares)
		                      : text_of(json_object_get(row, columns[i].key));
}

typedef bool related_row_fn(struct table *table, const struct str *cell, json_t *array);

static bool row_as_object(struct table *table, const struct str *cell, json_t *array)
{
	return json_array_append_new(array, table_object(table, cell)) == 0;
}

static bool row_in_table(struct table *table, const struct str *cell, json_t *array)
{
	(void)array;
	table_add(table, cell);
	return !table->failed;
}

static bool each_row(struct table *table, const json_t *related, related_row_fn *add, json_t *array)
{
	const json_t *row;
	size_t i;

	json_array_foreach(related, i, row)
	{
		AUTO(free_done) char *shares = json_dumps(json_object_get(row, "shares"), 0);
		struct str cell[COUNT_OF(columns)];

		if (!shares)
			return false;
		cells_of(row, shares, cell);
		if (!add(table, cell, array))
			return false;
	}
	return true;
}

int related_put(const struct output *output, const json_t *related, json_t *object, struct err *err)
{
	AUTO(table_done) struct table table;
	json_t *array = json_array();
	bool ok;

	table_init(&table, output, columns, COUNT_OF(columns));
	ok = each_row(&table, related, row_as_object, array);
	ok &= json_object_set_new(object, "related", array) == 0;
	return ok ? 0 : err_memory(err);
}

int related_print(const struct output *output, const json_t *related, struct err *err)
{
	AUTO(table_done) struct table table;

	table_init(&table, output, columns, COUNT_OF(columns));
	if (json_array_size(related) == 0) {
		puts("  nobody else got mail that shares something with it");
		return 0;
	}
	printf("  %zu more share something with it:\n", json_array_size(related));
	return each_row(&table, related, row_in_table, NULL) ? table_print(&table, err)
	                                                     : err_memory(err);
}
