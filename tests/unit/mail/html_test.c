#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "mail/html.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

struct row {
	const char *name, *html, *visible, *hidden;
};

static void check_rows(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct arena arena;
		struct html_text text;

		arena_init(&arena, 8 << 20);
		assert_true(html_to_text(&arena, str_of(rows[i].html), &text));
		if (!str_eq(str_trim(text.visible), str_of(rows[i].visible)) ||
		    !str_eq(text.hidden, str_of(rows[i].hidden)))
			fail_msg("%s:\nvisible <" STR_FMT ">\nwanted  <%s>\nhidden  <" STR_FMT
			         ">\nwanted  <%s>",
			         rows[i].name, STR_ARG(text.visible), rows[i].visible,
			         STR_ARG(text.hidden), rows[i].hidden);
		arena_done(&arena);
	}
}

static const struct row layout_rows[] = {
	{ "blocks end lines", "<p>one</p><div>two</div>three", "one\ntwo\nthree", "" },
	{ "blanks are one", "a \n\t b&nbsp;&nbsp;c", "a b c", "" },
	{ "inline stays in its line", "pa<b>ym</b>ent <i>now</i>", "payment now", "" },
	{ "br", "a<br>b<br><br><br><br>c", "a\nb\n\nc", "" },
	{ "cells stand apart",
	  "<table><tr><td>IBAN</td><td>X1</td></tr><tr><td>y</td></tr></table>", "IBAN X1\ny", "" },
	{ "pre keeps its lines", "<pre>a\nb</pre>", "a\nb", "" },
	{ "entities", "&lt;a&gt; &euro;5 &#65; &amp;",
	  "<a> \xe2\x82\xac"
	  "5 A &",
	  "" },
	{ "title, style, script aren't text",
	  "<title>T</title><style>p{a}</style>x<script>if (a<b) c='</p>'</script>y", "xy", "" },
	{ "comments neither", "a<!-- <p>secret</p> -->b", "ab", "" },
	{ "comments that end at once", "a<!-->b<!--->c<!-- x --!>d<!-- - -- -->e", "abcde", "" },
	{ "conditional ones", "a<![if !mso]>b<![endif]><!--[if mso]>c<![endif]-->", "ab", "" },
	{ "declarations", "<?xml version='1.0'?><!DOCTYPE html>a", "a", "" },
	{ "a < that is none", "a < b <3 c", "a < b <3 c", "" },
	{ "a stray end tag in front", "</div><p>text</p>", "text", "" },
	{ "text behind the end", "<html><body>a</body></html>b", "a\nb", "" },
	{ "the meta charset is ignored",
	  "<meta charset=iso-8859-1><meta http-equiv=Content-Type content='text/html; "
	  "charset=koi8-r'>"
	  "\xc3\xa8",
	  "\xc3\xa8", "" },
	{ "not HTML at all", "just text", "just text", "" },
	{ "nothing", "", "", "" },
	{ "an open tag at the end", "text<a href='x", "text", "" },
	{ "an open comment at the end", "text<!-- more", "text", "" },
};

static void test_layout(void **state)
{
	(void)state;
	check_rows(layout_rows, COUNT(layout_rows));
}

