/* CSS Color 4, as far as mail uses it: names, hexadecimal digits, rgb(). */
#include "mail/html_colour.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const struct {
	struct str name;
	unsigned rgb;
} named_colours[] = {
	{ STR("white"), 0xffffff },      { STR("black"), 0x000000 },
	{ STR("snow"), 0xfffafa },       { STR("ivory"), 0xfffff0 },
	{ STR("whitesmoke"), 0xf5f5f5 }, { STR("ghostwhite"), 0xf8f8ff },
	{ STR("gray"), 0x808080 },       { STR("grey"), 0x808080 },
	{ STR("lightgray"), 0xd3d3d3 },  { STR("lightgrey"), 0xd3d3d3 },
	{ STR("silver"), 0xc0c0c0 },     { STR("red"), 0xff0000 },
	{ STR("green"), 0x008000 },      { STR("blue"), 0x0000ff },
	{ STR("navy"), 0x000080 },       { STR("yellow"), 0xffff00 },
	{ STR("orange"), 0xffa500 },     { STR("maroon"), 0x800000 },
	{ STR("purple"), 0x800080 },     { STR("teal"), 0x008080 },
};

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if ((c | 32) >= 'a' && (c | 32) <= 'f')
		return (c | 32) - 'a' + 10;
	return -1;
}

/* "fff", "ffffff", each with an alpha channel behind it or not. */
static struct html_colour colour_hex(struct str hex)
{
	struct html_colour colour = { .known = true };
	size_t width = hex.n >= 6 ? 2 : 1;
	int digit[8];

	if (hex.n != 3 && hex.n != 4 && hex.n != 6 && hex.n != 8)
		return (struct html_colour){ 0 };
	for (size_t i = 0; i < hex.n; i++)
		if ((digit[i] = hex_digit(hex.p[i])) < 0)
			return (struct html_colour){ 0 };
	for (size_t i = 0; i < 3; i++)
		colour.rgb[i] =
			(unsigned char)(digit[i * width] * 16 + digit[i * width + width - 1]);
	if (hex.n == 4 || hex.n == 8)
		colour.transparent = digit[hex.n - 1] == 0 && digit[hex.n - width] == 0;
	return colour;
}

bool html_number(struct str s, double *number, struct str *unit)
{
	double sign = 1, scale = 1;
	size_t at = 0, digits = 0;

	*number = 0;
	if (s.n && (s.p[0] == '-' || s.p[0] == '+'))
		sign = s.p[at++] == '-' ? -1 : 1;
	for (bool fraction = false; at < s.n; at++) {
		if (s.p[at] == '.' && !fraction) {
			fraction = true;
			continue;
		}
		if (s.p[at] < '0' || s.p[at] > '9')
			break;
		if (fraction)
			scale /= 10;
		if (++digits <= 12) /* more say nothing more */
			*number = fraction ? *number + (s.p[at] - '0') * scale
			                   : *number * 10 + (s.p[at] - '0');
	}
	*number *= sign;
	*unit = str_trim(str_sub(s, at, s.n));
	return digits > 0;
}

/* "rgb(255, 255, 255)", "rgba(0 0 0 / 0%)": numbers with anything between. */
static struct html_colour colour_function(struct str arguments)
{
	struct html_colour colour = { 0 };
	size_t n = 0;

	while (arguments.n && n < 4) {
		double number;
		struct str rest;

		if (!html_number(arguments, &number, &rest)) {
			arguments = str_sub(arguments, 1, arguments.n);
			continue;
		}
		if (n == 3)
			colour.transparent = number == 0;
		else if (rest.n && rest.p[0] == '%')
			colour.rgb[n] = (unsigned char)(number >= 100 ? 255
			                                : number < 0  ? 0
			                                              : number * 2.55);
		else
			colour.rgb[n] = (unsigned char)(number >= 255 ? 255
			                                : number < 0  ? 0
			                                              : number);
		n++;
		arguments = rest;
	}
	colour.known = n >= 3;
	return colour;
}

struct html_colour html_colour_parse(struct str s)
{
	if (s.n && s.p[0] == '#')
		return colour_hex(str_sub(s, 1, s.n));
	if (str_istarts(s, (struct str)STR("rgb")) && str_chr(s, '(') != SIZE_MAX)
		return colour_function(str_sub(s, str_chr(s, '(') + 1, s.n));
	if (str_ieq(s, (struct str)STR("transparent")))
		return (struct html_colour){ .known = true, .transparent = true };
	for (size_t i = 0; i < COUNT(named_colours); i++) {
		unsigned rgb = named_colours[i].rgb;

		if (str_ieq(s, named_colours[i].name))
			return (struct html_colour){
				.known = true, .rgb = { rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff }
			};
	}
	return colour_hex(s); /* <font color="ffffff"> */
}

bool html_colour_same(struct html_colour a, struct html_colour b)
{
	if (!a.known || !b.known)
		return false;
	for (size_t i = 0; i < 3; i++)
		if (a.rgb[i] > b.rgb[i] + 10 || b.rgb[i] > a.rgb[i] + 10)
			return false;
	return true;
}
