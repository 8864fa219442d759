/* A greeting is one line that begins with a word of greeting and is short; below it stands a closing with a name, if anything.
 * What has a digit, a question or a longer line says something. */
#include "text/shape.h"

#define LINES_MAX 4
#define WORDS_MAX 5 /* of a line: "Good morning dear Mrs Rossi" */
#define LINE_MAX  60
#define COUNT(t)  (sizeof(t) / sizeof *(t))

/* How a first line begins, in the languages of the phrase files; each in lower case. */
static const struct str greetings[] = {
	STR("hi"),          STR("hello"),
	STR("hey"),         STR("dear"),
	STR("good"),        STR("greetings"),
	STR("morning"),     STR("ciao"),
	STR("salve"),       STR("buongiorno"),
	STR("buonasera"),   STR("gentile"),
	STR("egregio"),     STR("egregia"),
	STR("caro"),        STR("cara"),
	STR("hallo"),       STR("guten"),
	STR("moin"),        STR("servus"),
	STR("liebe"),       STR("lieber"),
	STR("sehr"),        STR("bonjour"),
	STR("bonsoir"),     STR("salut"),
	STR("cher"),        STR("ch\u00e8re"),
	STR("coucou"),      STR("hola"),
	STR("buenos"),      STR("buenas"),
	STR("estimado"),    STR("estimada"),
	STR("querido"),     STR("querida"),
	STR("ol\u00e1"),    STR("ola"),
	STR("bom"),         STR("boa"),
	STR("prezado"),     STR("prezada"),
	STR("beste"),       STR("goedemorgen"),
	STR("goedemiddag"), STR("goedendag"),
	STR("geachte"),     STR("hoi"),
	STR("dag"),         STR("cze\u015b\u0107"),
	STR("witam"),       STR("dzie\u0144"),
	STR("szanowny"),    STR("szanowna"),
	STR("szanowni"),
};

static bool is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (c & 0x80);
}

static bool has_word(struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (is_word_byte(text.p[i]))
			return true;
	return false;
}

static bool greets(struct str line)
{
	size_t n = 0;

	while (n < line.n && is_word_byte(line.p[n]))
		n++;
	for (size_t i = 0; i < COUNT(greetings); i++)
		if (str_ieq(str_sub(line, 0, n), greetings[i]))
			return true;
	return false;
}

/* Few words, and none that asks or counts. */
static bool is_slight(struct str line)
{
	size_t words = 0;

	if (line.n > LINE_MAX)
		return false;
	for (size_t i = 0; i < line.n; i++) {
		if ((line.p[i] >= '0' && line.p[i] <= '9') || line.p[i] == '?' ||
		    line.p[i] == ':' || line.p[i] == '@')
			return false;
		words += is_word_byte(line.p[i]) && (i == 0 || !is_word_byte(line.p[i - 1]));
	}
	return words <= WORDS_MAX;
}

enum text_shape text_shape_of(struct str own)
{
	size_t lines = 0;
	struct str line;

	while (str_line(&own, &line)) {
		line = str_trim(line);
		if (!has_word(line))
			continue;
		if (lines == LINES_MAX || !is_slight(line) || (lines == 0 && !greets(line)))
			return SHAPE_WORDS;
		lines++;
	}
	return lines ? SHAPE_GREETING : SHAPE_EMPTY;
}
