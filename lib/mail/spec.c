/* local@domain as RFC 5321 and RFC 6531 have it, byte by byte: stricter than what readers show, laxer
 * than the grammar only where real addresses are. */
#include "mail/spec.h"

static bool is_control(char c)
{
	return (unsigned char)c < ' ' || c == 127;
}

/* RFC 5321 with the dots as they come ("a..b@", which some providers gave out), RFC 6531, and "_"
 * in hosts. */
static bool is_local_byte(char c)
{
	return (unsigned char)c > 127 || (!is_control(c) && !strchr(" \"(),:;<>@[\\]", c));
}

static bool is_host_byte(char c)
{
	return (unsigned char)c > 127 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == '_';
}

static bool all_bytes(struct str s, bool (*is_allowed)(char))
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_allowed(s.p[i]))
			return false;
	return s.n > 0;
}

static bool is_quoted_byte(char c)
{
	return !is_control(c) && c != '"' && c != '\\';
}

static bool is_local_part(struct str s)
{
	if (s.n > 2 && s.p[0] == '"' && s.p[s.n - 1] == '"')
		return all_bytes(str_sub(s, 1, s.n - 2), is_quoted_byte);
	return all_bytes(s, is_local_byte);
}

static bool is_literal_byte(char c)
{
	return is_host_byte(c) || c == ':';
}

static bool is_host(struct str s)
{
	if (s.n > 2 && s.p[0] == '[' && s.p[s.n - 1] == ']')
		return all_bytes(str_sub(s, 1, s.n - 2), is_literal_byte);
	return all_bytes(s, is_host_byte);
}

/* The last "@" divides; what is quoted before it may hold more of them. Encoded words mean nothing
 * in an address, but some readers decode them there. */
bool spec_is_sound(struct str s)
{
	size_t at = str_rchr(s, '@');

	return at != SIZE_MAX && is_local_part(str_sub(s, 0, at)) &&
	       is_host(str_sub(s, at + 1, s.n)) && str_find(s, str_of("=?")) == SIZE_MAX;
}

struct str spec_without_route(struct str s)
{
	size_t colon = s.n && s.p[0] == '@' ? str_chr(s, ':') : SIZE_MAX;

	return colon == SIZE_MAX ? s : str_sub(s, colon + 1, s.n);
}
