#include "mail/html_elements.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const struct element {
	struct str name;
	unsigned flags;
} elements[] = {
	{ STR("div"), ELEMENT_BLOCK },
	{ STR("p"), ELEMENT_BLOCK },
	{ STR("td"), ELEMENT_CELL },
	{ STR("th"), ELEMENT_CELL },
	{ STR("tr"), ELEMENT_BLOCK },
	{ STR("table"), ELEMENT_BLOCK },
	{ STR("tbody"), ELEMENT_BLOCK },
	{ STR("li"), ELEMENT_BLOCK },
	{ STR("ul"), ELEMENT_BLOCK },
	{ STR("ol"), ELEMENT_BLOCK },
	{ STR("blockquote"), ELEMENT_BLOCK | ELEMENT_QUOTE },
	{ STR("pre"), ELEMENT_BLOCK | ELEMENT_PRE },
	{ STR("textarea"), ELEMENT_PRE },
	{ STR("h1"), ELEMENT_BLOCK },
	{ STR("h2"), ELEMENT_BLOCK },
	{ STR("h3"), ELEMENT_BLOCK },
	{ STR("h4"), ELEMENT_BLOCK },
	{ STR("h5"), ELEMENT_BLOCK },
	{ STR("h6"), ELEMENT_BLOCK },
	{ STR("hr"), ELEMENT_BLOCK },
	{ STR("center"), ELEMENT_BLOCK },
	{ STR("dl"), ELEMENT_BLOCK },
	{ STR("dt"), ELEMENT_BLOCK },
	{ STR("dd"), ELEMENT_BLOCK },
	{ STR("form"), ELEMENT_BLOCK },
	{ STR("fieldset"), ELEMENT_BLOCK },
	{ STR("address"), ELEMENT_BLOCK },
	{ STR("article"), ELEMENT_BLOCK },
	{ STR("section"), ELEMENT_BLOCK },
	{ STR("header"), ELEMENT_BLOCK },
	{ STR("footer"), ELEMENT_BLOCK },
	{ STR("main"), ELEMENT_BLOCK },
	{ STR("nav"), ELEMENT_BLOCK },
	{ STR("aside"), ELEMENT_BLOCK },
	{ STR("figure"), ELEMENT_BLOCK },
	{ STR("caption"), ELEMENT_BLOCK },
	{ STR("body"), ELEMENT_BLOCK },
	{ STR("option"), ELEMENT_CELL },
	{ STR("script"), ELEMENT_SKIP },
	{ STR("style"), ELEMENT_SKIP },
	{ STR("title"), ELEMENT_SKIP },
	{ STR("template"), ELEMENT_SKIP },
};

static const struct html_quote_name quote_names[] = {
	{ STR("gmail_quote"), false },
	{ STR("gmail_quote_container"), false },
	{ STR("yahoo_quoted"), false },
	{ STR("protonmail_quote"), false },
	{ STR("tutanota_quote"), false },
	{ STR("zmail_extra"), false },
	{ STR("moz-forward-container"), false },
	{ STR("ms-outlook-mobile-reference-message"), false },
	{ STR("mail-editor-reference-message-container"), false },
	{ STR("OLK_SRC_BODY_SECTION"), false },
	{ STR("divRplyFwdMsg"), true },
	{ STR("x_divRplyFwdMsg"), true },
};

unsigned html_element_flags(struct str name)
{
	for (size_t i = 0; i < COUNT(elements); i++)
		if (str_eq(name, elements[i].name))
			return elements[i].flags;
	return 0;
}

const struct html_quote_name *html_quote_name_of(struct str words)
{
	struct str word;

	while (str_cut(&words, ' ', &word))
		for (size_t i = 0; i < COUNT(quote_names); i++)
			if (str_eq(word, quote_names[i].name))
				return &quote_names[i];
	return NULL;
}
