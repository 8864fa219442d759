# Another account on an invoice, without a word of it: remarkable, not suspicious.

sender acme
	envelope billing@acme.example
	client 192.0.2.25
	helo mail.acme.example
	results spf=pass smtp.mailfrom=acme.example; dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example
	zone +0100
	mailer Ledger Mail 4.2

mail invoice
	From: Acme Billing <billing@acme.example>
	To: ap@ours.example
	Subject: Invoice $n
	X-Mailer: $mailer
	Content-Type: text/plain; charset=utf-8

	Dear customer,

	please find our invoice $n for the goods delivered last week. Payment within 30 days.
	IBAN: $iban

	Kind regards
	Acme Billing

set iban DE89 3704 0044 0532 0130 00

at 2026-01-05T09:00:00Z
send invoice by acme for 10 days
	clean
	silent bank-detail-new

at +1 day
send invoice by acme
	with iban DE02 1203 0000 0000 2020 51
	clean 3..4
	only bank-detail-new payment-request
	found bank-detail-new 2.8

at +1 day
send invoice by acme
	with iban DE02 1203 0000 0000 2020 51
	clean
	only payment-request
