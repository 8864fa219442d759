/* Collected as those of quote_labels.c. Letters beyond ASCII must match in case; where clients differ, both stand here. */
#include "mail/quote_words.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

#define DEVICE_MAX   20 /* bytes of its name behind "Sent from my " */
#define MOBILE_MAX   60 /* of the whole line: more than any of `mobiles` and a name have */

static const struct str verbs[] = {
	STR("wrote"),   STR("writes"),      STR("ha scritto"),  STR("scrive"),
	STR("schrieb"), STR("schreibt"),    STR("geschrieben"), STR("a écrit"),
	STR("écrit"),   STR("escribió"),    STR("escribio"),    STR("escreveu"),
	STR("schreef"), STR("geschreven"),  STR("napisał"),     STR("pisze"),
	STR("skrev"),   STR("följande"),    STR("kirjoitti"),   STR("napsal"),
	STR("napísal"), STR("írta"),        STR("ezt írta"),    STR("a scris"),
	STR("napisao"), STR("je napisala"), STR("написал"),     STR("пишет"),
	STR("написав"), STR("пише"),        STR("έγραψε"),      STR("yazdı"),
	STR("写道"),    STR("寫道"),        STR("のメール"),    STR("書きました"),
	STR("작성"),
};

/* With the blank behind: words, not their beginnings. */
static const struct str openings[] = {
	STR("On "),  STR("Il "), STR("In data "), STR("Il giorno "), STR("Am "),     STR("Le "),
	STR("El "),  STR("Em "), STR("No dia "),  STR("Op "),        STR("W dniu "), STR("Dnia "),
	STR("Den "), STR("På "), STR("Dne "),     STR("Dňa "),       STR("Dana "),   STR("Pe "),
	STR("În "),  STR("La "), STR("Στις "),    STR("在 "),
};

/* Compared without regard to the case of ASCII letters; others as clients write them. */
static const struct str titles[] = {
	STR("original message"),
	STR("original appointment"),
	STR("forwarded message"),
	STR("forwarded by"),
	STR("reply message"),
	STR("messaggio originale"),
	STR("messaggio inoltrato"),
	STR("ursprüngliche nachricht"),
	STR("originalnachricht"),
	STR("original-nachricht"),
	STR("weitergeleitete nachricht"),
	STR("weitergeleitet von"),
	STR("message d'origine"),
	STR("message d’origine"),
	STR("message original"),
	STR("message transféré"),
	STR("message transmis"),
	STR("message initial"),
	STR("mensaje original"),
	STR("mensaje reenviado"),
	STR("mensagem original"),
	STR("mensagem encaminhada"),
	STR("mensagem reencaminhada"),
	STR("oorspronkelijk bericht"),
	STR("doorgestuurd bericht"),
	STR("wiadomość oryginalna"),
	STR("oryginalna wiadomość"),
	STR("przekazana wiadomość"),
	STR("wiadomość przesłana"),
	STR("przekazanej wiadomości"),
	STR("wiadomość przekazana"),
	STR("oprindelig meddelelse"),
	STR("oprindelig besked"),
	STR("videresendt meddelelse"),
	STR("opprinnelig melding"),
	STR("videresendt melding"),
	STR("ursprungligt meddelande"),
	STR("vidarebefordrat meddelande"),
	STR("alkuperäinen viesti"),
	STR("välitetty viesti"),
	STR("edelleenlähetetty viesti"),
	STR("původní zpráva"),
	STR("přeposlaná zpráva"),
	STR("pôvodná správa"),
	STR("preposlaná správa"),
	STR("eredeti üzenet"),
	STR("továbbított üzenet"),
	STR("mesaj original"),
	STR("mesaj redirecționat"),
	STR("proslijeđena poruka"),
	STR("Исходное сообщение"),
	STR("Пересылаемое сообщение"),
	STR("Перенаправленное сообщение"),
	STR("Оригінальне повідомлення"),
	STR("Переслане повідомлення"),
	STR("Перенаправлене повідомлення"),
	STR("Özgün ileti"),
	STR("orijinal mesaj"),
	STR("İletilen ileti"),
	STR("İletilmiş mesaj"),
	STR("邮件原件"),
	STR("原始邮件"),
	STR("转发邮件"),
	STR("元のメッセージ"),
	STR("メッセージを転送"),
	STR("원본 메시지"),
};

