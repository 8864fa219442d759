/* Collected from what the clients themselves write when set to a language: Outlook (desktop, web, mobile),
 * Gmail, Apple Mail, Thunderbird, Yahoo, GMX. Letters beyond ASCII must match in case; where clients differ,
 * both stand here. */
#include "mail/quote_words.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

#define DEVICE_MAX   20 /* bytes of its name behind "Sent from my " */
#define MOBILE_MAX   60 /* of the whole line: more than any of `mobiles` and a name have */

struct label {
	unsigned role;
	struct str word;
};

static const struct label labels[] = {
	/* English, Italian, German, French, Spanish, Portuguese, Dutch, Polish */
	{ QUOTE_FROM, STR("From") },
	{ QUOTE_FROM, STR("Da") },
	{ QUOTE_FROM, STR("Mittente") },
	{ QUOTE_FROM, STR("Von") },
	{ QUOTE_FROM, STR("Absender") },
	{ QUOTE_FROM, STR("De") },
	{ QUOTE_FROM, STR("Expéditeur") },
	{ QUOTE_FROM, STR("Remitente") },
	{ QUOTE_FROM, STR("Remetente") },
	{ QUOTE_FROM, STR("Van") },
	{ QUOTE_FROM, STR("Afzender") },
	{ QUOTE_FROM, STR("Od") },
	{ QUOTE_FROM, STR("Nadawca") },
	{ QUOTE_DATE, STR("Sent") },
	{ QUOTE_DATE, STR("Date") },
	{ QUOTE_DATE, STR("Data") },
	{ QUOTE_DATE, STR("Inviato") },
	{ QUOTE_DATE, STR("Inviata") },
	{ QUOTE_DATE, STR("Gesendet") },
	{ QUOTE_DATE, STR("Gesendet am") },
	{ QUOTE_DATE, STR("Datum") },
	{ QUOTE_DATE, STR("Envoyé") },
	{ QUOTE_DATE, STR("Envoyé le") },
	{ QUOTE_DATE, STR("Message du") },
	{ QUOTE_DATE, STR("Enviado") },
	{ QUOTE_DATE, STR("Enviado el") },
	{ QUOTE_DATE, STR("Enviado em") },
	{ QUOTE_DATE, STR("Enviada") },
	{ QUOTE_DATE, STR("Enviada em") },
	{ QUOTE_DATE, STR("Fecha") },
	{ QUOTE_DATE, STR("Verzonden") },
	{ QUOTE_DATE, STR("Verzonden op") },
	{ QUOTE_DATE, STR("Wysłano") },
	{ QUOTE_DATE, STR("Wysłane") },
	{ QUOTE_TO, STR("To") },
	{ QUOTE_TO, STR("A") },
	{ QUOTE_TO, STR("Destinatario") },
	{ QUOTE_TO, STR("An") },
	{ QUOTE_TO, STR("Empfänger") },
	{ QUOTE_TO, STR("À") },
	{ QUOTE_TO, STR("Pour") },
	{ QUOTE_TO, STR("Para") },
	{ QUOTE_TO, STR("Destinatário") },
	{ QUOTE_TO, STR("Aan") },
	{ QUOTE_TO, STR("Do") },
	{ QUOTE_TO, STR("Adresat") },
	{ QUOTE_CC, STR("Cc") },
	{ QUOTE_CC, STR("Bcc") },
	{ QUOTE_CC, STR("Kopie") },
	{ QUOTE_CC, STR("Kopie (CC)") },
	{ QUOTE_CC, STR("Copie") },
	{ QUOTE_CC, STR("Copie à") },
	{ QUOTE_CC, STR("Copia") },
	{ QUOTE_CC, STR("Cópia") },
	{ QUOTE_CC, STR("DW") },
	{ QUOTE_CC, STR("Kopia") },
	{ QUOTE_CC, STR("Reply-To") },
	{ QUOTE_CC, STR("Importance") },
	{ QUOTE_CC, STR("Priorità") },
	{ QUOTE_CC, STR("Wichtigkeit") },
	{ QUOTE_CC, STR("Attachments") },
	{ QUOTE_SUBJECT, STR("Subject") },
	{ QUOTE_SUBJECT, STR("Oggetto") },
	{ QUOTE_SUBJECT, STR("Betreff") },
	{ QUOTE_SUBJECT, STR("Objet") },
	{ QUOTE_SUBJECT, STR("Sujet") },
	{ QUOTE_SUBJECT, STR("Asunto") },
	{ QUOTE_SUBJECT, STR("Assunto") },
	{ QUOTE_SUBJECT, STR("Onderwerp") },
	{ QUOTE_SUBJECT, STR("Temat") },
	/* Danish, Norwegian, Swedish, Finnish */
	{ QUOTE_FROM, STR("Fra") },
	{ QUOTE_FROM, STR("Från") },
	{ QUOTE_FROM, STR("Lähettäjä") },
	{ QUOTE_DATE, STR("Dato") },
	{ QUOTE_DATE, STR("Sendt") },
	{ QUOTE_DATE, STR("Skickat") },
	{ QUOTE_DATE, STR("Lähetetty") },
	{ QUOTE_DATE, STR("Päivämäärä") },
	{ QUOTE_DATE, STR("Päiväys") },
	{ QUOTE_TO, STR("Til") },
	{ QUOTE_TO, STR("Till") },
	{ QUOTE_TO, STR("Vastaanottaja") },
	{ QUOTE_CC, STR("Kopi") },
	{ QUOTE_CC, STR("Kopio") },
	{ QUOTE_SUBJECT, STR("Emne") },
	{ QUOTE_SUBJECT, STR("Ämne") },
	{ QUOTE_SUBJECT, STR("Aihe") },
	/* Czech, Slovak, Hungarian, Romanian, Croatian */
	{ QUOTE_FROM, STR("Odesílatel") },
	{ QUOTE_FROM, STR("Odosielateľ") },
	{ QUOTE_FROM, STR("Feladó") },
	{ QUOTE_FROM, STR("De la") },
	{ QUOTE_FROM, STR("Expeditorul") },
	{ QUOTE_FROM, STR("Šalje") },
	{ QUOTE_DATE, STR("Odesláno") },
	{ QUOTE_DATE, STR("Odoslané") },
	{ QUOTE_DATE, STR("Dátum") },
	{ QUOTE_DATE, STR("Elküldve") },
	{ QUOTE_DATE, STR("Trimis") },
	{ QUOTE_DATE, STR("Dată") },
	{ QUOTE_DATE, STR("Poslano") },
	{ QUOTE_TO, STR("Komu") },
	{ QUOTE_TO, STR("Pro") },
	{ QUOTE_TO, STR("Adresát") },
	{ QUOTE_TO, STR("Címzett") },
	{ QUOTE_TO, STR("Către") },
	{ QUOTE_TO, STR("Destinatarul") },
	{ QUOTE_TO, STR("Pre") },
	{ QUOTE_TO, STR("Prima") },
	{ QUOTE_TO, STR("Za") },
	{ QUOTE_CC, STR("Kópia") },
	{ QUOTE_CC, STR("Másolat") },
	{ QUOTE_CC, STR("Másolatot kap") },
	{ QUOTE_SUBJECT, STR("Předmět") },
	{ QUOTE_SUBJECT, STR("Predmet") },
	{ QUOTE_SUBJECT, STR("Tárgy") },
	{ QUOTE_SUBJECT, STR("Subiect") },
	{ QUOTE_SUBJECT, STR("Subiectul") },
	{ QUOTE_SUBJECT, STR("Naslov") },
	/* Russian, Ukrainian, Greek, Turkish */
	{ QUOTE_FROM, STR("От") },
	{ QUOTE_FROM, STR("Отправитель") },
	{ QUOTE_FROM, STR("Від кого") },
	{ QUOTE_FROM, STR("Від") },
	{ QUOTE_FROM, STR("Από") },
	{ QUOTE_FROM, STR("Kimden") },
	{ QUOTE_FROM, STR("Gönderen") },
	{ QUOTE_DATE, STR("Дата") },
	{ QUOTE_DATE, STR("Отправлено") },
	{ QUOTE_DATE, STR("Надіслано") },
	{ QUOTE_DATE, STR("Ημερομηνία") },
	{ QUOTE_DATE, STR("Στάλθηκε") },
	{ QUOTE_DATE, STR("Tarih") },
	{ QUOTE_DATE, STR("Gönderildi") },
	{ QUOTE_DATE, STR("Gönderme Tarihi") },
	{ QUOTE_TO, STR("Кому") },
	{ QUOTE_TO, STR("Προς") },
	{ QUOTE_TO, STR("Kime") },
	{ QUOTE_TO, STR("Alıcı") },
	{ QUOTE_CC, STR("Копия") },
	{ QUOTE_CC, STR("Копія") },
	{ QUOTE_CC, STR("Κοιν.") },
	{ QUOTE_CC, STR("Bilgi") },
	{ QUOTE_SUBJECT, STR("Тема") },
	{ QUOTE_SUBJECT, STR("Θέμα") },
	{ QUOTE_SUBJECT, STR("Konu") },
	/* Chinese, Japanese, Korean */
	{ QUOTE_FROM, STR("发件人") },
	{ QUOTE_FROM, STR("寄件者") },
	{ QUOTE_FROM, STR("差出人") },
	{ QUOTE_FROM, STR("보낸 사람") },
	{ QUOTE_DATE, STR("发送时间") },
	{ QUOTE_DATE, STR("日期") },
	{ QUOTE_DATE, STR("日付") },
	{ QUOTE_DATE, STR("日時") },
	{ QUOTE_DATE, STR("送信日時") },
	{ QUOTE_DATE, STR("보낸 날짜") },
	{ QUOTE_TO, STR("收件人") },
	{ QUOTE_TO, STR("宛先") },
	{ QUOTE_TO, STR("받는 사람") },
	{ QUOTE_CC, STR("抄送") },
	{ QUOTE_SUBJECT, STR("主题") },
	{ QUOTE_SUBJECT, STR("主題") },
	{ QUOTE_SUBJECT, STR("件名") },
	{ QUOTE_SUBJECT, STR("제목") },
};

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

unsigned quote_label(struct str label)
{
	for (size_t i = 0; i < COUNT(labels); i++)
		if (str_ieq(label, labels[i].word))
			return labels[i].role;
	return 0;
}

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
