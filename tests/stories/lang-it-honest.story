# The honest change of a bank in Italian, and a payment that was made: nothing is asked for.

sender acme
	envelope amministrazione@acme.example
	client 192.0.2.25
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

mail grazie
	From: Acme Amministrazione <amministrazione@acme.example>
	To: ap@ours.example
	Subject: Fattura $n
	Content-Type: text/plain; charset=utf-8

	Buongiorno,

	il bonifico è andato a buon fine, grazie. La merce arriva domani.

	Cordiali saluti

at +1 day
send cambio by acme
	with iban IT07 X054 2811 1010 0000 0654 321
	with more
	clean 4..4.8
	only bank-detail-new bank-change payment-request

at +1 day
send grazie by acme
	clean
	only nothing
