#include "becctl/message.h"

typedef int message_find_fn(struct snapshot *snapshot, struct str name, struct arena *arena,
                            struct message_record *ret, struct err *err);

static int find(struct store *store, message_find_fn *by, struct str name, struct arena *arena,
                struct message_record *ret, struct err *err)
{
	struct snapshot *snapshot;
	int status = store_snapshot(store, &snapshot, err);

	if (status)
		return status;
	status = by(snapshot, name, arena, ret, err);
	snapshot_end(snapshot);
	return status;
}

int message_named(struct store *store, struct str name, struct arena *arena,
                  struct message_record *ret, struct err *err)
{
	return find(store, snapshot_message_named, name, arena, ret, err);
}

int message_keyed(struct store *store, struct str key, struct arena *arena,
                  struct message_record *ret, struct err *err)
{
	return find(store, snapshot_message, key, arena, ret, err);
}
