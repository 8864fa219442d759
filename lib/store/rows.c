#include "store/rows.h"

#include <assert.h>

#define FIELD(record, type, member)                                                                \
	{                                                                                          \
		type, offsetof(struct record, member)                                              \
	}
#define SHAPE(record, list)                                                                        \
	{                                                                                          \
		sizeof(struct record), (list), sizeof(list) / sizeof(list)[0]                      \
	}

static const struct field contact_fields[] = {
	FIELD(contact, FIELD_INT64, first_seen_s),
	FIELD(contact, FIELD_INT64, last_seen_s),
	FIELD(contact, FIELD_UINT32, days),
	FIELD(contact, FIELD_INT32, last_day),
};
const struct shape shape_contact = SHAPE(contact, contact_fields);

static const struct field recipient_fields[] = {
	FIELD(recipient_record, FIELD_UINT64, identity_days),
	FIELD(recipient_record, FIELD_UINT64, once),
};
const struct shape shape_recipient = SHAPE(recipient_record, recipient_fields);

static const struct field correspondent_fields[] = {
	FIELD(correspondent, FIELD_INT64, first_written_s),
	FIELD(correspondent, FIELD_INT64, last_written_s),
	FIELD(correspondent, FIELD_UINT32, days),
	FIELD(correspondent, FIELD_INT32, last_day),
	FIELD(correspondent, FIELD_BOOL, trusted),
};
const struct shape shape_correspondent = SHAPE(correspondent, correspondent_fields);

static const struct field mark_fields[] = {
	FIELD(mark, FIELD_STR, kind),    FIELD(mark, FIELD_STR, value),
	FIELD(mark, FIELD_INT64, at_s),  FIELD(mark, FIELD_INT64, expires_s),
	FIELD(mark, FIELD_STR, message), FIELD(mark, FIELD_STR, verdict),
};
const struct shape shape_mark = SHAPE(mark, mark_fields);

static const struct field entry_fields[] = {
	FIELD(list_entry, FIELD_STR, list),        FIELD(list_entry, FIELD_STR, type),
	FIELD(list_entry, FIELD_STR, value),       FIELD(list_entry, FIELD_STR, only),
	FIELD(list_entry, FIELD_STR, comment),     FIELD(list_entry, FIELD_INT64, created_s),
	FIELD(list_entry, FIELD_INT64, expires_s), FIELD(list_entry, FIELD_STR, name),
};
const struct shape shape_entry = SHAPE(list_entry, entry_fields);

static const struct field staff_fields[] = {
	FIELD(staff_name, FIELD_STR, key),        FIELD(staff_name, FIELD_STR, name),
	FIELD(staff_name, FIELD_STR, address),    FIELD(staff_name, FIELD_UINT32, days),
	FIELD(staff_name, FIELD_INT32, last_day),
};
const struct shape shape_staff = SHAPE(staff_name, staff_fields);

static const struct field message_fields[] = {
	FIELD(message_record, FIELD_STR, key),
	FIELD(message_record, FIELD_INT64, at_s),
	FIELD(message_record, FIELD_STR, host),
	FIELD(message_record, FIELD_STR, queue_id),
	FIELD(message_record, FIELD_STR, message_id),
	FIELD(message_record, FIELD_STR, direction),
	FIELD(message_record, FIELD_STR, verdict),
	FIELD(message_record, FIELD_STR, action),
	FIELD(message_record, FIELD_DOUBLE, score),
	FIELD(message_record, FIELD_DOUBLE, probability),
	FIELD(message_record, FIELD_DOUBLE, threshold),
	FIELD(message_record, FIELD_STR, party),
	FIELD(message_record, FIELD_STR, domain),
	FIELD(message_record, FIELD_STR, from),
	FIELD(message_record, FIELD_STR, envelope),
	FIELD(message_record, FIELD_STR, recipients),
	FIELD(message_record, FIELD_INT64, recipient_total),
	FIELD(message_record, FIELD_STR, findings),
	FIELD(message_record, FIELD_STR, authentication),
	FIELD(message_record, FIELD_STR, lesson),
	FIELD(message_record, FIELD_STR, batch),
	FIELD(message_record, FIELD_STR, feedback),
	FIELD(message_record, FIELD_INT64, feedback_at_s),
};
const struct shape shape_message = SHAPE(message_record, message_fields);

static const struct field pending_fields[] = {
	FIELD(pending_row, FIELD_STR, message),
	FIELD(pending_row, FIELD_INT64, at_s),
	FIELD(pending_row, FIELD_UINT32, clean_days),
	FIELD(pending_row, FIELD_INT32, last_clean_day),
	FIELD(pending_row, FIELD_STR, sighting),
};
const struct shape shape_pending = SHAPE(pending_row, pending_fields);

