/* Text that the reader can't see but a filter reads: salting against scoring, or words for an assistant that
 * summarises the mail. CSS 2.2: display §9.2.4, visibility §11.2, overflow §11.1.1. */
#include "mail/html_style.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Lengths in CSS pixels, as far as they don't depend on what stands around; HUGE for what isn't one. */
#define HUGE_LENGTH 1e9
static double length_px(struct str s)
{
	static const struct {
		struct str unit;
		double px;
	} units[] = {
		{ STR("px"), 1 },    { STR(""), 1 },      { STR("pt"), 1.333 },
		{ STR("em"), 16 },   { STR("rem"), 16 },  { STR("ex"), 8 },
		{ STR("cm"), 37.8 }, { STR("mm"), 3.78 }, { STR("in"), 96 },
	};
	double number;
	struct str unit;

	if (!html_number(s, &number, &unit))
		return HUGE_LENGTH;
	for (size_t i = 0; i < COUNT(units); i++)
		if (str_ieq(unit, units[i].unit))
			return number * units[i].px;
	return number == 0 ? 0 : number < 0 ? -HUGE_LENGTH : HUGE_LENGTH; /* "0%", "-999vw" */
}

/* What one style attribute says about the room for its content; judged when it ends. */
struct room {
	bool clipped, positioned, no_width, no_height;
	bool off_page;
};

#define OFF_PAGE_PX (-200)

static bool is(struct str s, const char *word)
{
	return str_ieq(s, str_of(word));
}

static void set_display(struct html_look *look, struct room *room, struct str value)
{
	(void)room;
	look->gone |= is(value, "none");
}

static void set_mso_hide(struct html_look *look, struct room *room, struct str value)
{
	(void)room;
	look->gone |= is(value, "all");
}

static void set_visibility(struct html_look *look, struct room *room, struct str value)
{
	(void)room;
	look->invisible = is(value, "hidden") || is(value, "collapse");
}

static void set_opacity(struct html_look *look, struct room *room, struct str value)
{
	double number;
	struct str unit;

	(void)room;
	look->gone |= html_number(value, &number, &unit) && number < 0.05;
}

static void set_font_size(struct html_look *look, struct room *room, struct str value)
{
	double px = length_px(value);

	(void)room;
	if (!is(value, "inherit"))
		look->tiny = px <= 1.34; /* 1pt */
}

static void set_colour(struct html_look *look, struct room *room, struct str value)
{
	(void)room;
	if (!is(value, "inherit"))
		look->text = html_colour_parse(value);
}

/* "background: #fff url(x)": the first word that is a colour; a picture leaves it open. */
static void set_background(struct html_look *look, struct room *room, struct str value)
{
	bool picture = str_ifind(value, (struct str)STR("url(")) != SIZE_MAX ||
	               str_ifind(value, (struct str)STR("gradient")) != SIZE_MAX;
	struct html_colour colour = html_colour_parse(value);
	struct str word;

	(void)room;
	while (!colour.known && str_cut(&value, ' ', &word))
		colour = html_colour_parse(word);
	if (picture)
		look->background = (struct html_colour){ 0 };
	else if (colour.known && !colour.transparent)
		look->background = colour;
}

static void set_overflow(struct html_look *look, struct room *room, struct str value)
{
	(void)look;
	room->clipped = is(value, "hidden") || is(value, "clip");
}

static void set_width(struct html_look *look, struct room *room, struct str value)
{
	(void)look;
	room->no_width |= length_px(value) == 0;
}

static void set_height(struct html_look *look, struct room *room, struct str value)
{
	(void)look;
	room->no_height |= length_px(value) == 0;
}

static void set_position(struct html_look *look, struct room *room, struct str value)
{
	(void)look;
	room->positioned = is(value, "absolute") || is(value, "fixed");
}

static void set_offset(struct html_look *look, struct room *room, struct str value)
{
	(void)look;
	room->off_page |= length_px(value) <= OFF_PAGE_PX;
}

static void set_indent(struct html_look *look, struct room *room, struct str value)
{
	(void)room;
	look->gone |= length_px(value) <= OFF_PAGE_PX;
}

static void set_border(struct html_look *look, struct room *room, struct str value)
{
	(void)room;
	look->plain = str_istarts(value, (struct str)STR("none")) || length_px(value) == 0;
}

static const struct property {
	struct str name;
	void (*set)(struct html_look *look, struct room *room, struct str value);
} properties[] = {
	{ STR("display"), set_display },
	{ STR("mso-hide"), set_mso_hide },
	{ STR("visibility"), set_visibility },
	{ STR("opacity"), set_opacity },
	{ STR("font-size"), set_font_size },
	{ STR("color"), set_colour },
	{ STR("background"), set_background },
	{ STR("background-color"), set_background },
	{ STR("background-image"), set_background },
	{ STR("overflow"), set_overflow },
	{ STR("width"), set_width },
	{ STR("max-width"), set_width },
	{ STR("height"), set_height },
	{ STR("max-height"), set_height },
	{ STR("position"), set_position },
	{ STR("left"), set_offset },
	{ STR("top"), set_offset },
	{ STR("margin-left"), set_indent },
	{ STR("text-indent"), set_indent },
	{ STR("border"), set_border },
	{ STR("border-left"), set_border },
};

static void style_apply(struct html_look *look, struct str style)
{
	struct room room = { 0 };
	struct str declaration;

	while (str_cut(&style, ';', &declaration)) {
		struct str value = declaration, name;

		str_cut(&value, ':', &name);
		name = str_trim(name);
		value = str_trim(str_sub(value, 0, str_chr(value, '!')));
		for (size_t i = 0; value.n && i < COUNT(properties); i++)
			if (str_ieq(name, properties[i].name))
				properties[i].set(look, &room, value);
	}
	look->gone |= room.clipped && (room.no_width || room.no_height);
	look->gone |= room.positioned && room.off_page;
}

struct html_look html_look_default(void)
{
	return (struct html_look){ .text = { .known = true },
		                   .background = { .known = true, .rgb = { 255, 255, 255 } } };
}

void html_look_attribute(struct html_look *look, struct str name, struct str value)
{
	struct room unused = { 0 };

	if (is(name, "style"))
		style_apply(look, value);
	else if (is(name, "hidden"))
		look->gone = true;
	else if (is(name, "color"))
		set_colour(look, &unused, str_trim(value));
	else if (is(name, "bgcolor"))
		set_background(look, &unused, str_trim(value));
	else if (is(name, "background"))
		look->background = (struct html_colour){ 0 };
}

bool html_look_hides(const struct html_look *look)
{
	return look->gone || look->invisible || look->tiny ||
	       (look->text.known && look->text.transparent) ||
	       html_colour_same(look->text, look->background);
}