static const struct str forwards[] = {
	STR("begin forwarded message"),
	STR("forwarded message"),
	STR("inizio messaggio inoltrato"),
	STR("anfang der weitergeleiteten nachricht"),
	STR("anfang der weitergeleiteten e-mail"),
	STR("début du message réexpédié"),
	STR("début du message transféré"),
	STR("inicio del mensaje reenviado"),
	STR("início da mensagem reencaminhada"),
	STR("início da mensagem encaminhada"),
	STR("begin doorgestuurd bericht"),
	STR("początek przekazywanej wiadomości"),
	STR("początek przekazanej wiadomości"),
	STR("start på videresendt besked"),
	STR("starten på videresendt melding"),
	STR("vidarebefordrat brev"),
	STR("vidarebefordrat mejl"),
	STR("videresendt melding"),
	STR("započni proslijeđenu poruku"),
	STR("Începe mesajul redirecționat"),
	STR("začiatok preposlanej správy"),
	STR("välitetty viesti alkaa"),
	STR("začátek přeposílané zprávy"),
	STR("továbbított levél kezdete"),
	STR("Начало переадресованного сообщения"),
	STR("Початок листа, що пересилається"),
	STR("İleti başlangıcı"),
};

static const struct str mobiles[] = {
	STR("Sent from my "),
	STR("Sent from Outlook for "),
	STR("Sent from Mail for "),
	STR("Sent from Samsung "),
	STR("Sent from Yahoo Mail"),
	STR("Get Outlook for "),
	STR("Inviato da iPhone"),
	STR("Inviato da iPad"),
	STR("Inviato dal mio "),
	STR("Inviato da Outlook "),
	STR("Ottieni Outlook per "),
	STR("Von meinem iP"),
	STR("Von meinem Samsung "),
	STR("Gesendet von meinem "),
	STR("Gesendet von Outlook "),
	STR("Gesendet mit der "),
	STR("Holen Sie sich Outlook "),
	STR("Outlook für "),
	STR("Envoyé de mon "),
	STR("Envoyé depuis mon "),
	STR("Télécharger Outlook "),
	STR("Obtenir Outlook "),
	STR("Enviado desde mi "),
	STR("Obtener Outlook "),
	STR("Enviado do meu "),
	STR("Obter o Outlook "),
	STR("Verstuurd vanaf mijn "),
	STR("Verzonden vanaf mijn "),
	STR("Outlook voor "),
	STR("Wysłane z iP"),
	STR("Wysłane z mojego "),
	STR("Pobierz program Outlook "),
	STR("Sendt fra min "),
	STR("Skickat från min "),
	STR("Lähetetty iP"),
	STR("Отправлено с iP"),
};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80);
}

/* As a word of its own, or with an ending: "napisał(a)", "napisała". */
bool quote_has_verb(struct str line)
{
	for (size_t i = 0; i < COUNT(verbs); i++) {
		size_t at = str_ifind(line, verbs[i]);
		bool word_start = at == 0 || (verbs[i].p[0] & 0x80) ||
		                  (at != SIZE_MAX && !is_letter(line.p[at - 1]));

		if (at != SIZE_MAX && word_start)
			return true;
	}
	return false;
}

bool quote_has_opening(struct str line)
{
	for (size_t i = 0; i < COUNT(openings); i++)
		if (str_istarts(line, openings[i]))
			return true;
	return false;
}

bool quote_has_title(struct str line)
{
	for (size_t i = 0; i < COUNT(titles); i++)
		if (str_ifind(line, titles[i]) != SIZE_MAX)
			return true;
	return false;
}

bool quote_is_forward(struct str line)
{
	while (line.n && (line.p[line.n - 1] == ':' || line.p[line.n - 1] == ' '))
		line.n--;
	if (str_ends(line, (struct str)STR("\xc2\xa0"))) /* French sets one before the colon */
		line.n -= 2;
	for (size_t i = 0; i < COUNT(forwards); i++)
		if (str_ieq(line, forwards[i]))
			return true;
	return false;
}

/* A name of a device or an app, and perhaps a link to it; a longer line is a sentence. */
bool quote_is_mobile(struct str line)
{
	line = str_trim(str_sub(line, 0, str_chr(line, '<')));
	if (line.n > MOBILE_MAX)
		return false;
	for (size_t i = 0; i < COUNT(mobiles); i++)
		if (str_istarts(line, mobiles[i]))
			return line.n - mobiles[i].n <= DEVICE_MAX;
	return false;
}
