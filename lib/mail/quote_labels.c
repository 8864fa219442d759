/* Collected from what the clients themselves write when set to a language: Outlook (desktop, web, mobile), Gmail, Apple Mail,
 * Thunderbird, Yahoo, GMX. Letters beyond ASCII must match in case; where clients differ, both stand here. A language whose row
 * lacks a word would make an honest block look mixed, so a word that is right in a language stands in its row whoever writes it. */
#include "mail/quote_labels.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define ROLES        5

static const unsigned role_of[ROLES] = { QUOTE_FROM, QUOTE_DATE, QUOTE_TO, QUOTE_CC,
	                                 QUOTE_SUBJECT };

/* A row a language, its words in the order of role_of, alternatives between bars. */
static const struct str words[][ROLES] = {
	/* English */
	{ STR("From"), STR("Sent|Date|Sent on"), STR("To"), STR("Sent by"), STR("Subject") },
	/* Italian */
	{ STR("Da|Mittente"), STR("Inviato|Inviata|Data|Data invio|Inviato il"),
	  STR("A|Destinatario|Per"), STR("Copia|Priorità"), STR("Oggetto") },
	/* German */
	{ STR("Von|Absender"), STR("Gesendet|Gesendet am|Datum"), STR("An|Empfänger"),
	  STR("Kopie|Kopie (CC)|Wichtigkeit|Antwort an"), STR("Betreff|Thema") },
	/* French */
	{ STR("De|Expéditeur"), STR("Envoyé|Envoyé le|Date|Message du"),
	  STR("À|A|Pour|Destinataire"), STR("Copie|Copie à"), STR("Objet|Sujet") },
	/* Spanish */
	{ STR("De|Remitente|Desde"), STR("Enviado|Enviado el|Enviada|Fecha"),
	  STR("Para|A|Destinatario"), STR("Copia"), STR("Asunto") },
	/* Portuguese */
	{ STR("De|Remetente"), STR("Enviado|Enviado em|Enviada|Enviada em|Data"),
	  STR("Para|A|Destinatário"), STR("Cópia"), STR("Assunto") },
	/* Dutch */
	{ STR("Van|Afzender"), STR("Verzonden|Verzonden op|Datum"), STR("Aan"), STR("Kopie"),
	  STR("Onderwerp") },
	/* Polish */
	{ STR("Od|Nadawca"), STR("Wysłano|Wysłane|Data"), STR("Do|Adresat"), STR("DW|Kopia"),
	  STR("Temat") },
	/* Danish */
	{ STR("Fra"), STR("Sendt|Dato"), STR("Til"), STR("Kopi"), STR("Emne") },
	/* Norwegian */
	{ STR("Fra"), STR("Sendt|Dato"), STR("Til"), STR("Kopi"), STR("Emne") },
	/* Swedish */
	{ STR("Från"), STR("Skickat|Datum"), STR("Till"), STR("Kopia"), STR("Ämne") },
	/* Finnish */
	{ STR("Lähettäjä"), STR("Lähetetty|Päivämäärä|Päiväys"), STR("Vastaanottaja"), STR("Kopio"),
	  STR("Aihe") },
	/* Czech */
	{ STR("Od|Odesílatel"), STR("Odesláno|Datum"), STR("Komu|Pro|Adresát"), STR("Kopie"),
	  STR("Předmět") },
	/* Slovak */
	{ STR("Od|Odosielateľ"), STR("Odoslané|Dátum"), STR("Komu|Pre|Adresát"), STR("Kópia"),
	  STR("Predmet") },
	/* Hungarian */
	{ STR("Feladó"), STR("Elküldve|Dátum"), STR("Címzett"), STR("Másolat|Másolatot kap"),
	  STR("Tárgy") },
	/* Romanian */
	{ STR("De la|De|Expeditorul"), STR("Trimis|Dată|Data"), STR("Către|La|Destinatarul"),
	  STR("Copie"), STR("Subiect|Subiectul") },
	/* Croatian */
	{ STR("Od|Šalje"), STR("Poslano|Datum"), STR("Prima|Za"), STR("Kopija"),
	  STR("Predmet|Naslov") },
	/* Russian */
	{ STR("От|Отправитель|От кого"), STR("Дата|Отправлено"), STR("Кому"), STR("Копия"),
	  STR("Тема") },
	/* Ukrainian */
	{ STR("Від кого|Від"), STR("Дата|Надіслано"), STR("Кому"), STR("Копія"), STR("Тема") },
	/* Greek */
	{ STR("Από"), STR("Ημερομηνία|Στάλθηκε"), STR("Προς"), STR("Κοιν."), STR("Θέμα") },
	/* Turkish */
	{ STR("Kimden|Gönderen"), STR("Tarih|Gönderildi|Gönderme Tarihi"), STR("Kime|Alıcı"),
	  STR("Bilgi"), STR("Konu") },
	/* Chinese, simplified and traditional: programs mix them */
	{ STR("发件人|寄件者"), STR("发送时间|日期"), STR("收件人|收件者"), STR("抄送|副本"),
	  STR("主题|主題") },
	/* Japanese */
	{ STR("差出人|送信元"), STR("日付|日時|送信日時"), STR("宛先|送信先"), STR("CC"),
	  STR("件名") },
	/* Korean */
	{ STR("보낸 사람"), STR("보낸 날짜"), STR("받는 사람"), STR("참조"), STR("제목") },
};
_Static_assert(COUNT(words) <= 32, "quote_label.languages has a bit for each");

/* In the midst of a block of any language. */
static const struct str anywhere = STR("Cc|Bcc|Reply-To|Importance|Attachments");

static bool has_word(struct str alternatives, struct str word)
{
	struct str alternative;

	while (str_cut(&alternatives, '|', &alternative))
		if (str_ieq(alternative, word))
			return true;
	return false;
}

struct quote_label quote_label(struct str label)
{
	struct quote_label ret = { 0, 0 };

	if (label.n == 0)
		return ret;
	if (has_word(anywhere, label))
		return (struct quote_label){ QUOTE_CC, UINT32_MAX };
	for (size_t language = 0; language < COUNT(words); language++)
		for (size_t i = 0; i < ROLES; i++)
			if ((!ret.role || ret.role == role_of[i]) &&
			    has_word(words[language][i], label)) {
				ret.role = role_of[i];
				ret.languages |= UINT32_C(1) << language;
			}
	return ret;
}