static const struct field text_fields[] = { FIELD(text_row, FIELD_STR, text) };
const struct shape shape_text = SHAPE(text_row, text_fields);

static const struct field time_fields[] = { FIELD(time_row, FIELD_INT64, at_s) };
const struct shape shape_time = SHAPE(time_row, time_fields);

/* A number that doesn't fit was never ours: the nearest that does. */
static int64_t within(int64_t value, int64_t min, int64_t max)
{
	return value < min ? min : value > max ? max : value;
}

static bool field_read(const struct field *field, const struct db_value *value, struct arena *arena,
                       char *record)
{
	void *to = record + field->offset;

	switch (field->type) {
	case FIELD_STR:
		assert(arena);
		*(struct str *)to = arena_str(arena, value->text);
		return ((struct str *)to)->p != NULL;
	case FIELD_INT64:
		*(int64_t *)to = value->integer;
		return true;
	case FIELD_UINT64:
		*(uint64_t *)to = (uint64_t)within(value->integer, 0, INT64_MAX);
		return true;
	case FIELD_INT32:
		*(int32_t *)to = (int32_t)within(value->integer, INT32_MIN, INT32_MAX);
		return true;
	case FIELD_UINT32:
		*(uint32_t *)to = (uint32_t)within(value->integer, 0, UINT32_MAX);
		return true;
	case FIELD_DOUBLE:
		*(double *)to = value->type == DB_INTEGER ? (double)value->integer : value->real;
		return true;
	case FIELD_BOOL:
		*(bool *)to = value->integer != 0;
		return true;
	}
	return false;
}

static struct db_value field_value(const struct field *field, const char *record)
{
	const void *from = record + field->offset;

	switch (field->type) {
	case FIELD_STR:
		return db_text(*(const struct str *)from);
	case FIELD_INT64:
		return db_integer(*(const int64_t *)from);
	case FIELD_UINT64:
		return db_integer((int64_t) * (const uint64_t *)from);
	case FIELD_INT32:
		return db_integer(*(const int32_t *)from);
	case FIELD_UINT32:
		return db_integer(*(const uint32_t *)from);
	case FIELD_DOUBLE:
		return db_real(*(const double *)from);
	case FIELD_BOOL:
		return db_integer(*(const bool *)from);
	}
	return (struct db_value){ .type = DB_NULL };
}

size_t rows_arguments(const struct shape *shape, const void *record, struct db_value *ret)
{
	for (size_t i = 0; i < shape->fields; i++)
		ret[i] = field_value(&shape->field[i], record);
	return shape->fields;
}

static int count_row(void *context, const struct db_column *column, size_t columns, struct err *err)
{
	(void)column;
	(void)columns;
	(void)err;
	++*(size_t *)context;
	return 0;
}

int rows_run(const struct rows *rows, enum statement statement, const struct db_value *argument,
             size_t n, size_t *ret_n, struct err *err)
{
	size_t count = 0;
	int status = rows->backend->run(rows->db, statement, argument, n, count_row, &count, err);

	if (!status && ret_n)
		*ret_n = count;
	return status;
}

struct listing {
	const struct shape *shape;
	struct arena *arena;
	char *record;
	size_t n, max;
};

static int list_row(void *context, const struct db_column *column, size_t columns, struct err *err)
{
	struct listing *listing = context;
	char *record = listing->record + listing->n * listing->shape->size;

	if (listing->n == listing->max)
		return 1;
	if (columns != listing->shape->fields)
		return err_set(err, ERR_INTERNAL, "a statement gives %zu columns, not %zu", columns,
		               listing->shape->fields);
	for (size_t i = 0; i < columns; i++) {
		if (!field_read(&listing->shape->field[i], &column[i].value, listing->arena,
		                record))
			return err_memory(err);
	}
	listing->n++;
	return 0;
}

int rows_list(const struct rows *rows, enum statement statement, const struct db_value *argument,
              size_t n, const struct shape *shape, struct arena *arena, void *ret, size_t max,
              size_t *ret_n, struct err *err)
{
	struct listing listing = { shape, arena, ret, 0, max };
	int status = rows->backend->run(rows->db, statement, argument, n, list_row, &listing, err);

	if (!status)
		*ret_n = listing.n;
	return status;
}

int rows_get(const struct rows *rows, enum statement statement, const struct db_value *argument,
             size_t n, const struct shape *shape, struct arena *arena, void *ret, bool *ret_found,
             struct err *err)
{
	size_t found = 0;
	int status = rows_list(rows, statement, argument, n, shape, arena, ret, 1, &found, err);

	if (!status)
		*ret_found = found > 0;
	return status;
}