static const struct row hidden_rows[] = {
	{ "display", "<div style='display:none'>x</div>y", "y", "x" },
	{ "display with !important", "<div style='DISPLAY : NONE !important'>x</div>y", "y", "x" },
	{ "an element inside can't come back",
	  "<div style='display:none'><p style='display:block'>x</p></div>y", "y", "x" },
	{ "visibility", "<span style='visibility:hidden'>x</span>y", "y", "x" },
	{ "visibility comes back",
	  "<p style='visibility:hidden'>x<b style='visibility:visible'>z</b></p>", "z", "x" },
	{ "font-size 0", "<span style=\"font-size:0\">x</span>y", "y", "x" },
	{ "font-size 1px", "<span style=\"font-size:1px\">x</span>y", "y", "x" },
	{ "a wrapper of size 0 with text of its own",
	  "<td style='font-size:0'><p style='font-size:14px'>x</p>", "x", "" },
	{ "small print", "<span style='font-size:7px'>x</span>", "x", "" },
	{ "white on white", "<span style='color:#FFF'>x</span>y", "y", "x" },
	{ "nearly white on white", "<font color='#fefdff'>x</font>y", "y", "x" },
	{ "white on blue", "<div style='background:#00f'><span style='color:white'>x</span></div>",
	  "x", "" },
	{ "blue on blue", "<table bgcolor=blue><tr><td><font color='#0000ff'>x</font>y</table>",
	  "y", "x" },
	{ "white on a picture",
	  "<div style='background:url(a.png)'><b style='color:#fff'>x</b></div>", "x", "" },
	{ "white where a style sheet may colour",
	  "<style>.b{background:#00f}</style>"
	  "<a class=b style='x:y'><font color=white>x</font></a>",
	  "x", "" },
	{ "rgb()", "<p style='color:rgb(255, 255, 255)'>x</p>y", "y", "x" },
	{ "transparent", "<p style='color:rgba(1,2,3,0)'>x</p>y", "y", "x" },
	{ "no height", "<div style='height:0;overflow:hidden'>x</div>y", "y", "x" },
	{ "max-height", "<div style='max-height:0px; overflow:hidden'>x</div>y", "y", "x" },
	{ "no height that flows over", "<div style='height:0'>x</div>", "x", "" },
	{ "left of the page", "<div style='position:absolute;left:-9999px'>x</div>y", "y", "x" },
	{ "a left without position", "<div style='left:-9999px'>x</div>", "x", "" },
	{ "text-indent", "<p style='text-indent:-999em'>x</p>y", "y", "x" },
	{ "a hanging indent", "<p style='text-indent:-18pt;margin-left:36pt'>x</p>", "x", "" },
	{ "opacity", "<p style='opacity:0'>x</p>y", "y", "x" },
	{ "hidden", "<p hidden>x</p>y", "y", "x" },
	{ "mso-hide", "<p style='mso-hide:all'>x</p>y", "y", "x" },
	{ "ordinary looks",
	  "<p style='color:#333;font-size:12pt;width:600px;overflow:hidden'>x</p>", "x", "" },
	{ "broken style", "<p style=';;:;color;color:;color:#ggg;font-size:big'>x</p>", "x", "" },
};

static void test_hidden(void **state)
{
	(void)state;
	check_rows(hidden_rows, COUNT(hidden_rows));
}

#define GMAIL "<div class=\"gmail_quote\"><div dir=ltr class=gmail_attr>"

static const struct row quote_rows[] = {
	{ "blockquote", "a<blockquote>b<br>c</blockquote>d", "a\n> b\n> c\nd", "" },
	{ "nested", "<blockquote>b<blockquote>c</blockquote></blockquote>", "> b\n> > c", "" },
	{ "an indentation",
	  "a<blockquote style='margin:0 0 0 40px;border:none;padding:0px'>b</blockquote>", "a\nb",
	  "" },
	{ "Gmail",
	  "a" GMAIL "On Mon, 3 Mar 2025 at 10:11, Ann &lt;ann@acme.example&gt; wrote:<br></div>"
	  "<blockquote class=gmail_quote style='border-left:1px solid'>b</blockquote></div>c",
	  "a\n> On Mon, 3 Mar 2025 at 10:11, Ann <ann@acme.example> wrote:\n> > b\nc", "" },
	{ "Gmail forwards",
	  "a" GMAIL "---------- Forwarded message ---------<br>From: Ann<br></div>b</div>c",
	  "a\n> ---------- Forwarded message ---------\n> From: Ann\n> b\nc", "" },
	{ "the class alone is invisible, so it quotes nothing",
	  "<div class=gmail_quote>Pay this<br>now</div>", "Pay this\nnow", "" },
	{ "Outlook",
	  "<div>a</div><hr><div id=divRplyFwdMsg><b>From:</b> Ann<br><b>Sent:</b> "
	  "x</div><div>b</div>",
	  "a\n> From: Ann\n> Sent: x\n> b", "" },
	{ "Outlook's id around own text", "<div id=divRplyFwdMsg>Pay this</div><div>now</div>",
	  "Pay this\nnow", "" },
	{ "Apple Mail",
	  "a<br><blockquote type=cite><div>On 3 Mar 2025, at 10:11, Ann &lt;ann@a.example&gt; "
	  "wrote:</div>b</blockquote>",
	  "a\n> On 3 Mar 2025, at 10:11, Ann <ann@a.example> wrote:\n> b", "" },
	{ "invisible quotation", "<blockquote type=cite style='border:0;margin:0'>Pay</blockquote>",
	  "Pay", "" },
};

