/* The admin's local zones, for libunbound, which reads the records itself. */
#include "auth/resolver_context.h"
#include "base/textfile.h"

#define FILE_MAX ((size_t)16 << 20)

struct zone_names {
	struct arena arena;
	struct str *v; /* with a dot at the end, lower case */
	size_t n, room;
};

static bool is_under(struct str name, struct str zone)
{
	return str_ends(name, zone) && (name.n == zone.n || name.p[name.n - zone.n - 1] == '.');
}

/* A name that stands below none before it begins a zone of its own, in which what isn't listed doesn't exist. */
static int add_zone(struct ub_ctx *ctx, struct zone_names *zones, struct str name)
{
	struct str lower = arena_lower(&zones->arena, name);
	int error;

	if (lower.n && lower.p[lower.n - 1] != '.')
		lower = arena_join(&zones->arena, lower, str_of("."));
	if (!lower.p)
		return UB_NOMEM;
	for (size_t i = 0; i < zones->n; i++) {
		if (is_under(lower, zones->v[i]))
			return 0;
	}
	if (!arena_grow(&zones->arena, (void **)&zones->v, zones->n, &zones->room, sizeof lower))
		return UB_NOMEM;
	error = ub_ctx_zone_add(ctx, lower.p, "static");
	if (error == 0)
		zones->v[zones->n++] = lower;
	return error;
}

/* A name alone begins a zone without data. */
static int add_line(struct ub_ctx *ctx, struct zone_names *zones, struct str line)
{
	struct str text = arena_str(&zones->arena, line), data = line;
	struct str name = resolver_word(&data);
	int error = text.p ? add_zone(ctx, zones, name) : UB_NOMEM;

	return error || data.n == 0 ? error : ub_ctx_data_add(ctx, text.p);
}

int resolver_zones_add(struct ub_ctx *ctx, const char *path, struct err *err)
{
	struct zone_names zones = { 0 };
	struct str text = { 0 }, line;
	int status, error = 0;

	arena_init(&zones.arena, 8 * FILE_MAX);
	status = textfile_read(&zones.arena, path, FILE_MAX, &text, err);
	for (unsigned number = 1; !status && str_line(&text, &line); number++) {
		line = str_trim(line);
		if (line.n == 0 || line.p[0] == '#' || line.p[0] == ';')
			continue;
		error = add_line(ctx, &zones, line);
		if (error)
			status = err_set(err, ERR_CONFIG,
			                 "%s line %u: \"" STR_FMT "\" is no record such as: "
			                 "a.example. 300 IN TXT \"text\" (%s)",
			                 path, number, STR_ARG(str_sub(line, 0, 80)),
			                 ub_strerror(error));
	}
	arena_done(&zones.arena);
	return status;
}
