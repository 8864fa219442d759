#include "store/snapshot.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/auto.h"
#include "store/addresses.h"
#include "store/kept.h"

#define KEPT_WHOLE_MAX 65536

struct snapshot {
	struct rows *rows;
	struct readers *readers;
	struct health *health;
	bool broken;
};

int snapshot_begin(struct rows *rows, struct readers *readers, struct health *health,
                   struct snapshot **ret, struct err *err)
{
	struct snapshot *snapshot = malloc(sizeof *snapshot);
	int status;

	if (!snapshot)
		return err_memory(err);
	*snapshot = (struct snapshot){ rows, readers, health, false };
	status = rows->backend->begin(rows->db, err);
	if (status)
		free(snapshot);
	else
		*ret = snapshot;
	return status;
}

void snapshot_end(struct snapshot *snapshot)
{
	if (!snapshot)
		return;
	snapshot->rows->backend->rollback(snapshot->rows->db);
	if (!snapshot->broken)
		health_reader_ok(snapshot->health);
	readers_give(snapshot->readers, snapshot->rows, snapshot->broken);
	free(snapshot);
}

/* A fault of the store is known to all from now on; the caller needs its kind only. */
static int judged(struct snapshot *snapshot, int status, const struct err *why, struct err *err)
{
	if (!status)
		return 0;
	if (db_is_fault(status)) {
		snapshot->broken = true;
		health_reader_failed(snapshot->health, status, why);
		status = ERR_STORE;
	}
	if (err)
		*err = *why;
	return status;
}

int snapshot_run(struct snapshot *snapshot, enum statement statement,
                 const struct db_value *argument, size_t n, db_row_fn *row, void *context,
                 struct err *err)
{
	struct err why;
	int status = snapshot->rows->backend->run(snapshot->rows->db, statement, argument, n, row,
	                                          context, &why);

	return judged(snapshot, status, &why, err);
}

static int get(struct snapshot *snapshot, enum statement statement, const struct db_value *argument,
               size_t n, const struct shape *shape, struct arena *arena, void *ret, bool *ret_found,
               struct err *err)
{
	struct err why;
	int status = rows_get(snapshot->rows, statement, argument, n, shape, arena, ret, ret_found,
	                      &why);

	return judged(snapshot, status, &why, err);
}

int snapshot_as_kept(struct snapshot *snapshot, struct str text, struct arena *arena,
                     struct str *ret, struct err *err)
{
	const struct site_key *hide = snapshot->readers->options.hide;
	AUTO(buf_done) struct buf hidden = { 0 };

	*ret = text;
	if (!hide || str_chr(text, '@') == SIZE_MAX)
		return 0;
	buf_init(&hidden, KEPT_WHOLE_MAX);
	addresses_hide(hide, text, &hidden);
	*ret = arena_str(arena, buf_str(&hidden));
	return ret->p && !hidden.cut ? 0 : err_memory(err);
}