static void test_quotes(void **state)
{
	(void)state;
	check_rows(quote_rows, COUNT(quote_rows));
}

static void test_links(void **state)
{
	static const struct {
		const char *html, *href, *text;
	} rows[] = {
		{ "<a href='https://a.example/x?y&amp;z'>see <b>here</b></a>",
		  "https://a.example/x?y&z", "see here" },
		{ "<a href='MAILTO:ann@a.example'>mail</a>", "MAILTO:ann@a.example", "mail" },
		{ "<a href=' ht\ntps://b.example '><img src=x></a>", "https://b.example", "" },
		{ "<blockquote><a href='tel:+39'>\n call </a></blockquote>", "tel:+39", "call" },
		{ "<div class=gmail_quote>From: <a href='mailto:a@b'>a@b</a></div>", "mailto:a@b",
		  "a@b" },
		{ "<p>pay <a href='http://c.example'>c", "http://c.example", "c" },
		{ "<a href='javascript:x()'>x</a>", NULL, NULL },
		{ "<a name=here>x</a>", NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct arena arena;
		struct html_text text;

		arena_init(&arena, 1 << 20);
		assert_true(html_to_text(&arena, str_of(rows[i].html), &text));
		if (text.links != (rows[i].href != NULL))
			fail_msg("%s: %zu links", rows[i].html, text.links);
		if (text.links && (!str_eq(text.link[0].href, str_of(rows[i].href)) ||
		                   !str_eq(text.link[0].text, str_of(rows[i].text))))
			fail_msg("%s: <" STR_FMT "> <" STR_FMT ">", rows[i].html,
			         STR_ARG(text.link[0].href), STR_ARG(text.link[0].text));
		arena_done(&arena);
	}
}

static void test_images(void **state)
{
	struct arena arena;
	struct html_text text;

	(void)state;
	arena_init(&arena, 1 << 20);
	assert_true(html_to_text(
		&arena,
		str_of("<img src=a><img src=b width=1 height=1>"
	               "<div style='display:none'><img src=c></div><img src=d width=600>"),
		&text));
	assert_int_equal(text.images, 2);
	assert_false(text.cut);
	arena_done(&arena);
}

/* `unit` over and over up to `size` bytes, `head` in front, `tail` behind. */
static char *repeat(const char *head, const char *unit, size_t size, const char *tail)
{
	size_t n = strlen(head), step = strlen(unit);
	char *s = malloc(n + size + step + strlen(tail) + 1);

	assert_non_null(s);
	memcpy(s, head, n);
	for (; n < size; n += step)
		memcpy(s + n, unit, step);
	strcpy(s + n, tail);
	return s;
}

/* Documents whose time would grow with the square of their length: a second is a hundred times what an honest
 * one of that length takes. What stands at their end must still be seen. */
static void test_bounds(void **state)
{
	static const struct {
		const char *name, *head, *unit, *tail;
		bool cut;
	} rows[] = {
		{ "deep", "", "<div>", "<p>the <b>end</b></p>", true },
		{ "deep with stray ends", "", "<div></b></i>", "the end", true },
		{ "stray ends", "<div><div><div>", "</b></x>", "the end", false },
		{ "attributes in one tag", "<p ", "a b c d ", ">the end", false },
		{ "distinct attributes", "<p ", "a1=2 b3=4 ", ">the end", false },
		{ "a quote in a tag", "<p a=\">\" ", "b c ", ">the end", false },
		{ "an equal sign without a name", "<p =\"", "x y ", "\" z>the end", false },
		{ "slashes in a tag", "<p ", "/ a/b ", ">the end", false },
		{ "comments", "", "<!-- x -->", "the end", false },
		{ "links", "", "<a href=http://a>x</a>", "the end", true },
		{ "quotations", "", "<div class=gmail_quote>", "the end", true },
		{ "decided quotations", "", "<div class=gmail_quote>From: x</div>", "the end",
		  false },
		{ "entities", "", "&amp;&x;", "the end", false },
		{ "open angles", "", "< ", "the end", false },
		{ "bogus comments", "", "<!x>", "the end", false },
		{ "line ends", "", "<br>", "the end", false },
		{ "declarations", "<style>", "<a b ", "</style>the end", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char *html = repeat(rows[i].head, rows[i].unit, 1000000, rows[i].tail);
		clock_t start = clock();
		struct html_text text;
		struct arena arena;
		double s;

		arena_init(&arena, 64 << 20);
		assert_true(html_to_text(&arena, str_of(html), &text));
		s = (double)(clock() - start) / CLOCKS_PER_SEC;
		if (s > 2)
			fail_msg("%s: %.1f s", rows[i].name, s);
		if (str_find(text.visible, str_of("end")) == SIZE_MAX)
			fail_msg("%s: the end is gone", rows[i].name);
		if (text.cut != rows[i].cut)
			fail_msg("%s: cut is %d", rows[i].name, text.cut);
		arena_done(&arena);
		free(html);
	}
}

static void test_odd_input(void **state)
{
	struct arena arena;
	struct html_text text;
	char *big = repeat("", "<p>word</p>", 3000000, "");
	char *data = repeat("<p>a</p><img src='data:", "AAAA", 1500000, "'><p>b</p>");

	(void)state;
	arena_init(&arena, 64 << 20);
	assert_true(html_to_text(&arena, str_make("pay\0ment", 8), &text));
	assert_true(str_eq(str_trim(text.visible), str_of("payment")));
	assert_true(html_to_text(&arena, str_of(big), &text));
	assert_true(text.cut && text.visible.n > 400000);
	assert_true(html_to_text(&arena, str_of(data), &text)); /* pictures inside take no room */
	assert_true(!text.cut && str_eq(str_trim(text.visible), str_of("a\nb")));
	arena_done(&arena);
	arena_init(&arena, 10);
	assert_false(html_to_text(&arena, str_of(data), &text));
	arena_done(&arena);
	free(big);
	free(data);
}

#define HIDE "<i style='display:none'>x</i>"

/* Words with hidden letters inside, and what only looks like them. */
static void test_broken_words(void **state)
{
	static const struct {
		const char *html;
		size_t want;
	} broken[] = {
		{ "p" HIDE "ay the in" HIDE "voice", 2 },
		{ "<b>p</b>" HIDE "<b>ay</b>", 1 },
		{ "p" HIDE HIDE "ay", 1 },
		{ "p<b>a</b>y", 0 },
		{ "one " HIDE "two" HIDE " three", 0 },
		{ "one<p>" HIDE "two</p>", 0 },
		{ "1" HIDE "2", 0 },
		{ "p<i style='display:none'> </i>ay", 0 },
		{ HIDE "pay" HIDE, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(broken); i++) {
		struct arena arena;
		struct html_text text;

		arena_init(&arena, (size_t)1 << 20);
		assert_true(html_to_text(&arena, str_of(broken[i].html), &text));
		if (text.broken_words != broken[i].want)
			fail_msg("%s: %zu", broken[i].html, text.broken_words);
		arena_done(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_layout),    cmocka_unit_test(test_hidden),
		cmocka_unit_test(test_quotes),    cmocka_unit_test(test_links),
		cmocka_unit_test(test_images),    cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_odd_input), cmocka_unit_test(test_broken_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
