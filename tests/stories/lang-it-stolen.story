# The stolen mailbox in Italian.

sender acme
	envelope amministrazione@acme.example
	client 192.0.2.25
	results spf=pass smtp.mailfrom=acme.example; dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example
	zone +0100

sender thief
	envelope amministrazione@acme.example
	client 203.0.113.70
	results spf=pass smtp.mailfrom=acme.example; dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example
	zone +0100

mail fattura
	From: Acme Amministrazione <amministrazione@acme.example>
	To: ap@ours.example
	Subject: Fattura $n
	Content-Type: text/plain; charset=utf-8

	Buongiorno,

	in allegato la fattura $n per la merce della settimana scorsa. Pagamento a 30 giorni.
	IBAN: $iban

	Cordiali saluti

mail cambio
	From: Acme Amministrazione <amministrazione@acme.example>
	To: ap@ours.example
	Subject: Fattura $n
	Content-Type: text/plain; charset=utf-8

	Buongiorno,

	le nostre coordinate bancarie sono cambiate. Vi preghiamo di effettuare il pagamento della fattura $n sul nuovo conto.
	IBAN: $iban
	$more

	Cordiali saluti

set iban IT60 X054 2811 1010 0000 0123 456

at 2026-01-05T09:00:00Z
send fattura by acme for 10 days
	clean
	silent bank-detail-new bank-change

at +1 day
send cambio by thief
	with iban DE89 3704 0044 0532 0130 00
	with more È urgente, il pagamento deve partire oggi stesso.
	suspicious 6..8
	found bank-detail-new 2.8
	found bank-change
	found payment-request
	found urgency
	found bank-detail-new+change
	silent language-change first-contact new-sender
