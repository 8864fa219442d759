# A supplier really changes its bank, politely and as it always writes: clean, whatever was found.

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

mail change
	From: Acme Billing <billing@acme.example>
	To: ap@ours.example
	Subject: Invoice $n
	X-Mailer: $mailer
	Content-Type: text/plain; charset=utf-8

	Dear customer,

	our bank details have changed. Please find our invoice $n attached; payment is due within 30 days to our new bank account.
	IBAN: $iban
	$more

	Kind regards
	Acme Billing

set iban DE89 3704 0044 0532 0130 00

at 2026-01-05T09:00:00Z
send invoice by acme for 10 days
	clean
	silent bank-detail-new

at +1 day
send change by acme
	with iban DE02 1203 0000 0000 2020 51
	with more
	clean 4.5..4.8
	only bank-detail-new bank-change payment-request

# what was clean is usual from now on
at +1 day
send change by acme
	with iban DE02 1203 0000 0000 2020 51
	with more
	clean ..2.2
	only bank-change payment-request
