/* Addresses in an SQLite store: the functions that its SQL may ask of a text, the word by which a store says how it keeps addresses, the
 * change from plain to hashed, and the scrubbing of what was deleted. Hashes can't be turned back, and another key's match nothing: what a
 * store says and what is configured have to agree. */
#include "store/sqlite.h"

#include "base/auto.h"
#include "store/addresses.h"

#define SCRUB_MS 10000 /* for readers that are still in the old log */

static struct str value_text(sqlite3_value *value)
{
	const char *text = (const char *)sqlite3_value_text(value);

	return str_make(text, text ? (size_t)sqlite3_value_bytes(value) : 0);
}

static void give(sqlite3_context *context, const struct buf *text)
{
	if (text->cut)
		sqlite3_result_error_nomem(context);
	else
		sqlite3_result_text64(context, buf_cstr(text), text->n, SQLITE_TRANSIENT,
		                      SQLITE_UTF8);
}

/* mentions(text, address): 1 or 0 */
static void mentions(sqlite3_context *context, int n, sqlite3_value **argument)
{
	(void)n;
	sqlite3_result_int(context,
	                   addresses_mention(value_text(argument[0]), value_text(argument[1])));
}

/* without(text, address) */
static void without(sqlite3_context *context, int n, sqlite3_value **argument)
{
	AUTO(buf_done) struct buf text;

	(void)n;
	buf_init(&text, SQLITE_HIDDEN_MAX);
	addresses_forget(value_text(argument[0]), value_text(argument[1]), &text);
	give(context, &text);
}

/* hidden(text); what was configured plain stays so */
static void hidden(sqlite3_context *context, int n, sqlite3_value **argument)
{
	const struct db *db = sqlite3_user_data(context);
	AUTO(buf_done) struct buf text;

	(void)n;
	buf_init(&text, SQLITE_HIDDEN_MAX);
	if (db->hide)
		addresses_hide(db->hide, value_text(argument[0]), &text);
	else
		buf_add(&text, value_text(argument[0]));
	give(context, &text);
}

static const struct {
	const char *name;
	int arguments;
	void (*function)(sqlite3_context *context, int n, sqlite3_value **argument);
} functions[] = { { "mentions", 2, mentions }, { "without", 2, without }, { "hidden", 1, hidden } };

int sqlite_add_functions(struct db *db, struct err *err)
{
	int result = SQLITE_OK;

	for (size_t i = 0; i < sizeof functions / sizeof functions[0] && result == SQLITE_OK; i++)
		result = sqlite3_create_function_v2(
			db->handle, functions[i].name, functions[i].arguments,
			SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, db,
			functions[i].function, NULL, NULL, NULL);
	return result == SQLITE_OK ? 0 : sqlite_fault(db, result, err);
}

int sqlite_scrub(struct db *db, struct err *err)
{
	int status, result;

	sqlite3_busy_timeout(db->handle, SCRUB_MS);
	status = sqlite_execute(db, "PRAGMA temp_store = FILE; VACUUM; PRAGMA temp_store = MEMORY",
	                        err);
	result = status ? SQLITE_OK
	                : sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE,
	                                            NULL, NULL);
	sqlite3_busy_timeout(db->handle, SQLITE_WRITE_BUSY_MS);
	return result == SQLITE_OK ? status : sqlite_fault(db, result, err);
}

/* ---- how a store keeps addresses ---- */

#define PLAIN "plain"

/* Says nothing of the key but whether it is the same. */
static const char *word_of(const struct db *db, char room[KEYED_HEX_SIZE])
{
	if (!db->hide)
		return PLAIN;
	keyed_hex(db->hide, "privacy", str_of("addresses"), room);
	return room;
}

static int set_word(struct db *db, const char *word, struct err *err)
{
	char sql[160];

	sqlite3_snprintf(sizeof sql, sql,
	                 "INSERT OR REPLACE INTO setting (name, value) VALUES ('privacy', %Q)",
	                 word);
	return sqlite_execute(db, sql, err);
}

/* One statement a text column of each table; persons are configuration. */
static const char columns_sql[] =
	"SELECT 'UPDATE OR REPLACE \"' || t.name || '\" SET \"' || c.name || '\" = hidden(\"' || "
	"c.name || "
	"'\") WHERE \"' || c.name || '\" LIKE ''%@%''' || CASE t.name WHEN 'entry' THEN ' AND list "
	"<> ''person''' ELSE '' END FROM sqlite_schema t, pragma_table_info(t.name) c "
	"WHERE t.type = 'table' AND c.type = 'TEXT' AND t.name <> 'setting'";

static int hash_columns(struct db *db, struct err *err)
{
	sqlite3_stmt *columns;
	int status = 0, result = sqlite3_prepare_v2(db->handle, columns_sql, -1, &columns, NULL);

	while (result == SQLITE_OK && !status && sqlite3_step(columns) == SQLITE_ROW)
		status = sqlite_execute(db, (const char *)sqlite3_column_text(columns, 0), err);
	sqlite3_finalize(columns);
	return result == SQLITE_OK ? status : sqlite_fault(db, result, err);
}

static int hash_store(struct db *db, const char *word, struct err *err)
{
	int status = sqlite_execute(db, "BEGIN IMMEDIATE", err);

	if (!status)
		status = hash_columns(db, err);
	if (!status)
		status = set_word(db, word, err);
	if (!status)
		status = sqlite_execute(db, "COMMIT", err);
	if (status)
		sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
	return status ? status : sqlite_scrub(db, err);
}

static int refuse(const struct db *db, bool plain, struct err *err)
{
	if (plain)
		return err_set(err, ERR_CONFIG,
		               "the store %s keeps addresses as they are, but privacy = hashed: "
		               "becctl migrate --hash hashes them for good",
		               db->path);
	return err_set(err, ERR_CONFIG,
	               db->hide ? "the store %s was hashed with another key: name its site-key"
	                        : "the store %s keeps addresses hashed, which can't be undone: "
	                          "write privacy = hashed, or name another store",
	               db->path);
}

int sqlite_check_privacy(struct db *db, bool hash, struct err *err)
{
	static const char ask[] = "SELECT coalesce((SELECT value FROM setting WHERE name = "
				  "'privacy'), '')";
	char room[KEYED_HEX_SIZE];
	const char *word = word_of(db, room);
	bool same, unset = false, plain = false;
	int status = sqlite_ask_word(db, ask, word, &same, err);

	if (!status && !same)
		status = sqlite_ask_word(db, ask, "", &unset, err);
	if (!status && !same)
		status = sqlite_ask_word(db, ask, PLAIN, &plain, err);
	if (status || same)
		return status;
	if (unset)
		return db->writes ? set_word(db, word, err) : 0;
	return plain && hash && db->writes ? hash_store(db, word, err) : refuse(db, plain, err);
}