#define KEY(name, s)                                                                               \
	char name##_room[KEPT_KEY_MAX];                                                            \
	struct db_value name = db_text(kept(s, name##_room, sizeof name##_room))

int snapshot_profile(struct snapshot *snapshot, struct str party, struct arena *arena,
                     struct profile *ret, struct err *err)
{
	KEY(key, party);
	struct err why;
	int status = rows_profile(snapshot->rows, key.text, arena, ret, &why);

	return judged(snapshot, status, &why, err);
}

int snapshot_contact(struct snapshot *snapshot, struct str party, struct str recipient,
                     struct contact *ret, struct err *err)
{
	KEY(whose, party);
	KEY(to, recipient);

	*ret = (struct contact){ 0 };
	return get(snapshot, STATEMENT_CONTACT_GET, ARGUMENTS(whose, to), &shape_contact, NULL, ret,
	           &ret->found, err);
}

int snapshot_recipient(struct snapshot *snapshot, struct str recipient,
                       struct recipient_record *ret, struct err *err)
{
	KEY(key, recipient);
	bool found;

	*ret = (struct recipient_record){ 0 };
	return get(snapshot, STATEMENT_RECIPIENT_GET, ARGUMENTS(key), &shape_recipient, NULL, ret,
	           &found, err);
}

int snapshot_correspondent(struct snapshot *snapshot, struct str address, struct correspondent *ret,
                           struct err *err)
{
	KEY(key, address);

	*ret = (struct correspondent){ 0 };
	return get(snapshot, STATEMENT_CORRESPONDENT_GET, ARGUMENTS(key), &shape_correspondent,
	           NULL, ret, &ret->found, err);
}

int snapshot_mark(struct snapshot *snapshot, struct str kind, struct str value, int64_t now_s,
                  struct arena *arena, struct mark *ret, struct err *err)
{
	KEY(key, value);

	*ret = (struct mark){ 0 };
	return get(snapshot, STATEMENT_MARK_GET, ARGUMENTS(key, db_text(kind), db_integer(now_s)),
	           &shape_mark, arena, ret, &ret->found, err);
}

int snapshot_list(struct snapshot *snapshot, struct str list, struct str type, struct str value,
                  int64_t now_s, struct arena *arena, struct list_entry *ret, struct err *err)
{
	KEY(key, value);

	*ret = (struct list_entry){ 0 };
	return get(snapshot, STATEMENT_ENTRY_GET,
	           ARGUMENTS(key, db_text(list), db_text(type), db_integer(now_s)), &shape_entry,
	           arena, ret, &ret->found, err);
}

int snapshot_staff(struct snapshot *snapshot, struct str name_key, struct arena *arena,
                   struct staff_name *ret, size_t max, size_t *ret_n, struct err *err)
{
	KEY(key, name_key);
	struct err why;
	int status = rows_list(snapshot->rows, STATEMENT_STAFF_GET, ARGUMENTS(key), &shape_staff,
	                       arena, ret, max, ret_n, &why);

	return judged(snapshot, status, &why, err);
}

int snapshot_message(struct snapshot *snapshot, struct str name, struct arena *arena,
                     struct message_record *ret, struct err *err)
{
	KEY(key, name);

	*ret = (struct message_record){ 0 };
	return get(snapshot, STATEMENT_MESSAGE_GET, ARGUMENTS(key), &shape_message, arena, ret,
	           &ret->found, err);
}

static int by_host(struct snapshot *snapshot, struct str name, struct arena *arena,
                   struct message_record *ret, struct err *err)
{
	size_t slash = str_rchr(name, '/');

	if (slash == SIZE_MAX)
		return 0;
	KEY(host, str_sub(name, 0, slash));
	KEY(queue_id, str_sub(name, slash + 1, name.n));
	return get(snapshot, STATEMENT_MESSAGE_BY_HOST, ARGUMENTS(queue_id, host), &shape_message,
	           arena, ret, &ret->found, err);
}

static int by_queue_id(struct snapshot *snapshot, struct str name, struct arena *arena,
                       struct message_record *ret, struct err *err)
{
	KEY(queue_id, name);

	return get(snapshot, STATEMENT_MESSAGE_BY_QUEUE_ID, ARGUMENTS(queue_id), &shape_message,
	           arena, ret, &ret->found, err);
}

static int by_message_id(struct snapshot *snapshot, struct str name, struct arena *arena,
                         struct message_record *ret, struct err *err)
{
	bool bracketed = name.n >= 2 && name.p[0] == '<' && name.p[name.n - 1] == '>';
	char with_room[KEPT_KEY_MAX + 2];
	int n;
	KEY(bare, bracketed ? str_sub(name, 1, name.n - 2) : name);

	n = snprintf(with_room, sizeof with_room, "<" STR_FMT ">", STR_ARG(bare.text));
	return get(snapshot, STATEMENT_MESSAGE_BY_MESSAGE_ID,
	           ARGUMENTS(bare, db_text(str_make(with_room, (size_t)n))), &shape_message, arena,
	           ret, &ret->found, err);
}

int snapshot_message_named(struct snapshot *snapshot, struct str name, struct arena *arena,
                           struct message_record *ret, struct err *err)
{
	static int (*const ways[])(struct snapshot * snapshot, struct str name,
	                           struct arena * arena, struct message_record * ret,
	                           struct err * err) = { by_queue_id, by_host, by_message_id };
	int status = 0;

	*ret = (struct message_record){ 0 };
	for (size_t i = 0; !status && !ret->found && name.n && i < sizeof ways / sizeof ways[0];
	     i++)
		status = ways[i](snapshot, name, arena, ret, err);
	return status;
}
