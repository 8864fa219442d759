# Two senders who have nothing to do with each other give the same account: one of them isn't its owner.

sender acme
	envelope billing@acme.example
	client 192.0.2.25
	helo mail.acme.example
	results spf=pass smtp.mailfrom=acme.example; dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example

sender baker
	envelope orders@baker.example
	client 198.51.100.7
	helo mx.baker.example
	results spf=pass smtp.mailfrom=baker.example; dkim=pass header.d=baker.example; dmarc=pass header.from=baker.example

mail acme-invoice
	From: Acme Billing <billing@acme.example>
	To: ap@ours.example
	Subject: Invoice $n
	Content-Type: text/plain; charset=utf-8

	Please find our invoice $n for the goods delivered last week.
	IBAN: $iban

mail baker-invoice
	From: Baker Orders <orders@baker.example>
	To: ap@ours.example
	Subject: Delivery $n
	Content-Type: text/plain; charset=utf-8

	Here is the bill for delivery $n.$aside
	IBAN: $iban

set iban DE89 3704 0044 0532 0130 00
set aside

at 2026-01-05T09:00:00Z
send acme-invoice by acme for 2 days
	clean
	silent bank-detail-shared

# Another's account
at +1 day
send baker-invoice by baker
	found bank-detail-shared 0.5

# An account of its own
at +1 day
send baker-invoice by baker
	with iban DE02 1203 0000 0000 2020 51
	silent bank-detail-shared

# The mail names whose account it is: a factoring company's letter
at +1 day
send baker-invoice by baker
	with aside  It is collected by acme.example for us.
	silent bank-detail-shared
