# The first invoice of a new supplier is no alarm, nor from a free mail address that nothing proves.

sender acme
	envelope billing@acme.example
	client 192.0.2.25
	helo mail.acme.example
	results spf=pass smtp.mailfrom=acme.example; dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example
	zone +0100
	mailer Ledger Mail 4.2

sender baker
	envelope the.little.bakery@gmail.com
	client 203.0.113.91

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

mail overdue
	From: The Little Bakery <the.little.bakery@gmail.com>
	To: ap@ours.example
	Subject: Overdue invoice
	Content-Type: text/plain; charset=utf-8

	Hello,

	our invoice from December is overdue. Please pay the amount of 120 euros today to our account.

set iban DE89 3704 0044 0532 0130 00

at 2026-01-05T09:00:00Z
send invoice by acme
	clean ..2.2
	found payment-request
	found new-sender
	silent bank-detail-new bank-change

at 2026-01-05T10:00:00Z
send overdue by baker
	clean ..3
	proof network
	found payment-request
	found new-sender
	silent display-name-vip internal-spoof bank-detail-new bank-change unauthenticated
